"""From pages to a painter of pages: layouts, latents, a training that goes on, and what it paints. No art is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tools.networks.pages.atlas import MARGIN
from tools.networks.pages.layout import CELLS, TOKENS, to_tensors
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.composition.layout import lay_out
from tools.pages.layouts import page_layout, vocabulary
from tools.pages.page import MOST_THINGS, Wish, Wishes
from training.pages.composition.sampler import random_wishes
from training.pages.encode import encode_pool
from training.pages.learning.atlas_start import GREY, on_grey, start_from_drawings
from training.pages.learning.checkpoints import load_network, load_progress, untrained_painter
from training.pages.learning.latents import PageLatents, UnusablePool, load_autoencoder
from training.pages.learning.losses import draw_task, measure, painted_cells, weighted_loss
from training.pages.look import grid, painted_rows
from training.pages.train import Run, parse_options, rate_at


@pytest.fixture(autouse=True)
def float32(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here depends on whether the processor is fast in bfloat16."""
    monkeypatch.setattr("training.runtime.has_fast_bfloat16", lambda: False)


@pytest.fixture
def encoded(pool: Path, autoencoder: Path) -> Path:
    encode_pool(pool, autoencoder)
    return pool


def options(pool: Path, *more: str) -> list[str]:
    sizes = ("--blank", "--width", "64", "--depth", "1", "--batch", "4", "--every", "5", "--threads", "1")
    return [str(pool), "--out", str(pool.parent / "painter"), *sizes, *more]


def train(pool: Path, *more: str) -> Run:
    torch.manual_seed(0)
    parsed = parse_options(options(pool, *more))
    parsed.out.mkdir(exist_ok=True)
    run = Run(parsed)
    run.train()
    return run


def test_a_layout_has_every_thing_of_a_page_and_the_table_before_what_lies_on_it() -> None:
    page = lay_out(Wishes((Wish("apple", "red"), Wish("cat")), place="kitchen"), np.random.default_rng(1))
    layout = page_layout(page)
    nouns = [vocabulary()["nouns"][thing.noun] for thing in layout.things]
    assert sorted(nouns) == ["apple", "cat", "table top"]
    assert nouns.index("table top") < nouns.index("apple")
    apple = layout.things[nouns.index("apple")]
    assert vocabulary()["colors"][apple.color - 1] == "red"
    assert page_layout(replace(page, look="sepia")).whole != layout.whole


def test_random_pages_are_layouts_that_the_network_takes() -> None:
    for k in range(60):
        rng = np.random.default_rng([5, k])
        layout = page_layout(lay_out(random_wishes(rng), rng))
        assert len(layout.things) <= MOST_THINGS
        assert to_tensors([layout]).boxes.isfinite().all()


def test_encoding_goes_on_where_it_stopped(pool: Path, autoencoder: Path, add_shard: Callable[..., None]) -> None:
    assert encode_pool(pool, autoencoder) == 1
    latents = np.load(pool / "shard-00000.latents.npy")
    assert latents.shape == (6, 16, CELLS, CELLS)
    assert encode_pool(pool, autoencoder) == 0
    add_shard(pool, 1, 3)
    assert encode_pool(pool, autoencoder) == 1
    assert len(PageLatents([pool])) == 9
    # The pool was drawn on: its last shard is longer than when it was encoded.
    add_shard(pool, 1, 5)
    assert encode_pool(pool, autoencoder) == 1
    assert len(PageLatents([pool])) == 11


def test_latents_are_those_of_the_pictures(encoded: Path, autoencoder: Path) -> None:
    data = PageLatents([encoded])
    pictures = data.pictures(np.array([3]))
    pixels = torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1
    wanted = load_autoencoder(autoencoder).encode(pixels)
    found = data.sample(np.array([3])).latents
    assert (found - wanted).abs().max() < 0.05 * wanted.abs().max()


def test_foreign_latents_and_missing_ones_are_refused(pool: Path, autoencoder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusablePool, match="has no latents"):
        PageLatents([pool])
    with pytest.raises(UnusablePool, match="holds no pool"):
        encode_pool(tmp_path, autoencoder)
    encode_pool(pool, autoencoder)
    PocketAutoencoder(width=8, deep=16, blocks=1).save_pretrained(tmp_path / "other")
    with pytest.raises(UnusablePool, match="another autoencoder"):
        encode_pool(pool, tmp_path / "other")


def test_held_out_pages_are_never_trained_on(encoded: Path) -> None:
    data = PageLatents([encoded])
    assert list(data.held_out) == [0]
    stream = data.stream(0, 5)
    seen = {float(value) for _ in range(4) for value in next(stream).latents[:, 0, 0, 0]}
    assert seen == {float(value) for value in data.sample(data.trained).latents[:, 0, 0, 0]}


def test_figures_tell_things_of_each_size_apart() -> None:
    wishes = Wishes((Wish("elephant"), Wish("mouse", size="small")), place="meadow")
    page = to_tensors([page_layout(lay_out(wishes, np.random.default_rng(2)))])
    given = torch.zeros(1, TOKENS, dtype=torch.bool)
    error = torch.ones(1, 16, CELLS, CELLS)
    found = measure(error, page, given)
    assert found["all"] == found["things"] == found["large"] == 1
    assert "small" in found
    assert float(weighted_loss(error, page, given)) == pytest.approx(1)
    # Where nothing is to be painted, nothing counts.
    given[:, : TOKENS // 2] = True
    error[:, :, : CELLS // 2] = 100
    assert measure(error, page, given)["all"] == 1
    assert float(weighted_loss(error, page, given)) == pytest.approx(1)


def test_edits_are_given_all_but_the_surroundings_of_a_thing() -> None:
    page = to_tensors([page_layout(lay_out(Wishes((Wish("dog"),)), np.random.default_rng(k))) for k in range(64)])
    task = draw_task(torch.zeros(64, 16, CELLS, CELLS), page)
    shares = task.given.float().mean(1)
    assert 0.05 < float((shares > 0).float().mean()) < 0.55
    assert float(shares.max()) < 1
    painted = painted_cells(task.given)
    middle = (page.boxes[:, 0, 1] - page.boxes[:, 0, 3] / 2) * CELLS
    cell = middle.long() * CELLS + (page.boxes[:, 0, 0] * CELLS).long()
    assert painted.gather(1, cell[:, None]).all()


def test_the_rate_rises_stays_and_falls() -> None:
    assert rate_at(0.0, 0, 1.0, "constant") < 0.02
    assert rate_at(0.5, 500, 1.0, "constant") == 1
    assert rate_at(0.9, 900, 1.0, "constant") == pytest.approx(0.4)
    assert rate_at(0.5, 500, 1.0, "cosine") == pytest.approx(0.51)


def test_training_learns_writes_figures_and_goes_on(encoded: Path) -> None:
    folder = encoded.parent / "painter"
    first = train(encoded, "--steps", "30")
    rows = [json.loads(line) for line in (folder / "figures.jsonl").read_text("utf-8").splitlines()]
    assert [row["step"] for row in rows] == [5, 10, 15, 20, 25, 30]
    assert rows[-1]["loss"] < 0.9 * rows[0]["loss"]
    assert {"all", "things", "large", "held_all", "held_things"} <= set(rows[-1])
    files = {path.name for path in folder.iterdir()}
    weights = {"diffusion_pytorch_model.safetensors", "optimizer.safetensors"}
    assert files == weights | {"config.json", "progress.json", "figures.jsonl"}
    second = train(encoded, "--steps", "1", "--resume")
    progress = load_progress(folder)
    assert (progress.steps, progress.pictures) == (31, 124)
    # The optimizer went on, too: its count of steps and its moments are those of the first run, and one step more.
    states = [run.optimizers[1].state[run.model.atlas.points.weight] for run in (first, second)]
    assert [float(state["step"]) for state in states] == [30, 31]
    assert float(states[1]["exp_avg_sq"].sum()) > 0.5 * float(states[0]["exp_avg_sq"].sum())


def test_what_a_painter_learnt_is_seen(encoded: Path, autoencoder: Path) -> None:
    train(encoded, "--steps", "1")
    rows = painted_rows(encoded.parent / "painter", [encoded], load_autoencoder(autoencoder), 1, 2)
    assert [row.shape for row in rows] == [(1, 256, 256, 3)] * 3
    assert grid(rows).size == (256, 3 * 256 + 2 * 4)
    assert load_network(encoded.parent / "painter").config["width"] == 64


@pytest.mark.parametrize(("more", "said"), [(("--resume",), "no training"), (("--width", "65"), "divisible by 64")])
def test_odd_options_are_one_sentence(
    pool: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit):
        parse_options(options(pool, *more))
    assert said in capsys.readouterr().err


def test_a_drawing_fills_its_square_up_to_the_margin() -> None:
    sprite = Image.new("RGBA", (40, 80), (200, 0, 0, 255))
    picture, cover = on_grey(sprite, 20)
    assert picture.shape == (160, 160, 3)
    inside = np.flatnonzero(cover.max(0))
    # Of the atlas' 19 steps the drawing takes 1 / (1 + 2 * MARGIN), and both its margins are alike.
    assert len(inside) == pytest.approx(19 * 8 / (1 + 2 * MARGIN), abs=1)
    assert inside[0] == pytest.approx(159 - inside[-1], abs=1)
    assert tuple(picture[80, 80]) == (200, 0, 0)
    assert tuple(picture[0, 0]) == (GREY, GREY, GREY)


def test_short_embeddings_cannot_begin_with_drawings(autoencoder: Path) -> None:
    network = untrained_painter(width=64, depth=1, heads=1, atlas_side=2, atlas_width=8)
    with pytest.raises(ValueError, match="too short"):
        start_from_drawings(network, load_autoencoder(autoencoder))
