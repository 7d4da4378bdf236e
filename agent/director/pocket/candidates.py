"""The words that a plan may name things with: what the person said, and what is in the picture.

A small language model reads well but spells what it knows best; held to these words it can't put a bus where a
car was asked for.
"""

from __future__ import annotations

import re
from functools import cache

from agent.director.view import MESSAGE_LIMIT, View
from tools.vocabulary.storybook import lexicon

_ENGLISH_WORDS = 3
_HAN_LETTERS = 6
_MOST = 900
_NOT_AT_AN_END = re.compile(
    r"a|an|the|and|or|of|in|on|at|to|with|without|is|it|its|that|this|there|be|i|me|my|we|you|want|like"
    r"|make|made|draw|paint|add|put|show|give|create|generate|take|turn|change|move|replace|remove|delete"
    r"|picture|image|please|no|not|but|from|for|as|by|into|instead|next|side|over|under|above|below|left"
    r"|right|one|two|three|four|five|little|big|large|small|huge|tiny|giant|bigger|larger|smaller|tinier"
    r"|plus|also|some|any|first|now|then|them|they|those|these|all|both|everything|really|more|scene|style|background"
    "|" + "|".join(lexicon.COLORS)
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
    known = lexicon.noun(name)
    if known is None or (name.isascii() and _ARTICLE.match(name)):
        return None
    return known if name.isascii() or name in lexicon.nouns()[known].chinese else None


def _may_name(parts: list[str], han: bool) -> bool:
    if _noun(("" if han else " ").join(parts)) and (not han or len(parts) > 1):
        return True
    if han:
        return parts[0] not in _NOT_A_BEGINNING and not _NOT_INSIDE & set(parts)
    ends = {parts[0].lower(), parts[-1].lower()}
    inside = any(_NOT_IN_A_NAME.fullmatch(part.lower()) for part in parts)
    return not inside and not any(_NOT_AT_AN_END.fullmatch(end) for end in ends) and not parts[0].isdigit()


def copy_candidates(view: View) -> list[str]:
    """Runs of one to three words (one to six Han letters) of the person's messages that may name a thing.

    The brief's own names come first. Grammar at either end is left out: "red car" and "把气球" name nothing.
    """
    said = [name for who, text in view.exchange if who == "user" for name in message_candidates(text)]
    return list(dict.fromkeys([*(e.what for e in view.brief.elements), *said]))[:_MOST]


def message_candidates(text: str) -> list[str]:
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
    names = [name for noun in lexicon.nouns().values() for name in noun.chinese]
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


def stated_numbers(view: View) -> list[int]:
    """Every number that the person's messages hold, in digits or words, in order; may be empty."""
    text = " ".join(words for who, words in view.exchange if who == "user").lower()
    return [n for n in dict.fromkeys(map(_value, _NUMBERS.findall(text))) if n > 0]
