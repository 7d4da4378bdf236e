"""Train the pocket painter's transformer: from layouts to the latents of their pictures.

`python -m training.models.train_painter MINUTES` starts or, where `cache/painter.pt` exists, goes on. On a GPU, add
`--batch 512 --workers 2`.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from tools.device import device
from tools.networks.painter.layout import CELLS
from tools.networks.painter.transformer import PocketTransformer
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

LEAST_TIME = 0.25
"""Below this time errors weigh as at it.

The velocity's own weight, 1 / time squared, would spend everything on fine grain.
"""
TABLE_STRIDE = 5.0
"""Factor on the learning rate of the tables, whose rows are seen seldom."""


def untrained_painter() -> PocketTransformer:
    """Return an untrained painter for the storybook's present words."""
    painter: PocketTransformer = PocketTransformer(**VOCABULARY)
    return painter


def thing_weights(maps: Tensor) -> Tensor:
    """Return loss weights (B, 1, 16, 16) of latents: 3 in the cells of things, 1 elsewhere.

    Backdrops are learnt long before things are.

    Args:
        maps: Layouts' maps (B, 3, 64).
    """
    things = (maps[:, 0] > 0).float().view(-1, 1, CELLS, CELLS)
    return 1 + 2 * things.repeat_interleave(2, 2).repeat_interleave(2, 3)


def build_optimizer(model: PocketTransformer) -> torch.optim.Optimizer:
    """Return AdamW with longer strides and no decay for the model's tables."""
    tables = [p for table in (model.shapes, model.looks, model.backdrops) for p in table.parameters()]
    chosen = {id(p) for p in tables}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    groups = [{"params": rest, "stride": 1.0}, {"params": tables, "stride": TABLE_STRIDE, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def flow_loss(error: Tensor, maps: Tensor, time: Tensor) -> Tensor:
    """Return the rectified-flow loss of squared errors (B, 16, 16, 16) of clean latents at times (B,)."""
    weights = thing_weights(maps)
    flow = (error * weights).mean((1, 2, 3)) / time.clamp(min=LEAST_TIME) ** 2
    return flow.mean() / weights.mean()


def thing_error(error: Tensor, maps: Tensor, given: Tensor) -> Tensor:
    """Return the mean squared error in the cells that show things and are to be painted."""
    things = (maps[:, 0] > 0) & ~given
    cells = error.mean(1).view(-1, CELLS, 2, CELLS, 2).mean((2, 4)).flatten(1)
    return cells[things].mean()


def main() -> None:
    """Train for about as many minutes as the command line says; keep the weights in the cache."""
    configure_process()
    parser = training_options(batch=20)
    parser.add_argument("--name", default="painter", help="name of the checkpoint and of the log")
    options = parser.parse_args()
    batches = LatentBatches("train", "dense")
    model = untrained_painter()
    print(parameter_count(model.parameters()), "M parameters", flush=True)
    path = CACHE / f"{options.name}.pt"
    if not path.exists():
        model.backdrops.weight.data.copy_(batches.backdrop_latents())
    done = load_checkpoint(path, model)
    model.to(device())
    predict_clean = torch.compile(model.clean)
    optimizer = build_optimizer(model)
    supply = stream_batches(lambda seed: batches.stream(seed, options.batch), options.workers)
    log = LossLog(options.name)
    budget = StepBudget(options.minutes)
    rows = []
    for step in budget:
        data, maps, wholes, known, given = to_device(next(supply))
        time = torch.sigmoid(torch.randn(len(data), device=device()) * 1.2 + 0.4)
        noisy = torch.lerp(data, torch.randn_like(data), time[:, None, None, None])
        with autocast():
            clean = predict_clean(noisy, time, maps, wholes, known, given)
        error = (clean.float() - data).pow(2)
        loss = flow_loss(error, maps, time)
        optimizer_step(optimizer, loss, learning_rate(step, budget.steps, options.peak), model.parameters())
        rows.append((loss.item(), thing_error(error, maps, given).item()))
        count = step + 1
        if count % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + count, flow=mean[0], things=mean[1])
        if count % 1000 == 0 or count == budget.steps:
            save_checkpoint({"model": model.state_dict(), "step": done + count}, path)


if __name__ == "__main__":
    main()
