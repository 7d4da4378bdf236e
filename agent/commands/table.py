"""Slash commands: what can be asked for exactly, past the language model. They run through the same graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent import limits
from agent.brief.edits import Edit
from agent.commands.command import Answer, BadCommand, Command, Options
from agent.commands.file_access import ensure_access, may_access
from agent.commands.paths import dropped_picture, parse_path
from agent.director.plan import SAY_LIMIT, Plan
from agent.messages.catalogue import sentence
from tools.actions.enhance import DIALS, HOW
from tools.actions.restyle import NAMED
from tools.engines.lora_file import MAX_WEIGHT
from tools.text import nearest_name
from tools.vocabulary.base import Language, TermKind
from tools.vocabulary.reference_styles import find_reference_style, find_swatch

Make = Callable[[str, str], Command]
"""From what stands behind a command's name, and that name, to the command."""


def _bad(key: str, name: str, word: str = "", **values: object) -> BadCommand:
    return BadCommand(key, name, word=word[:30], **values)


def _number(word: str, name: str) -> int:
    if not word:
        raise _bad("no_number", name)
    if not word.isdecimal() or not 1 <= int(word) <= 9999:
        raise _bad("number", name, word)
    return int(word)


def _plain(do: str) -> Make:
    def make(rest: str, name: str) -> Command:
        if rest:
            raise _bad("nothing_after", name)
        return Command(Plan.model_validate({"do": do}))

    return make


def _numbered(do: str, optional: bool = False) -> Make:
    def make(rest: str, name: str) -> Command:
        number = None if optional and not rest else _number(rest.lstrip("#"), name)
        return Command(Plan.model_validate({"do": do, "n": number}))

    return make


def _describe(rest: str, name: str) -> Command:
    first, _, question = rest.partition(" ")
    if not first.lstrip("#").isdecimal():
        return Command(Plan(intent="describe", text=rest[:SAY_LIMIT] or None))
    return Command(Plan(intent="describe", picture=_number(first.lstrip("#"), name), text=question[:SAY_LIMIT] or None))


def _compare(rest: str, name: str) -> Command:
    words = [word.lstrip("#") for word in rest.split()]
    if len(words) != 2:
        raise _bad("two_numbers", name)
    return Command(Plan(intent="compare", picture=_number(words[0], name), other=_number(words[1], name)))


def _setting(op: str) -> Make:
    def make(rest: str, name: str) -> Command:
        if not rest:
            raise _bad(f"which_{op}", name)
        return Command(Plan(intent="edit", edits=(Edit.model_validate({"op": op, "to": rest[:200]}),)))

    return make


def _prompt(rest: str, name: str) -> Command:
    if not rest:
        raise _bad("prompt", name)
    return Command(Plan(intent="again"), Options(prompt=rest))


def _raw(rest: str, name: str) -> Command:
    if not rest:
        raise _bad("raw", name)
    return Command(Plan(intent="create"), Options(prompt=rest))


def _open(rest: str, name: str) -> Command:
    path = parse_path(rest)
    if path is None:
        raise _bad("open", name)
    ensure_access(path)
    return Command(Plan(intent="create"), Options(upload=str(path)))


def _why(rest: str, name: str) -> Command:
    if not rest:
        raise _bad("no_requirement", name)
    if not rest.isdecimal() or not 1 <= int(rest) <= 99:
        raise _bad("requirement", name, rest)
    return Command(Plan(intent="check"), Options(requirement=int(rest)))


def _told(key: str, values: dict[str, Any] | None = None, seed: int | None = None, **settings: Any) -> Command:
    return Command(Plan(intent="chat"), seed=seed, settings=settings, answer=Answer(key, None, values or {}))


def _seed(rest: str, name: str) -> Command:
    if rest in ("random", "fixed", "increment"):
        return _told(f"seed_{rest}", mode=rest)
    if not rest.isdecimal() or int(rest) >= 2**31:
        raise _bad("seed_bad" if rest else "no_seed", name, rest)
    return _told("seed_set", {"value": int(rest)}, seed=int(rest))


def _measure(setting: str, low: float, high: float, whole: bool = False) -> Make:
    """A setting that is one number; “auto” is the profile's own."""

    def make(rest: str, name: str) -> Command:
        if rest == "auto":
            return _told(f"{setting}_auto", **off, **{setting: None})
        value = _value(rest, low, high)
        if value is None or (whole and value != int(value)):
            raise _bad("measure" if rest else "no_measure", name, rest, low=f"{low:g}", high=f"{high:g}")
        set_: dict[str, Any] = {**off, setting: int(value) if whole else value}
        return _told(f"{setting}_set", {"value": f"{value:g}"}, **set_)

    # Steps that are asked for by number are no draft's.
    off: dict[str, Any] = {"draft": False} if setting == "steps" else {}
    return make


def _value(text: str, low: float, high: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _draft(rest: str, name: str) -> Command:
    if rest not in ("on", "off"):
        raise _bad("on_or_off", name)
    return _told(f"draft_{rest}", draft=rest == "on")


def _size(rest: str, name: str) -> Command:
    if rest == "auto":
        return _told("size_auto", width=None, height=None)
    sides = [int(side) for side in rest.lower().replace("×", "x").split("x") if side.strip().isdecimal()]
    if len(sides) != 2 or any(side % 8 or not 16 <= side <= 4096 for side in sides):
        raise _bad("size_bad" if rest else "no_size", name, rest)
    width, height = sides
    return _told("size_set", {"width": width, "height": height}, width=width, height=height)


def _strength(rest: str, name: str) -> Command:
    value = _value(rest, 0.01, 1)
    if value is None:
        raise _bad("measure" if rest else "no_measure", name, rest, low="0.01", high="1")
    return _told("strength_set", {"value": f"{value:g}"}, strength=value)


def _region(rest: str, name: str) -> Command:
    numbers, _, said = rest.partition(" ")
    sides = [_value(side, 0, 1) for side in numbers.split(",")]
    if len(sides) != 4 or None in sides or not said:
        raise _bad("region", name)
    left, top, right, bottom = (side or 0.0 for side in sides)
    if left >= right or top >= bottom:
        raise _bad("region_order", name)
    return Command(None, Options(region=(left, top, right, bottom)), message=said)


def _lora(rest: str, name: str) -> Command:
    if rest == "off":
        return _told("lora_off", lora=None, lora_weight=None)
    path, _, last = rest.rpartition(" ")
    weight = _value(last, -MAX_WEIGHT, MAX_WEIGHT) if path else None
    found = parse_path(rest if weight is None else path)
    if found is None:
        raise _bad("no_lora", name)
    ensure_access(found)
    weight = 1.0 if weight is None else weight
    return _told("lora_set", {"file": found.name, "weight": f"{weight:g}"}, lora=str(found), lora_weight=weight)


def _auto(rest: str, name: str) -> Command:
    if rest:
        raise _bad("nothing_after", name)
    names = ("steps", "guidance", "width", "height", "strength")
    back: dict[str, Any] = {**dict.fromkeys(names), "mode": "increment", "draft": False}
    return _told("auto", **back)


def _vary(rest: str, name: str) -> Command:
    if rest and (not rest.isdecimal() or not 2 <= int(rest) <= limits.VARIATIONS):
        raise _bad("vary", name, most=limits.VARIATIONS)
    return Command(Plan(intent="again"), Options(variations=int(rest) if rest else 4))


def _enhance(rest: str, name: str) -> Command:
    how, _, last = rest.partition(" ")
    if how and how not in HOW:
        raise _bad("enhancement", name, how, names=", ".join(HOW))
    strength = _value(last, 0, 1) if last else None
    if last and strength is None:
        raise _bad("measure", name, last, low="0", high="1")
    options = Options(tool_arguments={"strength": strength} if last else {})
    return Command(Plan(intent="enhance", method=how or None), options)


def _tone(rest: str, name: str) -> Command:
    dials: dict[str, Any] = {}
    for word in rest.split():
        dial, _, value = word.partition("=")
        if word == "balance":
            dials["white_balance"] = True
        elif dial not in DIALS or _value(value, -1, 1) is None:
            raise _bad("tone", name, word)
        else:
            dials[dial] = _value(value, -1, 1)
    if not dials:
        raise _bad("no_tone", name)
    return Command(Plan(intent="enhance", method="tone"), Options(tool_arguments=dials))


def _restyle(rest: str, name: str) -> Command:
    words, manner = rest, dict[str, Any]()
    if words.endswith(" keep-color"):
        words, manner = words.removesuffix(" keep-color").strip(), {"keep_color": True}
    word = words.lstrip("#")
    if word.isdecimal():
        return Command(Plan(intent="restyle", picture=_number(word, name)), Options(tool_arguments=manner))
    style = find_reference_style(words)
    if style is not None:
        return Command(Plan(intent="restyle", method=style), Options(tool_arguments=manner))
    path = parse_path(words)
    if path is not None and not words.isalpha():
        ensure_access(path)
    if path is None or not may_access(path) or not path.is_file():
        raise _bad("restyle", name, names=", ".join(NAMED))
    return Command(Plan(intent="restyle"), Options(tool_arguments={**manner, "file": str(path)}))


def _style(rest: str, name: str) -> Command:
    swatch = find_swatch(rest)
    return Command(Plan(intent="restyle", method=swatch)) if swatch else _setting("style")(rest, name)


def _world(rest: str, name: str) -> Command:
    kind = _KINDS.get(rest.lower().removesuffix("s"))
    if rest and kind is None:
        raise _bad("world", name, rest)
    return Command(Plan(intent="chat"), lists="world", kind=kind)


def _help(rest: str, name: str) -> Command:
    del rest, name
    return Command(Plan(intent="chat"), lists="commands")


_KINDS: dict[str, TermKind] = {
    "thing": "thing", "color": "color", "colour": "color", "scene": "scene", "style": "style",
    "东西": "thing", "颜色": "color", "场景": "scene", "风格": "style",
}  # fmt: skip
"""What `/world` lists, by its names."""
COMMANDS: dict[str, Make] = {
    "undo": _plain("undo"),
    "redo": _plain("redo"),
    "again": _plain("again"),
    "go": _numbered("goto"),
    "branch": _numbered("branch"),
    "compare": _compare,
    "describe": _describe,
    "check": _numbered("check", optional=True),
    "why": _why,
    "scene": _setting("scene"),
    "style": _style,
    "restyle": _restyle,
    "enhance": _enhance,
    "tone": _tone,
    "vary": _vary,
    "prompt": _prompt,
    "raw": _raw,
    "open": _open,
    "region": _region,
    "strength": _strength,
    "seed": _seed,
    "steps": _measure("steps", 1, 200, whole=True),
    "guidance": _measure("guidance", 0, 30),
    "draft": _draft,
    "lora": _lora,
    "size": _size,
    "auto": _auto,
    "world": _world,
    "help": _help,
}
"""What makes the plan of each command. The catalogue says how it is written ("usage"), and what it does ("help")."""


def command_texts(language: Language = "en") -> dict[str, tuple[str, str]]:
    """How each command is written, and what it does, by its name."""
    return {name: (sentence(language, "usage", name), sentence(language, "help", name)) for name in COMMANDS}


def _misspelt(name: str) -> BadCommand:
    """What is said of a command that does not exist, with the one that may be meant."""
    short = [known for known in COMMANDS if len(name) > 1 and known.startswith(name)]
    near = short[0] if short else nearest_name(name, COMMANDS) or ""
    return BadCommand("guess" if near else "unknown", name=name[:30], near=near)


def parse_command(message: str) -> Command | None:
    """The command that a message is, or None where it is something said.

    A picture file's path alone, as terminals write it when a file is dropped on them, opens that picture.

    Raises:
        BadCommand: an unknown command, one without what it needs, or words after a dropped file; says what to write.
    """
    message = message.strip()
    dropped = dropped_picture(message)
    if dropped is not None:
        path, words = dropped
        if words:
            raise BadCommand("file_and_words")
        return Command(Plan(intent="create"), Options(upload=str(path)))
    if not message.startswith("/"):
        return None
    name, *arguments = message[1:].split(maxsplit=1) or [""]
    name, rest = name.lower(), "".join(arguments)
    if name not in COMMANDS:
        raise _misspelt(name) if name else BadCommand("empty")
    if name not in ("open", "restyle", "lora"):  # White space may be part of a file's name.
        rest = " ".join(rest.split())
    return COMMANDS[name](rest, name)
