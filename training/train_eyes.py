"""Train the pocket eyes on rendered, degraded and autoencoded pictures.

`python -m training.train_eyes MINUTES` starts or, where `cache/eyes.pt` exists, goes on.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.eyes import CAPTION_TOKENS, QUESTION_TOKENS, EyesConfig, EyesModel, vocabulary
from training import pool
from training.art import CACHE
from training.common import Average, Clock, Log, fast_dtype, fast_start, rate
from training.degrade import degrade
from training.pairs import Pair
from training.questions import caption, questions
from training.scene import COLORS, NOUNS, contents
from training.train_autoencoder import to_tensor
from training.train_painter import latents_of

ASKED = 10


class Batches:
    """Pictures (a third of them through the autoencoder with disturbed latents), captions and questions."""

    def __init__(self, name: str = "train") -> None:
        self.pictures, self.pairs = pool.load(name)
        self.pairs: list[Pair]
        self.latents = latents_of(name)
        self.autoencoder = PocketAutoencoder.from_pretrained(CACHE / "autoencoder")
        self.decode = torch.compile(self.autoencoder.decode)
        self.rng = np.random.default_rng(int(time.time()))
        self.contents = np.stack([[contents(p.before), contents(p.after)] for p in self.pairs])
        self.index = {word: i for i, word in enumerate(vocabulary())}

    def _ids(self, words: list[list[str]], length: int) -> Tensor:
        ids = torch.zeros((len(words), length), dtype=torch.long)
        for row, sentence in enumerate(words):
            ids[row, : len(sentence)] = torch.tensor([self.index[w] for w in sentence[:length]])
        return ids

    @torch.no_grad()
    def draw(self, size: int) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Pixels, caption ids (B, T), question ids (B, ASKED, 5), where each asks, patch contents (B, 2, 64)."""
        rows = np.sort(self.rng.integers(len(self.pairs), size=size))
        sides = self.rng.integers(2, size=size)
        x = to_tensor(np.stack([self.pictures[r, s] for r, s in zip(rows, sides, strict=True)]))
        third = size // 3
        chosen = self.rng.permutation(size)[:third]
        z = self.latents[rows[chosen], sides[chosen]].float()
        z = z + torch.randn_like(z) * torch.rand(third, 1, 1, 1) * 0.4
        with fast_dtype():
            x[chosen] = self.decode(z).float().clamp(-1, 1)
        scenes = [(self.pairs[r].before, self.pairs[r].after)[s] for r, s in zip(rows, sides, strict=True)]
        captions = self._ids([caption(s) for s in scenes], CAPTION_TOKENS)
        asked = [questions(self.rng, s, ASKED) for s in scenes]
        flat = [[f"<{q[0]}>", *q[1:], a] for one in asked for q, a in one]
        ids = self._ids(flat, QUESTION_TOKENS + 1).view(size, ASKED, -1)
        places = torch.tensor([len(words) - 2 for words in flat]).view(size, ASKED)
        return degrade(self.rng, x)[0], captions, ids, places, torch.from_numpy(self.contents[rows, sides])


def loss_of(
    model: EyesModel, heads: nn.ModuleList, batch: tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Caption loss, question loss, loss of what stands in each patch, question accuracy."""
    pixels, captions, ids, places, truth = batch
    memory = model.look(pixels)
    logits = model(memory, captions[:, :-1]).float()
    words = F.cross_entropy(logits.flatten(0, 1), captions[:, 1:].flatten(), ignore_index=0)
    scores = model(memory, ids[:, :, :-1]).gather(2, places[:, :, None, None].expand(-1, -1, -1, logits.shape[-1]))
    scores = scores[:, :, 0].float().flatten(0, 1)
    answers = ids.gather(2, places[:, :, None] + 1).flatten()
    patches = sum(F.cross_entropy(h(memory).float().flatten(0, 1), truth[:, i].flatten()) for i, h in enumerate(heads))
    right = (scores.argmax(-1) == answers).float().mean()
    return words, F.cross_entropy(scores, answers), torch.as_tensor(patches), right


def main() -> None:
    """Train for about that many minutes; keep the moving average in the cache."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--peak", type=float, default=7e-4)
    options = parser.parse_args()
    batches, model = Batches(), EyesModel(EyesConfig(vocabulary=vocabulary()))
    width = model.config.width
    # What stands in each patch is known of every rendered picture; it teaches the encoder far faster than captions.
    heads = nn.ModuleList([nn.Linear(width, len(NOUNS) + 1), nn.Linear(width, len(COLORS) + 1)])
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)
    path, average, done = CACHE / "eyes.pt", Average(model, 0.999), 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        average.weights, average.step, done = state["average"], 0, state["step"]
        heads.load_state_dict(state.get("heads", heads.state_dict()))
    model.look, model.forward = torch.compile(model.look), torch.compile(model.forward)  # type: ignore[method-assign]
    optimizer = torch.optim.AdamW(
        [*model.parameters(), *heads.parameters()], lr=1e-3, betas=(0.9, 0.98), weight_decay=0.02
    )
    log, clock, rows = Log("eyes"), Clock(options.minutes), []
    for step in clock:
        with fast_dtype():
            words, answers, patches, right = loss_of(model, heads, batches.draw(options.batch))
        loss = words + answers + patches
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        rows.append((words.item(), answers.item(), patches.item(), right.item()))
        if (step + 1) % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + step + 1, caption=mean[0], answers=mean[1], patches=mean[2], right=mean[3])
        if (step + 1) % 500 == 0 or step + 1 == clock.steps:
            saved = {"model": model.state_dict(), "heads": heads.state_dict(), "average": average.weights}
            torch.save({**saved, "step": done + step + 1}, path)


if __name__ == "__main__":
    main()
