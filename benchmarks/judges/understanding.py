"""Whether messages were understood, in whatever way a plan says it, and what a misread one would be told."""

from __future__ import annotations

from agent.brief.edits import Edit, EditError
from agent.director.plan import Plan
from agent.director.view import View
from agent.turns.left_out import left_out
from benchmarks.judges.plans import mean
from benchmarks.reading.dialogues import Session
from tools.errors import GouacheError
from tools.text import simplified
from tools.vocabulary.base import Vocabulary
from tools.vocabulary.reference_styles import find_swatch

_PLAIN = {"weather": "clear", "look": "color"}
"""What is left of an aspect that is taken back."""
_DOUBTS = frozenset({"relation", "exists"})
"""Two manners of the same question: is he wearing it?"""


def is_understood(session: Session, plan: Plan, truth: Plan) -> bool:
    """Whether a plan does what the true one does.

    Equal are a weather or look that is cleared and one that is set to clear or colour; an edit of the style alone and
    a restyling; the two questions whether a thing stands to another and whether it is there, of one thing at least.
    """
    if session.outcome(plan) == session.outcome(truth):
        return True
    one, other = session.outcome(_usual(plan)), session.outcome(_usual(truth))
    return one == other or _same_doubt(one, other)


def _usual(plan: Plan) -> Plan:
    edits = tuple(_usual_edit(edit) for edit in plan.edits)
    if plan.intent == "edit" and len(edits) == 1 and edits[0].op == "style" and edits[0].to:
        return Plan(intent="restyle", method=find_swatch(edits[0].to) or edits[0].to)
    return plan.model_copy(update={"edits": edits})


def _usual_edit(edit: Edit) -> Edit:
    plain = _PLAIN.get(edit.what or edit.to or "") if edit.op == "clear" else None
    return Edit.model_validate({"op": edit.what or edit.to, "to": plain}) if plain else edit


def _same_doubt(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    if one[0] != "answer" or other[0] != "answer" or {one[1], other[1]} != _DOUBTS:
        return False
    things = [part for part in (one[2], other[2]) if isinstance(part, frozenset)]
    return bool(frozenset.intersection(*things)) and one[3] == other[3]


def _is_answered(session: Session, plan: Plan, truth: Plan) -> bool:
    """Whether a question is taken for the one that it is, of the same first thing."""
    things = [session.thing(each.what) if each.what else None for each in (plan, truth)]
    return plan.intent == truth.intent and plan.method == truth.method and things[0] == things[1]


def claims_all(session: Session, view: View, plan: Plan, painted: Vocabulary) -> bool:
    """Whether the reply to a plan's picture would say that all is there, if the picture shows what the plan asks for.

    Args:
        session: Where the message was said.
        view: What the director was shown.
        plan: What it made of it.
        painted: The words that the painter knows.
    """
    if plan.intent not in ("create", "edit", "branch"):
        return False
    before = session.start(plan)
    try:
        resolved, after = session.resolve(plan)
    except (EditError, GouacheError):
        return False
    if not after.elements or (after == before and plan.intent != "create"):
        return False  # Nothing is painted, and the reply says why.
    return not left_out(simplified(view.exchange[-1][1]), resolved.edits, [after, before], painted)


class Understanding:
    """Counts over the messages of one language.

    Args:
        painted: The words that the painter knows.
    """

    def __init__(self, painted: Vocabulary) -> None:
        self.painted = painted
        self.exact: list[bool] = []
        self.claims: list[bool] = []
        self.needless: list[bool] = []
        self.answers: list[bool] = []

    def add(self, session: Session, view: View, plan: Plan, truth: Plan) -> None:
        """Count one message, which was said in a session as it stands."""
        understood = is_understood(session, plan, truth)
        self.exact.append(understood)
        if not understood:
            self.claims.append(claims_all(session, view, plan, self.painted))
        if truth.intent != "ask":
            self.needless.append(plan.intent == "ask")
        if truth.intent == "answer":
            self.answers.append(understood or _is_answered(session, plan, truth))

    def figures(self) -> dict[str, float]:
        """Shares.

        `exact`: messages that were understood; `claimed`: of the others those whose reply would claim that all is
        there; `needless_asks`: of the messages that leave no question open those that one is asked after; `answers`: of
        the questions about pictures those that were taken for what they are.
        """
        return {
            "exact": mean(self.exact),
            "claimed": mean(self.claims),
            "needless_asks": mean(self.needless),
            **({"answers": mean(self.answers)} if self.answers else {}),
        }
