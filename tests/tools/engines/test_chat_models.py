"""Chat models of the hub: tiny checkpoints of the architectures that people direct with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
import torch

from tools.engines.language.hub import ChatLanguageModel, load_hub_model
from tools.errors import Cancelled, ModelMissing
from tools.types import ModelInfo

Checkpoint = Callable[..., Path]
INFO = ModelInfo(role="director", kind="transformers", name="tiny", hash="remote")
SCHEMA = {
    "type": "object",
    "properties": {"do": {"enum": ["create", "edit", "undo"]}, "say": {"type": "string", "maxLength": 12}},
    "required": ["do", "say"],
    "additionalProperties": False,
}
SYSTEM = {"role": "system", "content": "You direct a picture studio. Write one plan in JSON and nothing else. " * 3}
NO_SYSTEM = (
    "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }} {% endfor %}[assistant] "
)
SILENT = "{% for m in messages if m['role'] != 'system' %}[{{ m['role'] }}] {{ m['content'] }} {% endfor %}[assistant] "
THINKS = "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }} {% endfor %}[assistant] <think>\n"


def _messages(text: str) -> list[dict[str, str]]:
    return [SYSTEM, {"role": "user", "content": text}]


def _load(folder: Path) -> ChatLanguageModel:
    return load_hub_model(INFO, folder, {})


@pytest.mark.parametrize("name", ["qwen2", "qwen3", "smollm3", "gemma3", "qwen3.5", "gemma3 that sees"])
def test_what_is_kept_of_the_prompt_changes_nothing(name: str, chat_checkpoint: Checkpoint) -> None:
    """Three messages to one model are answered as each alone to a fresh one; the second one is shorter."""
    folder = chat_checkpoint(name)
    texts = ["make the balloon blue and put it left of the castle", "undo", "a red dog", "undo"]
    model, other = _load(folder), _load(folder)
    kept = [model.write(_messages(text), SCHEMA, Event()) for text in texts]
    assert kept[1] == kept[3]
    assert all(json.loads(text)["do"] in ("create", "edit", "undo") for text in kept)
    for text in texts:
        ids = model._tokens(_messages(text))
        with torch.inference_mode():
            again, alone = model._forward(ids, Event()), other.model.base_model(torch.tensor([ids]))
        assert torch.allclose(again, alone.last_hidden_state[0, -1], atol=1e-4)


def test_the_system_prompt_is_read_once(chat_checkpoint: Checkpoint) -> None:
    model = _load(chat_checkpoint("qwen3.5"))
    read: list[int] = []
    model.model.base_model.register_forward_pre_hook(
        lambda module, args, values: read.append(values["input_ids"].shape[1]), with_kwargs=True
    )
    model.write(_messages("a red dog"), SCHEMA, Event())
    first = sum(read)
    read.clear()
    model.write(_messages("a blue dog"), SCHEMA, Event())
    assert first - sum(read) > len(SYSTEM["content"]) - 20


def test_thinking_is_off_and_the_first_token_single(chat_checkpoint: Checkpoint) -> None:
    model = _load(chat_checkpoint("qwen3"))
    ids = model._tokens(_messages("hello"))
    text = model.tokenizer.decode(ids)
    assert text.count("<|begin|>") == 1
    assert text.endswith("<think>\n\n</think>\n\n")


@pytest.mark.parametrize("template", [NO_SYSTEM, SILENT])
def test_a_template_without_a_system_role_gets_the_prompt_before_the_message(
    template: str, chat_checkpoint: Checkpoint
) -> None:
    model = _load(chat_checkpoint("qwen2", template))
    text = model.tokenizer.decode(model._tokens(_messages("hello")))
    assert text.startswith("[user] You direct")
    assert text.endswith("hello [assistant] ")
    assert json.loads(model.write(_messages("hello"), SCHEMA, Event()))


def test_thoughts_that_a_template_opens_are_closed(chat_checkpoint: Checkpoint) -> None:
    model = _load(chat_checkpoint("qwen2", THINKS))
    assert model.tokenizer.decode(model._tokens(_messages("hello"))).endswith("<think>\n\n</think>\n\n")


def test_reading_a_long_prompt_can_be_stopped(chat_checkpoint: Checkpoint) -> None:
    model = _load(chat_checkpoint("qwen2"))
    cancel = Event()
    hook = model.model.base_model.register_forward_pre_hook(lambda module, args: cancel.set())
    with pytest.raises(Cancelled):
        model.write(_messages("a red dog " * 200), SCHEMA, cancel)
    hook.remove()
    assert json.loads(model.write(_messages("undo"), SCHEMA, Event()))


def test_a_gguf_file_is_for_a_server(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"llama\.cpp's server"):
        load_hub_model(INFO, tmp_path / "model.gguf", {})
