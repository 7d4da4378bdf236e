"""Messages with several readings, the questions they call for, and plans from the answers."""

from __future__ import annotations

from agent.context import View
from agent.edits import Edit
from agent.plan import Plan
from tools import world
from training import phrases, phrases_small
from training.noise import noise
from training.speaker import Speaker


def _names(s: Speaker, view: View) -> str:
    names = [e.what for e in view.brief.elements]
    if s.lang == "zh":
        return "、".join(world.nouns()[n].chinese[0] if n in world.nouns() else n for n in names)
    return ", ".join(names)


def ask(s: Speaker, view: View) -> tuple[View, str, Plan]:
    """Messages with several readings; the view is changed so that they really have them."""
    names = [e.what for e in view.brief.elements]
    kinds = ["color", "place", "thing", "vague", *(["which"] * 2 if len(names) > 1 else [])]
    kind = str(s.pick(kinds if names else ["thing"]))
    if kind == "which":
        view = View(view.brief, None, view.pictures, view.at, (), view.steps)
    label = s.named(view, str(s.pick(names)))[0] if names else ""
    size = str(s.pick(["small", "large"]))
    text = s.wording(phrases_small.ASK[kind][s.lang]).format(
        color=s.color(str(s.pick(list(world.COLORS)))), bigger=s.bigger(size), np=s.thing()[0],
        place=s.place(str(s.pick(list(world.PLACES)))), what=label,
    )  # fmt: skip
    return view, text, Plan(do="ask", say=phrases_small.QUESTIONS[kind][s.lang].format(names=_names(s, view)))


def answered(s: Speaker, view: View) -> tuple[View, Plan]:
    """A question of ours and the person's answer: the plan joins both."""
    names = [e.what for e in view.brief.elements]
    kind = str(s.pick(["which", "color", "place", "thing"] if names else ["thing"]))
    question = phrases_small.QUESTIONS[kind][s.lang].format(names=_names(s, view))
    if kind == "thing":
        text, said = s.thing()
        first = s.wording(phrases_small.ASK["thing"][s.lang])
        plan = Plan(do="edit" if view.pictures else "create", edits=(Edit(op="add", **said),))
        exchange = (("user", first), ("you", question), ("user", noise(s, text, None)[0]))
        return View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps), plan
    what, color, place = str(s.pick(names)), str(s.pick(list(world.COLORS))), str(s.pick(list(world.PLACES)))
    label, name = s.named(View(view.brief, None, 0, None, ()), what)
    if kind == "which":
        edit_kind = str(s.pick(["recolor", "remove", "move", "resize"]))
        size = str(s.pick(["small", "large"]))
        first = s.wording(phrases.EDITS[edit_kind][s.lang]).format(
            what="it" if s.lang == "en" else "它", whats="it", color=s.color(color), place=s.place(place),
            bigger=s.bigger(size), size=s.size(size), grow=s.grow(size), opposite=s.opposite(size),
        )  # fmt: skip
        made = {
            "recolor": Edit(op="change", what=name, color=color), "remove": Edit(op="remove", what=name),
            "move": Edit(op="change", what=name, place=place), "resize": Edit(op="change", what=name, size=size),
        }[edit_kind]  # fmt: skip
        reply = str(s.pick([label, name, f"i mean {label}" if s.lang == "en" else f"我说的是{label}"]))
    else:
        first = s.wording(phrases_small.ASK[kind][s.lang]).format(what=label)
        reply = s.color(color) if kind == "color" else s.place(place)
        made = Edit(op="change", what=name, **{kind: color if kind == "color" else place})
    exchange = (("user", first), ("you", question), ("user", reply))
    return View(view.brief, None, view.pictures, view.at, exchange, view.steps), Plan(do="edit", edits=(made,))
