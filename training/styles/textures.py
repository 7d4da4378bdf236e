"""Random textures without a subject, as references for the stylist."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import zoom


def random_texture(rng: np.random.Generator, side: int) -> np.ndarray:
    """Draw noise of a few scales and directions through a random ramp of colours.

    Args:
        rng: Source of chance.
        side: In pixels.

    Returns:
        Colours (side, side, 3) in [0, 1].
    """
    total = np.zeros((side, side))
    for _ in range(rng.integers(1, 4)):
        rows, columns = rng.integers(3, side // 2, 2)
        total += zoom(rng.standard_normal((rows, columns)), (side / rows, side / columns), order=1)[:side, :side]
    if rng.random() < 0.4:
        total = np.sin(total * rng.uniform(2, 5))
    ramp = rng.uniform(0, 1, (rng.integers(2, 5), 3))
    level = (total - total.min()) / max(float(np.ptp(total)), 1e-6) * (len(ramp) - 1)
    stops = np.arange(len(ramp))
    return np.stack([np.interp(level, stops, ramp[:, c]) for c in range(3)], -1).astype(np.float32)
