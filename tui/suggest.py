"""What the prompt offers to complete: slash commands, and the words that the pocket world knows."""

from __future__ import annotations

from textual.suggester import Suggester

from agent.commands import COMMANDS
from tools import world

_LEAST = 3
"""Letters of a word before it is completed."""


class Words(Suggester):
    """Completes a command at the start of the line, and elsewhere the last word. Accepted with the right arrow."""

    def __init__(self) -> None:
        super().__init__(case_sensitive=True)
        tables = (world.nouns(), world.COLORS, world.SCENES, world.STYLES)
        self.known = sorted({name for table in tables for name in table}, key=lambda name: (len(name), name))

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last word whole, or None."""
        head, _, last = value.rpartition(" ")
        if value.startswith("/") and not head:
            return next((f"/{name}" for name in COMMANDS if name.startswith(value[1:])), None)
        if len(last) < _LEAST:
            return None
        return next((f"{head} {name}".lstrip() for name in self.known if name.startswith(last.lower())), None)
