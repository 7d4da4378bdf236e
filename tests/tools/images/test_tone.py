"""Tone: every change moves with its strength."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tests.tools.pictures import random_values
from tools.images.compare import psnr
from tools.images.tone import TONES, shift_tone


@pytest.mark.parametrize("how", TONES)
def test_tone_moves_with_strength(how: str) -> None:
    source = Image.fromarray(random_values(64, 64)).resize((32, 32)).convert("RGBA")
    source.putalpha(77)
    measures: dict[str, Callable[[np.ndarray], float]] = {
        "brighter": lambda v: v.mean(), "darker": lambda v: -v.mean(), "contrast": lambda v: v.std(),
        "warmer": lambda v: (v[..., 0] - v[..., 2]).mean(), "cooler": lambda v: (v[..., 2] - v[..., 0]).mean(),
    }  # fmt: skip
    made = [shift_tone(source, how, strength) for strength in (0.0, 0.3, 0.6, 1.0)]
    values = [measures[how](np.asarray(picture)[..., :3].astype(np.float32)) for picture in made]
    assert values == sorted(set(values))
    assert psnr(made[0], source) > 50
    assert {picture.getchannel("A").getextrema() for picture in made} == {(77, 77)}
