"""Write the held-out suites that the benchmarks read: `python -m training.suites`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element, Relation
from agent.brief.wording import brief_prompt
from tools.vocabulary.storybook import lexicon
from training.corpus.dialogues import KINDS, example
from training.scenes.pairs import random_edit
from training.scenes.questions import color_of, size_of
from training.scenes.sample import held_out, held_out_pair, random_scene
from training.scenes.scene import Scene, build, draw, holds, place_of

DATA = Path(__file__).parents[1] / "benchmarks" / "data"


def director(each: int = 16) -> None:
    """`each` examples a kind and language, from wordings kept out of training."""
    rng, lines = np.random.default_rng(77), []
    for lang in ("en", "zh"):
        for kind, weight in KINDS.items():
            for _ in range(each * (3 if weight > 15 else 1)):
                view, plan = example(rng, testing=True, kind=kind, lang=lang)
                steps = [
                    (s.number, s.parent, json.loads(s.plan.compact()), s.brief.model_dump(exclude_defaults=True, mode="json"))
                    for s in view.steps
                ]  # fmt: skip
                row = {
                    "lang": lang, "kind": kind, "plan": plan.stored(),
                    "view": {"brief": view.brief.model_dump(mode="json", exclude_defaults=True), "focus": view.focus,
                             "pictures": view.pictures, "at": view.at, "exchange": view.exchange, "steps": steps},
                }  # fmt: skip
                lines.append(json.dumps(row, ensure_ascii=False))
    (DATA / "director.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def truths_of(rng: np.random.Generator, scene: Scene) -> list[dict[str, object]]:
    """For every kind one requirement that holds and one that does not."""
    number = int(rng.integers(len(scene.groups)))
    element, group = scene.brief.elements[number], scene.groups[number]
    here = {e.what for e in scene.brief.elements}
    facts = {
        "count": (str(element.count), [str(n) for n in range(1, 5)]),
        "color": (color_of(scene, number), list(lexicon.COLORS)),
        "place": (place_of(group), list(lexicon.PLACES)), "scene": (scene.brief.scene or "plain", list(lexicon.SCENES)),
        "style": (scene.brief.style or "cartoon", list(lexicon.STYLES)),
    }  # fmt: skip
    absent = str(rng.choice([n for n in lexicon.nouns() if n not in here]))
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
        for kind in lexicon.RELATIONS:
            told = {"kind": "relation", "subject": a, "value": kind, "object": b}
            rows.append({**told, "holds": holds(kind, scene.groups[0], scene.groups[1])})
    return rows


def eyes(pictures: int = 100) -> None:
    """Rendered pictures (half with held-out colours) on one sheet, and what holds in each."""
    rng, lines = np.random.default_rng(78), []
    drawn = []
    for number in range(pictures):
        scene = random_scene(rng, unseen=number % 2 == 1)
        drawn.append(draw(scene))
        unseen = any(held_out(e.what, e.color) for e in scene.brief.elements)
        lines.append(json.dumps({"unseen": unseen, "requirements": truths_of(rng, scene)}))
    save_sheet("eyes", drawn)
    (DATA / "eyes.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def save_sheet(name: str, pictures: list[Image.Image]) -> None:
    """128-pixel pictures, ten in a row, as `benchmarks.datasets` reads them."""
    page = Image.new("RGB", (1280, 128 * -(-len(pictures) // 10)))
    for number, picture in enumerate(pictures):
        page.paste(picture, (number % 10 * 128, number // 10 * 128))
    page.save(DATA / f"{name}.png", optimize=True)


def _brief(rng: np.random.Generator, task: str, number: int, unseen: bool) -> Brief:
    names, kinds = list(lexicon.nouns()), list(lexicon.RELATIONS)

    def colored(what: str) -> str:
        fitting = [c for c in lexicon.COLORS if held_out(what, c) is unseen]
        return str(rng.choice(fitting or list(lexicon.COLORS)))

    apart = [n for n in names if any(held_out(n, c) for c in lexicon.COLORS)]
    a = str(rng.choice(apart if unseen and task in ("colors", "attribution") else names))
    b = str(rng.choice([n for n in names if n != a and held_out_pair(a, n) is unseen]))
    relations: tuple[Relation, ...] = ()
    match task:
        case "single":
            elements: tuple[Element, ...] = (Element(what=a),)
        case "two":
            elements = (Element(what=a), Element(what=b))
        case "counting":
            elements = (Element(what=a, count=int(rng.integers(2, 5))),)
        case "colors":
            elements = (Element(what=a, color=colored(a)),)
        case "position":
            elements = (Element(what=a), Element(what=b))
            kind = kinds[number % 4]
            relations = (Relation(subject=a, kind=kind, object=b),)  # type: ignore[arg-type]
        case _:
            elements = (Element(what=a, color=colored(a)), Element(what=b, color=colored(b)))
    return Brief(elements=elements, relations=relations)


TAGS = {
    "single": "single_object", "two": "two_object", "counting": "counting", "colors": "colors",
    "position": "position", "attribution": "color_attr",
}  # fmt: skip


def geneval(task: str, brief: Brief) -> dict[str, object]:
    """The brief in GenEval's own format: `tag`, `brief_prompt`, `include`, and `exclude` for counts."""
    include: list[dict[str, object]] = [
        {"class": e.what, "count": e.count, **({"color": e.color} if e.color else {})} for e in brief.elements
    ]
    for relation in brief.relations:
        # GenEval says where the later thing is, seen from the earlier one.
        include.reverse()
        include[1]["position"] = [relation.kind, 0]
    exclude = [{"class": e.what, "count": e.count + 1} for e in brief.elements] if task == "counting" else []
    return {"tag": TAGS[task], "prompt": brief_prompt(brief), "include": include, "exclude": exclude}


def position(rng: np.random.Generator, number: int) -> Brief:
    """Two things of which one stands beside the other; the relations take turns."""
    return _brief(rng, "position", number, False)


def painter(each: int = 100) -> None:
    """GenEval's six tasks in the storybook world, `each` briefs a task; a third of those that name pairs (of things, or
    of a thing and a colour) name held-out ones. Every fourth brief is rendered too, for the ceiling and the floor."""
    rng, lines, pictures = np.random.default_rng(79), list[str](), list[Image.Image]()
    for task in ("single", "two", "counting", "colors", "position", "attribution"):
        for number in range(each):
            unseen = number % 3 == 1 and task not in ("single", "counting")
            while (scene := build(rng, _brief(rng, task, number, unseen))) is None:
                pass
            told = scene.brief.model_dump(exclude_defaults=True)
            if len(lines) % 4 == 0:
                pictures.append(draw(scene))
            lines.append(json.dumps({"task": task, "seen": not unseen, "brief": told, **geneval(task, scene.brief)}))
    (DATA / "painter.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    save_sheet("painter", pictures)


def edits(count: int = 60) -> None:
    """Rendered scenes of one or two things, each with three edits that can follow one another; and what the
    renderer makes of each of these, for the ceiling."""
    rng, lines, pictures, after = np.random.default_rng(80), list[str](), list[Image.Image](), list[Image.Image]()
    while len(lines) < count:
        scene = random_scene(rng, most=2)
        pictures.append(draw(scene))
        brief, told, names = scene.brief, list[Edit](), list[str]()
        while len(told) < 3:
            made = random_edit(rng, scene)
            if made is not None:
                told.append(made[0])
                names.append(made[1])
                scene = made[2]
                after.append(draw(scene))
        edited = [edit.model_dump(exclude_none=True) for edit in told]
        row = {"brief": brief.model_dump(exclude_defaults=True), "edits": edited, "operations": names}
        lines.append(json.dumps(row))
    (DATA / "edits.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    save_sheet("edits", pictures)
    save_sheet("edits_after", after)


if __name__ == "__main__":
    DATA.mkdir(parents=True, exist_ok=True)
    director()
    eyes()
    painter()
    edits()
