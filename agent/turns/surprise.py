"""A wish that the studio chooses, where a person leaves it the choice."""

from __future__ import annotations

import random

from agent.brief.edits import Edit
from agent.director.plan import Plan
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Term, TermKind, Vocabulary

_COMPANY = ("animal", "plant", "food", "vehicle", "building", "household", "toy", "music", "sport", "thing")
"""Groups of what stands beside an animal."""
_INDOORS = frozenset({"room", "kitchen", "library", "classroom", "gym", "stage"})
_WIDE = frozenset({"building", "vehicle"})
"""Groups that no room holds."""


def surprise_plan(seed: int, vocabulary: Vocabulary) -> Plan:
    """A sensible wish, the same for the same seed: an animal of some colour with something beside it, somewhere.

    Args:
        seed: Chooses.
        vocabulary: The words that the painter knows; of one that lists none the storybook's serve.
    """
    known = vocabulary if vocabulary.terms("thing") else vocabulary_of("storybook")
    draw = random.Random(seed)

    def names(kind: TermKind) -> list[str]:
        return [term.name for term in known.terms(kind)]

    scene = draw.choice([name for name in names("scene") if name not in ("plain", "space", "underwater")])
    things = known.terms("thing")
    hero = draw.choice(_of(things, ("animal",)) or list(things))
    groups = [group for group in _COMPANY if scene not in _INDOORS or group not in _WIDE]
    others = [term for term in _of(things, groups) or list(things) if term != hero]
    edits = [
        Edit(op="add", what=hero.name, color=draw.choice(names("color")) if draw.random() < 0.6 else None),
        Edit(op="add", what=draw.choice(others).name, count=draw.choice([None, None, 2, 3])),
        Edit(op="scene", to=scene),
    ]
    if draw.random() < 0.5:
        edits.append(Edit(op="style", to=draw.choice(names("style"))))
    return Plan(intent="create", edits=tuple(edits))


def _of(things: tuple[Term, ...], groups: tuple[str, ...] | list[str]) -> list[Term]:
    return [term for term in things if term.group in groups]
