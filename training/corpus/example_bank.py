"""The bank of labelled messages that chat models are shown examples from, made of the written sessions.

`python -m training.corpus.example_bank` writes it into the package. The suites' messages are left out
(`training.holdout`), as they are from training.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import agent.director.nearest
from agent.director.nearest import FILE, ExampleBank, MessageLines, situation_of
from agent.director.plan import Plan
from agent.director.view import View, render_view
from benchmarks.reading.dialogues import STORYBOOK
from training.corpus.authored import answer_of, labelled, load_sessions, play
from training.holdout import held_out_messages, normalize_message

PATH = Path(agent.director.nearest.__file__).with_name(FILE)
CLOSED_REASONS = ("text", "photo", "person")
"""Why a closed world's painter can't paint what others can; keys of `DECLINE_REASONS`."""
_DAY = (2026, 11, 29, 0, 0, 0)
"""The archive's date, so that the same messages make the same file."""


def bank_rows() -> Iterator[dict[str, object]]:
    """Yield every message of the written sessions as the bank keeps it.

    `context` is what a director is shown before the message, without what the example does not need; `at` says where
    it was said: "e" of an empty picture, "a" in answer to a question, "m" naming a thing of the picture; and "c" where
    only a painter with a closed vocabulary declines.
    """
    for lang in ("en", "zh"):
        for row in load_sessions(lang):
            yield from _session_rows(row, lang)


def _session_rows(row: dict[str, object], lang: str) -> Iterator[dict[str, object]]:
    session = play(row)
    turns = row["turns"]
    assert isinstance(turns, list)
    for turn in turns:
        plan, why = labelled(turn)
        view = session.view(turn["say"])
        plan = plan.model_copy(update={"text": answer_of(plan, why, lang, view)})
        if normalize_message(turn["say"]) not in held_out_messages():
            situation = situation_of(view, STORYBOOK)
            closed = plan.intent == "decline" and why in CLOSED_REASONS
            flags = "".join(flag for flag, holds in zip("eamc", (*situation, closed), strict=True) if holds)
            yield {"context": _context(view, plan), "say": turn["say"], "at": flags, "plan": json.loads(plan.compact())}
        session.advance(turn["say"], plan)


def _context(view: View, plan: Plan) -> str:
    """The lines of a view before its newest message, as few as will do: a model reads several examples.

    The pictures made so far are told only where the plan names one, of the brief only the things, scene and style.
    """
    steps = view.steps[-3:] if plan.picture and plan.intent != "again" else ()
    brief = view.brief.model_copy(update={"relations": (), "avoid": ()})
    shown = View(brief, view.focus if plan.intent == "edit" else None, 0, view.at, view.exchange, steps)
    return render_view(shown).rsplit("\nuser: ", 1)[0]


def main() -> None:
    """Write the bank."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in bank_rows()]
    bank = ExampleBank(MessageLines(lines)[:])
    arrays = {**bank.marks._asdict(), **bank.index.stored()}
    with zipfile.ZipFile(PATH, "w") as archive:
        _write(archive, "examples.jsonl", b"\n".join(lines) + b"\n")
        for name, values in arrays.items():
            content = io.BytesIO()
            np.save(content, values, allow_pickle=False)
            _write(archive, f"{name}.npy", content.getvalue())


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED, compresslevel=9)


if __name__ == "__main__":
    main()
