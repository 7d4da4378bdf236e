"""Suites of single prompts: GenEval, GenEval 2, DPG-Bench, and lists and tables of prompts alone.

GenEval: arXiv:2310.11513. GenEval 2: arXiv:2512.16853. DPG-Bench: arXiv:2403.05135, whose propositions have the form of
the Davidsonian Scene Graph (arXiv:2310.18235).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import inflection

from agent.dialogues.suites.items import SuiteItem, SuiteTurn
from agent.dialogues.suites.reading import Record, read_json, read_lines, read_table
from tools.types import Requirement
from tools.vocabulary.colors import color_words

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MAX_COUNT = 100
"""Most of one thing that an entry may ask for."""


def _single(name: str) -> str:
    """Return a name in the singular, with its last word's ending alone changed."""
    *before, last = name.split(" ")
    return " ".join([*before, inflection.singularize(last)])


# GenEval


def read_geneval(path: Path) -> list[SuiteItem]:
    """Return GenEval's prompts: JSON lines with `tag`, `prompt`, `include` and `exclude`.

    By its rule a thing must be there, as often as asked where more than one is, in its colour, and on its side of
    another one. Strictly, a thing that is asked for once must be there just once.

    Raises:
        BadSuite: a line is not so.
    """
    return [_geneval_item(record) for record in read_json(path)]


def _geneval_item(record: Record) -> SuiteItem:
    prompt, tag = record.text("prompt"), record.optional("tag")
    included = record.items("include")
    if not included:
        raise record.fault("nothing is included, so that nothing can be checked")
    names = [record.text("class", value=entry) for entry in included]
    counts = [_count(record, entry) for entry in included]
    limits = {record.text("class", value=entry): _count(record, entry) for entry in record.items("exclude")}
    required, strict = list[Requirement](), list[Requirement]()
    for entry, name, count in zip(included, names, counts, strict=True):
        required.append(Requirement(kind="exists", subject=name))
        counted = required if count > 1 or name in limits else strict
        counted.append(Requirement(kind="count", subject=name, value=str(count)))
        color = record.optional("color", value=entry)
        if color:
            required.append(Requirement(kind="color", subject=name, value=color))
        if entry.get("position") is not None:
            required.append(_position(record, entry["position"], name, names))
    required += [Requirement(kind="absent", subject=name) for name in limits if name not in names]
    return SuiteItem(record, (SuiteTurn(prompt, tuple(required), tuple(strict)),), _tags(tag))


def _count(record: Record, entry: Any) -> int:
    given = entry.get("count", 1)
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= _MAX_COUNT:
        raise record.fault(f"a count is a whole number from 1 to {_MAX_COUNT}")
    return given


def _position(record: Record, given: Any, name: str, names: list[str]) -> Requirement:
    match given:
        case [str() as side, int() as number] if side in ("left of", "right of", "above", "below"):
            if 0 <= number < len(names):
                return Requirement(kind="relation", subject=name, value=side, object=names[number])
    raise record.fault("a position is a side (left of, right of, above, below) and the number of an included thing")


def _tags(*given: str) -> tuple[str, ...]:
    return tuple(tag for tag in dict.fromkeys(given) if tag)


# GenEval 2

_QUESTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"how many (?P<subject>.+?) are (?:there )?in the (?:image|picture)\?", re.I), "count"),
    (re.compile(r"(?:are|is) there (?:any |an? |the )?(?P<subject>.+?) in the (?:image|picture)\?", re.I), "exists"),
)
"""Questions that say by themselves what they ask."""
_ABOUT = re.compile(r"(?:is|are|does|do) (?:the |an? )?(?P<rest>.+)\?", re.I)
"""Questions about the things that the other ones have named."""


def read_geneval2(path: Path) -> list[SuiteItem]:
    """Return GenEval 2's prompts: JSON lines with `prompt`, `vqa_list` and `skills`.

    Its questions become requirements; one that is put in other words is counted as not followed.

    Raises:
        BadSuite: a line is not so.
    """
    return [_geneval2_item(record) for record in read_json(path)]


def _geneval2_item(record: Record) -> SuiteItem:
    pairs = []
    for pair in record.items("vqa_list"):
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
            raise record.fault("vqa_list has pairs of a question and its answer")
        pairs.append((" ".join(pair[0].split()), pair[1].strip().lower()))
    named = [
        match["subject"] for question, _ in pairs for pattern, _ in _QUESTIONS if (match := pattern.fullmatch(question))
    ]
    found = [_asked(question, answer, named) for question, answer in pairs]
    required = tuple(requirement for requirement in found if requirement is not None)
    skills = [skill for skill in record.items("skills") if isinstance(skill, str)]
    turn = SuiteTurn(record.text("prompt"), tuple(dict.fromkeys(required)))
    return SuiteItem(record, (turn,), _tags(*skills), unfollowed=len(pairs) - len(required))


def _asked(question: str, answer: str, named: list[str]) -> Requirement | None:
    """Return what a question asks, given all names that the questions of its prompt have."""
    for pattern, kind in _QUESTIONS:
        match = pattern.fullmatch(question)
        if match and kind == "count":
            number = _NUMBERS.index(answer) if answer in _NUMBERS else int(answer) if answer.isdecimal() else None
            value = None if number is None or number > _MAX_COUNT else str(number)
            return (value and Requirement(kind="count", subject=_single(match["subject"]), value=value)) or None
        if match and answer in ("yes", "no"):
            return Requirement(kind="exists" if answer == "yes" else "absent", subject=_single(match["subject"]))
    about = _ABOUT.fullmatch(question)
    return _about(about["rest"], named) if about and answer == "yes" else None


def _about(rest: str, named: list[str]) -> Requirement | None:
    """Return what is asked of a thing: where it stands to another one, its colour, or anything else."""
    subject = max((name for name in named if rest.startswith(f"{name} ")), key=len, default=None)
    if subject is None:
        return None
    said = rest[len(subject) + 1 :]
    for other in sorted(named, key=len, reverse=True):
        relation = re.fullmatch(rf"(?P<relation>.+?) (?:the |an? )?{re.escape(other)}", said)
        if relation:
            value = re.sub(r"^(?:to|on|at) the (left|right) of$", r"\1 of", relation["relation"])
            return Requirement(kind="relation", subject=_single(subject), value=value, object=_single(other))
    return _attribute(_single(subject), said)


def _attribute(subject: str, value: str) -> Requirement:
    is_color = color_words(value) == {value.lower()}
    return Requirement(kind="color" if is_color else "attribute", subject=subject, value=value)


# DPG-Bench

_TUPLE = re.compile(r"(?P<broad>\w+) - (?P<detailed>[\w/ ]+?) \((?P<values>.+)\)", re.I)
"""A proposition, such as “attribute - color (bird, red)”."""


def read_dpg(path: Path) -> list[SuiteItem]:
    """Return DPG-Bench's prompts: a table with a row a proposition (`item_id`, `text`, `tuple`).

    Propositions about wholes, counts, attributes and spatial relations become requirements; the others are counted as
    not followed.

    Raises:
        BadSuite: there is no such column, or a row has no prompt.
    """
    groups: dict[str, list[Record]] = {}
    for record in read_table(path):
        groups.setdefault(record.text("item_id"), []).append(record)
    return [_dpg_item(rows) for rows in groups.values()]


def _dpg_item(rows: list[Record]) -> SuiteItem:
    if "tuple" not in rows[0].value:
        raise rows[0].fault("the table has no column “tuple”, in which the propositions are")
    found = [_proposition(row.optional("tuple")) for row in rows]
    required = tuple(dict.fromkeys(requirement for requirement in found if requirement is not None))
    tags = _tags(*(row.optional("category_broad") for row in rows))
    turn = SuiteTurn(rows[0].text("text"), required)
    return SuiteItem(rows[0], (turn,), tags, unfollowed=found.count(None))


def _proposition(text: str) -> Requirement | None:
    match = _TUPLE.fullmatch(text)
    if match is None:
        return None
    broad, detailed = match["broad"].lower(), match["detailed"].strip().lower()
    values = [value.strip() for value in match["values"].split(",")]
    match broad, values:
        case "entity", [name]:
            return Requirement(kind="exists", subject=_single(name))
        case "attribute", [name, value]:
            return _attribute(_single(name), value)
        case "relation", [name, other, relation]:
            return Requirement(kind="relation", subject=_single(name), value=relation, object=_single(other))
        case "other", [name, number] if detailed == "count" and (found := re.fullmatch(r"==\s*(\d{1,3})", number)):
            return Requirement(kind="count", subject=_single(name), value=found[1])
    return None


# Prompts alone


def read_list(path: Path) -> list[SuiteItem]:
    """Return a list with a prompt a line, as T2I-CompBench has them; the file's name tells what they are about.

    Raises:
        BadSuite: it can't be read.
    """
    tag = re.sub(r"_(?:val|train|test)$", "", path.stem.lower()).replace("_", " ")
    records = read_lines(path)
    return [SuiteItem(record, (SuiteTurn(_listed(record)),), _tags(tag)) for record in records]


def _listed(record: Record) -> str:
    return Record(record.file, record.line, {"prompt": record.value}).text("prompt")


def read_prompt_table(path: Path) -> list[SuiteItem]:
    """Return the prompts of a table: DrawBench's (`Prompts`, `Category`) and PartiPrompts' (with `Challenge`).

    Raises:
        BadSuite: a row has no prompt.
    """
    return [
        SuiteItem(
            record,
            (SuiteTurn(record.text("Prompts", "Prompt", "prompt")),),
            _tags(*_lowered(record.optional(name) for name in ("Category", "category", "Challenge"))),
        )
        for record in read_table(path)
    ]


def _lowered(texts: Iterable[str]) -> Iterable[str]:
    return (text.lower() for text in texts)
