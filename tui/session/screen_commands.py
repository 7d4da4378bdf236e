"""Slash commands of the screen itself. All others are the studio's, which scripts can use as well."""

from __future__ import annotations

from tui import texts

SCREEN_COMMANDS: dict[str, tuple[str, str]] = {
    "export": ("/export [FOLDER]", "write the session as Markdown, pictures and a file for replay and import"),
    "final": ("/final [N]", "star a picture and write it as a PNG with its recipe inside"),
    "import": ("/import FOLDER", "read an exported session, and continue with it"),
    "profile": ("/profile [NAME]", "continue with another profile's models; without a name, list the profiles"),
    "replay": ("/replay", "step through the decisions while each picture is painted again"),
    "brief": ("/brief", "show or hide what the picture must show"),
    "tree": ("/tree", "show the pictures as a tree"),
    "sessions": ("/sessions", "list and search saved sessions"),
    "new": ("/new", "start a new session"),
    "settings": ("/settings", "change the settings"),
    "help": ("/help", "list all keys and commands"),
}
"""By name: how the command is written, and what it does."""


def all_commands() -> dict[str, tuple[str, str]]:
    """Return every command of the studio and the screen by name: how it is written, and what it does."""
    from agent.commands.table import command_texts

    return command_texts(texts.language()) | SCREEN_COMMANDS


def parse_screen_command(text: str) -> tuple[str, str] | None:
    """Return the name and the argument of a screen command; None for everything that goes to the studio."""
    text = text.strip()
    if not text.startswith("/"):
        return None
    name, _, argument = text[1:].strip().partition(" ")
    name = name.lower()
    return (name, argument.strip()) if name in SCREEN_COMMANDS else None
