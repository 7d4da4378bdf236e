"""The restorer: tiles, modes, sizes and refusals on a small random network; what it is for on the packaged one."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import png
import pytest
import torch
from PIL import Image, ImageCms
from safetensors.torch import save_file
from typer.testing import CliRunner

from benchmarks.sheets import sheet
from tests.tiny import pipeline
from tools import profiles
from tools.actions.enhance import HOW, EnhancePicture
from tools.base import ToolContext
from tools.engines.restoration import tiling
from tools.engines.restoration.degradation import DegradationEstimate
from tools.engines.restoration.restorer import PocketRestorer
from tools.engines.restoration.upscalers import CheckpointRestorer, HubRestorer
from tools.errors import BadArguments, BadPicture, Cancelled, ModelDamaged
from tools.hooks import Hooks
from tools.images import png16
from tools.images.compare import psnr
from tools.images.load import load_picture
from tools.images.tone import TONES, shift_tone
from tools.model_manager import ModelManager
from tools.networks.restorer import PocketRestorer as Network
from tools.types import ModelInfo
from tui.cli.main import app

INFO = ModelInfo(role="restorer", kind="pocket", name="small", hash="")
FAULTY = DegradationEstimate(noise=20, quality=40, blur=1.2)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> PocketRestorer:
    """A random network of few weights that changes pictures visibly."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("restorer")
    network = Network(widths=(8, 8, 8), blocks=(1, 1, 1), condition=8)
    torch.nn.init.normal_(network.leave.weight, std=0.05)
    network.save_pretrained(folder)
    return PocketRestorer(INFO, folder)


@pytest.fixture(scope="module")
def real() -> PocketRestorer:
    """The packaged one."""
    return PocketRestorer(INFO, Path(profiles.resolve_weights("package:restorer")))


def grain(width: int, height: int, kind: Any = np.uint8) -> np.ndarray:
    """Random pixels (H, W, 3)."""
    return np.random.default_rng(0).integers(0, np.iinfo(kind).max + 1, (height, width, 3), kind)


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
    small: PocketRestorer, monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    values = grain(500, 300, kind)
    whole = small.restore_values(values, "auto", 1.0, Hooks(), FAULTY)
    monkeypatch.setattr(tiling, "TILE", 200)
    in_tiles = small.restore_values(values, "auto", 1.0, Hooks(), FAULTY)
    level = 1 if kind is np.uint8 else 257
    difference = np.abs(in_tiles.astype(np.int64) - whole).max(-1) / level
    assert (np.abs(whole.astype(np.int64) - values) > 4 * level).mean() > 0.5
    assert (difference[:100, :100] <= 1).all()
    assert (difference > 1).mean() < 0.005


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (1500, 2), (17, 33), (96, 8)])
@pytest.mark.parametrize("how", ["denoise", "x2"])
def test_any_size(small: PocketRestorer, size: tuple[int, int], how: str) -> None:
    made = small.restore(Image.new("RGB", size, (90, 120, 200)), how, 1.0, Hooks())
    assert made.size == (size if how == "denoise" else (size[0] * 2, size[1] * 2))


@pytest.mark.parametrize(
    ("mode", "back"), [("L", "L"), ("P", "RGB"), ("1", "L"), ("I;16", "L"), ("LA", "RGBA"), ("RGBA", "RGBA")]
)
def test_any_mode(small: PocketRestorer, mode: str, back: str) -> None:
    if mode == "I;16":
        source = Image.fromarray(grain(40, 30, np.uint16)[..., 0])
    else:
        source = Image.fromarray(grain(40, 30)).convert(mode)
    made = small.restore(source, "denoise", 1.0, Hooks(), FAULTY)
    assert (made.mode, made.size) == (back, (40, 30))


def test_alpha_is_kept_and_grows_along(small: PocketRestorer) -> None:
    source = Image.fromarray(grain(40, 40)).convert("RGBA")
    alpha = Image.fromarray(np.tile(np.arange(40, dtype=np.uint8) * 6, (40, 1)))
    source.putalpha(alpha)
    assert small.restore(source, "denoise", 1.0, Hooks(), FAULTY).getchannel("A").tobytes() == alpha.tobytes()
    twice = small.restore(source, "x2", 1.0, Hooks(), FAULTY).getchannel("A")
    assert twice.size == (80, 80)
    assert psnr(twice.resize((40, 40), Image.Resampling.BOX), alpha) > 40


def test_orientation_and_colour_profile(small: PocketRestorer) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source, buffer, exif = Image.fromarray(grain(40, 20)), io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    source.save(buffer, "JPEG", exif=exif, icc_profile=profile)
    made = small.restore(Image.open(buffer), "x2", 1.0, Hooks())
    assert made.size == (40, 80)
    assert made.info["icc_profile"] == profile


def test_strength_goes_from_the_picture_to_the_networks(small: PocketRestorer) -> None:
    source = Image.fromarray(grain(64, 64))
    steps = [small.restore(source, "denoise", s, Hooks(), FAULTY) for s in (0.0, 0.3, 0.6, 1.0)]
    assert steps[0].tobytes() == source.tobytes()
    away = [psnr(step, source) for step in steps[1:]]
    assert away == sorted(away, reverse=True)


def test_a_stop_between_tiles(small: PocketRestorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiling, "TILE", 100)
    hooks, seen = Hooks(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            hooks.cancel.set()

    hooks.progress = progress
    with pytest.raises(Cancelled):
        small.restore_values(grain(300, 300), "denoise", 1.0, hooks, FAULTY)
    assert [done for done, _ in seen] == [0, 1, 2]
    assert seen[0][1] > 4


def test_what_would_be_too_large_is_refused(small: PocketRestorer) -> None:
    with pytest.raises(BadPicture, match=r"8000 x 8000 pixels.*smaller factor"):
        small.restore(Image.new("RGB", (2000, 2000)), "x4", 1.0, Hooks())


@pytest.mark.parametrize("how", TONES)
def test_tone_moves_with_strength(how: str) -> None:
    source = Image.fromarray(grain(64, 64)).resize((32, 32)).convert("RGBA")
    source.putalpha(77)
    measures: dict[str, Callable[[np.ndarray], float]] = {
        "brighter": lambda v: v.mean(), "darker": lambda v: -v.mean(), "contrast": lambda v: v.std(),
        "warmer": lambda v: (v[..., 0] - v[..., 2]).mean(), "cooler": lambda v: (v[..., 2] - v[..., 0]).mean(),
    }  # fmt: skip
    made = [shift_tone(source, how, strength) for strength in (0.0, 0.3, 0.6, 1.0)]
    values = [measures[how](np.asarray(picture)[..., :3].astype(np.float32)) for picture in made]
    assert values == sorted(set(values))
    assert psnr(made[0], source) > 50
    assert {picture.getchannel("A").getextrema() for picture in made} == {(77, 77)}


class OneOnTheDesk:
    """A desk with one picture."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture

    def open(self, number: int | None = None) -> Image.Image:
        return self.picture

    def identity(self, number: int | None = None) -> str:
        return "that one"


def run(models: ModelManager, picture: Image.Image, **given: Any) -> Any:
    """The tool on one picture."""
    return EnhancePicture().run(EnhancePicture.parse(given), ToolContext(models, OneOnTheDesk(picture), Hooks()))  # type: ignore[arg-type]


def test_the_tool_says_what_it_saw_and_did(small: PocketRestorer, monkeypatch: pytest.MonkeyPatch) -> None:
    models = ModelManager(profiles.load_profile("pocket"))
    models.set_engine("restorer", small)
    monkeypatch.setattr(small, "estimate", lambda image: DegradationEstimate(noise=19.6, quality=35, contrast=0.3))
    result = run(models, Image.fromarray(grain(40, 30) // 4))
    assert result.data["words"] == (
        "I saw noise (sigma about 20), JPEG blocks (quality about 35) and low contrast, and took the noise out, "
        "smoothed the JPEG blocks and raised the contrast."
    )
    assert result.data["did"] == ["denoise", "deblock", "contrast"]
    assert result.recipe.parent == "that one"
    assert result.recipe.model == INFO
    monkeypatch.setattr(small, "estimate", lambda image: DegradationEstimate())
    clean = Image.fromarray(grain(40, 30))
    result = run(models, clean)
    assert result.picture.tobytes() == clean.tobytes()
    assert result.data["words"] == "I saw nothing wrong with it, and left it as it is."
    assert run(models, clean, how="warmer").data["words"] == "I made the colours warmer."
    with pytest.raises(BadArguments, match=r"enhance: how: .*denoise"):
        EnhancePicture.parse({"how": "prettier"})
    assert EnhancePicture.schema()["parameters"]["properties"]["how"]["enum"] == [*HOW, "tone"]


def test_dials_turn_both_ways_and_white_is_balanced() -> None:
    models = ModelManager(profiles.load_profile("pocket"))
    blue = Image.fromarray(grain(32, 32) // 2 + np.array([0, 20, 90], np.uint8))

    def mean(**given: Any) -> np.ndarray:
        return np.asarray(run(models, blue, how="tone", **given).picture).astype(np.float32).mean((0, 1))

    assert mean(brightness=-0.5).sum() < mean(brightness=0.5).sum()
    assert mean(warmth=-0.5)[2] > mean(warmth=0.5)[2]
    assert np.ptp(mean(white_balance=True)) < 3 < np.ptp(np.asarray(blue).mean((0, 1)))
    weak = np.asarray(run(models, blue, how="tone", contrast=-0.8).picture).std()
    assert weak < np.asarray(blue).std()
    result = run(models, blue, how="brighter", contrast=0.3, white_balance=True)
    assert result.data["words"] == "I made it brighter and set contrast +0.3 and white balance."
    with pytest.raises(BadArguments, match="turn a dial"):
        run(models, blue, how="tone")


def with_sbit(path: Path, bits: int) -> bytes:
    """The PNG with a note that only so many bits of each channel count."""
    chunks = list(png.Reader(bytes=path.read_bytes()).chunks())
    chunks.insert(1, (b"sBIT", bytes([bits] * 4)))
    out = io.BytesIO()
    png.write_chunks(out, chunks)
    return out.getvalue()


def test_sixteen_bits_go_in_and_out(tmp_path: Path) -> None:
    path, profile = tmp_path / "deep.png", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    values = np.concatenate([grain(21, 13, np.uint16), grain(21, 13, np.uint16)[..., :1]], -1)
    png16.write_png16(path, values, profile)
    assert png16.is_png16(path)
    assert not png16.is_png16(tmp_path / "none.png")
    again, kept = png16.read_png16(path)
    assert (again == values).all()
    assert kept == profile
    path.write_bytes(with_sbit(path, 10))
    fewer, _ = png16.read_png16(path)
    assert np.abs(fewer.astype(int) - values).max() < 65536 / 1000
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(BadPicture, match=r"deep\.png can't be read"):
        png16.read_png16(path)


def test_a_diffusers_pipeline_as_restorer(tmp_path: Path, small: PocketRestorer) -> None:
    hub = HubRestorer(INFO, pipeline(tmp_path), {"steps": 4, "change": 0.5}, lambda: small)
    source, seen = Image.fromarray(grain(70, 50)).convert("RGBA"), list[int]()
    made = hub.restore(source, "x2", 1.0, Hooks(lambda done, total: seen.append(done)))
    assert (made.mode, made.size) == ("RGBA", (140, 100))
    assert len(seen) > 1
    assert hub.nbytes() > 0
    assert hub.estimate(source) == small.estimate(source)
    assert hub.restore(source, "denoise", 0.0, Hooks()).tobytes() == source.tobytes()


def test_a_compact_checkpoint_as_restorer(tmp_path: Path, small: PocketRestorer, monkeypatch: Any) -> None:
    torch.manual_seed(0)
    body = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.PReLU(8), torch.nn.Conv2d(8, 12, 3, padding=1)
    )
    torch.nn.init.zeros_(body[2].weight)
    torch.nn.init.zeros_(body[2].bias)
    path = tmp_path / "x2.safetensors"
    save_file({f"body.{name}": value for name, value in body.state_dict().items()}, path)
    guest = CheckpointRestorer(INFO, path, lambda: small)
    source = Image.fromarray(grain(150, 90))
    monkeypatch.setattr(tiling, "TILE", 100)
    nearest = source.resize((300, 180), Image.Resampling.NEAREST)
    assert guest.restore(source, "x2", 1.0, Hooks()).tobytes() == nearest.tobytes()
    assert guest.restore(source, "x4", 1.0, Hooks()).size == (600, 360)
    save_file({"conv.weight": torch.zeros(3)}, tmp_path / "other.safetensors")
    with pytest.raises(ModelDamaged, match=r"other\.safetensors is no safetensors file of a compact"):
        CheckpointRestorer(INFO, tmp_path / "other.safetensors", lambda: small)


def test_the_packaged_network_restores(real: PocketRestorer) -> None:
    rng, gains = np.random.default_rng(0), list[float]()
    for truth in sheet("eyes", 6):
        noisy = np.asarray(truth) + rng.normal(0, 25, (128, 128, 3))
        broken = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
        assert abs(real.estimate(broken).noise - 25) < 8
        gains.append(psnr(real.restore(broken, "denoise", 1.0, Hooks()), truth) - psnr(broken, truth))
        assert psnr(real.restore(truth, "auto", 1.0, Hooks()), truth) > 36
    assert np.mean(gains) > 6


def test_the_command_enhances_files(tmp_path: Path, real: PocketRestorer) -> None:
    runner, file = CliRunner(), tmp_path / "mine.jpg"
    sheet("eyes", 1)[0].save(file, quality=15)
    told = runner.invoke(app, ["enhance", str(file)], catch_exceptions=False)
    assert "JPEG blocks" in told.output
    assert load_picture(tmp_path / "mine-auto.jpg").size == (128, 128)
    runner.invoke(
        app, ["enhance", str(file), "--how", "x2", "--out", str(tmp_path / "big.webp")], catch_exceptions=False
    )
    assert load_picture(tmp_path / "big.webp").size == (256, 256)
    png16.write_png16(tmp_path / "deep.png", grain(40, 30, np.uint16), None)
    runner.invoke(app, ["enhance", str(tmp_path / "deep.png"), "--how", "x2"], catch_exceptions=False)
    assert png16.read_png16(tmp_path / "deep-x2.png")[0].shape == (60, 80, 3)
    (tmp_path / "torn.png").write_bytes(b"\x89PNG torn")
    for wrong in (["torn.png"], ["none.png"], ["mine.jpg", "--out", "x.gif"], ["mine.jpg", "--how", "pretty"]):
        result = runner.invoke(app, ["enhance", str(tmp_path / wrong[0]), *wrong[1:]])
        assert isinstance(result.exception, BadPicture | BadArguments)
