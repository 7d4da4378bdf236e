"""A brief and its edits as structure for painters that need no English, and a brief from what was read in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from agent.brief.edits import Edit, Operation, landmarks
from agent.brief.model import Brief, Element, Relation
from tools.content import ChangeSpec, ContentSpec, Freedom, RelationSpec, ThingSpec, Tone
from tools.vocabulary.english import with_article

_OF_THINGS: tuple[Operation, ...] = ("add", "remove", "change", "replace", "avoid")
"""Operations that name a thing."""
_SEEN: tuple[Literal["time", "weather", "look"], ...] = ("time", "weather", "look")
"""Aspects that painters are told as structure."""
_TONES: dict[str, Tone] = {
    "light skin": "light", "pale skin": "light", "fair skin": "light", "浅色皮肤": "light", "白皮肤": "light",
    "medium light skin": "medium light", "tanned skin": "medium light", "中浅色皮肤": "medium light",
    "medium skin": "medium", "olive skin": "medium", "中等肤色": "medium", "黄皮肤": "medium",
    "medium dark skin": "medium dark", "brown skin": "medium dark", "中深色皮肤": "medium dark",
    "棕色皮肤": "medium dark",
    "dark skin": "dark", "black skin": "dark", "深色皮肤": "dark", "黑皮肤": "dark",
}  # fmt: skip
"""Free words for a person's skin tone; the first of each tone is what captions say."""
_FLOCKS = ("flock", "in a flock", "herd", "in a herd", "swarm", "school", "成群", "一群")
"""Free words for many that stand together; the first is what captions say."""


def content_of(brief: Brief) -> ContentSpec:
    """What the brief's picture shows."""
    relations = (
        RelationSpec(subject=r.subject, kind=r.kind, object=r.object, second=r.second) for r in brief.relations
    )
    aspects = {kind: brief.aspect(kind) for kind in _SEEN}
    return ContentSpec(
        things=tuple(_thing_of(element) for element in brief.elements),
        relations=tuple(relations),
        scene=brief.scene,
        style=brief.style,
        **aspects,
    )


def _thing_of(element: Element) -> ThingSpec:
    said = [words.lower() for words in element.attributes]
    return ThingSpec(
        name=element.noun,
        count=_stated_count(element),
        color=element.color,
        size=element.size,
        key=element.what if element.what != element.noun else None,
        place=element.place,
        doing=element.doing,
        tone=next((_TONES[words] for words in said if words in _TONES), None),
        flock=any(words in _FLOCKS for words in said),
    )


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
        if (of_whole := edit.what if edit.op == "clear" else edit.op) in ("scene", "style", *_SEEN):
            changed.add(str(of_whole))
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
        whole=frozenset(kind for kind in _SEEN if kind in changed),
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
    elements = tuple(_element_of(thing) for thing in content.things if thing.certain)
    named = {element.what for element in elements}
    relations = (Relation(**relation.model_dump()) for relation in content.relations)
    brief = Brief(
        elements=elements,
        relations=tuple(relation for relation in relations if relation.names <= named),
        notes=(note,) if note and content.unknown else (),
        scene=content.scene,
        style=content.style,
    )
    for kind in _SEEN:
        brief = brief.with_aspect(kind, getattr(content, kind))
    return brief


def _element_of(thing: ThingSpec) -> Element:
    tone = next((words for words, tone in _TONES.items() if tone == thing.tone), None)
    return Element(
        what=thing.called,
        kind=thing.name if thing.key else None,
        count=thing.count or 1,
        color=thing.color,
        size=thing.size,
        place=thing.place,
        doing=thing.doing,
        attributes=tuple(filter(None, (tone, _FLOCKS[0] if thing.flock else None))),
    )
