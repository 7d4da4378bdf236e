"""What is kept out of training: the messages of the benchmark suites, some colours and pairs of things."""

from __future__ import annotations

import re
from functools import cache

from benchmarks.datasets import load_rows


def normalize_message(text: str) -> str:
    """Return a message without case and punctuation, for comparison."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


@cache
def held_out_messages() -> frozenset[str]:
    """Return the suites' messages, normalised, that must not be trained on.

    Messages of few words are left out, because others may write the same by chance.
    """
    names = ("dialogues", "second", "fourth")
    messages = [turn["say"] for name in names for row in load_rows(name) for turn in row["turns"]]
    messages += [row["say"] for row in load_rows("instructions")]
    return frozenset(
        normalize_message(text) for text in messages if len(text.split()) > 3 or (not text.isascii() and len(text) > 7)
    )


def held_out(noun: str, color: str | None) -> bool:
    """Whether a noun in a colour is kept from the painter's training: about one pair in twelve, never changed."""
    return color is not None and (sum(map(ord, noun)) * 7 + sum(map(ord, color)) * 3) % 12 == 0


def held_out_pair(a: str, b: str) -> bool:
    """Whether two nouns are never seen together in training: about one pair in twelve, never changed."""
    return a != b and (sum(map(ord, a)) + sum(map(ord, b))) * 5 % 12 == 7
