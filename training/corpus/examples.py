"""Training examples for the director: a view of a session, a message, and the plan that it asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.view import View, render_view
from training.corpus.authored import random_session_examples
from training.corpus.clarification import ambiguous_message, answered_question
from training.corpus.creation import create
from training.corpus.edits.message import edit_message
from training.corpus.history.backtracking import backtrack
from training.corpus.history.descriptions import describe_picture
from training.corpus.history.session import Session, simulate_session, view_at
from training.corpus.messages import Example, Request, SessionRequest
from training.corpus.noise import add_noise
from training.corpus.requests import chat, decline, enhance, navigate, restyle
from training.corpus.speech.mentions import lone_view, picture_number
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.navigation import REQUESTS
from training.corpus.world.messages import WORLD_MAKERS, world_request
from training.corpus.world.states import simulate_world_session
from training.holdout import held_out_messages, normalize_message

KINDS: dict[str, float] = {
    "create": 17, "edit": 42, "undo": 2.5, "redo": 2, "goto": 3, "branch": 6, "compare": 2.5, "describe": 2.5,
    "check": 2.5, "again": 3.5, "enhance": 6, "restyle": 4, "decline": 7, "chat": 5, "ask": 6, "answered": 5,
    "backtrack": 13,
    "world create": 22, "world add": 18, "world change": 18, "world aspect": 14, "world answer": 24,
    "world edit": 14, "world act": 12, "world ask": 5,
}  # fmt: skip
"""Weights of the kinds of message."""
MAKERS: dict[str, Callable[[Speaker, View], Request]] = {
    "create": create,
    "decline": decline,
    "chat": chat,
    "enhance": enhance,
    "restyle": restyle,
}
OPENING_SHARES = {"create": 0.55, "world create": 0.5, "chat": 0.3, "decline": 0.3, "ask": 0.12, "answered": 0.12}
"""How often a message of a kind opens a session, where it can."""
AUTHORED = 0.6
"""Share of written sessions."""
WORLD = 0.6
"""Share of the simulated sessions that are in the second edition's world."""
OLDER = 0.1
"""Share of examples in which another picture than the newest one is the current one."""

SCENES_OF_TIME = {"night": "night", "sunset": "dusk"}
"""Scenes of the first edition, and the times of day that they are in the second."""

Stage = tuple[Session, int | None]
"""A session so far, and the number of the current picture if it is not the newest."""


def _random_kind(rng: np.random.Generator, weights: dict[str, float]) -> str:
    shares = np.array(list(weights.values()))
    return str(rng.choice(list(weights), p=shares / shares.sum()))


def _random_speaker(rng: np.random.Generator, testing: bool = False, lang: str | None = None) -> Speaker:
    return Speaker(rng, lang or ("en" if rng.random() < 0.5 else "zh"), testing)


def _random_stage(speaker: Speaker) -> Stage:
    session = simulate_world_session(speaker) if speaker.chance(WORLD) else simulate_session(speaker)
    return session, speaker.pick(session).number if speaker.chance(OLDER) else None


def _branch(speaker: Speaker, session: Session, view: View) -> SessionRequest:
    """Draw an edit of another picture, which is described or given by its number."""
    described = None
    if view.at and speaker.chance(0.5):
        described = describe_picture(speaker, session, session[view.at - 1])
    start = session[described.number - 1] if described else speaker.pick(session)
    # The director does not see that picture, so it can't know what "it" is there.
    shown = view if start.number == view.at else lone_view(start.brief)
    change, edits = edit_message(speaker, shown, most=2)
    pattern = speaker.wording(REQUESTS["branch"][speaker.lang])
    text = pattern.format(pic=described.text if described else picture_number(speaker, start.number), change=change)
    return SessionRequest(view, text, Plan(intent="branch", picture=start.number, edits=edits))


def _random_request(speaker: Speaker, kind: str, session: Session, view: View) -> SessionRequest:
    match kind:
        case "backtrack":
            return backtrack(speaker, session)
        case "ask":
            return ambiguous_message(speaker, view)
        case "edit":
            text, edits = edit_message(speaker, view)
            return SessionRequest(view, text, Plan(intent="edit", edits=edits))
        case "branch":
            return _branch(speaker, session, view)
    if kind in WORLD_MAKERS:
        return world_request(speaker, kind, view)
    request = MAKERS[kind](speaker, view) if kind in MAKERS else navigate(speaker, view, kind)
    return SessionRequest(view, *request)


def _is_held_out(*texts: str) -> bool:
    return not held_out_messages().isdisjoint(map(normalize_message, texts))


def _example_of_kind(speaker: Speaker, kind: str, stage: Stage) -> Example:
    """Draw an example of a kind; one with a message of the suites is drawn again."""
    session, at = stage
    while True:
        view = view_at(session, at)
        if kind == "answered":
            view, plan = answered_question(speaker, view)
            plan = with_times(plan)
            if not _is_held_out(*(text for who, text in view.exchange if who == "user")):
                return view, plan
            continue
        view, text, plan = _random_request(speaker, kind, session, view)
        plan = with_times(plan)
        text, plan = add_noise(speaker, text, plan)
        if not _is_held_out(text):
            exchange = (("user", text),)
            shown = View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps)
            return shown, plan


def random_example(
    rng: np.random.Generator, testing: bool = False, kind: str | None = None, lang: str | None = None
) -> Example:
    """Draw an example.

    Args:
        rng: Source of chance.
        testing: Whether the patterns and nouns kept for testing are used.
        kind: A key of `KINDS`; drawn by their weights if None.
        lang: "en" or "zh"; drawn if None.

    Returns:
        A view whose last exchange is the message, and the plan that the message asks for.
    """
    speaker = _random_speaker(rng, testing, lang)
    kind = kind or _random_kind(rng, KINDS)
    opens = speaker.chance(OPENING_SHARES.get(kind, 0.0))
    return _example_of_kind(speaker, kind, ([], None) if opens else _random_stage(speaker))


def sibling_examples(rng: np.random.Generator, number: int) -> list[Example]:
    """Draw several messages to one state of a session, or now and then the messages of a written session.

    Kinds are as frequent as from `random_example`. Each message of a written session has its own state.
    """
    if rng.random() < AUTHORED:
        return [(view, with_times(plan)) for view, plan in random_session_examples(_random_speaker(rng))]
    opens = rng.random() < OPENING_SHARES.get(_random_kind(rng, KINDS), 0.0)
    weights = {}
    for kind, weight in KINDS.items():
        share = OPENING_SHARES.get(kind, 0.0)
        weights[kind] = weight * (share if opens else 1 - share)
    stage: Stage = ([], None) if opens else _random_stage(_random_speaker(rng))
    return [_example_of_kind(_random_speaker(rng), _random_kind(rng, weights), stage) for _ in range(number)]


def with_times(plan: Plan) -> Plan:
    """A plan whose nights and sunsets are times of day, as in the second edition; in the first they were scenes.

    A painter that has them as scenes reads a time as one (`agent.brief.resolution`).
    """
    edits = tuple(
        Edit.model_validate({"op": "time", "to": SCENES_OF_TIME[e.to]})
        if e.op == "scene" and e.to in SCENES_OF_TIME
        else e
        for e in plan.edits
    )
    return plan.model_copy(update={"edits": edits})


def render_example(view: View, plan: Plan) -> tuple[str, str]:
    """Return the director's input and output of an example as text."""
    return render_view(view), plan.compact()
