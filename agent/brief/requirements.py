"""The brief's requirements as questions for the eyes, and its changes as lines for people."""

from __future__ import annotations

import re

from agent.brief.model import Brief, Element, element_phrase
from tools.types import Requirement
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.captions import parse_caption
from tools.vocabulary.storybook.prompts import named_nouns, scene_and_style, unknown_words

_PIECE = re.compile(r"[\w'\-]+|[,;.]")
_LONGEST = 4
"""Words of a name at most."""


def requirements_of(brief: Brief, before: Brief | None = None) -> list[Requirement]:
    """Parents first: a thing before its colour, count, size and place; then relations, scene, style, absences.

    `before` is the brief of the picture that was edited: what it had and `brief` has not must be gone.
    """
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
    gone = [e.what for e in before.elements if brief.element(e.what) is None] if before else []
    absent = dict.fromkeys([*brief.avoid, *gone])
    return [*asked, *(Requirement(kind="absent", subject=name) for name in absent)]


def brief_from_caption(words: list[str]) -> Brief:
    """A brief of what a caption in the eyes' grammar says: nouns, counts, colours, scene and style."""
    things, scene, style = parse_caption(words)
    elements = {t.noun: Element(what=t.noun, count=t.count, color=t.color or None) for t in things}
    return Brief(elements=tuple(elements.values()), scene=scene or None, style=style or None)


def _meaning(text: str, nouns: tuple[str, ...]) -> tuple[str, str] | None:
    noun = lexicon.noun(text)
    if noun in nouns:
        return "noun", str(noun)
    kinds = {"color": lexicon.COLOR_NAMES, "size": lexicon.SIZES, "scene": lexicon.SCENES, "style": lexicon.STYLES}
    found = ((kind, lexicon.lookup(text, table)) for kind, table in kinds.items())
    return next(((kind, name) for kind, name in found if name), None)


def brief_from_prompt(prompt: str) -> Brief:
    """A brief of what a person's own prompt names for certain: things with count, size and colour, scene and style.

    Words that are not the storybook world's stay, all in all, as a note.
    """
    words, sure = [w.lower() for w in _PIECE.findall(prompt)], named_nouns(prompt)
    scene, style = scene_and_style(prompt)
    whole: dict[str, str | None] = {"scene": scene, "style": style}
    elements, values, at = dict[str, Element](), dict[str, str](), 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 0, -1)
        found = ((n, _meaning(" ".join(words[at : at + n]), sure.sure)) for n in lengths)
        length, meaning = next(((n, m) for n, m in found if m), (1, None))
        match meaning:
            case ("noun", name):
                count = sure.counts.get(name, 1)
                elements.setdefault(name, Element.model_validate({"what": name, "count": count, **values}))
                values = {}
            case ("scene" | "style" as kind, name):
                whole[kind] = whole[kind] or name
            case (kind, name):
                values[kind] = name
            case None if words[at] in (",", ";", ".", "and"):
                values = {}
        at += length
    notes = (prompt,) if unknown_words(prompt) else ()
    return Brief(elements=tuple(elements.values()), notes=notes, scene=whole["scene"], style=whole["style"])


def merge_briefs(brief: Brief, other: Brief) -> Brief:
    """The brief with what `other` has besides: things of other names, and a scene and style where it has none."""
    more = tuple(e for e in other.elements if brief.element(e.what) is None)
    whole = {"scene": brief.scene or other.scene, "style": brief.style or other.style}
    return brief.model_copy(update={"elements": (*brief.elements, *more), **whole})


def diff_briefs(before: Brief, after: Brief) -> tuple[str, ...]:
    """What differs between two briefs, a line each: "+ a red bird", "- the castle", "~ scene: beach"."""
    lines = []
    old, new = {e.what: e for e in before.elements}, {e.what: e for e in after.elements}
    lines += [f"- {element_phrase(e)}" for name, e in old.items() if name not in new]
    lines += [f"+ {element_phrase(e)}" for name, e in new.items() if name not in old]
    lines += [f"~ {element_phrase(old[n])} → {element_phrase(e)}" for n, e in new.items() if n in old and old[n] != e]
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
