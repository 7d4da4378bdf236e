"""Whom does the studio serve worse? Pass rates by colour, noun group, style and the language of the message.

Pictures of one thing are judged by the eyes, as in a turn; the languages go through the director, so that what is
misread counts. Widest gaps are named with the values at their ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element, brief_prompt
from agent.brief.requirements import requirements_of
from agent.director import base
from agent.director.plan import Plan
from benchmarks.dialogues import Session
from benchmarks.shares import share
from benchmarks.suites.director import reader
from tools import profiles
from tools.engines.pocket.painter import PaintRequest
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.vocabulary.storybook import lexicon

EACH, QUICK, BATCH = 16, 5, 8
"""Pictures a value; a quick run takes QUICK."""
ASKED = {"en": "draw a {color} {noun}", "zh": "画一个{color}的{noun}"}


def _briefs(rng: np.random.Generator, each: int) -> list[tuple[str, str, Brief]]:
    """(table, value, brief) of every picture."""
    nouns, colors = list(lexicon.nouns()), list(lexicon.COLORS)
    groups: dict[str, list[str]] = {}
    for noun in lexicon.nouns().values():
        groups.setdefault(noun.group, []).append(noun.name)

    def one(what: str, color: str | None = None, style: str | None = None) -> Brief:
        return Brief(elements=(Element(what=what, color=color),), style=style)

    rows: list[tuple[str, str, Brief]] = []
    for _ in range(each):
        rows += [("color", color, one(str(rng.choice(nouns)), color)) for color in colors]
        rows += [("group", group, one(str(rng.choice(names)))) for group, names in groups.items()]
        rows += [("style", style, one(str(rng.choice(nouns)), None, style)) for style in lexicon.STYLES]
    return rows


def _understood(writer: base.Writer, lang: str, what: str, color: str) -> bool:
    names = {"en": (color, what), "zh": (lexicon.chinese(color).removesuffix("色") + "色", lexicon.chinese(what))}[lang]
    message = ASKED[lang].format(color=names[0], noun=names[1])
    session = Session(lang)
    truth = Plan(intent="create", edits=(Edit(op="add", what=what, color=color),))
    plan = reader(writer)(session.view(message))
    return session.settled(plan) == session.settled(truth)


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Paint, look, count."""
    rng, profile = np.random.default_rng(61), profiles.load_profile("pocket")
    models, each = ModelManager(profile), QUICK if quick else EACH
    painter = models.get("painter")
    eyes = models.get("eyes")
    writer = models.get("director")
    rows, found = _briefs(rng, each), dict[str, dict[str, list[bool]]]()
    asked = [(lang, str(rng.choice(list(lexicon.nouns()))), str(rng.choice(list(lexicon.COLORS))))
             for _ in range(2 * each) for lang in ASKED]  # fmt: skip
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        orders = [
            PaintRequest(brief_prompt(brief), seed=start + i, steps=profile.steps, guidance=profile.guidance)
            for i, (_, _, brief) in enumerate(part)
        ]
        for (table, value, brief), picture in zip(part, painter.paint_many(orders, Hooks()), strict=True):
            passed = all(c.verdict == "pass" for c in eyes.check(picture, requirements_of(brief)))
            found.setdefault(table, {}).setdefault(value, []).append(passed)
        progress(start + len(part), len(rows) + len(asked))
    for number, (lang, what, color) in enumerate(asked):
        found.setdefault("language", {}).setdefault(lang, []).append(_understood(writer, lang, what, color))
        progress(len(rows) + number + 1, len(rows) + len(asked))
    tables = {table: {value: share(v) for value, v in values.items()} for table, values in found.items()}
    return {"each": each, **tables, "gaps": {table: _gap(values) for table, values in found.items()}}


def _gap(values: dict[str, list[bool]]) -> dict[str, Any]:
    """The best and the worst served value, and how far they are apart."""
    means = {value: sum(v) / len(v) for value, v in values.items()}
    best, worst = (pick(means, key=lambda value: means[value]) for pick in (max, min))
    return {"best": best, "worst": worst, "gap": round(means[best] - means[worst], 3)}
