"""English prompts and instructions read for what they name: for painters and briefs that have only words to go by.

The studio hands its own prompts over together with their structure; only what a person wrote is read here.
"""

from __future__ import annotations

import re
from typing import Any

from tools.content import ChangeSpec, ContentSpec, Freedom, ThingSpec
from tools.vocabulary.pages import lexicon
from tools.vocabulary.pages.doings import doings
from tools.vocabulary.pages.reader import Reader
from tools.vocabulary.pages.terms import GRAMMAR, LONGEST, WHOLE, Term, read_terms

_PIECE = re.compile(r"[\w'\-]+", re.UNICODE)
_TABLES = (
    lexicon.COLOR_NAMES, lexicon.SIZES, lexicon.PLACES, lexicon.RELATIONS, lexicon.SCENES, lexicon.STYLES,
    lexicon.TIMES, lexicon.WEATHERS, lexicon.LOOKS, lexicon.ATTRIBUTES,
)  # fmt: skip


def read_prompt(prompt: str) -> ContentSpec:
    """What a person's own prompt names for certain: its things, how they stand to each other, and the whole.

    A colour or size belongs to the next thing, unless a comma or "and" comes first; a place, to the thing before it.
    What is left over counts as unknown, as do words that the world does not have.
    """
    reader = Reader()
    terms = read_terms(prompt)
    reader.read(terms)
    return reader.content([word for word in unknown_words(prompt) if word not in reader.lost])


def named_things(prompt: str) -> tuple[ThingSpec, ...]:
    """The things that a prompt names, in order."""
    return read_prompt(prompt).things


def scene_and_style(prompt: str) -> tuple[str | None, str | None]:
    """The scene and the style that a prompt names: "beach scene, oil style"."""
    content = read_prompt(prompt)
    return content.scene, content.style


_FREEDOMS: dict[str, Freedom] = {"color": "color", "size": "size", "place": "cell", "relation": "cell"}
_OF_WHOLE = re.compile(
    r"change the (?P<changed>scene|style|time|weather|look)\b|(?P<look>show it in)\b"
    r"|no longer any particular (?P<cleared>scene|style|time|weather|look)\b",
    re.IGNORECASE,
)
"""How the studio says what changes of the whole picture."""


def _freed_by(terms: list[Term]) -> frozenset[Freedom]:
    """What of a thing a clause changes: its colour, its size, the cell it stands on."""
    kinds = {_FREEDOMS[term.kind] for term in terms if term.kind in _FREEDOMS}
    # A thing of another size may need another place.
    return frozenset(kinds | {"cell"}) if "size" in kinds else frozenset(kinds)


def read_change(instruction: str) -> ChangeSpec:
    """What an instruction ("make the scarf pink, move the bed to the right") changes, clause by clause.

    The first thing of a clause is what it is about; others only say where.
    """
    freed: dict[str, frozenset[Freedom]] = {}
    replaced: dict[str, str] = {}
    mentioned: list[str] = []
    whole: set[str] = set()
    for clause in re.split("[,;]", instruction):
        before, _, after = clause.partition(" with ") if "replace" in clause.lower() else (clause, "", "")
        terms, heirs = read_terms(before), [term.name for term in read_terms(after) if term.kind == "thing"]
        things = [term.name for term in terms if term.kind == "thing"]
        mentioned += [*things, *heirs]
        whole |= _whole_of(clause, terms if not things else [])
        changes = re.match(r"\s*(make|move)\b", before, re.IGNORECASE)
        kinds = _freed_by(terms) if changes else frozenset[Freedom]()
        for name in things[:1]:
            freed[name] = freed.get(name, kinds) | kinds
            if heirs:
                replaced[heirs[0]] = name
                freed[heirs[0]] = _freed_by(read_terms(after)) | {"color"}
    light: frozenset[Any] = frozenset(whole) - {"scene", "style"}
    return ChangeSpec(
        freed=freed,
        replaced=replaced,
        mentioned=frozenset(mentioned),
        scene="scene" in whole,
        style="style" in whole,
        whole=light,
    )


def _whole_of(clause: str, terms: list[Term]) -> set[str]:
    """What of the whole picture a clause changes."""
    found: set[str] = {term.kind for term in terms if term.kind in WHOLE}
    for said in _OF_WHOLE.finditer(clause):
        found.add(said["changed"] or said["cleared"] or "look")
    return found


def unknown_words(prompt: str) -> list[str]:
    """Words of an English prompt that are neither grammar nor in the world's tables, in order."""
    words = [word.lower() for word in _PIECE.findall(prompt)]
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            if _is_known(" ".join(words[at : at + length])):
                at += length
                break
        else:
            if not GRAMMAR.fullmatch(words[at]):
                found.append(words[at])
            at += 1
    return found


def _is_known(text: str) -> bool:
    if lexicon.noun(text) is not None or lexicon.scene(text) or lexicon.style(text):
        return True
    return text in doings().index or any(lexicon.lookup(text, table) for table in _TABLES)
