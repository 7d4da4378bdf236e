"""Readers of pages: what cells should say, things from perfect answers, batches, and a training. No art is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from tools.networks.pages.decoding import CellShares, decode_things
from tools.networks.pages.layout import CELLS, PageTensors, to_tensors
from tools.networks.pages.reader import PageLogits, PageReader
from tools.networks.pages.reading import likeliest
from tools.pages.composition.layout import lay_out
from tools.pages.layouts import PageLayout, PlacedThing, page_layout, vocabulary
from training.pages.composition.sampler import random_wishes
from training.pages.learning.growing_pool import GrowingPool
from training.pages.learning.latents import load_autoencoder
from training.pages.read import SIZES, Run, parse_options, untrained_reader
from training.pages.reading.batches import HELD_PAINTED, PaintedPages, ReadingBatches, disturb_pixels, mirror
from training.pages.reading.figures import cell_figures, thing_figures
from training.pages.reading.targets import cell_targets, reading_loss

TINY = {"width": 32, "depth": 1, "heads": 2, "local": 16, "convolutions": 1, "cell_width": 16}
SURE = 12.0
"""Logit of what is certain."""


@pytest.fixture(autouse=True)
def float32(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here depends on whether the processor is fast in bfloat16."""
    monkeypatch.setattr("training.runtime.has_fast_bfloat16", lambda: False)


def layout(*things: PlacedThing) -> PageLayout:
    return PageLayout(things, 1, 2, 1, 0, 0, 3)


def thing(noun: int, x: float, foot: float, width: float, height: float, **more: int) -> PlacedThing:
    return PlacedThing(noun, more.get("color", 0), 0, 0, x, foot, width, height, 0.25, bool(more.get("flip")))


def random_layouts(count: int) -> list[PageLayout]:
    sources = (np.random.default_rng([8, k]) for k in range(count))
    return [page_layout(lay_out(random_wishes(rng), rng)) for rng in sources]


def perfect(page: PageTensors, names: dict[str, list[str]]) -> PageLogits:
    """Return the logits of a reader that is never wrong."""
    target = cell_targets(page)

    def certain(labels: torch.Tensor, classes: int) -> torch.Tensor:
        return SURE * (2 * torch.nn.functional.one_hot(labels, classes).float() - 1)

    place, variant, *rest = page.whole.unbind(1)
    sizes = [len(names[key]) for key in ("places", "times", "weathers", "looks", "styles")]
    labels = [place, place * 4 + variant, *rest]
    classes = [sizes[0], 4 * sizes[0], sizes[1], sizes[2], sizes[3] + 1, sizes[4]]
    return PageLogits(
        certain(torch.where(target.shown, target.kinds[..., 0] + 1, 0), len(names["nouns"]) + 1),
        certain(target.kinds[..., 1], len(names["colors"]) + 1),
        certain(target.kinds[..., 2], 6),
        certain(target.kinds[..., 3], len(names["grounds"])),
        SURE * (2 * target.flip - 1),
        SURE * (2 * target.shown.float() - 1),
        target.boxes,
        target.depth,
        tuple(certain(label, count) for label, count in zip(labels, classes, strict=True)),
    )


class Oracle(PageReader):
    """A reader whose network is right: only what comes after the network is tested."""

    def forward(self, inputs: torch.Tensor) -> PageLogits:
        return perfect(self.truth, vocabulary())


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    names = {name: value for name, value in vocabulary().items() if name != "arts"}
    return Oracle(**names, **TINY)


def test_a_thing_before_another_is_what_cells_show_and_corners_show_what_is_behind() -> None:
    things = thing(3, 0.25, 0.3, 0.2, 0.2), thing(1, 0.5, 0.9, 0.6, 0.8), thing(2, 0.5, 0.9, 0.2, 0.2)
    page = to_tensors([layout(*things)])
    target = cell_targets(page)
    nouns = torch.where(target.shown, target.kinds[..., 0], -1).view(CELLS, CELLS)
    assert nouns[25, 16] == 2
    assert nouns[16, 16] == 1
    # The first thing's box ends at .2 from the left and at .1 from above; the third one is in its corner.
    assert nouns[6, 8] == 3
    assert nouns[30, 1] == -1
    weight = target.weight.view(CELLS, CELLS)
    assert weight[25, 16] > weight[16, 16] > weight[4, 20]


def test_the_thinnest_thing_has_a_cell() -> None:
    for shift in np.linspace(0, 1 / CELLS, 9):
        page = to_tensors([layout(thing(4, 0.5 + shift, 0.5 + shift, 0.004, 0.004))])
        assert (cell_targets(page).shown & cell_targets(page).middle).any()


def test_things_apart_come_back_exactly(oracle: Oracle) -> None:
    things = [thing(k, 0.15 + 0.23 * (k % 4), 0.3 + 0.3 * (k // 4), 0.18, 0.2, color=k, flip=k % 2) for k in range(12)]
    page = to_tensors([layout(*things)])
    oracle.truth = page
    (reading,) = oracle.read(torch.zeros(1, 16, CELLS, CELLS))
    assert thing_figures([reading], page, vocabulary()["nouns"])["f1"] == 1
    (found,) = oracle.layouts(torch.zeros(1, 16, CELLS, CELLS))
    assert found.whole == (1, 2, 1, 0, 0, 3)
    assert len(found.things) == 12
    by_noun = {one.noun: one for one in found.things}
    for wanted in things:
        one = by_noun[wanted.noun]
        assert (one.color, one.flip) == (wanted.color, wanted.flip)
        assert one.x == pytest.approx(wanted.x, abs=1e-3)
        assert one.height == pytest.approx(wanted.height, abs=1e-3)
        assert one.depth == pytest.approx(0.25, abs=1e-3)


def test_composed_things_come_back_from_perfect_answers(oracle: Oracle) -> None:
    layouts = random_layouts(50)
    page = to_tensors(layouts)
    oracle.truth = page
    readings = oracle.read(torch.zeros(len(layouts), 16, CELLS, CELLS))
    figures = thing_figures(readings, page, vocabulary()["nouns"], least=4)
    assert figures["recall"] >= 0.95
    assert figures["f1"] >= 0.95
    assert cell_figures(perfect(page, vocabulary()), page)["cells_nouns"] == 1


def test_what_is_worn_survives_and_comes_after_its_wearer(oracle: Oracle) -> None:
    hat, person = thing(7, 0.5, 0.32, 0.16, 0.12), thing(5, 0.5, 0.9, 0.36, 0.66)
    oracle.truth = to_tensors([layout(person, hat)])
    (reading,) = oracle.read(torch.zeros(1, 16, CELLS, CELLS))
    nouns = [vocabulary()["nouns"].index(likeliest(one.nouns)) for one in reading.things]
    assert nouns == [5, 7]


def test_only_known_nouns_are_read(oracle: Oracle) -> None:
    oracle.truth = to_tensors([layout(thing(5, 0.5, 0.9, 0.36, 0.66))])
    names = vocabulary()["nouns"]
    (reading,) = oracle.read(torch.zeros(1, 16, CELLS, CELLS), known=[names[5], names[6]])
    assert likeliest(reading.things[0].nouns) == names[5]
    (reading,) = oracle.read(torch.zeros(1, 16, CELLS, CELLS), known=[names[6]])
    assert all(set(one.nouns) <= {names[6]} for one in reading.things)


def test_an_empty_page_has_no_things() -> None:
    cells = CELLS**2
    noun = torch.zeros(cells, 5)
    noun[:, 0] = 1
    even = [torch.full((cells, 3), 1 / 3) for _ in range(3)]
    shares = CellShares(noun, *even, torch.zeros(cells), torch.ones(cells), torch.rand(cells, 4), torch.zeros(cells))
    assert decode_things(shares) == []


@pytest.mark.parametrize("pixels", [False, True])
def test_a_reader_learns_and_goes_to_a_folder_and_back(pixels: bool, tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = untrained_reader(pixels, **TINY)
    page = to_tensors(random_layouts(4))
    inputs = torch.rand(4, 3, 256, 256) if pixels else torch.randn(4, 16, CELLS, CELLS)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(12):
        optimizer.zero_grad()
        loss = reading_loss(model(inputs), page, torch.tensor([True, False, False, False]))
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.8 * losses[0]
    model.eval().save_pretrained(tmp_path)
    again = PageReader.from_pretrained(tmp_path)
    logits = model(inputs)
    assert torch.equal(logits.noun, again(inputs).noun)
    assert logits.noun.shape == (4, CELLS**2, len(vocabulary()["nouns"]) + 1)
    assert logits.boxes.shape == (4, CELLS**2, 4)
    assert [part.shape[1] for part in logits.whole[:2]] == [len(vocabulary()["places"]) * k for k in (1, 4)]


def test_a_perfect_reader_has_hardly_any_loss_and_a_mirrored_one_reads_the_mirror() -> None:
    page = to_tensors(random_layouts(8))
    none, turned = torch.zeros(8, dtype=torch.bool), torch.ones(8, dtype=torch.bool)
    other = mirror(page, turned)
    assert float(reading_loss(perfect(page, vocabulary()), page, none)) < 0.01
    assert float(reading_loss(perfect(page, vocabulary()), other, none)) > 1
    assert torch.equal(mirror(other, turned).boxes[..., 5], page.boxes[..., 5])
    assert torch.allclose(mirror(other, turned).boxes, page.boxes, atol=1e-6)


def test_disturbed_pictures_are_near_the_pictures() -> None:
    torch.manual_seed(0)
    pixels = torch.rand(16, 3, 64, 64) * 1.6 - 0.8
    disturbed = disturb_pixels(pixels)
    assert disturbed.abs().max() <= 1
    assert 0 < float((disturbed - pixels).abs().mean()) < 0.35


def write_painted(folder: Path, count: int, name: str = "0") -> None:
    folder.mkdir(exist_ok=True)
    page = to_tensors(random_layouts(count))
    latents = torch.randn(count, 16, CELLS, CELLS).half()
    save_file({"latents": latents, **page._asdict()}, folder / f"{name}.safetensors")


@pytest.mark.parametrize("pixels", [False, True])
def test_batches_have_composed_pages_and_painted_ones(
    pixels: bool, autoencoder: Path, add_shard: Callable[..., None], tmp_path: Path
) -> None:
    add_shard(tmp_path / "pool", 0, 60)
    pool = GrowingPool(tmp_path / "pool", load_autoencoder(autoencoder), 100, pictures=True)
    painted = PaintedPages(tmp_path / "painted")
    batches = ReadingBatches(pool, painted, pixels)
    batches.refresh()
    assert batches.held_out_painted() is None
    shape = (8, 3, 256, 256) if pixels else (8, 16, CELLS, CELLS)
    assert batches.batch(8).inputs.shape == shape
    write_painted(tmp_path / "painted", HELD_PAINTED + 3)
    (tmp_path / "painted" / "1.safetensors").write_bytes(b"half a file")
    batches.refresh()
    assert len(painted) == 3
    write_painted(tmp_path / "painted", 2, "1")
    batches.refresh()
    assert len(painted) == 5
    batch = batches.batch(8)
    assert batch.inputs.shape == shape
    assert batch.inputs.isfinite().all()
    held = batches.held_out_painted()
    assert held is not None
    assert len(held.inputs) == HELD_PAINTED
    assert len(batches.held_out(9).inputs) == 2


@pytest.mark.parametrize("read", ["latents", "pixels"])
def test_the_command_trains_and_leaves_a_network_and_figures(
    read: str, autoencoder: Path, add_shard: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, read, TINY)
    add_shard(tmp_path / "pool", 0, 120)
    noise = np.random.default_rng(0).integers(0, 256, (120, 256, 256, 3), np.uint8)
    np.save(tmp_path / "pool" / "shard-00000.npy", noise)
    out = tmp_path / "out"
    sizes = ["--first", "100", "--capacity", "120", "--batch", "16", "--every", "1", "--steps", "2"]
    options = parse_options(
        [str(tmp_path / "pool"), "--out", str(out), "--input", read, "--autoencoder", str(autoencoder), *sizes]
    )
    out.mkdir()
    Run(options).train()
    rows = [json.loads(line) for line in (out / "figures.jsonl").read_text("utf-8").splitlines()]
    assert [row["step"] for row in rows] == [1, 2, 2]
    assert {"cells_nouns", "place", "style", "f1", "recall"} <= set(rows[-1])
    model = PageReader.from_pretrained(out, torch_dtype=torch.float32)
    assert model.config["pixels"] == (read == "pixels")
    sizes[-1] = "1"
    again = parse_options(
        [str(tmp_path / "pool"), "--out", str(out), "--autoencoder", str(autoencoder), "--start", str(out), *sizes]
    )
    assert torch.allclose(Run(again).model.noun.weight, model.noun.weight)
