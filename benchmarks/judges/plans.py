"""How a director's plans score against the true ones: intents, slots, goals, questions."""

from __future__ import annotations

import contextlib
import statistics

from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.turns.plan_resolution import resolve_plan
from tools.errors import GouacheError
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Vocabulary

STORYBOOK = vocabulary_of("storybook")


def _slots(plan: Plan, brief: Brief, vocabulary: Vocabulary) -> set[tuple[object, ...]]:
    """Picture numbers, method and the fields of every edit, in canonical words where they resolve."""
    method = None if plan.method == "auto" else plan.method
    fields = {"n": plan.picture, "m": plan.other, "how": method}
    slots: set[tuple[object, ...]] = {(name, value) for name, value in fields.items() if value}
    with contextlib.suppress(EditError, GouacheError):
        plan = resolve_plan(plan, Brief() if plan.intent == "create" else brief, vocabulary)[0]
    for edit in plan.edits:
        subject = edit.what or edit.op
        values = edit.model_dump(exclude_none=True)
        slots |= {(subject, name, value) for name, value in values.items() if name != "what"}
        slots.add((subject, edit.op))
    return slots


class Tally:
    """Counts over the messages of one language, whose things are named in a vocabulary."""

    def __init__(self, vocabulary: Vocabulary = STORYBOOK) -> None:
        self.vocabulary = vocabulary
        self.intents: list[bool] = []
        self.goals: list[bool] = []
        self.slots_right = self.slots_given = self.slots_true = 0
        self.asks_right = self.asks_given = self.asks_true = 0
        self.first_turns: dict[int, list[bool]] = {1: [], 2: [], 3: []}
        """By number of turns, whether the goals of a session's first turns were all right."""

    def add(self, plan: Plan, truth: Plan, brief: Brief, goal_right: bool) -> None:
        """Count one message, which was said of a picture of `brief`."""
        given, true = (_slots(each, brief, self.vocabulary) for each in (plan, truth))
        self.slots_right += len(given & true)
        self.slots_given += len(given)
        self.slots_true += len(true)
        self.asks_right += plan.intent == truth.intent == "ask"
        self.asks_given += plan.intent == "ask"
        self.asks_true += truth.intent == "ask"
        self.intents.append(plan.intent == truth.intent)
        self.goals.append(goal_right)

    def add_session(self, goals_right: list[bool]) -> None:
        """Count one session by whether the goal of each of its turns was right."""
        for turns, values in self.first_turns.items():
            values.append(all(goals_right[:turns]))

    def figures(self) -> dict[str, float]:
        """Shares under the names of the evaluation's table."""
        return {
            "intent": mean(self.intents),
            "slot_f1": round(2 * self.slots_right / max(self.slots_given + self.slots_true, 1), 4),
            "joint_goal": mean(self.goals),
            **{f"t{turns}": mean(values) for turns, values in self.first_turns.items() if values},
            "ask_precision": round(self.asks_right / self.asks_given, 4) if self.asks_given else 1.0,
            "ask_recall": round(self.asks_right / self.asks_true, 4) if self.asks_true else 1.0,
            "n": len(self.goals),
        }


def mean(values: list[bool]) -> float:
    """Share of true values to four digits; 0 where there are none."""
    return round(statistics.fmean(values), 4) if values else 0.0
