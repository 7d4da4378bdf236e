"""Slash commands of the screen itself; all others are the studio's, and a script can give them, too."""

from __future__ import annotations

LOCAL: dict[str, tuple[str, str]] = {
    "export": ("/export [FOLDER]", "the session as Markdown, pictures and a file to replay and import"),
    "final": ("/final [N]", "keep a picture: starred, and written as a PNG with its recipe inside"),
    "import": ("/import FOLDER", "take in a session that was exported, and go on in it"),
    "profile": ("/profile [NAME]", "go on with another profile's models; alone: which there are"),
    "replay": ("/replay", "step through the decisions, each picture made again"),
    "brief": ("/brief", "show or hide what the picture must show"),
    "tree": ("/tree", "the pictures as a tree"),
    "sessions": ("/sessions", "saved sessions, with search"),
    "new": ("/new", "a new session"),
    "settings": ("/settings", "the settings"),
    "help": ("/help", "every key and command"),
}
"""By name: how it is written, and what it does."""


def table() -> dict[str, tuple[str, str]]:
    """Every command of studio and screen by name: how it is written, and what it does."""
    from agent.commands.table import COMMANDS

    return {name: (usage, what) for name, (usage, what, *_) in COMMANDS.items()} | LOCAL


def local(text: str) -> tuple[str, str] | None:
    """The name of a command of the screen and what stands after it; None for what the studio should hear."""
    text = text.strip()
    if not text.startswith("/"):
        return None
    name, _, rest = text[1:].strip().partition(" ")
    name = name.lower()
    return (name, rest.strip()) if name in LOCAL else None
