"""Layouts of pages as tensors: what each latent cell shows of their things, and which cells differ between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from tools.pages.layouts import PageLayout
from tools.pages.page import MOST_THINGS

CELLS = 32
"""Latent cells along a page's side."""
PATCH = 2
"""Latent cells along a token's side."""
TOKENS = (CELLS // PATCH) ** 2
LAYERS = 2
"""Things that a cell can show: the front one and the one behind it."""
_PAD_SIDE, _PAD_TOP, _PAD_FOOT = 0.75, 0.75, 1.25
"""Cells around a thing's box that it changes: its outline's and, below its foot, its shadow's."""
_SPREAD = 0.06
"""Share of its width by which rings on the water and shadows reach beyond it."""


class PageTensors(NamedTuple):
    """Layouts as the network takes them; rows of `kinds` and `boxes` are things from back to front, then padding."""

    kinds: Tensor
    """(B, MOST_THINGS, 4), int64: noun, colour, tone, ground."""
    boxes: Tensor
    """(B, MOST_THINGS, 6), float32: x, foot, width, height, depth, flip (0 or 1). The width of padding is 0."""
    whole: Tensor
    """(B, 6), int64; see `PageLayout.whole`."""

    def to(self, device: str) -> PageTensors:
        """Return the same on a device."""
        return PageTensors(*(tensor.to(device, non_blocking=True) for tensor in self))


def to_tensors(layouts: Sequence[PageLayout]) -> PageTensors:
    """Return layouts as tensors.

    Raises:
        ValueError: a layout has more than MOST_THINGS things.
    """
    kinds = torch.zeros(len(layouts), MOST_THINGS, 4, dtype=torch.long)
    boxes = torch.zeros(len(layouts), MOST_THINGS, 6)
    for k, layout in enumerate(layouts):
        if len(layout.things) > MOST_THINGS:
            raise ValueError(f"A page holds at most {MOST_THINGS} things, and this layout has {len(layout.things)}.")
        for i, t in enumerate(layout.things):
            kinds[k, i] = torch.tensor([t.noun, t.color, t.tone, t.ground])
            boxes[k, i] = torch.tensor([t.x, t.foot, t.width, t.height, t.depth, t.flip])
    return PageTensors(kinds, boxes, torch.tensor([layout.whole for layout in layouts]))


class CellLayers(NamedTuple):
    """What each latent cell shows, the front thing first; all (B, LAYERS, cells)."""

    thing: Tensor
    """Row of the thing, int64; 0 where there is none."""
    shown: Tensor
    """Whether there is a thing, bool."""
    across: Tensor
    """Where the cell's middle lies in the thing's box, from 0 (left) to 1; a little beyond in the pad around it."""
    down: Tensor
    """The same from 0 (top) to 1 (foot)."""


def cell_layers(boxes: Tensor, cells: int = CELLS) -> CellLayers:
    """Return which two things each cell shows, and which part of them.

    A cell within a thing's box shows it before one that lies only in the pad of another.

    Args:
        boxes: (B, N, 6), see `PageTensors`.
        cells: cells along the page's side.
    """
    center = (torch.arange(cells, device=boxes.device) + 0.5) / cells
    x, foot, width, height = (boxes[..., k, None] for k in range(4))
    across = (center - (x - width / 2)) / width.clamp(min=1e-4)
    down = (center - (foot - height)) / height.clamp(min=1e-4)
    side = torch.maximum(_PAD_SIDE / cells / width.clamp(min=1e-4), torch.full_like(width, _SPREAD))
    high, low = (pad / cells / height.clamp(min=1e-4) for pad in (_PAD_TOP, _PAD_FOOT))
    near_x, in_x = (across > -side) & (across < 1 + side), (across >= 0) & (across <= 1)
    near_y, in_y = (down > -high) & (down < 1 + low), (down >= 0) & (down <= 1)
    there = (width > 0)[..., None]
    near = near_y[..., :, None] & near_x[..., None, :] & there
    inside = in_y[..., :, None] & in_x[..., None, :] & there
    number = torch.arange(1, boxes.shape[1] + 1, device=boxes.device)[:, None, None]
    # What a cell lies within counts before what it lies beside; the painter's order decides among equals.
    rank = torch.where(near, number + inside * (boxes.shape[1] + 1), 0).flatten(2)
    chosen = rank.topk(LAYERS, 1)
    # The two stand in the painter's order again.
    row = torch.where(chosen.values > 0, chosen.indices, -1).sort(1, descending=True).values
    thing, shown = row.clamp(min=0), row >= 0
    return CellLayers(thing, shown, _part(across, thing, cells, False), _part(down, thing, cells, True))


def _part(shares: Tensor, thing: Tensor, cells: int, rows: bool) -> Tensor:
    """Return things' shares (B, N, cells) along one axis at cells (B, LAYERS, cells * cells) that show them."""
    line = torch.arange(cells, device=thing.device)
    place = line.repeat_interleave(cells) if rows else line.repeat(cells)
    return shares.flatten(1).gather(1, (thing * cells + place).flatten(1)).view(thing.shape)


def changed_cells(before: PageLayout, after: PageLayout, cells: int = CELLS) -> Tensor:
    """Return the latent cells (cells, cells), bool, that differ between two pages.

    Shadows and overlaps count: they lie in the pad of a thing's box, and a cell shows two things. One more cell around
    differs, too, since latents see a little of their neighbours. Where anything of the whole page differs (place, hour,
    weather, look, style), every cell does.
    """
    if before.whole != after.whole:
        return torch.ones(cells, cells, dtype=torch.bool)
    changed = (_content(before, cells) != _content(after, cells)).any(0).view(1, 1, cells, cells)
    grown = F.max_pool2d(changed.float(), 3, 1, 1)
    return grown[0, 0] > 0


def _content(layout: PageLayout, cells: int) -> Tensor:
    """Return all that each cell's layers show (LAYERS * 10, cells * cells); zeros where they show nothing."""
    tensors = to_tensors([layout])
    layers = cell_layers(tensors.boxes, cells)
    rows = torch.cat([tensors.kinds[0] + 1.0, tensors.boxes[0]], -1)
    content = rows[layers.thing[0]] * layers.shown[0][..., None]
    return content.permute(0, 2, 1).reshape(-1, cells**2)


def tokens_of(cells: Tensor) -> Tensor:
    """Return the tokens (B, tokens), bool, in which any of the marked cells (B, cells, cells) lies."""
    marked = F.max_pool2d(cells.float()[:, None], PATCH)
    return marked.flatten(1) > 0
