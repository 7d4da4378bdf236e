"""Heat maps: light where something mattered, for or against."""

from __future__ import annotations

import numpy as np
from PIL import Image

from tools.images.visualize import heat_map


def test_a_map_of_a_failed_answer_is_not_dark() -> None:
    picture = Image.new("RGB", (32, 32), "white")
    weights = np.zeros((2, 2))
    weights[0, 0] = -0.4
    shown = np.asarray(heat_map(picture, weights))
    assert shown[2, 2].min() > 200
    assert shown[-3, -3].max() < 130
