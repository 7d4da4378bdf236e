"""`gouache calibrate`, and what `gouache doctor` says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from tools.engines.vision.known_pictures import KnownPicture
from tools.errors import GouacheError
from tools.types import Requirement

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain squares, which need no painter."""
    colors = [("red", "blue"), ("blue", "red")] * 6
    known = [
        KnownPicture(
            Image.new("RGB", (64, 64), shown),
            [(Requirement(kind="color", subject="square", value=color), color == shown) for color in (shown, other)],
        )
        for shown, other in colors
    ]
    monkeypatch.setattr("tools.actions.calibrate.known_pictures", lambda *_: iter(known))


def test_eyes_are_calibrated_and_the_doctor_says_so(run: Run, tiny: str) -> None:
    assert "were never measured here" in " ".join(run("doctor", "--profile", tiny).stdout.split())
    made = json.loads(run("calibrate", "--profile", tiny, "--json").stdout)
    assert (made["pictures"], made["kinds"]["color"]["rows"]) == (12, 24)  # There are no more to be shown.
    said = " ".join(run("calibrate", "--profile", tiny, "--pictures", "12").stdout.split())
    assert "Measured on 12 pictures of the storybook world" in said
    doubtful = made["kinds"]["color"]["true_positives"] - made["kinds"]["color"]["false_positives"] < 0.5
    assert ("always unsure" in said) is doubtful
    told = " ".join(run("doctor", "--profile", tiny).stdout.split())
    assert "calibrated on 12 pictures" in told
    assert ("It can't tell, and says so: color." in told) is doubtful


def test_the_packaged_eyes_come_calibrated(run: Run) -> None:
    with pytest.raises(GouacheError, match="come calibrated"):
        run("calibrate")
    assert "calibrat" not in run("doctor").stdout
