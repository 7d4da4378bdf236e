"""The numbers that a message states, in digits or words, in English and Chinese."""

from __future__ import annotations

import re

import cn2an

from agent.director.view import View

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "a": 1, "an": 1, "single": 1,
    "couple": 2, "pair": 2, "both": 2, "dozen": 12, "一对": 2, "一双": 2,
}  # fmt: skip
_COLLOQUIAL = str.maketrans("双俩仨", "二二三")
"""Numerals with a measure word inside, as the plain ones."""
_NUMBERS = re.compile(r"\d{1,4}|[a-z]+|一对|一双|[零一两二三四五六七八九双俩仨十百]+", re.IGNORECASE)


def _chinese_number(text: str) -> int:
    """A Chinese numeral: 十二 is 12, 一百零三 is 103; 0 for a row of characters that is none."""
    try:
        return int(cn2an.cn2an(text.translate(_COLLOQUIAL), "smart"))
    except ValueError:
        return 0


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    known = _NUMBER_WORDS.get(text, 0)
    return known if known or text.isascii() else _chinese_number(text)


def stated_numbers(view: View) -> list[int]:
    """Every number that the person's messages hold, in digits or words, in order; may be empty."""
    text = " ".join(words for who, words in view.exchange if who == "user").lower()
    return [n for n in dict.fromkeys(map(_value, _NUMBERS.findall(text))) if n > 0]
