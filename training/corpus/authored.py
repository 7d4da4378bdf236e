"""Examples from sessions that were written and labelled by hand.

`authored.jsonl` and the files of `written` hold a session a line, as `benchmarks.reading.dialogues` reads them. Of an
answer in words they hold `why`: what is open (a key of `QUESTIONS`), the reason of a refusal, or the kind of small
talk. Their writers saw neither the grammar nor the suites.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from agent.brief.references import find_elements, two_sides
from agent.director.plan import Plan
from agent.director.pocket.candidates import copy_candidates
from agent.director.view import View
from benchmarks.reading.dialogues import STORYBOOK, Session, true_plan
from benchmarks.reading.written_world import WRITTEN_WORLD
from tools.vocabulary.base import Vocabulary
from training.corpus.clarification import clarifying_question
from training.corpus.messages import Example
from training.corpus.noise import add_noise
from training.corpus.speech.speaker import Speaker
from training.corpus.substitution import Row, name_fields, vary_session
from training.corpus.wordings.conversation import CHAT_ANSWERS, DECLINE_REASONS
from training.holdout import held_out_messages, normalize_message

PATH = Path(__file__).with_name("authored.jsonl")
WRITTEN = Path(__file__).with_name("written")
"""A file a writer: sessions in the words of the storybook's second edition."""
VERBATIM = 0.25
"""Share of sessions that are used as they were written."""
_MISSPELT = 80.0
"""How alike in spelling (0 to 100) a word of a message must be to a name to stand for it."""
NOISY = 0.3
"""Share of messages that get noise."""


@cache
def load_sessions(lang: str) -> list[Row]:
    """Return the sessions of a language."""
    rows = _rows(PATH)
    rows += [{**row, "written": True} for path in sorted(WRITTEN.glob("*.jsonl")) for row in _rows(path)]
    return [row for row in rows if row["lang"] == lang]


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def play(row: Row) -> Session:
    """Return a session's player, with the words of its world."""
    return Session(row["lang"], vocabulary=WRITTEN_WORLD if row.get("written") else STORYBOOK)


def labelled(turn: dict[str, Any]) -> tuple[Plan, str]:
    """Return a turn's plan, and what it says of an answer in words ("" where it needs none).

    Raises:
        ValidationError: it is no plan.
    """
    return true_plan(turn), turn.get("why") or turn["plan"].get("why", "")


def _copied_names(part: Any, view: View, vocabulary: Vocabulary) -> Any:
    """Replace the names in an edit or a plan by words of the messages, which plans copy, or by the picture's names."""
    candidates = copy_candidates(view)
    text = " ".join(words for who, words in view.exchange if who == "user")
    changed = {}
    for key in name_fields(part.model_dump(by_alias=True)):
        value = getattr(part, key)
        if value is None or (value in candidates and value in text):
            continue
        sides = two_sides(value) if key == "of" and getattr(part, "rel", None) == "between" else [value]
        if len(sides) > 1:
            # "Cat and dog" are copied one by one.
            changed[key] = " and ".join(_copied(side, candidates, text, view, vocabulary) for side in sides)
        else:
            changed[key] = _copied(value, candidates, text, view, vocabulary)
    return part.model_copy(update=changed)


def _copied(value: str, candidates: list[str], text: str, view: View, vocabulary: Vocabulary) -> str:
    if value in candidates and value in text:
        return value
    there = find_elements(value, view.brief, vocabulary)
    noun = vocabulary.find("thing", value)
    said = [word for word in candidates if word in text]
    if matches := [word for word in said if noun and vocabulary.find("thing", word) == noun]:
        return max(matches, key=len)
    if len(there) == 1:
        return there[0]
    # Whole words are held against one another: a part of a name is not a slip of the name.
    if misspelt := process.extractOne(value, said, scorer=fuzz.ratio, score_cutoff=_MISSPELT):
        return str(misspelt[0])
    heads = [word for word in said if value.endswith(word) and vocabulary.find("thing", word)]
    return max(heads, key=len) if heads else value


def with_copied_names(plan: Plan, view: View, vocabulary: Vocabulary = WRITTEN_WORLD) -> Plan:
    """Return a plan that names things in words of the messages, or with the picture's names."""
    edits = tuple(_copied_names(edit, view, vocabulary) for edit in plan.edits)
    named: Plan = _copied_names(plan, view, vocabulary)
    return named.model_copy(update={"edits": edits})


def can_be_written(plan: Plan, view: View) -> bool:
    """Whether the plan's things are among the words that a plan may name things with."""
    words = {word.lower() for word in copy_candidates(view)}
    parts = [plan, *plan.edits]
    names = [getattr(part, key) for part in parts for key in name_fields(part.model_dump(by_alias=True))]
    # "Cat and dog" are copied one by one.
    return {name.lower() for name in names if name and " and " not in name} <= words


def answer_of(plan: Plan, why: str, lang: str, view: View) -> str | None:
    """Return the studio's words for a plan that is answered in words."""
    match plan.intent:
        case "name":
            return plan.text
        case "ask":
            return clarifying_question(why, lang, view)
        case "decline":
            return DECLINE_REASONS[why][lang]
        case "chat":
            return CHAT_ANSWERS[why][lang]
    return None


def session_examples(speaker: Speaker, row: Row) -> Iterator[Example]:
    """Yield every message of a session where it was said, with the plan that it asks for.

    The suites' messages are left out, and those whose plan can't be written.
    """
    session = play(row)
    for turn in row["turns"]:
        plan, why = labelled(turn)
        view = session.view(turn["say"])
        plan = with_copied_names(plan, view, session.vocabulary)
        plan = plan.model_copy(update={"text": answer_of(plan, why, speaker.lang, view)})
        if normalize_message(turn["say"]) not in held_out_messages() and can_be_written(plan, view):
            yield _example(speaker, view, turn["say"], plan)
        session.advance(turn["say"], plan)
        if plan.intent == "ask" and speaker.chance(0.5):
            # The studio's own words instead of the session's.
            session.open_exchange = (*session.open_exchange[:-1], ("you", str(plan.text)))


def _example(speaker: Speaker, view: View, text: str, plan: Plan) -> Example:
    if speaker.chance(NOISY):
        text, plan = add_noise(speaker, text, plan)
    exchange = (*view.exchange[:-1], ("user", text))
    return View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps), plan


def random_session_examples(speaker: Speaker) -> list[Example]:
    """Return the examples of one session, as written or with other things and colours."""
    row = speaker.pick(load_sessions(speaker.lang))
    return list(session_examples(speaker, row if speaker.chance(VERBATIM) else vary_session(speaker, row)))
