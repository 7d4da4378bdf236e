"""The words that a plan may name things with: what the person said, and what is in the picture.

A small language model reads well but spells what it knows best; held to these words it can't put a bus where a
car was asked for.
"""

from __future__ import annotations

import re

from agent.context import MESSAGE_LIMIT, View
from tools import world

_ENGLISH_WORDS = 3
_HAN_LETTERS = 6
_MOST = 900
_NOT_AT_AN_END = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "with",
        "without",
        "is",
        "it",
        "its",
        "that",
        "this",
        "there",
        "be",
        "i",
        "me",
        "my",
        "we",
        "you",
        "want",
        "like",
        "make",
        "made",
        "draw",
        "paint",
        "add",
        "put",
        "show",
        "give",
        "create",
        "generate",
        "take",
        "turn",
        "change",
        "move",
        "replace",
        "remove",
        "delete",
        "picture",
        "image",
        "please",
        "no",
        "not",
        "but",
        "from",
        "for",
        "as",
        "by",
        "into",
        "instead",
        "next",
        "side",
        "over",
        "under",
        "above",
        "below",
        "left",
        "right",
        "one",
        "two",
        "three",
        "four",
        "five",
        "little",
        "big",
        "large",
        "small",
        "huge",
        "tiny",
        "giant",
    ]
) | frozenset(world.COLORS)
"""English words that neither begin nor end a thing's name."""
_NOT_A_BEGINNING = frozenset(
    "的了在把被和与跟用给让一两二三四五六七八九十个只棵辆座件张幅颗画加再换变改要想去不有是成请帮我你它他她这那将"
)
_NOT_INSIDE = frozenset("的了把被和与跟吗吧呢是成")
"""Han letters that are grammar, not parts of a thing's name."""
_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9'\-]+(?: [a-z0-9'\-]+)*", re.IGNORECASE)


def _may_name(parts: list[str], han: bool) -> bool:
    if han:
        return parts[0] not in _NOT_A_BEGINNING and not _NOT_INSIDE & set(parts)
    ends = {parts[0].lower(), parts[-1].lower()}
    return not ends & _NOT_AT_AN_END and not parts[0].isdigit()


def spans(view: View) -> list[str]:
    """Runs of one to three words (one to six Han letters) of the person's messages that may name a thing.

    The brief's own names come first. Grammar at either end is left out: "red car" and "把气球" name nothing.
    """
    found = dict.fromkeys(e.what for e in view.brief.elements)
    for who, text in view.exchange:
        if who != "user":
            continue
        for run in _RUNS.findall(" ".join(text.split())[:MESSAGE_LIMIT]):
            han = "\u4e00" <= run[0] <= "\u9fff"
            parts, longest, glue = (list(run), _HAN_LETTERS, "") if han else (run.split(), _ENGLISH_WORDS, " ")
            for start in range(len(parts)):
                for end in range(start + 1, min(start + longest, len(parts)) + 1):
                    if _may_name(parts[start:end], han):
                        found[glue.join(parts[start:end])] = None
    return list(found)[:_MOST]


_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "a": 1, "an": 1, "couple": 2, "pair": 2,
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "双": 2,
}  # fmt: skip
_NUMBERS = re.compile(r"\d{1,4}|[a-z]+|[一两二三四五六七八九十双]", re.IGNORECASE)


def numbers(view: View) -> list[int]:
    """Every number that the person's messages hold, in digits or words, in order; may be empty."""
    text = " ".join(words for who, words in view.exchange if who == "user").lower()
    found = [int(t) if t.isdigit() else _NUMBER_WORDS.get(t, 0) for t in _NUMBERS.findall(text)]
    return [n for n in dict.fromkeys(found) if n > 0]
