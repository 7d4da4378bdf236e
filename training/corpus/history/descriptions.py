"""Pictures named by what they show ("the one with the red owl") or by the change after them ("before the hat")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.brief.wording import NUMBERS
from agent.director.view import STEPS
from tools.vocabulary.storybook import lexicon
from training.corpus.history.session import Picture, Session
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import CHINESE_NUMBERS, IN_SCENE
from training.corpus.wordings.enhancement import ENHANCED, ENHANCEMENTS
from training.corpus.wordings.history import BY_CHANGE, BY_CONTENT


class NamedPicture(NamedTuple):
    """A picture in words, and its number."""

    text: str
    number: int


@dataclass(frozen=True)
class Fact:
    """What can be said of a picture.

    Attributes:
        kind: A key of `BY_CONTENT`.
        slots: Words for its patterns' slots.
        holds: Whether it is true of a picture.
    """

    kind: str
    slots: dict[str, str]
    holds: Callable[[Picture], bool]


def shows(picture: Picture, what: str) -> bool:
    """Whether an element of that name is in the picture's brief."""
    return picture.brief.element(what) is not None


def visible_pictures(session: Session) -> Session:
    """Return the pictures that a view lists."""
    return session if len(session) <= STEPS else [session[0], *session[-STEPS:]]


def _count_words(speaker: Speaker, count: int, what: str) -> str:
    if speaker.lang == "zh":
        return CHINESE_NUMBERS.get(count, str(count)) + speaker.measure(what)
    return speaker.pick([NUMBERS.get(count, str(count)), str(count)])


def _scene_or_style_slots(speaker: Speaker, kind: str, value: str) -> dict[str, str]:
    table = lexicon.SCENES if kind == "scene" else lexicon.STYLES
    words = value if speaker.lang == "en" else speaker.pick([n for n in table[value] if not n.isascii()])
    return {kind: words, "inside": IN_SCENE.get(value, "")}


def _swatch_names(speaker: Speaker, method: str) -> list[str]:
    """Return the names of a swatch in the speaker's language."""
    return [name for name in (method, *lexicon.SWATCHES[method]) if name.isascii() == (speaker.lang == "en")]


def _has(element: Element, **values: object) -> Callable[[Picture], bool]:
    """Return whether a picture shows that element with the same values."""

    def holds(picture: Picture) -> bool:
        other = picture.brief.element(element.what)
        return other is not None and all(getattr(other, key) == value for key, value in values.items())

    return holds


def _element_facts(speaker: Speaker, element: Element, scene: str | None) -> list[Fact]:
    what = element.what
    name = speaker.name(what)
    facts = [Fact("thing", {"what": name}, lambda picture: shows(picture, what))]
    if element.color in lexicon.COLORS:
        slots = {"color": speaker.color(str(element.color)), "what": name}
        holds = _has(element, color=element.color)
        facts += [Fact("thing_color", slots, holds), Fact("thing_color", slots, holds), Fact("color", slots, holds)]
    if element.count > 1:
        slots = {"n": _count_words(speaker, element.count, what), "what": name, "whats": lexicon.plural(name)}
        facts += [Fact("count", slots, _has(element, count=element.count))] * 2
    if element.place:
        slots = {"what": name, "place": speaker.place(element.place)}
        facts.append(Fact("thing_place", slots, _has(element, place=element.place)))
    if element.size:
        slots = {"what": name, "size": speaker.size(element.size)}
        facts.append(Fact("thing_size", slots, _has(element, size=element.size)))
    if scene in lexicon.SCENES:
        slots = {"what": name, **_scene_or_style_slots(speaker, "scene", str(scene))}
        facts.append(Fact("thing_scene", slots, lambda picture: shows(picture, what) and picture.brief.scene == scene))
    return facts


def _whole_facts(speaker: Speaker, brief: Brief) -> list[Fact]:
    """Return what can be said of a picture's scene and style."""
    facts: list[Fact] = []
    for kind, table in (("scene", lexicon.SCENES), ("style", lexicon.STYLES)):
        value = getattr(brief, kind)
        if value in table:
            slots = _scene_or_style_slots(speaker, kind, value)
            facts += [Fact(kind, slots, _is(kind, value))] * 2
    return facts


def _is(kind: str, value: str) -> Callable[[Picture], bool]:
    return lambda picture: getattr(picture.brief, kind) == value


def _lacks(what: str) -> Callable[[Picture], bool]:
    return lambda picture: not shows(picture, what)


def _set_facts(speaker: Speaker, names: list[str], elsewhere: set[str]) -> list[Fact]:
    """Return what can be said of all elements of a picture together; `elsewhere` are things of all pictures."""
    facts = []
    if len(names) == 1:
        slots = {"what": speaker.name(names[0])}
        facts.append(Fact("only", slots, lambda picture: [e.what for e in picture.brief.elements] == names))
    if len(names) > 1:
        a, b = (str(n) for n in speaker.rng.permutation(names)[:2])
        slots = {"what": speaker.name(a), "other": speaker.name(b)}
        facts.append(Fact("pair", slots, lambda picture: shows(picture, a) and shows(picture, b)))
    for what in sorted(elsewhere - set(names)):
        slots = {"what": speaker.name(what)}
        facts.append(Fact("without", slots, _lacks(what)))
    return facts


def _method_facts(speaker: Speaker, picture: Picture) -> list[Fact]:
    """Return what can be said of how a picture was restyled or enhanced."""
    method = picture.method or ""
    facts: list[Fact] = []
    if picture.intent == "restyle" and method in lexicon.SWATCHES:
        slots = {"how": speaker.pick(_swatch_names(speaker, method))}
        facts += [Fact("how", slots, lambda other: other.method == method)] * 2
    if picture.intent == "enhance" and method in ENHANCED:
        adjective = speaker.pick(ENHANCED[method][speaker.lang])
        noun = speaker.pick(ENHANCEMENTS[method][speaker.lang])
        for kind, words in (("how", adjective), ("better", noun)):
            facts.append(Fact(kind, {"how": words}, lambda other: other.intent == "enhance" and other.method == method))
    return facts


def _picture_facts(speaker: Speaker, picture: Picture, elsewhere: set[str]) -> list[Fact]:
    brief = picture.brief
    facts = [fact for element in brief.elements for fact in _element_facts(speaker, element, brief.scene)]
    facts += _whole_facts(speaker, brief)
    facts += _set_facts(speaker, [e.what for e in brief.elements], elsewhere)
    return facts + _method_facts(speaker, picture)


def describe_by_content(speaker: Speaker, session: Session, current: Picture) -> NamedPicture | None:
    """Name another picture by what it shows and the current one does not; the newest of those that do is meant."""
    pictures = [p for p in visible_pictures(session) if p is not current]
    things = {e.what for p in session for e in p.brief.elements}
    if not pictures:
        return None
    picture = speaker.pick(pictures)
    facts = [fact for fact in _picture_facts(speaker, picture, things) if not fact.holds(current)]
    if not facts:
        return None
    fact = speaker.pick(facts)
    number = max(p.number for p in pictures if fact.holds(p))
    return NamedPicture(speaker.wording(BY_CONTENT[fact.kind][speaker.lang]).format(**fact.slots), number)


def _change_slots(speaker: Speaker, edit: Edit, before: Picture) -> tuple[str, dict[str, str]] | None:
    """Return how one speaks of what an edit did: a key of `BY_CHANGE`, and words for its patterns' slots."""
    what = edit.what or ""
    slots = {"what": speaker.name(what)} if what else {}
    match edit.op:
        case "add":
            return None if shows(before, what) else ("added", slots)
        case "remove":
            return "gone", slots
        case "replace":
            return "replace", {**slots, "other": speaker.name(str(edit.to))}
        case "scene" | "style":
            table = lexicon.SCENES if edit.op == "scene" else lexicon.STYLES
            known = edit.to in table
            return (edit.op, _scene_or_style_slots(speaker, edit.op, str(edit.to))) if known else None
        case "change":
            return _value_slots(speaker, edit, slots)
    return None


def _value_slots(speaker: Speaker, edit: Edit, slots: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    if edit.color in lexicon.COLORS:
        return "color", {**slots, "color": speaker.color(str(edit.color))}
    if edit.place:
        return "place", {**slots, "place": speaker.place(edit.place)}
    if edit.size:
        return "size", {**slots, "bigger": speaker.comparative(edit.size)}
    if edit.count and edit.count > 1:
        count = _count_words(speaker, edit.count, edit.what or "")
        return "count", {**slots, "whats": lexicon.plural(slots["what"]), "n": count}
    return None


def describe_by_change(speaker: Speaker, session: Session, current: Picture) -> NamedPicture | None:
    """Name the picture that another was made from by what was changed then; the newest such change is meant."""
    changed = [p for p in visible_pictures(session) if p.parent and p.parent != current.number]
    if not changed:
        return None
    then = speaker.pick(changed)
    if then.intent == "enhance" and then.method in ENHANCEMENTS:
        same = [p for p in session if p.intent == "enhance" and p.method == then.method]
        pattern = speaker.wording(BY_CHANGE["better"][speaker.lang])
        text = pattern.format(how=speaker.pick(ENHANCEMENTS[str(then.method)][speaker.lang]))
    elif then.intent == "restyle" and then.method in lexicon.SWATCHES:
        same = [p for p in session if p.method == then.method]
        pattern = speaker.wording(BY_CHANGE["style"][speaker.lang])
        text = pattern.format(style=speaker.pick(_swatch_names(speaker, str(then.method))))
    elif then.edits:
        edit = speaker.pick(then.edits)
        change = _change_slots(speaker, edit, session[(then.parent or 1) - 1])
        if change is None:
            return None
        kind, slots = change
        same = [p for p in session if edit in p.edits]
        text = speaker.wording(BY_CHANGE[kind][speaker.lang]).format(**slots)
    else:
        return None
    parent = same[-1].parent
    visible = {p.number for p in visible_pictures(session)} - {current.number}
    return NamedPicture(text, parent) if parent in visible else None


def describe_picture(speaker: Speaker, session: Session, current: Picture) -> NamedPicture | None:
    """Name another picture than the current one, by the change after it or by its content."""
    describe = describe_by_change if speaker.chance(0.3) else describe_by_content
    return describe(speaker, session, current)
