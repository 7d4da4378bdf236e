"""The suites' pictures: 128 pixels square, ten in a row on one PNG."""

from __future__ import annotations

from importlib import resources

from PIL import Image


def sheet(name: str, count: int) -> list[Image.Image]:
    """The first `count` 128-pixel pictures of a sheet with ten in a row."""
    with resources.files(__package__).joinpath(f"data/{name}.png").open("rb") as file:
        page = Image.open(file).convert("RGB")
    corners = [(number % 10 * 128, number // 10 * 128) for number in range(count)]
    return [page.crop((x, y, x + 128, y + 128)) for x, y in corners]
