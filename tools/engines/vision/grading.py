"""Whether a picture meets requirements, by the likeliest reading of what the independent grader finds in it.

Neither the painter nor the studio's loop ever uses these rules. `gouache bench grader` checks them against rendered
scenes, whose contents are known.
"""

from __future__ import annotations

from collections.abc import Collection

from tools.engines.vision.template_bank import SIDE
from tools.engines.vision.template_grader import Detection, PictureDetections
from tools.types import Requirement
from tools.vocabulary.storybook import geometry


def things_named(seen: PictureDetections, noun: str) -> list[Detection]:
    """Return the detected things with that name."""
    return [thing for thing in seen.things if thing.noun == noun]


def extra_things(seen: PictureDetections, wanted: Collection[str]) -> list[str]:
    """Return the names of detected things that are none of those wanted."""
    return [thing.noun for thing in seen.things if thing.noun not in wanted]


def center(things: list[Detection]) -> geometry.Point:
    """Return the centre of the box around a group's positions, as shares of the picture's side."""
    xs = [thing.x for thing in things]
    ys = [thing.y for thing in things]
    return (min(xs) + max(xs)) / 2 / SIDE, (min(ys) + max(ys)) / 2 / SIDE


def _likeliest(chances: dict[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


def is_met(seen: PictureDetections, requirement: Requirement) -> bool:
    """Return whether the picture meets a requirement, by the likeliest reading of every thing."""
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
    """Return whether the subject's things, of which there is at least one, meet a requirement of themselves."""
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
    """Return a requirement's probability; it is 0 or 1 but for existence, colour, scene and style."""
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
