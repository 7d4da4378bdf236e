"""What a pattern is, and how it becomes a sentence.

A pattern is a family of sentences: `(a|b|)` stands for one of its alternatives, chosen anew each time. Slots are filled
afterwards by `str.format`: {np} a thing with its attributes, {what} a thing by its name, {whats} its plural, {color}
{n} {scene} {style} {place} {size} words, {pic} a picture. Every sixth pattern of a list is kept for testing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

Wordings = dict[str, list[str]]
"""Patterns by language ("en", "zh")."""
WordingTable = dict[str, Wordings]
"""Wordings by what they say."""
BeforeAndAfter = dict[str, tuple[list[str], list[str]]]
"""By language, patterns to put before a message and patterns to put after it."""
LabelledWordings = dict[str, list[tuple[str, str]]]
"""By language, patterns with the name of what they mean."""
Sentences = dict[str, dict[str, str]]
"""Sentences by what they say and by language."""

LEAST_SPLIT = 6
"""Shorter lists of patterns serve both training and testing."""
_CHOICE = re.compile(r"\(([^()]*)\)")


def expand_pattern(pattern: str, pick: Callable[[list[str]], Any]) -> str:
    """Replace every `(a|b)` of a pattern, innermost and leftmost first, by an alternative that `pick` chooses."""
    while True:
        found = _CHOICE.search(pattern)
        if found is None:
            return " ".join(pattern.split()) if pattern.isascii() else pattern
        pattern = pattern[: found.start()] + str(pick(found[1].split("|"))) + pattern[found.end() :]


def split_patterns(patterns: list[T], testing: bool) -> list[T]:
    """Return the patterns for training, or every sixth one for testing; short lists serve both."""
    if len(patterns) < LEAST_SPLIT:
        return patterns
    return [pattern for i, pattern in enumerate(patterns) if (i % 6 == 3) is testing]
