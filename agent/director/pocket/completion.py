"""Put into a plan what its message says in so many words and the small model left out.

It forgets the third of five things, and who is to wear the hat. Only what is beyond doubt is added: nothing where the
message takes something back, offers a choice, or asks.
"""

from __future__ import annotations

import re
from functools import cache

from agent.brief.edits import Edit
from agent.brief.references import find_element
from agent.director.plan import Plan
from agent.director.pocket.candidates import WORDS
from agent.director.pocket.evidence import spoken_plainly
from agent.director.pocket.known_things import known_spans, meant
from agent.director.view import View
from tools.pages.catalogue import read_table, things
from tools.pages.places import places
from tools.text import simplified

_OPEN = re.compile(
    r"\b(?:no|not|nor|never|without|instead|or|else|otherwise|if|maybe|except|but|like|than|rather|remember|wait|hang"
    r"|sorry|actually|scratch|what|which|how|where|who|reminds?|story|about|called|named)\b|n't\b|\?|？"
    r"|不|没|別|别|或|还是|要么|除|像|跟.{0,6}一样|吗|呢|什么|算了|改|换|叫|讲|故事|如果|要是|否则|免了|不用"
)
"""Words of a message that takes back, compares, offers a choice or asks: what it names need not be wished."""
_LISTED = re.compile(
    r"(?:\b(?:an?|the|one|two|three|four|five|six|some|and|with|plus|\d+)|[,&+;]) (?:[a-z]+ )?$"
    r"|[一二两三四五六几\d][^，。、,\s]{0,3}$|[、和跟，,有]\s*$"
)
"""What stands before a thing that is wished for: an article, a number, or another thing and a comma."""
_WORN_WORDS, _HELD_WORDS = "wearing", "holding"


@cache
def _beings() -> frozenset[str]:
    return frozenset(thing.name for thing in things().values() if thing.group in ("animal", "person"))


@cache
def _borne() -> dict[str, str]:
    """What is worn or held, with the relation in which its bearer stands to it."""
    found = {row["name"]: _HELD_WORDS for row in read_table("roles.tsv") if row["role"] == "held"}
    return found | {t.name: _WORN_WORDS for t in things().values() if t.worn in ("head", "eyes", "neck")}


@cache
def _settings() -> frozenset[str]:
    """All names of places, folded."""
    names = {name for place in places().values() for name in (*place.english, *place.chinese)}
    return frozenset(meant(name) for name in names)


def complete_plan(plan: Plan, view: View) -> Plan:
    """Return a plan with the bearers, doings and things that its message names beyond doubt.

    Args:
        plan: a plan of the second edition.
        view: what its message was said of.
    """
    if plan.intent not in ("create", "edit", "branch"):
        return plan
    text = simplified(" ".join(words for who, words in view.exchange if who == "user")).lower()
    edits = _without_settings(list(plan.edits))
    if plan.intent == "create" and not _OPEN.search(text):
        edits = _with_missing(edits, text)
    edits = _with_bearers(edits, view, text)
    edits = _with_doing(edits, text)
    return plan.model_copy(update={"edits": tuple(edits)})


def _without_settings(edits: list[Edit]) -> list[Edit]:
    """Leave out the addition of a thing that is the scene which the plan sets anyhow."""
    if not any(edit.op == "scene" for edit in edits):
        return edits
    kept = [
        e for e in edits if not (e.op == "add" and e.what and meant(e.what) in _settings() and not _is_thing(e.what))
    ]
    return kept or edits


def _is_thing(name: str) -> bool:
    return meant(name) in things() or WORDS.find("thing", name) is not None


def _with_missing(edits: list[Edit], text: str) -> list[Edit]:
    """Add the known things that a wish names and no edit does."""
    told = {meant(word) for e in edits for word in (e.what, e.of, e.to) if word}
    told |= {meant(side) for e in edits if e.of for side in e.of.split(" and ")}
    heads = " ".join(word for e in edits for word in (e.what, e.to, e.of, e.doing) if word).lower()
    missing: dict[str, str] = {}
    for start, end in known_spans(text):
        word = text[start:end]
        name = meant(word)
        if (
            (word.isascii() or len(word) > 1) and name in things() and name not in told and name not in _settings()
            and word not in simplified(heads) and _LISTED.search(text[:start])
        ):  # fmt: skip
            missing.setdefault(name, word)
    # Where most of it is missing, it was not a list of things but a tale.
    if not edits or len(missing) > 3:
        return edits
    return [*edits, *(Edit(op="add", what=word) for word in missing.values())]


def _with_bearers(edits: list[Edit], view: View, text: str) -> list[Edit]:
    """Say who wears or holds what is added, as plans say it: of the bearer."""
    found: list[Edit] = []
    bearing: list[Edit] = []
    told = {(e.rel, meant(e.of)) for e in edits if e.rel in (_WORN_WORDS, _HELD_WORDS) and e.of}
    for edit in edits:
        relation = _borne().get(meant(edit.what or ""))
        if edit.op != "add" or relation is None:
            found.append(edit)
            continue
        plain = relation in spoken_plainly("rel", text)
        borne = edit.rel in (_WORN_WORDS, _HELD_WORDS) or (plain and edit.rel in ("on", "above"))
        landmark = edit.of if borne else None
        bearer = landmark if landmark and _is_being(landmark, view) else None
        plain = plain and not edit.rel
        if bearer is None and plain and (relation, meant(edit.what or "")) not in told:
            bearer = _only_being(edits, view, text)
        if bearer is None or bearer == edit.what:
            found.append(edit)
            continue
        relation = edit.rel if edit.rel in (_WORN_WORDS, _HELD_WORDS) else relation
        found.append(edit.model_copy(update={"rel": None, "of": None}) if landmark else edit)
        bearing.append(Edit(op="change", what=bearer, rel=relation, of=edit.what))
    return [*found, *_merged_into(found, bearing)]


def _merged_into(found: list[Edit], bearing: list[Edit]) -> list[Edit]:
    """Put a bearer's relation into the edit that adds the bearer, if there is one without; return the rest."""
    rest = []
    for bearer in bearing:
        at = next(
            (
                i
                for i, e in enumerate(found)
                if e.op == "add" and not e.rel and meant(e.what or "") == meant(bearer.what or "")
            ),
            None,
        )
        if at is None:
            rest.append(bearer)
        else:
            found[at] = found[at].model_copy(update={"rel": bearer.rel, "of": bearer.of})
    return rest


def _is_being(name: str, view: View) -> bool:
    there = find_element(name, view.brief, WORDS)
    element = view.brief.element(there) if there else None
    return meant(element.noun if element else name) in _beings()


def _only_being(edits: list[Edit], view: View, text: str) -> str | None:
    """The being that a message speaks of: the one that it names, else the focus, else the only one there is."""
    added = [e.what for e in edits if e.op == "add" and e.what and meant(e.what) in _beings()]
    present = [element.what for element in view.brief.elements if meant(element.noun) in _beings()]
    named = [what for what in (*added, *present) if simplified(what).lower() in text]
    for choice in (named, added, [view.focus] if view.focus in present else [], present):
        if len(choice) == 1:
            return choice[0]
    return None


def _with_doing(edits: list[Edit], text: str) -> list[Edit]:
    """Say what the only being that is added does, where the message says one thing that is done."""
    doing = spoken_plainly("doing", text)
    beings = [i for i, e in enumerate(edits) if e.op == "add" and e.what and meant(e.what) in _beings()]
    if len(doing) != 1 or len(beings) != 1 or any(edit.doing for edit in edits):
        return edits
    at = beings[0]
    return [*edits[:at], edits[at].model_copy(update={"doing": doing[0]}), *edits[at + 1 :]]
