"""Quality and time with fewer sampling steps: `python -m training.reports.sampling_steps`.

Writes docs/figures/rungs.json.
"""

from __future__ import annotations

import time

from benchmarks.datasets import load_painter_briefs
from benchmarks.judges import rules
from benchmarks.proportions import proportion
from benchmarks.suites.painter import QUICK_EVERY, paint_briefs
from tools import profiles
from tools.model_manager import ModelManager
from training.reports.figures import save_figures

SETTINGS = ((20, 3.0), (20, 1.0), (8, 1.0), (4, 1.0), (2, 1.0), (1, 1.0))
"""Steps and guidance."""


def main() -> None:
    """Measure every setting on half of the quick suite's briefs, with the same seeds."""
    profile = profiles.load_profile("pocket")
    grader = rules.Grader()
    painter = ModelManager(profile).get("painter")
    chosen = [(row["brief"], number) for number, row in enumerate(load_painter_briefs()[:: 2 * QUICK_EVERY])]
    rows = []
    for steps, guidance in SETTINGS:
        settings = profile.model_copy(update={"steps": steps, "guidance": guidance})
        start = time.perf_counter()
        views = grader.see(paint_briefs(painter, chosen, settings, lambda _: None))
        seconds = (time.perf_counter() - start) / len(chosen)
        strict = [rules.passes_strict(view, brief) for view, (brief, _) in zip(views, chosen, strict=True)]
        loose = [rules.passes_geneval(view, brief) for view, (brief, _) in zip(views, chosen, strict=True)]
        row = {
            "steps": steps,
            "evaluations": steps * (2 if guidance > 1 else 1),
            "seconds_in_batches": round(seconds, 3),
            "strict": proportion(strict),
            "geneval": proportion(loose),
        }
        rows.append(row)
        print(row, flush=True)
    save_figures("rungs", rows)


if __name__ == "__main__":
    main()
