"""How well pages are read: what cells say, which things are found, and what the whole page is."""

from __future__ import annotations

import torch
from torch import Tensor

from tools.networks.pages.decoding import overlaps
from tools.networks.pages.layout import PageTensors
from tools.networks.pages.reader import PageLogits, PageReader
from tools.networks.pages.reading import SURE, PageReading, likeliest
from training.pages.reading.targets import box_overlap, cell_targets

BOUNDS = {"": SURE, "_low": 0.25, "_high": 0.6}
"""Scores from which things count, by the end of the figure's name."""
WHOLE = ("place", "variant", "time", "weather", "look", "style")
_MATCH = 0.5
"""Overlap from which a found thing is the true one."""


@torch.no_grad()
def cell_figures(logits: PageLogits, page: PageTensors) -> dict[str, float]:
    """Return shares of cells in the middle of things that are read right, their mean overlap, and the whole's."""
    target = cell_targets(page)
    middle, nothing = target.middle, ~target.shown
    painted = middle & (target.kinds[..., 1] > 0)
    noun = logits.noun.argmax(-1)
    overlap, _ = box_overlap(logits.boxes, target.boxes)
    found = {
        "cells_nouns": _share(noun == target.kinds[..., 0] + 1, middle),
        "cells_nothing": _share(noun == 0, nothing),
        "cells_colors": _share(logits.color.argmax(-1) == target.kinds[..., 1], middle),
        "cells_painted_colors": _share(logits.color.argmax(-1) == target.kinds[..., 1], painted),
        "cells_grounds": _share(logits.ground.argmax(-1) == target.kinds[..., 3], middle),
        "cells_flips": _share((logits.flip > 0) == (target.flip > 0.5), middle),
        "cells_overlap": float(overlap[middle].mean()) if middle.any() else 0.0,
    }
    for name, logit, label in zip(WHOLE, logits.whole, page.whole.unbind(1), strict=True):
        if name != "variant":
            found[name] = float((logit.argmax(-1) == label).float().mean())
    return found


def _share(right: Tensor, of: Tensor) -> float:
    return float((right & of).sum() / of.sum().clamp(min=1))


def visible_rows(page: PageTensors, least: int = 1) -> list[list[int]]:
    """Return for each page the rows of its things that at least so many cells show."""
    target = cell_targets(page)
    counts = torch.zeros_like(page.boxes[..., 0]).scatter_add_(1, target.thing, target.shown.float())
    seen = (counts >= least) & (page.boxes[..., 2] > 0)
    return [row.nonzero()[:, 0].tolist() for row in seen]


@torch.no_grad()
def thing_figures(readings: list[PageReading], page: PageTensors, names: list[str], least: int = 1) -> dict[str, float]:
    """Return precision, recall and F1 of the things of pages; one counts where noun and box (`_MATCH`) are right.

    Args:
        readings: what was read.
        page: the truth.
        names: the nouns.
        least: cells that a thing must show to be looked for.
    """
    page = page.to("cpu")
    rows = visible_rows(page, least)
    found: dict[str, float] = {}
    for end, bound in BOUNDS.items():
        right = placed = told = 0
        for k, reading in enumerate(readings):
            things = sorted((t for t in reading.things if t.score >= bound), key=lambda t: -t.score)
            told += len(things)
            if not things or not rows[k]:
                continue
            boxes = torch.tensor([t.box for t in things])
            given = torch.cat([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], 1)
            x, foot, width, height = page.boxes[k, rows[k], :4].unbind(1)
            overlap = overlaps(given, torch.stack([x, foot - height / 2, width, height], 1))
            nouns = torch.tensor([names.index(likeliest(t.nouns)) for t in things])
            same = nouns[:, None] == page.kinds[k, rows[k], 0][None]
            right += _matches(overlap * same)
            placed += _matches(overlap)
        there = sum(map(len, rows))
        found[f"f1{end}"] = 2 * right / max(1, told + there)
        if not end:
            found |= {"precision": right / max(1, told), "recall": right / max(1, there)}
            found["f1_boxes"] = 2 * placed / max(1, told + there)
    return found


def _matches(overlap: Tensor) -> int:
    """Return how many pairs match, each found thing (row, the surest first) with the true one that fits best."""
    free = overlap.clone()
    count = 0
    for row in range(len(free)):
        best = int(free[row].argmax())
        if float(free[row, best]) >= _MATCH:
            count += 1
            free[:, best] = 0
    return count


@torch.no_grad()
def read_figures(model: PageReader, inputs: Tensor, page: PageTensors, batch: int = 32) -> dict[str, float]:
    """Return the figures of the things that a reader finds on pages."""
    readings = [reading for part in inputs.split(batch) for reading in model.read(part)]
    figures: dict[str, float] = thing_figures(readings, page, list(model.config.nouns))
    return figures
