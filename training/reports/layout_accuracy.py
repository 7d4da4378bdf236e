"""How well pictures to edit are read: `python -m training.reports.layout_accuracy` writes docs/figures/readings.json.

On rendered pictures that training never saw: the share read without a mistake, and with every place and size right,
with the nouns known or not, and for each single order of packing. On the edit suite's first turns: the share of
starts whose reading holds for the brief, and of composed layouts that hold after the edit, were the paint perfect.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch
from torch import Tensor

from agent.brief.content import change_of, content_of
from agent.brief.edits import apply_edits
from agent.brief.wording import brief_prompt, edit_instruction
from benchmarks.datasets import load_edit_sessions, load_pictures
from benchmarks.judges import rules
from tools import profiles
from tools.model_manager import ModelManager
from tools.networks.painter import layout as packing
from tools.networks.painter.layout import Layout
from training.datasets.latents import load_latents
from training.reports.figures import save_figures
from training.reports.ideal_detections import ideal_detections
from training.scenes.layouts import layout_of
from training.scenes.pool import load_pairs

RENDERED = 200
"""Rendered pictures."""


def _reading_accuracy(reader: Any, latents: Tensor, layouts: list[Layout], known: bool) -> dict[str, float]:
    """Return the shares of pictures read without a mistake, and with every place and size right.

    Args:
        reader: The painter's reader.
        latents: Of the pictures (N, 16, 16, 16).
        layouts: True layouts.
        known: Whether the reader is told which nouns there are.
    """
    rows = []
    for picture, layout in zip(latents.split(1), layouts, strict=True):
        truth = layout.things
        nouns = {thing.noun for thing in truth} if known else ()
        things = reader.read(picture.to(reader.dtype), nouns)[0].things
        read_spots, true_spots = ({(t.y, t.x, t.size) for t in some} for some in (things, truth))
        rows.append((set(things) == set(truth), read_spots == true_spots))
    whole, placed = np.mean(rows, 0).round(3).tolist()
    return {"whole": whole, "places_and_sizes": placed}


def _measure_rendered(reader: Any) -> dict[str, dict[str, float]]:
    latents = load_latents("test")[:RENDERED, 0]
    layouts = [layout_of(pair.before) for pair in load_pairs("test")[:RENDERED]]
    orders = packing.POWERS
    choices: dict[str, tuple[float, ...]] = {"all orders": orders, **{f"order {power}": (power,) for power in orders}}
    figures = {}
    for name, tried in choices.items():
        packing.POWERS = tried
        for known in (False, True):
            title = f"{name}, nouns {'known' if known else 'unknown'}"
            figures[title] = _reading_accuracy(reader, latents, layouts, known)
    packing.POWERS = orders
    return figures


def _measure_first_turns(pipeline: Any) -> dict[str, float]:
    rows = load_edit_sessions()
    read: list[bool] = []
    composed: list[bool] = []
    for number, (row, picture) in enumerate(zip(rows, load_pictures("edits", len(rows)), strict=True)):
        brief = row["brief"]
        edit = row["edits"][0]
        after = apply_edits(brief, [edit])
        words = f"{edit_instruction(edit)}: {brief_prompt(after)}"
        contents = [content_of(after)]
        change = change_of([edit])
        before = pipeline.read(pipeline.encode(picture), contents, change)
        generator = torch.Generator().manual_seed(number)
        made = pipeline.compose([words], before, [generator], contents, change)[0]
        read.append(rules.passes_strict(ideal_detections(before), brief))
        composed.append(rules.passes_strict(ideal_detections(made), after))
    return {
        "read": round(float(np.mean(read)), 3),
        "composed": round(float(np.mean(composed)), 3),
        "sessions": len(rows),
    }


def main() -> None:
    """Measure and write."""
    pipeline = ModelManager(profiles.load_profile("pocket")).get("editor").pipeline
    figures = {
        "rendered": _measure_rendered(pipeline.reader),
        "first_turns": _measure_first_turns(pipeline),
        "pictures": RENDERED,
    }
    save_figures("readings", figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
