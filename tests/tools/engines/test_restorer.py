"""The restorer: tiles, modes, sizes and refusals on a small random network; what it is for on the packaged one."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from benchmarks.datasets import load_pictures
from tests.tools.pictures import random_values
from tools.engines.restoration import tiling
from tools.engines.restoration.degradation import DegradationEstimate
from tools.engines.restoration.restorer import PocketRestorer
from tools.errors import BadPicture, Cancelled
from tools.hooks import Hooks
from tools.images.compare import psnr

FAULTY = DegradationEstimate(noise=20, quality=40, blur=1.2)


@pytest.mark.parametrize("length", [1, 7, 200, 201, 248, 640, 1023, 2999])
def test_tiles_cover_a_side_and_reach_into_each_other(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiling, "TILE", 200)
    parts = tiling.tile_ranges(length)
    assert parts[0][0] == 0
    assert parts[-1][1] == length
    assert all(before[1] - after[0] == tiling.OVERLAP for before, after in pairwise(parts))
    assert all(start % tiling.MULTIPLE == 0 and end - start <= 208 for start, end in parts)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_tiles_make_the_picture_that_the_whole_makes(
    small_restorer: PocketRestorer, monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    values = random_values(500, 300, kind)
    whole = small_restorer.restore_values(values, "auto", 1.0, Hooks(), FAULTY)
    monkeypatch.setattr(tiling, "TILE", 200)
    in_tiles = small_restorer.restore_values(values, "auto", 1.0, Hooks(), FAULTY)
    level = 1 if kind is np.uint8 else 257
    difference = np.abs(in_tiles.astype(np.int64) - whole).max(-1) / level
    assert (np.abs(whole.astype(np.int64) - values) > 4 * level).mean() > 0.5
    assert (difference[:100, :100] <= 1).all()
    assert (difference > 1).mean() < 0.005


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (1500, 2), (17, 33), (96, 8)])
@pytest.mark.parametrize("how", ["denoise", "x2"])
def test_any_size(small_restorer: PocketRestorer, size: tuple[int, int], how: str) -> None:
    made = small_restorer.restore(Image.new("RGB", size, (90, 120, 200)), how, 1.0, Hooks())
    assert made.size == (size if how == "denoise" else (size[0] * 2, size[1] * 2))


@pytest.mark.parametrize(
    ("mode", "back"), [("L", "L"), ("P", "RGB"), ("1", "L"), ("I;16", "L"), ("LA", "RGBA"), ("RGBA", "RGBA")]
)
def test_any_mode(small_restorer: PocketRestorer, mode: str, back: str) -> None:
    if mode == "I;16":
        source = Image.fromarray(random_values(40, 30, np.uint16)[..., 0])
    else:
        source = Image.fromarray(random_values(40, 30)).convert(mode)
    made = small_restorer.restore(source, "denoise", 1.0, Hooks(), FAULTY)
    assert (made.mode, made.size) == (back, (40, 30))


def test_alpha_is_kept_and_grows_along(small_restorer: PocketRestorer) -> None:
    source = Image.fromarray(random_values(40, 40)).convert("RGBA")
    alpha = Image.fromarray(np.tile(np.arange(40, dtype=np.uint8) * 6, (40, 1)))
    source.putalpha(alpha)
    assert small_restorer.restore(source, "denoise", 1.0, Hooks(), FAULTY).getchannel("A").tobytes() == alpha.tobytes()
    twice = small_restorer.restore(source, "x2", 1.0, Hooks(), FAULTY).getchannel("A")
    assert twice.size == (80, 80)
    assert psnr(twice.resize((40, 40), Image.Resampling.BOX), alpha) > 40


def test_orientation_and_colour_profile(small_restorer: PocketRestorer) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source, buffer, exif = Image.fromarray(random_values(40, 20)), io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    source.save(buffer, "JPEG", exif=exif, icc_profile=profile)
    made = small_restorer.restore(Image.open(buffer), "x2", 1.0, Hooks())
    assert made.size == (40, 80)
    assert made.info["icc_profile"] == profile


def test_strength_goes_from_the_picture_to_the_networks(small_restorer: PocketRestorer) -> None:
    source = Image.fromarray(random_values(64, 64))
    steps = [small_restorer.restore(source, "denoise", s, Hooks(), FAULTY) for s in (0.0, 0.3, 0.6, 1.0)]
    assert steps[0].tobytes() == source.tobytes()
    away = [psnr(step, source) for step in steps[1:]]
    assert away == sorted(away, reverse=True)


def test_a_stop_between_tiles(small_restorer: PocketRestorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiling, "TILE", 100)
    hooks, seen = Hooks(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            hooks.cancel.set()

    hooks.progress = progress
    with pytest.raises(Cancelled):
        small_restorer.restore_values(random_values(300, 300), "denoise", 1.0, hooks, FAULTY)
    assert [done for done, _ in seen] == [0, 1, 2]
    assert seen[0][1] > 4


def test_what_would_be_too_large_is_refused(small_restorer: PocketRestorer) -> None:
    with pytest.raises(BadPicture, match=r"8000 x 8000 pixels.*smaller factor"):
        small_restorer.restore(Image.new("RGB", (2000, 2000)), "x4", 1.0, Hooks())


def test_the_packaged_network_restores(packaged_restorer: PocketRestorer) -> None:
    rng, gains = np.random.default_rng(0), list[float]()
    for truth in load_pictures("eyes", 6):
        noisy = np.asarray(truth) + rng.normal(0, 25, (128, 128, 3))
        broken = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
        assert abs(packaged_restorer.estimate(broken).noise - 25) < 8
        gains.append(psnr(packaged_restorer.restore(broken, "denoise", 1.0, Hooks()), truth) - psnr(broken, truth))
        assert psnr(packaged_restorer.restore(truth, "auto", 1.0, Hooks()), truth) > 36
    assert np.mean(gains) > 6
