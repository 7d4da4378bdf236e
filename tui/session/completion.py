"""Completion for the prompt: slash commands, their arguments, and the names that the painter knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.vocabulary.base import TermKind, Vocabulary

_MIN_LETTERS = 3
"""Letters of an English word before it is completed; one Chinese character is enough."""
_MAX_COMPLETIONS = 20
_MAX_WORDS = 3
"""Words of the longest English names."""
_MAX_CHARACTERS = 6
"""Characters at the end of a Chinese line that may begin a name."""
_KINDS: tuple[TermKind, ...] = ("thing", "color", "scene", "style")
"""Kinds of terms that are completed in a message."""


@dataclass(frozen=True)
class _Tables:
    """What can be completed with a vocabulary."""

    vocabulary: Vocabulary
    names: list[str]
    """English and Chinese names of things, colours, scenes and styles, short ones first."""
    arguments: dict[str, list[str]]
    """The arguments that can be completed, by command."""


class Completer:
    """Completes a command at the start of a message, then its argument, and elsewhere the last word.

    The tables are loaded on first use, because drawing the first screen does not need them.
    """

    def __init__(self, vocabulary: Callable[[], Vocabulary]) -> None:
        """`vocabulary` returns what the painter of the session knows at present."""
        self._vocabulary = vocabulary
        self._tables: _Tables | None = None

    def load(self) -> None:
        """Load the tables, so that the first key does not have to wait for them."""
        self.usages("/")
        self._loaded_tables()

    def _loaded_tables(self) -> _Tables:
        """Return the tables of the present vocabulary, which changes with the session's profile."""
        vocabulary = self._vocabulary()
        if self._tables is None or self._tables.vocabulary is not vocabulary:
            self._tables = _Tables(vocabulary, _names(vocabulary), _arguments(vocabulary))
        return self._tables

    def usages(self, text: str) -> list[tuple[str, str]]:
        """Return the usage and description of the commands that `text` may become; empty where it is no command."""
        from tui.session.screen_commands import all_commands

        if not text.startswith("/") or "\n" in text:
            return []
        name, space, _ = text.partition(" ")
        return [
            usage
            for command, usage in all_commands().items()
            if (f"/{command}" == name if space else f"/{command}".startswith(name))
        ]

    def complete(self, text: str) -> list[str]:
        """Return the text with its end completed in every possible way, likeliest first."""
        if text.startswith("/"):
            name, space, argument = text.partition(" ")
            if not space:
                return [command for command in _commands() if command.startswith(text) and command != text]
            from agent.commands.paths import PICTURES

            if name in ("/open", "/export"):
                return [f"{name} {path}" for path in _complete_path(argument, PICTURES)] if argument else []
            if name == "/lora" and argument and not "off".startswith(argument):
                return [f"{name} {path}" for path in _complete_path(argument, (".safetensors",))]
            words = self._loaded_tables().arguments.get(name)
            if words is not None:
                return [f"{name} {w}" for w in words if w.startswith(argument.lower()) and w != argument]
        return self._complete_chinese(text) if _is_chinese(text[-1:]) else self._complete_english(text)

    def _complete_english(self, text: str) -> list[str]:
        """Complete the longest end of the line that begins a name; a name may have several words."""
        names = self._loaded_tables().names
        words = text.split(" ")
        for start in range(max(0, len(words) - _MAX_WORDS), len(words)):
            end = " ".join(words[start:])
            if len(end) < _MIN_LETTERS:
                continue
            matches = [name for name in names if name.startswith(end.lower())]
            if matches:
                return [text + name[len(end) :] for name in matches if len(name) > len(end)][:_MAX_COMPLETIONS]
        return []

    def _complete_chinese(self, text: str) -> list[str]:
        """Complete the longest end of the line that begins a name; Chinese has no spaces to split it at."""
        names = self._loaded_tables().names
        for start in range(max(0, len(text) - _MAX_CHARACTERS), len(text)):
            end = text[start:]
            matches = [name for name in names if name.startswith(end) and name != end]
            if matches and end.strip() == end and _is_chinese(end[0]):
                return [text + name[len(end) :] for name in matches][:_MAX_COMPLETIONS]
        return []


@cache
def _commands() -> list[str]:
    from tui.session.screen_commands import all_commands

    return [f"/{name}" for name in all_commands()]


def _names(vocabulary: Vocabulary) -> list[str]:
    from tools.vocabulary.reference_styles import SWATCHES

    names = {name for kind in _KINDS for term in vocabulary.terms(kind) for name in term.names}
    names |= {name for style, synonyms in SWATCHES.items() for name in (style, *synonyms)}
    return sorted(names, key=lambda name: (len(name), name))


def _arguments(vocabulary: Vocabulary) -> dict[str, list[str]]:
    from tools import profiles
    from tools.actions.enhance import HOW
    from tools.vocabulary.reference_styles import REFERENCE_STYLES, SWATCHES

    return {
        "/scene": [term.name for term in vocabulary.terms("scene")],
        "/style": [*(term.name for term in vocabulary.terms("style")), *SWATCHES],
        "/restyle": list(REFERENCE_STYLES),
        "/enhance": list(HOW),
        "/seed": ["random", "fixed", "increment"],
        "/draft": ["on", "off"],
        "/size": ["auto"],
        "/lora": ["off"],
        "/steps": ["auto"],
        "/guidance": ["auto"],
        "/profile": list(profiles.profile_names()),
    }


def _is_chinese(text: str) -> bool:
    return bool(text) and not text.isascii()


def _complete_path(beginning: str, endings: tuple[str, ...]) -> list[str]:
    """Return the folders, and the files with such endings, whose path begins so, without hidden ones."""
    from agent.commands.file_access import may_access

    path = Path(beginning).expanduser()
    folder, name = (path, "") if beginning.endswith("/") else (path.parent, path.name)
    if not may_access(folder):
        return []
    try:
        entries = sorted(
            entry for entry in folder.iterdir() if entry.name.startswith(name) and not entry.name.startswith(".")
        )
    except OSError:
        return []
    typed_folder = beginning[: len(beginning) - len(name)]
    found = []
    for entry in entries:
        if entry.is_dir():
            found.append(f"{typed_folder}{entry.name}/")
        elif entry.suffix.lower() in endings:
            found.append(typed_folder + entry.name)
    return found[:_MAX_COMPLETIONS]
