"""Resolve references to earlier pictures by their content: "back to the four owls", "before the hat".

The language model says that another picture is meant, and what is to be done with it; a small one often gets the
number wrong. People name a picture by what tells it apart from the current one. So the picture is meant whose
differences from the current one the message names most of (as in reference games, Frank and Goodman,
doi:10.1126/science.1218633); of several it is the one with the fewest other differences, then the newest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, cast

from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.director.pocket.candidates import WORDS
from agent.director.pocket.numbers import stated_numbers
from agent.director.pocket.plan_repair import is_referred_to
from agent.director.view import HistoryStep, View
from tools.vocabulary.base import TermKind
from tools.vocabulary.english import plural
from tools.vocabulary.reference_styles import REFERENCE_STYLES

_MEANT = ("goto", "branch", "compare", "restyle", "describe", "check", "answer")
ORDER = re.compile(
    r"#|\b(?:no|number|picture|image|pic|version|take)\.? ?\d|\b(?:first|second|third|original|initial|last|latest)\b"
    r"|\b(?:newest|previous)\b|第.{0,3}[张幅个版次一]|\d ?号|最初|最开始|最新|上一|前一|刚才",
    re.IGNORECASE,
)
"""Words for a picture by its number or its place in the row, which the language model reads well."""
_SHOWN = 1.0
"""What a named fact counts that the other picture shows and the current one does not."""
_GONE = 0.8
"""What a named fact counts that only the current picture shows ("before the hat")."""
_OTHER = 0.01
"""What every difference costs, so that of several pictures the most alike is meant."""


class _Fact(NamedTuple):
    kind: str
    thing: str
    value: str

    @property
    def words(self) -> tuple[str, str]:
        """What a message may say of it without the thing: "the red one"."""
        return self.kind, self.value


def _facts(brief: Brief, how: str | None) -> set[_Fact]:
    facts = {_Fact(kind, "", str(value)) for kind, value in (("scene", brief.scene), ("style", brief.style)) if value}
    for element in brief.elements:
        said = {"color": element.color, "count": str(element.count), "place": element.place, "size": element.size}
        facts |= {_Fact("thing", element.what, element.what)}
        facts |= {_Fact(kind, element.what, value) for kind, value in said.items() if value}
    return facts | ({_Fact("how", "", how)} if how else set())


def _how(step: HistoryStep) -> str | None:
    return step.plan.method if step.plan.intent in ("enhance", "restyle") else None


@lru_cache(1000)
def _names(kind: str, value: str) -> re.Pattern[str]:
    if kind == "how":
        names = {value, *REFERENCE_STYLES.get(value, ())}
    else:
        names = {value, *WORDS.names(cast(TermKind, kind), value)}
    if kind == "thing":
        names |= {plural(n) for n in names if n.isascii()}
        # "The hat" is the top hat that is there.
        names |= {n.split(" ")[-1] for n in names if n.isascii() and len(n.split(" ")[-1]) > 2}
    english = "|".join(sorted((re.escape(n) for n in names if n.isascii()), key=len, reverse=True))
    chinese = "|".join(sorted((re.escape(n) for n in names if not n.isascii()), key=len, reverse=True))
    return re.compile("|".join(filter(None, [rf"\b(?:{english})y?\b" if english else "", chinese])), re.IGNORECASE)


def _says(text: str, counts: set[str], fact: _Fact) -> bool:
    return fact.value in counts if fact.kind == "count" else _names(fact.kind, fact.value).search(text) is not None


def _denies(text: str, fact: _Fact) -> bool:
    name = _names(fact.kind, fact.value).pattern
    return bool(re.search(rf"(?:\b(?:no|without) (?:an? |the |any )?|(?<!有)没有?|无)(?:{name})", text, re.IGNORECASE))


def _score(other: set[_Fact], here: set[_Fact], named: set[tuple[str, str]], gone: float) -> float:
    whole = {f.thing for f in other ^ here if f.kind == "thing"}
    # What a thing looks like that only one of them has is no difference of its own.
    apart = {f for f in other ^ here if f.kind == "thing" or f.thing not in whole}
    shown = {f.words for f in other - here} & named
    # "The one with the candle, where the ball was purple": what both can show tells none apart.
    lost = {f.words for f in apart - other if f.kind == "thing" or not shown} & named - shown
    return _SHOWN * len(shown) + gone * len(lost) - _OTHER * len(apart)


def _without_landmarks(plan: Plan, view: View, text: str) -> Plan:
    """A branch without additions of what its picture is known by: "like the one with the hat, but at night"."""
    if plan.intent != "branch":
        return plan
    shown = {e.what for step in view.steps for e in step.brief.elements} - {e.what for e in view.brief.elements}

    def is_landmark(edit: Edit) -> bool:
        name = edit.what or ""
        known = WORDS.find("thing", name) in shown
        return edit.op == "add" and not edit.describes and known and is_referred_to(name, text)

    kept = tuple(edit for edit in plan.edits if not is_landmark(edit))
    return plan.model_copy(update={"edits": kept}) if kept else plan


def resolve_reference(plan: Plan, view: View) -> Plan:
    """The plan with the number of the picture that its message names by what it shows.

    The plan's own number stays where the content of the pictures does not tell another one apart better.
    """
    text = " ".join(words for who, words in view.exchange if who == "user")
    plan = _without_landmarks(plan, view, text)
    if plan.intent not in _MEANT or (plan.picture is None and plan.intent != "compare") or ORDER.search(text):
        return plan
    changed = {str(value) for edit in plan.edits for value in edit.model_dump(exclude_none=True).values()}
    changed |= {known for word in changed if (known := WORDS.find("thing", word) or WORDS.find("color", word))}
    counts = {str(n) for n in stated_numbers(view) if n > 1}
    hows = {step.number: _how(step) for step in view.steps}
    here = _facts(view.brief, hows.get(view.at or 0))
    others = {step.number: _facts(step.brief, hows[step.number]) for step in view.steps if step.number != view.at}
    every = set().union(here, *others.values())
    named = {f.words for f in every if f.value not in changed and _says(text, counts, f)}
    denied = {f.words for f in every if f.kind == "thing" and f.words in named and _denies(text, f)}
    # A branch names what was changed by mistake as often as what was not there yet: "not the drum, the guitar".
    gone = 0.0 if plan.intent == "branch" and not denied else _GONE
    if denied:
        # "Flags but no dragon": what is denied is not there, what else is named is.
        shown = {f.words for f in every if f.kind == "thing"} & named - denied
        words = {number: {f.words for f in facts} for number, facts in others.items()}
        others = {n: facts for n, facts in others.items() if shown <= words[n] and not denied & words[n]}
    scores = {number: _score(facts, here, named, gone) for number, facts in others.items()}
    if not scores or not named:
        return plan
    best = max(scores, key=lambda number: (scores[number], number))
    if scores[best] < _GONE / 2 or scores[best] <= scores.get(plan.picture or 0, 0.0) + 2 * _OTHER:
        return plan
    return plan.model_copy(
        update={"picture": best, "other": None if plan.other in (best, plan.picture, view.at) else plan.other}
    )
