"""The benchmarks' rules over what the grader finds, and their statistics."""

from __future__ import annotations

import pytest
from PIL import Image

from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element, Relation
from benchmarks.datasets import load_edit_sessions, load_painter_briefs, load_pictures
from benchmarks.judges import rules
from benchmarks.judges.calibration import expected_calibration_error
from benchmarks.proportions import wilson_interval
from benchmarks.suites.edits import edit_holds, psnr_outside_edit
from tools.engines.vision.template_grader import Detection, PictureDetections


def _thing(noun: str, x: float, y: float, color: str = "red", size: str = "medium") -> Detection:
    return Detection(x, y, 0.9, {noun: 0.8, "dog": 0.1}, {color: 0.7, "mixed": 0.3}, {size: 1.0})


def _seen(*things: Detection) -> PictureDetections:
    return PictureDetections(things, {"beach": 0.9, "night": 0.1}, {"cartoon": 1.0})


def test_extra_things_break_the_strict_rules_but_not_genevals() -> None:
    brief = Brief(elements=(Element(what="cat", color="red"),))
    assert rules.passes_strict(_seen(_thing("cat", 64, 64)), brief)
    crowded = _seen(_thing("cat", 64, 64), _thing("bird", 24, 24))
    assert not rules.passes_strict(crowded, brief)
    assert rules.passes_geneval(crowded, brief)
    assert rules.extra_things(crowded, brief.names) == ["bird"]


def test_counts_colours_places_relations_and_scenes_count() -> None:
    view = _seen(_thing("cat", 24, 64), _thing("cat", 56, 64), _thing("star", 104, 64, "yellow"))
    cats = Element(what="cat", count=2, color="red")
    good = Brief(
        elements=(cats, Element(what="star", place="right")),
        relations=(Relation(subject="star", kind="right of", object="cat"),), scene="beach",
    )  # fmt: skip
    assert rules.passes_strict(view, good)
    for wrong in (
        good.model_copy(update={"elements": (cats.model_copy(update={"count": 3}), good.elements[1])}),
        good.model_copy(update={"elements": (cats.model_copy(update={"color": "blue"}), good.elements[1])}),
        good.model_copy(update={"relations": (Relation(subject="star", kind="above", object="cat"),)}),
        good.model_copy(update={"scene": "night"}),
    ):
        assert not rules.passes_strict(view, wrong)


def test_the_grader_passes_rendered_scenes_for_their_own_briefs_only() -> None:
    rows = load_edit_sessions()[:20]
    views = rules.Grader().see(load_pictures("edits", len(rows)))
    own = [row["brief"] for row in rows]
    assert sum(rules.passes_strict(view, brief) for view, brief in zip(views, own, strict=True)) >= 17
    assert not any(rules.passes_strict(view, brief) for view, brief in zip(views, [*own[1:], own[0]], strict=True))


def test_an_edit_holds_or_not() -> None:
    before = Brief(elements=(Element(what="cat", color="red"), Element(what="star")))
    gone = apply_edits(before, [Edit(op="remove", what="star")])
    assert edit_holds(_seen(_thing("cat", 64, 64)), before, gone)
    assert not edit_holds(_seen(_thing("cat", 64, 64), _thing("star", 20, 20)), before, gone)


def test_pixels_are_compared_only_outside_of_the_edited_thing() -> None:
    before, after = Image.new("RGB", (128, 128), "white"), Image.new("RGB", (128, 128), "white")
    after.paste((255, 0, 0), (50, 50, 70, 70))
    views = (_seen(_thing("cat", 60, 60)), _seen(_thing("cat", 60, 60)))
    change = Edit(op="change", what="cat", color="blue")
    assert psnr_outside_edit(before, after, views, change) == 99.0
    after.paste((0, 0, 0), (0, 0, 20, 20))
    far = psnr_outside_edit(before, after, views, change)
    assert far is not None
    assert far < 20
    assert psnr_outside_edit(before, after, views, Edit(op="scene", to="night")) is None


def test_the_painter_suite_is_balanced() -> None:
    rows = load_painter_briefs()
    assert len(rows) == 600
    assert {row["task"] for row in rows} == {"single", "two", "counting", "colors", "position", "attribution"}
    assert 100 <= sum(not row["seen"] for row in rows) <= 200


def test_intervals_and_calibration_error() -> None:
    assert wilson_interval(0.5, 100) == pytest.approx((0.404, 0.596), abs=0.001)
    assert wilson_interval(0.0, 0) == (0.0, 1.0)
    assert expected_calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert expected_calibration_error([0.9] * 10, [False] * 10) == pytest.approx(0.9)
