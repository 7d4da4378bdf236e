"""Train the pocket painter and editor: one rectified-flow transformer on the pool's latents.

`python -m training.train_painter MINUTES` starts or, where `cache/painter.pt` exists, goes on.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from agent.brief import prompt
from tools import world
from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.language import tokens
from tools.pocket.transformer import PocketTransformer
from training import pool, text
from training.art import CACHE
from training.backdrop import SIDE
from training.captions import caption, edit_caption
from training.common import Average, Log, fast_start, rate
from training.pairs import Pair
from training.scene import Scene
from training.train_autoencoder import to_tensor

EARLY = 3
NOUNS, COLORS = list(world.nouns()), list(world.COLORS)


@torch.no_grad()
def latents_of(name: str) -> Tensor:
    """Latents of a pool's pictures (N, 2, 8, 16, 16) in bfloat16, made once and kept in the cache."""
    path = CACHE / f"{name}.latents.pt"
    if path.exists():
        return torch.load(path, weights_only=True)  # type: ignore[no-any-return]
    model = PocketAutoencoder.from_pretrained(CACHE / "autoencoder")
    encode = torch.compile(model.encode)
    pictures, _ = pool.load(name)
    flat = pictures.reshape(-1, *pictures.shape[2:])
    parts = []
    for start in range(0, len(flat), 50):
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(encode(to_tensor(flat[start : start + 50])).bfloat16())
    result = torch.cat(parts).view(len(pictures), 2, 8, 16, 16)
    torch.save(result, path)
    return result


def contents(scene: Scene) -> np.ndarray:
    """What stands in each of the 8 x 8 patches: noun and colour numbers (2, 64), 0 where nothing does."""
    grid = np.zeros((2, 8, 8), np.int64)
    cell = SIDE / 8
    for element, group in zip(scene.brief.elements, scene.groups, strict=True):
        half = group.side * 0.45
        for x, y in group.centers:
            columns = slice(max(0, round((x - half) / cell)), max(0, round((x + half) / cell)))
            rows = slice(max(0, round((y - half) / cell)), max(0, round((y + half) / cell)))
            grid[0, rows, columns] = NOUNS.index(element.what) + 1
            grid[1, rows, columns] = COLORS.index(element.color) + 1 if element.color else 0
    return grid.reshape(2, 64)


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
    parser.add_argument("--optimizer", choices=["muon", "adamw"], default="muon")
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
    encoder = encoder.bfloat16()
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
    log, losses, start, step, steps = Log(options.name), [], time.time(), 0, 10**6
    while step < steps:
        if step == 20:
            pace = time.time()
        if step == 120:
            steps = int(120 + (options.minutes * 60 - (time.time() - start)) / ((time.time() - pace) / 100))
            print("steps", steps, flush=True)
        data, source, texts, truth = batches.draw(options.batch)
        ids, mask = tokens(tokenizer, texts)
        with torch.autocast("cpu", torch.bfloat16):
            features = encoder(ids, mask)
            time_ = torch.sigmoid(torch.randn(len(data)))
            noise = torch.randn_like(data)
            mixed = torch.lerp(data, noise, time_[:, None, None, None])
            velocity, early = step_model(mixed, time_, features, mask, source, EARLY)
            guess = [head(early) for head in heads]
        flow = (velocity.float() - (noise - data)).pow(2).mean()
        named = sum(F.cross_entropy(g.float().flatten(0, 1), truth[:, i].flatten()) for i, g in enumerate(guess))
        weight = 0.06 * max(0.0, 1 - (done + step) / 8000)
        loss = flow + weight * named
        for optimizer in steppers:
            optimizer.param_groups[0]["lr"] = rate(step, steps, options.peak)
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in steppers:
            optimizer.step()
        average.update(model)
        losses.append(flow.item())
        step += 1
        if step % 100 == 0:
            log(step=done + step, flow=float(np.mean(losses[-100:])), named=float(named), seen=step * options.batch)
        if step % 500 == 0 or step == steps:
            saved = {"model": model.state_dict(), "heads": heads.state_dict(), "average": average.weights}
            torch.save({**saved, "step": done + step, **statistics}, path)


if __name__ == "__main__":
    main()
