"""The sentences that the packaged director was taught, which the catalogues say better and in either language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from tools.vocabulary.base import Language

_NAMES = "{names}"


class TaughtSentence(NamedTuple):
    """The key of a sentence in the catalogues' section "taught", and the names in it."""

    key: str
    names: tuple[str, ...] = ()


@cache
def _taught() -> dict[str, str]:
    """Every taught sentence with its key."""
    text = resources.files("agent.messages").joinpath("taught.toml").read_text("utf-8")
    return {sentence: key for key, sentences in tomllib.loads(text).items() for sentence in sentences}


def taught_sentence(key: str, language: Language, names: Sequence[str] = ()) -> str:
    """The sentence that the packaged director was taught for a key."""
    english, chinese = (sentence for sentence, known in _taught().items() if known == key)
    listed = ("、" if language == "zh" else ", ").join(names)
    return (chinese if language == "zh" else english).replace(_NAMES, listed)


def recognize(text: str) -> TaughtSentence | None:
    """The taught sentence that a text is; None where a director found words of its own."""
    text = text.strip()
    if text in _taught():
        return TaughtSentence(_taught()[text])
    for sentence, key in _taught().items():
        before, names, after = sentence.partition(_NAMES)
        if names and text.startswith(before) and text.endswith(after):
            listed = text.removeprefix(before).removesuffix(after)
            return TaughtSentence(key, tuple(re.split(r", |、", listed)))
    return None
