"""Tune a trimmed language model into the director.

`python -m training.models.train_director MINUTES` starts or, where `cache/director.pt` exists, goes on. On a GPU, add
`--batch 64 --workers 8 --peak 1e-3`. With `--base qwen` it is the other base, with `cache/director_qwen.pt`; on a GPU,
give it `--peak 4e-4`. What it starts from is made by `training/language/start.py`.
Examples are packed into rows of tokens (`training/datasets/plan_rows.py`) that can't see one another; the loss is on
the plan alone.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from agent.director.schema import EDITION
from tools.device import device
from training import CACHE
from training.datasets.plan_rows import ROW, PackedRows
from training.language.bases import BASES, learning_layers
from training.language.int8_folder import load_model
from training.language_model import load_base_model
from training.loop import (
    LossLog,
    MovingAverage,
    StepBudget,
    learning_rate,
    optimizer_step,
    parameter_count,
    save_checkpoint,
    training_options,
)
from training.runtime import autocast, configure_process, stream_batches, to_device

KEPT = 300
"""Batches that are kept to be learnt from again."""
SAVE_SECONDS = 180
"""Between two savings of the checkpoint."""
EXTRA_WORDS = 2000
"""Random words of the vocabulary that a batch's own compete with, beside each other."""


def attention_bias(segments: Tensor) -> Tensor:
    """Return the attention's bias (B, 1, ROW, ROW): a token sees what is before it, of its state and its own message.

    Args:
        segments: Numbers of family and branch (B, ROW, 2) as `PackedRows.row` gives them; branch 0 is the state.
    """
    family, branch = segments[:, None, :, None, :].unbind(-1)
    family_seen, branch_seen = segments[:, None, None, :, :].unbind(-1)
    visible = (family == family_seen) & ((branch == branch_seen) | (branch_seen == 0))
    causal = torch.ones(ROW, ROW, dtype=torch.bool, device=segments.device).tril()
    return torch.zeros(visible.shape, device=segments.device).masked_fill(~(visible & causal), -1e4)


def load_base(name: str, start: Path | None = None) -> tuple[Any, Any]:
    """Load a cut base model, rounded to int8 and back as it is shipped, and its tokenizer.

    Args:
        name: One of BASES.
        start: Its folder (`training/language/start.py`), `cache/NAME_start` by default. Without that, SmolLM2 is cut
            anew.
    """
    folder = start or CACHE / f"{name}_start"
    if start is not None or name != "smollm2" or folder.exists():
        return load_model(folder)
    model, tokenizer = load_base_model()
    model.model.layers = model.model.layers[: BASES[name].layers]
    model.config.num_hidden_layers = BASES[name].layers
    model.config.plan_edition = EDITION
    return model, tokenizer


def plan_loss(model: Any, batch: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Return mean cross-entropy and accuracy over plan tokens, against the batch's own tokens and random others.

    Args:
        model: The trimmed model.
        batch: Ids, positions, segments and places as `PackedRows.stream` yields them.
    """
    ids, positions, segments, places = batch
    extra = torch.randint(model.config.vocab_size, (EXTRA_WORDS,), device=device())
    with autocast():
        bias = attention_bias(segments)
        states = model.model(input_ids=ids, position_ids=positions, attention_mask=bias, use_cache=False)
        rows, columns = (places >= 0).nonzero(as_tuple=True)
        at = places[rows, columns]
        words = torch.cat([ids.flatten(), extra]).unique()
        scores = F.linear(states.last_hidden_state[rows, at], model.model.embed_tokens.weight[words]).float()
        target = torch.searchsorted(words, ids[rows, at + 1])
        return F.cross_entropy(scores, target), (scores.argmax(-1) == target).float().mean()


def learned_weights(model: Any) -> dict[str, Tensor]:
    """Return the weights of all layers and of the last norm, under the names that they have in the base model."""
    state = {name.replace("_orig_mod.", ""): value for name, value in model.state_dict().items()}
    return {k: v for k, v in state.items() if k.startswith("model.layers.") or k == "model.norm.weight"}


def used_again(batches: Iterator[tuple[Tensor, ...]], uses: int) -> Iterator[tuple[Tensor, ...]]:
    """Yield batches so many times each, the later times at random places among `KEPT` others.

    A GPU learns faster than processors draw.
    """
    kept: deque[tuple[Tensor, ...]] = deque(maxlen=KEPT)
    for batch in batches:
        yield batch
        kept.append(batch)
        for _ in range(uses - 1):
            yield kept[int(torch.randint(len(kept), ()))]


def _options() -> argparse.Namespace:
    parser = training_options(batch=3, peak=6e-4)
    parser.add_argument("--base", choices=BASES, default="smollm2")
    parser.add_argument("--name", help="of the checkpoint; director, or director_qwen")
    parser.add_argument("--start", type=Path, help="folder to start from, cache/BASE_start by default")
    parser.add_argument("--drawn", type=Path, help="folder of texts that were drawn ahead, or still are")
    parser.add_argument("--uses", type=int, default=1, help="how often a batch is learnt from, some time apart")
    return parser.parse_args()


def main() -> None:
    """Train for about as many minutes as the command line says; keep the weights and their average in the cache."""
    configure_process()
    options = _options()
    base = BASES[options.base]
    name = options.name or base.checkpoint
    model, tokenizer = load_base(options.base, options.start)
    model = model.to(device())
    upper = learning_layers(model, base)
    path = CACHE / f"{name}.pt"
    done = 0
    average = MovingAverage(upper, 0.995)
    if path.exists():
        state = torch.load(path, weights_only=True, map_location=device())
        model.load_state_dict(state["model"], strict=False)
        done = state["step"]
        average.weights = state["average"]
        average.step = done
    log = LossLog(name)
    learned = [p for p in model.parameters() if p.requires_grad]
    print(parameter_count(learned), "M trained", flush=True)
    optimizer = torch.optim.AdamW(learned, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    model.model = torch.compile(model.model)
    budget = StepBudget(options.minutes, skip=5, span=30)
    drawn = stream_batches(
        lambda seed: PackedRows(tokenizer, seed, options.drawn).stream(options.batch), options.workers
    )
    supply = used_again(drawn, options.uses)
    rows = []
    saved = time.monotonic()
    for step in budget:
        loss, right = plan_loss(model, to_device(next(supply)))
        optimizer_step(optimizer, loss, learning_rate(step, budget.steps, options.peak, warmup=50), learned)
        average.update(upper)
        rows.append((loss.item(), right.item()))
        count = step + 1
        if count % 20 == 0:
            mean = np.mean(rows[-20:], 0)
            log(step=done + count, loss=mean[0], right=mean[1])
        if count >= budget.steps or time.monotonic() - saved > SAVE_SECONDS:
            weights = {"model": learned_weights(model), "average": average.weights, "step": done + count}
            save_checkpoint({**weights, "base": options.base}, path)
            saved = time.monotonic()


if __name__ == "__main__":
    main()
