"""Rows of tokens for the director: messages and their plans, packed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.datasets.drawn_texts import draw_texts, read_texts

ROW = 512
"""Tokens in a row."""
PLAN_TOKENS = 320
"""Most tokens of plans in a row."""
Branch = tuple[list[int], int]
"""Tokens of a message and its plan, and how many of them are the message's."""
Family = tuple[list[int], list[Branch]]
"""Tokens of a state, and the messages to it."""


class PackedRows:
    """Packs examples into rows of ROW tokens.

    Messages to one state of a session share its tokens: each sees the state and itself, at the positions that it would
    have alone. Different states don't see each other.

    Args:
        tokenizer: the language model's.
        seed: of the draws.
        drawn: a folder of texts that were drawn ahead (`training/datasets/drawn_texts.py`); without one they are drawn
            as they are needed.
    """

    def __init__(self, tokenizer: Any, seed: int, drawn: Path | None = None) -> None:
        self.tokenizer = tokenizer
        self.rng = np.random.default_rng(seed)
        self.draws = read_texts(drawn, self.rng) if drawn else iter(lambda: draw_texts(self.rng), None)
        self.end = tokenizer.eos_token_id
        self.waiting: list[Family] = []

    def _next_family(self) -> Family:
        if not self.waiting:
            self.waiting = self._draw_families()
        return self.waiting.pop()

    def _draw_families(self) -> list[Family]:
        texts = [text for example in next(self.draws) for text in example]
        ids = self.tokenizer(texts)["input_ids"]
        families: dict[str, Family] = {}
        for at in range(0, len(texts), 3):
            state, message, plan = ids[at : at + 3]
            _, branches = families.setdefault(texts[at], (state, []))
            branches.append(([*message, *plan, self.end], len(message)))
        return list(families.values())

    def row(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Pack one row; what does not fit any more begins the next one.

        Returns:
            Token ids (ROW,), positions (ROW,), numbers of family and branch (ROW, 2), and the places whose next token
            is a plan's (PLAN_TOKENS,), -1 where unused.
        """
        ids: list[int] = []
        positions: list[int] = []
        segments: list[tuple[int, int]] = []
        places: list[int] = []
        family = 0
        while True:
            state, branches = self._next_family()
            family += 1
            if len(ids) + len(state) + len(branches[-1][0]) > ROW:
                # A message that is too long even for an empty row is left out.
                self.waiting += [(state, branches)] if ids else []
                break
            ids += state
            positions += range(len(state))
            segments += [(family, 0)] * len(state)
            while branches and len(ids) + len(branches[-1][0]) <= ROW and len(places) <= PLAN_TOKENS - 100:
                tokens, message = branches.pop()
                places += range(len(ids) + message - 1, len(ids) + len(tokens) - 1)
                ids += tokens
                positions += range(len(state), len(state) + len(tokens))
                segments += [(family, len(branches) + 1)] * len(tokens)
            if branches:
                self.waiting.append((state, branches))
                break
        padding = ROW - len(ids)
        return (
            torch.tensor(ids + [self.end] * padding),
            torch.tensor(positions + [0] * padding),
            torch.from_numpy(np.array(segments + [(0, 0)] * padding)),
            torch.tensor(places + [-1] * (PLAN_TOKENS - len(places))),
        )

    def stream(self, size: int) -> Iterator[tuple[Tensor, ...]]:
        """Yield batches of `size` rows, stacked."""
        while True:
            yield tuple(torch.stack(x) for x in zip(*[self.row() for _ in range(size)], strict=True))
