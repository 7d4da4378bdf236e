"""The catalogues of what is said: every sentence in every language, with the same fields."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from agent.messages.catalogue import catalogue, sentence
from tools.sentences import LANGUAGES

PHRASES = {"statement", "whether", "missed", "should"}
"""Sections of phrases about a requirement."""
REQUIREMENT = {"subject", "counted", "value", "object", "be", "one"}
"""The words of a requirement that these phrases may use."""
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
        fields = _fields(language)
        assert fields.keys() == english.keys(), language
        for name, known in english.items():
            # Each language has its own grammar: a phrase about a requirement takes of its words what it needs.
            fits = fields[name] <= REQUIREMENT if name[0] in PHRASES else fields[name] | {"be"} == known | {"be"}
            assert fits, (language, name)


def test_each_catalogue_is_in_its_language() -> None:
    found = [k for section in catalogue("en").values() for k, text in section.items() if HAN.search(text)]
    assert found == ["languages"]  # It is said to somebody who may read only one of them.
    texts = [text for name, section in catalogue("zh").items() for text in section.values() if name != "usage"]
    assert not [text for text in texts if len(re.sub(r"{.*?}", "", text)) > 4 and not HAN.search(text)]
    assert not [text for text in texts if re.search(r"\(|\)| %|[\u4e00-\u9fff][,;:?!]", text)]  # Full-width signs only.


def test_fields_are_filled_in_and_a_missing_one_is_an_error() -> None:
    assert sentence("en", "reply", "at", number=3) == "Now at #3."
    with pytest.raises(KeyError):
        sentence("en", "reply", "at")
