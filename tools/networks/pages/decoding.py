"""From what every cell of a page says to its things: cells that agree on a box and a noun are one thing."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from tools.networks.pages.layout import CELLS
from tools.pages.page import MOST_THINGS

LEAST_CELL = 0.08
"""Cells with a smaller score have no vote."""
LEAST_SCORE = 0.15
"""Things with a smaller score are left out."""
MOST_CELLS = 384
"""Cells that have a vote at most, the best ones."""
_OVERLAP, _SAME_BOX = 0.45, 0.75
"""Overlaps from which cells of like nouns are one thing, and from which all cells are."""
_ALIKE = 0.35
"""Likeness of two distributions over nouns (Bhattacharyya's coefficient) from which the nouns are taken for one."""


class CellShares(NamedTuple):
    """What the cells of one page show, as probabilities; see `PageLogits` for the boxes."""

    noun: Tensor
    """(cells, N + 1); the first is none."""
    color: Tensor
    """(cells, C + 1)."""
    tone: Tensor
    """(cells, T + 1)."""
    ground: Tensor
    """(cells, G)."""
    flip: Tensor
    """(cells,)."""
    quality: Tensor
    """(cells,), the overlap that the cell's box is expected to have with the thing's."""
    boxes: Tensor
    """(cells, 4): middle across and down, width, height."""
    depth: Tensor
    """(cells,)."""


class FoundThing(NamedTuple):
    """One thing: the mean of what its cells say."""

    score: Tensor
    """(), in [0, 1]."""
    noun: Tensor
    """(N,), a distribution."""
    color: Tensor
    """(C + 1,)."""
    tone: Tensor
    """(T + 1,)."""
    ground: Tensor
    """(G,)."""
    flip: Tensor
    """(), the probability that it is mirrored."""
    box: Tensor
    """(4,)."""
    depth: Tensor
    """()."""


def corners(boxes: Tensor) -> Tensor:
    """Return left, top, right, bottom (..., 4) of boxes given by middle and size (..., 4)."""
    middle, half = boxes[..., :2], boxes[..., 2:] / 2
    return torch.cat([middle - half, middle + half], -1)


def overlaps(one: Tensor, other: Tensor) -> Tensor:
    """Return intersections over unions (N, M) of boxes (N, 4) and (M, 4), given by middle and size."""
    a, b = corners(one)[:, None], corners(other)[None]
    shared = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    areas = one[:, None, 2:].prod(-1) + other[None, :, 2:].prod(-1)
    return shared / (areas - shared).clamp(min=1e-9)


def _groups(boxes: Tensor, nouns: Tensor) -> Tensor:
    """Return for each box the number of the first, best one that it is one thing with.

    Args:
        boxes: (K, 4), the best first.
        nouns: (K, N), distributions.
    """
    roots = nouns.sqrt()
    overlap = overlaps(boxes, boxes)
    joined = ((overlap > _OVERLAP) & (roots @ roots.T > _ALIKE)) | (overlap > _SAME_BOX)
    owner = torch.full((len(boxes),), -1)
    for seed in range(len(boxes)):
        if owner[seed] < 0:
            owner[joined[seed] & (owner < 0)] = seed
            owner[seed] = seed
    return owner


def decode_things(shares: CellShares, least: float = LEAST_SCORE) -> list[FoundThing]:
    """Return a page's things from back to front, at most MOST_THINGS.

    Cells vote with the square of their score, the probability that they show something times the expected overlap. A
    thing inside another one, as a hat on a head, stays apart: only like nouns and the same box make one thing.

    Args:
        shares: what the cells say, on the CPU.
        least: things with a smaller score are left out.
    """
    something = 1 - shares.noun[:, 0]
    score = something * shares.quality
    voters = score.topk(min(MOST_CELLS, len(score))).indices
    voters = voters[score[voters] > LEAST_CELL]
    if not len(voters):
        return []
    # A copy with the voters' rows only; the rest of the work is on these.
    cells = CellShares(*(part[voters] for part in shares))
    score = score[voters]
    nouns = cells.noun[:, 1:] / something[voters, None].clamp(min=1e-6)
    owner = _groups(cells.boxes, nouns)
    for _ in range(2):
        # Groups whose means have come to the same thing are joined once more.
        seeds = owner.unique()
        votes = (owner[None] == seeds[:, None]) * score.square()
        best = ((votes * score).sum(1) / votes.sum(1)).argsort(descending=True)
        seeds, votes = seeds[best], votes[best] / votes[best].sum(1, keepdim=True)
        joined = seeds[_groups(votes @ cells.boxes, votes @ nouns)]
        owner = joined[(owner[None] == seeds[:, None]).long().argmax(0)]
    seeds = owner.unique()
    votes = (owner[None] == seeds[:, None]) * score.square()
    votes = votes / votes.sum(1, keepdim=True)
    scores = votes @ score
    kept = scores.argsort(descending=True)[:MOST_THINGS]
    kept = kept[scores[kept] >= least]
    if not len(kept):
        return []
    seeds, votes, scores = seeds[kept], votes[kept], scores[kept]
    means = [votes @ part for part in (nouns, *cells[1:5], cells.boxes, cells.depth)]
    shown = torch.full((CELLS**2,), -1)
    for number, seed in enumerate(seeds):
        shown[voters[owner == seed]] = number
    things = [FoundThing(scores[k], *(part[k] for part in means)) for k in range(len(kept))]
    return [things[k] for k in _back_to_front(means[-2], shown)]


def _back_to_front(boxes: Tensor, shown: Tensor) -> list[int]:
    """Return the order in which things are painted.

    Of two that share cells, the one that these cells show is in front; else the one whose foot is lower.

    Args:
        boxes: (M, 4).
        shown: (cells,), number of the thing that each cell shows; -1 for none.
    """
    line = (torch.arange(CELLS) + 0.5) / CELLS
    across, down = line.repeat(CELLS), line.repeat_interleave(CELLS)
    left, top, right, bottom = corners(boxes)[:, :, None].unbind(1)
    inside = ((across > left) & (across < right) & (down > top) & (down < bottom)).float()
    mine = inside * (shown[None] == torch.arange(len(boxes))[:, None])
    # Cells that lie in both boxes, by the thing that they show.
    counts = mine @ inside.T
    before = counts > counts.T
    left_over = sorted(range(len(boxes)), key=lambda k: float(bottom[k, 0]))
    order = []
    while left_over:
        free = (k for k in left_over if not any(before[k, other] for other in left_over if other != k))
        chosen = next(free, left_over[0])
        order.append(chosen)
        left_over.remove(chosen)
    return order
