"""Whether messages were understood, in whatever way a plan says it, and what a misread one would be told."""

from __future__ import annotations

from agent import limits
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

    It does not where it names what was left out, or where the director doubts that it understood.

    Args:
        session: Where the message was said.
        view: What the director was shown.
        plan: What it made of it.
        painted: The words that the painter knows.
    """
    return paints(session, plan) and not admits(session, view, plan, painted)


def paints(session: Session, plan: Plan) -> bool:
    """Whether a plan's reply could claim anything: it makes a picture that is another one than before."""
    if plan.intent not in ("create", "edit", "branch"):
        return False
    before = session.start(plan)
    try:
        after = session.resolve(plan)[1]
    except (EditError, GouacheError):
        return False
    # Where nothing is painted, the reply says why.
    return bool(after.elements) and (after != before or plan.intent == "create")


def admits(session: Session, view: View, plan: Plan, painted: Vocabulary) -> bool:
    """Whether the reply to a plan's picture names something as left out, or says that it may have missed something."""
    resolved, after = session.resolve(plan)
    words = left_out(simplified(view.exchange[-1][1]), resolved.edits, [after, session.start(plan)], painted)
    return bool(words) or plan.doubt >= limits.DOUBT


class Understanding:
    """Counts over the messages of one language.

    Args:
        painted: The words that the painter knows.
    """

    def __init__(self, painted: Vocabulary) -> None:
        self.painted = painted
        self.exact: list[bool] = []
        self.claims: list[bool] = []
        self.admitted: list[bool] = []
        self.needless: list[bool] = []
        self.answers: list[bool] = []

    def add(self, session: Session, view: View, plan: Plan, truth: Plan) -> None:
        """Count one message, which was said in a session as it stands."""
        understood = is_understood(session, plan, truth)
        self.exact.append(understood)
        claims = claims_all(session, view, plan, self.painted)
        if not understood:
            self.claims.append(claims)
        else:
            self.admitted.append(paints(session, plan) and not claims)
        if truth.intent != "ask":
            self.needless.append(plan.intent == "ask")
        if truth.intent == "answer":
            self.answers.append(understood or _is_answered(session, plan, truth))

    def figures(self) -> dict[str, float]:
        """Shares.

        `exact`: messages that were understood; `claimed`: of the others those whose reply would claim that all is
        there; `admitted`: of those that were understood the ones whose reply would all the same name something as left
        out, or say that it may have missed something; `needless_asks`: of the messages that leave no question open
        those that one is asked after; `answers`: of the questions about pictures those that were taken for what they
        are.
        """
        return {
            "exact": mean(self.exact),
            "claimed": mean(self.claims),
            "admitted": mean(self.admitted),
            "needless_asks": mean(self.needless),
            **({"answers": mean(self.answers)} if self.answers else {}),
        }
