"""The catalogues of what is said: every sentence in every language, with the same fields."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from agent.messages.catalogue import LANGUAGES, catalogue, sentence

HAN = re.compile(r"[\u4e00-\u9fff]")


def _fields(language: str) -> dict[tuple[str, str], set[str]]:
    """The names of the fields of each sentence, by section and key."""
    return {
        (section, key): {name for _, name, _, _ in Formatter().parse(text) if name}
        for section, sentences in catalogue(language).items()  # type: ignore[arg-type]
        for key, text in sentences.items()
    }


def test_every_language_has_the_same_sentences_with_the_same_fields() -> None:
    english = _fields("en")
    for language in LANGUAGES:
        assert _fields(language) == english, language


def test_each_catalogue_is_in_its_language() -> None:
    assert not [k for section in catalogue("en").values() for k, text in section.items() if HAN.search(text)]
    chinese = [text for section in catalogue("zh").values() for text in section.values() if len(text) > 12]
    assert all(HAN.search(text) for text in chinese)


def test_fields_are_filled_in_and_a_missing_one_is_an_error() -> None:
    assert sentence("en", "reply", "at", number=3) == "Now at #3."
    with pytest.raises(KeyError):
        sentence("en", "reply", "at")
