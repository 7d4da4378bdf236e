"""Nouns that the storybook does not know, and nouns of several words."""

from __future__ import annotations

import json
import re
from functools import cache

from tools.vocabulary.storybook import lexicon
from training import CACHE
from training.corpus.wordings.patterns import split_patterns

EMOJIBASE = CACHE / "node_modules" / "emojibase-data"
THING_GROUPS = (3, 4, 5, 6, 7)
"""Emojibase groups: animals and nature, food, travel, activities, objects."""


@cache
def outside_nouns(lang: str, testing: bool) -> list[str]:
    """Return names of things that the storybook does not know, from CLDR through emojibase.

    They teach the director to copy what is said instead of choosing among the nouns that it has seen. A sixth of them
    is kept for testing.
    """
    rows = json.loads((EMOJIBASE / lang / "data.json").read_text("utf-8"))
    labels = [row["label"].lower() for row in rows if row.get("group") in THING_GROUPS]
    names = [
        label
        for label in labels
        if lexicon.noun(label) is None and len(label.split()) < 4 and re.fullmatch(r"[a-z \u4e00-\u9fff]+", label)
    ]
    return split_patterns(list(dict.fromkeys(names)), testing)


@cache
def multiword_nouns() -> list[str]:
    """Return the storybook's English names of several words.

    Among all names they are too rare for a small model to learn that they stay whole.
    """
    return [name for noun in lexicon.nouns().values() for name in noun.english if " " in name]
