"""Tune the upper layers of the trimmed language model into the director.

`python -m training.models.train_director MINUTES` starts or, where `cache/director.pt` exists, goes on; a GPU wants more:
`--batch 64 --workers 8 --peak 1e-3`.
Examples are packed into rows of 512 tokens that can't see one another; the loss is on the plan alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tools.device import device
from tools.networks.language.text_encoder import TEXT_LAYERS
from training import CACHE, text
from training.loop import Average, Clock, Log, drawn, fast_dtype, fast_start, keep, rate, sent
from training.corpus.examples import lines, siblings

LAYERS, ROW, PLAN_TOKENS, EXTRA_WORDS = 14, 512, 320, 2000
SIBLINGS = 6
"""Messages to one state."""
SPLIT = "\nuser: "

Branch = tuple[list[int], int]
"""Tokens of a message and its plan, and how many are the message's."""
Family = tuple[list[int], list[Branch]]
"""Tokens of a state, and the messages to it."""


class Rows:
    """Packed rows: token ids, positions, who sees whom, and where plan tokens are predicted.

    Messages to one state of a session share its tokens: each sees the state and itself, at the positions it would
    have alone.
    """

    def __init__(self, tokenizer: Any, seed: int) -> None:
        self.tokenizer, self.rng = tokenizer, np.random.default_rng(seed)
        self.end = tokenizer.eos_token_id
        self.waiting: list[Family] = []

    def _next(self) -> Family:
        if not self.waiting:
            texts = list[str]()
            for view, plan in siblings(self.rng, SIBLINGS):
                before, after = lines(view, plan)
                state, message = before.split(SPLIT, 1)
                texts += [state, SPLIT + message, after]
            ids = self.tokenizer(texts)["input_ids"]
            found: dict[str, Family] = {}
            for at in range(0, len(texts), 3):
                state, head, after = ids[at : at + 3]
                found.setdefault(texts[at], (state, []))[1].append(([*head, *after, self.end], len(head)))
            self.waiting = list(found.values())
        return self.waiting.pop()

    def row(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Ids (ROW,), positions (ROW,), [family, branch] (ROW, 2), predicted places (PLAN_TOKENS,), -1 unused.

        What does not fit any more begins the next row.
        """
        ids, positions, segments, places, family = [], [], [], [], 0
        while True:
            state, branches = self._next()
            family += 1
            if len(ids) + len(state) + len(branches[-1][0]) > ROW:
                # Alone in a row and still too long: such a message is left out.
                self.waiting += [(state, branches)] if ids else []
                break
            ids += state
            positions += range(len(state))
            segments += [(family, 0)] * len(state)
            while branches and len(ids) + len(branches[-1][0]) <= ROW and len(places) <= PLAN_TOKENS - 100:
                tokens, head = branches.pop()
                places += range(len(ids) + head - 1, len(ids) + len(tokens) - 1)
                ids += tokens
                positions += range(len(state), len(state) + len(tokens))
                segments += [(family, len(branches) + 1)] * len(tokens)
            if branches:
                self.waiting.append((state, branches))
                break
        pad = ROW - len(ids)
        return (
            torch.tensor(ids + [self.end] * pad), torch.tensor(positions + [0] * pad),
            torch.from_numpy(np.array(segments + [(0, 0)] * pad)),
            torch.tensor(places + [-1] * (PLAN_TOKENS - len(places))),
        )  # fmt: skip

    def draw(self, size: int) -> Iterator[tuple[Tensor, ...]]:
        """Batches of rows, as `row` makes them."""
        while True:
            yield tuple(torch.stack(x) for x in zip(*[self.row() for _ in range(size)], strict=True))


def bias_of(segments: Tensor) -> Tensor:
    """The attention's bias (B, 1, ROW, ROW): each token sees what is before it, of its state and its own message."""
    family, branch = segments[:, None, :, None, :].unbind(-1)
    family_there, branch_there = segments[:, None, None, :, :].unbind(-1)
    seen = (family == family_there) & ((branch == branch_there) | (branch_there == 0))
    causal = torch.ones(ROW, ROW, dtype=torch.bool, device=segments.device).tril()
    return torch.zeros(seen.shape, device=segments.device).masked_fill(~(seen & causal), -1e4)


def trimmed(model: Any) -> Any:
    """The base model cut to LAYERS layers, everything below and including the text layers frozen."""
    model.model.layers = model.model.layers[:LAYERS]
    model.config.num_hidden_layers = LAYERS
    model.requires_grad_(False)
    for layer in model.model.layers[TEXT_LAYERS:]:
        layer.requires_grad_(True)
    model.model.norm.requires_grad_(True)
    return model


def loss_of(model: Any, batch: list[Tensor], extra: Tensor) -> tuple[Tensor, Tensor]:
    """Mean cross-entropy over plan tokens, against the batch's own tokens and random others; accuracy."""
    ids, positions, segments, places = batch
    states = model.model(input_ids=ids, position_ids=positions, attention_mask=bias_of(segments), use_cache=False)
    rows, columns = (places >= 0).nonzero(as_tuple=True)
    at = places[rows, columns]
    truth = ids[rows, at + 1]
    words = torch.cat([ids.flatten(), extra]).unique()
    scores = F.linear(states.last_hidden_state[rows, at], model.model.embed_tokens.weight[words]).float()
    target = torch.searchsorted(words, truth)
    return F.cross_entropy(scores, target), (scores.argmax(-1) == target).float().mean()


def main() -> None:
    """Train for about that many minutes; keep the moving average in the cache."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=3)
    parser.add_argument("--peak", type=float, default=6e-4)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    options = parser.parse_args()
    model, tokenizer = text.base()
    model = trimmed(model).to(device())
    path, done = CACHE / "director.pt", 0
    average = Average(model.model.layers[TEXT_LAYERS:], 0.995)
    if path.exists():
        state = torch.load(path, weights_only=True, map_location=device())
        model.load_state_dict(state["model"], strict=False)
        average.weights, average.step, done = state["average"], state["step"], state["step"]
    log, losses = Log("director"), []
    learned = [p for p in model.parameters() if p.requires_grad]
    print(sum(p.numel() for p in learned) / 1e6, "M trained", flush=True)
    optimizer = torch.optim.AdamW(learned, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    model.model = torch.compile(model.model)
    inner = model.model._orig_mod
    clock = Clock(options.minutes, skip=5, span=30)
    batches = drawn(lambda seed: Rows(tokenizer, seed).draw(options.batch), options.workers)
    for step in clock:
        extra = torch.randint(model.config.vocab_size, (EXTRA_WORDS,), device=device())
        batch = sent(next(batches))
        with fast_dtype():
            loss, right = loss_of(model, batch, extra)
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak, warmup=50)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        average.update(inner.layers[TEXT_LAYERS:])
        losses.append((loss.item(), right.item()))
        count = step + 1
        if count % 20 == 0:
            mean = np.mean(losses[-20:], 0)
            log(step=done + count, loss=mean[0], right=mean[1])
        if count % 150 == 0 or count == clock.steps:
            kept = {k.replace("_orig_mod.", ""): v for k, v in model.state_dict().items()}
            saved = {k: v for k, v in kept.items() if k.startswith("model.layers.") or k == "model.norm.weight"}
            keep({"model": saved, "average": average.weights, "step": done + count}, path)


if __name__ == "__main__":
    main()
