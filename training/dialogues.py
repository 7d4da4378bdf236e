"""Training examples for the director: a view of a session, a message, and the plan it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from agent.brief import NUMBERS, Brief, Element, Relation
from agent.context import View, render
from agent.edits import Edit
from agent.plan import Plan
from tools import world
from training import phrases
from training.speaker import IN_SCENE, MEASURES, ZH_NUMBERS, ZH_RELATIONS, Speaker, outside

Words = tuple[str, Edit]


def random_view(s: Speaker, filled: bool = True) -> View:
    """A session some turns old: one to three things, maybe a scene and a style."""
    if not filled:
        return View(Brief(), None, 0, None, ())
    found: list[Element] = []
    for _ in range(int(s.rng.choice([1, 2, 3, 4], p=[0.4, 0.35, 0.18, 0.07]))):
        what = str(s.pick(list(world.nouns()))) if s.chance(0.85) else str(s.pick(outside("en", s.testing)))
        if what not in [e.what for e in found]:
            color = str(s.pick(list(world.COLORS))) if s.chance(0.4) else None
            count = int(s.rng.choice([1, 2, 3], p=[0.75, 0.15, 0.1]))
            place = str(s.pick(list(world.PLACES))) if s.chance(0.2) else None
            found.append(Element(what=what, color=color, count=count, place=place))
    relations = ()
    if len(found) > 1 and s.chance(0.3):
        kind = s.pick(list(world.RELATIONS))
        relations = (Relation(subject=found[0].what, kind=kind, object=found[1].what),)
    brief = Brief(
        elements=tuple(found), relations=relations,
        scene=str(s.pick(list(world.SCENES))) if s.chance(0.6) else None,
        style=str(s.pick(list(world.STYLES))) if s.chance(0.4) else None,
    )  # fmt: skip
    pictures = int(s.rng.integers(1, 13))
    focus = str(s.pick([e.what for e in found])) if s.chance(0.65) or len(found) == 1 else None
    return View(brief, focus, pictures, int(s.rng.integers(1, pictures + 1)), ())


def _near(s: Speaker, view: View) -> tuple[str, dict[str, Any]]:
    """Words for a place beside something that is in the picture, where there is such a thing."""
    other = str(s.pick([e.what for e in view.brief.elements]))
    kind = str(s.pick(list(world.RELATIONS)))
    label, name = s.named(view, other)
    if label in ("it", "that", "它", "这个"):
        label, name = (
            (f"the {other}", other)
            if s.lang == "en"
            else (world.nouns()[other].chinese[0],) * 2
            if other in world.nouns()
            else (other, other)
        )
    if s.lang == "zh":
        return f"在{label}{ZH_RELATIONS[kind]}", {"rel": kind, "of": name}
    spoken = {"left of": "to the left of", "right of": "to the right of", "above": "above", "below": "under"}[kind]
    return f"{spoken} {label}", {"rel": kind, "of": name}


def _edit(s: Speaker, view: View, op: str) -> Words | None:
    """One edit in words, and the edit."""
    template = s.wording(phrases.EDITS[op][s.lang])
    what = str(view.focus if view.focus and s.chance(0.5) else s.pick([e.what for e in view.brief.elements]))
    label, name = s.named(view, what)
    color, size, place = s.pick(list(world.COLORS)), s.pick(["small", "large"]), s.pick(list(world.PLACES))
    if op == "add":
        text, said = s.thing()
        if s.chance(0.25) and "place" not in said:
            near, relation = _near(s, view)
            text, said = (
                (f"{text} {near}" if s.lang == "en" else f"{near}{template.format(np=text)}"),
                {**said, **relation},
            )
            if s.lang == "zh":
                return text, Edit(op="add", **said)
        return template.format(np=text), Edit(op="add", **said)
    if op == "remove":
        return template.format(what=label), Edit(op="remove", what=name)
    if op == "recolor":
        return template.format(what=label, color=s.color(color)), Edit(op="change", what=name, color=color)
    if op == "resize":
        words = template.format(what=label, bigger=s.bigger(size), size=s.size(size))
        return words, Edit(op="change", what=name, size=size)
    if op == "move":
        if s.chance(0.25) and len(view.brief.elements) > 1:
            near, relation = _near(s, view)
            if relation["of"] in label or name in relation["of"]:
                return None
            return template.format(what=label, place=near.removeprefix("在")), Edit(op="change", what=name, **relation)
        return template.format(what=label, place=s.place(place)), Edit(op="change", what=name, place=place)
    if op == "count":
        number = int(s.rng.integers(1, 5))
        base = name if s.lang == "zh" else world.plural(what) if number > 1 else what
        known = world.nouns().get(what)
        spoken = (
            str(s.pick([NUMBERS[number] if number > 1 else "one", str(number)])) if s.lang == "en"
            else ZH_NUMBERS[number] + MEASURES[known.group if known else "thing"]
        )  # fmt: skip
        return template.format(n=spoken, what=base, whats=base), Edit(op="change", what=base, count=number)
    if op == "replace":
        text, said = s.thing(rich=s.chance(0.4), plural_ok=False)
        new = said.pop("what")
        return template.format(what=label, np=text), Edit(op="replace", what=name, to=new, **said)
    words, canonical = s.scene() if op == "scene" else s.style()
    inside = IN_SCENE.get(canonical, f"in a {words}") if op == "scene" else ""
    return template.format(scene=words, in_scene=inside, style=words), Edit(op=op, to=canonical)  # type: ignore[arg-type]


EDIT_WEIGHTS = {
    "add": 2.2, "remove": 1.4, "recolor": 1.8, "resize": 1.2, "move": 1.4, "count": 1.2, "replace": 1.4,
    "scene": 1.2, "style": 1.2,
}  # fmt: skip


def edits(s: Speaker, view: View) -> tuple[str, tuple[Edit, ...]]:
    """One to three edits in one message."""
    number = int(s.rng.choice([1, 2, 3], p=[0.78, 0.18, 0.04]))
    weights = np.array(list(EDIT_WEIGHTS.values()))
    done: list[Words] = []
    while len(done) < number:
        made = _edit(s, view, str(s.rng.choice(list(EDIT_WEIGHTS), p=weights / weights.sum())))
        if made and not any(made[1].what == e.what and made[1].op == e.op for _, e in done):
            done.append(made)
    text = done[0][0]
    for words, _ in done[1:]:
        text += str(s.pick(phrases.JOINS[s.lang])) + words
    return text, tuple(e for _, e in done)


def create(s: Speaker, view: View) -> tuple[str, Plan]:
    """A new picture: one to three things, maybe related, maybe a scene and a style."""
    number = int(s.rng.choice([1, 2, 3], p=[0.5, 0.37, 0.13]))
    things = [s.thing() for _ in range(number)]
    made = [Edit(op="add", **said) for _, said in things]
    texts = [text for text, _ in things]
    joined = texts[0]
    if number > 1 and s.chance(0.5):
        kind = str(s.pick(list(world.RELATIONS)))
        made[0] = made[0].model_copy(update={"rel": kind, "of": made[1].what})
        if s.lang == "en":
            spoken = {"left of": "to the left of", "right of": "to the right of", "above": "above", "below": "below"}[
                kind
            ]
            joined = f"{texts[0]} {spoken} {texts[1]}"
        else:
            joined = f"{texts[0]}在{texts[1]}{ZH_RELATIONS[kind]}"
        texts = [joined, *texts[2:]]
    ands = [" and ", ", ", " with "] if s.lang == "en" else ["和", "，", "，还有"]
    joined = texts[0]
    for text in texts[1:]:
        joined += str(s.pick(ands)) + text
    if s.chance(0.5):
        words, canonical = s.scene()
        inside = IN_SCENE.get(canonical, f"in a {words}") if s.lang == "en" else words
        if s.lang == "en":
            joined += str(s.pick([f" {inside}", f", {words} background", f", {inside}"]))
        else:
            joined = str(
                s.pick([f"{joined}，{words}背景", f"{joined}，在{words}", f"{words}里的{joined}", f"{words}，{joined}"])
            )
        made.append(Edit(op="scene", to=canonical))
    if s.chance(0.4):
        words, canonical = s.style()
        if s.lang == "en":
            joined += str(s.pick([f", {words} style", f" in {words} style", f", {words}", f" in {words}"]))
        else:
            joined += str(s.pick([f"，{words}风格", f"，{words}", f"，用{words}画"]))
        made.append(Edit(op="style", to=canonical))
    return s.wording(phrases.CREATE[s.lang]).format(things=joined), Plan(do="create", edits=tuple(made))


def _picture(s: Speaker, number: int) -> str:
    if s.lang == "zh":
        return str(s.pick([f"第{number}张", f"#{number}", f"{number}号", f"图{number}"]))
    return str(s.pick([f"#{number}", f"{number}", f"picture {number}", f"number {number}", f"image {number}"]))


def plain(s: Speaker, view: View, do: str) -> tuple[str, Plan]:
    """Everything that needs no new requirement: moving among pictures, looking, trying again."""
    template = s.wording(phrases.PLAIN[do][s.lang])
    n = int(s.rng.integers(1, max(view.pictures, 1) + 1))
    m = int(s.rng.integers(1, max(view.pictures, 1) + 1))
    if do == "branch":
        words, made = edits(s, view)
        return template.format(pic=_picture(s, n), change=words), Plan(do="branch", n=n, edits=made)
    text = template.format(pic=_picture(s, n), pic2=_picture(s, m))
    if do == "compare":
        return text, Plan(do="compare", n=n, m=m)
    return text, Plan(do=do, n=n if do == "goto" else None)  # type: ignore[arg-type]


def decline(s: Speaker, view: View) -> tuple[str, Plan]:
    """Wishes that no tool can serve, with the reason and the nearest thing that can be done."""
    template, reason = s.wording(phrases.DECLINE[s.lang])
    quoted = str(
        s.pick(
            ["SALE", "'hello'", "Happy Birthday", "'OPEN'", "2026"]
            if s.lang == "en"
            else ["生日快乐", "“你好”", "大减价"]
        )
    )
    return template.format(quoted=quoted, noun=s.noun()), Plan(do="decline", say=phrases.REASONS[reason][s.lang])


def chat(s: Speaker, view: View) -> tuple[str, Plan]:
    """Small talk and its answer."""
    text, answer = s.wording(phrases.CHAT[s.lang])
    return text, Plan(do="chat", say=phrases.ANSWERS[answer][s.lang])


def _names(s: Speaker, view: View) -> str:
    names = [e.what for e in view.brief.elements]
    if s.lang == "zh":
        return "、".join(world.nouns()[n].chinese[0] if n in world.nouns() else n for n in names)
    return ", ".join(names)


def ask(s: Speaker, view: View) -> tuple[View, str, Plan]:
    """Messages with several readings; the view is changed so that they really have them."""
    kinds = ["which", "color", "place", "thing"] if len(view.brief.elements) > 1 else ["color", "place", "thing"]
    kind = str(s.pick(kinds))
    what = str(s.pick([e.what for e in view.brief.elements]))
    if kind == "which":
        view = View(view.brief, None, view.pictures, view.at, ())
    label, _ = s.named(view, what)
    template = s.wording(phrases.ASK[kind][s.lang])
    size = str(s.pick(["small", "large"]))
    text = template.format(
        color=s.color(str(s.pick(list(world.COLORS)))),
        bigger=s.bigger(size),
        place=s.place(str(s.pick(list(world.PLACES)))),
        what=label,
    )
    return view, text, Plan(do="ask", say=phrases.QUESTIONS[kind][s.lang].format(names=_names(s, view)))


def answered(s: Speaker, view: View) -> tuple[View, Plan]:
    """A question of ours and the person's answer: the plan joins both."""
    names = [e.what for e in view.brief.elements]
    what, color, place = str(s.pick(names)), str(s.pick(list(world.COLORS))), str(s.pick(list(world.PLACES)))
    label, name = s.named(View(view.brief, None, 0, None, ()), what)
    bare = str(s.pick([label, name]))
    kind = str(s.pick(["which", "color", "place", "thing"]))
    lang = s.lang
    question = phrases.QUESTIONS[kind][lang].format(names=_names(s, view))
    if kind == "which":
        edit_kind = str(s.pick(["recolor", "remove", "move", "resize"]))
        size = str(s.pick(["small", "large"]))
        it = "it" if lang == "en" else "它"
        first = s.wording(phrases.EDITS[edit_kind][lang]).format(
            what=it, color=s.color(color), place=s.place(place), bigger=s.bigger(size), size=s.size(size)
        )
        made = {
            "recolor": Edit(op="change", what=name, color=color), "remove": Edit(op="remove", what=name),
            "move": Edit(op="change", what=name, place=place), "resize": Edit(op="change", what=name, size=size),
        }[edit_kind]  # fmt: skip
        reply = bare
    elif kind == "color":
        first, reply = s.wording(phrases.ASK["color"][lang]).format(what=label), s.color(color)
        if "{what}" not in first and label not in first:
            first = f"把{label}换个颜色"
        made = Edit(op="change", what=name, color=color)
    elif kind == "place":
        first, reply = s.wording(phrases.ASK["place"][lang]).format(what=label), s.place(place)
        if label not in first:
            first = f"把{label}换个位置"
        made = Edit(op="change", what=name, place=place)
    else:
        text, said = s.thing()
        new = not view.pictures
        first, reply = s.wording(phrases.ASK["thing"][lang]), text
        made = Edit(op="add", **said)
        exchange = (("user", first), ("you", question), ("user", reply))
        plan = Plan(do="create" if new else "edit", edits=(made,))
        return View(view.brief, view.focus, view.pictures, view.at, exchange), plan
    exchange = (("user", first), ("you", question), ("user", reply))
    return View(view.brief, None, view.pictures, view.at, exchange), Plan(do="edit", edits=(made,))


def noise(s: Speaker, text: str) -> str:
    """Politeness, odd case and, in English, a typo now and then."""
    before, after = phrases.POLITE[s.lang]
    if s.chance(0.18):
        text = str(s.pick(before)) + text
    if s.chance(0.18):
        text += str(s.pick(after))
    if s.lang == "en":
        if s.chance(0.12):
            text = text[0].upper() + text[1:]
        if s.chance(0.04):
            text = text.upper()
    return text


KINDS: dict[str, float] = {
    "create": 20, "edit": 38, "undo": 3, "redo": 2.5, "goto": 4, "branch": 6, "compare": 3, "describe": 3,
    "check": 3, "again": 4, "decline": 6, "chat": 5, "ask": 5, "answered": 5,
}  # fmt: skip


def example(
    rng: np.random.Generator, testing: bool = False, kind: str | None = None, lang: str | None = None
) -> tuple[View, Plan]:
    """A random view whose last exchange is the message, and the plan it asks for."""
    s = Speaker(rng, lang or ("en" if rng.random() < 0.5 else "zh"), testing)
    weights = np.array(list(KINDS.values()))
    kind = kind or str(rng.choice(list(KINDS), p=weights / weights.sum()))
    view = random_view(s, filled=kind not in ("create", "chat", "decline") or s.chance(0.5))
    if kind == "answered":
        return answered(s, view)
    if kind == "ask":
        view, text, plan = ask(s, view)
    elif kind == "edit":
        text, made = edits(s, view)
        plan = Plan(do="edit", edits=made)
    else:
        makers: dict[str, Callable[[Speaker, View], tuple[str, Plan]]] = {
            "create": create,
            "decline": decline,
            "chat": chat,
        }
        text, plan = makers[kind](s, view) if kind in makers else plain(s, view, kind)
    exchange = (("user", noise(s, text)),)
    return View(view.brief, view.focus, view.pictures, view.at, exchange), plan


def lines(view: View, plan: Plan) -> tuple[str, str]:
    """Input and output text of one example."""
    return render(view), plan.compact()
