"""What the prompt offers to complete: slash commands and what stands after them, and the words of the pocket world."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

_LEAST = 3
"""Letters of a word before it is completed; a Chinese one needs a single sign."""
_MOST = 20
"""Completions offered at most."""


def _chinese(text: str) -> bool:
    return bool(text) and not text.isascii()


def _files(beginning: str) -> list[str]:
    """Picture files and folders whose path begins so."""
    from agent.commands.table import PICTURES

    whole = Path(beginning).expanduser()
    folder, name = (whole, "") if beginning.endswith("/") else (whole.parent, whole.name)
    try:
        found = sorted(
            path for path in folder.iterdir() if path.name.startswith(name) and not path.name.startswith(".")
        )
    except OSError:
        return []
    stem = beginning[: len(beginning) - len(name)]
    return [
        stem + path.name + ("/" if path.is_dir() else "")
        for path in found
        if path.is_dir() or path.suffix.lower() in PICTURES
    ]


class Words:
    """Completes a command at the start of a message, what belongs after it, and elsewhere the last word.

    The tables are loaded at the first question: they are not needed to draw the screen.
    """

    @cached_property
    def commands(self) -> list[str]:
        """Every slash command of studio and screen."""
        from tui.app.slash_commands import table

        return [f"/{name}" for name in table()]

    @cached_property
    def known(self) -> list[str]:
        """Names of things, colours, scenes and styles in English and Chinese, short ones first."""
        from tools.vocabulary.storybook import lexicon

        tables = (lexicon.COLOR_NAMES, lexicon.SCENES, lexicon.STYLES, lexicon.SWATCHES)
        names = {name for table in tables for key, others in table.items() for name in (key, *others)}
        names |= {name for noun in lexicon.nouns().values() for name in (*noun.english, *noun.chinese)}
        return sorted(names, key=lambda name: (len(name), name))

    @cached_property
    def after(self) -> dict[str, list[str]]:
        """What may stand after a command, by its name."""
        from tools import profiles
        from tools.actions.enhance import HOW
        from tools.actions.restyle import NAMED
        from tools.vocabulary.storybook import lexicon

        return {
            "/scene": list(lexicon.SCENES), "/style": [*lexicon.STYLES, *lexicon.SWATCHES], "/restyle": list(NAMED),
            "/enhance": list(HOW), "/seed": ["random", "fixed", "increment"], "/draft": ["on", "off"],
            "/size": ["auto"], "/steps": ["auto"], "/guidance": ["auto"], "/profile": list(profiles.profile_names()),
        }  # fmt: skip

    def usages(self, text: str) -> list[tuple[str, str]]:
        """How the commands are written that a message may become, and what they do; empty where it is none."""
        from tui.app.slash_commands import table

        name, space, _ = text.partition(" ")
        if not text.startswith("/") or "\n" in text:
            return []
        return [
            use
            for command, use in table().items()
            if (f"/{command}" == name if space else f"/{command}".startswith(name))
        ]

    def fitting(self, text: str) -> list[str]:
        """The text with its end whole, in every way that fits, likeliest first; empty where nothing does."""
        if text.startswith("/"):
            name, space, rest = text.partition(" ")
            if not space:
                return [command for command in self.commands if command.startswith(text) and command != text]
            if name in ("/open", "/export"):
                return [f"{name} {path}" for path in _files(rest)][:_MOST] if rest else []
            if name in self.after:
                fits = [word for word in self.after[name] if word.startswith(rest.lower()) and word != rest]
                return [f"{name} {word}" for word in fits]
        return self._chinese(text) if _chinese(text[-1:]) else self._english(text)

    def _english(self, text: str) -> list[str]:
        """A name may have several words: the longest beginning that stands at the end of the line is completed."""
        words = text.split(" ")
        for start in range(max(0, len(words) - 3), len(words)):
            last = " ".join(words[start:])
            if len(last) >= _LEAST:
                fits = [name for name in self.known if name.startswith(last.lower())]
                if fits:
                    return [text + name[len(last) :] for name in fits if len(name) > len(last)][:_MOST]
        return []

    def _chinese(self, text: str) -> list[str]:
        """Chinese has no spaces: the longest end of the line that begins a name is completed."""
        for start in range(max(0, len(text) - 6), len(text)):
            last = text[start:]
            fits = [name for name in self.known if name.startswith(last) and name != last]
            if fits and last.strip() == last and _chinese(last[0]):
                return [text + name[len(last) :] for name in fits][:_MOST]
        return []
