"""What becomes of a director's plan before it is carried out: what nobody could know is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.brief.references import find_elements, is_several
from agent.director.plan import Plan
from agent.director.view import View
from agent.messages.catalogue import sentence
from agent.messages.taught import recognize, taught_sentence
from agent.turns.offers import OFFERS
from agent.turns.plan_resolution import ResolvedPlan
from agent.turns.regressions import asks_for
from tools.text import detect_language
from tools.types import Check
from tools.vocabulary.base import Language, Vocabulary

_ALL = re.compile(
    r"\b(?:all|both|every|each|everything|them|they|these|those|two|three|four|five)\b|都|全|所有|每|们|各|两|三|四|俩|仨",
    re.IGNORECASE,
)
"""Words of messages that mean several things of a kind at once."""


def settle_plan(plan: Plan, view: View, vocabulary: Vocabulary) -> Plan:
    """The plan, or a question in its place.

    A bare name means all things of its kind where the message speaks of several; else, where they differ, it is asked
    which one is meant. To a complaint it is offered to undo, where there is something to undo, and else to mend it.
    """
    text = " ".join(words for who, words in view.exchange if who == "user")
    language: Language = "zh" if detect_language(text) == "zh" else "en"
    found = recognize(plan.text or "") if plan.intent in ("chat", "ask") else None
    if found is not None and found.key in OFFERS:
        if view.at is None or view.pictures < 2:
            return Plan(intent="chat", text=sentence(language, "reply", "nothing_to_undo"))
        return _asking(taught_sentence(found.key, language))
    if plan.intent != "edit" or _ALL.search(text):
        return plan
    words = [word for edit in plan.edits if edit.op in ("change", "remove", "replace") for word in (edit.what,)]
    unclear = next((word for word in words if is_several(word, view.brief, vocabulary)), None)
    if unclear is None:
        return plan
    return _asking(taught_sentence("which", language, find_elements(unclear, view.brief, vocabulary)))


def _asking(text: str) -> Plan:
    return Plan(intent="ask", text=text)


def changes_nothing(plan: Plan, resolved: ResolvedPlan, checks: Sequence[Check]) -> bool:
    """Whether an edit asks for what its picture was to show already, and no check of the picture says otherwise.

    Places that are swapped without being known change the picture, if not the brief.

    Args:
        plan: As the director gave it; to keep all that there is comes to no edits.
        resolved: The same, resolved.
        checks: Of the picture that it starts from.
    """
    edits = resolved.plan.edits
    if resolved.plan.intent != "edit" or not plan.edits or any(edit.op == "swap" for edit in edits):
        return False
    wrong = [check.requirement for check in checks if check.verdict in ("fail", "unsure")]
    asked = any(asks_for(edit, requirement) for edit in edits for requirement in wrong)
    return resolved.before == resolved.brief and not asked
