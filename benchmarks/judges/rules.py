"""The suites' rules, over what the independent grader sees; neither the painter nor the studio's loop ever meets it.

`gouache bench grader` checks it against rendered truth.
"""

from __future__ import annotations

from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from tools.engines.vision.template_bank import SIDE
from tools.engines.vision.template_grader import Detection, Grader, PictureDetections
from tools.types import Requirement
from tools.vocabulary.storybook import geometry

__all__ = ["SIDE", "Grader", "chance", "extras", "geneval", "met", "middle", "named", "strict"]


def named(seen: PictureDetections, noun: str) -> list[Detection]:
    """The detected things of that name."""
    return [thing for thing in seen.things if thing.noun == noun]


def middle(things: list[Detection]) -> geometry.Point:
    """Centre of a group as shares of the side."""
    xs, ys = [t.x for t in things], [t.y for t in things]
    return (min(xs) + max(xs)) / 2 / SIDE, (min(ys) + max(ys)) / 2 / SIDE


def met(seen: PictureDetections, requirement: Requirement) -> bool:
    """Whether the picture meets a requirement, by the likeliest reading of every thing."""
    things, value = named(seen, requirement.subject), requirement.value
    match requirement.kind:
        case "scene":
            return max(seen.scenes, key=lambda name: seen.scenes[name]) == value
        case "style":
            return max(seen.styles, key=lambda name: seen.styles[name]) == value
        case "absent":
            return not things
        case "count":
            return len(things) == int(value)
        case _ if not things:
            return False
        case "exists":
            return True
        case "color":
            return all(t.color == value for t in things)
        case "size":
            return all(max(t.sizes, key=lambda name: t.sizes[name]) == value for t in things)
        case "place":
            return geometry.place(middle(things)) == value
        case "relation":
            others = named(seen, requirement.object)
            return bool(others) and geometry.holds(value, middle(things), middle(others))


def chance(seen: PictureDetections, requirement: Requirement) -> float:
    """Probability of a requirement, soft where the grader is: existence, colour, scene, style."""
    subject, value = requirement.subject, requirement.value
    exists = max((t.score * t.nouns.get(subject, 0.0) for t in seen.things), default=0.0)
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
            likest = max(seen.things, key=lambda t: t.nouns.get(subject, 0.0), default=None)
            return likest.colors.get(value, 0.0) if likest else 0.0
        case _:
            return float(met(seen, requirement))


def extras(seen: PictureDetections, brief: Brief) -> list[str]:
    """Detected things that the brief does not name."""
    wanted = {e.what for e in brief.elements}
    return [t.noun for t in seen.things if t.noun not in wanted]


def strict(seen: PictureDetections, brief: Brief) -> bool:
    """Every requirement met, counts included, and nothing else in the picture."""
    return not extras(seen, brief) and all(met(seen, r) for r in requirements_of(brief))


def geneval(seen: PictureDetections, brief: Brief) -> bool:
    """GenEval's own rules (arXiv:2310.11513): counts matter only where more than one is asked; extras are allowed."""
    several = {e.what for e in brief.elements if e.count > 1}
    return all(met(seen, r) for r in requirements_of(brief) if r.kind != "count" or r.subject in several)
