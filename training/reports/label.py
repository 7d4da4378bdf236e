"""Painted pictures labelled by hand, for calibrating the eyes: what does each really show?

`python -m training.reports.label paint 200` paints pictures of random briefs, two in five from a layout that was spoilt on
purpose, and writes down for every requirement what the layout promises; `pairs 60` adds pictures of two things and
where they stand. `python -m training.reports.label sheets FOLDER` draws contact sheets with numbered statements; who looks at
them notes where the paint does not keep the promise, and `python -m training.reports.label flip ROW:NUMBER...` turns those
labels over. Labels and pictures are in `benchmarks/data`.
"""

from __future__ import annotations

import json
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

from agent.brief.model import Brief
from agent.brief.wording import brief_prompt
from agent.brief.requirements import requirements_of
from benchmarks.datasets import load_pictures
from benchmarks.judges import rules
from tools import profiles
from tools.engines.vision.template_grader import Detection, PictureDetections
from tools.model_manager import ModelManager
from tools.networks.painter.layout import Layout
from tools.types import Requirement
from tools.vocabulary.storybook import lexicon
from training.scenes.art import SETS, natural_color
from training.scenes.layouts import COLORS, NOUNS, SCENES, STYLES
from training.scenes.sample import random_brief
from training.suites import DATA, position, save_sheet

SPOILT, HIGH = 0.4, 330
"""Share of layouts that are spoilt; pixels for a picture and its statements on a sheet."""
ROWS = DATA / "painted.jsonl"


def seen(layout: Layout) -> PictureDetections:
    """A layout as the grader would report it, were the paint perfect."""
    things = []
    for t in layout.things:
        style = STYLES[layout.style] if STYLES[layout.style] in SETS else "cartoon"
        color = COLORS[t.color - 1] if t.color else natural_color(NOUNS[t.noun], style) or "mixed"
        middle, size = ((t.x + t.size / 2) * 16, (t.y + t.size / 2) * 16), ("small", "medium", "large")[t.size - 2]
        things.append(Detection(*middle, 1.0, {NOUNS[t.noun]: 1.0}, {color: 1.0}, {size: 1.0}))
    return PictureDetections(tuple(things), {SCENES[layout.scene]: 1.0}, {STYLES[layout.style]: 1.0})


def spoil(rng: np.random.Generator, layout: Layout) -> Layout:
    """One thing of the layout recoloured, replaced or left out, or another scene."""
    things, which = list(layout.things), int(rng.integers(4))
    if which == 3 or not things:
        return replace(layout, scene=int(rng.integers(len(SCENES))))
    number = int(rng.integers(len(things)))
    if which == 0:
        things[number] = replace(things[number], color=int(rng.integers(1, len(COLORS) + 1)))
    elif which == 1:
        things[number] = replace(things[number], noun=int(rng.integers(len(NOUNS))))
    else:
        del things[number]
    return replace(layout, things=tuple(things))


def _wrong(rng: np.random.Generator, brief: Brief) -> list[Requirement]:
    """Requirements about the same things that are mostly false."""
    what, scene = brief.elements[0].what, str(rng.choice(SCENES))
    options = {"color": COLORS, "count": ["1", "2", "3", "4"], "place": list(lexicon.PLACES)}
    found = [Requirement(kind="exists", subject=str(rng.choice(NOUNS))), Requirement(kind="scene", value=scene)]
    for kind, values in options.items():
        found.append(Requirement.model_validate({"kind": kind, "subject": what, "value": str(rng.choice(values))}))
    return [*found, Requirement(kind="style", value=str(rng.choice(STYLES)))]


def _promised(view: PictureDetections, asked: list[Requirement]) -> str:
    """A line of the labels' file: each requirement once, and whether it holds in this view."""
    facts = [
        {**r.model_dump(exclude_defaults=True), "kind": r.kind, "holds": rules.is_met(view, r)}
        for r in dict.fromkeys(asked)
    ]
    return json.dumps({"requirements": facts})


def paint(number: int) -> None:
    """Paint and write down what every layout promises; labels that are there are never painted over."""
    if ROWS.exists():
        raise SystemExit(f"{ROWS} is there; move it away first.")
    rng, profile = np.random.default_rng(303), profiles.load_profile("pocket")
    pipeline = ModelManager(profile).get("painter").pipeline
    pictures, lines = [], []
    for row in range(number):
        brief = random_brief(rng, unseen=bool(row % 2) and rng.random() < 0.5)
        generator = torch.Generator().manual_seed(row)
        layout = pipeline.compose([brief_prompt(brief)], None, [generator])[0]
        if rng.random() < SPOILT:
            layout = spoil(rng, layout)
        settings: dict[str, Any] = {"num_inference_steps": profile.steps, "guidance_scale": profile.guidance}
        pictures.append(pipeline(brief_prompt(brief), layout=layout, generator=generator, **settings).images[0])
        view = seen(layout)
        asked = [*requirements_of(brief), *_wrong(rng, brief)]
        lines.append(_promised(view, asked))
    ROWS.write_text("\n".join(lines) + "\n", "utf-8")
    save_sheet("painted", pictures)


def pairs(number: int) -> None:
    """Add pictures of two things that stand one beside the other, with what holds and what does not of where they stand
    and of what is absent."""
    rng, profile, lines = np.random.default_rng(304), profiles.load_profile("pocket"), list[str]()
    before = _rows()
    pictures = load_pictures("painted", len(before))
    pipeline = ModelManager(profile).get("painter").pipeline
    settings: dict[str, Any] = {"num_inference_steps": profile.steps, "guidance_scale": profile.guidance}
    for row in range(number):
        brief = position(rng, row)
        generator = torch.Generator().manual_seed(1000 + row)
        layout = pipeline.compose([brief_prompt(brief)], None, [generator])[0]
        if rng.random() < SPOILT:
            layout = spoil(rng, layout)
        pictures.append(pipeline(brief_prompt(brief), layout=layout, generator=generator, **settings).images[0])
        told, view = brief.relations[0], seen(layout)
        asked = [Requirement(kind="exists", subject=e.what) for e in brief.elements]
        asked += [
            Requirement(kind="relation", subject=told.subject, value=k, object=told.object) for k in lexicon.RELATIONS
        ]
        asked += [Requirement(kind="absent", subject=n) for n in (told.subject, str(rng.choice(NOUNS)))]
        lines.append(_promised(view, asked))
    ROWS.write_text("\n".join([*map(json.dumps, before), *lines]) + "\n", "utf-8")
    save_sheet("painted", pictures)


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]


def sheets(folder: Path, each: int = 12) -> None:
    """Contact sheets: every picture twice its size beside its statements, + where it is said to hold."""
    rows, font = _rows(), ImageFont.load_default(12)
    pictures = load_pictures("painted", len(rows))
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(rows), each):
        page = Image.new("RGB", (3 * 430, -(-each // 3) * HIGH), "white")
        draw = ImageDraw.Draw(page)
        for place, row in enumerate(range(start, min(start + each, len(rows)))):
            x, y = place % 3 * 430, place // 3 * HIGH
            page.paste(pictures[row].resize((192, 192)), (x, y))
            lines = [f"row {row}"]
            for number, fact in enumerate(rows[row]["requirements"]):
                words = Requirement.model_validate({k: v for k, v in fact.items() if k != "holds"}).statement
                lines += textwrap.wrap(f"{number} {'+' if fact['holds'] else '-'} {words}", 38)
            draw.text((x + 196, y), "\n".join(lines), fill="black", font=font)
        page.save(folder / f"{start // each:02d}.png")


def flip(places: list[str]) -> None:
    """Turn over the labels at ROW:NUMBER."""
    rows = _rows()
    for row, number in (map(int, place.split(":")) for place in places):
        fact = rows[row]["requirements"][number]
        fact["holds"] = not fact["holds"]
    ROWS.write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["paint", number]:
            paint(int(number))
        case ["pairs", number]:
            pairs(int(number))
        case ["sheets", folder]:
            sheets(Path(folder))
        case ["flip", *places]:
            flip(places)
        case _:
            print(__doc__)
