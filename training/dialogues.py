"""Training examples for the director: a view of a session, a message, and the plan it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from agent.brief import NUMBERS, Brief, Element
from agent.context import View, render
from agent.edits import Edit
from agent.plan import Plan
from tools import world
from training import phrases, phrases_small, phrases_talk
from training.asking import answered, ask
from training.backtracking import backtrack
from training.history import Made, history
from training.history import view as view_of
from training.noise import noise
from training.several import several
from training.speaker import IN_SCENE, MEASURES, RELATIONS, ZH_NUMBERS, ZH_RELATIONS, Speaker

Words = tuple[str, Edit]


def _near(s: Speaker, view: View) -> tuple[str, dict[str, Any]]:
    """Words for a place beside something that is in the picture."""
    other = str(s.pick([e.what for e in view.brief.elements]))
    kind = str(s.pick(list(world.RELATIONS)))
    label, name = s.named(View(view.brief, None, 0, None, ()), other)
    if s.lang == "zh":
        return f"{label}{'的' if s.chance(0.3) else ''}{s.pick(ZH_RELATIONS[kind])}", {"rel": kind, "of": name}
    return f"{s.pick(RELATIONS[kind])} {label}", {"rel": kind, "of": name}


def _add(s: Speaker, view: View, template: str) -> Words:
    text, said = s.thing()
    if s.chance(0.28) and "place" not in said and view.brief.elements:
        near, relation = _near(s, view)
        if s.lang == "en":
            return template.format(np=f"{text} {near}"), Edit(op="add", **said, **relation)
        start = str(s.pick([f"在{near}", near]))
        return start + template.format(np=text), Edit(op="add", **said, **relation)
    return template.format(np=text), Edit(op="add", **said)


def _sized(s: Speaker, number: int, what: str) -> str:
    known = world.nouns().get(what)
    if s.lang == "en":
        return str(s.pick([NUMBERS[number] if number > 1 else "one", str(number)]))
    digit = str(number) if s.chance(0.3) else ZH_NUMBERS[number]
    return digit + (MEASURES[known.group if known else "thing"] if s.chance(0.7) else "个")


def _edit(s: Speaker, view: View, op: str) -> Words | None:
    """One edit in words, and the edit."""
    template = s.wording(phrases.EDITS[op][s.lang])
    if op == "add":
        return _add(s, view, template)
    if op == "avoid":
        what = s.noun()
        here = world.noun(what) or what
        if here in [e.what for e in view.brief.elements]:
            return None
        return template.format(what=what, whats=world.plural(what)), Edit(op="avoid", what=what)
    if op in ("scene", "style"):
        words, canonical = s.scene() if op == "scene" else s.style()
        inside = IN_SCENE.get(canonical, f"in a {words}") if op == "scene" else ""
        return template.format(scene=words, in_scene=inside, style=words), Edit(op=op, to=canonical)  # type: ignore[arg-type]
    if not view.brief.elements:
        return None
    what = str(view.focus if view.focus and s.chance(0.5) else s.pick([e.what for e in view.brief.elements]))
    if view.brief.element(what) is None:
        return None
    label, name = s.named(view, what)
    color, size, place = s.pick(list(world.COLORS)), s.pick(["small", "large"]), s.pick(list(world.PLACES))
    match op:
        case "remove":
            return template.format(what=label, whats=label), Edit(op="remove", what=name)
        case "recolor":
            return template.format(what=label, color=s.color(color)), Edit(op="change", what=name, color=color)
        case "resize":
            words = template.format(
                what=label, bigger=s.bigger(size), size=s.size(size), grow=s.grow(size), opposite=s.opposite(size)
            )
            return words, Edit(op="change", what=name, size=size)
        case "move":
            if s.chance(0.3) and len(view.brief.elements) > 1:
                near, relation = _near(s, view)
                if world.noun(relation["of"]) == world.noun(name) or relation["of"] == name:
                    return None
                return template.format(what=label, place=near), Edit(op="change", what=name, **relation)
            return template.format(what=label, place=s.place(place)), Edit(op="change", what=name, place=place)
        case "count":
            number = int(s.rng.integers(1, 5))
            label, name = s.named(View(view.brief, None, 0, None, ()), what)
            base = name if s.lang == "zh" else what
            values = {"n": _sized(s, number, what), "what": base, "base": base}
            whats = base if s.lang == "zh" or number == 1 else world.plural(what)
            return template.format(**values, whats=whats), Edit(op="change", what=base, count=number)
        case _:
            text, said = s.thing(rich=s.chance(0.4), plural_ok=s.chance(0.2))
            new = said.pop("what")
            return template.format(what=label, np=text), Edit(op="replace", what=name, to=new, **said)


EDIT_WEIGHTS = {
    "add": 2.4, "remove": 1.5, "recolor": 1.8, "resize": 1.3, "move": 1.6, "count": 1.2, "replace": 1.5,
    "scene": 1.3, "style": 1.3, "avoid": 0.4,
}  # fmt: skip


def edits(s: Speaker, view: View, most: int = 3) -> tuple[str, tuple[Edit, ...]]:
    """One to three edits in one message."""
    if most > 1 and s.chance(0.2) and (together := several(s, view)):
        return together
    number = min(most, int(s.rng.choice([1, 2, 3], p=[0.74, 0.2, 0.06])))
    weights = np.array(list(EDIT_WEIGHTS.values()))
    done: list[Words] = []
    while len(done) < number:
        made = _edit(s, view, str(s.rng.choice(list(EDIT_WEIGHTS), p=weights / weights.sum())))
        if made and not any(
            made[1].what == e.what or (made[1].op == e.op and e.op in ("scene", "style")) for _, e in done
        ):
            done.append(made)
    text = done[0][0]
    for words, _ in done[1:]:
        text += str(s.pick(phrases.JOINS[s.lang])) + words
    return text, tuple(e for _, e in done)


def _early(s: Speaker) -> tuple[str, Plan]:
    """An edit before there is a picture: "make the balloon yellow" asks for a picture of a yellow balloon."""
    seen = View(Brief(elements=(Element(what=str(s.pick(list(world.nouns())))),)), None, 0, None, ())
    made = None
    while made is None or made[1].rel:
        made = _edit(s, seen, str(s.pick(["add", "add", "recolor", "resize", "move", "count"])))
    text, edit = made
    count = edit.count if edit.count != 1 else None
    return text, Plan(do="create", edits=(edit.model_copy(update={"op": "add", "count": count}),))


def create(s: Speaker, view: View) -> tuple[str, Plan]:
    """A new picture: one to three things, maybe related, maybe a scene, a style, something to leave out."""
    if not view.pictures and s.chance(0.12):
        return _early(s)
    number = int(s.rng.choice([1, 2, 3], p=[0.48, 0.37, 0.15]))
    things = [s.thing() for _ in range(number)]
    made = [Edit(op="add", **said) for _, said in things]
    texts = [text for text, _ in things]
    if number > 1 and s.chance(0.5):
        kind = str(s.pick(list(world.RELATIONS)))
        made[0] = made[0].model_copy(update={"rel": kind, "of": made[1].what})
        if s.lang == "en":
            joined = f"{texts[0]} {s.pick(RELATIONS[kind])} {texts[1]}"
        else:
            side = s.pick(ZH_RELATIONS[kind])
            joined = str(
                s.pick(
                    [
                        f"{texts[0]}在{texts[1]}{side}",
                        f"{texts[1]}{side}有{texts[0]}",
                        f"{texts[1]}的{side}是{texts[0]}",
                    ]
                )
            )
        texts = [joined, *texts[2:]]
    ands = (
        [" and ", ", ", " with ", " plus ", " and also ", ", and "]
        if s.lang == "en"
        else ["和", "，", "，还有", "、", "以及", "，再加"]
    )
    joined = texts[0]
    for text in texts[1:]:
        joined += str(s.pick(ands)) + text
    if s.chance(0.5):
        words, canonical = s.scene()
        inside = IN_SCENE.get(canonical, f"in a {words}") if s.lang == "en" else words
        if s.lang == "en":
            joined = str(
                s.pick(
                    [
                        f"{joined} {inside}",
                        f"{joined}, {words} background",
                        f"{joined}, {inside}",
                        f"{inside}, {joined}",
                        f"{joined}; scene: {words}",
                    ]
                )
            )
        else:
            joined = str(
                s.pick(
                    [
                        f"{joined}，{words}背景",
                        f"{joined}，在{words}",
                        f"{words}里的{joined}",
                        f"{words}，{joined}",
                        f"在{words}，{joined}",
                        f"{words}里有{joined}",
                    ]
                )
            )
        made.append(Edit(op="scene", to=canonical))
    if s.chance(0.4):
        words, canonical = s.style()
        if s.lang == "en":
            joined = str(
                s.pick(
                    [
                        f"{joined}, {words} style",
                        f"{joined} in {words} style",
                        f"{joined}, {words}",
                        f"{joined} in {words}",
                        f"{words} style: {joined}",
                        f"{joined}, as a {words}",
                    ]
                )
            )
        else:
            joined += str(
                s.pick(
                    [f"，{words}风格", f"，{words}", f"，用{words}画", f"，{words}的", f"，{words}画风", f"（{words}）"]
                )
            )
        made.append(Edit(op="style", to=canonical))
    if s.chance(0.08):
        what = s.noun()
        if (world.noun(what) or what) not in [world.noun(e.what or "") or e.what for e in made]:
            joined += str(
                s.pick(
                    [f", no {world.plural(what)}", f", without any {world.plural(what)}", f" but no {what}"]
                    if s.lang == "en"
                    else [f"，不要{what}", f"，没有{what}", f"，别画{what}"]
                )
            )
            made.append(Edit(op="avoid", what=what))
    return s.wording(phrases.CREATE[s.lang]).format(things=joined), Plan(do="create", edits=tuple(made))


def picture(s: Speaker, number: int) -> str:
    """How a person names a picture by its number."""
    if s.lang == "zh":
        return str(
            s.pick(
                [
                    f"第{number}张",
                    f"#{number}",
                    f"{number}号",
                    f"图{number}",
                    f"第{ZH_NUMBERS.get(number, number)}张".replace("两", "二"),
                    f"第{number}幅",
                    f"{number}号图",
                ]
            )
        )
    ordinal = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}.get(
        number
    )
    options = [
        f"#{number}",
        f"{number}",
        f"picture {number}",
        f"number {number}",
        f"image {number}",
        f"no. {number}",
        f"pic {number}",
        f"version {number}",
    ]
    return str(s.pick([*options, *([f"the {ordinal} one", f"the {ordinal} picture"] if ordinal else [])]))


def plain(s: Speaker, view: View, do: str) -> tuple[str, Plan]:
    """Everything that needs no new requirement: moving among pictures, looking, trying again."""
    template = s.wording(phrases_talk.PLAIN[do][s.lang])
    n, m = (int(s.rng.integers(1, max(view.pictures, 1) + 1)) for _ in range(2))
    text = template.format(pic=picture(s, n), pic2=picture(s, m), change="")
    if do == "compare":
        return text, Plan(do="compare", n=n, m=m)
    return text, Plan(do=do, n=n if do == "goto" else None)  # type: ignore[arg-type]


def enhance(s: Speaker, view: View) -> tuple[str, Plan]:
    """Better quality: what is wrong is named, or left for the studio to find."""
    how = str(s.pick(list(phrases_talk.ENHANCE)))
    return s.wording(phrases_talk.ENHANCE[how][s.lang]), Plan(do="enhance", how=how)


def restyle(s: Speaker, view: View) -> tuple[str, Plan]:
    """Another picture's style, or one that only a swatch shows."""
    if view.pictures > 1 and s.chance(0.4):
        n = int(s.rng.integers(1, view.pictures + 1))
        return s.wording(phrases_talk.RESTYLE["picture"][s.lang]).format(pic=picture(s, n)), Plan(do="restyle", n=n)
    name = str(s.pick(list(world.SWATCHES)))
    others = [n for n in world.SWATCHES[name] if n.isascii() == (s.lang == "en")]
    words = str(s.pick([name, *others] if s.lang == "en" else others))
    return s.wording(phrases_talk.RESTYLE["named"][s.lang]).format(style=words), Plan(do="restyle", how=name)


def decline(s: Speaker, view: View) -> tuple[str, Plan]:
    """Wishes that no tool can serve, with the reason and the nearest thing that can be done."""
    template, reason = s.wording(phrases_small.DECLINE[s.lang])
    quoted = str(
        s.pick(
            ["SALE", "'hello'", "Happy Birthday", "'OPEN'", "2026", "MERRY XMAS", '"Bob\'s Cafe"', "welcome", "THE END"]
            if s.lang == "en"
            else ["生日快乐", "“你好”", "大减价", "新年快乐", "“欢迎”", "福", "我爱你", "2026"]
        )
    )
    noun = str(s.pick([e.what for e in view.brief.elements])) if view.brief.elements and s.lang == "en" else s.noun()
    return template.format(quoted=quoted, noun=noun), Plan(do="decline", say=phrases_small.REASONS[reason][s.lang])


def chat(s: Speaker, view: View) -> tuple[str, Plan]:
    """Small talk and its answer."""
    text, answer = s.wording(phrases_small.CHAT[s.lang])
    return text, Plan(do="chat", say=phrases_small.ANSWERS[answer][s.lang])


KINDS: dict[str, float] = {
    "create": 16, "edit": 34, "undo": 2.5, "redo": 2, "goto": 3, "branch": 6, "compare": 2.5, "describe": 2.5,
    "check": 2.5, "again": 3, "enhance": 6, "restyle": 4, "decline": 6, "chat": 4, "ask": 5, "answered": 4,
    "backtrack": 11,
}  # fmt: skip
MAKERS: dict[str, Callable[[Speaker, View], tuple[str, Plan]]] = {
    "create": create, "decline": decline, "chat": chat, "enhance": enhance, "restyle": restyle,
}  # fmt: skip
_EMPTY = ("create", "chat", "decline", "ask", "answered")


def _bare(kind: str) -> float:
    """How often a message of this kind opens a session."""
    if kind not in _EMPTY:
        return 0.0
    return 0.55 if kind == "create" else 0.12 if kind in ("ask", "answered") else 0.3


def _drawn(rng: np.random.Generator, weights: dict[str, float]) -> str:
    shares = np.array(list(weights.values()))
    return str(rng.choice(list(weights), p=shares / shares.sum()))


def _speaker(rng: np.random.Generator, testing: bool, lang: str | None) -> Speaker:
    return Speaker(rng, lang or ("en" if rng.random() < 0.5 else "zh"), testing)


def _stage(s: Speaker) -> tuple[list[Made], int | None]:
    """A session so far, and the picture the person stands at if it is not the newest."""
    made = history(s)
    return made, int(s.pick(made).number) if s.chance(0.1) else None


def _told(s: Speaker, kind: str, made: list[Made], at: int | None) -> tuple[View, Plan]:
    view = view_of(made, at)
    if kind == "answered":
        return answered(s, view)
    if kind == "backtrack":
        view, text, plan = backtrack(s, made)
    elif kind == "ask":
        view, text, plan = ask(s, view)
    elif kind == "edit":
        text, changed = edits(s, view)
        plan = Plan(do="edit", edits=changed)
    elif kind == "branch":
        from_ = s.pick(made)
        # What "it" is there, only the one who sees that picture knows.
        seen = view if from_.number == view.at else View(from_.brief, None, 0, None, ())
        change, changed = edits(s, seen, 2)
        text = s.wording(phrases_talk.PLAIN[kind][s.lang]).format(pic=picture(s, from_.number), change=change)
        plan = Plan(do="branch", n=from_.number, edits=changed)
    elif kind in MAKERS:
        text, plan = MAKERS[kind](s, view)
    else:
        text, plan = plain(s, view, kind)
    text, plan = noise(s, text, plan)
    return View(view.brief, view.focus, view.pictures, view.at, (("user", text),), view.steps), plan


def example(
    rng: np.random.Generator, testing: bool = False, kind: str | None = None, lang: str | None = None
) -> tuple[View, Plan]:
    """A random view whose last exchange is the message, and the plan it asks for."""
    s = _speaker(rng, testing, lang)
    kind = kind or _drawn(rng, KINDS)
    made, at = ([], None) if s.chance(_bare(kind)) else _stage(s)
    return _told(s, kind, made, at)


def siblings(rng: np.random.Generator, number: int) -> list[tuple[View, Plan]]:
    """Several messages to one state of a session; kinds are as frequent as from `example`."""
    bare = rng.random() < _bare(_drawn(rng, KINDS))
    weights = {kind: weight * (_bare(kind) if bare else 1 - _bare(kind)) for kind, weight in KINDS.items()}
    made, at = ([], None) if bare else _stage(_speaker(rng, False, None))
    return [_told(_speaker(rng, False, None), _drawn(rng, weights), made, at) for _ in range(number)]


def lines(view: View, plan: Plan) -> tuple[str, str]:
    """Input and output text of one example."""
    return render(view), plan.compact()
