"""Messages with several readings, the questions they call for, and plans from the answers."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.elliptical import bare_value, spoken_number
from training.corpus.noise import noise
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings import more, small_talk, things


def _names(s: Speaker, view: View) -> str:
    names = [e.what for e in view.brief.elements]
    if s.lang == "zh":
        return "、".join(lexicon.nouns()[n].chinese[0] if n in lexicon.nouns() else n for n in names)
    return ", ".join(names)


def question(kind: str, s: Speaker, view: View) -> str:
    """What is asked back about a kind of open wish."""
    table = more.QUESTIONS.get(kind) or small_talk.QUESTIONS[kind]
    return table[s.lang].format(names=_names(s, view))


def ask(s: Speaker, view: View) -> tuple[View, str, Plan]:
    """Messages with several readings; the view is changed so that they really have them."""
    names = [e.what for e in view.brief.elements]
    kinds = [
        "color",
        "place",
        "thing",
        "vague",
        "count",
        "scene",
        "style",
        *(["which", "bare"] * 2 if len(names) > 1 else []),
    ]
    kind = str(s.pick(kinds if names else ["thing"]))
    if kind == "bare":
        # A value alone, where nothing says of what.
        view = View(view.brief, None, view.pictures, view.at, (), view.steps)
        one = View(Brief(elements=(Element(what=names[0]),)), names[0], 1, 1, ())
        made = None
        while made is None or made[1][0].op != "change":
            made = bare_value(s, one)
        return view, made[0], Plan(intent="ask", text=question("which", s, view))
    if kind in more.ASK:
        what = str(s.pick(names))
        text = s.wording(more.ASK[kind][s.lang]["ask"]).format(what=what, whats=lexicon.plural(what))
        return view, text, Plan(intent="ask", text=question(kind, s, view))
    if kind == "which":
        view = View(view.brief, None, view.pictures, view.at, (), view.steps)
    label = s.named(view, str(s.pick(names)))[0] if names else ""
    size = str(s.pick(["small", "large"]))
    text = s.wording(small_talk.ASK[kind][s.lang]).format(
        color=s.color(str(s.pick(list(lexicon.COLORS)))), bigger=s.bigger(size), np=s.thing()[0],
        place=s.place(str(s.pick(list(lexicon.PLACES)))), what=label,
    )  # fmt: skip
    return view, text, Plan(intent="ask", text=question(kind, s, view))


def answered(s: Speaker, view: View) -> tuple[View, Plan]:
    """A question of ours and the person's answer: the plan joins both."""
    names = [e.what for e in view.brief.elements]
    kinds = [
        "color",
        "place",
        "thing",
        "thing_at",
        "scene",
        "style",
        "count",
        *(["which", "which"] if len(names) > 1 else []),
    ]
    kind = str(s.pick(kinds if names else ["thing"]))
    asked = "thing" if kind == "thing_at" else kind
    said = more.GENERIC[s.lang] if s.chance(0.45) else question(asked, s, view)
    if kind in ("scene", "style", "count", "thing_at"):
        return _more(s, view, kind, said)
    if kind == "thing":
        text, thing = s.thing()
        first = s.wording(small_talk.ASK["thing"][s.lang])
        plan = Plan(intent="edit" if view.pictures else "create", edits=(Edit(op="add", **thing),))
        text = _hedged(s, text)
        exchange = (("user", first), ("you", said), ("user", noise(s, text, None)[0]))
        return View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps), plan
    what, color, place = str(s.pick(names)), str(s.pick(list(lexicon.COLORS))), str(s.pick(list(lexicon.PLACES)))
    label, name = s.named(View(view.brief, None, 0, None, ()), what)
    if kind == "which":
        edit_kind = str(s.pick(["recolor", "remove", "move", "resize"]))
        size = str(s.pick(["small", "large"]))
        first = s.wording(things.EDITS[edit_kind][s.lang]).format(
            what="it" if s.lang == "en" else "它", whats="it", color=s.color(color), place=s.place(place),
            bigger=s.bigger(size), size=s.size(size), grow=s.grow(size), opposite=s.opposite(size),
        )  # fmt: skip
        made = {
            "recolor": Edit(op="change", what=name, color=color), "remove": Edit(op="remove", what=name),
            "move": Edit(op="change", what=name, place=place), "resize": Edit(op="change", what=name, size=size),
        }[edit_kind]  # fmt: skip
        reply = str(s.pick([label, name, f"i mean {label}" if s.lang == "en" else f"我说的是{label}"]))
    else:
        first = s.wording(small_talk.ASK[kind][s.lang]).format(what=label)
        reply = s.color(color) if kind == "color" else s.place(place)
        made = Edit(op="change", what=name, **{kind: color if kind == "color" else place})
    exchange = (("user", first), ("you", said), ("user", _hedged(s, reply)))
    return View(view.brief, None, view.pictures, view.at, exchange, view.steps), Plan(intent="edit", edits=(made,))


def _hedged(s: Speaker, words: str) -> str:
    return str(s.pick(more.ANSWERED[s.lang])).format(x=words)


def _more(s: Speaker, view: View, kind: str, said: str) -> tuple[View, Plan]:
    """A scene, a style, a number, or a thing whose place was told before the question."""
    what = str(s.pick([e.what for e in view.brief.elements]))
    if kind == "thing_at":
        place = str(s.pick(list(lexicon.PLACES)))
        text, thing = s.thing(plural_ok=False)
        thing.pop("place", None)
        where = s.place(place)
        if any(p in text for p in s.every_place()):
            thing["place"] = place
            text, thing = thing["what"], {"what": thing["what"], "place": place}
        thing["place"] = place
        start = (
            [f"add something {where}", f"put something {where}", f"i want something {where}", f"{where} is empty, put something there"]
            if s.lang == "en" else [f"{where}加点东西", f"{where}放点什么", f"{where}太空了，加个东西", f"在{where}画点什么"]
        )  # fmt: skip
        exchange = (("user", str(s.pick(start))), ("you", said), ("user", _hedged(s, text)))
        plan = Plan(intent="edit", edits=(Edit(op="add", **thing),))
        return View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps), plan
    first = s.wording(more.ASK[kind][s.lang]["ask"]).format(what=what, whats=lexicon.plural(what))
    if kind == "count":
        one = View(Brief(elements=(Element(what=what),)), what, view.pictures, view.at, ())
        number = int(s.rng.integers(1, 5))
        reply, edit = spoken_number(s, number, s.measure(what)), Edit(op="change", what=what, count=number)
        exchange = (("user", first), ("you", said), ("user", _hedged(s, reply)))
        return View(one.brief, what, view.pictures, view.at, exchange), Plan(intent="edit", edits=(edit,))
    words, value = (s.somewhere() if s.chance(0.4) else s.scene()) if kind == "scene" else s.style()
    exchange = (("user", first), ("you", said), ("user", _hedged(s, words)))
    view = View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps)
    return view, Plan(intent="edit", edits=(Edit(op=kind, to=value),))  # type: ignore[arg-type]
