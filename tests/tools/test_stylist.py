"""The stylist: strength, colours, masks, sizes and refusals on a small random network; looks on the packaged one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file
from typer.testing import CliRunner

from tests.tiny import pipeline
from tools import profiles
from tools.actions.restyle import NAMED, RestylePicture, load_swatch
from tools.base import ToolContext
from tools.engines.style import stylist as engine
from tools.engines.style.hub import HubStylist
from tools.engines.style.request import StyleRequest
from tools.engines.style.stylist import PocketStylist, guided_upsample
from tools.errors import BadArguments, BadPicture, BadProfile, Cancelled
from tools.hooks import Hooks
from tools.images import color_transfer
from tools.images.compare import psnr
from tools.model_manager import ModelManager
from tools.networks.stylist import PocketStyleNetwork
from tools.networks.texture_features import RandomFeatures
from tools.types import ModelInfo
from tools.vocabulary.storybook import lexicon
from tui.cli.main import app

INFO = ModelInfo(role="stylist", kind="pocket", name="small", hash="")
LOOK = StyleRequest(palette=False)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> PocketStylist:
    """A random network of few weights that changes pictures visibly."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("stylist")
    network = PocketStyleNetwork(width=8, depth=2, code=8, maps=2, tile=32, cells=1)
    torch.nn.init.normal_(network.pixel.leave.weight, std=0.3)
    network.patterns.copy_(torch.randint(-127, 128, network.patterns.shape))
    network.save_pretrained(folder)
    return PocketStylist(INFO, folder)


@pytest.fixture(scope="module")
def real() -> PocketStylist:
    """The packaged one."""
    return PocketStylist(INFO, Path(profiles.resolve_weights("package:stylist")))


def picture(width: int, height: int, seed: int = 0) -> Image.Image:
    """Coloured shapes, soft and sharp."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 3), np.uint8))
    page = coarse.resize((width, height), Image.Resampling.BICUBIC)
    page.paste((200, 40, 40), (width // 4, height // 4, width // 2, height // 2))
    return page


def colors(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB")).astype(np.float32) / 255


def test_strength_leads_from_the_content_to_the_style(small: PocketStylist) -> None:
    content, reference = picture(64, 48), picture(40, 40, 1)
    assert psnr(small.restyle(content, reference, StyleRequest(0), Hooks()), content) == 99
    away = [psnr(small.restyle(content, reference, StyleRequest(s), Hooks()), content) for s in (0.02, 0.3, 0.6, 1)]
    assert away[0] >= 38
    assert away == sorted(away, reverse=True)
    assert away[-1] < 30


def test_its_own_colours_are_kept_on_request(small: PocketStylist) -> None:
    content, reference = picture(64, 64), Image.new("RGB", (64, 64), (20, 40, 160))
    kept = colors(small.restyle(content, reference, StyleRequest(keep_color=True), Hooks()))
    luma = kept @ color_transfer.LUMA
    chroma, own = kept - luma[..., None], colors(content) - (colors(content) @ color_transfer.LUMA)[..., None]
    # Chroma may only shrink where the luma leaves no room for it, never turn.
    assert (chroma * own).sum() / (np.linalg.norm(chroma) * np.linalg.norm(own)) > 0.97
    taken = colors(small.restyle(content, reference, StyleRequest(palette=True), Hooks())).mean((0, 1))
    assert taken[2] - taken[0] > colors(content).mean((0, 1))[2] - colors(content).mean((0, 1))[0] + 0.1


def test_outside_the_mask_no_pixel_changes(small: PocketStylist) -> None:
    content, mask = picture(50, 42), Image.new("L", (50, 42), 0)
    mask.paste(255, (10, 12, 30, 40))
    made = small.restyle(content, picture(32, 32, 1), StyleRequest(mask=mask), Hooks())
    changed = (np.asarray(made) != np.asarray(content)).any(-1)
    assert not changed[np.asarray(mask) == 0].any()
    assert changed[12:40, 10:30].mean() > 0.5


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (37, 53), (64, 64)])
def test_any_size_comes_back_in_its_size(small: PocketStylist, size: tuple[int, int]) -> None:
    assert small.restyle(picture(8, 8).resize(size), picture(5, 5), StyleRequest(), Hooks()).size == size


def test_large_pictures_are_painted_small_and_keep_fine_detail(
    small: PocketStylist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LONGEST", 64)
    assert small.restyle(picture(150, 90), picture(32, 32, 1), StyleRequest(), Hooks()).size == (150, 90)
    large = torch.rand(1, 3, 60, 60)
    coarse = torch.nn.functional.avg_pool2d(large, 2)
    # What was not restyled at all comes back almost as it was, much nearer than merely enlarged.
    plain = torch.nn.functional.interpolate(coarse, size=(60, 60), mode="bicubic")
    assert (guided_upsample(coarse, coarse, large) - large).abs().mean() < 0.5 * (plain - large).abs().mean()


def test_transparency_is_kept(small: PocketStylist) -> None:
    content = picture(40, 40).convert("RGBA")
    content.putalpha(Image.linear_gradient("L").resize((40, 40)))
    made = small.restyle(content, picture(32, 32, 1), StyleRequest(), Hooks())
    assert made.mode == "RGBA"
    assert made.getchannel("A").tobytes() == content.getchannel("A").tobytes()


def test_a_stop_is_obeyed_at_the_next_block(small: PocketStylist) -> None:
    hooks, seen = Hooks(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 1:
            hooks.cancel.set()

    hooks.progress = progress
    with pytest.raises(Cancelled):
        small.restyle(picture(32, 32), picture(32, 32, 1), StyleRequest(0.5), hooks)
    assert seen == [(0, 2), (1, 2)]


def test_the_same_place_looks_alike_whatever_lies_far_away(small: PocketStylist) -> None:
    content, reference = picture(96, 96), picture(32, 32, 1)
    other = content.copy()
    other.paste((0, 0, 0), (80, 80, 96, 96))
    a, b = (np.asarray(small.restyle(c, reference, LOOK, Hooks())) for c in (content, other))
    assert np.abs(a[:40, :40].astype(int) - b[:40, :40]).max() <= 1


def test_matched_colours_have_the_references_mean_and_spread() -> None:
    content, reference = colors(picture(40, 40)) * 0.4 + 0.3, colors(picture(30, 50, 4)) * 0.3 + 0.3
    moved = color_transfer.match_colors(content, reference).reshape(-1, 3)
    assert np.allclose(moved.mean(0), reference.reshape(-1, 3).mean(0), atol=0.01)
    assert np.allclose(np.cov(moved.T, bias=True), np.cov(reference.reshape(-1, 3).T, bias=True), atol=0.003)
    assert np.allclose(color_transfer.match_colors(content, reference, 0), content, atol=1e-6)


def test_texture_distance_is_least_for_the_same_texture() -> None:
    features, noise = RandomFeatures(), torch.Generator().manual_seed(0)
    fine = torch.rand(2, 3, 64, 64, generator=noise) * 2 - 1
    coarse = torch.nn.functional.interpolate(fine[:, :, :8, :8], size=(64, 64), mode="bicubic")
    same, other = features.distance(fine[:1], fine[1:]), features.distance(fine[:1], coarse[:1])
    assert float(features.distance(fine, fine).max()) < 1e-5
    assert float(same) < 0.3 * float(other)


class Desk:
    """Two pictures: #1 and the current #2."""

    def __init__(self, first: Image.Image, second: Image.Image) -> None:
        self.pictures = {1: first, 2: second, None: second}

    def open(self, number: int | None = None) -> Image.Image:
        return self.pictures[number]

    def identity(self, number: int | None = None) -> str:
        return f"id{number or 2}"


@pytest.fixture
def work(small: PocketStylist) -> ToolContext:
    models = ModelManager(profiles.load_profile("pocket"))
    models.set_engine("stylist", small)
    return ToolContext(models, Desk(picture(32, 32, 1), picture(48, 40)), Hooks())  # type: ignore[arg-type]


def run(work: ToolContext, **arguments: Any) -> Any:
    tool = RestylePicture()
    return tool.run(tool.parse(arguments), work)


def test_a_style_is_a_picture_a_name_or_a_file(work: ToolContext, tmp_path: Path) -> None:
    file = tmp_path / "private" / "waves.png"
    file.parent.mkdir()
    picture(30, 30, 5).save(file)
    like, named, filed = run(work, like=1), run(work, style="木刻"), run(work, file=str(file))
    assert len({like.picture.tobytes(), named.picture.tobytes(), filed.picture.tobytes()}) == 3
    assert (like.recipe.parent, like.recipe.model, like.data["words"]) == ("id2", INFO, "I restyled it like #1.")
    assert named.data["words"] == "I restyled it in the style “woodcut”."
    assert filed.recipe.arguments["file"] == "waves.png"
    assert str(tmp_path) not in filed.recipe.model_dump_json()
    part = run(work, like=1, region=(0, 0, 0.5, 1)).picture
    source = work.workspace.open()
    assert part.crop((24, 0, 48, 40)).tobytes() == source.crop((24, 0, 48, 40)).tobytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({}, "name one style"), ({"like": 1, "style": "mosaic"}, "name one style"), ({"style": "fresco"}, "no swatch"),
     ({"style": "cartoon"}, "no swatch"), ({"like": 1, "region": (0.5, 0, 0.5, 1)}, "region"),
     ({"like": 1, "strength": 2}, "strength")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(work: ToolContext, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(BadArguments, match=words):
        run(work, **arguments)


def test_a_style_file_that_is_no_picture_is_refused(work: ToolContext, tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("no picture")
    with pytest.raises(BadPicture, match=r"notes\.png can't be read"):
        run(work, file=str(tmp_path / "notes.png"))


def test_every_named_style_has_a_swatch() -> None:
    assert set(lexicon.SWATCHES) < set(NAMED)
    for name in NAMED:
        found, page = load_swatch(name)
        assert (found, page.size, page.mode) == (name, (256, 256), "RGB")


def _adapter(folder: Path, unet: Any) -> None:
    """A random IP-Adapter for a pipeline's network, with a tiny image encoder beside it."""
    from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

    wide, seen = unet.config.cross_attention_dim, 8
    config = CLIPVisionConfig(
        hidden_size=16, intermediate_size=24, num_hidden_layers=1, num_attention_heads=2, image_size=32, patch_size=16,
        projection_dim=seen,
    )  # fmt: skip
    CLIPVisionModelWithProjection(config).save_pretrained(folder / "image_encoder")
    CLIPImageProcessor(size=32, crop_size=32).save_pretrained(folder / "image_encoder")
    tensors = {
        "image_proj.proj.weight": torch.randn(4 * wide, seen) * 0.1,
        "image_proj.proj.bias": torch.zeros(4 * wide),
    }
    tensors |= {"image_proj.norm.weight": torch.ones(wide), "image_proj.norm.bias": torch.zeros(wide)}
    for number, (name, module) in enumerate(
        (name, unet.get_submodule(name.removesuffix(".processor"))) for name in unet.attn_processors
    ):
        if "attn2" in name:
            for part in ("k", "v"):
                inner = module.to_k.weight.shape[0]
                tensors[f"ip_adapter.{number}.to_{part}_ip.weight"] = torch.randn(inner, wide) * 0.1
    save_file(tensors, folder / "adapter.safetensors")


def test_a_hub_pipeline_with_an_adapter_serves_the_same_seam(tmp_path: Path) -> None:
    from diffusers import UNet2DConditionModel

    where = pipeline(tmp_path / "sd")
    torch.manual_seed(0)
    _adapter(tmp_path, UNet2DConditionModel.from_pretrained(where / "unet"))
    options = {"adapter": str(tmp_path), "adapter_file": "adapter.safetensors", "steps": 2}
    with pytest.raises(BadProfile, match="adapter_file"):
        HubStylist(INFO, where, {"adapter": str(tmp_path)})
    hub, seen = HubStylist(INFO, where, options), list[tuple[int, int]]()
    mask = Image.new("L", (32, 32), 0)
    mask.paste(255, (0, 0, 16, 32))
    content, hooks = picture(32, 32), Hooks(lambda done, total: seen.append((done, total)))
    made = hub.restyle(content, picture(48, 48, 1), StyleRequest(mask=mask), hooks)
    assert made.crop((16, 0, 32, 32)).tobytes() == content.crop((16, 0, 32, 32)).tobytes()
    assert made.tobytes() != content.tobytes()
    assert seen[0] == (0, 2)
    assert hub.nbytes() > 10_000


def test_the_command_refuses_two_styles_and_writes_beside_the_file(
    small: PocketStylist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.engines.registry.load_engine", lambda role, profile, models: small)
    picture(40, 30).save(tmp_path / "photo.png")
    both = CliRunner().invoke(app, ["restyle", str(tmp_path / "photo.png")])
    assert isinstance(both.exception, BadArguments)
    done = CliRunner().invoke(app, ["restyle", str(tmp_path / "photo.png"), "--style", "mosaic", "--strength", "0.5"])
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "photo-restyled.png") as made:
        assert made.size == (40, 30)


def test_the_packaged_stylist_changes_a_scene_towards_each_swatch(real: PocketStylist) -> None:
    features, content = RandomFeatures(), picture(128, 128, 3)

    def pixels(image: Image.Image) -> torch.Tensor:
        return torch.from_numpy(colors(image)).movedim(-1, 0)[None] * 2 - 1

    nearer = 0
    for name in lexicon.SWATCHES:
        page = pixels(load_swatch(name)[1])
        made = pixels(real.restyle(content, load_swatch(name)[1], LOOK, Hooks()))
        nearer += float(features.distance(made, page)) < float(features.distance(pixels(content), page))
    assert nearer >= 7
