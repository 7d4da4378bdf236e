"""Write the held-out suites that the benchmarks read: `python -m training.suites`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from agent.brief import Brief, Element, Relation
from tools import world
from training.dialogues import KINDS, example
from training.questions import color_of, size_of
from training.sample import held_out, random_scene
from training.scene import Scene, draw, holds, place_of

DATA = Path(__file__).parents[1] / "agent" / "bench" / "data"


def director(each: int = 16) -> None:
    """`each` examples a kind and language, from wordings kept out of training."""
    rng, lines = np.random.default_rng(77), []
    for lang in ("en", "zh"):
        for kind, weight in KINDS.items():
            for _ in range(each * (3 if weight > 15 else 1)):
                view, plan = example(rng, testing=True, kind=kind, lang=lang)
                row = {
                    "lang": lang, "kind": kind, "plan": plan.model_dump(exclude_none=True, mode="json"),
                    "view": {"brief": view.brief.model_dump(mode="json", exclude_defaults=True), "focus": view.focus,
                             "pictures": view.pictures, "at": view.at, "exchange": view.exchange},
                }  # fmt: skip
                lines.append(json.dumps(row, ensure_ascii=False))
    (DATA / "director.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def _truths(rng: np.random.Generator, scene: Scene) -> list[dict[str, object]]:
    """For every kind one requirement that holds and one that does not."""
    number = int(rng.integers(len(scene.groups)))
    element, group = scene.brief.elements[number], scene.groups[number]
    here = {e.what for e in scene.brief.elements}
    facts = {
        "count": (str(element.count), [str(n) for n in range(1, 5)]),
        "color": (color_of(scene, number), list(world.COLORS)),
        "place": (place_of(group), list(world.PLACES)), "scene": (scene.brief.scene or "plain", list(world.SCENES)),
        "style": (scene.brief.style or "cartoon", list(world.STYLES)),
    }  # fmt: skip
    absent = str(rng.choice([n for n in world.nouns() if n not in here]))
    rows: list[dict[str, object]] = [
        {"kind": "exists", "subject": element.what, "holds": True},
        {"kind": "exists", "subject": absent, "holds": False},
    ]
    for kind, (true, options) in facts.items():
        subject = "" if kind in ("scene", "style") else element.what
        if true in options:
            rows.append({"kind": kind, "subject": subject, "value": true, "holds": True})
        wrong = str(rng.choice([o for o in options if o != true]))
        rows.append({"kind": kind, "subject": subject, "value": wrong, "holds": False})
    size = size_of(group)
    if size != "medium":
        rows.append({"kind": "size", "subject": element.what, "value": size, "holds": True})
        rows.append(
            {"kind": "size", "subject": element.what, "value": "small" if size == "large" else "large", "holds": False}
        )
    if len(scene.groups) > 1:
        a, b = (scene.brief.elements[i].what for i in (0, 1))
        for kind in world.RELATIONS:
            told = {"kind": "relation", "subject": a, "value": kind, "object": b}
            rows.append({**told, "holds": holds(kind, scene.groups[0], scene.groups[1])})
    return rows


def eyes(pictures: int = 100) -> None:
    """Rendered pictures (half with held-out colours) on one sheet, and what holds in each."""
    rng, lines = np.random.default_rng(78), []
    sheet = Image.new("RGB", (1280, 128 * -(-pictures // 10)))
    for number in range(pictures):
        scene = random_scene(rng, unseen=number % 2 == 1)
        sheet.paste(draw(scene), (number % 10 * 128, number // 10 * 128))
        lines.append(json.dumps({"unseen": number % 2 == 1, "requirements": _truths(rng, scene)}))
    sheet.save(DATA / "eyes.png", optimize=True)
    (DATA / "eyes.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def painter(each: int = 25) -> None:
    """GenEval's six tasks in the storybook world, `each` briefs a task, every second one a held-out colour pair."""
    rng, lines = np.random.default_rng(79), []
    names, colors, kinds = list(world.nouns()), list(world.COLORS), list(world.RELATIONS)

    def colored(what: str, unseen: bool) -> str:
        fitting = [c for c in colors if held_out(what, c) is unseen]
        return str(rng.choice(fitting or colors))

    for task in ("single", "two", "counting", "colors", "position", "attribution"):
        for number in range(each):
            a, b = (str(n) for n in rng.choice(names, 2, replace=False))
            unseen, relations = number % 2 == 1, ()
            match task:
                case "single":
                    elements = (Element(what=a),)
                case "two":
                    elements = (Element(what=a), Element(what=b))
                case "counting":
                    elements = (Element(what=a, count=int(rng.integers(2, 5))),)
                case "colors":
                    elements = (Element(what=a, color=colored(a, unseen)),)
                case "position":
                    elements = (Element(what=a), Element(what=b))
                    relations = (Relation(subject=a, kind=kinds[number % 4], object=b),)  # type: ignore[arg-type]
                case _:
                    elements = (Element(what=a, color=colored(a, unseen)), Element(what=b, color=colored(b, unseen)))
            brief = Brief(elements=elements, relations=relations)
            seen = not (unseen and task in ("colors", "attribution"))
            lines.append(json.dumps({"task": task, "seen": seen, "brief": brief.model_dump(exclude_defaults=True)}))
    (DATA / "painter.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    DATA.mkdir(parents=True, exist_ok=True)
    director()
    eyes()
    painter()
