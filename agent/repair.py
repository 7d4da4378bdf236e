"""What a small language model's plan forgot or made up, and the narrower choice it is given instead.

A 135M model reads the shape of a request well and slips on its nouns: of two things in one message it names one twice,
or names what stands in the picture instead of what was said. Where that shows, the plan is written once more with the
things fixed, in the order of the message; what is done to them is still the model's to say. In doubt a plan is left
alone: a thing of the picture may be named only to say where another stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from agent.brief import Brief
from agent.context import View
from agent.edits import Edit
from agent.plan import Plan
from agent.spans import mentions, message_spans, scene_of
from agent.words import there
from tools import world

MOST_THINGS = 4
"""Things that a plan is written anew for at most: the readings double with every one."""
_SWAP = re.compile(
    r"\b(?:replace|swap|instead of)\b|\bturn\b.*\binto\b|替换|(?:换成|变成|改成)(?P<new>[^，。；,.;]*)", re.IGNORECASE
)
"""Words that put one thing in another's stead; 换成, 变成 and 改成 set a colour or a scene as often."""
_REGRET = re.compile(
    r"\bno wait\b|\bwait no\b|\bsorry\b|\bi mean\b|\bor rather\b|不对|啊不|说错|等等|算了", re.IGNORECASE
)
"""Words that take something back in the same breath: what stands before them is not to be painted."""
_OF_SCENE = {
    "forest": {"tree", "pine tree"}, "night": {"star", "moon"}, "sky": {"cloud"}, "sunset": {"sun"},
    "space": {"star", "planet"}, "snow": {"snowflake"}, "ocean": {"water drop"}, "city": {"house"}, "room": {"house"},
}  # fmt: skip
"""Things that a scene is told by ("under the stars")."""

_MORE_OF_IT = re.compile(
    r"\b(?:more|another|again|one|second|extra|too|also|it|them|same)\b|再|又|还|它|多", re.IGNORECASE
)
"""Words that ask for more of what is in the picture, or change it, without naming it."""
_PLACE = re.compile(r"\b(?:left|right|top|bottom|cent(?:er|re)|middle)\b|[左右上下中]", re.IGNORECASE)
_ADDS_ONE = re.compile(r"\b(?:add|put|draw|paint)(?: in)? (?:an?|the|some)\b|[加画添放](?:上|入)?一", re.IGNORECASE)


@dataclass(frozen=True)
class Slot:
    """One edit of a plan: fields that it must have and those it may have, with the values they may take.

    Colour, count, size, place and relation stay open unless `bare`.
    """

    must: dict[str, list[str]]
    may: dict[str, list[str]] = field(default_factory=dict)
    bare: bool = False


def _same(word: str) -> str:
    return world.noun(word) or word


def _swaps(text: str, here: set[str]) -> bool:
    """Whether one thing of the message takes another's place."""
    return any(
        found["new"] is None or any(_same(word) not in here for word in mentions(found["new"]))
        for found in _SWAP.finditer(text)
    )


def _named(plan: Plan, text: str) -> list[str]:
    """The message's things, without those that are part of a longer name in the plan ("fire" of "fire hydrant"), that
    only tell of its scene or style, or that it takes back."""
    if _REGRET.search(text):
        return []
    longer = [w.lower() for e in plan.edits for w in (e.what, e.to, e.of) if w and world.noun(w) is None]
    used = {_same(w) for e in plan.edits for w in (e.what, e.to, e.of) if w}
    told = {thing for e in plan.edits if e.op == "scene" for thing in _OF_SCENE.get(e.to or "", ())} - used
    told |= {"pencil", "crayon"} - used if any(e.op == "style" for e in plan.edits) or plan.do == "restyle" else set()
    found = [word for word in mentions(text) if _same(word) not in told]
    return [word for word in found if not any(word.lower() in name for name in longer)]


def _kept(edits: list[Edit]) -> list[Slot]:
    return [Slot({k: [v] for k, v in e.model_dump(exclude_none=True).items()}, bare=True) for e in edits]


def _settings(plan: Plan, text: str) -> list[Slot]:
    chosen = {e.op: e.to for e in plan.edits if e.op in ("scene", "style") and e.to}
    scene = scene_of(text)
    if scene:
        chosen.setdefault("scene", scene)
    return [Slot({"op": [op], "to": [to]}, bare=True) for op, to in chosen.items()]


def _create(plan: Plan, text: str) -> list[list[Slot]]:
    said = [e.what or "" for e in plan.edits if e.op == "add"]
    wanted, names, scene = _named(plan, text), {_same(word) for word in said}, scene_of(text)
    placed = not scene or any(e.op == "scene" for e in plan.edits)
    if not wanted or ({_same(word) for word in wanted} <= names and placed):
        return []
    strange = [w for w in dict.fromkeys(said) if world.noun(w) is None and not any(w in known for known in wanted)]
    things = [*wanted, *strange]
    if len(things) > MOST_THINGS:
        return []
    slots = [Slot({"op": ["add"], "what": [t]}, {"of": [o for o in things if o != t] or [t]}) for t in things]
    rest = _kept([e for e in plan.edits if e.op in ("avoid", "note")])
    return [[*slots, *_settings(plan, text), *rest]]


def _readings(words: list[str], here: set[str], swap: bool) -> list[list[Slot]]:
    """Every way to use the words in order: alone, as a replacement (the only way where `swap`), or one beside the
    other."""
    if not words:
        return [[]]
    first, inside = words[0], _same(words[0]) in here
    operations = ["change", "remove", "add", "avoid"] if inside else ["add", "avoid"]
    found = [[Slot({"op": operations, "what": [first]}), *rest] for rest in _readings(words[1:], here, swap)]
    if len(words) > 1:
        second, other = words[1], _same(words[1]) in here
        rests = _readings(words[2:], here, swap)
        if inside != other:
            old, new = (first, second) if inside else (second, first)
            found = [] if swap else found
            found += [[Slot({"op": ["replace"], "what": [old], "to": [new]}), *rest] for rest in rests]
        if other and not swap:
            beside = Slot({"op": ["change"] if inside else ["add"], "what": [first], "rel": [], "of": [second]})
            found += [[beside, *rest] for rest in rests]
    return found


def _made_up(edit: Edit, said: set[str], text: str) -> bool:
    new = edit.what if edit.op == "add" else edit.to if edit.op == "replace" else None
    return new is not None and _same(new) not in said and new.lower() not in text.lower()


def _edit(plan: Plan, view: View, text: str) -> list[list[Slot]]:
    here = {e.what for e in view.brief.elements}
    # "The bear" is the teddy bear that is there, and named so in the plan.
    wanted = [there(word, view.brief) or word if _same(word) not in here else word for word in _named(plan, text)]
    said = {_same(word) for word in wanted}
    subjects = [there(e.what, view.brief) or e.what for e in plan.edits if e.what]
    used = {*subjects, *(there(w, view.brief) or w for e in plan.edits for w in (e.to, e.of) if w)}
    vain = any(e.op == "replace" and _same(e.what or "") == _same(e.to or "") for e in plan.edits)
    twice = len(set(subjects)) < len(subjects) and not said <= used
    made_up = any(_made_up(e, said, text) for e in plan.edits) and not _MORE_OF_IT.search(text)
    if not (vain or twice or made_up or not (said - here) <= used):
        return []
    # A thing of the picture that the plan did not touch is taken for a landmark, unless another was touched twice.
    words = [w for w in wanted if twice or _same(w) not in here or _same(w) in used]
    if not words:
        spans = message_spans(text) if made_up and _ADDS_ONE.search(text) else []
        return [[Slot({"op": ["add"], "what": spans})]] if spans else []
    if len(words) > MOST_THINGS:
        return []
    pronouns = [e for e in plan.edits if e.op in ("change", "remove") and _same(e.what or "") not in said]
    rest = [e for e in plan.edits if e.op in ("avoid", "note")] + (pronouns if _MORE_OF_IT.search(text) else [])
    tail = [*_kept(rest), *_settings(plan, text)]
    return [[*reading, *tail] for reading in _readings(words, here, _swaps(text, here))]


def pointed(word: str, text: str) -> bool:
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
    found = [brief.element(there(e.what, brief) or "") for e in edits]
    still = [e.attributes == {"place": f.place} and not e.rel for e, f in zip(edits, found, strict=True) if f]
    if _PLACE.search(text) or len(edits) != 2 or still != [True, True] or edits[0].what == edits[1].what:
        return edits
    one, two = edits
    return [one.model_copy(update={"place": two.place}), two.model_copy(update={"place": one.place})]


def mended(plan: Plan, view: View) -> Plan:
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
        named = world.noun(edit.what or "") and (edit.what or "").lower() in text.lower()
        absent = plan.do == "edit" and edit.op == "change" and named
        if absent and there(edit.what, view.brief) not in here and not pointed(edit.what or "", text):
            edit = edit.model_copy(update={"op": "add"})
        if edit.op != "change" or edit.attributes or edit.rel:
            edits.append(edit)
    if plan.do == "create":
        edits = _merged(edits, text)
    if plan.do == "edit":
        edits = _swapped(edits, view.brief, text)
    return plan.model_copy(update={"edits": tuple(edits)}) if edits else plan


def narrower(plan: Plan, view: View) -> list[list[Slot]]:
    """Sequences of edits to choose one from where the plan forgot or made up a thing; empty where it is sound.

    A plan that starts from another picture than the current one is left alone: the view does not show that picture.
    """
    text = " ".join(words for who, words in view.exchange if who == "user")
    if plan.do == "create":
        return _create(plan, text)
    here = plan.do == "edit" or (plan.do == "branch" and plan.n in (None, view.at))
    return _edit(plan, view, text) if here else []
