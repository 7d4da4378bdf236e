"""What the eyes of pages answer, on pages whose truth is known. No art and no weights are needed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tools.engines.pocket.page_eyes import PageEyes
from tools.networks.eyes.page_answers import PageAnswers, split_color
from tools.networks.pages.reading import PageReading, ThingReading
from tools.pages.composition.layout import lay_out
from tools.pages.layouts import page_layout, vocabulary
from tools.pages.page import Page, Wish, Wishes
from tools.types import ModelInfo, Requirement
from tools.vocabulary.storybook.captions import caption_sentence
from training.pages.calibrate import collect_evidence, fit
from training.pages.composition.sampler import random_wishes
from training.pages.read import untrained_reader
from training.pages.reading.facts import page_facts
from training.pages.reading.natural import natural_color

TINY = {"width": 32, "depth": 1, "heads": 2, "local": 16, "convolutions": 1, "cell_width": 16}


def sure_reading(page: Page) -> PageReading:
    """Return the reading of eyes that are never wrong."""
    layout, names = page_layout(page), vocabulary()
    things = []
    for one in layout.things:
        box = one.x - one.width / 2, one.foot - one.height, one.x + one.width / 2, one.foot
        colors = {names["colors"][one.color - 1]: 1.0} if one.color else {}
        grounds = {names["grounds"][one.ground]: 1.0}
        noun, tone = {names["nouns"][one.noun]: 1.0}, {str(one.tone): 1.0}
        things.append(ThingReading(box, 0.98, noun, 1.0 - bool(one.color), colors, tone, grounds, one.flip, one.depth))
    return PageReading(
        tuple(things), {page.place: 0.98}, [1.0], {page.time: 1.0}, {page.weather: 1.0}, {page.look or "": 1.0},
        {page.style: 1.0},
    )  # fmt: skip


def answers(*wishes: Wish, seed: int = 1) -> PageAnswers:
    page = lay_out(Wishes(wishes, place="meadow"), np.random.default_rng(seed))
    return PageAnswers(sure_reading(page), {"cartoon": {"frog": "green"}, "flat": {"frog": "green"}})


def likeliest(shares: dict[str, float]) -> str:
    return max(shares, key=shares.__getitem__)


def test_answers_of_a_sure_reading_are_the_truth() -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for k in range(120):
        rng = np.random.default_rng([11, k])
        page = lay_out(random_wishes(rng), rng)
        eyes = PageAnswers(sure_reading(page))
        for fact, truth in page_facts(page, rng):
            scores = eyes.answers(fact.kind, fact.subject, fact.value, fact.object)
            assert sum(scores.values()) == pytest.approx(1)
            wanted = "yes" if fact.kind in ("exists", "absent", "relation") else fact.value
            right[fact.kind].append((scores[wanted] >= 0.5) == truth)
    shares = {kind: np.mean(found) for kind, found in right.items()}
    bounds = {"size": 0.8, "relation": 0.9, "place": 0.9}
    assert {kind: share for kind, share in shares.items() if share < bounds.get(kind, 0.97)} == {}
    assert set(shares) >= {"exists", "absent", "count", "color", "size", "place", "relation", "scene", "style", "look"}


def test_an_unpainted_thing_shows_its_natural_colour() -> None:
    assert likeliest(answers(Wish("frog")).answers("color", "frog", "green")) == "green"
    assert likeliest(answers(Wish("frog", "red")).answers("color", "frog", "green")) == "red"
    assert likeliest(answers(Wish("cat")).answers("color", "frog", "green")) == "nothing"


def test_two_of_a_kind_are_told_apart_by_colour() -> None:
    assert split_color("light blue balloon") == ("light blue", "balloon")
    assert split_color("orange") == ("", "orange")
    page = answers(Wish("balloon", "red", position="left"), Wish("balloon", "blue", position="right"))
    assert page.answers("count", "balloon")["2"] > 0.8
    assert page.answers("count", "red balloon")["1"] > 0.8
    assert page.answers("relation", "red balloon", "left of", "blue balloon")["yes"] > 0.8
    assert page.answers("relation", "blue balloon", "left of", "red balloon")["yes"] < 0.2
    assert page.answers("exists", "green balloon")["yes"] < 0.2


def test_doubt_about_a_thing_is_doubt_in_the_answer() -> None:
    page = answers(Wish("dog"))
    (thing,) = page.reading.things
    doubtful = ThingReading(**{**vars(thing), "score": 0.5})
    unsure = PageAnswers(PageReading(**{**vars(page.reading), "things": (doubtful,)}))
    assert 0.4 < unsure.answers("exists", "dog")["yes"] < 0.6
    assert unsure.answers("count", "dog", "1")["1"] == pytest.approx(unsure.answers("count", "dog")["0"], abs=0.05)


def test_a_caption_names_things_with_colour_and_place() -> None:
    words, confidence = answers(Wish("frog", "red", count=3)).caption()
    assert words[words.index("noun:frog") - 3] == "3"
    assert "red" in words
    assert 0.9 < confidence <= 1
    assert "3 " in caption_sentence(words)


def test_a_drawing_is_of_the_colour_that_covers_most_of_it() -> None:
    drawing = np.zeros((10, 10, 4), np.uint8)
    drawing[:8] = (222, 40, 44, 255)
    drawing[8:] = (40, 40, 40, 255)
    assert natural_color(drawing) == "red"
    drawing[3:6] = (44, 104, 220, 255)
    drawing[6:8] = (46, 164, 72, 255)
    assert natural_color(drawing) is None
    assert natural_color(np.zeros((4, 4, 4), np.uint8)) is None


@pytest.fixture
def eyes(tmp_path: Path, autoencoder: Path) -> PageEyes:
    """Tiny untrained eyes that make things out everywhere."""
    torch.manual_seed(0)
    untrained_reader(False, **TINY).save_pretrained(tmp_path / "eyes")
    return PageEyes(ModelInfo(role="eyes", kind="pages", name="tiny", hash=""), tmp_path / "eyes", autoencoder)


def test_eyes_judge_every_requirement_they_know(eyes: PageEyes) -> None:
    asked = [
        Requirement(kind="exists", subject="dog"), Requirement(kind="count", subject="dog", value="2"),
        Requirement(kind="relation", subject="dog", value="between", object="cat and tree"),
        Requirement(kind="scene", value="beach"), Requirement(kind="time", value="night"),
        Requirement(kind="place", subject="red dog", value="top left"), Requirement(kind="absent", subject="cat"),
        Requirement(kind="exists", subject="gearbox"), Requirement(kind="mood", value="calm"),
        Requirement(kind="scene", value="abattoir"), Requirement(kind="color", subject="dog", value="plaid"),
    ]  # fmt: skip
    picture = Image.effect_noise((300, 200), 80).convert("RGBA")
    checks = eyes.check(picture, asked)
    assert [check.requirement for check in checks] == asked
    assert all(0 <= check.probability <= 1 for check in checks)
    assert [eyes.question(one) is None for one in asked] == [False] * 7 + [True] * 4
    assert all(check.verdict in ("unsure", "n/a") and check.probability == 0.5 for check in checks[7:])
    assert eyes.look(picture) is eyes.look(picture)


def test_eyes_tell_what_they_see_and_why(eyes: PageEyes) -> None:
    picture = Image.effect_noise((64, 64), 80)
    sight = eyes.sight(picture, ["dog"])
    assert sight.scene in vocabulary()["places"]
    assert all(0 <= thing.chance <= 1 and 0 <= thing.color_chance <= 1 for thing in sight.things)
    caption = eyes.caption(picture, "zh")
    assert caption.text
    assert 0 < caption.confidence <= 1
    reasons = eyes.explain(picture, Requirement(kind="scene", value="beach"))
    assert reasons is not None
    assert reasons.shape == (8, 8)
    assert np.abs(reasons).max() > 0
    assert eyes.explain(picture, Requirement(kind="mood", value="calm")) is None
    assert eyes.nbytes() > 0


def test_eyes_are_calibrated_on_pages(eyes: PageEyes, pool: Path) -> None:
    evidence = collect_evidence(eyes, pool, 4, 1)
    assert set(evidence) >= {"exists", "count", "place", "scene", "style"}
    assert "absent" not in evidence
    evidence["exists"] = [(0.9, True)] * 30 + [(0.2, False)] * 30
    eyes.calibration = fit(evidence)
    assert eyes.calibration["exists"]["trusted"]
    assert "scene" not in eyes.calibration
    checks = eyes.check(Image.new("RGB", (64, 64)), [Requirement(kind="absent", subject="dog")])
    assert 0 <= checks[0].probability <= 1
