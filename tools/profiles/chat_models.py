"""Which LangChain chat models a profile may name: loading a class runs its package's code."""

from __future__ import annotations

import importlib
from typing import Any

from tools.errors import BadProfile
from tools.files import MAX_TOML_BYTES, parse_toml, read_text
from tools.paths import settings_file
from tools.text import one_line

PACKAGES = "langchain_"
"""Beginning of the names of the packages whose chat models any profile may name."""
SETTING = "chat_models"
"""Key in settings.toml of the list of other chat models, as module:Class, that the person has allowed."""


def _allowed_names() -> list[Any]:
    """Return what the person has allowed; nothing where there are no settings, which others report."""
    try:
        names = parse_toml(read_text(settings_file(), MAX_TOML_BYTES)).get(SETTING, [])
    except (OSError, ValueError):
        return []
    return names if isinstance(names, list) else []


def require_chat_model(name: str) -> None:
    """Check that a name is that of a chat model which a profile may name; its module is imported only if it may.

    Args:
        name: "module:Class".

    Raises:
        BadProfile: it is written otherwise, is of another package and not allowed, or is no chat model.
    """
    shown = one_line(name)
    module, _, attribute = name.partition(":")
    parts = [*module.split("."), attribute]
    if not all(part.isidentifier() for part in parts):
        raise BadProfile(f"“{shown}” names no chat model; write module:Class, such as langchain_openai:ChatOpenAI.")
    if not module.startswith(PACKAGES) and name not in _allowed_names():
        raise BadProfile(
            f"The chat model {shown} is of no {PACKAGES}… package, and loading it runs its code; if you trust it, "
            f'write {SETTING} = ["{shown}"] at the top of {settings_file()}.'
        )
    try:
        found = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # A module may raise anything when it is imported.
        raise BadProfile(
            f"There is no chat model {shown}; install its package and write it as module:Class."
        ) from error
    from langchain_core.language_models import BaseChatModel

    if not (isinstance(found, type) and issubclass(found, BaseChatModel)):
        raise BadProfile(f"{shown} is no LangChain chat model; write module:Class of a subclass of BaseChatModel.")
