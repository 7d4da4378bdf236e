"""Messages in signs and lists, things taken back in the same breath, versions, questions about one fact, and pictures
that are named by what was done to them."""

from __future__ import annotations

from collections.abc import Callable

from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.elliptical import OPPOSITE, Words, it, near, spoken_number, unfocused
from training.corpus.history.session import Made
from training.corpus.history.session import view as view_of
from training.corpus.speech.speaker import RELATIONS, ZH_RELATIONS, Speaker
from training.corpus.wordings import signs as table

Told = tuple[View, str, Plan]


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def replaced(s: Speaker, view: View) -> Words | None:
    """One thing in another's stead, with an arrow or as a thought."""
    names = [e.what for e in view.brief.elements]
    if not names:
        return None
    text, said = s.thing(rich=s.chance(0.3), plural_ok=False)
    new = said.pop("what")
    if (lexicon.noun(new) or new) in names:
        return None
    if it(view) and s.chance(0.25):
        return s.wording(table.IT_BECOMES[s.lang]).format(np=text), (Edit(op="replace", what=it(view), to=new, **said),)
    label, name = s.named(unfocused(view), str(s.pick(names)))
    wording = s.wording(table.REPLACE[s.lang])
    if "{b}" in wording:
        bare = s.chance(0.5)
        text = new if bare or not s.chance(0.4) else text
        kept = {} if text == new else said
        # Between signs a thing has no article.
        return wording.format(what=name if bare else label, b=text), (Edit(op="replace", what=name, to=new, **kept),)
    return wording.format(what=label, np=text), (Edit(op="replace", what=name, to=new, **said),)


def version(s: Speaker, view: View) -> Words | None:
    """The thing in focus, in another colour."""
    what = it(view)
    if what is None:
        return None
    words, color = s.any_color()
    return s.wording(table.VERSION[s.lang]).format(color=words), (Edit(op="change", what=what, color=color),)


def swapped(s: Speaker, view: View) -> Words | None:
    """The only two things change places, without being named."""
    elements, relations = view.brief.elements, view.brief.relations
    if len(elements) != 2:
        return None
    a, b = elements
    text = s.wording(table.SWAP[s.lang])
    if relations:
        first = relations[0]
        made: tuple[Edit, ...] = (Edit(op="change", what=first.subject, rel=OPPOSITE[first.kind], of=first.object),)
    elif a.place and b.place and a.place != b.place:
        made = (Edit(op="change", what=a.what, place=b.place), Edit(op="change", what=b.what, place=a.place))
    else:
        return None
    return text, made


def others(s: Speaker, view: View) -> Words | None:
    """A colour for everything but the thing in focus."""
    names = [e.what for e in view.brief.elements]
    if view.focus not in names or len(names) < 2:
        return None
    rest = [name for name in names if name != view.focus]
    text = s.wording(table.OTHERS[s.lang])
    many = any(
        word in text for word in ("others", "ones", "rest", "two", "剩", "其他", "其余", "别的", "那些", "几个", "余")
    )
    if many is not (len(rest) > 1):
        return None
    words, color = s.any_color()
    return text.format(color=words), tuple(Edit(op="change", what=name, color=color) for name in rest)


def more(s: Speaker, view: View) -> Words | None:
    """One more or one less of the thing in focus."""
    what = it(view)
    element = view.brief.element(what) if what else None
    if what is None or element is None:
        return None
    kind = "fewer" if element.count > 1 and s.chance(0.6) else "more"
    text = s.wording(table.MORE[kind][s.lang]).format(m=s.measure(what))
    edit = Edit(op="add", what=what) if kind == "more" else Edit(op="change", what=what, count=element.count - 1)
    return text, (edit,)


def one_of(s: Speaker, view: View) -> Words | None:
    """One less of a thing that is named."""
    several = [e for e in view.brief.elements if e.count > 1]
    if not several:
        return None
    element = s.pick(several)
    known = lexicon.nouns().get(element.what)
    name = element.what if s.lang == "en" or known is None else str(s.pick(known.chinese))
    text = s.wording(table.ONE_OF[s.lang]).format(base=name, whats=lexicon.plural(name), m=s.measure(element.what))
    return text, (Edit(op="change", what=name, count=element.count - 1),)


def holding(s: Speaker, view: View) -> Words | None:
    """Something for a thing to hold, or company for it."""
    if not view.brief.elements:
        return None
    text, said = s.thing(rich=s.chance(0.5), plural_ok=s.chance(0.2))
    what = str(s.pick([e.what for e in view.brief.elements]))
    if "place" in said or (lexicon.noun(said["what"]) or said["what"]) in [e.what for e in view.brief.elements]:
        return None
    wording = s.wording(table.HOLDING[s.lang])
    return wording.format(np=text, what=s.named(view, what)[0], he=s.pick(["he", "she", "it"])), (
        Edit(op="add", **said),
    )


def after_all(s: Speaker, view: View) -> Words | None:
    """What was to be left out is wanted now."""
    if not view.brief.avoid:
        return None
    what = str(s.pick(list(view.brief.avoid)))
    known = lexicon.nouns().get(what)
    name = what if s.lang == "en" or known is None else str(s.pick(known.chinese))
    color = str(s.pick(list(lexicon.COLORS))) if s.chance(0.4) else None
    place = str(s.pick(list(lexicon.PLACES))) if s.chance(0.3) else None
    if s.lang == "en":
        thing = _article(f"{color} {name}" if color else name) + (f" {s.place(place)}" if place else "")
    else:
        thing = f"{'一' + s.measure(what) if s.chance(0.5) else ''}{s.color(color) + '的' if color else ''}{name}"
        thing += f"，放{s.place(place)}" if place else ""
    text = s.wording(table.AFTER_ALL[s.lang])
    if "{np}" not in text:
        color = place = None
    return text.format(whats=lexicon.plural(name), what=name, np=thing), (
        Edit(op="add", what=name, color=color, place=place),
    )


def _seat(s: Speaker, view: View) -> tuple[str, str, dict[str, str]] | None:
    """A place that is taken back, the one that holds, and the edit's fields."""
    if s.chance(0.4) and view.brief.elements:
        beside = near(s, unfocused(view))
        if beside is None:
            return None
        words, fields = beside
        kind = OPPOSITE[fields["rel"]]
        wrong = str(s.pick((ZH_RELATIONS if s.lang == "zh" else RELATIONS)[kind]))
        return wrong + (" the" if s.lang == "en" else ""), words, fields
    wrong, right = (str(s.pick(list(lexicon.PLACES))) for _ in range(2))
    return None if wrong == right else (s.place(wrong), s.place(right), {"place": right})


def regretted(s: Speaker, view: View) -> Words | None:
    """A thing or its place that is taken back before the message ends."""
    text, said = s.thing(rich=s.chance(0.4), plural_ok=False)
    turn = str(s.pick(table.REGRET[s.lang]))
    if "place" in said:
        return None
    verb = (
        str(s.pick(["add ", "put ", "draw ", "i want ", "", "now ", "place "]))
        if s.lang == "en"
        else str(s.pick(["加", "画", "放", "来", "再画", "", "添"]))
    )
    if s.chance(0.5):
        seat = _seat(s, view)
        if seat is None:
            return None
        wrong, right, fields = seat
        if s.lang == "en":
            return f"{verb}{text} {wrong}{turn}{right}", (Edit(op="add", **said, **fields),)
        form = str(
            s.pick(
                [
                    "{wrong}{verb}{np}{turn}{right}",
                    "{verb}{np}，放{wrong}{turn}{right}",
                    "在{wrong}{verb}{np}{turn}{right}吧",
                ]
            )
        )
        words = form.format(wrong=wrong, verb=verb or "放", np=text, turn=turn, right=right)
        return words, (Edit(op="add", **said, **fields),)
    wrong = s.noun()
    if (lexicon.noun(wrong) or wrong) == (lexicon.noun(said["what"]) or said["what"]):
        return None
    first = _article(wrong) if s.lang == "en" else f"{'一' + s.measure(wrong) if s.chance(0.5) else ''}{wrong}"
    return f"{verb}{first}{turn}{text}", (Edit(op="add", **said),)


_WAYS: tuple[Callable[[Speaker, View], Words | None], ...] = (
    replaced, replaced, replaced, version, swapped, others, more, more, one_of, one_of, holding, after_all,
    regretted, regretted,
)  # fmt: skip


def signed(s: Speaker, view: View) -> Words | None:
    """A message of one of these kinds about this picture, where one fits."""
    for _ in range(4):
        made = s.pick(_WAYS)(s, view)
        if made is not None:
            return made  # type: ignore[no-any-return]
    return None


def listed(s: Speaker) -> tuple[str, tuple[Edit, ...]]:
    """Things of a new picture as a list in short, each with its place or colour, and the scene as the last word."""
    made: list[Edit] = []
    parts: list[str] = []
    places = [str(p) for p in s.rng.permutation(list(lexicon.PLACES))]
    for number in range(int(s.rng.choice([1, 2, 3], p=[0.25, 0.55, 0.2]))):
        what = s.noun()
        color = str(s.pick(list(lexicon.COLORS))) if s.chance(0.6) else None
        place = places[number] if s.chance(0.8) else None
        said, where = s.color(color) if color else "", s.place(place) if place else ""
        if s.lang == "en":
            name = str(s.pick([what, what, _article(what)])) if not color else what
            forms = [f"{said} {name}", f"{name} {said}", f"{name}, {said}", f"{name} ({said})"] if color else [name]
            thing = str(s.pick(forms))
            parts.append(
                str(s.pick([f"{thing}, {where}", f"{thing} {where}", f"{where}: {thing}"])) if place else thing
            )
        else:
            forms = [f"{said}{what}", f"{what} {said}", f"{said}的{what}", f"{what}，{said}"] if color else [what]
            thing = str(s.pick(forms))
            parts.append(str(s.pick([f"{where}：{thing}", f"{where}{thing}", f"{thing}，{where}"])) if place else thing)
        made.append(Edit(op="add", what=what, color=color, place=place))
    for kind, share in (("scene", 0.6), ("style", 0.3)):
        if s.chance(share):
            words, canonical = s.scene() if kind == "scene" else s.style()
            label = {"scene": ["", "", "background ", "scene: "], "style": ["", "style: ", ""]}[kind]
            label = (
                label
                if s.lang == "en"
                else {"scene": ["", "背景", "背景：", "场景："], "style": ["", "风格：", "画风"]}[kind]
            )
            parts.append(str(s.pick(label)) + words)
            made.append(Edit(op=kind, to=canonical))  # type: ignore[arg-type]
    glue = str(
        s.pick([". ", "; ", ", ", " / ", " | ", ". "] if s.lang == "en" else ["；", "，", "。", "、", "；", " "])
    )
    text = glue.join(parts)
    if len({lexicon.noun(e.what or "") or e.what for e in made if e.what}) < sum(e.op == "add" for e in made):
        return listed(s)
    return text + (str(s.pick([".", ""])) if glue == ". " else ""), tuple(made)


def fact(s: Speaker, view: View) -> str | None:
    """A question whether something of the picture is so."""
    if not view.brief.elements:
        return None
    element = s.pick(list(view.brief.elements))
    label, name = s.named(unfocused(view), element.what)
    kind = str(s.pick(list(table.FACT)))
    number = int(s.rng.integers(2, 5))
    base = element.what if s.lang == "en" else name
    place = element.place if element.place and s.chance(0.6) else str(s.pick(list(lexicon.PLACES)))
    color = element.color if element.color in lexicon.COLORS and s.chance(0.6) else str(s.pick(list(lexicon.COLORS)))
    where = s.place(place)
    if kind == "place" and len(view.brief.elements) > 1 and s.chance(0.4):
        beside = near(s, unfocused(view), element.what)
        where = beside[0] if beside else where
    return str(
        s.wording(table.FACT[kind][s.lang]).format(
            what=base if kind == "count" else label, whats=lexicon.plural(base), color=s.color(color), place=where,
            n=spoken_number(s, number, s.measure(element.what)),
        )
    )  # fmt: skip


def _value(s: Speaker, edit: Edit) -> str | None:
    if edit.color in lexicon.COLORS:
        return s.color(str(edit.color))
    if edit.size:
        return s.bigger(edit.size)
    return s.place(edit.place) if edit.place and s.lang == "en" else None


def _pointed(s: Speaker, what: str) -> str:
    known = lexicon.nouns().get(what)
    name = what if known is None else str(s.pick(known.chinese if s.lang == "zh" else [what, *known.english]))
    return f"the {name}" if s.lang == "en" else name


def done(s: Speaker, made: list[Made]) -> Told | None:
    """To a picture that is named by what was done to it, or before that was done."""
    here = made[-1]
    kind = str(s.pick(list(table.UNDO_DONE)))
    words = table.UNDO_DONE[kind][s.lang]

    def told(number: int | None, **slots: str) -> Told | None:
        if number is None or number == here.number:
            return None
        return view_of(made), s.wording(words).format(**slots), Plan(intent="goto", picture=number)

    match kind:
        case "last_two":
            parent = made[here.parent - 1] if here.parent else None
            return told(parent.parent) if parent else None
        case "before_how":
            better = [m for m in made if m.do == "enhance" and m.how in table.HOW_WORDS]
            if not better:
                return None
            then = better[-1]
            how = str(s.pick(table.HOW_WORDS[str(then.how)][s.lang]))
            if then is here and s.chance(0.5):
                return view_of(made), s.wording(words).format(how=how), Plan(intent="undo")
            return told(then.parent, how=how)
        case "turned":
            turns = [(m, e, v) for m in made[1:] for e in m.edits if e.op == "change" and (v := _value(s, e))]
            if not turns:
                return None
            then, edit, value = s.pick(turns)
            return told(then.parent, it=_pointed(s, str(edit.what)), value=value)
        case "added":
            new = [(m, e) for m in made[1:] for e in m.edits if e.op == "add" and e.what]
            if not new:
                return None
            then, edit = s.pick(new)
            told_ = told(then.number, it=_pointed(s, str(edit.what)))
            if told_ is None or s.lang == "zh":
                return told_
            go = str(s.pick(["go back to {}", "{}", "back to {}", "show me {}", "i want {}"])).format(told_[1])
            return told_[0], go, told_[2]
        case "with_without":
            return _with_without(s, made, told)
    colored = [(m, e) for m in made[:-1] for e in m.brief.elements if e.color in lexicon.COLORS]
    colored = [(m, e) for m, e in colored if (there := here.brief.element(e.what)) and there.color != e.color]
    if not colored:
        return None
    _, element = s.pick(colored)
    newest = max(m.number for m in made if (x := m.brief.element(element.what)) and x.color == element.color)
    return told(newest, color=s.color(str(element.color)))


def _with_without(s: Speaker, made: list[Made], told: Callable[..., Told | None]) -> Told | None:
    found: list[tuple[int, str, str]] = []

    def holds(brief: Brief, a: str, b: str) -> bool:
        return brief.element(a) is not None and brief.element(b) is None

    names = list(dict.fromkeys(e.what for m in made for e in m.brief.elements))
    for a in names:
        for b in names:
            numbers = [m.number for m in made if holds(m.brief, a, b)]
            if a != b and numbers and not holds(made[-1].brief, a, b):
                found.append((max(numbers), a, b))
    if not found:
        return None
    number, a, b = s.pick(found)
    b_words = _pointed(s, b).removeprefix("the ")
    return told(number, a=_pointed(s, a), b=b_words)
