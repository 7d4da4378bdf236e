"""Chat models of the hub, which get messages through their own templates."""

from __future__ import annotations

import copy
from pathlib import Path
from threading import Event
from typing import Any

import torch

from tools.device import device, dtype
from tools.engines.adapters import add_tuning
from tools.engines.language.structured import StructuredLanguageModel
from tools.engines.shared_models import find_loaded, note_loaded
from tools.errors import BadProfile, ModelMissing
from tools.text import one_line
from tools.types import ModelInfo

Messages = list[dict[str, str]]
"""Chat messages with `role` and `content`."""
_OPENED = "<think>"
"""How templates of models that can't but think begin the answer."""


class ChatLanguageModel(StructuredLanguageModel):
    """A chat model of the hub; see `tools.engines.base.LanguageModel`.

    Not every architecture can forget its newest tokens: a state of linear attention and a sliding window hold the past
    only once. So what all prompts begin with, the system prompt, is read once and its cache kept; every prompt goes on
    from a copy of it.

    Attributes:
        context: How many tokens it can read and write together.
    """

    def __init__(self, info: ModelInfo, model: Any, tokenizer: Any) -> None:
        super().__init__(info, model, tokenizer)
        self.context = int(getattr(model.config.get_text_config(), "max_position_embeddings", 0) or 4096)
        self._kept: Any = None
        self._kept_ids: list[int] = []

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        super().to(where)
        self._kept, self._kept_ids = None, []

    @torch.inference_mode()
    def write(self, prompt: str | Messages, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """Write JSON text that fits a schema; see `StructuredLanguageModel.write`.

        Messages become text by the tokenizer's chat template, or by "role: content" lines where it has none.
        """
        if isinstance(prompt, str):
            return str(super().write(prompt, schema, cancel, limit))
        ids = self._tokens(prompt)
        # Rendered with another last message, so that only what every prompt begins with is the same.
        other = self._tokens([*prompt[:1], {"role": "user", "content": "\u2026"}])
        shared = 0
        while shared < min(len(ids), len(other)) - 1 and ids[shared] == other[shared]:
            shared += 1
        self._keep(ids[:shared], cancel)
        return self._write_after(ids, schema, cancel, limit)

    def _keep(self, ids: list[int], cancel: Event) -> None:
        """Read what all prompts begin with, unless that is done."""
        if not ids or ids == self._kept_ids:
            return
        self._kept, self._kept_ids = None, []
        self._forward(ids, cancel)
        self._kept, self._kept_ids = copy.deepcopy(self._cache), ids

    def _resume(self, ids: list[int]) -> tuple[Any, int]:
        """Return a cache of the beginning of some tokens (N,), and how many it holds, fewer than N; see above."""
        from transformers import DynamicCache

        cached = self._cached_ids
        if self._cache is not None and len(cached) < len(ids) and ids[: len(cached)] == cached:
            return self._cache, len(cached)
        kept = self._kept_ids
        if self._kept is not None and len(kept) < len(ids) and ids[: len(kept)] == kept:
            return copy.deepcopy(self._kept), len(kept)
        return DynamicCache(config=self.model.config), 0

    def _tokens(self, messages: Messages) -> list[int]:
        """Return the tokens of a conversation up to where the answer begins."""
        if not self.tokenizer.chat_template:
            text = "\n".join(f"{m['role']}: {m['content']}" for m in messages) + "\nassistant: "
            return list(self.tokenizer(text)["input_ids"])
        # The template writes the special tokens itself; the tokenizer would add another first one.
        return list(self.tokenizer(self._rendered(messages), add_special_tokens=False)["input_ids"])

    def _rendered(self, messages: Messages) -> str:
        """Return the conversation as its template writes it, with the model's thinking switched off.

        Where the template has no place for a system prompt, that goes before the first message.
        """
        from jinja2 import TemplateError

        def render(messages: Messages) -> str:
            text: str = self.tokenizer.apply_chat_template(
                messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
            return text

        first = messages[0]
        try:
            text = render(messages)
        except TemplateError:
            text = ""
        if first["role"] == "system" and first["content"].strip() not in text:
            text = render(
                [{"role": "user", "content": f"{first['content']}\n\n{messages[1]['content']}"}, *messages[2:]]
            )
        return f"{text.rstrip()}\n\n</think>\n\n" if text.rstrip().endswith(_OPENED) else text


def load_hub_model(info: ModelInfo, where: Path | str, options: dict[str, Any]) -> ChatLanguageModel:
    """Load a language model by path or hub name, from safetensors only.

    Args:
        info: Which model this is.
        where: Path or hub name.
        options: `part` names the folder of a pipeline's text encoder that is to direct, `adapter` a tuning (see
            `tools.engines.adapters.tuning`); all others go to `from_pretrained`.

    Raises:
        ModelMissing: it is a GGUF file, which transformers would unpack at every start.
        BadProfile: there is no such part, or the tuning does not fit.
    """
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForImageTextToText, AutoTokenizer

    if str(where).lower().endswith(".gguf"):
        raise ModelMissing(
            f"{Path(where).name} is a GGUF file: start llama.cpp's server with it and name the server in the profile, "
            "as docs/director.md shows."
        )
    options = dict(options)
    weights, words = _parts(where, options.pop("part", None))
    adapter = options.pop("adapter", None)
    config = AutoConfig.from_pretrained(weights, trust_remote_code=False)
    # A model that sees can direct, too.
    auto: Any = (
        AutoModelForCausalLM if type(config) in AutoModelForCausalLM._model_mapping else AutoModelForImageTextToText
    )
    name = auto._model_mapping[type(config)].__name__ if type(config) in auto._model_mapping else ""
    # What is tuned is no other role's.
    model = find_loaded(weights, name, options) if adapter is None else None
    if model is None:
        given = {"dtype": dtype(device()), **options, "use_safetensors": True, "trust_remote_code": False}
        model = auto.from_pretrained(weights, **given).to(device())
        if adapter is None:
            note_loaded(weights, options, model)
        else:
            add_tuning(model, adapter)
    tokenizer = AutoTokenizer.from_pretrained(words, trust_remote_code=False)
    return ChatLanguageModel(info, model, tokenizer)


def _parts(where: Path | str, part: object) -> tuple[Path | str, Path | str]:
    """Where the weights and the tokenizer of a language model are.

    Raises:
        BadProfile: there is no such part.
    """
    if part is None:
        return where, where
    folder = Path(where) / str(part)
    if Path(str(part)).name != part or not (folder / "config.json").is_file():
        raise BadProfile(f"{one_line(Path(where).name)} has no part {one_line(str(part))}; correct it in the profile.")
    return folder, folder.with_name(str(part).replace("text_encoder", "tokenizer"))
