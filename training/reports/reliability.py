"""Draw the eyes' reliability diagrams from docs/figures/eyes.json: `python -m training.reports.reliability` writes docs/."""

from __future__ import annotations

import json

from PIL import Image, ImageDraw, ImageFont

from training.reports.cards import FIGURES

SIDE, GAP, COLUMNS = 180, 34, 4


def main() -> None:
    """A square a kind: mean probability across, share that holds upwards, dots as large as their bins."""
    kinds = json.loads((FIGURES / "eyes.json").read_text("utf-8"))["reliability"]
    rows = -(-len(kinds) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * (SIDE + GAP) + GAP, rows * (SIDE + GAP) + GAP), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(13)
    for number, (kind, bins) in enumerate(kinds.items()):
        x, y = GAP + number % COLUMNS * (SIDE + GAP), GAP + number // COLUMNS * (SIDE + GAP)
        draw.rectangle((x, y, x + SIDE, y + SIDE), outline="#999999")
        draw.line((x, y + SIDE, x + SIDE, y), fill="#bbbbbb")
        draw.text((x, y - 18), f"{kind}  n={sum(n for _, _, n in bins)}", fill="black", font=font)
        most = max(n for _, _, n in bins)
        for mean, share, n in bins:
            r, cx, cy = 2 + 7 * (n / most) ** 0.5, x + mean * SIDE, y + SIDE - share * SIDE
            draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill="#2a6fdb")
    page.save(FIGURES.parent / "reliability.png", optimize=True)


if __name__ == "__main__":
    main()
