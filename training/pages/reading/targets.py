"""What every cell of a page should say, how much it counts, and the loss of what it says instead."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from tools.networks.pages.decoding import corners
from tools.networks.pages.layout import CELLS, PageTensors
from tools.networks.pages.reader import PageLogits

LEAST_SIDE = 1.5
"""Cells that a thing counts at least as wide and as high, so that the thinnest one has a cell of its own."""
_PAD = 0.75
"""Cells around a thing's box where its outline may be, and which hardly count."""
NOTHING, BESIDE = 0.25, 0.03
"""Weights of cells that show nothing, and of those of them in a pad."""
_MOST_WEIGHT = 6.0
_WHOLE_WEIGHTS = (1.0, 0.3, 0.6, 0.6, 0.4, 1.0)
"""Weights of place, variant, time, weather, look and style."""


class CellTargets(NamedTuple):
    """What cells should say; all (B, cells) but the boxes."""

    thing: Tensor
    """Row of the front thing, int64; 0 where there is none."""
    shown: Tensor
    """Whether there is one, bool."""
    weight: Tensor
    """How much the cell counts: more in the middle of a thing, and more if the thing has few cells."""
    middle: Tensor
    """Whether it lies in the ellipse that touches the thing's box, bool."""
    kinds: Tensor
    """(B, cells, 4), int64: noun, colour, tone, ground."""
    boxes: Tensor
    """(B, cells, 4): middle across and down, width, height."""
    depth: Tensor
    flip: Tensor


def cell_targets(page: PageTensors) -> CellTargets:
    """Return what the cells of pages should say.

    A drawing seldom fills the corners of its box. So a thing whose ellipse holds the cell counts before one that holds
    it in a corner only; the painter's order decides among equals.
    """
    line = (torch.arange(CELLS, device=page.boxes.device) + 0.5) / CELLS
    x, foot, width, height, depth, flip = page.boxes.unbind(-1)
    wide, high = (side.clamp(min=LEAST_SIDE / CELLS)[..., None] / 2 for side in (width, height))
    middle_y = foot - height / 2
    across, down = (line - x[..., None]).abs(), (line - middle_y[..., None]).abs()
    distance = ((down / high).square()[..., :, None] + (across / wide).square()[..., None, :]).flatten(2)
    there = (width > 0)[..., None]

    def within(pad: float) -> Tensor:
        rows, columns = down <= high + pad / CELLS, across <= wide + pad / CELLS
        return (rows[..., :, None] & columns[..., None, :]).flatten(2) & there

    inside, round_it = within(0.0), within(_PAD)
    number = torch.arange(1, width.shape[1] + 1, device=width.device)[:, None]
    rank = torch.where(inside, number + ((distance <= 1) & there) * (width.shape[1] + 1), 0)
    best, thing = rank.max(1)
    shown = best > 0
    thing = torch.where(shown, thing, 0)
    own = distance.gather(1, thing[:, None])[:, 0]
    cells = torch.zeros_like(width).scatter_add_(1, thing, shown.to(width.dtype)).gather(1, thing)
    near = (-1.2 * own).exp().clamp(min=0.05)
    weight = (near * 12 / cells.clamp(min=1) ** 0.75).clamp(max=_MOST_WEIGHT)
    nothing = torch.where(round_it.any(1), BESIDE, NOTHING)
    kinds = page.kinds.gather(1, thing[..., None].expand(-1, -1, 4))
    boxes = torch.stack([x, middle_y, width, height], -1).gather(1, thing[..., None].expand(-1, -1, 4))
    return CellTargets(
        thing, shown, torch.where(shown, weight, nothing), shown & (own <= 1), kinds, boxes.float(),
        depth.gather(1, thing), flip.gather(1, thing),
    )  # fmt: skip


def box_overlap(one: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
    """Return the overlap (intersection over union), and the generalised one (arXiv:1902.09630), of pairs of boxes.

    Args:
        one: (..., 4), middle and size.
        other: the same.
    """
    a, b = corners(one), corners(other)
    shared = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).prod(-1)
    union = one[..., 2:].prod(-1) + other[..., 2:].prod(-1) - shared
    overlap = shared / union.clamp(min=1e-9)
    return overlap, overlap - (hull - union) / hull.clamp(min=1e-9)


def reading_loss(logits: PageLogits, page: PageTensors, mirrored: Tensor) -> Tensor:
    """Return the loss of what the network says of pages.

    Args:
        logits: what it says.
        page: the truth.
        mirrored: (B,), bool: pages that were turned over, whose backdrops are none of the place's variants.
    """
    target = cell_targets(page)
    weight, of_thing = target.weight, target.weight * target.shown
    total, things = weight.sum().clamp(min=1), of_thing.sum().clamp(min=1)

    def cells(logit: Tensor, label: Tensor) -> Tensor:
        return F.cross_entropy(logit.flatten(0, 1).float(), label.flatten(), reduction="none").view(label.shape)

    noun = (cells(logits.noun, torch.where(target.shown, target.kinds[..., 0] + 1, 0)) * weight).sum() / total
    color, tone, ground = (
        (cells(part, target.kinds[..., k]) * of_thing).sum() / things
        for k, part in enumerate((logits.color, logits.tone, logits.ground), 1)
    )
    flip = F.binary_cross_entropy_with_logits(logits.flip.float(), target.flip.float(), reduction="none")
    overlap, generalised = box_overlap(logits.boxes, target.boxes)
    apart = (corners(logits.boxes) - corners(target.boxes)).abs().sum(-1)
    far = (logits.depth - target.depth).abs()
    wanted = torch.where(target.shown, overlap.detach().clamp(0, 1), 0.0)
    quality = F.binary_cross_entropy_with_logits(logits.quality.float(), wanted, reduction="none")
    on_things = 2 * (1 - generalised) + 3 * apart + 0.2 * flip + far
    boxes = (on_things * of_thing).sum() / things
    whole = _whole_loss(logits.whole, page.whole, mirrored)
    return noun + (quality * weight).sum() / total + boxes + 0.5 * color + 0.2 * tone + 0.2 * ground + 0.3 * whole


def _whole_loss(logits: tuple[Tensor, ...], whole: Tensor, mirrored: Tensor) -> Tensor:
    place, variant, *rest = whole.unbind(1)
    variants = logits[1].shape[1] // logits[0].shape[1]
    labels = [place, place * variants + variant, *rest]
    pairs = zip(logits, labels, strict=True)
    losses = [F.cross_entropy(logit.float(), label, reduction="none") for logit, label in pairs]
    losses[1] = losses[1] * ~mirrored
    total: Tensor = sum(weight * loss.mean() for weight, loss in zip(_WHOLE_WEIGHTS, losses, strict=True))
    return total
