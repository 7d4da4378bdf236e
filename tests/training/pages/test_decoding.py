"""The decoder's finish for pages: it grows without changing, learns, leaves the encoder alone, and is compared."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from tools.networks.painter.autoencoder import PocketAutoencoder
from training.pages import decoders
from training.pages.decode import parse_options, train
from training.pages.decoding.critic import PatchCritic
from training.pages.decoding.growth import TooSmall, grow_decoder
from training.pages.decoding.losses import disturb
from training.pages.decoding.measures import measure_decoder
from training.pages.decoding.painted import PaintedLatents
from training.pages.decoding.steps import DecoderSteps, DecodingSettings
from training.pages.learning.growing_pool import GrowingPool
from training.pages.learning.latents import load_autoencoder


@pytest.fixture(autouse=True)
def float32(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here depends on whether the processor is fast in bfloat16."""
    monkeypatch.setattr("training.runtime.has_fast_bfloat16", lambda: False)


@pytest.fixture
def pages(tmp_path: Path, add_shard: Callable[..., None]) -> Path:
    """A pool of a hundred pages, two of them held out."""
    add_shard(tmp_path / "pages", 0, 100)
    return tmp_path / "pages"


@pytest.fixture
def painted(tmp_path: Path) -> Path:
    """Painted latents, a file that breaks off, and one that holds something else."""
    folder = tmp_path / "painted"
    folder.mkdir()
    save_file({"latents": torch.randn(6, 16, 32, 32).half(), "kinds": torch.zeros(6)}, folder / "0.safetensors")
    (folder / "1.safetensors").write_bytes((folder / "0.safetensors").read_bytes()[:5000])
    save_file({"weight": torch.zeros(3)}, folder / "2.safetensors")
    return folder


def test_a_larger_decoder_begins_with_the_same_pictures(autoencoder: Path) -> None:
    small = load_autoencoder(autoencoder)
    torch.nn.init.normal_(small.decoder[4].body[3].weight, std=0.1)
    large = grow_decoder(small, 12, 3, 4)
    latents = torch.randn(2, 16, 8, 8)
    torch.testing.assert_close(large.decode(latents), small.decode(latents))
    assert large.decoder[4].body[1].weight.shape[0] == 12
    again = grow_decoder(large, 16, 3, 4)
    torch.testing.assert_close(again.decode(latents), small.decode(latents))
    with pytest.raises(TooSmall):
        grow_decoder(large, 8, 3, 4)
    with pytest.raises(TooSmall):
        grow_decoder(large, 12, 3, 8)


def test_half_of_the_latents_stay_undisturbed() -> None:
    torch.manual_seed(0)
    latents = torch.randn(400, 4, 8, 8)
    moved = (disturb(latents) - latents).pow(2).mean((1, 2, 3)).sqrt()
    assert 0.4 < (moved == 0).float().mean() < 0.6
    assert 0.02 < moved.max() < 0.5


def test_painted_latents_come_from_whole_files_alone(painted: Path) -> None:
    latents = PaintedLatents(painted, 16)
    assert latents.refresh() == 6
    whole = (painted / "0.safetensors").read_bytes()
    (painted / "1.safetensors").write_bytes(whole)
    assert latents.refresh() == 6
    assert len(latents) == 12
    assert latents.batch(3).shape == (3, 16, 32, 32)
    assert not PaintedLatents(None, 16).refresh()
    assert not PaintedLatents(painted / "missing", 16).refresh()


@pytest.mark.parametrize("bfloat16", [False, True])
@pytest.mark.parametrize("with_critic", [False, True])
def test_two_steps_change_the_decoder_alone(
    pages: Path, autoencoder: Path, painted: Path, with_critic: bool, bfloat16: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.runtime.has_fast_bfloat16", lambda: bfloat16)
    torch.manual_seed(0)
    begun = load_autoencoder(autoencoder)
    model = grow_decoder(begun, 8, 2, 4).requires_grad_(False)
    model.decoder.requires_grad_(True)
    before = {key: value.clone() for key, value in model.state_dict().items()}
    pool = GrowingPool(pages, begun, 100, pictures=True)
    pool.refresh()
    latents = PaintedLatents(painted, 16)
    latents.refresh()
    steps = DecoderSteps(model, PatchCritic(8) if with_critic else None, latents, DecodingSettings())
    for _ in range(2):
        steps.take(pool.batch(2), 0.5)
    losses, count = steps.means()
    assert count == 2
    assert losses["pixels"] > 0
    assert ("weight" in losses) == with_critic
    changed = {key for key, value in model.state_dict().items() if not torch.equal(value, before[key])}
    assert changed
    assert all(key.startswith("decoder.") for key in changed)
    averaged = steps.averaged().state_dict()
    assert any(not torch.equal(averaged[key], before[key]) for key in changed)


def test_steps_lessen_the_error(pages: Path, autoencoder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.pages.decoding.steps.WARMUP", 1)
    torch.manual_seed(0)
    begun = load_autoencoder(autoencoder)
    model = load_autoencoder(autoencoder)
    model.decoder.requires_grad_(True)
    pool = GrowingPool(pages, begun, 100, pictures=True)
    pool.refresh()
    steps = DecoderSteps(model, None, PaintedLatents(None, 16), DecodingSettings(peak=3e-2))
    for _ in range(20):
        steps.take(pool.batch(4), 0.3)
    held = pool.held_out(2)
    assert held.pictures is not None
    after = measure_decoder(model, held.latents, held.pictures)
    assert after["psnr"] > measure_decoder(begun, held.latents, held.pictures)["psnr"] + 1


def test_both_results_keep_the_encoder_bit_by_bit_and_are_compared(
    pages: Path, autoencoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_autoencoder(autoencoder).half().save_pretrained(autoencoder)
    out = tmp_path / "out"
    words = [str(pages), "--out", str(out), "--batch", "2", "--blocks", "2", "--fine", "4", "--capacity", "100"]
    start = time.time()
    train(parse_options([*words, "--autoencoder", str(autoencoder), "--threads", "1"]), start + 12)
    assert time.time() - start < 40
    packaged = load_file(autoencoder / "diffusion_pytorch_model.safetensors")
    for name in ("plain", "adversarial"):
        saved = load_file(out / name / "diffusion_pytorch_model.safetensors")
        kept = [key for key in packaged if not key.startswith("decoder.")]
        assert all(torch.equal(saved[key], packaged[key]) and saved[key].dtype == torch.half for key in kept)
        assert load_autoencoder(out / name).config.fine == 4
    rows = [json.loads(line) for line in (out / "figures.jsonl").read_text("utf-8").splitlines()]
    assert [row["adversarial"] for row in rows][-1] == 1
    assert {"psnr", "ssim", "gradients", "before_psnr"} <= rows[-1].keys()
    assert rows[-1]["held_out"] == 2

    monkeypatch.setattr(decoders, "AUTOENCODER", autoencoder)
    sheet = tmp_path / "sheet.png"
    monkeypatch.setattr(sys, "argv", ["decoders", str(out), "--pool", str(pages), "--out", str(sheet)])
    decoders.main()
    lines = sheet.with_suffix(".md").read_text("utf-8").splitlines()
    assert [line.split(" | ")[0].lstrip("| ") for line in lines[2:]] == [
        "packaged", str(out / "plain"), str(out / "adversarial")
    ]  # fmt: skip
    with Image.open(sheet) as picture:
        assert picture.size == (2 * 256 + 4, 4 * 256 + 3 * 4 + 16)


def test_other_encoders_are_not_compared(autoencoder: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    PocketAutoencoder(width=8, deep=8, blocks=1).save_pretrained(tmp_path / "other")
    with pytest.raises(decoders.Incomparable, match="different encoders"):
        decoders.load_all({"one": autoencoder, "other": tmp_path / "other"})
    with pytest.raises(decoders.Incomparable, match="no autoencoder"):
        decoders.find_autoencoders([tmp_path])


def test_a_training_without_pages_ends_in_time(autoencoder: Path, tmp_path: Path) -> None:
    words = [str(tmp_path / "nothing"), "--out", str(tmp_path / "out"), "--autoencoder", str(autoencoder)]
    start = time.time()
    with pytest.raises(TimeoutError, match="Only 0 pages"):
        train(parse_options(words), start + 2)
    assert time.time() - start < 20
