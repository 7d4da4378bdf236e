"""What the director is shown: the brief, where we stand among the pictures, and the exchange at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan

MESSAGE_LIMIT = 600
"""Characters of a message that reach the language model."""
STEPS = 6
"""Newest pictures whose making the language model is told."""


class HistoryStep(NamedTuple):
    """One picture: its number, the number of the one it came from, the plan that made it, what it was to show."""

    number: int
    parent: int | None
    plan: Plan
    brief: Brief


@dataclass(frozen=True)
class View:
    """The narrow context of one interpretation; its size does not grow with the session."""

    brief: Brief
    focus: str | None
    pictures: int
    at: int | None
    exchange: tuple[tuple[str, str], ...]
    """("user" or "you", text) from the first message still open to the newest."""
    steps: tuple[HistoryStep, ...] = ()
    """The first picture and the newest, oldest first; see `steps_shown`."""
    own: bool = False
    """Whether the picture goes back to a file of the person's: it may show what no brief says."""


def _element(element: Element) -> str:
    count = str(element.count) if element.count > 1 else ""
    words = [count, element.size, element.color, element.noun, element.doing, element.place]
    more = f"({', '.join(element.attributes)})" if element.attributes else ""
    return " ".join(word for word in (*words, more) if word)


def focus_after(brief: Brief, do: str, edits: tuple[Edit, ...], before: str | None) -> str | None:
    """What "it" stands for after a turn: the thing named last, or the only one; `before` where none was named."""
    names = [e.what for e in brief.elements]
    if len(names) == 1:
        return names[0]
    named = [e.to if e.op == "replace" else e.what for e in edits if e.op in ("add", "change", "replace")]
    found = before if do != "create" and not named else None if do == "create" else named[-1]
    if found is None or found in names:
        return found
    return _renamed(found, brief, edits)


def _renamed(name: str, brief: Brief, edits: tuple[Edit, ...]) -> str | None:
    """The name that a thing has now, which what changed of it may have changed: the red balloon is the green one."""
    said = next((edit.values for edit in reversed(edits) if name in (edit.what, edit.to)), {})
    of_its_kind = [element for element in brief.elements if name.endswith(element.noun)]
    true = [e for e in of_its_kind if all(getattr(e, key) == value for key, value in said.items() if key != "count")]
    return (true or of_its_kind)[-1].what if of_its_kind else None


def _change(edit: Edit) -> str:
    match edit.op:
        case "add":
            return f"+{edit.what}"
        case "remove" | "avoid":
            return f"-{edit.what or edit.to}"
        case "replace":
            return f"{edit.what}>{edit.to}"
        case "change":
            values = [str(v) for v in edit.values.values()]
            words = [*values, *edit.attributes, *(f"no {word}" for word in edit.without)]
            return " ".join([edit.what or "", *words, *([f"{edit.rel} {edit.of}"] if edit.rel else [])])
        case "clear":
            return f"-{edit.what or edit.to}"
        case "swap":
            return f"{edit.what}<>{edit.of} {edit.to}"
        case _:
            return edit.to or ""


def _step(step: HistoryStep) -> str:
    """A picture in few words: its number, its origin, what its turn changed, and what it was to show.

    The origin is told only where it is not the picture before.
    """
    origin = f"<{step.parent}" if step.parent and step.parent != step.number - 1 else ""
    changed = ", ".join(map(_change, step.plan.edits)) or step.plan.method or step.plan.intent
    aspects = (words for _, words in step.brief.aspects)
    shows = [*map(_element, step.brief.elements), *filter(None, (step.brief.scene, step.brief.style)), *aspects]
    content = f": {', '.join(shows)}" if shows else ""
    return f"{step.number}{origin} {'new' if step.plan.intent == 'create' else changed}{content}"


def steps_shown(steps: Sequence[HistoryStep]) -> tuple[HistoryStep, ...]:
    """Of all steps those that a view tells: the first, and the newest."""
    return (*steps[: 1 if len(steps) > STEPS else 0], *steps[-STEPS:])


def pictures_shown(view: View) -> list[int]:
    """Numbers of the pictures that a view tells of, and of the first."""
    newest = range(max(1, view.pictures - STEPS + 1), view.pictures + 1)
    return sorted({*newest, *([1] if view.pictures else [])})


def _brief(brief: Brief) -> str:
    parts = [_element(e) for e in brief.elements]
    parts += [f"{r.subject} {r.kind} {r.landmark}" for r in brief.relations]
    parts += [f"scene {brief.scene}"] if brief.scene else []
    parts += [f"style {brief.style}"] if brief.style else []
    parts += [f"{kind} {words}" for kind, words in brief.aspects]
    parts += [f"without {name}" for name in brief.avoid]
    return "; ".join([*parts, *brief.notes]) or "nothing"


def render_view(view: View) -> str:
    """The pocket director's input, up to where its plan begins.

    What grows only at its end comes first, so that the keys and values of one turn serve the next.
    """
    lines = [f"made: {'; '.join(map(_step, view.steps))}"] if view.steps else []
    if view.pictures:
        lines.append(f"pictures: {view.pictures}, at {view.at}")
    lines.append(f"have: {_brief(view.brief)}")
    if view.focus:
        lines.append(f"focus: {view.focus}")
    for who, text in view.exchange:
        lines.append(f"{who}: {' '.join(text.split())[:MESSAGE_LIMIT]}")
    return "\n".join([*lines, "plan: "])
