"""Training examples for the director: a view of a session, a message, and the plan it asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.view import View, render_view
from tools.vocabulary.storybook import lexicon
from training.corpus.clarification import answered, ask
from training.corpus.authored import authored
from training.corpus.history.backtracking import backtrack
from training.corpus.edits.elliptical import near, sideways, spoken_number, unfocused, verbless
from training.corpus.history.descriptions import named
from training.corpus.creation import created, picture
from training.corpus.history.session import Made, history
from training.corpus.history.session import view as view_of
from training.corpus.noise import noise
from training.corpus.edits.compound import several
from training.corpus.edits.shorthand import fact, signed
from training.corpus.speech.speaker import IN_SCENE, Speaker
from training.corpus.wordings import more, signs, small_talk, talk, things
from training.holdout import kept_out, plain_words

Words = tuple[str, Edit]


def _add(s: Speaker, view: View, template: str) -> Words:
    text, said = s.thing(after=True)
    if s.chance(0.14):
        return s.wording(signs.BARE_ADD[s.lang]).format(np=text), Edit(op="add", **said)
    if s.lang == "zh" and "place" not in said and s.chance(0.12):
        place = str(s.pick(list(lexicon.PLACES)))
        words = str(s.pick(["加{np}在{at}", "{np}放{at}", "加{np}，放{at}", "再加{np}在{at}", "{np}，{at}"]))
        return words.format(np=text, at=s.place(place)), Edit(op="add", **said, place=place)
    beside = near(s, view) if s.chance(0.36) and "place" not in said else None
    if beside is not None:
        words, relation = beside
        edit = Edit(op="add", **said, **relation)
        if s.lang == "en":
            if s.chance(0.3):  # A thing and where it stands need no verb, and may be told the other way round.
                return str(
                    s.pick([f"{text} {words}", f"{words}, {text}", f"{words}: {text}", f"with {text} {words}"])
                ), edit
            return template.format(np=f"{text} {words}"), edit
        start = str(s.pick([f"在{words}", words]))
        if s.chance(0.25):
            return str(
                s.pick(
                    [
                        f"加{text}在{words}",
                        f"{text}放{words}",
                        f"加{text}，放在{words}",
                        f"{words}来{text}",
                        f"{words}{text}",
                    ]
                )
            ), edit
        return start + template.format(np=text), edit
    return template.format(np=text), Edit(op="add", **said)


def _edit(s: Speaker, view: View, op: str) -> Words | None:
    """One edit in words, and the edit."""
    template = s.wording(things.EDITS[op][s.lang])
    if op == "add":
        return _add(s, view, template)
    if op == "avoid":
        what = s.noun()
        here = lexicon.noun(what) or what
        if here in [e.what for e in view.brief.elements]:
            return None
        return template.format(what=what, whats=lexicon.plural(what)), Edit(op="avoid", what=what)
    if op == "style" and s.chance(0.25):
        style = str(s.pick(list(signs.STYLE_TALK)))
        return s.wording(signs.STYLE_TALK[style][s.lang]), Edit(op="style", to=style)
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
    size, place = s.pick(["small", "large"]), s.pick(list(lexicon.PLACES))
    match op:
        case "remove":
            return template.format(what=label, whats=label), Edit(op="remove", what=name)
        case "recolor":
            said_color, color = s.any_color()
            return template.format(what=label, color=said_color), Edit(op="change", what=name, color=color)
        case "resize":
            words = template.format(
                what=label, bigger=s.bigger(size), size=s.size(size), grow=s.grow(size), opposite=s.opposite(size)
            )
            return words, Edit(op="change", what=name, size=size)
        case "move":
            if s.chance(0.3) and len(view.brief.elements) > 1:
                beside = near(s, view, what)
                if beside is None or label in ("it", "它"):
                    return None
                return template.format(what=label, place=beside[0]), Edit(op="change", what=name, **beside[1])
            return template.format(what=label, place=s.place(place)), Edit(op="change", what=name, place=place)
        case "count":
            number = int(s.rng.integers(1, 5))
            label, name = s.named(View(view.brief, None, 0, None, ()), what)
            base = name if s.lang == "zh" else what
            values = {"n": spoken_number(s, number, s.measure(what)), "what": base, "base": base}
            whats = base if s.lang == "zh" or number == 1 else lexicon.plural(what)
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
    if most > 1 and s.chance(0.16) and (together := several(s, view)):
        return together
    if most > 2 and s.chance(0.2) and (short := signed(s, view)):
        return short
    if most > 2 and s.chance(0.36):
        return sideways(s, view)
    number = min(most, int(s.rng.choice([1, 2, 3], p=[0.74, 0.2, 0.06])))
    weights = np.array(list(EDIT_WEIGHTS.values()))
    done: list[Words] = []
    while len(done) < number:
        made = _edit(s, view, str(s.rng.choice(list(EDIT_WEIGHTS), p=weights / weights.sum())))
        if number > 1 and s.chance(0.25) and (brief := verbless(s, unfocused(view))):
            made = brief[0], brief[1][0]
        if made and not any(
            made[1].what == e.what or (made[1].op == e.op and e.op in ("scene", "style")) for _, e in done
        ):
            done.append(made)
    text = done[0][0]
    for words, _ in done[1:]:
        text += str(s.pick(things.JOINS[s.lang])) + words
    return text, tuple(e for _, e in done)


def _early(s: Speaker) -> tuple[str, Plan]:
    """An edit before there is a picture: "make the balloon yellow" asks for a picture of a yellow balloon."""
    seen = View(Brief(elements=(Element(what=str(s.pick(list(lexicon.nouns())))),)), None, 0, None, ())
    made = None
    while made is None or made[1].rel:
        made = _edit(s, seen, str(s.pick(["add", "add", "recolor", "resize", "move", "count"])))
    text, edit = made
    count = edit.count if edit.count != 1 else None
    return text, Plan(intent="create", edits=(edit.model_copy(update={"op": "add", "count": count}),))


def create(s: Speaker, view: View) -> tuple[str, Plan]:
    """A new picture."""
    return _early(s) if not view.pictures and s.chance(0.12) else created(s, bool(view.pictures))


def plain(s: Speaker, view: View, do: str) -> tuple[str, Plan]:
    """Everything that needs no new requirement: moving among pictures, looking, trying again."""
    n, m = (int(s.rng.integers(1, max(view.pictures, 1) + 1)) for _ in range(2))
    if n == m and view.pictures > 1:  # Nobody holds a picture against itself.
        m = n % view.pictures + 1
    if do == "check" and s.chance(0.45) and (asked := fact(s, view)):
        return asked, Plan(intent="check")
    if do == "compare" and s.chance(0.35):
        if n != m and s.chance(0.4):
            return s.wording(signs.BETWEEN[s.lang]).format(n=n, m=m), Plan(intent="compare", picture=n, other=m)
        return s.wording(signs.COMPARE[s.lang]).format(pic=picture(s, n)), Plan(intent="compare", picture=n)
    if do in more.NUMBERED and s.chance(0.3):
        number = int(s.rng.integers(2, 9)) if do == "again" else n
        said = spoken_number(s, number, "张") if do == "again" else picture(s, n)
        text = s.wording(more.NUMBERED[do][s.lang]).format(pic=said, n=said)
        return text, Plan(intent=do, picture=number)  # type: ignore[arg-type]
    reasons = signs.REASONS.get(do)
    template = s.wording(reasons[s.lang] if reasons and s.chance(0.25) else talk.PLAIN[do][s.lang])
    text = template.format(pic=picture(s, n), pic2=picture(s, m), change="")
    if do == "compare":
        return text, Plan(intent="compare", picture=n, other=m)
    return text, Plan(intent=do, picture=n if do == "goto" else None)  # type: ignore[arg-type]


def enhance(s: Speaker, view: View) -> tuple[str, Plan]:
    """Better quality: what is wrong is named, or left for the studio to find."""
    how = str(s.pick(list(talk.ENHANCE)))
    if how in signs.ENHANCE and s.chance(0.45):
        return s.wording(signs.ENHANCE[how][s.lang]), Plan(intent="enhance", method=how)
    return s.wording(talk.ENHANCE[how][s.lang]), Plan(intent="enhance", method=how)


def restyle(s: Speaker, view: View) -> tuple[str, Plan]:
    """Another picture's style, or one that only a swatch shows."""
    if view.pictures > 1 and s.chance(0.4):
        n = int(s.rng.integers(1, view.pictures + 1))
        return s.wording(talk.RESTYLE["picture"][s.lang]).format(pic=picture(s, n)), Plan(intent="restyle", picture=n)
    name = str(s.pick(list(lexicon.SWATCHES)))
    others = [n for n in lexicon.SWATCHES[name] if n.isascii() == (s.lang == "en")]
    words = str(s.pick([name, *others] if s.lang == "en" else others))
    named_ = signs.SWATCH_TALK if s.chance(0.3) else talk.RESTYLE["named"]
    return s.wording(named_[s.lang]).format(style=words), Plan(intent="restyle", method=name)


def decline(s: Speaker, view: View) -> tuple[str, Plan]:
    """Wishes that no tool can serve, with the reason and the nearest thing that can be done."""
    table = s.pick([more.DECLINE, small_talk.DECLINE, small_talk.DECLINE, signs.DECLINE])
    template, reason = s.wording(table[s.lang])
    quoted = str(
        s.pick(
            ["SALE", "'hello'", "Happy Birthday", "'OPEN'", "2026", "MERRY XMAS", '"Bob\'s Cafe"', "welcome", "THE END"]
            if s.lang == "en"
            else ["生日快乐", "“你好”", "大减价", "新年快乐", "“欢迎”", "福", "我爱你", "2026"]
        )
    )
    noun = str(s.pick([e.what for e in view.brief.elements])) if view.brief.elements and s.lang == "en" else s.noun()
    return template.format(quoted=quoted, noun=noun), Plan(intent="decline", text=small_talk.REASONS[reason][s.lang])


def chat(s: Speaker, view: View) -> tuple[str, Plan]:
    """Small talk and its answer."""
    if s.chance(0.5):
        noun = (
            str(s.pick([e.what for e in view.brief.elements])) if view.brief.elements and s.lang == "en" else s.noun()
        )
        remarks = s.pick([more.REMARKS, signs.REMARKS])
        text = s.wording(remarks[s.lang]).format(noun=noun)
        return text, Plan(intent="chat", text=small_talk.ANSWERS["thanks"][s.lang])
    text, answer = s.wording(small_talk.CHAT[s.lang])
    return text, Plan(intent="chat", text=small_talk.ANSWERS[answer][s.lang])


KINDS: dict[str, float] = {
    "create": 17, "edit": 42, "undo": 2.5, "redo": 2, "goto": 3, "branch": 6, "compare": 2.5, "describe": 2.5,
    "check": 2.5, "again": 3.5, "enhance": 6, "restyle": 4, "decline": 7, "chat": 5, "ask": 6, "answered": 5,
    "backtrack": 13,
}  # fmt: skip
MAKERS: dict[str, Callable[[Speaker, View], tuple[str, Plan]]] = {
    "create": create, "decline": decline, "chat": chat, "enhance": enhance, "restyle": restyle,
}  # fmt: skip
AUTHORED = 0.3
"""Share of written sessions."""
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
        told = answered(s, view)
        heard = {plain_words(text) for who, text in told[0].exchange if who == "user"}
        return _told(s, kind, made, at) if heard & kept_out() else told
    if kind == "backtrack":
        view, text, plan = backtrack(s, made)
    elif kind == "ask":
        view, text, plan = ask(s, view)
    elif kind == "edit":
        text, changed = edits(s, view)
        plan = Plan(intent="edit", edits=changed)
    elif kind == "branch":
        shown = named(s, made, made[view.at - 1]) if view.at and s.chance(0.5) else None
        from_ = made[shown[1] - 1] if shown else s.pick(made)
        # What "it" is there, only the one who sees that picture knows.
        seen = view if from_.number == view.at else View(from_.brief, None, 0, None, ())
        change, changed = edits(s, seen, 2)
        text = s.wording(talk.PLAIN[kind][s.lang]).format(
            pic=shown[0] if shown else picture(s, from_.number), change=change
        )
        plan = Plan(intent="branch", picture=from_.number, edits=changed)
    elif kind in MAKERS:
        text, plan = MAKERS[kind](s, view)
    else:
        text, plan = plain(s, view, kind)
    text, plan = noise(s, text, plan)
    if plain_words(text) in kept_out():
        return _told(s, kind, made, at)
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
    """Several messages to one state of a session; kinds are as frequent as from `example`. Now and then the messages of
    a written session instead, each to its own state."""
    if rng.random() < AUTHORED:
        return authored(_speaker(rng, False, None))
    bare = rng.random() < _bare(_drawn(rng, KINDS))
    weights = {kind: weight * (_bare(kind) if bare else 1 - _bare(kind)) for kind, weight in KINDS.items()}
    made, at = ([], None) if bare else _stage(_speaker(rng, False, None))
    return [_told(_speaker(rng, False, None), _drawn(rng, weights), made, at) for _ in range(number)]


def lines(view: View, plan: Plan) -> tuple[str, str]:
    """Input and output text of one example."""
    return render_view(view), plan.compact()
