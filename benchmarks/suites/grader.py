"""The independent grader on rendered pictures, whose contents are known: `gouache bench grader`."""

from __future__ import annotations

from benchmarks.datasets import load_edit_sessions, load_labelled_pictures, load_pictures
from benchmarks.judges import rules
from benchmarks.judges.calibration import Answers, accuracy, rates_by_kind
from benchmarks.measuring import Figures
from benchmarks.proportions import proportion
from tools.hooks import Progress


def run(quick: bool, progress: Progress) -> Figures:  # noqa: ARG001
    """Measure every kind of requirement, and whole briefs under strict rules.

    A quick run measures all of it too: it takes seconds.
    """
    grader = rules.Grader()
    answers: Answers = {}
    labelled = load_labelled_pictures("eyes")
    for view, (_, labels) in zip(grader.see([picture for picture, _ in labelled]), labelled, strict=True):
        for requirement, holds in labels:
            answers.setdefault(requirement.kind, []).append((float(rules.is_met(view, requirement)), holds))
    progress(1, 2)
    sessions = load_edit_sessions()
    views = grader.see(load_pictures("edits", len(sessions)))
    passed = [rules.passes_strict(view, session["brief"]) for view, session in zip(views, sessions, strict=True)]
    progress(2, 2)
    # Verdicts of yes and no have no calibration.
    kinds = {kind: {"tpr": rates["tpr"], "fpr": rates["fpr"]} for kind, rates in rates_by_kind(answers).items()}
    return {
        "accuracy_rendered": accuracy(answers),
        "kinds": kinds,
        "whole_briefs": proportion(passed),
        "weights_mb": round(grader.nbytes() / 2**20, 1),
    }
