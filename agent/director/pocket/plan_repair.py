"""Drop or fix edits that contradict the brief or the message.

A 135M model reads the shape of a request well, but slips now and then on its things: one beside itself, one named
twice. A plan is left alone where it is not plainly wrong.
"""

from __future__ import annotations

import re

from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.brief.references import find_element
from agent.director.plan import Plan
from agent.director.pocket.candidates import WORDS
from agent.director.settle import two_of_a_kind
from agent.director.view import View

_PLACE = re.compile(r"\b(?:left|right|top|bottom|cent(?:er|re)|middle)\b|[左右上下中]", re.IGNORECASE)


def _same(word: str) -> str:
    return WORDS.find("thing", word) or word


def is_referred_to(word: str, text: str) -> bool:
    """Whether a message speaks of a thing as one that is in the picture: "the hat", "把帽子"."""
    if word > "~":
        return re.search(rf"(?:[把将那这]|它的).{{0,4}}{re.escape(word)}", text) is not None
    return re.search(rf"\b(?:the|that|this|those|these|its|his|her)(?: \w+)? {re.escape(word)}", text, re.I) is not None


def _merged(edits: list[Edit], text: str) -> list[Edit]:
    """The edits with the additions of one thing joined, where the plan adds it twice and the message names it once.

    Two that differ are two of a kind: "two balloons, one red and one blue" names them once.
    """
    found: dict[str, Edit] = {}
    others: list[Edit] = []
    for edit in edits:
        name = _same(edit.what or "")
        again = name in found and text.lower().count((edit.what or "").lower()) > 1
        if edit.op != "add" or again or (name in found and two_of_a_kind(edit, found[name], text.lower(), WORDS)):
            others.append(edit)
        elif name in found:
            said = edit.model_dump(exclude_none=True)
            found[name] = found[name].model_copy(update=said)
        else:
            found[name] = edit
    return [*found.values(), *others]


def _swapped(edits: list[Edit], brief: Brief, text: str) -> list[Edit]:
    """The edits, where two things are put where they are by a message that names no place, as a swap of places."""
    found = [brief.element(find_element(e.what, brief, WORDS) or "") for e in edits]
    still = [e.values == {"place": f.place} and not e.rel for e, f in zip(edits, found, strict=True) if f]
    if _PLACE.search(text) or len(edits) != 2 or still != [True, True] or edits[0].what == edits[1].what:
        return edits
    one, two = edits
    return [one.model_copy(update={"place": two.place}), two.model_copy(update={"place": one.place})]


def _without_colors(edits: list[Edit]) -> list[Edit]:
    """The edits without additions of a mere colour (蓝) where there are others: it is the colour of one of them."""
    return [edit for edit in edits if not (edit.op == "add" and _is_color(edit.what))] or edits


def _is_color(name: str | None) -> bool:
    word = name or ""
    # In English an orange is a fruit, too.
    return not word.isascii() and WORDS.find("color", word) is not None and WORDS.find("thing", word) is None


def repair_plan(plan: Plan, view: View) -> Plan:
    """The plan without edits that can't be meant.

    These are: a thing beside itself, one thing added twice, a colour added as a thing, two things moved to where they
    are, and a change of what is not there and was not spoken of as if it were ("yellow taxi below it", where there is
    no taxi, asks for one).
    """
    text = " ".join(words for who, words in view.exchange if who == "user")
    repaired = (_repair_edit(edit, plan, view, text) for edit in plan.edits)
    edits = _without_colors([edit for edit in repaired if edit.op != "change" or edit.describes or edit.rel])
    if plan.intent == "create":
        edits = _merged(edits, text)
    if plan.intent == "edit":
        edits = _swapped(edits, view.brief, text)
    return plan.model_copy(update={"edits": tuple(edits)}) if edits else plan


def _repair_edit(edit: Edit, plan: Plan, view: View, text: str) -> Edit:
    name = edit.what or ""
    if edit.rel and edit.of and _same(edit.of) == _same(name):
        edit = edit.model_copy(update={"rel": None, "of": None})
    if plan.intent != "edit" or edit.op != "change":
        return edit
    # "Make it blue" names nothing that could be added.
    named = WORDS.find("thing", name) is not None and name.lower() in text.lower()
    present = find_element(edit.what, view.brief, WORDS) in view.brief.names
    present = present or any(name in words for element in view.brief.elements for words in element.attributes)
    if named and not present and not is_referred_to(name, text):
        return edit.model_copy(update={"op": "add"})
    return edit
