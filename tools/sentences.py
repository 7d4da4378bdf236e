"""Catalogues of sentences: one TOML file a language in a package, with sections, keys, and named fields.

TOML instead of gettext: the keys are not English sentences, nothing needs compiling, and a translator edits one file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from tools.vocabulary.base import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def read_catalogue(package: str, language: Language) -> dict[str, dict[str, str]]:
    """A language's sentences in a package, by section and key."""
    text = resources.files(package).joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)
