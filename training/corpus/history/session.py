"""A simulated session: pictures made one from another, each with its brief and the edits that made it."""

from __future__ import annotations

from dataclasses import dataclass

from agent.brief.edits import Edit, EditError, apply_edits
from agent.brief.model import Brief, Element, Relation
from agent.director.plan import Intent, Plan
from agent.director.view import HistoryStep, View, focus_after, steps_shown
from tools.actions.enhance import HOW
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.outside_nouns import outside_nouns
from training.corpus.speech.speaker import Speaker


@dataclass(frozen=True)
class Picture:
    """One picture of a session.

    Attributes:
        number: Counted from 1.
        parent: Number of the picture that it was made from.
        brief: What it shows.
        intent: What was asked for in its turn.
        edits: The edits of that turn.
        method: How it was enhanced or restyled.
        focus: What "it" stands for after the turn.
    """

    number: int
    parent: int | None
    brief: Brief
    intent: Intent
    edits: tuple[Edit, ...] = ()
    method: str | None = None
    focus: str | None = None

    @property
    def step(self) -> HistoryStep:
        """The picture as a view lists it."""
        plan = Plan(intent=self.intent, edits=self.edits, method=self.method)
        return HistoryStep(self.number, self.parent, plan, self.brief)


Session = list[Picture]
"""Pictures by number, from 1."""


def _random_noun(speaker: Speaker) -> str:
    """Draw a thing as a brief names it, now and then one that the storybook does not know."""
    if speaker.chance(0.87):
        return speaker.pick(list(lexicon.nouns()))
    return speaker.pick(outside_nouns("en", speaker.testing))


def _random_element(speaker: Speaker, what: str) -> Element:
    color = speaker.pick(list(lexicon.COLORS)) if speaker.chance(0.4) else None
    count = int(speaker.rng.choice([1, 2, 3, 4], p=[0.74, 0.14, 0.08, 0.04]))
    place = speaker.pick(list(lexicon.PLACES)) if speaker.chance(0.15) else None
    size = speaker.pick(["small", "large"]) if speaker.chance(0.1) else None
    return Element(what=what, color=color, count=count, place=place, size=size)


def _random_brief(speaker: Speaker) -> Brief:
    elements: list[Element] = []
    for _ in range(int(speaker.rng.choice([1, 2, 3, 4], p=[0.38, 0.38, 0.18, 0.06]))):
        what = _random_noun(speaker)
        if what not in [e.what for e in elements]:
            elements.append(_random_element(speaker, what))
    relations: tuple[Relation, ...] = ()
    if len(elements) > 1 and speaker.chance(0.25):
        kind = speaker.pick(list(lexicon.RELATIONS))
        relations = (Relation(subject=elements[0].what, kind=kind, object=elements[1].what),)
    scene = speaker.pick(list(lexicon.SCENES)) if speaker.chance(0.5) else None
    style = speaker.pick(list(lexicon.STYLES)) if speaker.chance(0.3) else None
    return Brief(elements=tuple(elements), relations=relations, scene=scene, style=style)


def _first_picture(speaker: Speaker) -> Picture:
    brief = _random_brief(speaker)
    edits = [Edit(op="add", what=e.what) for e in brief.elements]
    edits += [Edit(op="scene", to=brief.scene)] if brief.scene else []
    edits += [Edit(op="style", to=brief.style)] if brief.style else []
    focus = focus_after(brief, "create", tuple(edits), None)
    return Picture(1, None, brief, "create", tuple(edits), focus=focus)


def _random_edit(speaker: Speaker, brief: Brief) -> Edit:
    """Draw one of several edits, all of which are drawn first."""
    names = [e.what for e in brief.elements]
    what = speaker.pick(names) if names else None
    color = speaker.pick(list(lexicon.COLORS))
    place = speaker.pick(list(lexicon.PLACES))
    size = speaker.pick(["small", "large"])
    options = [
        Edit(op="add", what=_random_noun(speaker), color=color if speaker.chance(0.3) else None),
        Edit(op="avoid", what=_random_noun(speaker)),
        Edit(op="scene", to=speaker.pick(list(lexicon.SCENES))),
        Edit(op="style", to=speaker.pick(list(lexicon.STYLES))),
    ]
    if what is not None:
        options += [
            Edit(op="change", what=what, color=color),
            Edit(op="change", what=what, place=place),
            Edit(op="change", what=what, size=size),
            Edit(op="replace", what=what, to=_random_noun(speaker)),
            Edit(op="change", what=what, count=int(speaker.rng.integers(1, 5))),
            Edit(op="change", what=what, color=color),
            Edit(op="add", what=_random_noun(speaker)),
        ]
    if len(names) > 1:
        options += [Edit(op="remove", what=what)] * 2
        other = speaker.pick([name for name in names if name != what])
        options.append(Edit(op="change", what=what, rel=speaker.pick(list(lexicon.RELATIONS)), of=other))
    return speaker.pick(options)


def _next_picture(speaker: Speaker, number: int, parent: Picture) -> Picture:
    """Make a picture from another one.

    Raises:
        EditError: The edit that was drawn can't be applied.
    """
    if speaker.chance(0.08):
        return Picture(number, parent.number, parent.brief, "again", focus=parent.focus)
    if speaker.chance(0.06):
        method = speaker.pick(HOW)
        return Picture(number, parent.number, parent.brief, "enhance", method=method, focus=parent.focus)
    if speaker.chance(0.04):
        method = speaker.pick(list(lexicon.SWATCHES))
        return Picture(number, parent.number, parent.brief, "restyle", method=method, focus=parent.focus)
    edits = [_random_edit(speaker, parent.brief)]
    brief = apply_edits(parent.brief, edits)
    if speaker.chance(0.2):
        more = _random_edit(speaker, brief)
        brief = apply_edits(brief, [more])
        edits.append(more)
    focus = focus_after(brief, "edit", tuple(edits), parent.focus)
    return Picture(number, parent.number, brief, "edit", tuple(edits), focus=focus)


def simulate_session(speaker: Speaker) -> Session:
    """Draw a session of one to eight pictures, now and then ten."""
    session = [_first_picture(speaker)]
    shares = [0.25, 0.22, 0.18, 0.13, 0.08, 0.05, 0.04, 0.03, 0.02]
    for _ in range(int(speaker.rng.choice([*range(8), 9], p=shares))):
        parent = session[-1] if speaker.chance(0.88) else speaker.pick(session)
        try:
            session.append(_next_picture(speaker, len(session) + 1, parent))
        except EditError:
            continue
    return session


def view_at(session: Session, number: int | None = None) -> View:
    """Return what the director is shown at a picture, at the newest one if the number is None."""
    if not session:
        return View(Brief(), None, 0, None, ())
    picture = session[-1] if number is None else session[number - 1]
    steps = steps_shown([p.step for p in session])
    return View(picture.brief, picture.focus, session[-1].number, picture.number, (), steps)
