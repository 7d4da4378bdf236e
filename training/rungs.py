"""The quality lost at each rung of fewer steps: `python -m training.rungs` writes docs/figures/rungs.json.

The undistilled painter comes from `cache/painter.pt`, the distilled one from `cache/painter_distilled.pt`.
"""

from __future__ import annotations

import json
import time

import torch

from agent.bench import judge
from agent.bench.painter import QUICK, briefs, paint
from agent.bench.shares import share
from tools import profiles
from tools.shelf import Shelf
from training.art import CACHE
from training.cards import FIGURES

RUNGS = (("guided", 20, 3.0), ("guided", 8, 3.0), ("distilled", 20, 1.0), ("distilled", 8, 1.0), ("distilled", 4, 1.0),
         ("distilled", 2, 1.0))  # fmt: skip
"""Weights, steps, guidance."""
EVERY = 2 * QUICK


def main() -> None:
    """Every rung on the same briefs and seeds."""
    profile, grader, rows = profiles.load("pocket"), judge.Grader(), []
    painter = Shelf(profile).get("painter")
    files = {"guided": CACHE / "painter.pt", "distilled": CACHE / "painter_distilled.pt"}
    weights = {name: torch.load(path, weights_only=True)["average"] for name, path in files.items()}
    chosen = [(row["brief"], number) for number, row in enumerate(briefs()[::EVERY])]
    for name, steps, guidance in RUNGS:
        painter.pipeline.transformer.load_state_dict(weights[name])
        settings = profile.model_copy(update={"steps": steps, "guidance": guidance})
        start = time.perf_counter()
        views = grader.see(paint(painter, chosen, settings, lambda count: None))
        seconds = (time.perf_counter() - start) / len(chosen)
        strict = [judge.strict(view, brief) for view, (brief, _) in zip(views, chosen, strict=True)]
        loose = [judge.geneval(view, brief) for view, (brief, _) in zip(views, chosen, strict=True)]
        evaluations = steps * (2 if guidance > 1 else 1)
        rows.append(
            {"weights": name, "steps": steps, "evaluations": evaluations, "seconds_in_batches": round(seconds, 3),
             "strict": share(strict), "geneval": share(loose)}
        )  # fmt: skip
        print(rows[-1], flush=True)
    (FIGURES / "rungs.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
