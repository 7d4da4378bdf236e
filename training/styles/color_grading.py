"""Random colour grades: changes of all colours of a picture alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.styles.color_ops import LUMA


@dataclass(frozen=True)
class ColorGrade:
    """An affine change of colours (H, W, 3) in [0, 1], then a gamma.

    Attributes:
        matrix: (3, 3), applied to the colours' last axis from the right.
        shift: (3,).
        gamma: Exponent.
    """

    matrix: np.ndarray
    shift: np.ndarray
    gamma: float

    def __call__(self, colors: np.ndarray) -> np.ndarray:
        """Return the changed colours."""
        return np.asarray(np.clip(colors @ self.matrix + self.shift, 1e-4, 1) ** np.float32(self.gamma))


def random_color_grade(rng: np.random.Generator) -> ColorGrade:
    """Draw a grade: two inks for dark and light, or a tint with faded or strong colours and a cast."""
    luma = np.outer(LUMA, np.ones(3))
    if rng.random() < 0.3:
        dark = rng.uniform(0, 0.45, 3)
        light = rng.uniform(0.55, 1, 3)
        matrix = luma * (light - dark)
        shift = dark
    else:
        tint = np.diag(rng.uniform(0.75, 1.15, 3)) + rng.normal(0, 0.06, (3, 3))
        matrix = (luma + (np.eye(3) - luma) * rng.uniform(0, 1.5)) @ tint
        shift = rng.uniform(-0.08, 0.08, 3)
    return ColorGrade(matrix.astype(np.float32), shift.astype(np.float32), float(rng.uniform(0.75, 1.35)))
