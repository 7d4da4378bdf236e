"""Training examples for the director: a view of a session, a message, and the plan it asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from agent.brief import NUMBERS, Brief, Element, Relation
from agent.context import View, render
from agent.edits import Edit
from agent.plan import Plan
from tools import world
from training import phrases
from training.art import CACHE

EMOJIBASE = CACHE / "node_modules" / "emojibase-data"
THINGS = (3, 4, 5, 6, 7)
"""Emojibase groups: animals and nature, food, travel, activities, objects."""


@cache
def outside(lang: str, testing: bool) -> list[str]:
    """Names of things that the world does not know, from CLDR through emojibase; a sixth is kept for testing.

    They teach the director to copy what is said instead of choosing among the nouns it has seen.
    """
    rows = json.loads((EMOJIBASE / lang / "data.json").read_text("utf-8"))
    labels = [row["label"].lower() for row in rows if row.get("group") in THINGS]
    fitting = [
        n for n in labels if world.noun(n) is None and len(n.split()) < 3 and re.fullmatch(r"[a-z \u4e00-\u9fff]+", n)
    ]
    return phrases.split(list(dict.fromkeys(fitting)), testing)


ZH_NUMBERS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五"}
MEASURES = {
    "animal": "只", "plant": "棵", "food": "个", "vehicle": "辆", "building": "座", "clothes": "件", "sky": "个",
    "music": "个", "thing": "个",
}  # fmt: skip
IN_SCENE = {
    "meadow": "in a meadow", "beach": "on the beach", "desert": "in the desert", "snow": "in the snow", "night": "at night",
    "sunset": "at sunset", "ocean": "on the ocean", "space": "in space", "city": "in the city", "forest": "in the forest",
    "room": "in a room", "mountains": "in the mountains", "sky": "in the sky", "plain": "on a plain background",
}  # fmt: skip
ZH_RELATIONS = {"left of": "左边", "right of": "右边", "above": "上面", "below": "下面"}
Words = tuple[str, Edit]


@dataclass
class Speaker:
    """One person talking: a language, a source of chance, and whether test wordings are used."""

    rng: np.random.Generator
    lang: str
    testing: bool = False
    outside: float = 0.35

    def pick(self, options: Any) -> Any:
        """One of a list's entries."""
        return options[int(self.rng.integers(len(options)))]

    def wording(self, options: list[Any]) -> Any:
        """One of a list's wordings on our side of the train/test split."""
        return self.pick(phrases.split(options, self.testing))

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def noun(self) -> str:
        """How a random thing is called; sometimes one that the world does not know."""
        if self.chance(self.outside):
            return str(self.pick(outside(self.lang, self.testing)))
        known = self.pick(list(world.nouns().values()))
        return str(self.pick(known.english if self.lang == "en" else known.chinese))

    def color(self, name: str) -> str:
        if self.lang == "zh":
            return world.COLOR_NAMES[name][0]
        return name

    def size(self, name: str) -> str:
        if self.lang == "zh":
            return str(self.pick(["大大的", "很大的", "巨大的"] if name == "large" else ["小小的", "很小的", "迷你的"]))
        return str(self.pick(["big", "large", "huge", "giant"] if name == "large" else ["small", "little", "tiny"]))

    def bigger(self, name: str) -> str:
        if self.lang == "zh":
            return str(self.pick(["大一点", "大一些", "更大"] if name == "large" else ["小一点", "小一些", "更小"]))
        return str(self.pick(["bigger", "larger", "huge"] if name == "large" else ["smaller", "tiny", "small"]))

    def place(self, name: str) -> str:
        en = {
            "left": ["on the left", "to the left", "on the left side"], "right": ["on the right", "to the right"],
            "center": ["in the middle", "in the center"], "top": ["at the top", "to the top", "up at the top"],
            "bottom": ["at the bottom", "to the bottom"],
        }  # fmt: skip
        zh = {
            "left": ["左边", "左侧"], "right": ["右边", "右侧"], "center": ["中间", "中央"], "top": ["上方", "顶部", "上边"],
            "bottom": ["下方", "底部", "下边"],
        }  # fmt: skip
        return str(self.pick((en if self.lang == "en" else zh)[name]))

    def scene(self) -> tuple[str, str]:
        """A scene's words and its canonical name, or unknown words that stay as they are."""
        if self.chance(0.06):
            odd = self.pick(
                ["volcano", "kitchen", "swamp", "farm"] if self.lang == "en" else ["火山", "厨房", "农场", "沼泽"]
            )
            return odd, odd
        name = str(self.pick(list(world.SCENES)))
        others = [n for n in world.SCENES[name] if n.isascii() == (self.lang == "en") and " " not in n]
        return str(self.pick([name, *others] if self.lang == "en" else others)), name

    def style(self) -> tuple[str, str]:
        if self.chance(0.06):
            odd = self.pick(["cubist", "manga", "mosaic"] if self.lang == "en" else ["立体主义", "漫画", "马赛克"])
            return odd, odd
        name = str(self.pick(list(world.STYLES)))
        others = [n for n in world.STYLES[name] if n.isascii() == (self.lang == "en") and not n.endswith("风格")]
        return str(self.pick([name, *others] if self.lang == "en" else others)), name

    def thing(self, rich: bool = True, plural_ok: bool = True) -> tuple[str, dict[str, Any]]:
        """A noun phrase and the attributes it says, `what` as it is said."""
        what, said = self.noun(), {}
        count = int(self.rng.choice([1, 2, 3, 4, 5], p=[0.66, 0.15, 0.1, 0.07, 0.02])) if plural_ok else 1
        color = str(self.pick(list(world.COLORS))) if rich and self.chance(0.45) else None
        if color and self.chance(0.05):
            color = str(self.pick(["turquoise", "golden", "silver", "gray"])) if self.lang == "en" else None
        size = str(self.pick(["small", "large"])) if rich and self.chance(0.18) else None
        place = str(self.pick(list(world.PLACES))) if rich and self.chance(0.2) else None
        if self.lang == "en":
            name = what if count == 1 else world.plural(what)
            number = (
                str(self.pick([NUMBERS.get(count, "five"), str(count)]))
                if count > 1
                else str(self.pick(["a", "a", "one"]))
            )
            words = [number, self.size(size) if size else "", color or "", name, self.place(place) if place else ""]
            text = " ".join(w for w in words if w)
            said["what"] = name
        else:
            known = world.noun(what)
            measure = MEASURES[world.nouns()[known].group] if known else "个"
            measure = "个" if self.chance(0.3) else measure
            number = str(self.pick([ZH_NUMBERS[count], str(count)])) if count > 1 else "一"
            middle = (self.size(size) if size else "") + (self.color(color) + "的" if color else "")
            text = f"{number}{measure}{middle}{what}" if count > 1 or self.chance(0.7) else f"{middle}{what}"
            text = f"{self.place(place)}{self.pick(['有', '的', ''])}{text}" if place else text
            said["what"] = what
        values = {"color": color, "count": count if count > 1 else None, "size": size, "place": place}
        return text, said | {k: v for k, v in values.items() if v is not None}

    def named(self, view: View, what: str) -> tuple[str, str]:
        """How a person points at something in the picture, and the name the plan should carry."""
        if view.focus == what and self.chance(0.55):
            return str(self.pick(["it", "it", "that"] if self.lang == "en" else ["它", "它", "这个"])), what
        known = world.nouns().get(what)
        element = view.brief.element(what)
        if self.lang == "zh":
            name = str(self.pick(known.chinese)) if known and self.chance(0.85) else known.chinese[0] if known else what
            return (f"那{self.pick(['个', '只', '些'])}{name}" if self.chance(0.15) else name), name
        name = str(self.pick(known.english)) if known and self.chance(0.25) else what
        if element and element.count > 1:
            name = world.plural(name)
        tail = str(
            self.pick(
                [
                    "the ",
                    "the ",
                    "the ",
                    "that ",
                    "",
                    "the " + element.color + " " if element and element.color else "the ",
                ]
            )
        )
        return f"{tail}{name}", name


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
