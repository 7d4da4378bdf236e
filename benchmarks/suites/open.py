"""Suite E: whole sessions in an open world, read by a chat director message by message on its own briefs.

`data/open_world.jsonl` holds the sessions, one a line: `id`, `lang` and `turns` of `say` (the message), `intent` (or a
list of those that are right), `n` (the picture that is meant, where it is another), `must` and `must_not` (facts after
the message, see `benchmarks.reading.facts`). Don't read them when you work on what directors are told. After a wrong
plan the session goes on from what it led to, as a person's would.

Figures by language: the share of messages with the right intent; of the facts that must hold the share that does
(`kept`); of those that held before the message the share that is gone (`lost`); of the facts that must not hold the
share that does (`invented`); and the share of sessions without any of these faults (`whole_sessions`).

`--writer PAGE` measures the writer of prompts instead (`benchmarks.reading.prompts`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.director.base import Director
from agent.director.choose import director_for
from agent.director.plan import PAINTING, Plan
from agent.director.view import View
from agent.messages.replies import Replies
from agent.turns.plan_resolution import resolve_plan
from benchmarks.datasets import load_rows
from benchmarks.judges.plans import mean
from benchmarks.measuring import Figures, Ticker
from benchmarks.reading.answers import AnswerLog
from benchmarks.reading.dialogues import QUESTION, Session
from benchmarks.reading.facts import Fact, holds
from benchmarks.reading.log import ReadingLog
from benchmarks.reading.prompts import BRIEFS, tasks, write_page
from benchmarks.suites.director import Row, hear_nothing, load_model
from storage.database import translate_io_errors
from tools.errors import GouacheError
from tools.hooks import Progress
from tools.vocabulary.base import Vocabulary

Read = Callable[[View], Plan]
"""A director, and what corrects it: from a view to the plan that it ends with."""


@dataclass
class OwnSession(Session):
    """A session that goes on with what a director made of each message, right or wrong."""

    def take(self, message: str, plan: Plan) -> Plan:
        """Carry a plan out; returns what it comes to, which is a refusal where it can't be carried out."""
        if plan.intent == "again" and plan.edits:
            plan = plan.model_copy(update={"intent": "edit"})
        asked_before = any(who == "you" for who, _ in self.open_exchange)
        if plan.intent == "ask" and not asked_before:
            question = plan.text or QUESTION[self.lang]
            self.open_exchange = (*self.open_exchange, ("user", message), ("you", question))
            return plan
        if self._is_refused(plan):
            plan = Plan(intent="decline")
        # A second question is the turn's reply, so that nothing stays open after it.
        self.advance(message, plan if plan.intent != "ask" else Plan(intent="chat"))
        return plan

    def _is_refused(self, plan: Plan) -> bool:
        if {plan.picture, plan.other} - {None, *range(1, len(self.briefs) + 1)} and plan.intent != "again":
            return True
        if plan.intent not in PAINTING:
            return False
        if plan.intent != "create" and self.current is None:
            return True
        try:
            brief = resolve_plan(plan, self.start(plan), self.vocabulary)[1]
        except (EditError, GouacheError):
            return True
        return brief == Brief()


@dataclass
class FactTally:
    """Counts over the messages of one language."""

    intents: list[bool] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)
    lost: list[bool] = field(default_factory=list)
    invented: list[bool] = field(default_factory=list)
    sessions: list[bool] = field(default_factory=list)

    def add(self, intent: bool, before: Brief, after: Brief, must: list[Fact], must_not: list[Fact]) -> list[str]:
        """Count one message; returns what is wrong after it, in words."""
        held = [(fact, holds(fact, after)) for fact in must]
        had = [there for fact, there in held if holds(fact, before)]
        false = [(fact, holds(fact, after)) for fact in must_not]
        self.intents.append(intent)
        self.kept += [there for _, there in held]
        self.lost += [not there for there in had]
        self.invented += [there for _, there in false]
        missing = [f"missing {fact}" for fact, there in held if not there]
        return [*missing, *(f"false {fact}" for fact, there in false if there)]

    def figures(self) -> dict[str, float]:
        """Shares to four digits."""
        return {
            "intent": mean(self.intents), "kept": mean(self.kept), "lost": mean(self.lost),
            "invented": mean(self.invented), "whole_sessions": mean(self.sessions), "n": len(self.intents),
            "facts": len(self.kept),
        }  # fmt: skip


def corrected(director: Director, vocabulary: Vocabulary) -> Read:
    """A director as the studio uses it: told once why a plan can't be carried out, if it was not corrected before."""

    def read(view: View) -> Plan:
        plan = director.interpret(view, Event())
        try:
            resolve_plan(plan, Brief() if plan.intent == "create" else view.brief, vocabulary)
        except EditError as error:
            if director.calls <= director.repairs and plan.intent != "branch":
                return director.interpret(view, Event(), Replies("en", vocabulary).edit_error(error))
        return plan

    return read


def measure(
    read: Read,
    rows: list[Row],
    vocabulary: Vocabulary,
    tick: Callable[[], None],
    tell: Callable[[str, Plan, list[str], FactTally], None] | None = None,
) -> Figures:
    """Figures of whole sessions by language.

    Args:
        read: What is measured.
        rows: Lines of `data/open_world.jsonl`.
        vocabulary: The words of its world.
        tick: Called after every message.
        tell: Told of every message: which, what its plan came to, what is wrong after it, and the tally so far.
    """
    tallies: dict[str, FactTally] = {}
    for row in rows:
        tally = tallies.setdefault(row["lang"], FactTally())
        session = OwnSession(row["lang"], vocabulary=vocabulary)
        faultless = True
        for number, turn in enumerate(row["turns"], 1):
            before = session.brief(session.current)
            plan = session.take(turn["say"], read(session.view(turn["say"])))
            right = _is_meant(plan, turn)
            after = session.brief(session.current)
            wrong = tally.add(right, before, after, turn.get("must", []), turn.get("must_not", []))
            faultless = faultless and right and not wrong
            if tell is not None:
                tell(
                    f"{row['id']}, message {number}",
                    plan,
                    [*([] if right else [f"not {turn['intent']}"]), *wrong],
                    tally,
                )
            tick()
        tally.sessions.append(faultless)
    return {lang: tally.figures() for lang, tally in tallies.items()}


def _is_meant(plan: Plan, turn: dict[str, Any]) -> bool:
    """Whether a plan has the right intent, and the right picture where another is meant."""
    intents = turn["intent"] if isinstance(turn["intent"], list) else [turn["intent"]]
    return plan.intent in intents and turn.get("n", plan.picture) == plan.picture


def run_model(
    name: str,
    every: int,
    progress: Progress,
    log: Path | None = None,
    say: Callable[[str], None] = hear_nothing,
    limit: int | None = None,
) -> Figures:
    """Measure a chat model's director.

    Args:
        name: See `benchmarks.suites.director.load_model`.
        every: Sessions are read from the first on, every so many.
        progress: Told of every message.
        log: A file for what it makes of every message, written as it goes; messages that it has are not read again.
        say: Given a line a message with the figures so far.
        limit: At most so many sessions are read.

    Raises:
        GouacheError: the profile's world is closed, or the model can't be loaded or asked.
    """
    rows = load_rows("open_world")[::every][:limit]
    tick = Ticker(progress, sum(len(row["turns"]) for row in rows))
    profile, model = load_model(name, "open")
    if profile.vocabulary.closed:
        raise GouacheError(f"The suite “open” needs an open world, and {name} has a closed one; name another profile.")
    readings = ReadingLog(log, name)

    def read(view: View) -> Plan:
        ask = corrected(director_for(profile, model), profile.vocabulary)
        return readings.read(view, lambda: ask(view), model)

    def tell(message: str, plan: Plan, wrong: list[str], tally: FactTally) -> None:
        so_far = ", ".join(f"{key} {tally.figures()[key]:.2f}" for key in ("intent", "kept", "lost", "invented"))
        fault = f"[{'; '.join(wrong)}]" if wrong else ""
        say(f"{tick.done + 1}/{tick.total} {so_far} | {readings.cost()} | {message} {fault}: {plan.compact()}")

    return measure(read, rows, profile.vocabulary, tick, tell) | readings.figures()


def run_writer(
    name: str,
    page: Path,
    progress: Progress,
    log: Path | None = None,
    say: Callable[[str], None] = hear_nothing,
    limit: int | None = None,
) -> Figures:
    """Let a language model write the prompts of 50 briefs, onto a page to be read; see `benchmarks.reading.prompts`.

    Args:
        name: See `benchmarks.suites.director.load_model`.
        page: The Markdown file, written anew.
        progress: Told of every prompt.
        log: A file for its answers, written as it goes; what it answered already it is not asked again.
        say: Given a line a prompt with the figures so far.
        limit: At most so many prompts are written.

    Raises:
        GouacheError: the packaged director is named, the model can't be loaded or asked, or a file can't be written.
    """
    todo = tasks(load_rows("open_world"), min(limit or BRIEFS, BRIEFS))
    tick = Ticker(progress, len(todo))
    profile, model = load_model(name, "open")
    if profile.director.kind == "pocket":
        raise GouacheError("The packaged director writes no prompts; name a server or another profile with --model.")
    with translate_io_errors(), page.open("w", encoding="utf-8") as file:
        return write_page(file, todo, AnswerLog(model, name, log), tick, say)


def run(quick: bool, progress: Progress) -> Figures:
    """Refuse: the packaged director knows no open words.

    Raises:
        GouacheError: always.
    """
    del quick, progress
    raise GouacheError("The suite “open” measures a chat model; name its server or profile with --model.")
