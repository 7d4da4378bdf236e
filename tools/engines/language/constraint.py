"""Which tokens may follow so that a text fits a JSON schema, by llguidance."""

from __future__ import annotations

import json
from typing import Any

import torch
from torch import Tensor


class JsonConstraint:
    """The state of a text that is being written under a JSON schema.

    Args:
        guide: the tokenizer in llguidance's form.
        schema: JSON schema of the text, which is written without optional white space.
        vocabulary: number of token ids of the model.
    """

    def __init__(self, guide: Any, schema: dict[str, Any], vocabulary: int) -> None:
        from llguidance import LLMatcher
        from llguidance.numpy import allocate_token_bitmask

        grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults={"whitespace_flexible": False})
        self._matcher = LLMatcher(guide, grammar)
        # A tokenizer may know more tokens than its model has scores for.
        self._mask = allocate_token_bitmask(1, max(vocabulary, guide.vocab_size))
        self._vocabulary = vocabulary

    @property
    def complete(self) -> bool:
        """Whether the text is complete, so that nothing may follow."""
        return bool(self._matcher.is_stopped())

    def take_forced(self) -> list[int]:
        """Return the tokens that must follow, which so are part of the text; empty where there is a choice."""
        forced: list[int] = self._matcher.compute_ff_tokens()
        if forced:
            self._matcher.consume_tokens(forced)
        return forced

    def legal(self) -> Tensor:
        """Return the ids of all tokens that may follow (N,), int64, on the CPU."""
        from llguidance.numpy import fill_next_token_bitmask

        fill_next_token_bitmask(self._matcher, self._mask)
        bits = torch.from_numpy(self._mask[0]).view(torch.uint8)
        flags = (bits[:, None] >> torch.arange(8, dtype=torch.uint8)) & 1
        return flags.flatten()[: self._vocabulary].nonzero()[:, 0]

    def take(self, token: int) -> None:
        """Make a legal token part of the text."""
        self._matcher.consume_token(token)
