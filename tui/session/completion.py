"""Completion for the prompt: slash commands, their arguments, and the names that the storybook painter knows."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

_MIN_LETTERS = 3
"""Letters of an English word before it is completed; one Chinese character is enough."""
_MAX_COMPLETIONS = 20
_MAX_WORDS = 3
"""Words of the longest English names."""
_MAX_CHARACTERS = 6
"""Characters at the end of a Chinese line that may begin a name."""


class Completer:
    """Completes a command at the start of a message, then its argument, and elsewhere the last word.

    The tables are loaded on first use, because drawing the first screen does not need them.
    """

    @cached_property
    def commands(self) -> list[str]:
        """Every slash command of the studio and the screen."""
        from tui.session.slash_commands import all_commands

        return [f"/{name}" for name in all_commands()]

    @cached_property
    def names(self) -> list[str]:
        """English and Chinese names of things, colours, scenes and styles, short ones first."""
        from tools.vocabulary.storybook import lexicon

        tables = (lexicon.COLOR_NAMES, lexicon.SCENES, lexicon.STYLES, lexicon.SWATCHES)
        names = {name for table in tables for key, synonyms in table.items() for name in (key, *synonyms)}
        names |= {name for noun in lexicon.nouns().values() for name in (*noun.english, *noun.chinese)}
        return sorted(names, key=lambda name: (len(name), name))

    @cached_property
    def arguments(self) -> dict[str, list[str]]:
        """The arguments that can be completed, by command."""
        from tools import profiles
        from tools.actions.enhance import HOW
        from tools.actions.restyle import NAMED
        from tools.vocabulary.storybook import lexicon

        return {
            "/scene": list(lexicon.SCENES),
            "/style": [*lexicon.STYLES, *lexicon.SWATCHES],
            "/restyle": list(NAMED),
            "/enhance": list(HOW),
            "/seed": ["random", "fixed", "increment"],
            "/draft": ["on", "off"],
            "/size": ["auto"],
            "/steps": ["auto"],
            "/guidance": ["auto"],
            "/profile": list(profiles.profile_names()),
        }

    def load(self) -> None:
        """Load the tables, so that the first key does not have to wait for them."""
        self.usages("/")
        _ = self.names
        _ = self.arguments

    def usages(self, text: str) -> list[tuple[str, str]]:
        """Return the usage and description of the commands that `text` may become; empty where it is no command."""
        from tui.session.slash_commands import all_commands

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
                return [command for command in self.commands if command.startswith(text) and command != text]
            if name in ("/open", "/export"):
                return [f"{name} {path}" for path in _complete_path(argument)] if argument else []
            if name in self.arguments:
                words = self.arguments[name]
                return [f"{name} {w}" for w in words if w.startswith(argument.lower()) and w != argument]
        return self._complete_chinese(text) if _is_chinese(text[-1:]) else self._complete_english(text)

    def _complete_english(self, text: str) -> list[str]:
        """Complete the longest end of the line that begins a name; a name may have several words."""
        words = text.split(" ")
        for start in range(max(0, len(words) - _MAX_WORDS), len(words)):
            end = " ".join(words[start:])
            if len(end) < _MIN_LETTERS:
                continue
            matches = [name for name in self.names if name.startswith(end.lower())]
            if matches:
                return [text + name[len(end) :] for name in matches if len(name) > len(end)][:_MAX_COMPLETIONS]
        return []

    def _complete_chinese(self, text: str) -> list[str]:
        """Complete the longest end of the line that begins a name; Chinese has no spaces to split it at."""
        for start in range(max(0, len(text) - _MAX_CHARACTERS), len(text)):
            end = text[start:]
            matches = [name for name in self.names if name.startswith(end) and name != end]
            if matches and end.strip() == end and _is_chinese(end[0]):
                return [text + name[len(end) :] for name in matches][:_MAX_COMPLETIONS]
        return []


def _is_chinese(text: str) -> bool:
    return bool(text) and not text.isascii()


def _complete_path(beginning: str) -> list[str]:
    """Return the folders and picture files whose path begins so, without hidden ones."""
    from agent.commands.table import PICTURES

    path = Path(beginning).expanduser()
    folder, name = (path, "") if beginning.endswith("/") else (path.parent, path.name)
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
        elif entry.suffix.lower() in PICTURES:
            found.append(typed_folder + entry.name)
    return found[:_MAX_COMPLETIONS]
