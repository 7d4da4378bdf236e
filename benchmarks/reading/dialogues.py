"""Sessions of the `director` suite, replayed on their true plans.

`data/dialogues.jsonl` holds 100 sessions of four to six turns, half of them in Chinese, one a line: `id`, `lang` and
`turns` of `say` (the message), `plan` (what it asks for) and `tags`. Their writer did not see the wordings that the
director is trained on; but what the director misread in them has shaped those wordings since.
`data/second.jsonl` holds 60 sessions by another writer, `data/fourth.jsonl` 80 by yet another, these in the words of
the storybook's second edition (`benchmarks.reading.written_world`) and with all acts. Both are only ever measured:
don't read them when you work on the training.

A session is replayed on its true plans, so that every message is read in the situation that it was written for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from agent import limits
from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.brief.references import find_elements
from agent.director.plan import PAINTING, Plan
from agent.director.view import HistoryStep, View, focus_after, steps_shown
from agent.turns.plan_resolution import resolve_plan
from agent.turns.surprise import surprise_plan
from tools.errors import GouacheError
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Vocabulary

QUESTION = {"en": "Which one do you mean?", "zh": "你指的是哪一个？"}
"""The studio's question, by language, after a message whose plan is to ask."""
_CONVERSE: dict[str, str] = {"right of": "left of", "below": "above"}

Outcome = tuple[object, ...]
"""What a plan leads to: a kind ("brief", "at", "refused" or an intent) and its values; equal outcomes compare equal."""

STORYBOOK = vocabulary_of("storybook")


def goal_of(brief: Brief) -> tuple[frozenset[object], ...]:
    """Reduce a brief to what it asks for, whatever the order; "a right of b" equals "b left of a"."""
    relations = {
        (r.object, _CONVERSE[r.kind], r.subject)
        if r.kind in _CONVERSE
        else (r.subject, r.kind, frozenset((r.object, r.second)) if r.second else r.object)
        for r in brief.relations
    }
    scene_and_style = (("scene", brief.scene), ("style", brief.style))
    parts: tuple[Any, ...] = (brief.elements, relations, scene_and_style, brief.avoid, brief.notes, brief.aspects)
    return tuple(frozenset(part) for part in parts)


@dataclass
class Session:
    """The pictures of a session and the current one; plans move it on as the studio would.

    Attributes:
        lang: "en" or "zh".
        briefs: What each picture was to show; picture number n is at index n - 1, here and in the next two lists.
        parents: The number of the picture that each one was made from, None where there is none.
        focuses: What "it" stands for at each picture.
        steps: The plan that made each picture.
        current: The number of the current picture, None before the first.
        undone: Numbers of the pictures that were left by undo, oldest first.
        open_exchange: Messages and questions since the last message that was not answered with a question.
        vocabulary: The words that its painter knows.
    """

    lang: str
    briefs: list[Brief] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    focuses: list[str | None] = field(default_factory=list)
    steps: list[HistoryStep] = field(default_factory=list)
    current: int | None = None
    undone: list[int] = field(default_factory=list)
    open_exchange: tuple[tuple[str, str], ...] = ()
    vocabulary: Vocabulary = STORYBOOK

    def brief(self, number: int | None) -> Brief:
        """What picture `number` shows; an empty brief where there is no such picture."""
        return self.briefs[number - 1] if number and number <= len(self.briefs) else Brief()

    def view(self, message: str) -> View:
        """What the director is shown when `message` comes."""
        focus = self.focuses[self.current - 1] if self.current else None
        exchange = (*self.open_exchange, ("user", message))
        brief = self.brief(self.current)
        return View(brief, focus, len(self.briefs), self.current, exchange, steps_shown(self.steps))

    def outcome(self, plan: Plan) -> Outcome:
        """What a plan would lead to; the session stays as it is.

        For a plan that paints it is what its brief then asks for (`goal_of`), for one that moves the picture that
        becomes the current one; else the refusal, or the intent and its values.
        """
        match plan.intent:
            case "undo" | "redo" | "goto":
                return "at", self._destination(plan)
            case "compare":
                pair = frozenset((plan.picture or self.current, plan.other or self.current))
                return ("compare", pair, plan.method) if plan.method else ("compare", pair)
            case "enhance":
                return "enhance", plan.method or "auto", plan.picture
            case "restyle":
                return "restyle", plan.method, plan.picture
            case "create" | "edit" | "branch" | "again":
                return self._painted(plan)
            case "answer":
                subjects = frozenset(map(self.thing, filter(None, (plan.what, plan.of))))
                return "answer", plan.method, subjects, plan.picture or self.current
            case "list":
                return "list", plan.method, plan.what
            case "name":
                return "name", plan.text
            case _:
                return (plan.intent,)

    def start(self, plan: Plan) -> Brief:
        """The brief that a plan's edits apply to."""
        return Brief() if plan.intent == "create" else self.brief(self._origin(plan))

    def resolve(self, plan: Plan) -> tuple[Plan, Brief]:
        """A plan in the vocabulary's own words, and the brief that it leads to.

        Raises:
            UnknownTerm: a wish outside a closed vocabulary.
            EditError: an edit that does not apply.
        """
        return resolve_plan(plan, self.start(plan), self.vocabulary, self._numbered)

    def _painted(self, plan: Plan) -> Outcome:
        try:
            goal = goal_of(self.resolve(plan)[1])
        except (EditError, GouacheError) as error:
            return "refused", str(error)
        return "brief", goal, self._origin(plan), bool(plan.edits)

    def thing(self, word: str) -> str:
        """What a question's word means: a thing of the picture, else as it is."""
        found = find_elements(word, self.brief(self.current), self.vocabulary)
        return ", ".join(found) or (self.vocabulary.find("thing", word) or word)

    def _numbered(self, number: int) -> Brief:
        if number > len(self.briefs):
            raise EditError("nothing")
        return self.brief(number)

    def _origin(self, plan: Plan) -> int | None:
        """The number of the picture that a plan starts from."""
        if plan.intent in ("create", "surprise"):
            return None
        return plan.picture if plan.intent == "branch" and plan.picture else self.current

    def _destination(self, plan: Plan) -> int | None:
        """The picture that undo, redo or goto lead to; None where undo or redo can't lead anywhere."""
        if plan.intent == "goto":
            return plan.picture or self.current
        if plan.intent == "redo":
            return self.undone[-1] if self.undone else None
        return (self.parents[self.current - 1] or max(self.current - 1, 1)) if self.current else None

    def advance(self, message: str, plan: Plan) -> None:
        """Carry out a plan: add a picture, go to another one, or leave a question open."""
        if plan.intent == "ask":
            self.open_exchange = (*self.open_exchange, ("user", message), ("you", QUESTION[self.lang]))
            return
        self.open_exchange = ()
        if plan.intent in ("undo", "redo", "goto"):
            self._go(plan)
        elif plan.intent == "restart":
            self.current, self.undone = None, []
        elif plan.intent in PAINTING:
            self._add_picture(plan)

    def _go(self, plan: Plan) -> None:
        destination = self._destination(plan)
        if plan.intent == "undo" and self.current:
            self.undone.append(self.current)
        elif plan.intent == "redo" and self.undone:
            self.undone.pop()
        if destination is not None and destination <= len(self.briefs):
            self.current = destination

    def _add_picture(self, plan: Plan) -> None:
        origin = self._origin(plan)
        if plan.intent == "surprise":
            plan = surprise_plan(len(self.briefs), self.vocabulary)
        try:
            plan, brief = self.resolve(plan)
        except (EditError, GouacheError):
            return  # Refused: nothing is painted.
        focus = focus_after(brief, plan.intent, plan.edits, self.focuses[origin - 1] if origin else None)
        variations = plan.picture if plan.intent == "again" and plan.picture else 1
        for number in range(len(self.briefs) + 1, len(self.briefs) + 1 + min(variations, limits.VARIATIONS)):
            self.steps.append(HistoryStep(number, origin, plan, brief))
            self.briefs.append(brief)
            self.parents.append(origin)
            self.focuses.append(focus)
            self.current = number
        self.undone = []


def true_plan(turn: dict[str, Any]) -> Plan:
    """What a turn asks for, written as a director writes it: "clear" says with `what` which word it takes back.

    Raises:
        ValidationError: it is no plan.
    """
    said = {key: value for key, value in turn["plan"].items() if key != "why"}
    if "edits" in said:
        said["edits"] = [
            {"op": "clear", "what": edit["to"]} if edit["op"] == "clear" and "to" in edit else edit
            for edit in said["edits"]
        ]
    return Plan.model_validate(said)


def replay_rows(
    row: dict[str, Any], vocabulary: Vocabulary = STORYBOOK
) -> Iterator[tuple[Session, View, Plan, list[str]]]:
    """Replay a session's turns.

    Args:
        row: A line of `data/dialogues.jsonl`, `data/second.jsonl` or `data/fourth.jsonl`.
        vocabulary: In which its things are named.

    Yields:
        The session before the turn, what the director is shown, the true plan, and the turn's tags. The session moves
        on when the next turn is taken.
    """
    session = Session(row["lang"], vocabulary=vocabulary)
    for turn in row["turns"]:
        plan = true_plan(turn)
        yield session, session.view(turn["say"]), plan, turn.get("tags", [])
        session.advance(turn["say"], plan)
