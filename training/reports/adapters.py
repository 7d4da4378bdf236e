"""Full tuning beside low-rank adapters (LoRA, arXiv:2106.09685): `python -m training.reports.adapters STEPS`.

Every way starts from the base model's first layers, tunes the upper ones for so many steps on rows of one seed, and is
then asked for the held-out wordings' plans: loss a token over the whole vocabulary, and the share of tokens that are
right. Needs `pip install peft`; a GPU wants `--batch 32 --workers 2`. Writes `docs/figures/adapters.json`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional as F

from benchmarks.datasets import load_rows
from benchmarks.suites.director import view_and_plan
from tools.device import device
from tools.networks.language.text_encoder import TEXT_LAYERS
from training import text
from training.common import drawn, fast_dtype, fast_start, rate, sent
from training.corpus.dialogues import lines
from training.models.train_director import EXTRA_WORDS, LAYERS, Rows, loss_of, trimmed

WAYS: dict[str, tuple[int, float]] = {"full": (0, 6e-4), "rank 16": (16, 2e-3), "rank 64": (64, 2e-3)}
"""Rank of the adapters (0: none, all weights learn) and peak learning rate: adapters take longer strides."""
EVERY, SEED = 2, 7
FIGURES = Path(__file__).parents[2] / "docs" / "figures" / "adapters.json"


def adapted(model: Any, rank: int) -> Any:
    """The trimmed model with adapters in every matrix of its upper layers, they alone to be learnt."""
    from peft import LoraConfig, inject_adapter_in_model

    matrices = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    upper = list(range(TEXT_LAYERS, LAYERS))
    config = LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=matrices, layers_to_transform=upper)
    return inject_adapter_in_model(config, model)


@torch.no_grad()
def heard(model: Any, tokenizer: Any) -> tuple[float, float]:
    """Loss and accuracy a token of every EVERY-th held-out wording's plan."""
    losses, right = [], []
    for row in load_rows("director")[::EVERY]:
        before, after = (tokenizer(part)["input_ids"] for part in lines(*view_and_plan(row)))
        ids = torch.tensor([[*before, *after, tokenizer.eos_token_id]], device=device())
        with fast_dtype():
            states = model.model(input_ids=ids, use_cache=False).last_hidden_state[0, len(before) - 1 : -1]
            scores = model.lm_head(states).float()
        truth = ids[0, len(before) :]
        losses.append(F.cross_entropy(scores, truth, reduction="none"))
        right.append(scores.argmax(-1) == truth)
    return float(torch.cat(losses).mean()), float(torch.cat(right).float().mean())


def tuned(rank: int, peak: float, options: argparse.Namespace) -> dict[str, float]:
    """One way's figures."""
    model, tokenizer = text.base()
    model = trimmed(model).to(device())
    if rank:
        model = adapted(model, rank).to(device())
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    batches = drawn(lambda seed: Rows(tokenizer, seed).draw(options.batch), options.workers, SEED)
    start = time.perf_counter()
    for step in range(options.steps):
        extra = torch.randint(model.config.vocab_size, (EXTRA_WORDS,), device=device())
        batch = sent(next(batches))
        with fast_dtype():
            loss, _ = loss_of(model, batch, extra)
        optimizer.param_groups[0]["lr"] = rate(step, options.steps, peak, warmup=20)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        if step % 100 == 0:
            print(step, loss.item(), flush=True)
    minutes = (time.perf_counter() - start) / 60
    loss_held, right = heard(model, tokenizer)
    count = sum(p.numel() for p in learned) / 1e6
    return {
        "learnt_m": round(count, 2), "minutes": round(minutes, 2), "loss": round(loss_held, 4), "right": round(right, 4)
    }  # fmt: skip


def main() -> None:
    """Every way for as many steps."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("steps", type=int)
    parser.add_argument("--batch", type=int, default=3)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    options = parser.parse_args()
    found = {}
    for name, (rank, peak) in WAYS.items():
        torch.manual_seed(0)
        found[name] = tuned(rank, peak, options)
        print(name, found[name], flush=True)
        FIGURES.write_text(json.dumps({"steps": options.steps, "rows": options.batch, **found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
