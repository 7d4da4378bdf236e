"""The director's suite: messages of every kind, from wordings kept out of training."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from agent.director.plan import Plan
from agent.director.view import HistoryStep, View
from training.corpus.examples import KINDS, random_example
from training.suites.files import save_lines

SEED = 77
FREQUENT = 15
"""Kinds that are weighted more than this in training have three times the examples."""


def _step(step: HistoryStep) -> tuple[Any, ...]:
    brief = step.brief.model_dump(exclude_defaults=True, mode="json")
    return step.number, step.parent, json.loads(step.plan.compact()), brief


def _row(lang: str, kind: str, view: View, plan: Plan) -> dict[str, Any]:
    return {
        "lang": lang,
        "kind": kind,
        "plan": plan.stored(),
        "view": {
            "brief": view.brief.model_dump(mode="json", exclude_defaults=True),
            "focus": view.focus,
            "pictures": view.pictures,
            "at": view.at,
            "exchange": view.exchange,
            "steps": [_step(step) for step in view.steps],
        },
    }


def write_director_suite(each: int = 16) -> None:
    """Write `each` examples per kind and language, three times as many of frequent kinds."""
    rng = np.random.default_rng(SEED)
    lines = []
    for lang in ("en", "zh"):
        for kind, weight in KINDS.items():
            for _ in range(each * (3 if weight > FREQUENT else 1)):
                view, plan = random_example(rng, testing=True, kind=kind, lang=lang)
                lines.append(json.dumps(_row(lang, kind, view, plan), ensure_ascii=False))
    save_lines("director", lines)
