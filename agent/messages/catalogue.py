"""The catalogue of what the studio says."""

from __future__ import annotations

from tools.sentences import LANGUAGES as LANGUAGES
from tools.sentences import read_catalogue
from tools.vocabulary.base import Language


def catalogue(language: Language) -> dict[str, dict[str, str]]:
    """A language's sentences, by section and key."""
    return read_catalogue("agent.messages", language)


def sentence(language: Language, section: str, key: str, **values: object) -> str:
    """A sentence with its fields filled in.

    Raises:
        KeyError: there is no such sentence, or a field has no value.
    """
    return catalogue(language)[section][key].format(**values)
