"""Colours that match another picture's."""

from __future__ import annotations

import numpy as np

from tests.tools.pictures import colors, shapes
from tools.images import color_transfer


def test_matched_colours_have_the_references_mean_and_spread() -> None:
    content, reference = colors(shapes(40, 40)) * 0.4 + 0.3, colors(shapes(30, 50, 4)) * 0.3 + 0.3
    moved = color_transfer.match_colors(content, reference).reshape(-1, 3)
    assert np.allclose(moved.mean(0), reference.reshape(-1, 3).mean(0), atol=0.01)
    assert np.allclose(np.cov(moved.T, bias=True), np.cov(reference.reshape(-1, 3).T, bias=True), atol=0.003)
    assert np.allclose(color_transfer.match_colors(content, reference, 0), content, atol=1e-6)
