"""Edits that keep the rest: shift, zoom and tint are taken back, and only what changed is not the source's."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tools.engines.diffusers.alignment import find_placement, lay_over, without_tint
from tools.engines.diffusers.keeping import keep_the_rest
from tools.images.compare import psnr, psnr_outside_mask

SIZE = (240, 200)


def scene(seed: int = 0) -> Image.Image:
    """A soft, busy picture, as a photograph has edges and texture everywhere."""
    rng = np.random.default_rng(seed)
    noise = Image.fromarray(rng.integers(0, 255, (SIZE[1] // 4, SIZE[0] // 4, 3), dtype=np.uint8))
    made = noise.resize(SIZE, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(made)
    for _ in range(8):
        x, y = rng.integers(0, SIZE[0] - 40), rng.integers(0, SIZE[1] - 40)
        draw.ellipse((x, y, x + 30, y + 25), fill=tuple(int(v) for v in rng.integers(0, 255, 3)))
    return made


def edited(picture: Image.Image, zoom: float, dx: float, dy: float, tint: float) -> Image.Image:
    """A picture with a blue box, then zoomed about its middle, shifted and tinted, as editors do."""
    made = picture.copy()
    ImageDraw.Draw(made).rectangle((60, 60, 110, 100), fill=(20, 40, 230))
    rim = 20  # Where the picture ends, editors go on with something like it.
    made = Image.fromarray(np.pad(np.asarray(made), ((rim, rim), (rim, rim), (0, 0)), mode="reflect"))
    middle = (1 - 1 / zoom) * SIZE[0] / 2 - dx / zoom, (1 - 1 / zoom) * SIZE[1] / 2 - dy / zoom
    matrix = (1 / zoom, 0, middle[0] + rim, 0, 1 / zoom, middle[1] + rim)
    moved = made.transform(SIZE, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
    values = np.asarray(moved).astype(np.float32) * (1 + tint * np.array([0.06, 0, -0.06])) + 5 * tint
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize(
    ("zoom", "dx", "dy", "tint"), [(1, 0, 0, 0), (1, 5, -3, 0), (1.03, 0, 0, 1), (0.97, 4, 6, 1), (1.02, -2.5, 1.5, 1)]
)
def test_what_an_editor_shifted_zoomed_and_tinted_comes_back(zoom: float, dx: float, dy: float, tint: float) -> None:
    source = scene()
    made = edited(source, zoom, dx, dy, tint)
    kept = keep_the_rest(source, made)
    box = Image.new("L", SIZE, 0)
    box.paste(255, (50, 50, 120, 110))
    outside = psnr_outside_mask(source, kept.picture, box)
    assert outside is not None
    assert outside > 45
    if (zoom, dx, dy, tint) != (1, 0, 0, 0):
        assert outside > (psnr_outside_mask(source, made, box) or 0) + 15
    inside = np.asarray(kept.picture)[70:95, 70:105].astype(int).mean((0, 1))
    assert np.abs(inside - (20, 40, 230)).max() < 16
    # The mask is where it changed, and says so to whoever judges what was kept.
    white = np.asarray(kept.changed)
    assert white[75:90, 75:100].min() == 255
    assert (white > 0).mean() < 0.25


def test_the_placement_is_found_to_a_fraction_of_a_pixel() -> None:
    source = scene(1)
    found = find_placement(source, edited(source, 1.0, 5.5, -3.25, 1))
    assert (found.zoom, found.dx, found.dy) == (1.0, pytest.approx(5.5, abs=0.3), pytest.approx(-3.25, abs=0.3))
    assert find_placement(source, source).is_identity
    assert find_placement(source, scene(2)).is_identity


def test_an_edit_of_everything_is_left_as_it_is() -> None:
    source, other = scene(1), scene(2)
    kept = keep_the_rest(source, other)
    assert kept.picture.tobytes() == other.tobytes()
    assert kept.changed.getextrema() == (0, 0)


def test_an_edit_that_did_nothing_gives_the_source_back() -> None:
    source = scene(3)
    again = Image.fromarray((np.asarray(source).astype(int) + np.random.default_rng(0).integers(-4, 5, (200, 240, 3)))
                            .clip(0, 255).astype(np.uint8))  # fmt: skip
    assert keep_the_rest(source, again).picture.tobytes() == source.tobytes()


def test_another_light_is_no_tint() -> None:
    source = np.asarray(scene(4)).astype(np.float32)
    night = source * 0.4
    assert (without_tint(source, night) == night).all()
    warm = (source * (1.03, 1, 0.97) + 2).astype(np.float32).clip(0, 255)
    assert np.abs(without_tint(source, warm) - source).mean() < 1


def test_where_nothing_comes_to_lie_the_source_shows() -> None:
    source = scene(5)
    laid = lay_over(source, edited(source, 1.0, 12, 0, 0))
    assert psnr(source.crop((0, 0, 8, 200)), laid.crop((0, 0, 8, 200))) > 30
