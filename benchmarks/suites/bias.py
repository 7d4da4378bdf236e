"""Whom does the studio serve worse? Pass rates by colour, noun group, style and the language of the message.

Pictures of one thing are judged by the eyes, as in a turn. Messages of each language go through the director, so that
what it misreads counts. The widest gap of each table is given with the values at its ends.
"""

from __future__ import annotations

from typing import NamedTuple, TypedDict

import numpy as np

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.brief.requirements import requirements_of
from agent.director.plan import Plan
from agent.director.pocket.director import PocketDirector
from benchmarks.measuring import Figures, Ticker
from benchmarks.proportions import proportion
from benchmarks.reading.dialogues import Session
from benchmarks.suites.director import Interpreter, model_interpreter
from benchmarks.suites.painter import paint_request
from tools import profiles
from tools.engines.base import Eyes
from tools.engines.pocket.painter import PocketPainter
from tools.hooks import Hooks, Progress
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.vocabulary.storybook import lexicon

PICTURES_PER_VALUE, QUICK_PICTURES = 16, 5
"""Pictures of every colour, group and style, and in a quick run. Messages of each language are twice as many."""
BATCH = 8
MESSAGES = {"en": "draw a {color} {noun}", "zh": "画一个{color}的{noun}"}


class Case(NamedTuple):
    """A picture to paint, counted under a value of a table."""

    table: str
    value: str
    brief: Brief


class Gap(TypedDict):
    """The best and the worst served value of a table, and the difference of their pass rates."""

    best: str
    worst: str
    gap: float


def draw_briefs(rng: np.random.Generator, count: int) -> list[Case]:
    """Draw `count` briefs of one thing for every colour, group of nouns and style."""
    nouns = list(lexicon.nouns())
    groups: dict[str, list[str]] = {}
    for noun in lexicon.nouns().values():
        groups.setdefault(noun.group, []).append(noun.name)

    def brief(names: list[str], color: str | None = None, style: str | None = None) -> Brief:
        return Brief(elements=(Element(what=str(rng.choice(names)), color=color),), style=style)

    cases: list[Case] = []
    for _ in range(count):
        cases += [Case("color", color, brief(nouns, color)) for color in lexicon.COLORS]
        cases += [Case("group", group, brief(names)) for group, names in groups.items()]
        cases += [Case("style", style, brief(nouns, None, style)) for style in lexicon.STYLES]
    return cases


def _draw_messages(rng: np.random.Generator, count: int) -> list[tuple[str, str, str]]:
    """Draw language, noun and colour of `count` messages of each language."""
    nouns, colors = list(lexicon.nouns()), list(lexicon.COLORS)
    return [(lang, str(rng.choice(nouns)), str(rng.choice(colors))) for _ in range(count) for lang in MESSAGES]


def _is_understood(interpret: Interpreter, lang: str, noun: str, color: str) -> bool:
    """Whether the director reads a message that asks for one coloured thing as it was meant."""
    words = {"color": color, "noun": noun}
    if lang == "zh":
        words = {"color": lexicon.chinese(color).removesuffix("色") + "色", "noun": lexicon.chinese(noun)}
    session = Session(lang)
    truth = Plan(intent="create", edits=(Edit(op="add", what=noun, color=color),))
    plan = interpret(session.view(MESSAGES[lang].format(**words)))
    return session.outcome(plan) == session.outcome(truth)


def _paint_and_check(models: ModelManager, profile: Profile, cases: list[Case], tick: Ticker) -> list[bool]:
    """Paint every case; whether the eyes pass every requirement of its picture."""
    painter: PocketPainter = models.get("painter")
    eyes: Eyes = models.get("eyes")
    passed: list[bool] = []
    for start in range(0, len(cases), BATCH):
        part = cases[start : start + BATCH]
        requests = [paint_request(case.brief, start + number, profile) for number, case in enumerate(part)]
        for case, picture in zip(part, painter.paint(requests, Hooks()), strict=True):
            checks = eyes.check(picture, requirements_of(case.brief))
            passed.append(all(check.verdict == "pass" for check in checks))
        tick(len(part))
    return passed


def run(quick: bool, progress: Progress) -> Figures:
    """Measure pass rates of every value and the widest gap of each table."""
    rng = np.random.default_rng(61)
    profile = profiles.load_profile("pocket")
    models = ModelManager(profile)
    count = QUICK_PICTURES if quick else PICTURES_PER_VALUE
    cases = draw_briefs(rng, count)
    messages = _draw_messages(rng, 2 * count)
    tick = Ticker(progress, len(cases) + len(messages))
    results: dict[str, dict[str, list[bool]]] = {}
    for case, passed in zip(cases, _paint_and_check(models, profile, cases, tick), strict=True):
        results.setdefault(case.table, {}).setdefault(case.value, []).append(passed)
    director = PocketDirector(models.get("director"))
    interpret = model_interpreter(lambda: director)
    for lang, noun, color in messages:
        understood = _is_understood(interpret, lang, noun, color)
        results.setdefault("language", {}).setdefault(lang, []).append(understood)
        tick()
    tables = {
        table: {value: proportion(passed) for value, passed in values.items()} for table, values in results.items()
    }
    return {"each": count, **tables, "gaps": {table: _widest_gap(values) for table, values in results.items()}}


def _widest_gap(values: dict[str, list[bool]]) -> Gap:
    means = {value: sum(passed) / len(passed) for value, passed in values.items()}
    best = max(means, key=lambda value: means[value])
    worst = min(means, key=lambda value: means[value])
    return {"best": best, "worst": worst, "gap": round(means[best] - means[worst], 3)}
