"""A brief and its edits as structure for painters that need no English, and a brief from what was read in words."""

from __future__ import annotations

from collections.abc import Iterable

from agent.brief.edits import Edit, Operation, landmarks
from agent.brief.model import Brief, Element
from tools.content import ChangeSpec, ContentSpec, Freedom, ThingSpec
from tools.vocabulary.english import with_article

_OF_THINGS: tuple[Operation, ...] = ("add", "remove", "change", "replace", "avoid")
"""Operations that name a thing."""


def content_of(brief: Brief) -> ContentSpec:
    """What the brief's picture shows."""
    things = tuple(ThingSpec(name=e.noun, count=_stated_count(e)) for e in brief.elements)
    return ContentSpec(things=things, scene=brief.scene, style=brief.style)


def _stated_count(element: Element) -> int | None:
    """How many of it there must be; None for one of what English does not count ("some bread", "grapes")."""
    if element.count == 1 and with_article(element.noun) == element.noun:
        return None
    return element.count


def change_of(edits: Iterable[Edit]) -> ChangeSpec:
    """What edits change in the picture."""
    freed: dict[str, frozenset[Freedom]] = {}
    replaced: dict[str, str] = {}
    mentioned: set[str] = set()
    changed: set[str] = set()
    for edit in edits:
        if edit.op in ("scene", "style"):
            changed.add(edit.op)
            continue
        if edit.op == "swap":
            freed |= {
                name: frozenset({"color" if edit.to == "color" else "cell"}) for name in (edit.what, edit.of) if name
            }
            mentioned |= set(filter(None, (edit.what, edit.of)))
            continue
        name = edit.what or (edit.to if edit.op == "avoid" else None)
        if edit.op not in _OF_THINGS or name is None or (edit.op == "change" and not _changes_something(edit)):
            continue
        mentioned |= {word for word in (name, edit.to if edit.op == "replace" else None, *_places(edit)) if word}
        freed[name] = freed.get(name, frozenset()) | (_freedoms(edit) if edit.op == "change" else frozenset())
        if edit.op == "replace" and edit.to:
            replaced[edit.to] = name
            freed[edit.to] = _freedoms(edit) | {"color"}
    return ChangeSpec(
        freed=freed,
        replaced=replaced,
        mentioned=frozenset(mentioned),
        scene="scene" in changed,
        style="style" in changed,
    )


def _places(edit: Edit) -> tuple[str | None, ...]:
    """What an edit places its thing by."""
    return landmarks(edit.of, ()) if edit.of and edit.rel == "between" else (edit.of,)


def _changes_something(edit: Edit) -> bool:
    return edit.describes or bool(edit.rel and edit.of)


def _freedoms(edit: Edit) -> frozenset[Freedom]:
    """What of its thing an edit sets; a thing of another size may need another place."""
    kinds: set[Freedom] = set()
    if edit.color:
        kinds.add("color")
    if edit.size:
        kinds |= {"size", "cell"}
    if edit.place or (edit.op == "change" and edit.rel and edit.of):
        kinds.add("cell")
    return frozenset(kinds)


def brief_from_content(content: ContentSpec, note: str | None = None) -> Brief:
    """A brief of what was read in a prompt or a caption.

    Args:
        content: What was read.
        note: The words themselves; they stay as a note where some of them are unknown.
    """
    elements = tuple(
        Element(what=thing.name, count=thing.count or 1, color=thing.color, size=thing.size)
        for thing in content.things
        if thing.certain
    )
    notes = (note,) if note and content.unknown else ()
    return Brief(elements=elements, notes=notes, scene=content.scene, style=content.style)
