"""Put right what small models write that can't be meant.

They name one thing in several edits. "A dog left of a tree" names two things, and they write the dog alone; "a penguin
in the snow" names a thing and a scene, and they put the one beside the other.
"""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.references import find_element, two_sides
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.base import TermKind, Vocabulary


def join_repeated(plan: Plan, view: View, vocabulary: Vocabulary) -> Plan:
    """The plan with one edit for what several add or change of one thing that the messages name once.

    Where they contradict each other, that thing's attribute stays open.
    """
    text = _said(view)
    groups: dict[tuple[object, ...], list[Edit]] = {}
    for at, edit in enumerate(plan.edits):
        alone = edit.op not in ("add", "change") or text.count((edit.what or "").lower()) > 1
        key = (edit.op, at if alone else _canonical(edit.what, vocabulary))
        if edit.op == "add" and any(two_of_a_kind(edit, other, text, vocabulary) for other in groups.get(key, ())):
            key = (edit.op, at)  # Two of a kind, which the message names once.
        groups.setdefault(key, []).append(edit)
    return plan.model_copy(update={"edits": tuple(map(_joined, groups.values()))})


def two_of_a_kind(one: Edit, other: Edit, text: str, vocabulary: Vocabulary) -> bool:
    """Whether two edits give their things different colours, sizes or places that a text, in lower case, names both."""
    kinds: tuple[TermKind, ...] = ("color", "size", "place")

    def named(kind: TermKind, value: str) -> bool:
        known = vocabulary.find(kind, value) or value
        return any(name.lower() in text for name in (value, *vocabulary.names(kind, known)))

    pairs = ((kind, getattr(one, kind), getattr(other, kind)) for kind in kinds)
    return any(a and b and a != b and named(kind, a) and named(kind, b) for kind, a, b in pairs)


def _joined(edits: list[Edit]) -> Edit:
    """What all edits of one thing say, without what they contradict each other in."""
    said: dict[str, set[object]] = {}
    for edit in edits:
        for key, value in edit.model_dump(exclude_none=True).items():
            said.setdefault(key, set()).add(value)
    agreed = {key for key, values in said.items() if len(values) == 1} | {"what"}
    agreed -= set() if {"rel", "of"} <= agreed or edits[0].op == "swap" else {"rel", "of"}
    merged = {key: value for edit in reversed(edits) for key, value in edit.model_dump(exclude_none=True).items()}
    for key in ("attributes", "without"):  # They add to each other.
        merged[key] = tuple(dict.fromkeys(word for edit in edits for word in getattr(edit, key)))
        agreed.add(key)
    return Edit.model_validate({key: value for key, value in merged.items() if key in agreed})


def settle_landmarks(plan: Plan, view: View, vocabulary: Vocabulary) -> Plan:
    """The plan with every landmark in the picture.

    One that is not there is added if the message names it. One that is a scene of the vocabulary becomes the scene, and
    one that the message does not name is no landmark.
    """
    if plan.intent not in ("create", "edit"):
        return plan
    brief = view.brief if plan.intent == "edit" else None
    text = _said(view)
    added = {
        _canonical(word, vocabulary) for edit in plan.edits for word in (edit.what, edit.to) if edit.op != "change"
    }
    present = added | set(brief.names if brief else ())

    def is_there(of: str) -> bool:
        return _canonical(of, vocabulary) in present or (
            brief is not None and find_element(of, brief, vocabulary) in brief.names
        )

    edits: list[Edit] = []
    more: list[Edit] = []
    for edit in plan.edits:
        of = edit.of or ""
        sides = two_sides(of) if edit.rel == "between" and not is_there(of) else [of]
        missing = [side for side in sides if not is_there(side)]
        if edit.rel is None or not missing:
            edits.append(edit)
            continue
        if (scene := vocabulary.find("scene", of)) and vocabulary.find("thing", of) is None:
            more += [] if any(other.op == "scene" for other in plan.edits) else [Edit(op="scene", to=scene)]
        elif all(side.lower() in text for side in missing):
            edits.append(edit)
            more += [Edit(op="add", what=side) for side in missing]
            continue
        bare = edit.model_copy(update={"rel": None, "of": None})
        if edit.op != "change" or edit.describes:
            edits.append(bare)
    together = tuple(dict.fromkeys([*edits, *more]))
    return plan.model_copy(update={"edits": together}) if together else plan


def _canonical(word: str | None, vocabulary: Vocabulary) -> str | None:
    return vocabulary.find("thing", word or "") or word


def _said(view: View) -> str:
    return " ".join(words for who, words in view.exchange if who == "user").lower()
