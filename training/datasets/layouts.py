"""Rows for the painter's composer: texts, layouts to edit, and the layouts to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from agent.brief.wording import brief_prompt
from tools.networks.language.text_encoder import tokens
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.layout import Layout, Thing
from tools.networks.painter.tokens import END, START
from training.scenes.captions import caption, edit_caption
from training.scenes.layouts import VOCABULARY, layout_of
from training.scenes.pool import load_pairs

MISREAD = 0.15
"""Share of a source's things whose noun is wrong, and share whose colour is, as when a picture is read."""
MISSED = 0.03
"""Share of a source's things that are left out, as when a picture is read."""
UNCHANGED = 0.06
"""Share of the edits that change nothing."""
CROWDED = 0.4
"""Share of draws from pairs with two things or more throughout: which words go with which is the hard part."""

Rows = tuple[list[str], list[list[int]], list[list[int]]]
"""Texts, the tokens given, and the tokens to write."""


def _round_up(value: int, multiple: int) -> int:
    return -(-value // multiple) * multiple


class LayoutBatches:
    """Draws training rows: new pictures and edits, their captions worded anew each time."""

    def __init__(self, edits: float, pool: str = "train") -> None:
        """Load a pool's pairs.

        Args:
            edits: Share of the rows that are edits.
            pool: Name of the pool.
        """
        self.pairs = load_pairs(pool)
        self.layouts = [(layout_of(pair.before), layout_of(pair.after)) for pair in self.pairs]
        self.codes = PocketComposer(**VOCABULARY).codes
        self.edits = edits
        self.rng = np.random.default_rng()
        crowded = [len(p.before.brief.elements) > 1 and len(p.after.brief.elements) > 1 for p in self.pairs]
        self.crowded = np.flatnonzero(crowded)

    def _misread(self, thing: Thing) -> Thing:
        if self.rng.random() < MISREAD:
            thing = replace(thing, noun=int(self.rng.integers(len(VOCABULARY["nouns"]))))
        if self.rng.random() < MISREAD:
            thing = replace(thing, color=int(self.rng.integers(len(VOCABULARY["colors"]) + 1)))
        return thing

    def _misread_layout(self, layout: Layout) -> Layout:
        things = [self._misread(thing) for thing in layout.things if self.rng.random() >= MISSED]
        return replace(layout, things=tuple(sorted(things)))

    def draw(self, size: int) -> Rows:
        """Draw texts, the tokens given (those of a source, and START), and the tokens to write (with END)."""
        texts: list[str] = []
        given: list[list[int]] = []
        wanted: list[list[int]] = []
        rows = self.rng.integers(len(self.pairs), size=size)
        crowded = self.rng.random(size) < CROWDED
        rows[crowded] = self.rng.choice(self.crowded, crowded.sum())
        for row in rows:
            side = int(self.rng.integers(2))
            text, source = self._text_and_source(row, side)
            texts.append(text)
            given.append([*source, START])
            wanted.append([*self.codes.encode(self.layouts[row][side]), END])
        return texts, given, wanted

    def _text_and_source(self, row: int, side: int) -> tuple[str, list[int]]:
        """Return the text of one side of a pair, and the tokens of the layout to edit, none for a new picture."""
        pair = self.pairs[row]
        scene = (pair.before, pair.after)[side]
        text = caption(self.rng, scene.brief)
        if self.rng.random() >= self.edits:
            return text, []
        unchanged = self.rng.random() < UNCHANGED
        source = self.codes.encode(self._misread_layout(self.layouts[row][side if unchanged else 1 - side]))
        prompt = brief_prompt(scene.brief)
        if unchanged:
            return edit_caption("no change", prompt), source
        # The way back from the second scene is an edit without words: only its prompt is given then.
        return (edit_caption(pair.words, prompt) if side and pair.words else prompt), source

    def stream(self, seed: int, tokenizer: Any, size: int, most: int) -> Iterator[tuple[Tensor, ...]]:
        """Yield batches of rows whose texts have like lengths, cut to the longest text.

        Args:
            seed: Seed of the draws.
            tokenizer: The language model's tokenizer.
            size: Rows in a batch.
            most: Longest row of layout tokens.

        Yields:
            Text ids and mask (B, T), row ids (B, L), and targets (B, L), -1 where there is none.
        """
        self.rng = np.random.default_rng(seed)
        while True:
            texts, given, wanted = self.draw(4 * size)
            ids, mask = tokens(tokenizer, texts)
            for chosen in torch.argsort(mask.sum(1)).split(size):
                longest = _round_up(int(mask[chosen].sum(1).max()), 8)
                numbers = chosen.tolist()
                inputs, targets = _pad([given[i] for i in numbers], [wanted[i] for i in numbers], most)
                yield ids[chosen, :longest], mask[chosen, :longest], inputs, targets


def _pad(given: list[list[int]], wanted: list[list[int]], most: int) -> tuple[Tensor, Tensor]:
    """Return rows of given and wanted tokens (B, L) and the tokens that each place predicts, -1 for none."""
    rows = [before + after for before, after in zip(given, wanted, strict=True)]
    width = min(_round_up(max(map(len, rows)), 16), most)
    inputs = torch.zeros(len(rows), width, dtype=torch.long)
    targets = torch.full((len(rows), width), -1)
    for number, row in enumerate(rows):
        inputs[number, : len(row)] = torch.tensor(row)
        targets[number, len(given[number]) - 1 : len(row) - 1] = torch.tensor(wanted[number])
    return inputs, targets
