"""Suites of edits of given pictures, and of dialogues: MagicBrush, Emu Edit, ImgEdit, EdiVal, DialogBen's kind.

MagicBrush: arXiv:2306.10012. Emu Edit: arXiv:2311.10089. ImgEdit: arXiv:2505.20275. EdiVal: arXiv:2509.13399.
DialogBen: arXiv:2403.08857.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, Literal

from agent.dialogues.suites.items import SuiteItem, SuiteTurn
from agent.dialogues.suites.reading import Record, read_json, read_table

_MAX_TURNS = 100
"""Most messages of a dialogue."""


def _instructions(record: Record, said: list[str]) -> tuple[SuiteTurn, ...]:
    if not 1 <= len(said) <= _MAX_TURNS:
        raise record.fault(f"a dialogue has 1 to {_MAX_TURNS} messages, and this one has {len(said)}")
    return tuple(SuiteTurn(text) for text in said)


def read_magicbrush(path: Path) -> list[SuiteItem]:
    """Return MagicBrush's sessions: `edit_sessions.json` (lists of turns by session) or `edit_turns.json` (a list).

    Raises:
        BadSuite: a turn lacks `input` or `instruction`.
    """
    items = []
    for record in read_json(path):
        turns = record.value if isinstance(record.value, list) else [record.value]
        if not turns:
            raise record.fault("the session has no turn")
        said = [record.text("instruction", value=turn) for turn in turns]
        file = record.text("input", value=turns[0])
        session = record.key or file.partition("-")[0]
        pictures = (f"images/{session}/{file}", f"{session}/{file}", file)
        kind = "several turns" if len(said) > 1 else "one turn"
        items.append(SuiteItem(record, _instructions(record, said), (kind,), pictures))
    return items


def read_emu_edit(path: Path) -> list[SuiteItem]:
    """Return Emu Edit's rows, written as JSON lines, JSON or a table: `instruction`, `task`, and `image` or `idx`.

    Raises:
        BadSuite: a row lacks one of these.
    """
    records = read_table(path) if path.suffix.lower() in (".csv", ".tsv") else read_json(path)
    items = []
    for record in records:
        name = record.text("image", "image_path", "file_name", "idx")
        task = record.optional("task").lower()
        pictures = (name,) if Path(name).suffix else (f"{name}.png", f"{name}.jpg", f"images/{name}.png")
        turns = _instructions(record, [record.text("instruction")])
        items.append(SuiteItem(record, turns, (task,) if task else (), pictures))
    return items


def read_imgedit(path: Path) -> list[SuiteItem]:
    """Return ImgEdit's entries: `id` (the picture), and `prompt`, or `turn1` and those that follow it.

    Raises:
        BadSuite: an entry lacks one of these.
    """
    items = []
    for record in read_json(path):
        picture = record.text("id")
        names = sorted(
            (name for name in record.value if re.fullmatch(r"turn\d{1,2}", str(name))), key=lambda name: int(name[4:])
        )
        said = [record.text(name) for name in names] or [record.text("prompt")]
        kind = record.optional("edit_type").lower() or ("several turns" if names else "")
        items.append(SuiteItem(record, _instructions(record, said), (kind,) if kind else (), (picture,)))
    return items


def read_edival(path: Path) -> list[SuiteItem]:
    """Return EdiVal's dialogues: a table with `image_index`, `turns`, and `instructions` as a list literal.

    Its rows of one picture are beginnings of one dialogue; the longest one is taken.

    Raises:
        BadSuite: a row lacks one of these, or its instructions are no list of texts.
    """
    longest: dict[str, tuple[Record, list[str]]] = {}
    for record in read_table(path):
        index, said = record.text("image_index"), _literal(record, "instructions")
        if index not in longest or len(said) > len(longest[index][1]):
            longest[index] = (record, said)
    return [
        SuiteItem(
            record,
            _instructions(record, said),
            ("several turns" if len(said) > 1 else "one turn",),
            tuple(f"{index}{ending}" for ending in ("_input_raw.jpg", "_input_raw.png", ".jpg", ".png")),
        )
        for index, (record, said) in longest.items()
    ]


def _literal(record: Record, name: str) -> list[str]:
    """Return a list of texts that is written as Python or JSON writes it; nothing of it is run."""
    try:
        values = ast.literal_eval(record.text(name))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        values = None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise record.fault(f"“{name}” is no list of texts in quotes")
    return [record.text(name, value={name: value}) for value in values]


# Dialogues

_PERSON = frozenset({"user", "human", "person", "用户"})
_STUDIO = frozenset({"assistant", "gpt", "model", "bot", "助手"})
_PAINTS = re.compile(r"<(?:image|img|draw|picture)\b[^<>]{0,200}>|\[(?:image|img|draw)\]|<画图>", re.I)
"""How texts say that a picture comes."""
_PICTURE_KEYS = ("image", "images", "image_path", "picture")


def read_dialogues(path: Path) -> list[SuiteItem]:
    """Return dialogues of many turns: entries with `messages`, `conversations`, `dialogue` or `turns`.

    A message has `role` or `from`, and `content` or `value`; a text alone is the person's. Where the other side's
    message has a picture, a new one must come; where it is text alone, none may, as DialogBen scores it.

    Raises:
        BadSuite: an entry is not so.
    """
    items = []
    for record in read_json(path):
        messages = _messages(record)
        turns, opened = list[SuiteTurn](), ""
        for number, (role, text, picture) in enumerate(messages):
            if role not in _PERSON:
                continue
            if picture and turns:
                raise record.fault("the person brings a picture later than with the first message")
            opened = opened or picture
            answer = messages[number + 1] if number + 1 < len(messages) and messages[number + 1][0] in _STUDIO else None
            turns.append(SuiteTurn(_spoken(record, text), picture=_comes(answer)))
        if not 1 <= len(turns) <= _MAX_TURNS:
            raise record.fault(f"a dialogue has 1 to {_MAX_TURNS} messages of a person, and this one has {len(turns)}")
        kind = record.optional("category", "type", "task").lower() if isinstance(record.value, dict) else ""
        items.append(SuiteItem(record, tuple(turns), (kind,) if kind else (), (opened,) if opened else ()))
    return items


def _comes(answer: tuple[str, str, str] | None) -> Literal["new", "kept"] | None:
    """Return whether a picture comes with an answer; None where there is none."""
    if answer is None:
        return None
    return "new" if answer[2] or _PAINTS.search(answer[1]) else "kept"


def _messages(record: Record) -> list[tuple[str, str, str]]:
    """Return the role, the text and the picture's name of every message."""
    whole = record.value
    if isinstance(whole, list):
        whole = {"messages": whole}
    names = ("messages", "conversations", "dialogue", "dialog", "turns")
    listed = next((record.items(name, whole) for name in names if isinstance(whole, dict) and whole.get(name)), [])
    if not listed:
        raise record.fault("there is no list of messages under messages, conversations, dialogue or turns")
    messages = []
    for message in listed:
        if isinstance(message, str):
            messages.append(("user", message, ""))
            continue
        role = record.text("role", "from", "speaker", value=message).lower()
        if role != "system" and role not in _PERSON | _STUDIO:
            raise record.fault(f"“{role[:40]}” is no role; write user or assistant")
        messages.append((role, record.optional("content", "value", "text", value=message), _picture(record, message)))
    return messages


def _picture(record: Record, message: dict[str, Any]) -> str:
    """Return the name of a message's picture; empty where it has none."""
    given = next((message[name] for name in _PICTURE_KEYS if message.get(name)), "")
    if isinstance(given, list):
        if len(given) > 1:
            raise record.fault("a message has more than one picture")
        given = given[0] if given else ""
    return record.text("name", value={"name": given}) if given else ""


def _spoken(record: Record, text: str) -> str:
    """Return a message without the marks of a picture in it."""
    return record.text("message", value={"message": _PAINTS.sub(" ", text)})
