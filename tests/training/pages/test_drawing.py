"""How pools are drawn: by count or by the clock, in a mix of styles, from little art, and once for all processes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.pages.catalogue import SETS
from tools.pages.page import Item
from tools.pages.styles import STYLES
from training.pages import pool, preload
from training.pages.art import bundle, sprites
from training.pages.art.painting import painted_sprite
from training.pages.memory import remembered
from training.pages.pool import ForeignPool, PoolSettings, build_pool, load_pool, mixed_styles
from training.pages.render import THINGS_LIT, _lit

SQUARE = '<rect x="2" y="3" width="9" height="7" fill="{}"/>'
FACES = {"1f436": "dog-face", "1f431": "cat-face"}


@pytest.fixture
def art(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages of two drawings each; the sticker set lacks one, and the gradient set its table of characters."""
    for number, package in enumerate(sprites.PACKAGES.values()):
        folder = tmp_path / "packages" / package
        folder.mkdir(parents=True)
        names = list(FACES.values())[: 1 if package == "twemoji" else 2]
        icons = {name: {"body": SQUARE.format(f"#{number}{k}8")} for k, name in enumerate(names)}
        icons["unused"] = {"body": SQUARE.format("#fff")}
        aliases = {"kitten": {"parent": "cat-face"}}
        (folder / "icons.json").write_text(json.dumps({"icons": icons, "aliases": aliases, "width": 16}), "utf-8")
        table = {} if package == "fluent-emoji" else FACES | {"1f431": "kitten", "1f984": "unused"}
        (folder / "chars.json").write_text(json.dumps(table), "utf-8")
        about = {"author": {"name": package}, "license": {"title": "MIT", "url": "https://example.org"}}
        (folder / "info.json").write_text(json.dumps(about), "utf-8")
    _read_from(tmp_path / "packages", monkeypatch)
    return tmp_path / "packages"


def _read_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sprites, bundle):
        monkeypatch.setattr(module, "ICONS", folder)
    monkeypatch.setattr(sprites.sprite, "results", {})
    sprites._load_icons.cache_clear()
    painted_sprite.cache_clear()


def test_a_bundle_has_only_what_is_needed_and_the_same_drawings(
    art: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "needed_emoji", lambda style: ["\U0001f436", "\U0001f431"])
    bodies = {(emoji, style): sprites.find_icon(emoji, style) for emoji in "\U0001f436\U0001f431" for style in SETS}
    assert bodies["\U0001f431", "sticker"] is None
    assert bodies["\U0001f431", "3d"] is not None
    out = tmp_path / "bundle"
    assert bundle.write_bundle(out) == 7
    assert bundle.zipped_size(out) > 500
    assert "noto: noto, MIT" in (out / "NOTICE").read_text("utf-8")
    _read_from(out, monkeypatch)
    assert bodies == {(emoji, style): sprites.find_icon(emoji, style) for emoji, style in bodies}
    assert not sprites.has_drawing("\U0001f984", "cartoon")
    again = tmp_path / "again"
    assert bundle.write_bundle(again) == 7
    assert (again / "NOTICE").read_text("utf-8") == (out / "NOTICE").read_text("utf-8")
    sprites._load_icons.cache_clear()


def test_two_pages_in_five_of_a_mix_are_painted_over_the_art_sets() -> None:
    counts = Counter(mixed_styles())
    assert counts.keys() == set(STYLES)
    assert sum(counts[style] for style in SETS) / counts.total() == pytest.approx(0.6)
    assert len({counts[style] for style in SETS}) == len({counts[style] for style in STYLES if style not in SETS}) == 1


def test_what_is_remembered_is_made_once_and_can_be_taken_over() -> None:
    made = []

    @remembered
    def double(value: int) -> int:
        made.append(value)
        return 2 * value

    assert [double(3), double(3), double(4)] == [6, 6, 8]
    double.results[5,] = 11
    assert double(5) == 11
    assert made == [3, 4]


def test_a_moved_item_is_the_same_but_for_what_changed() -> None:
    item = Item(0, "dog", None, 0.5, 0.9, 0.2, 0.3, 0.1)
    moved = item.moved(x=0.25, flip=True)
    assert moved == Item(0, "dog", None, 0.25, 0.9, 0.2, 0.3, 0.1, True)
    assert item.x == 0.5
    assert moved.box[0] == pytest.approx(0.15)


def test_things_are_lit_channel_by_channel_and_keep_their_alpha() -> None:
    values = np.random.default_rng(0).integers(0, 256, (40, 30, 4)).astype(np.uint8)
    factors = np.array([0.36, 1.0, 1.3], np.float32)
    expected = values.astype(np.float32)
    expected[..., :3] *= 1 - THINGS_LIT + THINGS_LIT * factors
    lit = np.asarray(_lit(Image.fromarray(values), factors))
    np.testing.assert_array_equal(lit, np.clip(expected, 0, 255).astype(np.uint8))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages as grey squares that take no art and a tenth of a second; shards of three."""

    def grey(page: object, size: int) -> Image.Image:
        time.sleep(0.03)
        return Image.new("RGB", (size, size), "grey")

    monkeypatch.setattr(pool, "render", grey)
    monkeypatch.setattr(pool, "SHARD", 3)
    monkeypatch.setattr(pool, "read_art", lambda styles: [])
    monkeypatch.setattr(pool, "preload", lambda styles, size, workers: pytest.fail("too few pages for that"))


@pytest.mark.usefixtures("drawn")
def test_a_pool_by_count_is_whole_and_goes_on(tmp_path: Path) -> None:
    settings = PoolSettings(size=16, styles=("flat", "oil", "oil"))
    assert build_pool(tmp_path, 4, 2, settings) == 2
    assert [len(pages) for _, pages in load_pool(tmp_path)] == [3, 1]
    assert build_pool(tmp_path, 8, 2, settings) == 2
    assert [len(pages) for _, pages in load_pool(tmp_path)] == [3, 3, 2]
    with pytest.raises(ForeignPool):
        build_pool(tmp_path, 8, 2, PoolSettings(size=16))


@pytest.mark.usefixtures("drawn")
def test_a_pool_by_the_clock_ends_in_time(tmp_path: Path) -> None:
    start = time.monotonic()
    shards = build_pool(tmp_path, None, 2, PoolSettings(size=16), minutes=3 / 60)
    assert time.monotonic() - start < 6
    found = [len(pages) for _, pages in load_pool(tmp_path)]
    assert found == [3] * shards
    assert shards > 2


def test_preloading_fills_this_process_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    @remembered
    def first(number: int) -> str:
        return f"drawing {number}"

    @remembered
    def second(number: int) -> str:
        return f"mask of {first.results[number,]}"

    monkeypatch.setattr(preload, "read_art", lambda styles: ["flat"])
    monkeypatch.setattr(preload, "scenery_jobs", lambda size: iter([]))
    monkeypatch.setattr(preload, "sprite_jobs", lambda sets: ((first, (k,)) for k in range(40)))
    monkeypatch.setattr(preload, "mask_jobs", lambda sets: ((second, (k,)) for k in range(5)))
    first.results[3,] = "drawing 3"
    assert preload.preload(("flat",), 16, 2) == 44
    assert first.results == {(k,): f"drawing {k}" for k in range(40)}
    assert second.results[4,] == "mask of drawing 4"


def test_every_drawing_of_a_page_is_among_those_that_are_preloaded() -> None:
    scenery = list(preload.scenery_jobs(64))
    assert len(scenery) == len(set(scenery))
    assert {function for function, _ in scenery} == {preload.draw_land, preload.sky_above}
    masks = {args for _, args in preload.mask_jobs(("flat",))}
    assert all(style == "flat" and paint != "none" for _, paint, style in masks)


def test_count_and_minutes_exclude_each_other() -> None:
    words = [sys.executable, "-m", "training.pages.pool", "--count", "3", "--minutes", "1", "--out", "x"]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert "not allowed with" in found.stderr
