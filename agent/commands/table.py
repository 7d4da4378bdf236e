"""Slash commands: what can be asked for exactly, past the language model. They run through the same graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from agent import limits
from agent.brief.edits import Edit
from agent.commands.command import BadCommand, Command, Options
from agent.director.plan import Plan
from tools.actions.enhance import DIALS, HOW
from tools.actions.restyle import NAMED
from tools.vocabulary.reference_styles import find_reference_style, find_swatch

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif")


def _number(word: str, usage: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 9999:
        raise BadCommand(f"“{word}” is not a picture number; write {usage}.")
    return int(word)


def _plain(do: str) -> Callable[[str, str], Command]:
    def make(rest: str, usage: str) -> Command:
        if rest:
            raise BadCommand(f"{usage} takes nothing after it.")
        return Command(Plan.model_validate({"do": do}))

    return make


def _numbered(do: str, optional: bool = False) -> Callable[[str, str], Command]:
    def make(rest: str, usage: str) -> Command:
        number = None if optional and not rest else _number(rest.lstrip("#"), usage)
        return Command(Plan.model_validate({"do": do, "n": number}))

    return make


def _compare(rest: str, usage: str) -> Command:
    words = [word.lstrip("#") for word in rest.split()]
    if len(words) != 2:
        raise BadCommand(f"Two picture numbers are needed; write {usage}.")
    return Command(Plan(intent="compare", picture=_number(words[0], usage), other=_number(words[1], usage)))


def _setting(op: str) -> Callable[[str, str], Command]:
    def make(rest: str, usage: str) -> Command:
        if not rest:
            raise BadCommand(f"Which {op}? Write {usage}; `gouache world` lists them.")
        return Command(Plan(intent="edit", edits=(Edit.model_validate({"op": op, "to": rest[:200]}),)))

    return make


def _prompt(rest: str, usage: str) -> Command:
    if not rest:
        raise BadCommand(f"Write {usage}; the picture's own prompt is in its card's details.")
    return Command(Plan(intent="again"), Options(prompt=rest))


def _raw(rest: str, usage: str) -> Command:
    if not rest:
        raise BadCommand(f"Write {usage}: the painter gets the words as they stand.")
    return Command(Plan(intent="create"), Options(prompt=rest))


def _open(rest: str, usage: str) -> Command:
    path = _path(rest)
    if path is None:
        raise BadCommand(f"Write {usage}, or drop a picture file on the prompt.")
    return Command(Plan(intent="create"), Options(upload=str(path)))


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


def _why(rest: str, usage: str) -> Command:
    if not rest.isdecimal() or not 1 <= int(rest) <= 99:
        raise BadCommand(f"“{rest}” is not the number of a requirement; write {usage}, counting from the top.")
    return Command(Plan(intent="check"), Options(requirement=int(rest)))


def _told(answer: str, **settings: Any) -> Command:
    return Command(Plan(intent="chat"), Options(answer=answer), settings=settings)


def _seed(rest: str, usage: str) -> Command:
    match rest:
        case "random":
            return _told("Every picture gets a random seed from now on.", mode="random")
        case "fixed":
            return _told("Every turn uses the session's own seed from now on.", mode="fixed")
        case "increment":
            return _told("The seed counts up from turn to turn again.", mode="increment")
    if not rest.isdecimal() or int(rest) >= 2**31:
        raise BadCommand(f"“{rest}” is not a seed; write {usage}.")
    answer = f"The session's seed is {int(rest)} from now on."
    return Command(Plan(intent="chat"), Options(answer=answer), seed=int(rest))


def _measure(name: str, low: float, high: float, whole: bool = False) -> Callable[[str, str], Command]:
    """A setting that is one number; “auto” is the profile's own."""

    def make(rest: str, usage: str) -> Command:
        verb = "are" if whole else "is"
        if rest == "auto":
            return _told(f"The {name} {verb} the profile's own again.", **off, **{name: None})
        value = _value(rest, low, high)
        if value is None or (whole and value != int(value)):
            raise BadCommand(f"“{rest[:30]}” does not fit; write {usage} with a number from {low:g} to {high:g}.")
        return _told(f"The {name} {verb} {value:g} from now on.", **off, **{name: int(value) if whole else value})

    # Steps that are asked for by number are no draft's.
    off: dict[str, Any] = {"draft": False} if name == "steps" else {}
    return make


def _value(text: str, low: float, high: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _draft(rest: str, usage: str) -> Command:
    if rest not in ("on", "off"):
        raise BadCommand(f"Choose on or off; write {usage}.")
    on = rest == "on"
    said = "Pictures are one-step drafts" if on else "Pictures are painted with all steps"
    return _told(f"{said} from now on.", draft=on)


def _size(rest: str, usage: str) -> Command:
    if rest == "auto":
        return _told("Pictures have the profile's own size again.", width=None, height=None)
    sides = [int(side) for side in rest.lower().replace("×", "x").split("x") if side.strip().isdecimal()]
    if len(sides) != 2 or any(side % 8 or not 16 <= side <= 4096 for side in sides):
        raise BadCommand(f"“{rest[:30]}” is not a size; write {usage}, multiples of 8 from 16 to 4096.")
    return _told(f"Pictures are {sides[0]} x {sides[1]} pixels from now on.", width=sides[0], height=sides[1])


def _strength(rest: str, usage: str) -> Command:
    value = _value(rest, 0.01, 1)
    if value is None:
        raise BadCommand(f"“{rest[:30]}” is not a strength; write {usage} with a number from 0.01 to 1.")
    return _told(f"The next edit has the strength {value:g}.", strength=value)


def _region(rest: str, usage: str) -> Command:
    numbers, _, said = rest.partition(" ")
    sides = [_value(side, 0, 1) for side in numbers.split(",")]
    if len(sides) != 4 or None in sides or not said:
        raise BadCommand(f"Write {usage}: four numbers from 0 to 1, then the change, e.g. 0,0,.5,1 add a tree.")
    left, top, right, bottom = (side or 0.0 for side in sides)
    if left >= right or top >= bottom:
        raise BadCommand("In a region, left must be less than right, and top less than bottom.")
    return Command(None, Options(region=(left, top, right, bottom)), message=said)


def _auto(rest: str, usage: str) -> Command:
    if rest:
        raise BadCommand(f"{usage} takes nothing after it.")
    names = ("steps", "guidance", "width", "height", "strength")
    back: dict[str, Any] = {**dict.fromkeys(names), "mode": "increment", "draft": False}
    return _told("Seed mode, steps, guidance, size and strength are the profile's own again.", **back)


def _vary(rest: str, usage: str) -> Command:
    if rest and (not rest.isdecimal() or not 2 <= int(rest) <= limits.VARIATIONS):
        raise BadCommand(f"There can be 2 to {limits.VARIATIONS} variations; write {usage}.")
    return Command(Plan(intent="again"), Options(variations=int(rest) if rest else 4))


def _enhance(rest: str, usage: str) -> Command:
    how, _, last = rest.partition(" ")
    if how and how not in HOW:
        raise BadCommand(f"There is no enhancement “{how[:30]}”; there are {', '.join(HOW)}.")
    strength = _value(last, 0, 1) if last else None
    if last and strength is None:
        raise BadCommand(f"“{last[:30]}” is not a strength; write {usage} with a number from 0 to 1.")
    options = Options(tool_arguments={"strength": strength} if last else {})
    return Command(Plan(intent="enhance", method=how or None), options)


def _tone(rest: str, usage: str) -> Command:
    dials: dict[str, Any] = {}
    for word in rest.split():
        name, _, value = word.partition("=")
        if word == "balance":
            dials["white_balance"] = True
        elif name not in DIALS or _value(value, -1, 1) is None:
            raise BadCommand(f"“{word[:30]}” is not a tone setting; write {usage}, each from -1 to 1.")
        else:
            dials[name] = _value(value, -1, 1)
    if not dials:
        raise BadCommand(f"What should change? Write {usage}, each from -1 to 1.")
    return Command(Plan(intent="enhance", method="tone"), Options(tool_arguments=dials))


def _restyle(rest: str, usage: str) -> Command:
    words, manner = rest, dict[str, Any]()
    if words.endswith(" keep-color"):
        words, manner = words.removesuffix(" keep-color").strip(), {"keep_color": True}
    word = words.lstrip("#")
    if word.isdecimal():
        return Command(Plan(intent="restyle", picture=_number(word, usage)), Options(tool_arguments=manner))
    name = find_reference_style(words)
    if name is not None:
        return Command(Plan(intent="restyle", method=name), Options(tool_arguments=manner))
    if (path := _path(words)) is None or not path.is_file():
        raise BadCommand(f"Name a picture number, a picture file, or one of {', '.join(NAMED)}; write {usage}.")
    return Command(Plan(intent="restyle"), Options(tool_arguments={**manner, "file": str(path)}))


def _style(rest: str, usage: str) -> Command:
    name = find_swatch(rest)
    return Command(Plan(intent="restyle", method=name)) if name else _setting("style")(rest, usage)


def _help(rest: str, usage: str) -> Command:
    del rest, usage
    return Command(Plan(intent="chat"), Options(answer=" · ".join(usage for usage, _, _ in COMMANDS.values())))


COMMANDS: dict[str, tuple[str, str, Callable[[str, str], Command]]] = {
    "undo": ("/undo", "back to the picture that this one was made from", _plain("undo")),
    "redo": ("/redo", "take back the last undo", _plain("redo")),
    "again": ("/again", "paint the same again with another seed", _plain("again")),
    "go": ("/go N", "make picture N the current one", _numbered("goto")),
    "branch": ("/branch N", "start another line of edits from picture N", _numbered("branch")),
    "compare": ("/compare N M", "two pictures side by side", _compare),
    "describe": ("/describe [N]", "say what a picture shows", _numbered("describe", optional=True)),
    "check": ("/check [N]", "look again, requirement by requirement", _numbered("check", optional=True)),
    "why": ("/why N", "where the eyes looked for the picture's Nth requirement", _why),
    "scene": ("/scene NAME", "change the scene", _setting("scene")),
    "style": ("/style NAME", "change the style", _style),
    "restyle": (
        "/restyle N | NAME | FILE [keep-color]",
        "repaint in the style of picture N, of a file, or woodcut …",
        _restyle,
    ),
    "enhance": ("/enhance [HOW [X]]", "improve the picture: auto, denoise, x2 …; X from 0 to 1", _enhance),
    "tone": ("/tone brightness=X contrast=X warmth=X balance", "adjust the picture's tone, each from -1 to 1", _tone),
    "vary": ("/vary [N]", "N variations of the picture, 2 to 8", _vary),
    "prompt": ("/prompt WORDS", "paint the picture again with these words as its prompt", _prompt),
    "raw": ("/raw WORDS", "a new picture of these words, not rewritten", _raw),
    "open": ("/open FILE", "open a picture of your own", _open),
    "region": ("/region L,T,R,B CHANGE", "edit only this part, sides as numbers from 0 to 1", _region),
    "strength": ("/strength X", "how much the next edit may change, up to 1", _strength),
    "seed": ("/seed N | random | fixed | increment", "the seeds of the pictures to come", _seed),
    "steps": ("/steps N | auto", "how many steps a picture is painted in", _measure("steps", 1, 200, whole=True)),
    "guidance": ("/guidance X | auto", "how strictly the prompt is followed", _measure("guidance", 0, 30)),
    "draft": ("/draft on | off", "quick drafts in one step, or all steps", _draft),
    "size": ("/size WxH | auto", "size in pixels, if the painter can change it", _size),
    "auto": ("/auto", "go back to the profile's seeds, steps, guidance, size", _auto),
    "help": ("/help", "every command", _help),
}
"""By name: how it is written, what it does, and what makes its plan."""


def parse_command(message: str) -> Command | None:
    """The command that a message is, or None where it is something said.

    A picture file's path alone, as terminals write it when a file is dropped on them, opens that picture.

    Raises:
        BadCommand: an unknown command, or one without what it needs; says how it is written.
    """
    message = message.strip()
    if _dropped(message):
        return _open(message, "/open FILE")
    if not message.startswith("/"):
        return None
    name, _, rest = message[1:].strip().partition(" ")
    name = name.lower()
    rest = rest.strip() if name in ("open", "restyle") else " ".join(rest.split())
    if name not in COMMANDS:
        raise BadCommand(f"There is no command /{name[:30]}; /help lists them.")
    usage, _, make = COMMANDS[name]
    return make(rest, usage)
