"""Contact sheets of random pages: `python -m training.pages.sheet --out FILE.png [--seed N]`."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from tools.pages.catalogue import SETS
from tools.pages.composition.layout import lay_out
from tools.pages.page import Page
from training.pages.composition.sampler import random_wishes
from training.pages.render import render

GAP = 4
"""Pixels between the pages."""


def contact_sheet(pages: list[Page], columns: int, side: int) -> Image.Image:
    """Return pages beside and below one another.

    Args:
        pages: The pages.
        columns: How many stand in a row.
        side: Side of each page in pixels.
    """
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (side + GAP) - GAP, rows * (side + GAP) - GAP), "white")
    for k, page in enumerate(pages):
        row, column = divmod(k, columns)
        sheet.paste(render(page, side), (column * (side + GAP), row * (side + GAP)))
    return sheet


def random_page(seed: int, index: int, styles: tuple[str, ...] = SETS) -> Page:
    """Return the page of a number in an endless row of random pages; a seed has always the same ones."""
    rng = np.random.default_rng([seed, index])
    return lay_out(random_wishes(rng, styles), rng, seed)


def main() -> None:
    """Write a sheet of random pages."""
    parser = argparse.ArgumentParser(description="Write a contact sheet of random pages.")
    parser.add_argument("--out", type=Path, required=True, help="the picture file to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--side", type=int, default=256, help="side of a page in pixels")
    parser.add_argument("--style", action="append", help="only these styles; may be repeated")
    parser.add_argument("--colors", type=int, help="write a palette of so many colours, for a smaller file")
    args = parser.parse_args()
    styles = tuple(args.style) if args.style else SETS
    pages = [random_page(args.seed, k, styles) for k in range(args.count)]
    sheet = contact_sheet(pages, args.columns, args.side)
    if args.colors:
        # With a palette of its own the colours are dithered, so that skies have no steps.
        sheet = sheet.quantize(palette=sheet.quantize(args.colors), dither=Image.Dither.FLOYDSTEINBERG)
    sheet.save(args.out, optimize=True)


if __name__ == "__main__":
    main()
