"""Errors in the person's language: their English sentences are recognised, and said in Chinese."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from string import Formatter

from tools.vocabulary.base import Language


@cache
def error_sentences() -> list[tuple[str, str]]:
    """Every error's sentence in English and in Chinese, with named fields."""
    text = resources.files("agent.messages").joinpath("errors.toml").read_text("utf-8")
    return [(error["english"], error["chinese"]) for error in tomllib.loads(text)["error"]]


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_pattern(english), re.DOTALL), chinese) for english, chinese in error_sentences()]


def _pattern(english: str) -> str:
    """A sentence as a pattern whose groups are its fields."""
    parts = Formatter().parse(english)
    return "".join(re.escape(text) + (f"(?P<{field}>.+?)" if field else "") for text, field, _, _ in parts)


def error_sentence(error: Exception | str, language: Language) -> str:
    """An error's sentence in a language; in English where it has no other."""
    text = str(error)
    if language == "en":
        return text
    for pattern, chinese in _patterns():
        if found := pattern.fullmatch(text):
            return chinese.format(**found.groupdict())
    return text
