"""English prompts and instructions read for what they name: for painters and briefs that have only words to go by.

The studio hands its own prompts over together with their structure; only what a person wrote is read here.
"""

from __future__ import annotations

import re

from tools.content import ChangeSpec, ContentSpec, Freedom, ThingSpec
from tools.vocabulary.storybook import lexicon

_GRAMMAR = re.compile(
    r"an?|the|and|or|of|in|on|at|to|with|is|are|there|one|two|three|four|[1-4]|left|right|top|bottom|cent(er|re)|middle"
    r"|above|below|beside|near|by|over|under|beneath|side|scene|style|background|picture|standing|next|it|its"
    r"|draw|paint|show"
)
_LONGEST = 4
_PIECE = re.compile(r"[\w'\-]+", re.UNICODE)
_WORDS_AND_STOPS = re.compile(r"[\w'\-]+|[,;.]")


_TABLES = (
    lexicon.COLOR_NAMES, lexicon.SIZES, lexicon.PLACES, lexicon.RELATIONS, lexicon.SCENES, lexicon.STYLES,
)  # fmt: skip


def _known(words: list[str]) -> bool:
    text = " ".join(words)
    return lexicon.noun(text) is not None or _is_value(text)


def _is_value(text: str) -> bool:
    """Whether a text is the name of a colour, size, place, relation, scene or style."""
    return any(lexicon.lookup(text, table) for table in _TABLES)


_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _pieces(text: str) -> list[str]:
    return [word.lower() for word in _PIECE.findall(text)]


def named_things(prompt: str) -> tuple[ThingSpec, ...]:
    """The things that a prompt names: those it names for certain in order, then those it may name.

    "orange" may be a colour, so it is not certain. A count is given where a number or an article says so.
    """
    words = _pieces(prompt)
    certain: dict[str, int | None] = {}
    uncertain: dict[str, None] = {}
    count: int | None = None
    at = 0
    while at < len(words):
        count = _COUNTS.get(words[at], None if words[at] == "the" else count)
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            noun = lexicon.noun(text)
            value = _is_value(text)
            if noun is not None and not value:
                certain[noun] = certain.get(noun) or count
                count = None
            elif noun is not None:
                uncertain[noun] = None
            if noun is not None or value:
                at += length - 1
                break
        at += 1
    sure = (ThingSpec(name=name, count=many) for name, many in certain.items())
    return (*sure, *(ThingSpec(name=name, certain=False) for name in uncertain if name not in certain))


def read_content(prompt: str) -> ContentSpec:
    """What a prompt in the studio's wording names: its things, and the scene and style where it calls them so."""
    scene, style = scene_and_style(prompt)
    return ContentSpec(things=named_things(prompt), scene=scene, style=style)


def _meaning(text: str, certain: dict[str, int | None]) -> tuple[str, str] | None:
    """What a text means in a prompt: ("thing", name), ("color", name) and so on; None where nothing is known."""
    noun = lexicon.noun(text)
    if noun in certain:
        return "thing", str(noun)
    kinds = {"color": lexicon.COLOR_NAMES, "size": lexicon.SIZES, "scene": lexicon.SCENES, "style": lexicon.STYLES}
    found = ((kind, lexicon.lookup(text, table)) for kind, table in kinds.items())
    return next(((kind, name) for kind, name in found if name), None)


def read_prompt(prompt: str) -> ContentSpec:
    """What a person's own prompt names for certain: things with count, size and colour, scene and style.

    A colour or size belongs to the next thing, unless a comma or "and" comes first.
    """
    content = read_content(prompt)
    certain = {thing.name: thing.count for thing in content.things if thing.certain}
    whole = {"scene": content.scene, "style": content.style}
    things: dict[str, ThingSpec] = {}
    values: dict[str, str] = {}
    words = [word.lower() for word in _WORDS_AND_STOPS.findall(prompt)]
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 0, -1)
        found = ((n, _meaning(" ".join(words[at : at + n]), certain)) for n in lengths)
        length, meaning = next(((n, m) for n, m in found if m), (1, None))
        match meaning:
            case ("thing", name):
                count = certain[name] or 1
                things.setdefault(name, ThingSpec.model_validate({"name": name, "count": count, **values}))
                values = {}
            case ("scene" | "style" as kind, name):
                whole[kind] = whole[kind] or name
            case (kind, name):
                values[kind] = name
            case None if words[at] in (",", ";", ".", "and"):
                values = {}
        at += length
    unknown = tuple(unknown_words(prompt))
    return ContentSpec(things=tuple(things.values()), scene=whole["scene"], style=whole["style"], unknown=unknown)


_FREEDOMS: dict[Freedom, tuple[lexicon.Names, ...]] = {
    "color": (lexicon.COLOR_NAMES,), "size": (lexicon.SIZES,), "cell": (lexicon.PLACES, lexicon.RELATIONS),
}  # fmt: skip


def _freed_by(clause: str) -> frozenset[Freedom]:
    """What of a thing a clause changes: its colour, its size, the cell it stands on."""
    words = _pieces(clause)
    texts = [" ".join(words[at : at + length]) for at in range(len(words)) for length in range(1, _LONGEST + 1)]
    kinds = {
        kind for kind, tables in _FREEDOMS.items() if any(lexicon.lookup(t, table) for t in texts for table in tables)
    }
    # A thing of another size may need another place.
    return frozenset(kinds | {"cell"}) if "size" in kinds else frozenset(kinds)


def read_change(instruction: str) -> ChangeSpec:
    """What an instruction ("make the scarf pink, move the bed to the right") changes, clause by clause.

    The first thing of a clause is what it is about; others only say where.
    """
    freed: dict[str, frozenset[Freedom]] = {}
    replaced: dict[str, str] = {}
    for clause in re.split("[,;]", instruction):
        before, _, after = clause.partition(" with ") if "replace" in clause.lower() else (clause, "", "")
        things = named_things(before)
        certain = [thing.name for thing in things if thing.certain]
        changes = re.match(r"\s*(make|move)\b", before, re.IGNORECASE)
        kinds = _freed_by(before) if changes else frozenset[Freedom]()
        for name in certain[:1] or [thing.name for thing in things]:
            freed[name] = freed.get(name, kinds) | kinds
            heirs = [thing.name for thing in named_things(after) if thing.certain]
            if heirs:
                replaced[heirs[0]] = name
                freed[heirs[0]] = _freed_by(after) | {"color"}
    scene, style = scene_and_style(instruction)
    return ChangeSpec(
        freed=freed,
        replaced=replaced,
        mentioned=frozenset(thing.name for thing in named_things(instruction)),
        scene=scene is not None,
        style=style is not None,
    )


_SCENE = re.compile(r"(?:change the scene to ([\w ]+)|\b([\w]+) (?:scene|background))", re.IGNORECASE)
_STYLE = re.compile(r"(?:change the style to ([\w ]+)|\b([\w]+) style)", re.IGNORECASE)


def scene_and_style(prompt: str) -> tuple[str | None, str | None]:
    """The scene and the style that a prompt in the studio's wording names: "beach scene, oil style"."""
    scenes = (lexicon.scene(changed or kept) for changed, kept in _SCENE.findall(prompt))
    styles = (lexicon.style(changed or kept) for changed, kept in _STYLE.findall(prompt))
    return next(filter(None, scenes), None), next(filter(None, styles), None)


def unknown_words(prompt: str) -> list[str]:
    """Words of an English prompt that are neither grammar nor in the world's tables, in order."""
    words = _pieces(prompt)
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if _known(words[at : at + length]):
                at += length
                break
        else:
            if not _GRAMMAR.fullmatch(words[at]):
                found.append(words[at])
            at += 1
    return found
