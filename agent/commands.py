"""Slash commands: what can be asked for exactly, past the language model. They run through the same graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from agent.edits import Edit
from agent.plan import Plan
from tools.errors import GouacheError

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif")


class BadCommand(GouacheError):
    """A slash command that is unknown or lacks what it needs."""


@dataclass(frozen=True)
class Asked:
    """A command as a plan; `prompt` replaces the brief's own words once, `seed` becomes the session's, `opened` is a
    person's own picture file, `why` the number of a requirement of the current picture."""

    plan: Plan
    prompt: str | None = None
    seed: int | None = None
    opened: str | None = None
    why: int | None = None


def _number(word: str, usage: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 9999:
        raise BadCommand(f"“{word}” is not a picture number; write {usage}.")
    return int(word)


def _plain(do: str) -> Callable[[str, str], Asked]:
    def make(rest: str, usage: str) -> Asked:
        if rest:
            raise BadCommand(f"{usage} takes nothing after it.")
        return Asked(Plan.model_validate({"do": do}))

    return make


def _numbered(do: str, optional: bool = False) -> Callable[[str, str], Asked]:
    def make(rest: str, usage: str) -> Asked:
        number = None if optional and not rest else _number(rest.lstrip("#"), usage)
        return Asked(Plan.model_validate({"do": do, "n": number}))

    return make


def _compare(rest: str, usage: str) -> Asked:
    words = [word.lstrip("#") for word in rest.split()]
    if len(words) != 2:
        raise BadCommand(f"Two picture numbers are needed; write {usage}.")
    return Asked(Plan(do="compare", n=_number(words[0], usage), m=_number(words[1], usage)))


def _setting(op: str) -> Callable[[str, str], Asked]:
    def make(rest: str, usage: str) -> Asked:
        if not rest:
            raise BadCommand(f"Which {op}? Write {usage}; `gouache world` lists them.")
        return Asked(Plan(do="edit", edits=(Edit.model_validate({"op": op, "to": rest[:200]}),)))

    return make


def _prompt(rest: str, usage: str) -> Asked:
    if not rest:
        raise BadCommand(f"Write {usage}; the picture's own prompt stands in its card's details.")
    return Asked(Plan(do="again"), prompt=rest)


def _raw(rest: str, usage: str) -> Asked:
    if not rest:
        raise BadCommand(f"Write {usage}: the painter gets the words as they stand.")
    return Asked(Plan(do="create"), prompt=rest)


def _open(rest: str, usage: str) -> Asked:
    path = _path(rest)
    if path is None:
        raise BadCommand(f"Write {usage}, or drop a picture file on the prompt.")
    return Asked(Plan(do="create"), opened=str(path))


def _path(text: str) -> Path | None:
    """An absolute path from how people and terminals write one; None where it is none."""
    bare = text.strip().strip("'\"")
    bare = unquote(bare.removeprefix("file://")) if bare.startswith("file://") else bare.replace("\\ ", " ")
    try:
        return Path(bare).expanduser().resolve() if bare else None
    except (OSError, RuntimeError, ValueError):
        return None


def _dropped(message: str) -> bool:
    path = _path(message)
    try:
        return path is not None and path.suffix.lower() in PICTURES and path.is_file()
    except OSError:
        return False  # A long message that ends like a file's name.


def _why(rest: str, usage: str) -> Asked:
    if not rest.isdecimal() or not 1 <= int(rest) <= 99:
        raise BadCommand(f"“{rest}” is not the number of a requirement; write {usage}, counting from the top.")
    return Asked(Plan(do="check"), why=int(rest))


def _seed(rest: str, usage: str) -> Asked:
    if not rest.isdecimal() or int(rest) >= 2**31:
        raise BadCommand(f"“{rest}” is not a seed; write {usage}.")
    return Asked(Plan(do="chat", say=f"The session's seed is {int(rest)} from now on."), seed=int(rest))


def _help(rest: str, usage: str) -> Asked:
    return Asked(Plan(do="chat", say=" · ".join(usage for usage, _, _ in COMMANDS.values())))


COMMANDS: dict[str, tuple[str, str, Callable[[str, str], Asked]]] = {
    "undo": ("/undo", "back to the picture that this one was made from", _plain("undo")),
    "redo": ("/redo", "take back the last undo", _plain("redo")),
    "again": ("/again", "the same with another seed", _plain("again")),
    "go": ("/go N", "make picture N the current one", _numbered("goto")),
    "branch": ("/branch N", "a new line of work from picture N", _numbered("branch")),
    "compare": ("/compare N M", "two pictures side by side", _compare),
    "describe": ("/describe [N]", "say what a picture shows", _numbered("describe", optional=True)),
    "check": ("/check [N]", "look again, requirement by requirement", _numbered("check", optional=True)),
    "why": ("/why N", "where the eyes looked for the picture's Nth requirement", _why),
    "scene": ("/scene NAME", "change the scene", _setting("scene")),
    "style": ("/style NAME", "change the style", _setting("style")),
    "prompt": ("/prompt WORDS", "paint the picture again with these words as its prompt", _prompt),
    "raw": ("/raw WORDS", "a new picture of these words, not rewritten", _raw),
    "open": ("/open FILE", "take in a picture of your own", _open),
    "seed": ("/seed N", "the seed of the pictures to come", _seed),
    "help": ("/help", "every command", _help),
}
"""By name: how it is written, what it does, and what makes its plan."""


def parse(message: str) -> Asked | None:
    """The command that a message is, or None where it is something said.

    A picture file's path alone, as terminals write it when a file is dropped on them, opens that picture.

    Raises:
        BadCommand: an unknown command, or one without what it needs; says how it is written.
    """
    if _dropped(message):
        return _open(message, "/open FILE")
    if not message.startswith("/"):
        return None
    name, _, rest = message[1:].strip().partition(" ")
    rest = rest.strip() if name == "open" else " ".join(rest.split())
    if name not in COMMANDS:
        raise BadCommand(f"There is no command /{name[:30]}; /help lists them.")
    usage, _, make = COMMANDS[name]
    return make(rest, usage)
