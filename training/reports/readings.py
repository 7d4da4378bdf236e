"""How well pictures to edit are read: `python -m training.reports.readings` writes docs/figures/readings.json.

On rendered pictures that training never saw: the share read without a mistake, and with every place and size right,
with the nouns known or not, and for each single order of packing. On the edit suite's first turns: the share of
starts whose reading holds for the brief, and of composed layouts that hold after the edit, were the paint perfect.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch

from agent.brief.edits import apply_edits
from agent.brief.wording import edit_instruction
from agent.brief.wording import brief_prompt
from benchmarks.datasets import load_edit_sessions, load_pictures
from benchmarks.judges import rules
from tools import profiles
from tools.model_manager import ModelManager
from tools.networks.painter import layout
from training.latents import latents_of
from training.reports.cards import FIGURES
from training.reports.label import seen
from training.scenes import pool
from training.scenes.layouts import layout_of

RENDERED = 200


def _rendered(reader: Any) -> dict[str, Any]:
    latents, pairs = latents_of("test"), pool.pairs("test")[:RENDERED]
    orders, found = layout._ORDERS, dict[str, Any]()
    for name, tried in {"all orders": orders, **{f"order {power}": (power,) for power in orders}}.items():
        layout._ORDERS = tried
        for known in (False, True):
            rows = []
            for row, pair in enumerate(pairs):
                truth = layout_of(pair.before)
                nouns = {thing.noun for thing in truth.things} if known else ()
                things = reader.read(latents[row : row + 1, 0].to(reader.dtype), nouns)[0].things
                spots = [{(t.y, t.x, t.size) for t in some} for some in (things, truth.things)]
                rows.append((set(things) == set(truth.things), spots[0] == spots[1]))
            whole, placed = np.mean(rows, 0).round(3).tolist()
            found[f"{name}, nouns {'known' if known else 'unknown'}"] = {"whole": whole, "places_and_sizes": placed}
    layout._ORDERS = orders
    return found


def _edited(pipeline: Any) -> dict[str, float]:
    rows, read, composed = load_edit_sessions(), list[bool](), list[bool]()
    for number, (row, picture) in enumerate(zip(rows, load_pictures("edits", len(rows)), strict=True)):
        brief, change = row["brief"], row["edits"][0]
        after = apply_edits(brief, [change])
        words = f"{edit_instruction(brief, change)}: {brief_prompt(after)}"
        before = pipeline.read(pipeline.encode(picture), [words])
        made = pipeline.compose([words], before, [torch.Generator().manual_seed(number)])[0]
        read.append(rules.passes_strict(seen(before), brief))
        composed.append(rules.passes_strict(seen(made), after))
    return {
        "read": round(float(np.mean(read)), 3),
        "composed": round(float(np.mean(composed)), 3),
        "sessions": len(rows),
    }


def main() -> None:
    """Measure and write."""
    pipeline = ModelManager(profiles.load_profile("pocket")).get("editor").pipeline
    figures = {"rendered": _rendered(pipeline.reader), "first_turns": _edited(pipeline), "pictures": RENDERED}
    (FIGURES / "readings.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
