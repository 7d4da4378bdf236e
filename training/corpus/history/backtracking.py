"""Messages that lean on what was painted before.

The version without the hat, the wrong thing changed, the same change for another thing, one more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from agent.brief.edits import Edit
from agent.director.plan import Plan
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.elliptical import OPPOSITE_RELATION
from training.corpus.history.actions import goto_by_action, request_by_description
from training.corpus.history.descriptions import shows
from training.corpus.history.session import Session, simulate_session, view_at
from training.corpus.messages import SessionRequest
from training.corpus.speech.mentions import element_names, lone_view, mention
from training.corpus.speech.noun_phrases import with_indefinite_article
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import CHINESE_NUMBERS, RELATIONS
from training.corpus.wordings.history import BACKTRACKING, OTHER_PLACE, OTHER_SIDE, WRONG_THING_WITH_VALUE

OPPOSITE_PLACE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


def _wording(speaker: Speaker, kind: str, **slots: str) -> str:
    return speaker.wording(BACKTRACKING[kind][speaker.lang]).format(**slots)


def _edit_request(session: Session, text: str, *edits: Edit) -> SessionRequest:
    return SessionRequest(view_at(session), text, Plan(intent="edit", edits=edits))


def _goto_request(session: Session, text: str, number: int | None, at: int | None = None) -> SessionRequest:
    return SessionRequest(view_at(session, at), text, Plan(intent="goto", picture=number))


def _goto(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Go to another picture, by what it shows or by its place among the pictures."""
    current = session[-1]
    kind = speaker.pick(["first", "latest", "before", "before", "having", "having"])
    if kind == "first":
        return _goto_request(session, _wording(speaker, kind), 1)
    if kind == "latest":
        at = speaker.pick(session[:-1]).number
        return _goto_request(session, _wording(speaker, kind), current.number, at)
    if kind == "before":
        return _goto_before_addition(speaker, session)
    removed = [e.what for p in session[1:] for e in p.edits if e.op in ("remove", "replace") and e.what]
    lost = [what for what in removed if not shows(current, what) and any(shows(p, what) for p in session)]
    if not lost:
        return None
    what = speaker.pick(lost)
    last = max(p.number for p in session if shows(p, what))
    return _goto_request(session, _wording(speaker, kind, what=speaker.name(what)), last)


def _goto_before_addition(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Go to the picture before something was added that is still there."""
    additions = [
        (picture, edit.what)
        for picture in session[1:]
        for edit in picture.edits
        if edit.op == "add"
        and edit.what
        and picture.parent
        and shows(session[-1], edit.what)
        and not shows(session[picture.parent - 1], edit.what)
    ]
    if not additions:
        return None
    picture, what = speaker.pick(additions)
    return _goto_request(session, _wording(speaker, "before", what=speaker.name(what)), picture.parent)


def _last_edit(session: Session) -> Edit | None:
    """Return the edit that made the newest picture, where it was a single one that can be corrected."""
    current = session[-1]
    single = current.intent == "edit" and len(current.edits) == 1 and current.parent is not None
    correctable = single and current.edits[0].op in ("change", "remove", "add", "scene", "style")
    return current.edits[0] if correctable else None


def _last_simple_edit(session: Session) -> Edit | None:
    """Return the last edit if it can be done to another element: a removal, a colour, a size or a place."""
    edit = _last_edit(session)
    simple = edit is not None and edit.op in ("change", "remove") and not edit.count and not edit.rel
    return edit if simple else None


def _correct_thing(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Ask for the last change again, from the picture before it and for the right thing."""
    edit = _last_simple_edit(session)
    if edit is None:
        return None
    current = session[-1]
    before = session[(current.parent or 1) - 1]
    others = [e.what for e in before.brief.elements if e.what != edit.what]
    if not others:
        return None
    label, name = mention(speaker, lone_view(before.brief), speaker.pick(others))
    old = f"the {edit.what}" if speaker.lang == "en" else speaker.name(edit.what or "")
    plan = Plan(intent="branch", picture=current.parent, edits=(edit.model_copy(update={"what": name}),))
    value = speaker.color(edit.color) if edit.color else speaker.comparative(edit.size) if edit.size else None
    if value and speaker.chance(0.4):
        pattern = speaker.pick(WRONG_THING_WITH_VALUE[speaker.lang])
        return SessionRequest(view_at(session), pattern.format(what=label, value=value, old=old), plan)
    return SessionRequest(view_at(session), _wording(speaker, "wrong_thing", what=label, old=old), plan)


class _Correction(NamedTuple):
    """A wrong value in words, the right one in words, and the edit that sets the right one."""

    old: str
    new: str
    edit: Edit


def _correct_color(speaker: Speaker, edit: Edit) -> list[_Correction]:
    if not edit.color:
        return []
    color = speaker.pick([c for c in lexicon.COLORS if c != edit.color])
    new = Edit(op="change", what=edit.what, color=color)
    return [_Correction(speaker.color(edit.color), speaker.color(color), new)]


def _correct_place(speaker: Speaker, edit: Edit) -> list[_Correction]:
    if not edit.place:
        return []
    place = speaker.pick([p for p in lexicon.PLACES if p != edit.place])
    new = Edit(op="change", what=edit.what, place=place)
    corrections = [_Correction(speaker.place(edit.place), speaker.place(place), new)]
    opposite = OPPOSITE_PLACE.get(edit.place)
    if opposite:
        new = Edit(op="change", what=edit.what, place=opposite)
        corrections.append(_Correction(speaker.place(edit.place), speaker.pick(OTHER_PLACE[speaker.lang]), new))
    return corrections


def _correct_relation(speaker: Speaker, edit: Edit) -> list[_Correction]:
    if not edit.of or edit.rel not in OPPOSITE_RELATION:
        return []
    opposite = OPPOSITE_RELATION[edit.rel]
    new = Edit(op="change", what=edit.what, rel=opposite, of=edit.of)
    sides = RELATIONS[speaker.lang]
    return [
        _Correction("", speaker.pick(OTHER_SIDE[speaker.lang]), new),
        _Correction(speaker.pick(sides[edit.rel]), speaker.pick(sides[opposite]), new),
    ]


def _correct_size(speaker: Speaker, edit: Edit) -> list[_Correction]:
    if not edit.size:
        return []
    size = "small" if edit.size == "large" else "large"
    new = Edit(op="change", what=edit.what, size=size)
    return [_Correction(speaker.comparative(edit.size), speaker.comparative(size), new)]


def _correct_count(speaker: Speaker, edit: Edit) -> list[_Correction]:
    if not edit.count:
        return []
    count = int(speaker.pick([n for n in range(1, 5) if n != edit.count]))
    old, new = (speaker.number(n, speaker.measure(edit.what or "")) for n in (edit.count, count))
    return [_Correction(old, new, Edit(op="change", what=edit.what, count=count))]


def _correct_whole(speaker: Speaker, edit: Edit) -> list[_Correction]:
    """Return the correction of a scene or style, unless it comes out the same."""
    words, new = speaker.random_scene() if edit.op == "scene" else speaker.random_style()
    table = lexicon.SCENES if edit.op == "scene" else lexicon.STYLES
    if new == edit.to:
        return []
    old = str(edit.to)
    if speaker.lang == "zh" and old in table:
        old = table[old][0]
    return [_Correction(old, words, Edit(op=edit.op, to=new))]


def _correct_addition(speaker: Speaker, edit: Edit) -> list[_Correction]:
    if edit.color or not edit.what:
        return []
    new = speaker.noun()
    text = new if speaker.lang == "zh" else with_indefinite_article(new)
    old = speaker.name(edit.what) if speaker.lang == "zh" else f"a {edit.what}"
    return [_Correction(old, text, Edit(op="replace", what=edit.what, to=new))]


def _corrections(speaker: Speaker, edit: Edit) -> list[_Correction]:
    """Return all corrections of an edit's values."""
    match edit.op:
        case "change":
            makers = (_correct_color, _correct_place, _correct_relation, _correct_size, _correct_count)
            return [correction for make in makers for correction in make(speaker, edit)]
        case "scene" | "style":
            return _correct_whole(speaker, edit)
        case "add":
            return _correct_addition(speaker, edit)
    return []


def _correct_value(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Correct the value that the last edit set, or the thing that it added."""
    edit = _last_edit(session)
    corrections = _corrections(speaker, edit) if edit else []
    if not corrections:
        return None
    old, new, fixed = speaker.pick(corrections)
    return _edit_request(session, _wording(speaker, "wrong_value", value=new, old=old), fixed)


def _same_for_another(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Ask for the last change to be done to another element, too."""
    edit = _last_simple_edit(session)
    if edit is None:
        return None
    current = session[-1]
    others = [e.what for e in current.brief.elements if e.what != edit.what]
    if not others:
        return None
    label, name = mention(speaker, lone_view(current.brief), speaker.pick(others))
    text = _wording(speaker, "same_for", what=label)
    return _edit_request(session, text, edit.model_copy(update={"what": name}))


def _change_all(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Ask for one change of everything in the picture."""
    names = [e.what for e in session[-1].brief.elements]
    if len(names) < 2:
        return None
    if speaker.chance(0.75):
        color = speaker.pick(list(lexicon.COLORS))
        text = _wording(speaker, "all_color", color=speaker.color(color))
        return _edit_request(session, text, *(Edit(op="change", what=name, color=color) for name in names))
    text = _wording(speaker, "all_gone")
    return _edit_request(session, text, *(Edit(op="remove", what=name) for name in names))


def _one_more(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Ask for one more of an element, or for two or three more."""
    names = element_names(view_at(session))
    if not names:
        return None
    what = speaker.pick(names)
    name = speaker.name(what)
    measure = speaker.measure(what)
    number = int(speaker.rng.integers(2, 4))
    if speaker.lang == "zh":
        count = CHINESE_NUMBERS[number] + measure
    else:
        count = speaker.pick([str(number), ["", "", "two", "three"][number]])
    text = _wording(speaker, "one_more", base=name, whats=lexicon.plural(name), m=measure, n=count)
    # Not every pattern says the number.
    several = str(number) in text or any(word in text for word in ("two", "three", "两", "三"))
    plural = speaker.lang == "en" and several
    edit = Edit(op="add", what=lexicon.plural(name) if plural else name, count=number if several else None)
    return _edit_request(session, text, edit)


_MAKERS: tuple[Callable[[Speaker, Session], SessionRequest | None], ...] = (
    goto_by_action, goto_by_action, _goto, _goto, request_by_description, request_by_description,
    request_by_description, _correct_thing, _correct_value, _same_for_another, _change_all, _one_more,
)  # fmt: skip
"""One of these is picked, so that a maker comes as often as it is listed."""


def backtrack(speaker: Speaker, session: Session) -> SessionRequest:
    """Draw a message of one of these kinds to a session, or to a new one where four tries don't fit."""
    while True:
        if len(session) > 1:
            for _ in range(4):
                request = speaker.pick(_MAKERS)(speaker, session)
                if request is not None:
                    return request
        session = simulate_session(speaker)
