"""The shipped swatches: `python -m training.styles.swatches`.

Writes one picture of each named style to tools/vocabulary/storybook/swatches, and the styles that the stylist never
learns from to benchmarks/data/looks.png.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from training.styles.extra_styles import PAINTERLY_STYLES, UNSEEN_STYLES
from training.styles.landscape import landscape_in_style
from training.styles.patterns import TILE
from training.styles.swatch_styles import SWATCH_SEED, SWATCH_STYLES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tools" / "vocabulary" / "storybook" / "swatches"
UNSEEN_SHEET = ROOT / "benchmarks" / "data" / "looks.png"


def main() -> None:
    """Write a swatch for each style, the painter's painterly ones too, and the unseen styles on one sheet."""
    FOLDER.mkdir(exist_ok=True)
    for name, maker in {**SWATCH_STYLES, **PAINTERLY_STYLES}.items():
        page = landscape_in_style(maker(np.random.default_rng(SWATCH_SEED)))
        small = page.quantize(128, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name.replace(' ', '_')}.png", optimize=True)
    sheet = Image.new("RGB", (TILE * len(UNSEEN_STYLES), TILE))
    for number, maker in enumerate(UNSEEN_STYLES.values()):
        sheet.paste(landscape_in_style(maker(np.random.default_rng(SWATCH_SEED))), (TILE * number, 0))
    sheet.quantize(128, dither=Image.Dither.NONE).save(UNSEEN_SHEET, optimize=True)


if __name__ == "__main__":
    main()
