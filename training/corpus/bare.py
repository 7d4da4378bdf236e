"""Messages that say little or say it sideways: a value alone, a thing and a value without a verb, one fewer, who wears
what, the other way round, all but one, a scene by what is seen there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent.brief.edits import Edit
from agent.brief.wording import NUMBERS
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.speaker import RELATIONS, ZH_NUMBERS, ZH_RELATIONS, Speaker
from training.corpus.wordings import bare

Words = tuple[str, tuple[Edit, ...]]
OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}


def unfocused(view: View) -> View:
    """The same picture where "it" stands for nothing, so that things are called by their names."""
    return View(view.brief, None, 0, None, ())


def spoken_number(s: Speaker, number: int, measure: str = "个") -> str:
    """A number as it is said, in Chinese with its measure word."""
    if s.lang == "zh":
        return (str(number) if s.chance(0.3) else ZH_NUMBERS[number]) + measure
    return str(s.pick([NUMBERS.get(number, str(number)) if number > 1 else "one", str(number)]))


def it(view: View) -> str | None:
    """What a value alone is said of: the focus, or the only thing."""
    names = [e.what for e in view.brief.elements]
    found = names[0] if len(names) == 1 else view.focus
    return found if found in names else None


def bare_value(s: Speaker, view: View) -> Words | None:
    """A value alone, said of the thing in focus, or a style."""
    what = it(view)
    kinds = ["color", "color", "size", "place", "count", "count"] if what else []
    kind = str(s.pick([*kinds, "style"]))
    table = bare.BARE[kind][s.lang]
    if kind == "style":
        words, canonical = s.style()
        return s.wording(table).format(style=words), (Edit(op="style", to=canonical),)
    if kind == "size":
        text, _, size = s.wording(table).rpartition(":")
        return text, (Edit(op="change", what=what, size=size),)
    if kind == "color":
        color = str(s.pick(list(lexicon.COLORS)))
        return s.wording(table).format(color=s.color(color)), (Edit(op="change", what=what, color=color),)
    if kind == "place":
        place = str(s.pick(list(lexicon.PLACES)))
        return s.wording(table).format(place=s.place(place)), (Edit(op="change", what=what, place=place),)
    number = int(s.rng.integers(1, 5))
    text = s.wording(table).format(n=spoken_number(s, number, s.measure(what or "")))
    return text, (Edit(op="change", what=what, count=number),)


def _plainly(s: Speaker, view: View, what: str) -> tuple[str, str]:
    """A thing's name without an article, and the name that the plan carries."""
    _, name = s.named(unfocused(view), what)
    return name, name


def verbless(s: Speaker, view: View) -> Words | None:
    """A thing of the picture and what becomes of it, without a verb."""
    if not view.brief.elements:
        return None
    what = str(s.pick([e.what for e in view.brief.elements]))
    label, name = _plainly(s, view, what)
    kind = str(s.pick(["color", "color", "size", "place", "near"]))
    if kind == "near":
        beside = near(s, view, what)
        if beside is None or len(view.brief.elements) < 2:
            return None
        words, relation = beside
        return f"{label}{' ' if s.lang == 'en' else ''}{words}", (Edit(op="change", what=name, **relation),)
    table = bare.THING[kind][s.lang]
    if kind == "color":
        color = str(s.pick(list(lexicon.COLORS)))
        text = s.wording(table).format(bare=label, color=s.color(color))
        return text, (Edit(op="change", what=name, color=color),)
    if kind == "size":
        size = str(s.pick(["small", "large"]))
        return s.wording(table).format(bare=label, bigger=s.bigger(size)), (Edit(op="change", what=name, size=size),)
    place = str(s.pick(list(lexicon.PLACES)))
    return s.wording(table).format(bare=label, place=s.place(place)), (Edit(op="change", what=name, place=place),)


_ITS = {
    "left of": ["to its left", "on its left", "left of it", "to the left of it", "on its left side"],
    "right of": ["to its right", "on its right", "right of it", "to the right of it", "on its right side"],
    "above": ["above it", "over it", "on top of it", "above its head"], "below": ["below it", "under it", "beneath it", "underneath it"],
}  # fmt: skip


def near(s: Speaker, view: View, but: str | None = None) -> tuple[str, dict[str, Any]] | None:
    """Words for a place beside a thing of the picture other than `but`, by its name or as "it", and the edit's fields."""
    others = [e.what for e in view.brief.elements if e.what != but]
    if not others:
        return None
    kind = str(s.pick(list(lexicon.RELATIONS)))
    what = it(view)
    if what in others and s.chance(0.4):
        if s.lang == "en":
            return str(s.pick(_ITS[kind])), {"rel": kind, "of": what}
        side = str(
            s.pick(
                [*ZH_RELATIONS[kind], *(["头上", "头顶上"] if kind == "above" else ["脚下"] if kind == "below" else [])]
            )
        )
        return f"{s.pick(['它', '它', '它的', '这个'])}{side}", {"rel": kind, "of": what}
    label, name = s.named(unfocused(view), str(s.pick(others)))
    if s.lang == "zh":
        return f"{label}{'的' if s.chance(0.3) else ''}{s.pick(ZH_RELATIONS[kind])}", {"rel": kind, "of": name}
    return f"{s.pick(RELATIONS[kind])} {label}", {"rel": kind, "of": name}


def fewer(s: Speaker, view: View) -> Words | None:
    """One less of what is there, or only one left."""
    many = [e for e in view.brief.elements if e.count > 1]
    if not many:
        return None
    element = s.pick(many)
    name = s.named(unfocused(view), element.what)[1]
    kind = str(s.pick(["one", "last"]))
    base = element.what if s.lang == "en" else name
    text = s.wording(bare.FEWER[kind][s.lang]).format(
        base=base, whats=lexicon.plural(base) if s.lang == "en" else base, m=s.measure(element.what)
    )
    return text, (Edit(op="change", what=base, count=element.count - 1 if kind == "one" else 1),)


def worn(s: Speaker, view: View) -> Words | None:
    """Something put on a thing of the picture: worn, ridden or hovering, it stands above."""
    what = it(view) if s.chance(0.3) else None
    what = what or (str(s.pick([e.what for e in view.brief.elements])) if view.brief.elements else None)
    if what is None:
        return None
    text, said = s.thing(rich=s.chance(0.5), plural_ok=s.chance(0.2))
    said.pop("place", None)
    if any(p in text for p in [*s.every_place()]) or (lexicon.noun(said["what"]) or said["what"]) == what:
        return None
    label, name = s.named(view, what)
    table = bare.WEAR[str(s.pick(["wear", "wear", "ride"]))][s.lang]
    return s.wording(table).format(np=text, what=label), (Edit(op="add", **said, rel="above", of=name),)


def sets(s: Speaker, view: View) -> Words | None:
    """Two that change places, all but one, only one that stays, all of one size."""
    names = [e.what for e in view.brief.elements]
    if len(names) < 2:
        return None
    kind = str(s.pick(["swap", "except", "only", "all_size"]))
    table = bare.SETS[kind][s.lang]
    if kind == "all_size":
        size = str(s.pick(["small", "large"]))
        return s.wording(table).format(bigger=s.bigger(size)), tuple(
            Edit(op="change", what=n, size=size) for n in names
        )
    if kind == "swap":
        return _swapped(s, view, table)
    stays = str(s.pick(names))
    label = s.named(unfocused(view), stays)[0]
    color = str(s.pick(list(lexicon.COLORS)))
    text = s.wording(table).format(a=label, color=s.color(color))
    others = [n for n in names if n != stays]
    if kind == "only":
        return text, tuple(Edit(op="remove", what=n) for n in others)
    return text, tuple(Edit(op="change", what=n, color=color) for n in others)


def _swapped(s: Speaker, view: View, table: list[str]) -> Words | None:
    relations = view.brief.relations
    placed = [e for e in view.brief.elements if e.place]
    if relations:
        first = s.pick(list(relations))
        a, b = first.subject, first.object
        made: tuple[Edit, ...] = (Edit(op="change", what=a, rel=OPPOSITE[first.kind], of=b),)
    elif len(placed) > 1 and placed[0].place != placed[1].place:
        a, b = placed[0].what, placed[1].what
        made = (
            Edit(op="change", what=a, place=placed[1].place),
            Edit(op="change", what=b, place=placed[0].place),
        )
    else:
        return None
    said = [s.named(unfocused(view), what)[0] for what in (a, b)]
    return s.wording(table).format(a=said[0], b=said[1]), made


def staged(s: Speaker, view: View) -> Words | None:
    """Another scene, by what one says of it."""
    words, scene = s.somewhere()
    return s.wording(bare.TO_SCENE[s.lang]).format(x=words), (Edit(op="scene", to=scene),)


def corrected(s: Speaker, view: View) -> Words | None:
    """A value that is taken back in the same breath: the last one counts."""
    if not view.brief.elements:
        return None
    label, name = s.named(view, str(s.pick([e.what for e in view.brief.elements])))
    wrong, right = (str(s.pick(list(lexicon.COLORS))) for _ in range(2))
    if wrong == right:
        return None
    if s.lang == "en":
        turn = str(
            s.pick([", no wait, ", ", no, ", ", sorry, ", " - i mean ", ", wait no ", ", actually ", " or rather "])
        )
        text = f"{s.pick(['make', 'paint', 'turn', 'i want'])} {label} {wrong}{turn}{right}"
    else:
        turn = str(s.pick(["，不对，", "，啊不，", "，不，", "，等等，还是", "，说错了，", "……算了，"]))
        text = f"{s.pick(['把', '让', ''])}{label}{s.pick(['变成', '改成', '换成', '要'])}{s.color(wrong)}{turn}{s.color(right)}"
    return text, (Edit(op="change", what=name, color=right),)


_WAYS: tuple[Callable[[Speaker, View], Words | None], ...] = (
    bare, bare, bare, bare, verbless, verbless, verbless, fewer, worn, worn, sets, staged, staged, staged, corrected,
)  # fmt: skip


def sideways(s: Speaker, view: View) -> Words:
    """A message of this kind about this picture; a scene can always be said."""
    for _ in range(6):
        made = s.pick(_WAYS)(s, view)
        if made is not None:
            return made  # type: ignore[no-any-return]
    found = staged(s, view)
    assert found is not None
    return found
