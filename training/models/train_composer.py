"""Train the painter's composer: from prompts, and layouts to edit, to layouts.

`python -m training.models.train_composer MINUTES` starts or, where `cache/composer.pt` exists, goes on. On a GPU, add
`--batch 256 --workers 4`.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from agent.brief.wording import brief_prompt
from tools.device import device
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.tokens import END
from training import CACHE
from training.datasets.layouts import LayoutBatches
from training.language_model import build_text_encoder
from training.loop import (
    LossLog,
    StepBudget,
    learning_rate,
    load_checkpoint,
    optimizer_step,
    parameter_count,
    save_checkpoint,
    training_options,
)
from training.runtime import autocast, configure_process, stream_batches, to_device
from training.scenes.layouts import VOCABULARY

STATISTICS = 1500
"""Captions over which the text features' statistics are taken."""


def accuracies(model: PocketComposer, logits: Tensor, targets: Tensor) -> list[float]:
    """Return the shares of nouns, of cells and of ends that are right."""
    codes = model.codes
    first = codes.first["noun"]
    right = logits.argmax(-1) == targets
    nouns = (targets >= first) & (targets < first + codes.count["noun"])
    cells = targets >= codes.first["cell"]
    return [right[mask].float().mean().item() for mask in (nouns, cells, targets == END)]


def main() -> None:
    """Train for about as many minutes as the command line says; keep the weights in the cache."""
    configure_process()
    parser = training_options(batch=24)
    parser.add_argument("--edits", type=float, default=0.45, help="share of the rows that are edits")
    options = parser.parse_args()
    batches = LayoutBatches(options.edits)
    model = PocketComposer(**VOCABULARY)
    captions = [brief_prompt(pair.before.brief) for pair in batches.pairs[:STATISTICS]]
    encoder, tokenizer, statistics = build_text_encoder(captions)
    print(parameter_count(model.parameters()), "M parameters", flush=True)
    path = CACHE / "composer.pt"
    done = load_checkpoint(path, model)
    # Rows and texts differ in length: compiling every pair of lengths takes longer than it saves.
    model.to(device())
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    supply = stream_batches(lambda seed: batches.stream(seed, tokenizer, options.batch, model.longest), options.workers)
    log = LossLog("composer")
    budget = StepBudget(options.minutes)
    rows = []
    for step in budget:
        ids, mask, inputs, targets = to_device(next(supply))
        with autocast():
            logits = model(inputs, encoder(ids, mask), mask).float()
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
        rate = learning_rate(step, budget.steps, options.peak)
        optimizer_step(optimizer, loss, rate, model.parameters())
        rows.append([loss.item(), *accuracies(model, logits, targets)])
        count = step + 1
        if count % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + count, loss=mean[0], noun=mean[1], cell=mean[2], end=mean[3])
        if count % 500 == 0 or count == budget.steps:
            save_checkpoint({"model": model.state_dict(), "step": done + count, **statistics}, path)


if __name__ == "__main__":
    main()
