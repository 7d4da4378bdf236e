"""What language models reply: thoughts, and JSON objects among words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_THOUGHTS = re.compile(r"<(think|thinking|thought|reasoning)>.*?</\1>|<\|channel>thought.*?<channel\|>", re.DOTALL)
_THOUGHTS_END = re.compile(r".*</(?:think|thinking|thought|reasoning)>", re.DOTALL)
"""A template may open the thoughts itself, so that the reply has their end alone."""
_THOUGHTS_OPEN = re.compile(r"<(?:think|thinking|thought|reasoning)>.*", re.DOTALL)
"""Thoughts that were cut off."""
_DECODER = json.JSONDecoder()


def without_thoughts(text: str) -> str:
    """A reply without what the model thought before it; empty where it only thought."""
    return _THOUGHTS_OPEN.sub("", _THOUGHTS_END.sub("", _THOUGHTS.sub("", text)))


def json_objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield every JSON object in a text that is in no other one, in order."""
    at = text.find("{")
    while at >= 0:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def is_whole(text: str, required: list[str]) -> bool:
    """Whether a reply that is still being written has all that is wanted, so that reading on is idle.

    It has where nothing but a fence stands before an object with the required keys: where words come first, a better
    object may follow. After a whole object of either kind, a long run of white space is idle, too.
    """
    said = without_thoughts(text)
    if "<think" in said or "}" not in said:
        return False
    first = next(json_objects(said), None)
    if first is None or not all(key in first for key in required):
        return False
    head = said[: said.index("{")]
    return re.fullmatch(r"\s*(```\w*\s*)?\[?\s*", head) is not None or re.search(r"[\s}]\s{64,}$", said) is not None
