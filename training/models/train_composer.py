"""Train the painter's composer: from prompts, and layouts to edit, to layouts.

`python -m training.models.train_composer MINUTES` starts or, where `cache/composer.pt` exists, goes on; a GPU wants more:
`--batch 256 --workers 4`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from agent.brief.wording import brief_prompt
from tools.device import device
from tools.networks.language.text_encoder import tokens
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.layout import Layout, Thing
from tools.networks.painter.tokens import END, START
from training import CACHE, text
from training.common import Clock, Log, drawn, fast_dtype, fast_start, keep, rate, resume, sent
from training.scenes import pool
from training.scenes.captions import caption, edit_caption
from training.scenes.layouts import VOCABULARY, layout_of

MISREAD, MISSED = 0.15, 0.03
"""Shares of a source's things whose noun or colour is wrong, or that are not there: what a reader of pictures does."""
UNCHANGED = 0.06
CROWDED = 0.4
"""Share of draws from pairs with two things or more throughout: which words go with which is the hard part."""


class Batches:
    """Draws training rows: new pictures and edits, captions worded anew each time."""

    def __init__(self, edits: float, name: str = "train") -> None:
        self.pairs = pool.pairs(name)
        self.layouts = [(layout_of(pair.before), layout_of(pair.after)) for pair in self.pairs]
        self.codes = PocketComposer(**VOCABULARY).codes
        self.edits, self.rng = edits, np.random.default_rng()
        several = [len(p.before.brief.elements) > 1 and len(p.after.brief.elements) > 1 for p in self.pairs]
        self.several = np.flatnonzero(several)

    def _misread(self, thing: Thing) -> Thing:
        if self.rng.random() < MISREAD:
            thing = replace(thing, noun=int(self.rng.integers(len(VOCABULARY["nouns"]))))
        if self.rng.random() < MISREAD:
            thing = replace(thing, color=int(self.rng.integers(len(VOCABULARY["colors"]) + 1)))
        return thing

    def _source(self, layout: Layout) -> Layout:
        things = [self._misread(thing) for thing in layout.things if self.rng.random() >= MISSED]
        return replace(layout, things=tuple(sorted(things)))

    def draw(self, size: int) -> tuple[list[str], list[list[int]], list[list[int]]]:
        """Texts, the tokens given (source and START), and the tokens to write (with END)."""
        texts, given, wanted = [], [], []
        rows = self.rng.integers(len(self.pairs), size=size)
        crowded = self.rng.random(size) < CROWDED
        rows[crowded] = self.rng.choice(self.several, crowded.sum())
        for row in rows:
            pair, side = self.pairs[row], int(self.rng.integers(2))
            scene, before = (pair.before, pair.after)[side], list[int]()
            words = caption(self.rng, scene.brief)
            if self.rng.random() < self.edits:
                same = self.rng.random() < UNCHANGED
                # The way back is a fair edit too where it can be said: only its prompt is given then.
                change = "no change" if same else pair.words if side else ""
                before = self.codes.encode(self._source(self.layouts[row][side if same else 1 - side]))
                words = edit_caption(change, brief_prompt(scene.brief)) if change else brief_prompt(scene.brief)
            texts.append(words)
            given.append([*before, START])
            wanted.append([*self.codes.encode(self.layouts[row][side]), END])
        return texts, given, wanted


def alike(batches: Batches, tokenizer: Any, size: int, most: int, seed: int) -> Iterator[tuple[Tensor, ...]]:
    """Batches of like text lengths, cut to the longest (`most` tokens): text ids and mask, row ids, targets (-1
    where none)."""
    batches.rng = np.random.default_rng(seed)
    while True:
        texts, given, wanted = batches.draw(4 * size)
        ids, mask = tokens(tokenizer, texts)
        for chosen in torch.argsort(mask.sum(1)).split(size):
            longest = -(-int(mask[chosen].sum(1).max()) // 8) * 8
            rows = [given[i] + wanted[i] for i in chosen.tolist()]
            width = min(-(-max(map(len, rows)) // 16) * 16, most)
            inputs, targets = torch.zeros(len(rows), width, dtype=torch.long), torch.full((len(rows), width), -1)
            for number, (row, i) in enumerate(zip(rows, chosen.tolist(), strict=True)):
                inputs[number, : len(row)] = torch.tensor(row)
                targets[number, len(given[i]) - 1 : len(row) - 1] = torch.tensor(wanted[i])
            yield ids[chosen, :longest], mask[chosen, :longest], inputs, targets


def main() -> None:
    """Train for about that many minutes; keep weights and state in the cache."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--edits", type=float, default=0.45)
    parser.add_argument("--peak", type=float, default=1e-3)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    options = parser.parse_args()
    batches, model = Batches(options.edits), PocketComposer(**VOCABULARY)
    encoder, tokenizer, statistics = text.encoder([brief_prompt(p.before.brief) for p in batches.pairs[:1500]])
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)
    path = CACHE / "composer.pt"
    done = resume(path, model)
    # Rows and texts differ in length: compiling every pair of lengths takes longer than it saves.
    model.to(device())
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    supply = drawn(lambda seed: alike(batches, tokenizer, options.batch, model.longest, seed), options.workers)
    log, clock, rows = Log("composer"), Clock(options.minutes), []
    codes = model.codes
    nouns = range(codes.first["noun"], codes.first["noun"] + codes.count["noun"])
    for step in clock:
        ids, mask, inputs, targets = sent(next(supply))
        with fast_dtype():
            logits = model(inputs, encoder(ids, mask), mask).float()
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        right, named = logits.argmax(-1) == targets, (targets >= nouns.start) & (targets < nouns.stop)
        where = targets >= codes.first["cell"]
        rows.append([loss.item(), *(right[m].float().mean().item() for m in (named, where, targets == END))])
        if (step + 1) % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + step + 1, loss=mean[0], noun=mean[1], cell=mean[2], end=mean[3])
        if (step + 1) % 500 == 0 or step + 1 == clock.steps:
            saved = {"model": model.state_dict(), "step": done + step + 1}
            keep({**saved, **statistics}, path)


if __name__ == "__main__":
    main()
