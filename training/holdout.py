"""What is kept out of training: the suites' own messages."""

from __future__ import annotations

import re
from functools import cache

from benchmarks.datasets import load_rows


def plain_words(text: str) -> str:
    """A message without case and punctuation."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


@cache
def kept_out() -> frozenset[str]:
    """The suites' messages of more than a few words, which others may write by chance: no training on them."""
    said = [turn["say"] for name in ("dialogues", "second") for row in load_rows(name) for turn in row["turns"]]
    said += [row["say"] for row in load_rows("instructions")]
    return frozenset(plain_words(t) for t in said if len(t.split()) > 3 or (not t.isascii() and len(t) > 7))
