"""The files of the suites: lines of JSON, and sheets of pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

DATA = Path(__file__).parents[2] / "benchmarks" / "data"


def save_lines(name: str, lines: list[str]) -> None:
    """Write the rows of a suite, one per line."""
    (DATA / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def save_sheet(name: str, pictures: list[Image.Image]) -> None:
    """Write 128-pixel pictures on one PNG, ten in a row, as `benchmarks.datasets` reads them."""
    page = Image.new("RGB", (1280, 128 * -(-len(pictures) // 10)))
    for number, picture in enumerate(pictures):
        page.paste(picture, (number % 10 * 128, number // 10 * 128))
    page.save(DATA / f"{name}.png", optimize=True)
