"""Causal language models that write JSON under a schema, token by token."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import torch
from torch import Tensor

from tools.device import device, dtype
from tools.engines.language.constraint import JsonConstraint
from tools.errors import Cancelled
from tools.networks.language.int8 import Int8Linear
from tools.types import ModelInfo

Messages = list[dict[str, str]]
"""Chat messages with `role` and `content`."""
_MANY = 8192
"""Number of legal tokens above which scoring all tokens is faster than gathering the rows of the legal ones."""


class StructuredLanguageModel:
    """A causal model with constrained greedy decoding; see `tools.engines.base.LanguageModel`.

    Tokens that the schema forces are taken without running the network. Keys and values are kept from one call to the
    next, and reused as far as the prompts begin alike.

    Args:
        info: which weights these are.
        model: a transformers model for causal language modelling.
        tokenizer: its tokenizer.
    """

    def __init__(self, info: ModelInfo, model: Any, tokenizer: Any) -> None:
        import llguidance.hf

        self.info = info
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.guide = llguidance.hf.from_tokenizer(tokenizer, n_vocab=model.config.vocab_size)
        self.tokens_written = 0
        self._cache: Any = None
        self._cached_ids: list[int] = []

    def nbytes(self) -> int:
        """Return the size of the weights in bytes."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.model.to(where)
        self._cache = None
        self._cached_ids = []

    def _forward(self, ids: list[int]) -> Tensor:
        """Return the last hidden state (D,) after some tokens, reusing what the cache holds of their beginning."""
        from transformers import DynamicCache

        cached = self._cached_ids
        shared = 0
        while shared < min(len(cached), len(ids) - 1) and cached[shared] == ids[shared]:
            shared += 1
        cache = self._cache
        if cache is None:
            cache = DynamicCache(config=self.model.config)
            shared = 0
        elif shared < len(cached):
            cache.crop(shared - len(cached))
        # A pass that fails half way, out of memory, leaves keys of some layers only: the cache is kept after a whole
        # pass alone.
        self._cache = None
        self._cached_ids = []
        rest = torch.tensor([ids[shared:]], device=self.model.device)
        output = self.model.base_model(input_ids=rest, cache=cache, use_cache=True)
        self._cache = cache
        self._cached_ids = list(ids)
        state: Tensor = output.last_hidden_state[0, -1]
        return state

    def _likeliest(self, state: Tensor, legal: Tensor) -> int:
        """Return the likeliest of the legal tokens (N,) after a hidden state (D,).

        At most places few tokens are legal, while a product with the whole vocabulary's matrix takes as long as all
        the layers. What heads do alike to all scores (scaling, soft capping) does not change the choice and is left
        out.
        """
        head = self.model.get_output_embeddings()
        if len(legal) > _MANY:
            return int(legal[head(state)[legal].argmax()])
        scores = torch.mv(head.rows(legal) if isinstance(head, Int8Linear) else head.weight[legal], state)
        if getattr(head, "bias", None) is not None:
            scores = scores + head.bias[legal]
        return int(legal[scores.argmax()])

    @torch.inference_mode()
    def write(self, prompt: str | Messages, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """Write JSON text that fits a schema; see `tools.engines.base.LanguageModel.write`.

        Text that reaches the limit is cut off there.

        Raises:
            Cancelled: `cancel` was set.
        """
        assert isinstance(prompt, str)
        constraint = JsonConstraint(self.guide, schema, self.model.config.vocab_size)
        ids = self.tokenizer(prompt)["input_ids"]
        written: list[int] = []
        while len(written) < limit and not constraint.complete:
            if cancel.is_set():
                raise Cancelled
            forced = constraint.take_forced()
            if forced:
                written += forced
                continue
            token = self._likeliest(self._forward(ids + written), constraint.legal().to(self.model.device))
            constraint.take(token)
            if token == self.tokenizer.eos_token_id:
                break
            written.append(token)
        self.tokens_written += len(written)
        text: str = self.tokenizer.decode(written, skip_special_tokens=True)
        return text


class ChatLanguageModel(StructuredLanguageModel):
    """A chat model of the hub, which gets messages through its own template."""

    def write(self, prompt: str | Messages, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """Write JSON text that fits a schema; see `StructuredLanguageModel.write`.

        Messages become text by the tokenizer's chat template, or by "role: content" lines where it has none.
        """
        if not isinstance(prompt, str):
            if self.tokenizer.chat_template:
                prompt = self.tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True)
            else:
                prompt = "\n".join(f"{m['role']}: {m['content']}" for m in prompt) + "\nassistant: "
        return str(super().write(prompt, schema, cancel, limit))


def load_hub_model(info: ModelInfo, where: Path | str, options: dict[str, Any]) -> StructuredLanguageModel:
    """Load a causal model by path or hub name, from safetensors only; the options go to `from_pretrained`."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(where, dtype=dtype(device()), use_safetensors=True, **options)
    return ChatLanguageModel(info, model.to(device()), AutoTokenizer.from_pretrained(where))
