"""The words that a plan may name things with: what the person said, and what is in the picture.

A small language model reads well but spells what it knows best; held to these words it can't put a bus where a
car was asked for.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from agent.context import MESSAGE_LIMIT, View
from tools import world

_ENGLISH_WORDS = 3
_HAN_LETTERS = 6
_MOST = 900
_NOT_AT_AN_END = re.compile(
    r"a|an|the|and|or|of|in|on|at|to|with|without|is|it|its|that|this|there|be|i|me|my|we|you|want|like"
    r"|make|made|draw|paint|add|put|show|give|create|generate|take|turn|change|move|replace|remove|delete"
    r"|picture|image|please|no|not|but|from|for|as|by|into|instead|next|side|over|under|above|below|left"
    r"|right|one|two|three|four|five|little|big|large|small|huge|tiny|giant|bigger|larger|smaller|tinier"
    r"|plus|also|some|any|first|now|then|them|they|those|these|all|both|everything|really|more|scene|style|background"
    "|" + "|".join(world.COLORS)
)
"""English words that neither begin nor end a thing's name."""
_NOT_IN_A_NAME = re.compile("a|an|the|and|plus|with|without|one|two|three|four|five|is|are|it|them|but|then")
"""English words that no thing's name holds."""
_NOT_A_BEGINNING = frozenset(
    "的了在把被和与跟用给让一两二三四五六七八九十个只棵辆座件张幅颗画加再换变改要想去不有是成请帮我你它他她这那将"
)
_NOT_INSIDE = frozenset("的了把被和与跟吗吧呢是成")
"""Han letters that are grammar, not parts of a thing's name."""
_ARTICLE = re.compile(r"(?:an?|the|some) ", re.IGNORECASE)
_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9'\-]+(?: [a-z0-9'\-]+)*", re.IGNORECASE)


def _noun(name: str) -> str | None:
    """The thing that a name without article or measure word stands for."""
    known = world.noun(name)
    if known is None or (name.isascii() and _ARTICLE.match(name)):
        return None
    return known if name.isascii() or name in world.nouns()[known].chinese else None


def _may_name(parts: list[str], han: bool) -> bool:
    if _noun(("" if han else " ").join(parts)) and (not han or len(parts) > 1):
        return True
    if han:
        return parts[0] not in _NOT_A_BEGINNING and not _NOT_INSIDE & set(parts)
    ends = {parts[0].lower(), parts[-1].lower()}
    inside = any(_NOT_IN_A_NAME.fullmatch(part.lower()) for part in parts)
    return not inside and not any(_NOT_AT_AN_END.fullmatch(end) for end in ends) and not parts[0].isdigit()


def spans(view: View) -> list[str]:
    """Runs of one to three words (one to six Han letters) of the person's messages that may name a thing.

    The brief's own names come first. Grammar at either end is left out: "red car" and "把气球" name nothing.
    """
    said = [name for who, text in view.exchange if who == "user" for name in message_spans(text)]
    return list(dict.fromkeys([*(e.what for e in view.brief.elements), *said]))[:_MOST]


def message_spans(text: str) -> list[str]:
    """The runs of one message, shortest first from every word."""
    found: dict[str, None] = dict.fromkeys(_mixed(text))
    for run in _RUNS.findall(" ".join(text.split())[:MESSAGE_LIMIT]):
        han = "\u4e00" <= run[0] <= "\u9fff"
        parts, longest, glue = (list(run), _HAN_LETTERS, "") if han else (run.split(), _ENGLISH_WORDS, " ")
        for start in range(len(parts)):
            for end in range(start + 1, min(start + longest, len(parts)) + 1):
                if _may_name(parts[start:end], han):
                    found[glue.join(parts[start:end])] = None
    return list(found)


@cache
def _mixed_names() -> list[str]:
    names = [name for noun in world.nouns().values() for name in noun.chinese]
    return [name for name in names if re.search("[A-Za-z]", name)]


def _mixed(text: str) -> list[str]:
    """Names of Han and Latin letters in a message (T恤), which no run of either holds, as it spells them."""
    return [found[0] for name in _mixed_names() if (found := re.search(re.escape(name), text, re.IGNORECASE))]


_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "a": 1, "an": 1, "single": 1,
    "couple": 2, "pair": 2, "both": 2, "dozen": 12,
}  # fmt: skip
_HAN_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "双": 2,
    "俩": 2,
    "仨": 3,
}
_NUMBERS = re.compile(r"\d{1,4}|[a-z]+|[零一两二三四五六七八九双俩仨十百]+", re.IGNORECASE)


def _han(text: str) -> int:
    """A Chinese numeral under a thousand: 十二 is 12, 二十 is 20, 一百零三 is 103."""
    total = digit = 0
    for letter in text:
        if letter in "十百":
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = _HAN_DIGITS[letter]
    return total + digit


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _NUMBER_WORDS.get(text, 0) if text.isascii() else _han(text)


def numbers(view: View) -> list[int]:
    """Every number that the person's messages hold, in digits or words, in order; may be empty."""
    text = " ".join(words for who, words in view.exchange if who == "user").lower()
    return [n for n in dict.fromkeys(map(_value, _NUMBERS.findall(text))) if n > 0]


_CLAUSE = re.compile(r"[,.;:!?，。；：！？]|\bbut\b|但")
_NEGATION = re.compile(r"\b(?:without|no|not|never|except|don't|doesn't|isn't)\b|没有|不|别|除了", re.IGNORECASE)
_VERBS = re.compile(r"drop|present|ship|train|ring|star|fly|drum|fire|boot|bat|book|cap|lock|heart", re.IGNORECASE)
"""English names of things that are verbs where a message begins with them, or one of _OBJECTS follows."""
_OBJECTS = frozenset(["the", "it", "that", "them", "this", "both", "all"])
_HAN_BEFORE = frozenset(
    "的和跟与把让给有是加画添放只条头匹个颗棵朵辆座把件张幅顶双台架艘本串根块片枚盏位道副部团枝瓶株份面间一两三四"
)
_HAN_AFTER = frozenset("的和跟与在变换改放移去左右上下里边吗吧是")
"""Letters beside which a one-letter name is a name: 马 in 一匹马, not in 马上."""


def _alone(parts: list[str], at: int) -> bool:
    before = at == 0 or parts[at - 1] in _HAN_BEFORE
    after = at + 1 == len(parts) or (parts[at + 1] in _HAN_AFTER and (at > 0 or parts[at + 1] not in "上下"))
    return before and after


def mentions(text: str) -> list[str]:
    """The world's things that a message names, in order and as it spells them, each once, the longest reading first.

    Left out are things after a negation in the same clause ("without a ball or a hat", "不要月亮"), neighbours that
    make a name of their own ("apple tree"), and single Han letters inside other words ("开心").
    """
    found: dict[str, str] = {world.noun(name) or name: name for name in _mixed(text)}
    for clause in _CLAUSE.split(" ".join(text.split())[:MESSAGE_LIMIT]):
        denied = _NEGATION.search(clause)
        for run in _RUNS.finditer(clause if denied is None else clause[: denied.start()]):
            for name in _things(run[0]):
                found.setdefault(world.noun(name) or name, name)
    return list(found.values())


def _things(run: str) -> list[str]:
    han = "\u4e00" <= run[0] <= "\u9fff"
    parts, longest, glue = (list(run), _HAN_LETTERS, "") if han else (run.split(), _ENGLISH_WORDS, " ")
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(parts):
        end = next((e for e in range(min(at + longest, len(parts)), at, -1) if _known(glue.join(parts[at:e]))), None)
        if end is None:
            at += 1
            continue
        single = han and end == at + 1 and not _alone(parts, at)
        verb = not han and end < len(parts) and _VERBS.fullmatch(parts[at]) and (at == 0 or parts[end] in _OBJECTS)
        if _noun(glue.join(parts[at:end])) and not single and not verb:
            found.append((at, end))
        at = end
    compound = {place for one, two in pairwise(found) if one[1] == two[0] for place in (one, two)}
    return [glue.join(parts[a:b]) for a, b in found if han or (a, b) not in compound]


def _known(name: str) -> bool:
    return bool(_noun(name) or world.style(name) or world.scene(name))


def _scene_patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for scene, names in world.SCENES.items():
        english = "|".join(sorted((n for n in (scene, *names) if n.isascii()), key=len, reverse=True))
        chinese = "|".join(sorted((n for n in names if not n.isascii()), key=len, reverse=True))
        found[scene] = re.compile(
            rf"\b(?:in|on|at|by|under|over)(?: the| an?)? (?:{english})\b|\b(?:{english}) (?:scene|background)\b"
            rf"|在(?:{chinese})|(?:{chinese})(?:里|上|中|下|边|背景|场景)",
            re.IGNORECASE,
        )
    return found


_SCENES = _scene_patterns()


def scene_of(text: str) -> str | None:
    """The scene that a message plainly places its picture in ("on the beach", "在雪地里"); None for none or several."""
    bare = text[:MESSAGE_LIMIT]
    for name in sorted(mentions(text), key=len, reverse=True):
        # A mountain goat stands on no mountain.
        bare = bare.replace(name, " _ ")
    found = [scene for scene, pattern in _SCENES.items() if pattern.search(bare)]
    return found[0] if len(found) == 1 else None
