"""What a profile may ask for to paint faster, and what previews cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from torch import nn

from tools.engines.diffusers import progress, speed
from tools.engines.diffusers.loading import load_pipeline
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.diffusers.speed import speed_up
from tools.engines.painting import PaintRequest
from tools.errors import BadProfile
from tools.hooks import Hooks
from tools.images.identity import MADE_KEY
from tools.types import ModelInfo, Recipe

Folder = Callable[[str], Path]
INFO = ModelInfo(role="painter", kind="diffusers", name="klein", hash="0")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"attention": "quick"}, "attention is one of flash, "),
        ({"attention": "flash_hub"}, "attention is one of flash, "),  # It would fetch a kernel and run it.
        ({"attention": "flash"}, "The attention flash needs a graphics card"),
        ({"compile": True}, "Compiling needs a graphics card and the library triton"),
    ],
)
def test_what_this_device_cannot_is_refused(painter_folder: Folder, options: dict[str, Any], said: str) -> None:
    with pytest.raises(BadProfile, match=said):
        load_pipeline(painter_folder("flux2-klein"), options)


def test_on_a_graphics_card_blocks_are_compiled_and_the_recipe_says_so(
    painter_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = load_pipeline(painter_folder("flux2-klein"), {}).pipeline.transformer
    monkeypatch.setattr(speed, "device", lambda: "cuda")
    if find_spec("triton") is None:
        monkeypatch.setattr(speed, "find_spec", lambda name: name)
    assert speed_up(network, {"compile": True, "attention": "_native_math"}) == {
        "attention": "_native_math", "compiled": True,
    }  # fmt: skip
    blocks = [one for one in network.modules() if type(one).__name__ in network._repeated_blocks]
    assert blocks
    assert all(one._compiled_call_impl is not None for one in blocks)
    assert speed_up(network, {"compile": True, "placement": "offload"}) == {}
    with pytest.raises(BadProfile, match="The attention sage can't be used here"):
        speed_up(network, {"attention": "sage"})
    with pytest.raises(BadProfile, match="Linear can't be compiled"):
        speed_up(nn.Linear(1, 1), {"compile": True})


def test_another_attention_paints_and_explains_a_difference(
    painter_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "device", lambda: "cuda")
    request = PaintRequest("a cat", "a cat", width=64, height=64, steps=2, seed=3)
    made = []
    for options in ({}, {"attention": "_native_math"}):
        [picture] = DiffusersPainter(INFO, painter_folder("flux2-klein"), options).paint([request], Hooks())
        made.append(json.loads(picture.info[MADE_KEY]))
    assert "attention" not in made[0]
    assert made[1]["attention"] == "_native_math"
    plain, other = (Recipe(tool="generate", arguments={}, made=one) for one in made)
    assert plain.why_unlike(other) == "another attention"


def test_previews_cost_less_than_three_percent(painter_folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share of a painting's own time that goes into previews, so that the machine's speed does not matter."""
    spent = 0.0

    def timed(real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any) -> Any:
            nonlocal spent
            start = time.process_time()
            try:
                return real(*values)
            finally:
                spent += time.process_time() - start

        return run

    painter = DiffusersPainter(INFO, painter_folder("z-image"), {})
    request = PaintRequest("a cat", "a cat", width=512, height=512, steps=9, guidance=1.0, seed=3)
    painter.paint([request], Hooks())  # The map from latents to colours is learnt from the first picture.
    monkeypatch.setattr(progress.LatentPreview, "show", timed(progress.LatentPreview.show))
    monkeypatch.setattr(progress.StepWatcher, "_clean", staticmethod(timed(progress.StepWatcher._clean)))
    shown: list[Image.Image] = []
    start = time.process_time()
    painter.paint([request], Hooks(preview=shown.append))
    whole = time.process_time() - start
    assert len(shown) == 4
    print(f"previews {1000 * spent:.1f} ms of {1000 * whole:.0f} ms, {spent / whole:.1%}")
    assert spent / whole < 0.03
