"""The catalogues of what the studio says: one TOML file a language, sentences with named fields.

TOML instead of gettext: the keys are not English sentences, nothing needs compiling, and a translator edits one file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from tools.vocabulary.base import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def catalogue(language: Language) -> dict[str, dict[str, str]]:
    """A language's sentences, by section and key."""
    text = resources.files("agent.messages").joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def sentence(language: Language, section: str, key: str, **values: object) -> str:
    """A sentence with its fields filled in.

    Raises:
        KeyError: there is no such sentence, or a field has no value.
    """
    return catalogue(language)[section][key].format(**values)
