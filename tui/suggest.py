"""What the prompt offers to complete: slash commands, and the words that the pocket world knows."""

from __future__ import annotations

from functools import cached_property

from textual.suggester import Suggester

_LEAST = 3
"""Letters of a word before it is completed; a Chinese one needs a single sign."""


def _chinese(text: str) -> bool:
    return bool(text) and not text.isascii()


class Words(Suggester):
    """Completes a command at the start of the line, and elsewhere the last word. Accepted with the right arrow.

    The tables are loaded at the first question: they are not needed to draw the screen.
    """

    def __init__(self) -> None:
        super().__init__(case_sensitive=True)

    @cached_property
    def commands(self) -> list[str]:
        """Every slash command of studio and screen."""
        from tui.commands import table

        return [f"/{name}" for name in table()]

    @cached_property
    def known(self) -> list[str]:
        """Names of things, colours, scenes and styles in English and Chinese, short ones first."""
        from tools import world

        tables = (world.COLOR_NAMES, world.SCENES, world.STYLES, world.SWATCHES)
        names = {name for table in tables for key, others in table.items() for name in (key, *others)}
        names |= {name for noun in world.nouns().values() for name in (*noun.english, *noun.chinese)}
        return sorted(names, key=lambda name: (len(name), name))

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last word whole, or None."""
        if value.startswith("/") and " " not in value:
            return next((name for name in self.commands if name.startswith(value)), None)
        if _chinese(value[-1:]):
            return self._chinese(value)
        # A name may have several words: the longest beginning that stands at the end of the line is completed.
        words = value.split(" ")
        for start in range(max(0, len(words) - 3), len(words)):
            last = " ".join(words[start:])
            if len(last) >= _LEAST:
                found = next((name for name in self.known if name.startswith(last.lower())), None)
                if found is not None:
                    return value[: len(value) - len(last)] + last + found[len(last) :]
        return None

    def _chinese(self, value: str) -> str | None:
        """Chinese has no spaces: the longest end of the line that begins a name is completed."""
        for start in range(max(0, len(value) - 6), len(value)):
            last = value[start:]
            found = next((name for name in self.known if name.startswith(last) and name != last), None)
            if found is not None and last.strip() == last and _chinese(last[0]):
                return value + found[len(last) :]
        return None
