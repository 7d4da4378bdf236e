"""A language model of any base goes to disk, to another machine and back, and directs."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import torch

from agent.brief.model import Brief
from agent.director.pocket.director import PocketDirector
from agent.director.view import View
from tools.engines.language.structured import StructuredLanguageModel
from tools.engines.pocket.language import load_language_model, load_tokenizer, weight_files
from tools.engines.registry import text_encoder_folder
from tools.profiles import ModelSpec
from tools.types import ModelInfo
from training.language.bases import BASES, learning_layers, trained_weights
from training.language.int8_folder import load_model
from training.language.pack import join, pack
from training.loop import save_checkpoint
from training.models.train_director import learned_weights

INFO = ModelInfo(role="director", kind="pocket", name="tiny", hash="")


def _scores(model: Any, ids: list[int]) -> torch.Tensor:
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids])).logits


def test_parts_hold_the_model_with_its_biases(tiny_model: Any, tiny_folder: Path, trimmed: tuple[Any, Any]) -> None:
    assert len(weight_files(tiny_folder)) > 2
    ids = trimmed[0]("have: nothing\nuser: 画一只红色的气球\nplan: ")["input_ids"]
    wanted = _scores(tiny_model, ids)
    for found in (_scores(load_model(tiny_folder)[0], ids), _scores(load_language_model(tiny_folder), ids)):
        assert (found - wanted).norm() < 0.03 * wanted.norm()
    few = _scores(load_language_model(tiny_folder), ids[:5])
    assert (few - wanted[:, :5]).norm() < 0.03 * wanted.norm()


def test_an_untrained_model_writes_a_plan(tiny_folder: Path) -> None:
    writer = StructuredLanguageModel(INFO, load_language_model(tiny_folder), load_tokenizer(tiny_folder))
    for text in ("paint a red balloon", "画一只红色的气球"):
        view = View(Brief(), None, 0, 0, (("user", text),), ())
        assert PocketDirector(writer).interpret(view, Event()).intent


def test_what_was_learnt_travels_in_int8(tiny_model: Any, tiny_folder: Path, tmp_path: Path) -> None:
    for base in ("qwen", "smollm2"):
        upper = learning_layers(tiny_model, BASES[base])
        assert all(p.requires_grad for layer in upper for p in layer.parameters())
        assert not tiny_model.model.embed_tokens.weight.requires_grad
        average = {name: value * 0.5 for name, value in upper.state_dict().items()}
        state = {"model": learned_weights(tiny_model), "average": average, "step": 7, "base": base}
        save_checkpoint(state, tmp_path / "there.pt")
        pack(tmp_path / "there.pt", tmp_path / base)
        join(tmp_path / base, tmp_path / "here.pt")
        here = torch.load(tmp_path / "here.pt", weights_only=True)
        assert (here["step"], here["base"]) == (7, base)
        wanted, found = trained_weights(state), trained_weights(here)
        assert set(found) == set(wanted)
        assert all((found[name] - wanted[name]).abs().max() <= wanted[name].abs().max() / 200 for name in wanted)
        model, _ = load_model(tiny_folder)
        assert not model.load_state_dict(found, strict=False).unexpected_keys


def test_a_painter_hears_through_its_own_layers_where_it_brings_some(tmp_path: Path) -> None:
    spec = ModelSpec(kind="pocket", model=str(tmp_path))
    assert text_encoder_folder(spec).name == "director"
    (tmp_path / "text_encoder").mkdir()
    assert text_encoder_folder(spec) == tmp_path / "text_encoder"
