"""Calibrating eyes: pictures of known content, fits by kind, and what the eyes make of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tools import profiles
from tools.actions.calibrate import calibrate_eyes
from tools.engines.vision.calibration import Calibration, fit_kind, load_calibration, save_calibration
from tools.engines.vision.known_pictures import SIDE, KnownPicture, known_pictures
from tools.engines.vision.template_grader import Grader
from tools.engines.vision.vision_language import VisionLanguageEyes, asked_digest
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.types import Requirement


@pytest.fixture(scope="module")
def known() -> list[KnownPicture]:
    painter = ModelManager(profiles.load_profile("pocket")).get("painter")
    return list(known_pictures(painter, Grader(), 3, 1, Hooks()))


def test_known_pictures_have_true_and_false_statements_that_do_not_contradict_each_other(
    known: list[KnownPicture],
) -> None:
    assert len(known) == 3
    for one in known:
        assert one.picture.size in ((SIDE, SIDE), (SIDE, SIDE + 56))
        truths = dict(one.facts)
        assert len(truths) == len(one.facts) >= 8
        for requirement, truth in one.facts:
            if requirement.kind == "exists":
                opposite = Requirement(kind="absent", subject=requirement.subject)
                assert truths[opposite] is not truth
        assert 0.3 < np.mean(list(truths.values())) < 0.7
    assert {r.kind for one in known for r, _ in one.facts} >= {
        "exists",
        "absent",
        "count",
        "scene",
        "style",
        "lettering",
    }


def test_a_kind_that_cannot_tell_is_not_believed_and_one_that_says_yes_to_all_is_shifted() -> None:
    rng = np.random.default_rng(0)
    truths = [bool(n % 2) for n in range(200)]
    blind = fit_kind(list(rng.uniform(0.6, 0.9, 200)), truths)
    assert not blind.trusted
    eager = fit_kind([0.97 if truth else 0.8 for truth in truths], truths)
    assert eager.trusted
    assert (eager.true_positives, eager.false_positives) == (1.0, 0.0)


def test_eyes_are_calibrated_by_their_hash_and_asked_words(
    chat_eyes: Callable[[str], VisionLanguageEyes], known: list[KnownPicture], monkeypatch: pytest.MonkeyPatch
) -> None:
    eyes = chat_eyes("smolvlm")
    models = ModelManager(profiles.load_profile("pocket").model_copy(update={"world": "open"}))
    models.set_engine("eyes", eyes)
    monkeypatch.setattr("tools.actions.calibrate.known_pictures", lambda *_: iter(known * 4))
    told: list[int] = []
    try:
        made = calibrate_eyes(models, 12, Hooks(lambda done, total: told.append(total)))
        assert load_calibration(eyes.info.hash, eyes.asked) == made == eyes.calibration
        assert load_calibration(eyes.info.hash, asked_digest({"question": "{statement}?"})) is None
        assert load_calibration("another", eyes.asked) is None
        # Random weights can tell nothing: what was measured is unsure, what was not is judged as before.
        assert made.kinds["exists"].rows == 24
        picture = Image.new("RGB", (64, 64), "red")
        asked = [Requirement(kind="scene", value="beach"), Requirement(kind="light", value="golden hour")]
        scene, light = eyes.check(picture, asked)
        assert not made.kinds["scene"].trusted
        assert (scene.verdict, scene.trusted) == ("unsure", False)
        eyes.calibration = None
        assert eyes.check(picture, asked)[1] == light
    finally:
        eyes.calibration = None


def test_a_trusted_kind_is_judged_by_its_own_bounds(chat_eyes: Callable[[str], VisionLanguageEyes]) -> None:
    eyes, picture = chat_eyes("qwen3-vl"), Image.new("RGB", (64, 64), "blue")
    asked = [Requirement(kind="scene", value="beach")]
    raw = eyes.chances(picture, asked)[0][0]
    sure = fit_kind([0.9, 0.1] * 20, [True, False] * 20)
    assert sure.trusted
    try:
        for high, verdict in ((0.0, "pass"), (1.0, "fail")):
            bounds = sure.model_copy(update={"slope": 1.0, "bias": 0.0, "high": high, "low": high})
            eyes.calibration = Calibration(model="q", asked=eyes.asked, pictures=1, kinds={"scene": bounds})
            check = eyes.check(picture, asked)[0]
            assert (check.verdict, check.probability) == (verdict, pytest.approx(raw))
    finally:
        eyes.calibration = None


def test_a_damaged_file_is_as_none() -> None:
    made = Calibration(model="m", asked="x", pictures=1, kinds={})
    path = save_calibration("hash", made)
    assert load_calibration("hash", "x") == made
    path.write_text("{", "utf-8")
    assert load_calibration("hash", "x") is None


def test_packaged_eyes_are_refused() -> None:
    with pytest.raises(BadArguments, match="come calibrated"):
        calibrate_eyes(ModelManager(profiles.load_profile("pocket")))
