"""What a style drawn by procedure is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from training.styles.patterns import Patterns

StyleProcedure = Callable[[np.ndarray, Patterns], np.ndarray]
"""Turns colours (H, W, 3) in [0, 1] into the style's, with patterns of the same size."""
StyleMaker = Callable[[np.random.Generator], StyleProcedure]
"""Draws a variant of a style: its ink, paper, strength of strokes."""
