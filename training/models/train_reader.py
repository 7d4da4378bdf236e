"""Train the painter's reader: from latents to the layout that they show.

`python -m training.models.train_reader MINUTES` starts or, where `cache/reader.pt` exists, goes on. On a GPU, add
`--batch 512 --workers 2`.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tools.device import device
from tools.networks.painter.layout import VARIANTS
from tools.networks.painter.reader import PocketReader
from training import CACHE
from training.datasets.latents import LatentBatches
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

NOISE = 0.4
"""How much the latents are disturbed (`perturb_latents`)."""


def untrained_reader() -> PocketReader:
    """Return an untrained reader for the storybook's present words."""
    reader: PocketReader = PocketReader(**VOCABULARY)
    return reader


def reading_loss(outputs: list[Tensor], maps: Tensor, wholes: Tensor) -> tuple[Tensor, list[float]]:
    """Return the loss of a reader's outputs, and its figures.

    Args:
        outputs: Scores of nouns, parts and colours by cell, and of scene, style and backdrop.
        maps: True nouns, parts and colours of the cells (B, 3, 64); noun 0 is an empty cell.
        wholes: True numbers of scene, style and variant (B, 3).

    Returns:
        The sum of the cross-entropies; and the loss with the accuracies of noun, part and colour on cells that show a
        thing.
    """
    nouns, parts, colors, *rest = outputs
    things = maps[:, 0] > 0
    named = F.cross_entropy(nouns[things], maps[:, 0][things]) + F.cross_entropy(colors[things], maps[:, 2][things])
    cells = F.cross_entropy(nouns.flatten(0, 1), maps[:, 0].flatten())
    cells = cells + F.cross_entropy(parts.flatten(0, 1), maps[:, 1].flatten())
    scene, style, variant = wholes.T
    truths = (scene, style, scene * VARIANTS + variant)
    whole = torch.stack([F.cross_entropy(o, truth) for o, truth in zip(rest, truths, strict=True)]).sum()
    loss = named + cells + 0.3 * whole
    pairs = ((nouns, maps[:, 0]), (parts, maps[:, 1]), (colors, maps[:, 2]))
    return loss, [loss.item(), *((o.argmax(-1) == truth)[things].float().mean().item() for o, truth in pairs)]


def train_reader(name: str, noise: float, *more_pools: str) -> None:
    """Train a reader for about as many minutes as the command line says.

    Args:
        name: Name of the checkpoint in the cache and of the log.
        noise: How much the latents are disturbed (`perturb_latents`).
        more_pools: Pools to learn from beside those of the painter.
    """
    configure_process()
    options = training_options(batch=16).parse_args()
    batches = LatentBatches("train", "dense", "painted", *more_pools)
    model = untrained_reader()
    print(parameter_count(model.parameters()), "M parameters", flush=True)
    path = CACHE / f"{name}.pt"
    done = load_checkpoint(path, model)
    run = torch.compile(model.to(device()))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    supply = stream_batches(lambda seed: batches.stream_perturbed(seed, options.batch, noise), options.workers)
    log = LossLog(name)
    budget = StepBudget(options.minutes)
    rows = []
    for step in budget:
        latents, maps, wholes = to_device(next(supply))
        with autocast():
            outputs = [o.float() for o in run(latents)]
        loss, row = reading_loss(outputs, maps, wholes)
        optimizer_step(optimizer, loss, learning_rate(step, budget.steps, options.peak), model.parameters())
        rows.append(row)
        count = step + 1
        if count % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + count, loss=mean[0], noun=mean[1], part=mean[2], color=mean[3])
        if count % 500 == 0 or count == budget.steps:
            save_checkpoint({"model": model.state_dict(), "step": done + count}, path)


if __name__ == "__main__":
    train_reader("reader", NOISE)
