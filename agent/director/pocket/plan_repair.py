"""What a small language model's plan can't mean, taken back.

A 135M model reads the shape of a request well and slips now and then on its things: one beside itself, one named twice.
In doubt a plan is left alone.
"""

from __future__ import annotations

import re

from agent.brief.edits import Edit
from agent.brief.lookups import find_element
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon

_PLACE = re.compile(r"\b(?:left|right|top|bottom|cent(?:er|re)|middle)\b|[左右上下中]", re.IGNORECASE)


def _same(word: str) -> str:
    return lexicon.noun(word) or word


def is_referred_to(word: str, text: str) -> bool:
    """Whether a message speaks of a thing as one that is there."""
    if word > "~":
        return re.search(rf"(?:[把将那这]|它的).{{0,4}}{re.escape(word)}", text) is not None
    return re.search(rf"\b(?:the|that|this|those|these|its|his|her)(?: \w+)? {re.escape(word)}", text, re.I) is not None


def _merged(edits: list[Edit], text: str) -> list[Edit]:
    """Additions without those of a thing that the message names once and the plan twice: what they say is joined."""
    found: dict[str, Edit] = {}
    others: list[Edit] = []
    for edit in edits:
        name = _same(edit.what or "")
        if edit.op != "add" or (name in found and text.lower().count((edit.what or "").lower()) > 1):
            others.append(edit)
        elif name in found:
            said = edit.model_dump(exclude_none=True)
            found[name] = found[name].model_copy(update=said)
        else:
            found[name] = edit
    return [*found.values(), *others]


def _swapped(edits: list[Edit], brief: Brief, text: str) -> list[Edit]:
    """Two things that are put where they are already, by a message that names no place, change places."""
    found = [brief.element(find_element(e.what, brief) or "") for e in edits]
    still = [e.attributes == {"place": f.place} and not e.rel for e, f in zip(edits, found, strict=True) if f]
    if _PLACE.search(text) or len(edits) != 2 or still != [True, True] or edits[0].what == edits[1].what:
        return edits
    one, two = edits
    return [one.model_copy(update={"place": two.place}), two.model_copy(update={"place": one.place})]


def repair_plan(plan: Plan, view: View) -> Plan:
    """The plan without what can't be meant: a thing beside itself, one thing added twice, two things moved to where
    they are, a change of what is not there and was not spoken of as if it were ("yellow taxi below it" where there is
    no taxi asks for one)."""
    text = " ".join(words for who, words in view.exchange if who == "user")
    here = {e.what for e in view.brief.elements}
    edits: list[Edit] = []
    for edit in plan.edits:
        name = _same(edit.what or "")
        if edit.rel and edit.of and _same(edit.of) == name:
            edit = edit.model_copy(update={"rel": None, "of": None})
        # "Make it blue" names nothing that could be added.
        named = lexicon.noun(edit.what or "") and (edit.what or "").lower() in text.lower()
        absent = plan.intent == "edit" and edit.op == "change" and named
        if absent and find_element(edit.what, view.brief) not in here and not is_referred_to(edit.what or "", text):
            edit = edit.model_copy(update={"op": "add"})
        if edit.op != "change" or edit.attributes or edit.rel:
            edits.append(edit)
    if plan.intent == "create":
        edits = _merged(edits, text)
    if plan.intent == "edit":
        edits = _swapped(edits, view.brief, text)
    return plan.model_copy(update={"edits": tuple(edits)}) if edits else plan
