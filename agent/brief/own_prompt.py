"""A person's own prompt, read for what it asks, and worded as painters have learnt it where all of it is understood."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from agent.brief.content import brief_from_content, content_of
from agent.brief.model import Brief, Element, Relation
from agent.brief.requirements import requirements_of
from agent.brief.wording import brief_prompt
from tools.content import ContentSpec
from tools.errors import OutOfWorld
from tools.types import Requirement
from tools.vocabulary.base import TermKind, Vocabulary

_TOKEN = re.compile(r"[\w'-]+|[,;.]")
_ARTICLE = re.compile(r"^(?:an?|the|one) ")
_LONGEST_NAME = 4
"""Words of the longest names."""
_KINDS: tuple[TermKind, ...] = ("color", "size", "place", "relation", "scene", "style", "thing")
"""What words are taken for, in this order: “orange” is a colour first."""
_CONNECTING = {
    "a", "an", "the", "and", "of", "with", "in", "at", "there", "is", "are", "it", "one", "two", "three", "four",
    "1", "2", "3", "4", "draw", "paint", "show", "picture", "scene", "style",
}  # fmt: skip
"""Words that the studio's own wording says in its way."""


@dataclass(frozen=True)
class OwnPrompt:
    """What a person's prompt asks for.

    Attributes:
        prompt: The prompt in the studio's wording where that says all of it, else as it was written.
        content: The same as structure; None where the words say more.
        requirements: What can be asked of the picture.
    """

    prompt: str
    content: ContentSpec | None
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class _Term:
    """One thing or value that a prompt names; its kind is "stop" for punctuation and "other" for any other word.

    Attributes:
        again: Whether it is a thing that was named before: "the cat" after "a red cat".
    """

    kind: str
    name: str
    text: str
    again: bool = False


def read_own_prompt(prompt: str, vocabulary: Vocabulary) -> OwnPrompt:
    """Read a prompt.

    The pocket painter has learnt one wording; in others it mixes up which colour is whose.

    Raises:
        OutOfWorld: A closed painter would find nothing in it to paint.
    """
    brief = brief_from_content(vocabulary.read_prompt(prompt), prompt)
    terms = _terms(prompt, vocabulary)
    if vocabulary.closed and not any(
        term.kind in ("thing", "scene", "style") or vocabulary.find("thing", term.text) for term in terms
    ):
        raise OutOfWorld("The prompt names nothing to paint; `gouache world` lists what the painter knows.")
    brief = _placed(brief, terms)
    things = [(term.name, _ARTICLE.sub("", term.text)) for term in terms if term.kind == "thing" and not term.again]
    plurals = {name for name, text in things if text not in vocabulary.names("thing", name)}
    uncounted = {element.what for element in brief.elements if element.count == 1 and element.what in plurals}
    # Of two houses, one red and one blue, only that they are there can be asked.
    twice = {name for name, times in Counter(name for name, _ in things).items() if times > 1}
    requirements = tuple(
        one
        for one in requirements_of(brief)
        if one.kind == "exists"
        or not (one.subject in twice or one.object in twice or (one.kind == "count" and one.subject in uncounted))
    )
    said = Counter(term.kind for term in terms if term.kind != "stop" and not term.again)
    if not vocabulary.closed or brief.notes or uncounted or said != _stated(brief):
        return OwnPrompt(prompt, None, requirements)
    return OwnPrompt(brief_prompt(brief), content_of(brief), requirements)


def _stated(brief: Brief) -> Counter[str]:
    """Count what a brief states, by kind."""
    stated = Counter({"thing": len(brief.elements), "relation": len(brief.relations)})
    stated.update(kind for kind in ("scene", "style") if getattr(brief, kind))
    stated.update(kind for e in brief.elements for kind in ("color", "size", "place") if getattr(e, kind))
    return +stated


def _placed(brief: Brief, terms: list[_Term]) -> Brief:
    """Return a brief with the places and relations that stand right after a thing: "a cat on the left"."""
    places: dict[str, str] = {}
    relations: list[Relation] = []
    before, open_relation = _Term("stop", "", ""), None
    for term in terms:
        if term.kind == "place" and before.kind == "thing":
            places.setdefault(before.name, term.name)
        elif term.kind == "relation" and before.kind == "thing":
            open_relation = (before.name, term.name)
        elif term.kind == "thing" and open_relation is not None:
            subject, kind = open_relation
            relations.append(Relation.model_validate({"subject": subject, "kind": kind, "object": term.name}))
        if term.kind not in ("color", "size", "relation"):
            open_relation = None
        before = term
    elements = tuple(
        Element.model_validate({**element.model_dump(), "place": places.get(element.what)})
        for element in brief.elements
    )
    known = {element.what for element in elements}
    linked = tuple(relation for relation in relations if {relation.subject, relation.object} <= known)
    return brief.model_copy(update={"elements": elements, "relations": linked})


def _terms(prompt: str, vocabulary: Vocabulary) -> list[_Term]:
    """Return everything that a prompt names, in order, without the words that only connect."""
    tokens, found, at = _TOKEN.findall(prompt.lower()), list[_Term](), 0
    while at < len(tokens):
        texts = [" ".join(tokens[at : at + length]) for length in range(_LONGEST_NAME, 0, -1)]
        named = next((term for text in texts if (term := _term(text, vocabulary)) is not None), None)
        if named is not None:
            if named.kind == "scene" and found and found[-1].text == "on":
                found.pop()  # "on the beach"
            again = named.text.startswith("the ") and (named.kind, named.name) in {(t.kind, t.name) for t in found}
            found.append(replace(named, again=again and named.kind == "thing"))
        elif tokens[at] in (",", ";", "."):
            found.append(_Term("stop", "", tokens[at]))
        elif tokens[at] not in _CONNECTING:
            found.append(_Term("other", "", tokens[at]))
        at += len(named.text.split()) if named is not None else 1
    return found


def _term(text: str, vocabulary: Vocabulary) -> _Term | None:
    found = ((kind, vocabulary.find(kind, text)) for kind in _KINDS)
    return next((_Term(kind, name, text) for kind, name in found if name is not None), None)
