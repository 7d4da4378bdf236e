"""Examples from sessions that were written and labelled by hand.

`authored.jsonl` holds a session a line, as `benchmarks.dialogues` reads them. Of an answer in words it holds `why`:
what is open (a key of `QUESTIONS`), the reason of a refusal, or the kind of small talk. Its writers saw neither the
grammar nor the suites.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.pocket.candidates import copy_candidates
from agent.director.view import View
from benchmarks.dialogues import Session
from tools.vocabulary.storybook import lexicon
from training.corpus.clarification import clarifying_question
from training.corpus.messages import Example
from training.corpus.noise import add_noise
from training.corpus.speech.speaker import Speaker
from training.corpus.substitution import NAME_FIELDS, Row, vary_session
from training.corpus.wordings.conversation import CHAT_ANSWERS, DECLINE_REASONS
from training.holdout import held_out_messages, normalize_message

PATH = Path(__file__).with_name("authored.jsonl")
VERBATIM = 0.25
"""Share of sessions that are used as they were written."""
NOISY = 0.3
"""Share of messages that get noise."""


@cache
def load_sessions(lang: str) -> list[Row]:
    """Return the sessions of a language."""
    rows = [json.loads(line) for line in PATH.read_text("utf-8").splitlines()]
    return [row for row in rows if row["lang"] == lang]


def _copied_names(edit: Edit, view: View) -> Edit:
    """Replace the names in an edit by words of the messages, which plans copy, or else by the picture's names."""
    candidates = copy_candidates(view)
    elements = [element.what for element in view.brief.elements]
    text = " ".join(words for who, words in view.exchange if who == "user")
    changed = {}
    for key in NAME_FIELDS:
        value = getattr(edit, key)
        if value is None or edit.op in ("scene", "style") or (value in candidates and value in text):
            continue
        noun = lexicon.noun(value)
        matches = [word for word in candidates if noun and lexicon.noun(word) == noun and word in text]
        if matches:
            changed[key] = max(matches, key=len)
        else:
            changed[key] = noun if noun in elements else value
    return edit.model_copy(update=changed)


def _can_be_written(plan: Plan, view: View) -> bool:
    """Whether the plan's things are among the words that a plan may name things with."""
    words = {word.lower() for word in copy_candidates(view)}
    edits = [edit for edit in plan.edits if edit.op not in ("scene", "style")]
    names = [getattr(edit, key) for edit in edits for key in NAME_FIELDS]
    return {name.lower() for name in names if name} <= words


def answer_of(plan: Plan, why: str, lang: str, view: View) -> str | None:
    """Return the studio's words for a plan that is answered in words."""
    match plan.intent:
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
    session = Session(row["lang"])
    for turn in row["turns"]:
        why = turn.get("why") or turn["plan"].get("why", "")
        plan = Plan.model_validate({key: value for key, value in turn["plan"].items() if key != "why"})
        view = session.view(turn["say"])
        edits = tuple(_copied_names(edit, view) for edit in plan.edits)
        plan = plan.model_copy(update={"edits": edits, "text": answer_of(plan, why, speaker.lang, view)})
        if normalize_message(turn["say"]) not in held_out_messages() and _can_be_written(plan, view):
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
