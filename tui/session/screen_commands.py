"""Slash commands of the screen itself. All others are the studio's, which scripts can use as well."""

from __future__ import annotations

from tui import texts

SCREEN_COMMANDS = (
    "export", "final", "import", "profile", "replay", "brief", "tree", "sessions", "models", "new", "settings", "help",
)  # fmt: skip
"""Their names; the catalogue says how each is written ("usage"), and what it does ("command")."""


def all_commands() -> dict[str, tuple[str, str]]:
    """Return every command of the studio and the screen by name: how it is written, and what it does."""
    from agent.commands.table import command_texts

    own = {name: (texts.text("usage", name), texts.text("command", name)) for name in SCREEN_COMMANDS}
    return command_texts(texts.language()) | own


def listing_command(text: str) -> str:
    """Return a message, or in place of a command without its name the one that lists what there is."""
    command = text.strip().lower()
    return f"/world {command[1:]}" if command in ("/style", "/scene") else text


def parse_screen_command(text: str) -> tuple[str, str] | None:
    """Return the name and the argument of a screen command; None for everything that goes to the studio."""
    text = text.strip()
    if not text.startswith("/"):
        return None
    name, _, argument = text[1:].strip().partition(" ")
    name = name.lower()
    return (name, argument.strip()) if name in SCREEN_COMMANDS else None
