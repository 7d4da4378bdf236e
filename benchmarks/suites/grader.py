"""The grader against rendered truth: `gouache bench grader`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.judges import rules
from benchmarks.shares import share
from benchmarks.sheets import sheet
from benchmarks.suites.edits import sessions
from benchmarks.suites.eyes import rates, truths


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """The grader against rendered truth: every kind of requirement, and whole briefs under strict rules.

    All of it, quick or not: it takes seconds.
    """
    grader, found = rules.Grader(), dict[str, list[tuple[float, bool]]]()
    rows = truths()
    for view, (_, facts) in zip(grader.see([picture for picture, _ in rows]), rows, strict=True):
        for requirement, holds in facts:
            found.setdefault(requirement.kind, []).append((float(rules.met(view, requirement)), holds))
    progress(1, 2)
    whole = sessions()
    views = grader.see(sheet("edits", len(whole)))
    exact = [rules.strict(view, row["brief"]) for view, row in zip(views, whole, strict=True)]
    progress(2, 2)
    accuracy, kinds = rates(found)
    for rate in kinds.values():
        del rate["ece"]  # Verdicts of yes and no have no calibration.
    return {
        "accuracy_rendered": accuracy,
        "kinds": kinds,
        "whole_briefs": share(exact),
        "weights_mb": round(grader.nbytes() / 2**20, 1),
    }
