"""The eyes' reliability diagrams: `python -m training.reports.reliability` draws docs/reliability.png.

The figures are those of docs/figures/eyes.json.
"""

from __future__ import annotations

import json

from PIL import Image, ImageDraw, ImageFont

from training.reports.figures import DOCS, FIGURES

SIDE, GAP, COLUMNS = 180, 34, 4
"""Pixels of a diagram and around it; diagrams in a row."""

Bins = list[tuple[float, float, int]]
"""Mean probability, share that holds, and number of questions."""


def draw_diagram(draw: ImageDraw.ImageDraw, corner: tuple[int, int], title: str, bins: Bins) -> None:
    """Draw one square: mean probability across, share that holds upwards, dots as large as their bins.

    Args:
        draw: Draws on the page.
        corner: Left and top of the square.
        title: What stands above it.
        bins: The dots.
    """
    x, y = corner
    draw.rectangle((x, y, x + SIDE, y + SIDE), outline="#999999")
    draw.line((x, y + SIDE, x + SIDE, y), fill="#bbbbbb")
    draw.text((x, y - 18), title, fill="black", font=ImageFont.load_default(13))
    most = max(n for _, _, n in bins)
    for mean, share, n in bins:
        r = 2 + 7 * (n / most) ** 0.5
        center_x = x + mean * SIDE
        center_y = y + SIDE - share * SIDE
        draw.ellipse((center_x - r, center_y - r, center_x + r, center_y + r), fill="#2a6fdb")


def main() -> None:
    """Draw a diagram for each kind of requirement."""
    kinds = json.loads((FIGURES / "eyes.json").read_text("utf-8"))["reliability"]
    rows = -(-len(kinds) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * (SIDE + GAP) + GAP, rows * (SIDE + GAP) + GAP), "white")
    draw = ImageDraw.Draw(page)
    for number, (kind, bins) in enumerate(kinds.items()):
        corner = (GAP + number % COLUMNS * (SIDE + GAP), GAP + number // COLUMNS * (SIDE + GAP))
        draw_diagram(draw, corner, f"{kind}  n={sum(n for _, _, n in bins)}", bins)
    page.save(DOCS / "reliability.png", optimize=True)


if __name__ == "__main__":
    main()
