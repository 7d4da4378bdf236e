"""Pictures as half blocks."""

from __future__ import annotations

from PIL import Image

from tui.rendering.halfblocks import fit_cells, render_lines, thumbnail


def test_proportions_are_kept() -> None:
    assert fit_cells(128, 128, 40, 40) == (40, 20)
    assert fit_cells(128, 128, 80, 10) == (20, 10)


def test_a_block_has_two_pixels() -> None:
    (line,) = render_lines(Image.new("RGB", (2, 2), (255, 0, 0)), 2, 1)
    assert str(line[0].style) == "#ff0000 on #ff0000"


def test_fine_stripes_become_grey() -> None:
    stripes = Image.new("RGB", (128, 128))
    stripes.putdata([(255 * (x // 2 % 2),) * 3 for _ in range(128) for x in range(128)])
    shades = {segment.style.color.triplet.red for line in render_lines(stripes, 44, 22) for segment in line[4:-4]}
    assert max(shades) - min(shades) < 5


def test_a_thumbnail_is_padded() -> None:
    lines = thumbnail(Image.new("RGB", (32, 8)), 8, 4)
    assert [line.cell_length for line in lines] == [8] * 4
    assert str(lines[-1]) == " " * 8
