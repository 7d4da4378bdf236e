"""The colours of what nobody painted: `python -m training.pages.reading.natural FOLDER` writes FOLDER/natural.json.

They depend on the art set: a Noto daisy is yellow, a Fluent one white. What has no colour of its own is "mixed".
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from tools.engines.pocket.page_eyes import NATURAL
from tools.pages.catalogue import SETS, things
from tools.pages.colors import colors
from training.pages.art.painting import painted_sprite

LEAST_SHARE = 0.45
"""Share of a drawing that its colour covers at least."""
_LEAST_CHROMA = 32
"""Levels between the largest and the smallest of red, green and blue from which a pixel has a hue."""
_WHITE = 250
"""Level from which a sticker's pixels are taken for its border."""


def natural_color(drawing: np.ndarray, sticker: bool = False) -> str | None:
    """Return the colour that covers most of a drawing (H, W, 4), uint8; None where none covers LEAST_SHARE of it."""
    data = drawing.astype(np.float32)
    seen = data[data[..., 3] > 128][:, :3]
    if sticker:
        seen = seen[seen.min(-1) < _WHITE]
    if not len(seen):
        return None
    palette = np.array([color.rgb for color in colors().values()], np.float32)
    distance = ((seen[:, None] - palette) ** 2).sum(-1)
    # What has no hue is black, grey, silver or white; what has one is none of these.
    distance[(np.ptp(seen, -1) < _LEAST_CHROMA)[:, None] != (np.ptp(palette, -1) < _LEAST_CHROMA)] = np.inf
    share = np.bincount(distance.argmin(-1), minlength=len(palette)) / len(seen)
    return list(colors())[share.argmax()] if share.max() >= LEAST_SHARE else None


def natural_colors() -> dict[str, dict[str, str]]:
    """Return the colour of every noun that has one, by art set."""
    found = {
        art: {name: natural_color(np.asarray(painted_sprite(name, art, None)), art == "sticker") for name in things()}
        for art in SETS
    }
    return {art: {name: color for name, color in row.items() if color} for art, row in found.items()}


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Write the colours that things show unpainted.")
    parser.add_argument("folder", type=Path, help="folder of the eyes' reader")
    args = parser.parse_args()
    text = json.dumps(natural_colors(), ensure_ascii=False, indent=0)
    (args.folder / NATURAL).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
