"""What the painter of pages is trained by, and the figures that say how far it is."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from tools.networks.pages.layout import CELLS, PATCH, PageTensors, cell_layers

THING_WEIGHT = 3.0
"""How often a thing's cells count: backdrops are learnt long before things are."""
SMALL_WEIGHT = 2.0
"""How much more a small thing's cells count than a large one's: there are few of them, and a blur hides all of it."""
SIZES = {"small": (0.0, 5.0), "middle": (5.0, 10.0), "large": (10.0, float(CELLS) * 2)}
"""Heights of things in latent cells, from and below, by which errors are told apart."""
EDITED = 0.25
"""Share of the pages of a batch that are painted into a given picture, as an edit is."""


class Task(NamedTuple):
    """What the network is to do with a batch."""

    noisy: Tensor
    """(B, C, CELLS, CELLS)."""
    time: Tensor
    """(B,)."""
    given: Tensor
    """(B, TOKENS), bool: tokens that it is given."""


def draw_task(latents: Tensor, page: PageTensors) -> Task:
    """Draw times, noise, and what is given of some pages: all but the surroundings of one thing.

    Times lie where few-step sampling evaluates the network, near the noise more often than near the picture.
    """
    b = len(latents)
    time = torch.sigmoid(torch.randn(b, device=latents.device) * 1.2 + 0.4)
    noisy = torch.lerp(latents, torch.randn_like(latents), time[:, None, None, None])
    edited = torch.rand(b, device=latents.device) < EDITED
    given = _outside_one_thing(page.boxes) & edited[:, None]
    return Task(noisy, time, given)


def _outside_one_thing(boxes: Tensor) -> Tensor:
    """Return the tokens (B, TOKENS) that lie more than a token away from one thing of each page."""
    there = (boxes[..., 2] > 0).float()
    chosen = torch.multinomial(there + 1e-9, 1)[..., None].expand(-1, -1, 4)
    x, foot, width, height = boxes[..., :4].gather(1, chosen)[:, 0].unbind(1)
    side = CELLS // PATCH
    center = (torch.arange(side, device=boxes.device) + 0.5) / side
    far_x = (center - x[:, None]).abs() > width[:, None] / 2 + 1.5 / side
    far_y = (center - (foot - height / 2)[:, None]).abs() > height[:, None] / 2 + 1.5 / side
    return (far_y[:, :, None] | far_x[:, None, :]).flatten(1)


def painted_cells(given: Tensor) -> Tensor:
    """Return the cells (B, CELLS * CELLS), bool, that are to be painted where some tokens (B, TOKENS) are given."""
    side = CELLS // PATCH
    tokens = ~given.view(-1, side, side)
    return tokens.repeat_interleave(PATCH, 1).repeat_interleave(PATCH, 2).flatten(1)


def weighted_loss(error: Tensor, page: PageTensors, given: Tensor) -> Tensor:
    """Return the mean of squared errors (B, C, CELLS, CELLS) of clean latents where they are to be painted.

    Errors weigh alike at all times: few steps never come near the picture, where nothing but grain is left to predict.
    """
    layers = cell_layers(page.boxes)
    height = page.boxes[..., 3].gather(1, layers.thing[:, 0]) * CELLS
    of_thing = torch.where(height < SIZES["small"][1], THING_WEIGHT * SMALL_WEIGHT, THING_WEIGHT)
    weights = torch.where(layers.shown[:, 0], of_thing, 1.0) * painted_cells(given)
    return (error.mean(1).flatten(1) * weights).sum() / weights.sum()


@torch.no_grad()
def measure(error: Tensor, page: PageTensors, given: Tensor) -> dict[str, float]:
    """Return the mean squared error on all cells, on things' cells, and on those of things of each size.

    Only what is to be painted counts. A kind of cell that a batch does not have is left out.
    """
    layers = cell_layers(page.boxes)
    thing, shown = layers.thing[:, 0], layers.shown[:, 0]
    height = page.boxes[..., 3].gather(1, thing) * CELLS
    painted = painted_cells(given)
    parts = {"all": painted, "things": shown & painted}
    parts |= {name: shown & painted & (height >= low) & (height < high) for name, (low, high) in SIZES.items()}
    cells = error.mean(1).flatten(1)
    return {name: float(cells[part].mean()) for name, part in parts.items() if part.any()}
