"""A session is painted again, as it was and with other weights: equal, alike or different, and why."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from agent.sessions.replay import ALIKE_DB, Replayed, replay_session
from agent.studio import Studio
from storage.store import Store
from tests.agent.plans import RED_BIRD
from tools import profiles
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.sentences import read_catalogue
from tools.types import _SHAPING
from tui import texts


def with_noise(profile: Profile, folder: Path, noise: float) -> Profile:
    """The profile with a painter whose network's weights are off by some share of their spread."""
    shutil.copytree(profile.painter.model, folder)
    file = next((folder / "unet").glob("*.safetensors"))
    generator = torch.Generator().manual_seed(0)
    weights = {
        name: one + noise * one.std(correction=0) * torch.randn(one.shape, generator=generator)
        for name, one in load_file(file).items()
    }
    save_file(weights, file)
    painter = profile.painter.model_copy(update={"model": str(folder)})
    return profile.model_copy(update={"painter": painter, "editor": painter})


@pytest.fixture
def replayed(studio: Callable[..., Studio], store: Store, tiny: str, tmp_path: Path) -> Callable[[float], Replayed]:
    """Paints a session's picture again with a painter whose weights are so far off."""
    made = studio(RED_BIRD)
    made.send("a red bird")

    def again(noise: float) -> Replayed:
        profile = profiles.load_profile(tiny)
        profile = with_noise(profile, tmp_path / str(noise), noise) if noise else profile
        [row] = replay_session(store, made.session_id, ModelManager(profile))
        return row

    return again


def test_the_same_weights_give_an_equal_picture(replayed: Callable[[float], Replayed]) -> None:
    row = replayed(0.0)
    assert (row.likeness, row.why, row.psnr_db) == ("equal", "", 99.0)


@pytest.mark.parametrize(("noise", "likeness"), [(0.002, "alike"), (3.0, "different")])
def test_other_weights_give_one_that_is_alike_or_different_and_the_reason(
    replayed: Callable[[float], Replayed], noise: float, likeness: str
) -> None:
    row = replayed(noise)
    assert row.made != row.hash
    assert row.psnr_db is not None
    assert (row.psnr_db >= ALIKE_DB) == (likeness == "alike")
    assert (row.likeness, row.why) == (likeness, "other weights")


@pytest.mark.parametrize(
    ("why", "english", "chinese"),
    [
        ("", "", ""),
        ("other weights", "other weights", "权重不同"),
        ("another device, number format", "another device, number format", "设备、数值格式不同"),
        ("another precision of weights", "another precision of weights", "权重精度不同"),
        ("other versions of torch, diffusers", "other versions of torch, diffusers", "torch、diffusers 的版本不同"),
        ("There is no picture yet; say what to paint.", "There is no picture yet; say what to paint.",
         "还没有图，说说要画什么吧。"),
    ],
)  # fmt: skip
def test_the_reason_is_said_in_both_languages(why: str, english: str, chinese: str) -> None:
    for language, said in (("en", english), ("zh", chinese)):
        texts.use_language(language)  # type: ignore[arg-type]
        assert texts.why_unlike(why) == said
    texts.use_language(None)


def test_every_reason_that_a_recipe_gives_has_its_chinese() -> None:
    assert set(_SHAPING.values()) <= read_catalogue("tui.texts", "zh")["why"].keys()
