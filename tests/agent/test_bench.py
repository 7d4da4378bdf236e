"""The suites' independent grader and their statistics."""

from __future__ import annotations

import pytest
from PIL import Image

from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element, Relation
from benchmarks.judges import rules
from benchmarks.shares import interval
from benchmarks.sheets import sheet
from benchmarks.suites.edits import obeyed, outside, sessions
from benchmarks.suites.eyes import ece
from benchmarks.suites.painter import briefs
from tools.engines.vision.template_grader import Detection, PictureDetections


def _thing(noun: str, x: float, y: float, color: str = "red", size: str = "medium") -> Detection:
    return Detection(x, y, 0.9, {noun: 0.8, "dog": 0.1}, {color: 0.7, "mixed": 0.3}, {size: 1.0})


def _seen(*things: Detection) -> PictureDetections:
    return PictureDetections(things, {"beach": 0.9, "night": 0.1}, {"cartoon": 1.0})


def test_extras_break_strict_rules_but_not_genevals() -> None:
    brief = Brief(elements=(Element(what="cat", color="red"),))
    assert rules.strict(_seen(_thing("cat", 64, 64)), brief)
    crowded = _seen(_thing("cat", 64, 64), _thing("bird", 24, 24))
    assert not rules.strict(crowded, brief)
    assert rules.geneval(crowded, brief)
    assert rules.extras(crowded, brief) == ["bird"]


def test_counts_colours_places_and_relations_are_read() -> None:
    view = _seen(_thing("cat", 24, 64), _thing("cat", 56, 64), _thing("star", 104, 64, "yellow"))
    cats = Element(what="cat", count=2, color="red")
    good = Brief(
        elements=(cats, Element(what="star", place="right")),
        relations=(Relation(subject="star", kind="right of", object="cat"),), scene="beach",
    )  # fmt: skip
    assert rules.strict(view, good)
    for wrong in (
        good.model_copy(update={"elements": (cats.model_copy(update={"count": 3}), good.elements[1])}),
        good.model_copy(update={"elements": (cats.model_copy(update={"color": "blue"}), good.elements[1])}),
        good.model_copy(update={"relations": (Relation(subject="star", kind="above", object="cat"),)}),
        good.model_copy(update={"scene": "night"}),
    ):
        assert not rules.strict(view, wrong)


def test_the_grader_holds_rendered_scenes_for_what_they_are() -> None:
    rows = sessions()[:20]
    views = rules.Grader().see(sheet("edits", len(rows)))
    own = [row["brief"] for row in rows]
    assert sum(rules.strict(view, brief) for view, brief in zip(views, own, strict=True)) >= 17
    assert not any(rules.strict(view, brief) for view, brief in zip(views, [*own[1:], own[0]], strict=True))


def test_an_edit_is_obeyed_or_not() -> None:
    before = Brief(elements=(Element(what="cat", color="red"), Element(what="star")))
    gone = apply_edits(before, [Edit(op="remove", what="star")])
    assert obeyed(_seen(_thing("cat", 64, 64)), before, gone)
    assert not obeyed(_seen(_thing("cat", 64, 64), _thing("star", 20, 20)), before, gone)


def test_pixels_are_compared_only_outside_of_the_edited_thing() -> None:
    before, after = Image.new("RGB", (128, 128), "white"), Image.new("RGB", (128, 128), "white")
    after.paste((255, 0, 0), (50, 50, 70, 70))
    views = (_seen(_thing("cat", 60, 60)), _seen(_thing("cat", 60, 60)))
    change = Edit(op="change", what="cat", color="blue")
    assert outside(before, after, views, change) == 99.0
    after.paste((0, 0, 0), (0, 0, 20, 20))
    far = outside(before, after, views, change)
    assert far is not None
    assert far < 20
    assert outside(before, after, views, Edit(op="scene", to="night")) is None


def test_the_painter_suite_is_balanced() -> None:
    rows = briefs()
    assert len(rows) == 600
    assert {row["task"] for row in rows} == {"single", "two", "counting", "colors", "position", "attribution"}
    assert 100 <= sum(not row["seen"] for row in rows) <= 200


def test_intervals_and_calibration_error() -> None:
    assert interval(0.5, 100) == pytest.approx((0.404, 0.596), abs=0.001)
    assert interval(0.0, 0) == (0.0, 1.0)
    assert ece([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert ece([0.9] * 10, [False] * 10) == pytest.approx(0.9)
