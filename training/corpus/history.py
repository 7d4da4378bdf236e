"""A simulated session: pictures made one from another, each with its brief and what changed, as a `View` shows them."""

from __future__ import annotations

from dataclasses import dataclass

from agent.brief.edits import Edit, EditError, apply_edits
from agent.brief.model import Brief, Element, Relation
from agent.director.plan import Intent, Plan
from tools.actions.enhance import HOW
from agent.director.view import HistoryStep, View, focus_after, steps_shown
from tools.vocabulary.storybook import lexicon
from training.corpus.speaker import Speaker, outside


@dataclass(frozen=True)
class Made:
    """One picture: its number, where it came from, what it shows, what its turn did."""

    number: int
    parent: int | None
    brief: Brief
    do: Intent
    edits: tuple[Edit, ...] = ()
    how: str | None = None
    focus: str | None = None

    @property
    def step(self) -> HistoryStep:
        return HistoryStep(
            self.number, self.parent, Plan(intent=self.do, edits=self.edits, method=self.how), self.brief
        )


def noun(s: Speaker) -> str:
    """A thing as a brief names it, now and then one that the world does not know."""
    return str(s.pick(list(lexicon.nouns()))) if s.chance(0.87) else str(s.pick(outside("en", s.testing)))


def _first(s: Speaker) -> Made:
    found: list[Element] = []
    for _ in range(int(s.rng.choice([1, 2, 3, 4], p=[0.38, 0.38, 0.18, 0.06]))):
        what = noun(s)
        if what not in [e.what for e in found]:
            color = str(s.pick(list(lexicon.COLORS))) if s.chance(0.4) else None
            count = int(s.rng.choice([1, 2, 3, 4], p=[0.74, 0.14, 0.08, 0.04]))
            place = str(s.pick(list(lexicon.PLACES))) if s.chance(0.15) else None
            size = str(s.pick(["small", "large"])) if s.chance(0.1) else None
            found.append(Element(what=what, color=color, count=count, place=place, size=size))
    relations: tuple[Relation, ...] = ()
    if len(found) > 1 and s.chance(0.25):
        relations = (Relation(subject=found[0].what, kind=s.pick(list(lexicon.RELATIONS)), object=found[1].what),)
    scene = str(s.pick(list(lexicon.SCENES))) if s.chance(0.5) else None
    style = str(s.pick(list(lexicon.STYLES))) if s.chance(0.3) else None
    brief = Brief(elements=tuple(found), relations=relations, scene=scene, style=style)
    edits = [Edit(op="add", what=e.what) for e in found]
    edits += [Edit(op="scene", to=scene)] if scene else []
    edits += [Edit(op="style", to=style)] if style else []
    return Made(1, None, brief, "create", tuple(edits), focus=focus_after(brief, "create", tuple(edits), None))


def _change(s: Speaker, brief: Brief) -> Edit:
    what = str(s.pick([e.what for e in brief.elements])) if brief.elements else None
    color, place, size = s.pick(list(lexicon.COLORS)), s.pick(list(lexicon.PLACES)), s.pick(["small", "large"])
    options = [
        Edit(op="add", what=noun(s), color=color if s.chance(0.3) else None), Edit(op="avoid", what=noun(s)),
        Edit(op="scene", to=str(s.pick(list(lexicon.SCENES)))), Edit(op="style", to=str(s.pick(list(lexicon.STYLES)))),
    ]  # fmt: skip
    if what:
        options += [
            Edit(op="change", what=what, color=color), Edit(op="change", what=what, place=place),
            Edit(op="change", what=what, size=size), Edit(op="replace", what=what, to=noun(s)),
            Edit(op="change", what=what, count=int(s.rng.integers(1, 5))),
            Edit(op="change", what=what, color=color), Edit(op="add", what=noun(s)),
        ]  # fmt: skip
        if len(brief.elements) > 1:
            options += [Edit(op="remove", what=what)] * 2
            other = str(s.pick([e.what for e in brief.elements if e.what != what]))
            options.append(Edit(op="change", what=what, rel=s.pick(list(lexicon.RELATIONS)), of=other))
    return s.pick(options)  # type: ignore[no-any-return]


def _next(s: Speaker, made: list[Made], at: Made) -> Made:
    number = len(made) + 1
    if s.chance(0.08):
        return Made(number, at.number, at.brief, "again", focus=at.focus)
    if s.chance(0.06):
        return Made(number, at.number, at.brief, "enhance", how=str(s.pick(HOW)), focus=at.focus)
    if s.chance(0.04):
        return Made(number, at.number, at.brief, "restyle", how=str(s.pick(list(lexicon.SWATCHES))), focus=at.focus)
    edits = [_change(s, at.brief)]
    brief = apply_edits(at.brief, edits)
    if s.chance(0.2):
        more = _change(s, brief)
        brief, edits = apply_edits(brief, [more]), [*edits, more]
    it = focus_after(brief, "edit", tuple(edits), at.focus)
    return Made(number, at.number, brief, "edit", tuple(edits), focus=it)


def history(s: Speaker) -> list[Made]:
    """One to eight pictures, now and then ten; the last is where the person stands."""
    made = [_first(s)]
    for _ in range(int(s.rng.choice([*range(8), 9], p=[0.25, 0.22, 0.18, 0.13, 0.08, 0.05, 0.04, 0.03, 0.02]))):
        at = made[-1] if s.chance(0.88) else s.pick(made)
        try:
            made.append(_next(s, made, at))
        except EditError:
            continue
    return made


def view(made: list[Made], at: int | None = None) -> View:
    """What the director is shown at picture `at` (the newest if None)."""
    if not made:
        return View(Brief(), None, 0, None, ())
    here = made[-1] if at is None else made[at - 1]
    return View(here.brief, here.focus, made[-1].number, here.number, (), steps_shown([m.step for m in made]))
