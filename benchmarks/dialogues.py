"""Suite B's data: 100 sessions of four to six turns, half in Chinese, each message with the plan it asks for.

`data/dialogues.jsonl` holds a session a line: id, lang, turns of `say`, `plan` and `tags`. The writer of these sessions
did not see the wordings that the director is trained on; but what is misread in them has shaped those wordings since.
`data/second.jsonl` holds 60 sessions by yet another writer that are only ever measured: don't read them when you work
on the training. `data/instructions.jsonl` holds single free instructions.
A session is replayed on its true plans, so that every message is read where it was meant to be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.director.view import HistoryStep, View, focus_after, steps_shown
from agent.graph.nodes.interpret import resolve_plan
from agent.graph.routing import PAINTING
from tools.errors import GouacheError

_CONVERSE: dict[str, str] = {"right of": "left of", "below": "above"}
QUESTION = {"en": "Which one do you mean?", "zh": "你指的是哪一个？"}


def load_rows(name: str) -> list[dict[str, Any]]:
    """The lines of a data file beside this module."""
    text = resources.files(__package__).joinpath(f"data/{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def goal_brief(brief: Brief) -> tuple[frozenset[Any], ...]:
    """What a brief asks for, in whatever order it was said; "a right of b" asks for what "b left of a" does."""
    relations = {
        (r.object, _CONVERSE[r.kind], r.subject) if r.kind in _CONVERSE else (r.subject, r.kind, r.object)
        for r in brief.relations
    }
    wholes = (("scene", brief.scene), ("style", brief.style))
    return tuple(map(frozenset, (brief.elements, relations, wholes, brief.avoid, brief.notes)))


@dataclass
class Session:
    """The pictures of a session and where its person stands, moved on by plans."""

    lang: str
    briefs: list[Brief] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    foci: list[str | None] = field(default_factory=list)
    steps: list[HistoryStep] = field(default_factory=list)
    at: int | None = None
    undone: list[int] = field(default_factory=list)
    open: tuple[tuple[str, str], ...] = ()

    def brief(self, number: int | None) -> Brief:
        """What picture `number` shows; an empty brief where there is none."""
        return self.briefs[number - 1] if number and number <= len(self.briefs) else Brief()

    def view(self, message: str) -> View:
        """What the director is shown when `message` comes."""
        it = self.foci[self.at - 1] if self.at else None
        exchange = (*self.open, ("user", message))
        return View(self.brief(self.at), it, len(self.briefs), self.at, exchange, steps_shown(self.steps))

    def settled(self, plan: Plan) -> tuple[Any, ...]:
        """What a plan comes to here: the goal after it, the picture it leads to, or why it is refused."""
        match plan.intent:
            case "undo":
                return "at", (self.parents[self.at - 1] or max(self.at - 1, 1)) if self.at else None
            case "redo":
                return "at", self.undone[-1] if self.undone else None
            case "goto":
                return "at", plan.picture or self.at
            case "compare":
                return "compare", frozenset((plan.picture or self.at, plan.other or self.at))
            case "enhance":
                return "enhance", plan.method or "auto", plan.picture
            case "restyle":
                return "restyle", plan.method, plan.picture
            case "create" | "edit" | "branch" | "again":
                start = (
                    Brief()
                    if plan.intent == "create"
                    else self.brief(plan.picture if plan.intent == "branch" else self.at)
                )
                origin = (
                    None
                    if plan.intent == "create"
                    else plan.picture
                    if plan.intent == "branch" and plan.picture
                    else self.at
                )
                try:
                    return "brief", goal_brief(resolve_plan(plan, start, closed=True)[1]), origin, bool(plan.edits)
                except (EditError, GouacheError) as error:
                    return "refused", str(error)
            case _:
                return (plan.intent,)

    def take(self, message: str, plan: Plan) -> None:
        """Move on: paint, go, or leave the question open."""
        if plan.intent == "ask":
            self.open = (*self.open, ("user", message), ("you", QUESTION[self.lang]))
            return
        self.open = ()
        if plan.intent in ("undo", "redo", "goto"):
            where = self.settled(plan)[1]
            if plan.intent == "undo" and self.at:
                self.undone.append(self.at)
            elif plan.intent == "redo" and self.undone:
                self.undone.pop()
            self.at = where or self.at
            return
        if plan.intent not in (*PAINTING, "enhance", "restyle"):
            return
        origin = (
            None if plan.intent == "create" else plan.picture if plan.intent == "branch" and plan.picture else self.at
        )
        before = self.brief(origin)
        try:
            plan, brief = resolve_plan(plan, Brief() if plan.intent == "create" else before, closed=True)
        except (EditError, GouacheError):
            return  # Refused: nothing is painted.
        it = focus_after(brief, plan.intent, plan.edits, self.foci[origin - 1] if origin else None)
        number = len(self.briefs) + 1
        self.steps.append(HistoryStep(number, origin, plan, brief))
        self.briefs.append(brief)
        self.parents.append(origin)
        self.foci.append(it)
        self.at, self.undone = number, []


def replay_rows(row: dict[str, Any]) -> Iterator[tuple[Session, View, Plan, list[str]]]:
    """Every turn of a session: where it stands, what the director is shown, the true plan, the tags.

    The session moves on when the next turn is taken.
    """
    session = Session(row["lang"])
    for turn in row["turns"]:
        plan = Plan.model_validate(turn["plan"])
        yield session, session.view(turn["say"]), plan, turn.get("tags", [])
        session.take(turn["say"], plan)
