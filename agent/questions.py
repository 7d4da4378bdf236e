"""The brief's requirements as questions for the eyes, and its changes as lines for people."""

from __future__ import annotations

from agent.brief import Brief, Element, phrase
from tools.values import Requirement
from tools.world.captions import parse


def requirements(brief: Brief) -> list[Requirement]:
    """Parents first: a thing before its colour, count, size and place; then relations, scene, style, absences."""
    asked: list[Requirement] = []
    for element in brief.elements:
        asked.append(Requirement(kind="exists", subject=element.what))
        asked.append(Requirement(kind="count", subject=element.what, value=str(element.count)))
        for kind in ("color", "size", "place"):
            value = getattr(element, kind)
            if value:
                asked.append(Requirement(kind=kind, subject=element.what, value=value))
    asked += [Requirement(kind="relation", subject=r.subject, value=r.kind, object=r.object) for r in brief.relations]
    if brief.scene:
        asked.append(Requirement(kind="scene", value=brief.scene))
    if brief.style:
        asked.append(Requirement(kind="style", value=brief.style))
    return [*asked, *(Requirement(kind="absent", subject=name) for name in brief.avoid)]


def seen(words: list[str]) -> Brief:
    """A brief of what a caption in the eyes' grammar says: nouns, counts, colours, scene and style."""
    things, scene, style = parse(words)
    elements = {t.noun: Element(what=t.noun, count=t.count, color=t.color or None) for t in things}
    return Brief(elements=tuple(elements.values()), scene=scene or None, style=style or None)


def changes(before: Brief, after: Brief) -> tuple[str, ...]:
    """What differs between two briefs, a line each: "+ a red bird", "- the castle", "~ scene: beach"."""
    lines = []
    old, new = {e.what: e for e in before.elements}, {e.what: e for e in after.elements}
    lines += [f"- {phrase(e)}" for name, e in old.items() if name not in new]
    lines += [f"+ {phrase(e)}" for name, e in new.items() if name not in old]
    lines += [f"~ {phrase(old[n])} → {phrase(e)}" for n, e in new.items() if n in old and old[n] != e]
    for relation in after.relations:
        if relation not in before.relations:
            lines.append(f"+ {relation.subject} {relation.kind} {relation.object}")
    for name in ("scene", "style"):
        was, is_ = getattr(before, name), getattr(after, name)
        if was != is_:
            lines.append(f"~ {name}: {is_ or 'any'}" + (f" (was {was})" if was else ""))
    lines += [f"+ note: {note}" for note in after.notes if note not in before.notes]
    lines += [f"+ avoid: {name}" for name in after.avoid if name not in before.avoid]
    return tuple(lines)
