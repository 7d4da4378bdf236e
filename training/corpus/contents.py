"""Pictures named by what they show ("the one with the red owl") or by the change after them ("before the hat")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.brief.edits import Edit
from agent.brief.model import Element
from agent.brief.wording import NUMBERS
from agent.director.plan import Plan
from agent.director.view import STEPS, View
from tools.vocabulary.storybook import lexicon
from training.corpus.history import Made
from training.corpus.history import view as view_of
from training.corpus.speaker import IN_SCENE, ZH_NUMBERS, Speaker
from training.corpus.wordings import more, talk
from training.corpus.wordings.contents import BEFORE, SHOWN, TREATED
from training.corpus.wordings.signs import HOW_WORDS

Told = tuple[View, str, Plan]
Named = tuple[str, int]
"""A picture's words and its number."""


@dataclass(frozen=True)
class Fact:
    """What can be said of a picture: the kind of wording, its slots, and which pictures it holds for."""

    kind: str
    slots: dict[str, str]
    holds: Callable[[Made], bool]


def called(s: Speaker, what: str) -> str:
    """A thing by any name of it."""
    known = lexicon.nouns().get(what)
    if s.lang == "zh":
        return str(s.pick(known.chinese)) if known else what
    return str(s.pick(known.english)) if known and s.chance(0.25) else what


def have(made: Made, what: str) -> bool:
    """Whether a picture was to show that thing."""
    return made.brief.element(what) is not None


def _counted(s: Speaker, count: int, what: str) -> str:
    if s.lang == "zh":
        return ZH_NUMBERS.get(count, str(count)) + s.measure(what)
    return str(s.pick([NUMBERS.get(count, str(count)), str(count)]))


def _whole(s: Speaker, kind: str, value: str) -> dict[str, str]:
    table = lexicon.SCENES if kind == "scene" else lexicon.STYLES
    words = value if s.lang == "en" else str(s.pick([n for n in table[value] if not n.isascii()]))
    return {kind: words, "inside": IN_SCENE.get(value, "")}


def _of(element: Element, **values: object) -> Callable[[Made], bool]:
    def holds(made: Made) -> bool:
        there = made.brief.element(element.what)
        return there is not None and all(getattr(there, k) == v for k, v in values.items())

    return holds


def _of_element(s: Speaker, element: Element, scene: str | None) -> list[Fact]:
    what, here = element.what, called(s, element.what)
    facts = [Fact("thing", {"what": here}, lambda made: have(made, what))]
    if element.color in lexicon.COLORS:
        said, holds = {"color": s.color(str(element.color)), "what": here}, _of(element, color=element.color)
        facts += [Fact("thing_color", said, holds), Fact("thing_color", said, holds), Fact("color", said, holds)]
    if element.count > 1:
        slots = {"n": _counted(s, element.count, what), "what": here, "whats": lexicon.plural(here)}
        facts += [Fact("count", slots, _of(element, count=element.count))] * 2
    if element.place:
        slots = {"what": here, "place": s.place(element.place)}
        facts.append(Fact("thing_place", slots, _of(element, place=element.place)))
    if element.size:
        slots = {"what": here, "size": s.size(element.size)}
        facts.append(Fact("thing_size", slots, _of(element, size=element.size)))
    if scene in lexicon.SCENES:
        slots = {"what": here, **_whole(s, "scene", str(scene))}
        facts.append(Fact("thing_scene", slots, lambda made: have(made, what) and made.brief.scene == scene))
    return facts


def _facts(s: Speaker, picture: Made, gone: set[str]) -> list[Fact]:
    """What can be said of a picture; `gone` are things of other pictures."""
    brief = picture.brief
    names = [e.what for e in brief.elements]
    facts = [fact for element in brief.elements for fact in _of_element(s, element, brief.scene)]
    for kind, table in (("scene", lexicon.SCENES), ("style", lexicon.STYLES)):
        value = getattr(brief, kind)
        if value in table:
            slots = _whole(s, kind, value)
            facts += [Fact(kind, slots, lambda made, k=kind, v=value: getattr(made.brief, k) == v)] * 2  # type: ignore[misc]
    if len(names) == 1:
        facts.append(
            Fact("only", {"what": called(s, names[0])}, lambda made: [e.what for e in made.brief.elements] == names)
        )
    if len(names) > 1:
        a, b = (str(n) for n in s.rng.permutation(names)[:2])
        slots = {"what": called(s, a), "other": called(s, b)}
        facts.append(Fact("pair", slots, lambda made: have(made, a) and have(made, b)))
    for what in sorted(gone - set(names)):
        facts.append(Fact("without", {"what": called(s, what)}, lambda made, what=what: not have(made, what)))  # type: ignore[misc]
    how = picture.how or ""
    if picture.do == "restyle" and how in lexicon.SWATCHES:
        others = [n for n in (how, *lexicon.SWATCHES[how]) if n.isascii() == (s.lang == "en")]
        facts += [Fact("how", {"how": str(s.pick(others))}, lambda made: made.how == how)] * 2
    if picture.do == "enhance" and how in TREATED:
        words = {"how": str(s.pick(TREATED[how][s.lang])), "better": str(s.pick(HOW_WORDS[how][s.lang]))}
        facts += [Fact(k, {"how": w}, lambda made: made.do == "enhance" and made.how == how) for k, w in words.items()]
    return facts


def seen(made: list[Made]) -> list[Made]:
    """The pictures that a view tells of."""
    return made if len(made) <= STEPS else [made[0], *made[-STEPS:]]


def by_content(s: Speaker, made: list[Made], here: Made) -> Named | None:
    """Another picture by what it shows and the present one does not: the newest of those that do."""
    pictures = [m for m in seen(made) if m is not here]
    things = {e.what for m in made for e in m.brief.elements}
    if not pictures:
        return None
    picture = s.pick(pictures)
    facts = [f for f in _facts(s, picture, things) if not f.holds(here)]
    if not facts:
        return None
    fact = s.pick(facts)
    number = max(m.number for m in pictures if fact.holds(m))
    return str(s.wording(SHOWN[fact.kind][s.lang]).format(**fact.slots)), number


def _undone(s: Speaker, edit: Edit, before: Made) -> tuple[str, dict[str, str]] | None:
    """How one speaks of what an edit did: a kind of `BEFORE`, and its slots."""
    what = edit.what or ""
    slots = {"what": called(s, what)} if what else {}
    match edit.op:
        case "add":
            return None if have(before, what) else ("added", slots)
        case "remove":
            return "gone", slots
        case "replace":
            return "replace", {**slots, "other": called(s, str(edit.to))}
        case "scene" | "style":
            table = lexicon.SCENES if edit.op == "scene" else lexicon.STYLES
            return (edit.op, _whole(s, edit.op, str(edit.to))) if edit.to in table else None
        case "change" if edit.color in lexicon.COLORS:
            return "color", {**slots, "color": s.color(str(edit.color))}
        case "change" if edit.place:
            return "place", {**slots, "place": s.place(edit.place)}
        case "change" if edit.size:
            return "size", {**slots, "bigger": s.bigger(edit.size)}
        case "change" if edit.count and edit.count > 1:
            return "count", {**slots, "whats": lexicon.plural(slots["what"]), "n": _counted(s, edit.count, what)}
    return None


def by_change(s: Speaker, made: list[Made], here: Made) -> Named | None:
    """The picture from which another was made, by what was changed then: the newest such change."""
    changed = [m for m in seen(made) if m.parent and m.parent != here.number]
    if not changed:
        return None
    then = s.pick(changed)
    if then.do == "enhance" and then.how in HOW_WORDS:
        same = [m for m in made if m.do == "enhance" and m.how == then.how]
        words = s.wording(BEFORE["better"][s.lang]).format(how=s.pick(HOW_WORDS[str(then.how)][s.lang]))
    elif then.do == "restyle" and then.how in lexicon.SWATCHES:
        others = [n for n in (then.how, *lexicon.SWATCHES[then.how]) if n.isascii() == (s.lang == "en")]
        same = [m for m in made if m.how == then.how]
        words = s.wording(BEFORE["style"][s.lang]).format(style=s.pick(others))
    elif then.edits:
        edit = s.pick(list(then.edits))
        told = _undone(s, edit, made[(then.parent or 1) - 1])
        if told is None:
            return None
        same = [m for m in made if edit in m.edits]
        words = s.wording(BEFORE[told[0]][s.lang]).format(**told[1])
    else:
        return None
    parent = same[-1].parent
    return (str(words), parent) if parent and parent in {m.number for m in seen(made)} - {here.number} else None


def named(s: Speaker, made: list[Made], here: Made) -> Named | None:
    """Another picture in words, and its number."""
    return (by_change if s.chance(0.3) else by_content)(s, made, here)


def content(s: Speaker, made: list[Made]) -> Told | None:
    """To another picture so named, that one beside this one, what it shows, or this one in its style."""
    here = made[-1] if s.chance(0.85) else s.pick(made)
    shown = named(s, made, here)
    if shown is None:
        return None
    words, number = shown
    view, kind = view_of(made, here.number), str(s.pick(["goto"] * 6 + ["compare", "compare", "describe", "restyle"]))
    if kind == "goto":
        return view, s.wording(talk.PLAIN["goto"][s.lang]).format(pic=words), Plan(intent="goto", picture=number)
    if kind == "restyle":
        text = s.wording(talk.RESTYLE["picture"][s.lang]).format(pic=words)
        return view, text, Plan(intent="restyle", picture=number)
    other = named(s, made, here) if kind == "compare" and s.chance(0.4) else None
    if other is not None and other[1] != number:
        text = s.wording(talk.PLAIN["compare"][s.lang]).format(pic=words, pic2=other[0])
        return view, text, Plan(intent="compare", picture=number, other=other[1])
    text = s.wording(more.NUMBERED[kind][s.lang]).format(pic=words)
    return view, text, Plan(intent=kind, picture=number)  # type: ignore[arg-type]
