"""Rules that decide whether a picture meets a whole brief, over what the independent grader finds in it.

Neither the painter nor the studio's loop ever uses them. `gouache bench grader` checks them against rendered scenes,
whose contents are known.
"""

from __future__ import annotations

from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from tools.engines.vision.grading import center, extra_things, is_met, probability, things_named
from tools.engines.vision.template_bank import SIDE
from tools.engines.vision.template_grader import Detection, Grader, PictureDetections

__all__ = [
    "SIDE", "Detection", "Grader", "PictureDetections", "center", "extra_things", "is_met", "passes_geneval",
    "passes_strict", "probability", "things_named",
]  # fmt: skip


def passes_strict(seen: PictureDetections, brief: Brief) -> bool:
    """Whether every requirement is met, counts included, and nothing else is in the picture."""
    return not extra_things(seen, brief.names) and all(
        is_met(seen, requirement) for requirement in requirements_of(brief)
    )


def passes_geneval(seen: PictureDetections, brief: Brief) -> bool:
    """Whether a picture passes by GenEval's own rules (arXiv:2310.11513).

    Counts matter only where more than one is asked for, and extra things are allowed.
    """
    several = {element.what for element in brief.elements if element.count > 1}
    asked = [r for r in requirements_of(brief) if r.kind != "count" or r.subject in several]
    return all(is_met(seen, requirement) for requirement in asked)
