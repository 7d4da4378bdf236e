"""How well the director understands people, beside a keyword parser; and how well any other model directs.

Five sets: the sessions of `benchmarks.reading.dialogues`, by another writer than the training's (`en`, `zh`); sessions
by a third writer (`second`), and by a fourth with the things and acts of the storybook's second edition (`fourth`),
which nobody who shapes the training has read; held-out wordings of the training's own grammar (`wordings`, see
`training/suites/director.py`); free instructions (`instructions`).

Other models are named by `--model`, and read whole sessions of the first two sets, as many as `--every` says.
"""

from __future__ import annotations

import importlib
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from agent.brief.model import Brief
from agent.director.base import Director, Misunderstood
from agent.director.choose import director_for
from agent.director.plan import Plan
from agent.director.pocket.director import PocketDirector
from agent.director.view import HistoryStep, View
from benchmarks.datasets import load_rows
from benchmarks.judges.keyword_parser import parse
from benchmarks.judges.plans import Tally, mean
from benchmarks.judges.understanding import Understanding
from benchmarks.measuring import Figures, Ticker
from benchmarks.reading.dialogues import STORYBOOK, Session, replay_rows
from benchmarks.reading.log import ReadingLog
from benchmarks.reading.written_world import PAINTED_WORLD, WRITTEN_WORLD
from tools import profiles
from tools.engines.base import LanguageModel
from tools.hooks import Progress
from tools.model_manager import ModelManager
from tools.profiles import ModelSpec, Profile
from tools.vocabulary.base import Vocabulary

QUICK_EVERY = 4
"""A quick run takes every fourth row of each set."""
SESSIONS = ("dialogues", "second", "fourth")
"""The sets of whole sessions."""
Row = dict[str, Any]
Interpreter = Callable[[View], Plan]
"""Anything that reads a view's newest message."""


def model_interpreter(make: Callable[[], Director]) -> Interpreter:
    """A director as an interpreter; a message without a valid plan counts as declined.

    Args:
        make: Makes the director anew for each message.
    """

    def interpret(view: View) -> Plan:
        try:
            return make().interpret(view, Event())
        except Misunderstood:
            return Plan(intent="decline")

    return interpret


class _Timed:
    """An interpreter that notes how long each message takes."""

    def __init__(self, interpret: Interpreter) -> None:
        self.interpret = interpret
        self.seconds: list[float] = []

    def __call__(self, view: View) -> Plan:
        start = time.perf_counter()
        plan = self.interpret(view)
        self.seconds.append(time.perf_counter() - start)
        return plan


def _same_outcome(session: Session, plan: Plan, truth: Plan) -> bool:
    return session.outcome(plan) == session.outcome(truth)


def measure_dialogues(
    interpret: Interpreter,
    rows: list[Row],
    tick: Callable[[], None],
    tell: Callable[[str, bool, Tally], None] | None = None,
    words: Vocabulary = STORYBOOK,
    painted: Vocabulary = STORYBOOK,
) -> Figures:
    """Figures of whole sessions by language, and the share of right goals by operation and tag.

    Args:
        interpret: What is measured.
        rows: Lines of `data/dialogues.jsonl`, `data/second.jsonl` or `data/fourth.jsonl`.
        tick: Called after every message.
        tell: Told of every message: which, whether its goal was right, and the figures of its language so far.
        words: In which the sessions' things are named.
        painted: The words that the painter knows.
    """
    tallies: dict[str, Tally] = {}
    understood: dict[str, Understanding] = {}
    by_kind: dict[str, list[bool]] = {}
    for row in rows:
        tally = tallies.setdefault(row["lang"], Tally(words))
        understanding = understood.setdefault(row["lang"], Understanding(painted))
        goals_right: list[bool] = []
        for turn, (session, view, truth, tags) in enumerate(replay_rows(row, words), 1):
            plan = interpret(view)
            right = _same_outcome(session, plan, truth)
            tally.add(plan, truth, session.brief(session.current), right)
            understanding.add(session, view, plan, truth)
            goals_right.append(right)
            for kind in {truth.intent, *(edit.op for edit in truth.edits), *tags}:
                by_kind.setdefault(kind, []).append(right)
            if tell is not None:
                tell(f"{row['id']}, message {turn}: {plan.compact()}", right, tally)
            tick()
        tally.add_session(goals_right)
    figures: Figures = {lang: tally.figures() | understood[lang].figures() for lang, tally in tallies.items()}
    figures["operations"] = {kind: [mean(values), len(values)] for kind, values in sorted(by_kind.items())}
    return figures


def view_and_plan(row: Row) -> tuple[View, Plan]:
    """The view and the true plan of a held-out wording, which is a line of `data/director.jsonl`."""
    view = row["view"]
    exchange = tuple((speaker, text) for speaker, text in view["exchange"])
    steps = tuple(
        HistoryStep(number, parent, Plan.model_validate(plan), Brief.model_validate(brief))
        for number, parent, plan, brief in view["steps"]
    )
    brief = Brief.model_validate(view["brief"])
    shown = View(brief, view["focus"], view["pictures"], view["at"], exchange, steps)
    return shown, Plan.model_validate(row["plan"])


def measure_wordings(interpret: Interpreter, rows: list[Row], tick: Callable[[], None]) -> Figures:
    """Figures of held-out wordings of the training's grammar by language, and right goals by kind."""
    tallies: dict[str, Tally] = {}
    by_kind: dict[str, list[bool]] = {}
    for row in rows:
        view, truth = view_and_plan(row)
        plan = interpret(view)
        # The data does not say what other pictures show: a branch is compared on the current one's brief, for both.
        count = max(view.pictures, 1)
        session = Session(row["lang"], [view.brief] * count, [None] * count, current=view.at)
        same_pictures = (plan.picture, plan.other) == (truth.picture, truth.other)
        right = _same_outcome(session, plan, truth) and same_pictures
        tallies.setdefault(row["lang"], Tally()).add(plan, truth, view.brief, right)
        by_kind.setdefault(row["kind"], []).append(right)
        tick()
    figures: Figures = {lang: tally.figures() for lang, tally in tallies.items()}
    figures["kinds"] = {kind: mean(values) for kind, values in sorted(by_kind.items())}
    return figures


def measure_instructions(interpret: Interpreter, rows: list[Row], tick: Callable[[], None]) -> dict[str, float]:
    """Figures of free instructions: the right operations where they can be done, declined where they can't."""
    right: list[bool] = []
    declined: list[bool] = []
    for row in rows:
        truth = Plan.model_validate(row["plan"])
        view = View(Brief.model_validate(row["brief"]), row.get("focus"), 1, 1, (("user", row["say"]),))
        plan = interpret(view)
        if truth.intent == "decline":
            declined.append(plan.intent == "decline")
        else:
            same_operations = {edit.op for edit in plan.edits} == {edit.op for edit in truth.edits}
            right.append(plan.intent == truth.intent and same_operations)
        tick()
    return {"operation": mean(right), "declined": mean(declined), "n": len(right) + len(declined)}


def _load_director() -> tuple[LanguageModel, Figures]:
    """The pocket profile's director, and how long its libraries and its weights took to load."""
    start = time.perf_counter()
    for library in ("llguidance.hf", "transformers.models.llama.modeling_llama", "transformers.models.auto"):
        importlib.import_module(library)
    imported = time.perf_counter()
    model: LanguageModel = ModelManager(profiles.load_profile("pocket")).get("director")
    loaded = time.perf_counter()
    return model, {"imports_s": round(imported - start, 2), "load_s": round(loaded - imported, 2)}


def measure_sessions(interpret: Interpreter, rows: dict[str, list[Row]], tick: Callable[[], None]) -> Figures:
    """Figures of the three sets of sessions: `dialogues`, and by their names `second` and `fourth`."""
    figures = measure_dialogues(interpret, rows["dialogues"], tick)
    figures["second"] = measure_dialogues(interpret, rows["second"], tick)
    figures["fourth"] = measure_dialogues(interpret, rows["fourth"], tick, words=WRITTEN_WORLD, painted=PAINTED_WORLD)
    return figures


def load_model(name: str, world: str) -> tuple[Profile, LanguageModel]:
    """A model to measure, and the profile that says which director it gets.

    Args:
        name: The address of an OpenAI-compatible server, whose key GOUACHE_API_KEY holds if it wants one, or a profile.
        world: "storybook" or "open", for a server; a profile has its own.
    """
    if not name.startswith(("http://", "https://")):
        profile = profiles.load_profile(name)
        return profile, ModelManager(profile).get("director")
    options = {
        "base_url": name,
        "model": "local",
        "stream": False,
        "api_key": os.environ.get("GOUACHE_API_KEY", "none"),
    }
    spec = ModelSpec(kind="langchain", model="langchain_openai:ChatOpenAI", options=options)
    profile = profiles.load_profile("pocket").model_copy(update={"director": spec, "world": world})
    return profile, ModelManager(profile).get("director")


def hear_nothing(line: str) -> None:
    """Leave a running line unprinted."""


def run_model(
    name: str,
    every: int,
    progress: Progress,
    log: Path | None = None,
    say: Callable[[str], None] = hear_nothing,
    limit: int | None = None,
) -> Figures:
    """Measure another model's director on whole sessions.

    Args:
        name: See `load_model`.
        every: Each set is read from its first session on, every so many.
        progress: Told of every message.
        log: A file for what it makes of every message, written as it goes; messages that it has are not read again.
        say: Given a line a message with the figures so far.
        limit: At most so many sessions of each set are read.
    """
    rows = {key: load_rows(key)[::every][:limit] for key in ("dialogues", "second")}
    tick = Ticker(progress, sum(len(row["turns"]) for part in rows.values() for row in part))
    profile, model = load_model(name, "storybook")
    readings = ReadingLog(log, name)

    def interpret(view: View) -> Plan:
        return readings.read(view, lambda: director_for(profile, model).interpret(view, Event()), model)

    def tell(message: str, right: bool, tally: Tally) -> None:
        shares = f"goals {mean(tally.goals):.2f}, intents {mean(tally.intents):.2f} of {len(tally.goals)}"
        say(f"{tick.done + 1}/{tick.total} {'right' if right else 'WRONG'} {message} | {shares} | {readings.cost()}")

    figures = measure_dialogues(interpret, rows["dialogues"], tick, tell)
    figures["second"] = measure_dialogues(interpret, rows["second"], tick, tell)
    return figures | readings.figures()


def run(quick: bool, progress: Progress) -> Figures:
    """Measure the packaged director on every set, and the keyword parser on all but the wordings."""
    names = (*SESSIONS, "director", "instructions")
    rows = {name: load_rows(name)[:: QUICK_EVERY if quick else 1] for name in names}
    messages = sum(len(row["turns"]) for name in SESSIONS for row in rows[name])
    tick = Ticker(progress, messages + len(rows["director"]) + len(rows["instructions"]))
    model, load_seconds = _load_director()
    interpret = _Timed(model_interpreter(lambda: PocketDirector(model)))
    figures = measure_sessions(interpret, rows, tick)
    figures["wordings"] = measure_wordings(interpret, rows["director"], tick)
    figures["instructions"] = measure_instructions(interpret, rows["instructions"], tick)
    figures["keywords"] = measure_sessions(parse, rows, lambda: None)
    figures["keywords"]["instructions"] = measure_instructions(parse, rows["instructions"], lambda: None)
    return figures | {
        "seconds_p50": round(statistics.median(interpret.seconds), 3), **load_seconds,
        "tokens_per_second": round(model.tokens_written / sum(interpret.seconds), 1),
        "weights_mb": round(model.nbytes() / 1e6),
    }  # fmt: skip
