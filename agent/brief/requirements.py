"""The brief's requirements as questions for the eyes."""

from __future__ import annotations

from agent.brief.diff import relation_asked
from agent.brief.kinds import pairs
from agent.brief.model import Brief
from tools.types import Requirement

_SEEN = ("time", "weather", "light", "palette", "look", "lettering")
"""Aspects that a look at the picture can tell."""


def unchecked_of(brief: Brief) -> list[Requirement]:
    """What is kept and painted, but no yes or no can be asked about: mood, framing, and what fits nowhere."""
    aspects = [Requirement(kind=kind, value=words) for kind, words in brief.aspects if kind in ("mood", "framing")]
    return [*aspects, *(Requirement(kind="note", value=note) for note in brief.notes)]


def requirements_of(brief: Brief, before: Brief | None = None) -> list[Requirement]:
    """What to ask of a picture: a thing before its attributes; then relations, scene, style, and what must be absent.

    Args:
        brief: What the picture must show.
        before: The brief of the picture that was edited; what it had and `brief` has not must be gone.
    """
    asked: list[Requirement] = []
    for element in brief.elements:
        asked.append(Requirement(kind="exists", subject=element.what))
        asked.append(Requirement(kind="count", subject=element.what, value=str(element.count)))
        for kind in ("color", "size", "place"):
            value = getattr(element, kind)
            if value:
                asked.append(Requirement(kind=kind, subject=element.what, value=value))
        true_of_it = [*filter(None, (element.doing,)), *element.attributes]
        asked += [Requirement(kind="attribute", subject=element.what, value=words) for words in true_of_it]
    asked += map(relation_asked, brief.relations)
    if brief.scene:
        asked.append(Requirement(kind="scene", value=brief.scene))
    if brief.style:
        asked.append(Requirement(kind="style", value=brief.style))
    asked += [Requirement(kind=kind, value=words) for kind, words in brief.aspects if kind in _SEEN]
    gone = [old.what for old, new in pairs(before, brief) if old and new is None] if before else []
    absent = dict.fromkeys([*brief.avoid, *gone])
    return [*asked, *(Requirement(kind="absent", subject=name) for name in absent)]
