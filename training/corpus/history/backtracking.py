"""Messages that lean on what was painted before: the version without the hat, the wrong thing changed, the same again."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.elliptical import OPPOSITE, spoken_number
from training.corpus.history.descriptions import Told, called, content, have
from training.corpus.history.session import Made, history
from training.corpus.history.session import view as view_of
from training.corpus.edits.shorthand import done
from training.corpus.speech.speaker import RELATIONS, ZH_NUMBERS, ZH_RELATIONS, Speaker
from training.corpus.wordings import talk


def _said(s: Speaker, kind: str, **slots: str) -> str:
    text: str = s.wording(talk.HISTORY[kind][s.lang]).format(**slots)
    return text


def _goto(s: Speaker, made: list[Made]) -> Told | None:
    """Another picture, by what it shows or where it stands in the row."""
    here = made[-1]
    kind = str(s.pick(["first", "latest", "before", "before", "having", "having"]))
    if kind == "first":
        return view_of(made), _said(s, kind), Plan(intent="goto", picture=1)
    if kind == "latest":
        return view_of(made, int(s.pick(made[:-1]).number)), _said(s, kind), Plan(intent="goto", picture=here.number)
    if kind == "before":
        new = [
            (m, e.what)
            for m in made[1:]
            for e in m.edits
            if e.op == "add" and e.what and m.parent and have(here, e.what)
        ]
        new = [(m, w) for m, w in new if not have(made[(m.parent or 1) - 1], w)]
        if not new:
            return None
        made_then, what = s.pick(new)
        return view_of(made), _said(s, kind, what=called(s, what)), Plan(intent="goto", picture=made_then.parent)
    gone = [e.what for m in made[1:] for e in m.edits if e.op in ("remove", "replace") and e.what]
    gone = [what for what in gone if not have(here, what) and any(have(m, what) for m in made)]
    if not gone:
        return None
    what = str(s.pick(gone))
    last = max(m.number for m in made if have(m, what))
    return view_of(made), _said(s, kind, what=called(s, what)), Plan(intent="goto", picture=last)


def _last_change(made: list[Made]) -> Edit | None:
    here = made[-1]
    plain = here.do == "edit" and len(here.edits) == 1 and here.parent is not None
    return here.edits[0] if plain and here.edits[0].op in ("change", "remove", "add", "scene", "style") else None


def _wrong_thing(s: Speaker, made: list[Made]) -> Told | None:
    """The last change was done to the wrong thing: from the picture before, to the right one."""
    edit, here = _last_change(made), made[-1]
    if edit is None or edit.op not in ("change", "remove") or edit.count or edit.rel:
        return None
    before = made[(here.parent or 1) - 1]
    others = [e.what for e in before.brief.elements if e.what != edit.what]
    if not others:
        return None
    what = str(s.pick(others))
    label, name = s.named(View(before.brief, None, 0, None, ()), what)
    old = f"the {edit.what}" if s.lang == "en" else called(s, edit.what or "")
    redone = edit.model_copy(update={"what": name})
    value = s.color(edit.color) if edit.color else s.bigger(edit.size) if edit.size else None
    if value and s.chance(0.4):
        # The whole wish once more.
        again = (
            [f"it's {label} i wanted {value}, not {old}", f"i wanted {label} {value}, not {old}", f"{label} should be {value}, not {old}", f"no, {label} {value}", f"argh, it was {label} that should be {value}", f"i meant {label}, {value}"]
            if s.lang == "en"
            else [f"我要的是{label}变{value}，不是{old}", f"是{label}要{value}，不是{old}", f"不是{old}{value}，是{label}", f"不对，{label}{value}", f"应该是{label}变成{value}"]
        )  # fmt: skip
        return view_of(made), str(s.pick(again)), Plan(intent="branch", picture=here.parent, edits=(redone,))
    return (
        view_of(made),
        _said(s, "wrong_thing", what=label, old=old),
        Plan(intent="branch", picture=here.parent, edits=(redone,)),
    )


def _wrong_value(s: Speaker, made: list[Made]) -> Told | None:
    """The last change set the wrong colour, place, size, scene or style."""
    edit = _last_change(made)
    if edit is None:
        return None
    options: list[tuple[str, str, Edit]] = []
    if edit.op == "change" and edit.color:
        new = str(s.pick([c for c in lexicon.COLORS if c != edit.color]))
        options.append((s.color(edit.color), s.color(new), Edit(op="change", what=edit.what, color=new)))
    if edit.op == "change" and edit.place:
        new = str(s.pick([p for p in lexicon.PLACES if p != edit.place]))
        options.append((s.place(edit.place), s.place(new), Edit(op="change", what=edit.what, place=new)))
        opposite = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}.get(edit.place)
        if opposite:
            other = (
                ["the other side", "on the other side", "the opposite side"]
                if s.lang == "en"
                else ["另一边", "另一侧", "反过来那边", "对面"]
            )
            options.append((s.place(edit.place), str(s.pick(other)), Edit(op="change", what=edit.what, place=opposite)))
    if edit.op == "change" and edit.rel and edit.of:
        new = OPPOSITE[edit.rel]
        other = (
            ["the other side", "the opposite side", "the other way"]
            if s.lang == "en"
            else ["另一边", "另一侧", "对面", "反过来"]
        )
        options.append(("", str(s.pick(other)), Edit(op="change", what=edit.what, rel=new, of=edit.of)))
        table = ZH_RELATIONS if s.lang == "zh" else RELATIONS
        options.append(
            (
                str(s.pick(table[edit.rel])),
                str(s.pick(table[new])),
                Edit(op="change", what=edit.what, rel=new, of=edit.of),
            )
        )
    if edit.op == "change" and edit.size:
        new = "small" if edit.size == "large" else "large"
        options.append((s.bigger(edit.size), s.bigger(new), Edit(op="change", what=edit.what, size=new)))
    if edit.op == "change" and edit.count:
        number = int(s.pick([n for n in range(1, 5) if n != edit.count]))
        old, new = (spoken_number(s, n, s.measure(edit.what or "")) for n in (edit.count, number))
        options.append((old, new, Edit(op="change", what=edit.what, count=number)))
    if edit.op in ("scene", "style"):
        spoken, new = s.scene() if edit.op == "scene" else s.style()
        table = lexicon.SCENES if edit.op == "scene" else lexicon.STYLES
        if new == edit.to:
            return None
        old = edit.to if s.lang == "en" else (table[edit.to][0] if edit.to in table else edit.to)
        options.append((str(old), spoken, Edit(op=edit.op, to=new)))
    if edit.op == "add" and not edit.color and edit.what:
        new = s.noun()
        text = new if s.lang == "zh" else f"{'an' if new[0] in 'aeiou' else 'a'} {new}"
        old = called(s, edit.what) if s.lang == "zh" else f"a {edit.what}"
        options.append((old, text, Edit(op="replace", what=edit.what, to=new)))
    if not options:
        return None
    old, new, fixed = s.pick(options)
    return view_of(made), _said(s, "wrong_value", value=new, old=old), Plan(intent="edit", edits=(fixed,))


def _same_for(s: Speaker, made: list[Made]) -> Told | None:
    """What was done to one thing is done to another."""
    edit, here = _last_change(made), made[-1]
    if edit is None or edit.op not in ("change", "remove") or edit.rel or edit.count:
        return None
    others = [e.what for e in here.brief.elements if e.what != edit.what]
    if not others:
        return None
    label, name = s.named(View(here.brief, None, 0, None, ()), str(s.pick(others)))
    redone = edit.model_copy(update={"what": name})
    return view_of(made), _said(s, "same_for", what=label), Plan(intent="edit", edits=(redone,))


def _all(s: Speaker, made: list[Made]) -> Told | None:
    """One change for everything in the picture."""
    here = made[-1]
    names = [e.what for e in here.brief.elements]
    if len(names) < 2:
        return None
    if s.chance(0.75):
        color = str(s.pick(list(lexicon.COLORS)))
        changed = tuple(Edit(op="change", what=n, color=color) for n in names)
        return view_of(made), _said(s, "all_color", color=s.color(color)), Plan(intent="edit", edits=changed)
    return (
        view_of(made),
        _said(s, "all_gone"),
        Plan(intent="edit", edits=tuple(Edit(op="remove", what=n) for n in names)),
    )


def _one_more(s: Speaker, made: list[Made]) -> Told | None:
    """More of what is there."""
    here = made[-1]
    if not here.brief.elements:
        return None
    what = str(s.pick([e.what for e in here.brief.elements]))
    said = called(s, what)
    measure = s.measure(what)
    number = int(s.rng.integers(2, 4))
    text = _said(
        s, "one_more", base=said, whats=lexicon.plural(said), m=measure,
        n=ZH_NUMBERS[number] + measure if s.lang == "zh" else str(s.pick([str(number), ["", "", "two", "three"][number]])),
    )  # fmt: skip
    several = str(number) in text or "two" in text or "three" in text or any(z in text for z in "两三")
    plural = s.lang == "en" and several
    edit = Edit(op="add", what=lexicon.plural(said) if plural else said, count=number if several else None)
    return view_of(made), text, Plan(intent="edit", edits=(edit,))


_WAYS = (done, done, _goto, _goto, content, content, content, _wrong_thing, _wrong_value, _same_for, _all, _one_more)


def backtrack(s: Speaker, made: list[Made]) -> Told:
    """A message of this kind about this session, or about another one where it allows none."""
    while True:
        if len(made) > 1:
            for _ in range(4):
                told = s.pick(_WAYS)(s, made)
                if told is not None:
                    return told  # type: ignore[no-any-return]
        made = history(s)
