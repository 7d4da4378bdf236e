"""Suite B: how well the director understands people, beside an untuned model and a keyword parser.

Four sets: the sessions of `benchmarks.dialogues`, by another writer than the training's (`en`, `zh`); sessions by a
third writer, which nobody who shapes the training has read (`second`); held-out wordings of the training's own grammar
(`wordings`, see `training/suites/director.py`); free instructions (`instructions`).
The untuned model is named by the environment variable GOUACHE_UNTUNED (a folder or a hub name); it reads every
eighth session only, because it is slow.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import statistics
import time
from collections.abc import Callable
from threading import Event
from typing import Any

from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.director import base
from agent.director.plan import Plan
from agent.director.view import HistoryStep, View
from agent.graph.nodes.interpret import resolve_plan
from benchmarks.dialogues import Session, load_rows, replay_rows
from benchmarks.judges.keyword_parser import parse
from tools import profiles
from tools.errors import GouacheError
from tools.model_manager import ModelManager

Reads = Callable[[View], Plan]
_DECLINED = Plan(intent="decline")


def reader(writer: Any) -> Reads:
    """A language model as a function of the view; a plan that does not parse counts as declining."""

    def read(view: View) -> Plan:
        try:
            return base.interpret(writer, view, True, Event(), lambda plan: None)
        except base.Misunderstood:
            return _DECLINED

    return read


def _slots(plan: Plan, brief: Brief) -> set[tuple[Any, ...]]:
    """Numbers, manners and the fields of every edit, in canonical words where they resolve."""
    named = {"n": plan.picture, "m": plan.other, "how": None if plan.method == "auto" else plan.method}
    found: set[tuple[Any, ...]] = {(name, value) for name, value in named.items() if value}
    with contextlib.suppress(EditError, GouacheError):
        plan = resolve_plan(plan, Brief() if plan.intent == "create" else brief, closed=True)[0]
    for edit in plan.edits:
        values = edit.model_dump(exclude_none=True)
        about = edit.what or edit.op
        found |= {(about, name, value) for name, value in values.items() if name != "what"} | {(about, edit.op)}
    return found


class Tally:
    """Counts of one language."""

    def __init__(self) -> None:
        self.intent: list[bool] = []
        self.joint: list[bool] = []
        self.slots = [0, 0, 0]
        self.asked = [0, 0, 0]
        self.whole: dict[int, list[bool]] = {1: [], 2: [], 3: []}

    def add(self, plan: Plan, truth: Plan, brief: Brief, joint: bool) -> None:
        """One message."""
        mine, theirs = _slots(plan, brief), _slots(truth, brief)
        counts = (len(mine & theirs), len(mine), len(theirs))
        self.slots = [a + b for a, b in zip(self.slots, counts, strict=True)]
        ask = (plan.intent == truth.intent == "ask", plan.intent == "ask", truth.intent == "ask")
        self.asked = [a + int(b) for a, b in zip(self.asked, ask, strict=True)]
        self.intent.append(plan.intent == truth.intent)
        self.joint.append(joint)

    def figures(self) -> dict[str, float]:
        """Shares under the names of the evaluation's table."""
        hit, said, wanted = self.slots
        both, asked, needed = self.asked
        return {
            "intent": _mean(self.intent), "slot_f1": round(2 * hit / max(said + wanted, 1), 4),
            "joint_goal": _mean(self.joint), **{f"t{n}": _mean(values) for n, values in self.whole.items() if values},
            "ask_precision": round(both / asked, 4) if asked else 1.0,
            "ask_recall": round(both / needed, 4) if needed else 1.0, "n": len(self.joint),
        }  # fmt: skip


def _mean(values: list[bool]) -> float:
    return round(statistics.fmean(values), 4) if values else 0.0


def dialogues(read: Reads, chosen: list[dict[str, Any]], tick: Callable[[], None]) -> dict[str, Any]:
    """Suite B by language, and the share of right goals by operation and tag."""
    found: dict[str, Tally] = {}
    kinds: dict[str, list[bool]] = {}
    for row in chosen:
        tally, right = found.setdefault(row["lang"], Tally()), []
        for session, view, truth, tags in replay_rows(row):
            plan = read(view)
            joint = _same(session, plan, truth)
            tally.add(plan, truth, session.brief(session.at), joint)
            right.append(joint)
            for kind in {truth.intent, *(e.op for e in truth.edits), *tags}:
                kinds.setdefault(kind, []).append(joint)
            tick()
        for turns, values in tally.whole.items():
            values.append(all(right[:turns]))
    return {lang: tally.figures() for lang, tally in found.items()} | {
        "operations": {kind: [_mean(values), len(values)] for kind, values in sorted(kinds.items())}
    }


def _same(session: Session, plan: Plan, truth: Plan) -> bool:
    return session.settled(plan) == session.settled(truth)


def told(row: dict[str, Any]) -> tuple[View, Plan]:
    """The view and the true plan of a held-out wording."""
    view = row["view"]
    exchange = tuple((who, words) for who, words in view["exchange"])
    steps = tuple(
        HistoryStep(number, parent, Plan.model_validate(plan), Brief.model_validate(shows))
        for number, parent, plan, shows in view["steps"]
    )
    brief = Brief.model_validate(view["brief"])
    shown = View(brief, view["focus"], view["pictures"], view["at"], exchange, steps)
    return shown, Plan.model_validate(row["plan"])


def wordings(read: Reads, chosen: list[dict[str, Any]], tick: Callable[[], None]) -> dict[str, Any]:
    """Held-out wordings of the training's grammar: by language, and right goals by kind."""
    found: dict[str, Tally] = {}
    kinds: dict[str, list[bool]] = {}
    for row in chosen:
        view, truth = told(row)
        plan = read(view)
        # Other pictures' briefs are not told: a branch is settled on the present one, for both alike.
        session = Session(row["lang"], [view.brief] * max(view.pictures, 1), [None] * max(view.pictures, 1))
        session.at = view.at
        joint = _same(session, plan, truth) and (plan.picture, plan.other) == (truth.picture, truth.other)
        found.setdefault(row["lang"], Tally()).add(plan, truth, view.brief, joint)
        kinds.setdefault(row["kind"], []).append(joint)
        tick()
    return {lang: tally.figures() for lang, tally in found.items()} | {
        "kinds": {kind: _mean(values) for kind, values in sorted(kinds.items())}
    }


def instructions(read: Reads, chosen: list[dict[str, Any]], tick: Callable[[], None]) -> dict[str, float]:
    """Free instructions: the right operation where it can be done, declined where it can't."""
    right, declined = list[bool](), list[bool]()
    for row in chosen:
        truth = Plan.model_validate(row["plan"])
        view = View(Brief.model_validate(row["brief"]), row.get("focus"), 1, 1, (("user", row["say"]),))
        plan = read(view)
        if truth.intent == "decline":
            declined.append(plan.intent == "decline")
        else:
            right.append(plan.intent == truth.intent and {e.op for e in plan.edits} == {e.op for e in truth.edits})
        tick()
    return {"operation": _mean(right), "declined": _mean(declined), "n": len(right) + len(declined)}


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Everything for the director, Suite B for the keyword parser, an eighth of it for the untuned model."""
    every = 4 if quick else 1
    talks, second, held, free = (load_rows(n)[::every] for n in ("dialogues", "second", "director", "instructions"))
    turns = sum(len(row["turns"]) for row in [*talks, *second])
    done, total = 0, turns + len(held) + len(free)

    def tick() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    begin = time.perf_counter()
    for library in ("llguidance.hf", "transformers.models.llama.modeling_llama", "transformers.models.auto"):
        importlib.import_module(library)
    ready = time.perf_counter()
    writer = ModelManager(profiles.load_profile("pocket")).get("director")
    imports_s, load_s = ready - begin, time.perf_counter() - ready
    seconds: list[float] = []

    def timed(view: View) -> Plan:
        start = time.perf_counter()
        plan = read(view)
        seconds.append(time.perf_counter() - start)
        return plan

    read = reader(writer)
    found: dict[str, Any] = dialogues(timed, talks, tick)
    found["second"] = dialogues(timed, second, tick)
    found["wordings"] = wordings(timed, held, tick)
    found["instructions"] = instructions(timed, free, tick)
    found["keywords"] = dialogues(parse, talks, lambda: None)
    found["keywords"]["second"] = dialogues(parse, second, lambda: None)
    found["keywords"]["instructions"] = instructions(parse, free, lambda: None)
    untuned = os.environ.get("GOUACHE_UNTUNED")
    if untuned:
        from tools.engines.language.structured import load_hub_model
        from tools.types import ModelInfo

        big = load_hub_model(ModelInfo(role="director", kind="transformers", name=untuned, hash="remote"), untuned, {})
        found["untuned"] = dialogues(reader(big), load_rows("dialogues")[::8], lambda: None)
    return found | {
        "seconds_p50": round(statistics.median(seconds), 3),
        "imports_s": round(imports_s, 2), "load_s": round(load_s, 2),
        "tokens_per_second": round(writer.tokens_written / sum(seconds), 1), "weights_mb": round(writer.nbytes() / 1e6),
    }  # fmt: skip
