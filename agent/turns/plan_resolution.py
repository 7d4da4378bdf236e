"""A plan in the painter's words, with the picture and the brief that it starts from and leads to."""

from __future__ import annotations

from dataclasses import dataclass

from agent import limits
from agent.brief.edits import Edit, EditError
from agent.brief.model import Brief, Element
from agent.brief.parts import of_whole
from agent.brief.references import find_element
from agent.brief.resolution import Briefs, beyond_reach, resolve_edits
from agent.director.plan import PAINTING, Plan
from agent.turns.surprise import surprise_plan
from storage.store import Store
from storage.tables import Picture
from tools.vocabulary.base import Vocabulary
from tools.vocabulary.reference_styles import find_reference_style, find_swatch

_TURNS = 1000
"""Seeds of surprises between those of two neighbouring sessions' seeds."""


@dataclass(frozen=True)
class ResolvedPlan:
    """A plan that can be carried out.

    Attributes:
        plan: Its edits are in canonical words.
        base: The picture that it starts from; None for a new one.
        brief: What the picture must show after it.
        missed: What a closed painter leaves out of it; see `agent.brief.resolution.beyond_reach`.
    """

    plan: Plan
    base: Picture | None
    brief: Brief
    missed: tuple[Edit, ...] = ()

    @property
    def before(self) -> Brief:
        """The brief that it starts from."""
        return Brief() if self.plan.intent == "create" else brief_of(self.base)


def brief_of(picture: Picture | None) -> Brief:
    """The brief that a picture was made from; an empty one where there is none."""
    return Brief.model_validate(picture.brief) if picture and picture.brief else Brief()


def is_upload(store: Store, picture: Picture | None) -> bool:
    """Whether a picture goes back to a person's own file."""
    while picture is not None and picture.parent_id is not None:
        picture = store.picture(picture.parent_id)
    return picture is not None and (picture.recipe or {}).get("tool") == "open"


def readable_below(store: Store, picture: Picture | None) -> Picture | None:
    """The picture itself, or the one that it was restyled from: the packaged eyes can't read a restyled one."""
    row = picture
    while row is not None and row.parent_id is not None and (row.recipe or {}).get("tool") in ("restyle", "enhance"):
        below = store.picture(row.parent_id)
        if (row.recipe or {}).get("tool") == "restyle":
            picture = below
        row = below
    return picture


def resolve_plan(plan: Plan, brief: Brief, vocabulary: Vocabulary, briefs: Briefs | None = None) -> tuple[Plan, Brief]:
    """A plan with its edits in canonical words, and the brief after them; `briefs` finds those of other pictures.

    Raises:
        UnknownTerm: a wish outside a closed vocabulary.
        EditError: an edit that does not apply.
    """
    edits, after = resolve_edits(plan.edits, brief, vocabulary, briefs)
    return plan.model_copy(update={"edits": edits}), after


class PlanResolver:
    """Resolves plans against one session's pictures."""

    def __init__(self, store: Store, session: str, current: Picture | None, vocabulary: Vocabulary) -> None:
        self.store, self.session, self.current, self.vocabulary = store, session, current, vocabulary

    def resolve(self, plan: Plan, needs_brief: bool = True) -> ResolvedPlan:
        """The plan ready to be carried out.

        Args:
            plan: The director's, or a slash command's.
            needs_brief: Whether a new picture must show something that is known; one from a person's own words or
                file need not.

        Raises:
            UnknownTerm: a wish outside a closed vocabulary.
            UnknownPicture: a number that the session does not have.
            EditError: an edit that does not apply, or nothing to paint.
        """
        plan = self._with_pair(self._settle_intent(plan))
        self._require_pictures(plan)
        base = self._base(plan)
        if plan.intent in PAINTING and plan.intent != "create" and base is None:
            raise EditError("nothing")
        self._believe(plan, base)
        missed = beyond_reach(plan.edits, brief_of(base), self.vocabulary)
        plan, brief = resolve_plan(plan, brief_of(base), self.vocabulary, self._brief_of_number)
        if not self._shows_something(brief):
            if plan.intent in ("create", "again") and needs_brief:
                raise EditError("unnamed")
            if plan.intent in PAINTING and plan.intent != "create" and self._shows_something(brief_of(base)):
                raise EditError("empty")
        return ResolvedPlan(plan, base, brief, missed)

    def _with_pair(self, plan: Plan) -> Plan:
        """A comparison with both numbers: what it leaves out is the current picture, and what that was made from."""
        here = self.current
        if plan.intent != "compare" or here is None:
            return plan
        numbers = plan.picture or here.number, plan.other or here.number
        below = self.store.picture(here.parent_id) if here.parent_id is not None else None
        if len(set(numbers)) == 1 and None in (plan.picture, plan.other) and below is not None and below.number:
            numbers = below.number, here.number
        return plan.model_copy(update={"picture": numbers[0], "other": numbers[1]})

    def _require_pictures(self, plan: Plan) -> None:
        """Refuse a question about a picture where there is none.

        Raises:
            EditError: there is none.
        """
        if plan.intent == "answer" and self.current is None and plan.picture is None:
            raise EditError("nothing")

    def _believe(self, plan: Plan, base: Picture | None) -> None:
        """Note what a person names of their own picture as being in it: no caption says all that a picture shows."""
        if self.vocabulary.closed or base is None or base.id is None or not is_upload(self.store, base):
            return
        brief = brief_of(base)
        for edit in plan.edits:
            word = edit.what or ""
            if edit.op not in ("remove", "change", "replace") or not word:
                continue
            of_whole_ = of_whole(edit, brief).what != edit.what
            if not of_whole_ and brief.element(find_element(word, brief, self.vocabulary) or "") is None:
                brief = brief.model_copy(update={"elements": (*brief.elements, Element(what=word))})
        if brief != brief_of(base):
            base.brief = brief.model_dump(mode="json")
            self.store.update_picture(base.id, brief=base.brief)

    def _shows_something(self, brief: Brief) -> bool:
        """Whether there is anything to paint: a closed painter needs a thing, for an open one a scene will do."""
        whole = brief.scene or brief.notes or brief.aspects
        return bool(brief.elements or (whole and not self.vocabulary.closed))

    def _brief_of_number(self, number: int) -> Brief:
        return brief_of(self.store.numbered_picture(self.session, number))

    def _base(self, plan: Plan) -> Picture | None:
        if plan.intent == "create":
            return None
        if plan.intent in ("branch", "enhance") and plan.picture:
            return self.store.numbered_picture(self.session, plan.picture)
        return self.current

    def _settle_intent(self, plan: Plan) -> Plan:
        """The plan with an intent that does what its edits ask for.

        Repeating with changes is an edit. A style that only a reference picture shows is no edit but a restyling, and
        so is any style of a person's own picture: painted anew it would be lost.

        Raises:
            EditError: a scene, or a style without a reference picture, for a person's own picture.
        """
        if plan.intent == "surprise":
            session = self.store.session(self.session)
            return surprise_plan(session.seed * _TURNS + len(self.store.turns(self.session)), self.vocabulary)
        if plan.intent == "edit" and self.current is None and any(edit.op == "add" for edit in plan.edits):
            return plan.model_copy(update={"intent": "create"})
        if plan.intent == "again" and plan.edits:
            return plan.model_copy(update={"intent": "edit"})
        whole = [e for e in plan.edits if e.op in limits.EDIT_AS_NEW] if plan.intent == "edit" else []
        if not whole:
            return plan
        style = whole[0].to or "" if len(plan.edits) == 1 and whole[0].op == "style" else ""
        if not self.vocabulary.closed:
            return plan  # A painter that takes any words takes any style in words.
        reference = find_swatch(style)
        if reference is None and is_upload(self.store, self.current):
            reference = find_reference_style(style)
            if reference is None:
                raise EditError("upload")
        return Plan(intent="restyle", method=reference) if reference else plan
