"""What a message names and the picture's brief does not hold: words that the director passed over.

The checks are of the brief, so that a picture can pass them all though half of the message was never heard. Looked for
are names that the vocabulary knows, people, numbers of things, corners, times of day, weathers, what things do, and how
they stand to each other: which of a person's other words are wishes, no table can say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.turns.accounted import KINDS, Accounted
from agent.turns.unlisted import unlisted, wish_words
from tools.vocabulary.base import Vocabulary

_LONGEST_MESSAGE = {True: 40, False: 90}
"""Characters of the longest message that is searched, by whether it is Chinese: longer ones tell stories."""
_TAKEN_BACK = re.compile(
    r"\b(?:no|not|nah|nope|wait|instead|actually|without|never|hates?|rather|ignore|skip|except|but|was|were|than|like"
    r"|if|or|means?|meant|sorry|only)\b|n't\b|不|别|没|算了|除了|原来|之前|只[要留有是剩]|或者|还是|如果|要是|…|\.\."
    r"|[?？] ?\w",
    re.IGNORECASE,
)
"""Words of messages that also name what is not wanted."""
_CORNER = re.compile(r"\b(?:top|upper|bottom|lower)[- ](?:left|right)\b|[左右][上下]角?|[上下][左右]角", re.IGNORECASE)
"""Two places at once."""
_TIMES = re.compile(r"\b(?:at night|night ?time|at dawn|at dusk)\b|夜里|晚上|清晨|黄昏", re.IGNORECASE)
_WEATHERS = re.compile(
    r"\b(?:raining|rainy|in the rain|snowing|foggy|in the fog|stormy|thunderstorm)\b|下雨|下雪|大雾|暴风雨",
    re.IGNORECASE,
)
_RELATIONS = re.compile(
    r"\b(?:next to|beside|behind|in front of|between|around|holding|wearing|riding)\b"
    r"|(?<=[\u4e00-\u9fff])旁边|挨着|后面|前面|中间|周围|拿着|戴着|穿着|骑着",
    re.IGNORECASE,
)
"""Words of a message that only an edit with a time, a weather or a relation has heard."""
_TAKES_AWAY = ("remove", "avoid")
"""Operations of messages that say where a thing is, or what it does, to name it: "remove the bird behind the house"."""
_PEOPLE = re.compile(
    r"(?<!\bmy )(?<!\bmy little )\b(?:boys?|girls?|m[ae]n|wom[ae]n|(?<!\bthe )(?:child(?:ren)?|kids?|bab(?:y|ies))"
    r"|people|princess|prince|king|queen|knight)\b(?!['’]s)"
    "|女孩|男孩|小孩|男人|女人|老人|公主|王子|国王"
    "|(?<=[画加个]我)(?:孙女|孙子|女儿|儿子|爸爸|妈妈|奶奶|爷爷|外婆|外公|老婆|老公|姐姐|妹妹|哥哥|弟弟)",
    re.IGNORECASE,
)
"""People, whom a closed painter may not have."""
_ENGLISH_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "twenty": 20, "hundred": 100,
}  # fmt: skip
_CHINESE_NUMBERS = {
    "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十二": 12,
    "一对": 2, "一双": 2,
}  # fmt: skip
_ENGLISH_COUNT = re.compile(
    rf"\b({'|'.join(_ENGLISH_NUMBERS)}|[2-9]|[1-9]\d)(?! (?:a|an|the|my|it|u|me)\b)((?: [a-z\-]+){{1,3}})",
    re.IGNORECASE,
)
_CHINESE_COUNT = re.compile(
    r"(?<!第)((?:十二|[两二三四五六七八九十]|\d+)(?=[只个条匹头棵朵辆艘架件把张座栋颗根块片束盏杯瓶])|一[对双])"
    r"[只个条匹头棵朵辆艘架件把张座栋颗根块片束盏杯瓶]?([\u4e00-\u9fff]+)"
)
"""A number, and what may be its thing."""
_RUNS = re.compile(r"[A-Za-z0-9'\-]+(?: [A-Za-z0-9'\-]+)*|[\u4e00-\u9fff]+")
_SHADES = "浅深淡暗嫩墨泛雪金红黄蓝绿粉黑白灰"
"""What makes another colour of the one behind it."""
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
    edits, briefs = list(edits), list(briefs)
    accounted = Accounted(edits, briefs, vocabulary)
    named = _named(message, vocabulary)
    whole = " ".join(edit.to or "" for edit in edits)  # "Black and white" is no colour of a thing.
    names = [written for written, meant in named if not meant & accounted.names and written.lower() not in whole]
    names = [written for written in names if not accounted.covers(written)]
    if not vocabulary.closed:
        return list(dict.fromkeys(names))
    counts = _counts(edits, briefs)
    counted = [number for number, value in _counted(message, vocabulary) if value not in counts]
    names += [number for number in counted if not accounted.covers(number)]
    people = (found.group() for found in _PEOPLE.finditer(message))
    names += [one for one in people if not vocabulary.find("thing", one) and not accounted.covers(one)]
    if not edits or any(edit.op not in _TAKES_AWAY for edit in edits):
        found = [words for pattern, heard in _heard(edits, briefs) if not heard for words in _found(pattern, message)]
        found += unlisted(message, accounted, any(edit.rel or edit.place for edit in edits))
        # A flying saucer need not be told to fly.
        names += [words for words in found if not any(words in written and words != written for written, _ in named)]
    return sorted(dict.fromkeys(names), key=message.find)


def _counts(edits: list[Edit], briefs: list[Brief]) -> set[int | None]:
    """The numbers of things that a change speaks of, and of all of a kind: a red and a blue balloon are two."""
    totals = [Counter[str]() for _ in briefs]
    for brief, total in zip(briefs, totals, strict=True):
        for element in brief.elements:
            total[element.noun] += element.count
    each = {element.count for brief in briefs for element in brief.elements}
    added = {sum(edit.count or 1 for edit in edits if edit.op in ("add", "change"))}
    return {edit.count for edit in edits} | each | added | {n for total in totals for n in total.values()}


def _heard(edits: list[Edit], briefs: list[Brief]) -> Iterator[tuple[re.Pattern[str], bool]]:
    """What tells a kind of wish, and whether any edit or brief holds one."""
    elements = [element for brief in briefs for element in brief.elements]
    places = [*(edit.place or "" for edit in edits), *(element.place or "" for element in elements)]
    aspects = {kind for brief in briefs for kind, _ in brief.aspects}
    scenes = any(brief.scene for brief in briefs)
    yield _CORNER, any(" " in place for place in places)
    yield _TIMES, "time" in aspects or scenes or any(edit.op in ("time", "scene", "clear") for edit in edits)
    yield _WEATHERS, "weather" in aspects or scenes or any(edit.op in ("weather", "scene", "clear") for edit in edits)
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
                if name.endswith("的") and at and parts[at - 1] in _SHADES:
                    continue  # 浅绿的 is no green.
                meant = _meanings(name, han, vocabulary)
                if meant:
                    found.append((name, meant))
                    break
            at = end
    return found


def _meanings(name: str, han: bool, vocabulary: Vocabulary) -> frozenset[str]:
    if name.lower() in wish_words()["also_else"] or (han and len(name) < 2):
        return frozenset()
    meant = _index(vocabulary).get(name.lower(), frozenset())  # type: ignore[arg-type]
    if meant or han or name.lower().startswith(("a ", "an ", "the ", "some ")):
        return meant
    thing = vocabulary.find("thing", name) if vocabulary.closed else None
    return frozenset({thing} if thing else ())
