"""Technical faults of painted pictures, found without a model."""

from __future__ import annotations

import numpy as np
from PIL import Image

BLACK = 12
"""A picture whose lightest grey level, of 255, is below this is black."""
FLAT = 1.0
"""A picture whose grey levels, of 255, have a standard deviation below this is flat."""
EDGE = 12
"""Difference of grey levels, of 255, above which there is an edge between two rows."""


def technical_fault(picture: Image.Image) -> str | None:
    """Return what is technically wrong with a painted picture: "black", "flat", "truncated", or None.

    A picture is truncated where at least its lowest eighth has one colour and begins at an edge from side to side.
    """
    values = np.asarray(picture.convert("L")).astype(np.float32)
    if values.max() < BLACK:
        return "black"
    if values.std() < FLAT:
        return "flat"
    last_varied_row = np.flatnonzero((values != values[-1, 0]).any(1))[-1]
    plain_rows = len(values) - 1 - last_varied_row
    if plain_rows < len(values) / 8:
        return None
    edge = np.abs(values[last_varied_row] - values[-1, 0]) > EDGE
    return "truncated" if edge.mean() > 0.5 else None
