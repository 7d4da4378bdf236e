"""Requests about an earlier picture that is described, not numbered: by what it shows or what was done to it."""

from __future__ import annotations

from collections.abc import Callable

from agent.brief.edits import Edit
from agent.director.plan import Plan
from tools.vocabulary.storybook import lexicon
from training.corpus.history.descriptions import describe_picture
from training.corpus.history.session import Session, view_at
from training.corpus.messages import SessionRequest
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.enhancement import ENHANCEMENTS
from training.corpus.wordings.history import GOTO_BY_ACTION, GOTO_NAMED
from training.corpus.wordings.navigation import NUMBERED_REQUESTS, REQUESTS
from training.corpus.wordings.scenes_and_styles import RESTYLE


def request_by_description(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Draw a request about a described picture: go to it, compare it, describe it, or restyle in its style."""
    current = session[-1] if speaker.chance(0.85) else speaker.pick(session)
    described = describe_picture(speaker, session, current)
    if described is None:
        return None
    words, number = described
    view = view_at(session, current.number)
    lang = speaker.lang
    intent = speaker.pick(["goto"] * 6 + ["compare", "compare", "describe", "restyle"])
    if intent == "goto":
        text = speaker.wording(REQUESTS["goto"][lang]).format(pic=words)
        return SessionRequest(view, text, Plan(intent="goto", picture=number))
    if intent == "restyle":
        text = speaker.wording(RESTYLE["picture"][lang]).format(pic=words)
        return SessionRequest(view, text, Plan(intent="restyle", picture=number))
    other = describe_picture(speaker, session, current) if intent == "compare" and speaker.chance(0.4) else None
    if other is not None and other.number != number:
        text = speaker.wording(REQUESTS["compare"][lang]).format(pic=words, pic2=other.text)
        return SessionRequest(view, text, Plan(intent="compare", picture=number, other=other.number))
    text = speaker.wording(NUMBERED_REQUESTS[intent][lang]).format(pic=words)
    return SessionRequest(view, text, Plan(intent=intent, picture=number))


def goto_by_action(speaker: Speaker, session: Session) -> SessionRequest | None:
    """Draw a request to go to a picture that is named by what was done to it, or to the one before."""
    kind = speaker.pick(list(_ACTIONS))
    return _ACTIONS[kind](speaker, session, GOTO_BY_ACTION[kind][speaker.lang])


def _goto(
    speaker: Speaker, session: Session, patterns: list[str], number: int | None, **slots: str
) -> SessionRequest | None:
    """Return the request, or None where it would lead nowhere."""
    if number is None or number == session[-1].number:
        return None
    text = speaker.wording(patterns).format(**slots)
    return SessionRequest(view_at(session), text, Plan(intent="goto", picture=number))


def _value_words(speaker: Speaker, edit: Edit) -> str | None:
    """Return words for what an edit made of an element, where it can be said after "turned"."""
    if edit.color in lexicon.COLORS:
        return speaker.color(str(edit.color))
    if edit.size:
        return speaker.comparative(edit.size)
    return speaker.place(edit.place) if edit.place and speaker.lang == "en" else None


def _definite_name(speaker: Speaker, what: str) -> str:
    """Return a thing's name, in English with "the"."""
    known = lexicon.nouns().get(what)
    if speaker.lang == "zh":
        return what if known is None else speaker.pick(known.chinese)
    return f"the {what if known is None else speaker.pick([what, *known.english])}"


def _undo_two(speaker: Speaker, session: Session, patterns: list[str]) -> SessionRequest | None:
    """Go to the picture two steps back."""
    current = session[-1]
    parent = session[current.parent - 1] if current.parent else None
    return _goto(speaker, session, patterns, parent.parent) if parent else None


def _before_enhancement(speaker: Speaker, session: Session, patterns: list[str]) -> SessionRequest | None:
    """Go to the picture before the last enhancement, sometimes by undoing it."""
    enhanced = [p for p in session if p.intent == "enhance" and p.method in ENHANCEMENTS]
    if not enhanced:
        return None
    then = enhanced[-1]
    how = speaker.pick(ENHANCEMENTS[str(then.method)][speaker.lang])
    if then is session[-1] and speaker.chance(0.5):
        text = speaker.wording(patterns).format(how=how)
        return SessionRequest(view_at(session), text, Plan(intent="undo"))
    return _goto(speaker, session, patterns, then.parent, how=how)


def _before_change(speaker: Speaker, session: Session, patterns: list[str]) -> SessionRequest | None:
    """Go to the picture before an element turned into something."""
    changes = [
        (picture, edit, value)
        for picture in session[1:]
        for edit in picture.edits
        if edit.op == "change" and (value := _value_words(speaker, edit))
    ]
    if not changes:
        return None
    then, edit, value = speaker.pick(changes)
    name = _definite_name(speaker, str(edit.what))
    return _goto(speaker, session, patterns, then.parent, it=name, value=value)


def _after_addition(speaker: Speaker, session: Session, patterns: list[str]) -> SessionRequest | None:
    """Go to the picture in which a thing was new."""
    additions = [(p, e) for p in session[1:] for e in p.edits if e.op == "add" and e.what]
    if not additions:
        return None
    then, edit = speaker.pick(additions)
    request = _goto(speaker, session, patterns, then.number, it=_definite_name(speaker, str(edit.what)))
    if request is None or speaker.lang == "zh":
        return request
    return request._replace(text=speaker.pick(GOTO_NAMED).format(request.text))


def _with_and_without(speaker: Speaker, session: Session, patterns: list[str]) -> SessionRequest | None:
    """Go to the newest picture that shows one thing and not another."""
    options: list[tuple[int, str, str]] = []
    names = list(dict.fromkeys(e.what for p in session for e in p.brief.elements))
    for a in names:
        for b in names:
            numbers = [p.number for p in session if p.brief.element(a) is not None and p.brief.element(b) is None]
            if a != b and numbers and session[-1].number not in numbers:
                options.append((max(numbers), a, b))
    if not options:
        return None
    number, a, b = speaker.pick(options)
    absent = _definite_name(speaker, b).removeprefix("the ")
    return _goto(speaker, session, patterns, number, a=_definite_name(speaker, a), b=absent)


def _earlier_color(speaker: Speaker, session: Session, patterns: list[str]) -> SessionRequest | None:
    """Go to the newest picture in which an element had a colour that it no longer has."""
    current = session[-1]
    lost = [
        element
        for picture in session[:-1]
        for element in picture.brief.elements
        if element.color in lexicon.COLORS
        and (now := current.brief.element(element.what))
        and now.color != element.color
    ]
    if not lost:
        return None
    element = speaker.pick(lost)
    newest = max(p.number for p in session if (same := p.brief.element(element.what)) and same.color == element.color)
    return _goto(speaker, session, patterns, newest, color=speaker.color(str(element.color)))


_ACTIONS: dict[str, Callable[[Speaker, Session, list[str]], SessionRequest | None]] = {
    "last_two": _undo_two,
    "before_how": _before_enhancement,
    "turned": _before_change,
    "added": _after_addition,
    "with_without": _with_and_without,
    "wins": _earlier_color,
}
"""By the keys of `GOTO_BY_ACTION`, in their order."""
