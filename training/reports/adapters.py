"""Full tuning beside low-rank adapters (LoRA, arXiv:2106.09685): `python -m training.reports.adapters STEPS`.

Every way starts from the base model's first layers, tunes the upper ones for that many steps on rows of one seed, and
is then asked for the held-out wordings' plans: loss per token over the whole vocabulary, and the share of tokens that
are right. Needs `pip install peft`; on a GPU, add `--batch 32 --workers 2`. Writes `docs/figures/adapters.json`.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import torch
from torch.nn import functional as F

from benchmarks.datasets import load_rows
from benchmarks.suites.director import view_and_plan
from tools.device import device
from training.corpus.examples import render_example
from training.datasets.plan_rows import PackedRows
from training.language.bases import BASES, learning_layers
from training.loop import learning_rate, optimizer_step, parameter_count
from training.models.train_director import load_base, plan_loss
from training.reports.figures import save_figures
from training.runtime import autocast, configure_process, stream_batches, to_device

WAYS: dict[str, tuple[int, float]] = {"full": (0, 6e-4), "rank 16": (16, 2e-3), "rank 64": (64, 2e-3)}
"""Rank of the adapters (0: none, all weights learn) and peak learning rate: adapters take longer strides."""
EVERY = 2
"""Of the held-out wordings, every so many-th is asked."""
SEED = 7
BASE = BASES["smollm2"]


def add_adapters(model: Any, rank: int) -> Any:
    """Put adapters into every matrix of the trimmed model's upper layers; they alone will learn."""
    from peft import LoraConfig, inject_adapter_in_model

    matrices = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    upper = list(range(BASE.frozen, BASE.layers))
    config = LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=matrices, layers_to_transform=upper)
    return inject_adapter_in_model(config, model)


@torch.no_grad()
def measure_held_out(model: Any, tokenizer: Any) -> tuple[float, float]:
    """Return loss and accuracy per token over the plans of every EVERY-th held-out wording."""
    losses = []
    right = []
    for row in load_rows("director")[::EVERY]:
        before, after = (tokenizer(part)["input_ids"] for part in render_example(*view_and_plan(row)))
        ids = torch.tensor([[*before, *after, tokenizer.eos_token_id]], device=device())
        with autocast():
            states = model.model(input_ids=ids, use_cache=False).last_hidden_state[0, len(before) - 1 : -1]
            scores = model.lm_head(states).float()
        truth = ids[0, len(before) :]
        losses.append(F.cross_entropy(scores, truth, reduction="none"))
        right.append(scores.argmax(-1) == truth)
    return float(torch.cat(losses).mean()), float(torch.cat(right).float().mean())


def tune(rank: int, peak: float, options: argparse.Namespace) -> dict[str, float]:
    """Tune one way, and return its figures.

    Args:
        rank: Rank of the adapters, 0 for none.
        peak: Peak learning rate.
        options: The command line's steps, batch and workers.
    """
    model, tokenizer = load_base("smollm2")
    model = model.to(device())
    learning_layers(model, BASE)
    if rank:
        model = add_adapters(model, rank).to(device())
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    supply = stream_batches(lambda seed: PackedRows(tokenizer, seed).stream(options.batch), options.workers, SEED)
    start = time.perf_counter()
    for step in range(options.steps):
        loss, _ = plan_loss(model, to_device(next(supply)))
        optimizer_step(optimizer, loss, learning_rate(step, options.steps, peak, warmup=20), learned)
        if step % 100 == 0:
            print(step, loss.item(), flush=True)
    minutes = (time.perf_counter() - start) / 60
    held_out_loss, right = measure_held_out(model, tokenizer)
    return {
        "learnt_m": round(parameter_count(learned), 2),
        "minutes": round(minutes, 2),
        "loss": round(held_out_loss, 4),
        "right": round(right, 4),
    }


def main() -> None:
    """Tune every way for as many steps."""
    configure_process()
    parser = argparse.ArgumentParser()
    parser.add_argument("steps", type=int)
    parser.add_argument("--batch", type=int, default=3)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    options = parser.parse_args()
    figures: dict[str, Any] = {"steps": options.steps, "rows": options.batch}
    for name, (rank, peak) in WAYS.items():
        torch.manual_seed(0)
        figures[name] = tune(rank, peak, options)
        print(name, figures[name], flush=True)
        save_figures("adapters", figures)


if __name__ == "__main__":
    main()
