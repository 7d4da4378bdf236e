"""The painter's suite: GenEval's six tasks (arXiv:2310.11513) in the storybook world."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from PIL import Image

from agent.brief.model import Brief, Element, Relation
from agent.brief.wording import brief_prompt
from tools.vocabulary.storybook import lexicon
from training.holdout import held_out, held_out_pair
from training.scenes.scene import build_scene, draw
from training.suites.files import save_lines, save_sheet

SEED = 79
TAGS = {
    "single": "single_object", "two": "two_object", "counting": "counting", "colors": "colors",
    "position": "position", "attribution": "color_attr",
}  # fmt: skip
"""GenEval's names of the tasks."""


def _random_color(rng: np.random.Generator, what: str, unseen: bool) -> str:
    """Draw a colour that is held out for a noun, or one that is not, where there is one."""
    fitting = [c for c in lexicon.COLORS if held_out(what, c) is unseen]
    return str(rng.choice(fitting or list(lexicon.COLORS)))


def _random_pair(rng: np.random.Generator, task: str, unseen: bool) -> tuple[str, str]:
    """Draw two nouns that are held out together, or that are not; the first can have a held-out colour if it must."""
    nouns = list(lexicon.nouns())
    with_held_out = [n for n in nouns if any(held_out(n, c) for c in lexicon.COLORS)]
    first = str(rng.choice(with_held_out if unseen and task in ("colors", "attribution") else nouns))
    second = str(rng.choice([n for n in nouns if n != first and held_out_pair(first, n) is unseen]))
    return first, second


def task_brief(rng: np.random.Generator, task: str, number: int, unseen: bool) -> Brief:
    """Draw the brief of a task.

    Args:
        rng: Source of chance.
        task: A key of TAGS.
        number: Number of the brief within the task; it chooses the relation.
        unseen: Whether colours of nouns, and two nouns together, must be held-out ones.
    """
    a, b = _random_pair(rng, task, unseen)
    relations: tuple[Relation, ...] = ()
    match task:
        case "single":
            elements: tuple[Element, ...] = (Element(what=a),)
        case "two":
            elements = (Element(what=a), Element(what=b))
        case "counting":
            elements = (Element(what=a, count=int(rng.integers(2, 5))),)
        case "colors":
            elements = (Element(what=a, color=_random_color(rng, a, unseen)),)
        case "position":
            elements = (Element(what=a), Element(what=b))
            relations = (Relation(subject=a, kind=list(lexicon.RELATIONS)[number % 4], object=b),)
        case _:
            elements = tuple(Element(what=what, color=_random_color(rng, what, unseen)) for what in (a, b))
    return Brief(elements=elements, relations=relations)


def geneval_row(task: str, brief: Brief) -> dict[str, Any]:
    """Return the brief in GenEval's own format: tag, prompt, what to include, and what to exclude for counts."""
    include: list[dict[str, Any]] = [
        {"class": e.what, "count": e.count, **({"color": e.color} if e.color else {})} for e in brief.elements
    ]
    for relation in brief.relations:
        # GenEval says where the later thing is, seen from the earlier one.
        include.reverse()
        include[1]["position"] = [relation.kind, 0]
    exclude = [{"class": e.what, "count": e.count + 1} for e in brief.elements] if task == "counting" else []
    return {"tag": TAGS[task], "prompt": brief_prompt(brief), "include": include, "exclude": exclude}


def write_painter_suite(each: int = 100) -> None:
    """Write `each` briefs per task; every fourth is rendered too, for the ceiling and the floor.

    A third of the briefs that name pairs (of things, or of a thing and a colour) name held-out ones.
    """
    rng = np.random.default_rng(SEED)
    lines: list[str] = []
    pictures: list[Image.Image] = []
    for task in TAGS:
        for number in range(each):
            unseen = number % 3 == 1 and task not in ("single", "counting")
            while (scene := build_scene(rng, task_brief(rng, task, number, unseen))) is None:
                pass
            if len(lines) % 4 == 0:
                pictures.append(draw(scene))
            brief = scene.brief.model_dump(exclude_defaults=True)
            lines.append(
                json.dumps({"task": task, "seen": not unseen, "brief": brief, **geneval_row(task, scene.brief)})
            )
    save_lines("painter", lines)
    save_sheet("painter", pictures)
