"""The eyes as a transformers model; real weights."""

from __future__ import annotations

import pytest

from benchmarks.datasets import load_pictures
from tools import profiles
from tools.engines.pocket.eyes import PocketEyes, calibrate
from tools.networks.eyes.model import EyesModel
from tools.networks.eyes.processor import EyesProcessor
from tools.types import ModelInfo
from tools.vocabulary.storybook.captions import caption_sentence


def test_the_eyes_read_pictures_of_any_size_and_mode() -> None:
    folder = profiles.resolve_weights("package:eyes")
    model, processor = EyesModel.from_pretrained(folder).float().eval(), EyesProcessor.from_pretrained(folder)
    pictures = load_pictures("eyes", 3)
    mixed = [pictures[0], *(p.resize((300, 200)).convert("RGBA") for p in pictures[1:])]
    pixels = processor(mixed, return_tensors="pt")["pixel_values"]
    assert pixels.shape == (3, 3, 128, 128)
    assert pixels.min() >= -1
    assert pixels.max() <= 1
    for reading in model.read(pixels):
        words, confidence = reading.caption()
        assert 0 < confidence <= 1
        assert " scene; " in caption_sentence(words)
        assert caption_sentence(words, "zh").endswith("风格")


def test_calibration_shifts_log_odds_and_mirrors_absence() -> None:
    assert calibrate(0.3, {}) == pytest.approx(0.3)
    assert calibrate(0.3, {"slope": 1.0, "bias": 2.0}) > 0.7
    eyes = PocketEyes(
        ModelInfo(role="eyes", kind="pocket", name="pocket", hash=""), profiles.resolve_weights("package:eyes")
    )
    there = eyes.calibration["exists"]
    for chance in (0.2, 0.5, 0.9):
        assert calibrate(1 - chance, eyes._bounds("absent")) == pytest.approx(1 - calibrate(chance, there))


def test_a_look_is_kept_for_the_caption() -> None:
    eyes = PocketEyes(
        ModelInfo(role="eyes", kind="pocket", name="pocket", hash=""), profiles.resolve_weights("package:eyes")
    )
    one, other = load_pictures("eyes", 2)
    first = eyes._look(one)
    assert eyes._look(one) is first
    assert eyes._look(other) is not first
