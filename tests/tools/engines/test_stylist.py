"""The stylist: strength, colours, masks and sizes on a small random network; looks on the packaged one."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from tests.tools.pictures import colors, shapes
from tools.actions.restyle import load_swatch
from tools.engines.style import stylist as engine
from tools.engines.style.request import StyleRequest
from tools.engines.style.stylist import PocketStylist, guided_upsample
from tools.errors import Cancelled
from tools.hooks import Hooks
from tools.images import color_transfer
from tools.images.compare import psnr
from tools.networks.texture_features import RandomFeatures
from tools.vocabulary.storybook import lexicon

LOOK = StyleRequest(palette=False)


def test_strength_leads_from_the_content_to_the_style(small_stylist: PocketStylist) -> None:
    content, reference = shapes(64, 48), shapes(40, 40, 1)
    assert psnr(small_stylist.restyle(content, reference, StyleRequest(0), Hooks()), content) == 99
    away = [
        psnr(small_stylist.restyle(content, reference, StyleRequest(s), Hooks()), content) for s in (0.02, 0.3, 0.6, 1)
    ]
    assert away[0] >= 38
    assert away == sorted(away, reverse=True)
    assert away[-1] < 30


def test_its_own_colours_are_kept_on_request(small_stylist: PocketStylist) -> None:
    content, reference = shapes(64, 64), Image.new("RGB", (64, 64), (20, 40, 160))
    kept = colors(small_stylist.restyle(content, reference, StyleRequest(keep_color=True), Hooks()))
    luma = kept @ color_transfer.LUMA
    chroma, own = kept - luma[..., None], colors(content) - (colors(content) @ color_transfer.LUMA)[..., None]
    # Chroma may only shrink where the luma leaves no room for it, never turn.
    assert (chroma * own).sum() / (np.linalg.norm(chroma) * np.linalg.norm(own)) > 0.97
    taken = colors(small_stylist.restyle(content, reference, StyleRequest(palette=True), Hooks())).mean((0, 1))
    assert taken[2] - taken[0] > colors(content).mean((0, 1))[2] - colors(content).mean((0, 1))[0] + 0.1


def test_outside_the_mask_no_pixel_changes(small_stylist: PocketStylist) -> None:
    content, mask = shapes(50, 42), Image.new("L", (50, 42), 0)
    mask.paste(255, (10, 12, 30, 40))
    made = small_stylist.restyle(content, shapes(32, 32, 1), StyleRequest(mask=mask), Hooks())
    changed = (np.asarray(made) != np.asarray(content)).any(-1)
    assert not changed[np.asarray(mask) == 0].any()
    assert changed[12:40, 10:30].mean() > 0.5


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (37, 53), (64, 64)])
def test_any_size_comes_back_in_its_size(small_stylist: PocketStylist, size: tuple[int, int]) -> None:
    assert small_stylist.restyle(shapes(8, 8).resize(size), shapes(5, 5), StyleRequest(), Hooks()).size == size


def test_large_pictures_are_painted_small_and_keep_fine_detail(
    small_stylist: PocketStylist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LONGEST", 64)
    assert small_stylist.restyle(shapes(150, 90), shapes(32, 32, 1), StyleRequest(), Hooks()).size == (150, 90)
    large = torch.rand(1, 3, 60, 60)
    coarse = torch.nn.functional.avg_pool2d(large, 2)
    # What was not restyled at all comes back almost as it was, much nearer than merely enlarged.
    plain = torch.nn.functional.interpolate(coarse, size=(60, 60), mode="bicubic")
    assert (guided_upsample(coarse, coarse, large) - large).abs().mean() < 0.5 * (plain - large).abs().mean()


def test_transparency_is_kept(small_stylist: PocketStylist) -> None:
    content = shapes(40, 40).convert("RGBA")
    content.putalpha(Image.linear_gradient("L").resize((40, 40)))
    made = small_stylist.restyle(content, shapes(32, 32, 1), StyleRequest(), Hooks())
    assert made.mode == "RGBA"
    assert made.getchannel("A").tobytes() == content.getchannel("A").tobytes()


def test_a_stop_is_obeyed_at_the_next_block(small_stylist: PocketStylist) -> None:
    hooks, seen = Hooks(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 1:
            hooks.cancel.set()

    hooks.progress = progress
    with pytest.raises(Cancelled):
        small_stylist.restyle(shapes(32, 32), shapes(32, 32, 1), StyleRequest(0.5), hooks)
    assert seen == [(0, 2), (1, 2)]


def test_the_same_place_looks_alike_whatever_lies_far_away(small_stylist: PocketStylist) -> None:
    content, reference = shapes(96, 96), shapes(32, 32, 1)
    other = content.copy()
    other.paste((0, 0, 0), (80, 80, 96, 96))
    a, b = (np.asarray(small_stylist.restyle(c, reference, LOOK, Hooks())) for c in (content, other))
    assert np.abs(a[:40, :40].astype(int) - b[:40, :40]).max() <= 1


def test_the_packaged_stylist_changes_a_scene_towards_each_swatch(packaged_stylist: PocketStylist) -> None:
    features, content = RandomFeatures(), shapes(128, 128, 3)

    def pixels(image: Image.Image) -> torch.Tensor:
        return torch.from_numpy(colors(image)).movedim(-1, 0)[None] * 2 - 1

    nearer = 0
    for name in lexicon.SWATCHES:
        page = pixels(load_swatch(name)[1])
        made = pixels(packaged_stylist.restyle(content, load_swatch(name)[1], LOOK, Hooks()))
        nearer += float(features.distance(made, page)) < float(features.distance(pixels(content), page))
    assert nearer >= 7
