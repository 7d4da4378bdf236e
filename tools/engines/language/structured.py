"""Causal language models that write JSON under a schema, token by token."""

from __future__ import annotations

from threading import Event
from typing import Any

import torch
from torch import Tensor

from tools.engines.language.constraint import JsonConstraint
from tools.errors import Cancelled
from tools.networks.language.int8 import Int8Linear
from tools.types import ModelInfo

_MANY = 8192
"""Number of legal tokens above which scoring all tokens is faster than gathering the rows of the legal ones."""
_CHUNK = 256
"""Tokens read in one pass, between two looks at whether to stop."""


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
        # Models that see have one configuration for each part.
        self.vocabulary = int(model.config.get_text_config().vocab_size)
        self.guide = llguidance.hf.from_tokenizer(tokenizer, n_vocab=max(self.vocabulary, len(tokenizer)))
        self.tokens_written = 0
        self.log_probs: list[float] = []
        """Of every token that the last call chose: the logarithm of its probability among those that were legal."""
        self.edition = int(getattr(model.config.get_text_config(), "plan_edition", 1))
        """Which edition of the plans the packaged weights were taught; see `agent.director.schema`."""
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

    def _resume(self, ids: list[int]) -> tuple[Any, int]:
        """Return a cache of the beginning of some tokens (N,), and how many it holds, fewer than N."""
        from transformers import DynamicCache

        cached = self._cached_ids
        shared = 0
        while shared < min(len(cached), len(ids) - 1) and cached[shared] == ids[shared]:
            shared += 1
        if self._cache is None:
            return DynamicCache(config=self.model.config), 0
        if shared < len(cached):
            self._cache.crop(shared - len(cached))
        return self._cache, shared

    def _forward(self, ids: list[int], cancel: Event) -> Tensor:
        """Return the last hidden state (D,) after some tokens, reusing what the cache holds of their beginning.

        Raises:
            Cancelled: `cancel` was set.
        """
        cache, start = self._resume(ids)
        # A pass that fails half way, out of memory, leaves keys of some layers only: the cache is kept after a whole
        # pass alone.
        self._cache, self._cached_ids = None, []
        while start < len(ids):
            if cancel.is_set():
                raise Cancelled
            part = torch.tensor([ids[start : start + _CHUNK]], device=self.model.device)
            output = self.model.base_model(input_ids=part, cache=cache, use_cache=True)
            start += _CHUNK
        self._cache, self._cached_ids = cache, list(ids)
        state: Tensor = output.last_hidden_state[0, -1]
        return state

    def _scores(self, state: Tensor, legal: Tensor) -> Tensor:
        """Return the scores (N,) of the legal tokens (N,) after a hidden state (D,).

        At most places few tokens are legal, while a product with the whole vocabulary's matrix takes as long as all
        the layers. What heads do alike to all scores (scaling, soft capping) does not change the choice and is left
        out.
        """
        head = self.model.get_output_embeddings()
        if len(legal) > _MANY:
            every: Tensor = head(state)
            return every[legal]
        scores = torch.mv(head.rows(legal) if isinstance(head, Int8Linear) else head.weight[legal], state)
        if getattr(head, "bias", None) is not None:
            scores = scores + head.bias[legal]
        return scores

    @torch.inference_mode()
    def write(self, prompt: str, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """Write JSON text that fits a schema; see `tools.engines.base.LanguageModel.write`.

        Text that reaches the limit is cut off there.

        Raises:
            Cancelled: `cancel` was set.
        """
        return self._write_after(self.tokenizer(prompt)["input_ids"], schema, cancel, limit)

    def _write_after(self, ids: list[int], schema: dict[str, Any], cancel: Event, limit: int) -> str:
        """Write JSON text that fits a schema after the tokens of a prompt."""
        constraint = JsonConstraint(self.guide, schema, self.vocabulary)
        written: list[int] = []
        self.log_probs = []
        while len(written) < limit and not constraint.complete:
            forced = constraint.take_forced()
            if forced:
                written += forced
                continue
            legal = constraint.legal().to(self.model.device)
            chances = self._scores(self._forward(ids + written, cancel), legal).float().log_softmax(0)
            best = int(chances.argmax())
            self.log_probs.append(float(chances[best]))
            token = int(legal[best])
            constraint.take(token)
            if token == self.tokenizer.eos_token_id:
                break
            written.append(token)
        self.tokens_written += len(written)
        text: str = self.tokenizer.decode(written, skip_special_tokens=True)
        return text
