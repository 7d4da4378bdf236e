"""The director on held-out wordings: intent, slots and the whole brief, per language.

The examples (`data/director.jsonl`: view, plan) come from wordings that training never saw; see
`training/suites.py`.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from importlib import resources
from threading import Event
from typing import Any

from agent import director
from agent.brief import Brief
from agent.context import View
from agent.edits import EditError
from agent.nodes.interpret import target
from agent.plan import Plan
from agent.words import Outside
from tools import profiles
from tools.errors import GouacheError
from tools.shelf import Shelf


def examples() -> list[tuple[str, str, View, Plan]]:
    """(language, kind, view, plan) of every held-out example."""
    text = resources.files(__package__).joinpath("data/director.jsonl").read_text("utf-8")
    found = []
    for line in text.splitlines():
        row = json.loads(line)
        view = row["view"]
        exchange = tuple((who, words) for who, words in view["exchange"])
        made = View(Brief.model_validate(view["brief"]), view["focus"], view["pictures"], view["at"], exchange)
        found.append((row["lang"], row["kind"], made, Plan.model_validate(row["plan"])))
    return found


def settled(plan: Plan, view: View) -> tuple[str, Any]:
    """The intent after the world had its say, and the brief (or what was refused)."""
    base = Brief() if plan.do == "create" else view.brief
    try:
        _, brief = target(plan, base, closed=True)
    except Outside as wish:
        return "decline", (wish.kind, wish.word)
    except (EditError, GouacheError) as error:
        return "decline", str(error)
    return plan.do, brief


def _slots(plan: Plan) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = {(name, value) for name, value in (("n", plan.n), ("m", plan.m)) if value}
    for number, edit in enumerate(plan.edits):
        found |= {(number, name, value) for name, value in edit.model_dump(exclude_none=True).items()}
    return found


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Interpret every example (a quarter when quick)."""
    chosen = examples()[:: 4 if quick else 1]
    writer = Shelf(profiles.load("pocket")).get("director")
    start = time.perf_counter()
    scores: dict[str, dict[str, list[float]]] = {}
    wrong: dict[str, list[int]] = {}
    seconds, hit, said, wanted = [], dict[str, int](), dict[str, int](), dict[str, int]()
    for number, (lang, kind, view, truth) in enumerate(chosen):
        begin = time.perf_counter()
        try:
            plan = director.interpret(writer, view, True, Event(), lambda plan: None)
        except director.Misunderstood:
            plan = Plan(do="ask")
        seconds.append(time.perf_counter() - begin)
        mine, theirs = _slots(plan), _slots(truth)
        hit[lang] = hit.get(lang, 0) + len(mine & theirs)
        said[lang], wanted[lang] = said.get(lang, 0) + len(mine), wanted.get(lang, 0) + len(theirs)
        joint = settled(plan, view) == settled(truth, view) and (plan.n, plan.m) == (truth.n, truth.m)
        row = scores.setdefault(lang, {"intent": [], "joint_goal": []})
        row["intent"].append(plan.do == truth.do)
        row["joint_goal"].append(joint)
        wrong.setdefault(kind, []).append(joint)
        progress(number + 1, len(chosen))
    total = time.perf_counter() - start
    result: dict[str, Any] = {}
    for lang, row in scores.items():
        precision, recall = hit[lang] / max(said[lang], 1), hit[lang] / max(wanted[lang], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        result[lang] = {name: round(statistics.fmean(values), 4) for name, values in row.items()} | {
            "slot_f1": round(f1, 4)
        }
    kinds = {kind: round(statistics.fmean(values), 3) for kind, values in sorted(wrong.items())}
    return {
        **result, "kinds": kinds, "examples": len(chosen), "seconds_p50": round(statistics.median(seconds), 3),
        "tokens_per_second": round(writer.tokens_written / total, 1),
    }  # fmt: skip
