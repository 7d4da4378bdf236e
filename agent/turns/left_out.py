"""What a message names and the picture's brief does not hold: words that the director passed over.

The checks are of the brief, so that a picture can pass them all though half of the message was never heard. Looked for
are names that the vocabulary knows, people, numbers of things, corners, times of day, weathers, what things do, and how
they stand to each other: which of a person's other words are wishes, no table can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from agent.brief.edits import Edit
from agent.brief.model import Brief
from tools.vocabulary.base import TermKind, Vocabulary

KINDS: tuple[TermKind, ...] = ("thing", "color", "scene", "style")
"""The kinds of terms whose names are looked for."""
_LONGEST_MESSAGE = {True: 40, False: 90}
"""Characters of the longest message that is searched, by whether it is Chinese: longer ones tell stories."""
_TAKEN_BACK = re.compile(
    r"\b(?:no|not|nah|nope|wait|instead|actually|don'?t|isn't|aren't|without|never|hates?|rather|ignore|skip|except|but"
    r"|was|were|than|like)\b|不|别|没|算了|除了|原来|之前",
    re.IGNORECASE,
)
"""Words of messages that also name what is not wanted."""
_ALSO_VERBS = frozenset({"drop", "book", "plain", "present", "die", "leaves", "key", "door", "room", "home"})
"""English names of terms that more often mean something else."""
_CORNER = re.compile(r"\b(?:top|upper|bottom|lower)[- ](?:left|right)\b|[左右][上下]角?|[上下][左右]角", re.IGNORECASE)
"""Two places at once."""
_TIMES = re.compile(r"\b(?:at night|night ?time|at dawn|at dusk)\b|夜里|晚上|清晨|黄昏", re.IGNORECASE)
_WEATHERS = re.compile(
    r"\b(?:raining|rainy|in the rain|snowing|foggy|in the fog|stormy|thunderstorm)\b|下雨|下雪|大雾|暴风雨",
    re.IGNORECASE,
)
_DOINGS = re.compile(
    r"\b(?:asleep|sleeping|running|dancing|swimming|reading|eating|jumping|singing|skiing|sitting|flying)\b"
    r"|睡觉|跑步|跳舞|游泳|看书|唱歌|滑雪",
    re.IGNORECASE,
)
_RELATIONS = re.compile(
    r"\b(?:next to|beside|behind|in front of|between|around|holding|wearing|riding)\b"
    r"|旁边|挨着|后面|前面|中间|周围|拿着|戴着|穿着|骑着",
    re.IGNORECASE,
)
"""Words of a message that only an edit with a time, a weather, a doing or a relation has heard."""
_TAKES_AWAY = ("remove", "avoid")
"""Operations of messages that say where a thing is, or what it does, to name it: "remove the bird behind the house"."""
_PEOPLE = re.compile(
    r"\b(?:boys?|girls?|m[ae]n|wom[ae]n|child(?:ren)?|kids?|bab(?:y|ies)|people|princess|prince|king|queen|knight)\b"
    "|女孩|男孩|小孩|男人|女人|老人|公主|王子|国王",
    re.IGNORECASE,
)
"""People, whom a closed painter may not have."""
_ENGLISH_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "twenty": 20, "hundred": 100,
}  # fmt: skip
_CHINESE_NUMBERS = {
    "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十二": 12,
}  # fmt: skip
_ENGLISH_COUNT = re.compile(rf"\b({'|'.join(_ENGLISH_NUMBERS)}|[2-9]|[1-9]\d)((?: [a-z\-]+){{1,3}})", re.IGNORECASE)
_CHINESE_COUNT = re.compile(
    r"(十二|[两二三四五六七八九十]|\d+)[只个条匹头棵朵辆艘架件把张座栋颗根块片束盏杯瓶]([\u4e00-\u9fff]+)"
)
"""A number, and what may be its thing."""
_RUNS = re.compile(r"[A-Za-z0-9'\-]+(?: [A-Za-z0-9'\-]+)*|[\u4e00-\u9fff]+")
_WORDS, _LETTERS = 3, 8
"""Words, or Han letters, of the longest names."""


def left_out(message: str, edits: Iterable[Edit], briefs: Iterable[Brief], vocabulary: Vocabulary) -> list[str]:
    """Names in a message, as they are written there, that neither the edits nor the briefs hold.

    Args:
        message: What the person wrote.
        edits: What it was taken to ask for, whether or not it can be painted.
        briefs: What the picture shows, before and after.
        vocabulary: The words that the painter knows; of an open one nothing is found.
    """
    han = any("\u4e00" <= letter <= "\u9fff" for letter in message)
    if len(message) > _LONGEST_MESSAGE[han] or _TAKEN_BACK.search(message):
        return []
    edits = list(edits)
    held = {name for edit in edits for name in _edit_names(edit, vocabulary)}
    briefs = list(briefs)
    held |= {name for brief in briefs for name in _brief_names(brief)}
    named = _named(message, vocabulary)
    whole = " ".join(edit.to or "" for edit in edits)  # "Black and white" is no colour of a thing.
    names = [written for written, meant in named if not meant & held and written.lower() not in whole]
    if not vocabulary.closed:
        return list(dict.fromkeys(names))
    counts = {edit.count for edit in edits} | {element.count for brief in briefs for element in brief.elements}
    names += [number for number, value in _counted(message, vocabulary) if value not in counts]
    names += [found.group() for found in _PEOPLE.finditer(message) if not vocabulary.find("thing", found.group())]
    if not edits or any(edit.op not in _TAKES_AWAY for edit in edits):
        found = [words for pattern, heard in _heard(edits, briefs) if not heard for words in _found(pattern, message)]
        # A flying saucer need not be told to fly.
        names += [words for words in found if not any(words in written and words != written for written, _ in named)]
    return list(dict.fromkeys(names))


def _heard(edits: list[Edit], briefs: list[Brief]) -> Iterator[tuple[re.Pattern[str], bool]]:
    """What tells a kind of wish, and whether any edit or brief holds one."""
    elements = [element for brief in briefs for element in brief.elements]
    places = [*(edit.place or "" for edit in edits), *(element.place or "" for element in elements)]
    aspects = {kind for brief in briefs for kind, _ in brief.aspects}
    scenes = any(brief.scene for brief in briefs)
    yield _CORNER, any(" " in place for place in places)
    yield _TIMES, "time" in aspects or scenes or any(edit.op in ("time", "scene", "clear") for edit in edits)
    yield _WEATHERS, "weather" in aspects or scenes or any(edit.op in ("weather", "scene", "clear") for edit in edits)
    yield _DOINGS, any(e.doing or e.attributes for e in edits) or any(e.doing or e.attributes for e in elements)
    # "The fox next to the owl" is known by where it stands.
    related = {name for brief in briefs for relation in brief.relations for name in relation.names}
    known = any(edit.op == "change" and edit.what in related for edit in edits)
    yield _RELATIONS, known or any(edit.rel or edit.place or edit.op in ("swap", "scene") for edit in edits)


def _found(pattern: re.Pattern[str], message: str) -> list[str]:
    return [found.group() for found in pattern.finditer(message)]


def _counted(message: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Numbers of known things, as they are written and as numbers."""
    for found in _ENGLISH_COUNT.finditer(message):
        words = found[2].split()
        pieces = [" ".join(words[at : at + length]) for at in range(len(words)) for length in (1, 2)]
        if any(vocabulary.find("thing", piece) for piece in pieces):
            yield found[1], _ENGLISH_NUMBERS.get(found[1].lower()) or int(found[1])
    for found in _CHINESE_COUNT.finditer(message):
        if any(vocabulary.find("thing", found[2][at:end]) for at in range(3) for end in range(at + 1, at + 5)):
            yield found[1], _CHINESE_NUMBERS.get(found[1]) or int(found[1])


def _edit_names(edit: Edit, vocabulary: Vocabulary) -> set[str]:
    said = [value for value in (edit.what, edit.to, edit.of, edit.color) if value]
    known = {name for value in said for kind in KINDS if (name := vocabulary.resolve(kind, value))}
    return known | set(said)


def _brief_names(brief: Brief) -> set[str]:
    values = [brief.scene, brief.style, *brief.avoid, *(v for e in brief.elements for v in (e.what, e.color))]
    return {value for value in values if value}


@lru_cache(2)
def _index(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        for term in vocabulary.terms(kind):
            for name in term.names:
                found.setdefault(name.lower(), set()).add(term.name)
                if kind == "color" and len(name) == 1:  # 一个蓝的
                    found.setdefault(f"{name}的", set()).add(term.name)
    return {name: frozenset(meant) for name, meant in found.items()}


def _named(text: str, vocabulary: Vocabulary) -> list[tuple[str, frozenset[str]]]:
    """The longest known names in a text, with the canonical names that each may mean."""
    found = []
    for run in _RUNS.findall(text):
        han = run[0] >= "\u4e00"
        parts, longest, glue = (list(run), _LETTERS, "") if han else (run.split(), _WORDS, " ")
        at = 0
        while at < len(parts):
            end = at + 1
            for end in range(min(len(parts), at + longest), at, -1):
                name = glue.join(parts[at:end])
                meant = _meanings(name, han, vocabulary)
                if meant:
                    found.append((name, meant))
                    break
            at = end
    return found


def _meanings(name: str, han: bool, vocabulary: Vocabulary) -> frozenset[str]:
    if name.lower() in _ALSO_VERBS or (han and len(name) < 2):
        return frozenset()
    meant = _index(vocabulary).get(name.lower(), frozenset())  # type: ignore[arg-type]
    if meant or han or name.lower().startswith(("a ", "an ", "the ", "some ")):
        return meant
    thing = vocabulary.find("thing", name) if vocabulary.closed else None
    return frozenset({thing} if thing else ())
