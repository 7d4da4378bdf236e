"""Rules that decide whether a picture meets a brief, over what the independent grader finds in it.

Neither the painter nor the studio's loop ever uses them. `gouache bench grader` checks them against rendered scenes,
whose contents are known.
"""

from __future__ import annotations

from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from tools.engines.vision.template_bank import SIDE
from tools.engines.vision.template_grader import Detection, Grader, PictureDetections
from tools.types import Requirement
from tools.vocabulary.storybook import geometry

__all__ = [
    "SIDE", "Detection", "Grader", "PictureDetections", "center", "extra_things", "is_met", "passes_geneval",
    "passes_strict", "probability", "things_named",
]  # fmt: skip


def things_named(seen: PictureDetections, noun: str) -> list[Detection]:
    """The detected things with that name."""
    return [thing for thing in seen.things if thing.noun == noun]


def center(things: list[Detection]) -> geometry.Point:
    """Centre of the box around a group's positions, as shares of the picture's side."""
    xs = [thing.x for thing in things]
    ys = [thing.y for thing in things]
    return (min(xs) + max(xs)) / 2 / SIDE, (min(ys) + max(ys)) / 2 / SIDE


def _likeliest(chances: dict[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


def is_met(seen: PictureDetections, requirement: Requirement) -> bool:
    """Whether the picture meets a requirement, by the likeliest reading of every thing."""
    things = things_named(seen, requirement.subject)
    match requirement.kind:
        case "scene":
            return _likeliest(seen.scenes) == requirement.value
        case "style":
            return _likeliest(seen.styles) == requirement.value
        case "absent":
            return not things
        case "count":
            return len(things) == int(requirement.value)
        case _:
            return bool(things) and _things_meet(things, seen, requirement)


def _things_meet(things: list[Detection], seen: PictureDetections, requirement: Requirement) -> bool:
    """Whether the subject's things, of which there is at least one, meet a requirement of themselves."""
    value = requirement.value
    match requirement.kind:
        case "color":
            return all(thing.color == value for thing in things)
        case "size":
            return all(_likeliest(thing.sizes) == value for thing in things)
        case "place":
            return geometry.place(center(things)) == value
        case "relation":
            others = things_named(seen, requirement.object)
            return bool(others) and geometry.holds(value, center(things), center(others))
        case _:  # "exists"
            return True


def probability(seen: PictureDetections, requirement: Requirement) -> float:
    """Probability of a requirement where the grader has one (existence, colour, scene, style), else 0 or 1."""
    subject, value = requirement.subject, requirement.value
    exists = max((thing.score * thing.nouns.get(subject, 0.0) for thing in seen.things), default=0.0)
    match requirement.kind:
        case "scene":
            return seen.scenes.get(value, 0.0)
        case "style":
            return seen.styles.get(value, 0.0)
        case "exists":
            return exists
        case "absent":
            return 1 - exists
        case "color":
            likeliest = max(seen.things, key=lambda thing: thing.nouns.get(subject, 0.0), default=None)
            return likeliest.colors.get(value, 0.0) if likeliest else 0.0
        case _:
            return float(is_met(seen, requirement))


def extra_things(seen: PictureDetections, brief: Brief) -> list[str]:
    """Names of detected things that the brief does not have."""
    wanted = {element.what for element in brief.elements}
    return [thing.noun for thing in seen.things if thing.noun not in wanted]


def passes_strict(seen: PictureDetections, brief: Brief) -> bool:
    """Whether every requirement is met, counts included, and nothing else is in the picture."""
    return not extra_things(seen, brief) and all(is_met(seen, requirement) for requirement in requirements_of(brief))


def passes_geneval(seen: PictureDetections, brief: Brief) -> bool:
    """Whether a picture passes by GenEval's own rules (arXiv:2310.11513).

    Counts matter only where more than one is asked for, and extra things are allowed.
    """
    several = {element.what for element in brief.elements if element.count > 1}
    asked = [r for r in requirements_of(brief) if r.kind != "count" or r.subject in several]
    return all(is_met(seen, requirement) for requirement in asked)
