"""Train the pocket painter and editor: one rectified-flow transformer on the pool's latents.

`python -m training.train_painter MINUTES` starts or, where `cache/painter.pt` exists, goes on.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from agent.brief import prompt
from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.language import tokens
from tools.pocket.transformer import PocketTransformer
from training import pool, text
from training.art import CACHE
from training.captions import caption, edit_caption
from training.common import Average, Clock, Log, fast_dtype, fast_start, native_bfloat16, rate
from training.pairs import Pair
from training.scene import COLORS, NOUNS, contents
from training.train_autoencoder import to_tensor

EARLY = 3


@torch.no_grad()
def latents_of(name: str) -> Tensor:
    """Latents of a pool's pictures (N, 2, 16, 16, 16) in bfloat16, made once and kept in the cache."""
    path = CACHE / f"{name}.latents.pt"
    if path.exists():
        return torch.load(path, weights_only=True)  # type: ignore[no-any-return]
    model = PocketAutoencoder.from_pretrained(CACHE / "autoencoder")
    encode = torch.compile(model.encode)
    pictures, _ = pool.load(name)
    flat = pictures.reshape(-1, *pictures.shape[2:])
    parts = []
    for start in range(0, len(flat), 50):
        with fast_dtype():
            parts.append(encode(to_tensor(flat[start : start + 50])).bfloat16())
    result = torch.cat(parts).view(len(pictures), 2, *parts[0].shape[1:])
    torch.save(result, path)
    return result


class Batches:
    """Draws training batches: generation and edits, captions worded anew each time."""

    def __init__(self, edits: float, simple: float) -> None:
        self.latents = latents_of("train")
        self.pairs: list[Pair] = pool.load("train")[1]
        self.edits, self.simple, self.rng = edits, simple, np.random.default_rng(int(time.time()))
        lone = [len(p.before.brief.elements) == len(p.after.brief.elements) == 1 for p in self.pairs]
        self.lone = np.flatnonzero(lone)
        self.contents = np.stack([[contents(p.before), contents(p.after)] for p in self.pairs])

    def draw(self, size: int) -> tuple[Tensor, Tensor, list[str], Tensor]:
        """Targets, sources (zero where none), texts (empty one time in ten), patch contents (B, 2, 64)."""
        rows, sides, sources, texts = self.rng.integers(len(self.pairs), size=size), [], [], []
        few = self.rng.random(size) < self.simple
        rows[few] = self.rng.choice(self.lone, few.sum())
        for row in rows:
            pair, side = self.pairs[row], int(self.rng.integers(2))
            scene = (pair.before, pair.after)[side]
            words, source = caption(self.rng, scene.brief), torch.zeros_like(self.latents[0, 0])
            if self.rng.random() < self.edits:
                same = self.rng.random() < 0.06
                # The way back is a fair edit too where it can be said: only its prompt is given then.
                change = "no change" if same else pair.words if side else ""
                source = self.latents[row, side if same else 1 - side]
                words = edit_caption(change, prompt(scene.brief)) if change else prompt(scene.brief)
            sides.append(side)
            sources.append(source)
            texts.append("" if self.rng.random() < 0.1 else words)
        target = self.latents[torch.from_numpy(rows), torch.tensor(sides)].float()
        return target, torch.stack(sources).float(), texts, torch.from_numpy(self.contents[rows, sides])


def alike(batches: Batches, tokenizer: Any, size: int) -> Iterator[tuple[Tensor, ...]]:
    """Batches of like text lengths, cut to the longest: padding would cost a third of the time."""
    while True:
        data, source, texts, truth = batches.draw(4 * size)
        ids, mask = tokens(tokenizer, texts)
        for rows in torch.argsort(mask.sum(1)).split(size):
            longest = -(-int(mask[rows].sum(1).max()) // 8) * 8
            yield data[rows], source[rows], truth[rows], ids[rows, :longest], mask[rows, :longest]


def thing_weights(truth: Tensor) -> Tensor:
    """Loss weights (B, 1, 16, 16): backdrops are learnt long before things are, so a thing's patches count thrice."""
    there = (truth[:, 0] > 0).float().view(-1, 1, 8, 8)
    return 1 + 2 * there.repeat_interleave(2, 2).repeat_interleave(2, 3)


def optimizers(model: nn.Module, muon: bool) -> list[torch.optim.Optimizer]:
    """Muon for the blocks' matrices, AdamW for the rest (or for all)."""
    matrix = [p for n, p in model.named_parameters() if "blocks." in n and p.ndim == 2 and "modulation" not in n]
    chosen = {id(p) for p in matrix} if muon else set()
    rest = [p for p in model.parameters() if id(p) not in chosen]
    result: list[torch.optim.Optimizer] = [torch.optim.AdamW(rest, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01)]
    if muon:
        result.append(torch.optim.Muon(matrix, lr=1e-3, weight_decay=0.01, adjust_lr_fn="match_rms_adamw", ns_steps=4))
    return result


def parse() -> argparse.Namespace:
    """Command-line options."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    # Muon orthogonalises in bfloat16 whatever the weights are.
    parser.add_argument("--optimizer", choices=["muon", "adamw"], default="muon" if native_bfloat16() else "adamw")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--edits", type=float, default=0.4)
    parser.add_argument("--simple", type=float, default=0.0, help="share of draws from scenes with one thing only")
    parser.add_argument("--peak", type=float, default=1e-3)
    parser.add_argument("--name", default="painter")
    return parser.parse_args()


def main() -> None:
    """Train for about that many minutes; save weights (moving average) and state to the cache."""
    fast_start()
    options = parse()
    batches = Batches(options.edits, options.simple)
    captions = [prompt(p.before.brief) for p in batches.pairs[:1500]]
    encoder, tokenizer, statistics = text.encoder(captions)
    model = PocketTransformer()
    heads = nn.ModuleList([nn.Linear(320, len(NOUNS) + 1), nn.Linear(320, len(COLORS) + 1)])
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)
    path, done = CACHE / f"{options.name}.pt", 0
    average = Average(model, 0.9993)
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        heads.load_state_dict(state["heads"])
        average.weights, average.step, done = state["average"], state["step"], state["step"]
    step_model = torch.compile(model)
    steppers = optimizers(nn.ModuleList([model, heads]), options.optimizer == "muon")
    supply = alike(batches, tokenizer, options.batch)
    log, clock, losses = Log(options.name), Clock(options.minutes), []
    for step in clock:
        data, source, truth, ids, mask = next(supply)
        with fast_dtype():
            features = encoder(ids, mask)
            time_ = torch.sigmoid(torch.randn(len(data)))
            noise = torch.randn_like(data)
            mixed = torch.lerp(data, noise, time_[:, None, None, None])
            velocity, early = step_model(mixed, time_, features, mask, source, EARLY)
            guess = [head(early) for head in heads]
        heavy = thing_weights(truth)
        flow = ((velocity.float() - (noise - data)).pow(2) * heavy).mean() / heavy.mean()
        named = sum(F.cross_entropy(g.float().flatten(0, 1), truth[:, i].flatten()) for i, g in enumerate(guess))
        weight = 0.06 * max(0.0, 1 - (done + step) / 8000)
        loss = flow + weight * named
        for optimizer in steppers:
            optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak)
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in steppers:
            optimizer.step()
        average.update(model)
        losses.append(flow.item())
        count = step + 1
        if count % 100 == 0:
            log(step=done + count, flow=float(np.mean(losses[-100:])), named=float(named), seen=count * options.batch)
        if count % 500 == 0 or count == clock.steps:
            saved = {"model": model.state_dict(), "heads": heads.state_dict(), "average": average.weights}
            torch.save({**saved, "step": done + count, **statistics}, path)


if __name__ == "__main__":
    main()
