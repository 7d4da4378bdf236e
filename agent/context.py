"""What the director is shown: the brief, where we stand among the pictures, and the exchange at hand."""

from __future__ import annotations

from dataclasses import dataclass

from agent.brief import Brief, Element

MESSAGE_LIMIT = 600
"""Characters of a message that reach the language model."""


@dataclass(frozen=True)
class View:
    """The narrow context of one interpretation; its size does not grow with the session."""

    brief: Brief
    focus: str | None
    pictures: int
    at: int | None
    exchange: tuple[tuple[str, str], ...]
    """("user" or "you", text) from the first message still open to the newest."""


def _element(element: Element) -> str:
    words = [str(element.count) if element.count > 1 else "", element.size, element.color, element.what, element.place]
    return " ".join(word for word in words if word)


def _brief(brief: Brief) -> str:
    parts = [_element(e) for e in brief.elements]
    parts += [f"{r.subject} {r.kind} {r.object}" for r in brief.relations]
    parts += [f"scene {brief.scene}"] if brief.scene else []
    parts += [f"style {brief.style}"] if brief.style else []
    parts += [f"without {name}" for name in brief.avoid]
    return "; ".join([*parts, *brief.notes]) or "nothing"


def render(view: View) -> str:
    """The pocket director's input, up to where its plan begins."""
    lines = [f"have: {_brief(view.brief)}"]
    if view.focus:
        lines.append(f"focus: {view.focus}")
    if view.pictures:
        lines.append(f"pictures: {view.pictures}, at {view.at}")
    for who, text in view.exchange:
        lines.append(f"{who}: {' '.join(text.split())[:MESSAGE_LIMIT]}")
    return "\n".join([*lines, "plan: "])
