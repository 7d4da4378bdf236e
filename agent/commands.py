"""Slash commands: what can be asked for exactly, past the language model. They run through the same graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.edits import Edit
from agent.plan import Plan
from tools.errors import GouacheError


class BadCommand(GouacheError):
    """A slash command that is unknown or lacks what it needs."""


@dataclass(frozen=True)
class Asked:
    """A command as a plan; `prompt` replaces the brief's own words once, `seed` becomes the session's."""

    plan: Plan
    prompt: str | None = None
    seed: int | None = None


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
    "scene": ("/scene NAME", "change the scene", _setting("scene")),
    "style": ("/style NAME", "change the style", _setting("style")),
    "prompt": ("/prompt WORDS", "paint the picture again with these words as its prompt", _prompt),
    "seed": ("/seed N", "the seed of the pictures to come", _seed),
    "help": ("/help", "every command", _help),
}
"""By name: how it is written, what it does, and what makes its plan."""


def parse(message: str) -> Asked | None:
    """The command that a message is, or None where it is something said.

    Raises:
        BadCommand: an unknown command, or one without what it needs; says how it is written.
    """
    if not message.startswith("/"):
        return None
    name, *words = message[1:].split() or [""]
    rest = " ".join(words)
    if name not in COMMANDS:
        raise BadCommand(f"There is no command /{name[:30]}; /help lists them.")
    usage, _, make = COMMANDS[name]
    return make(rest, usage)
