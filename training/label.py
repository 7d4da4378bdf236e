"""Label painted pictures by hand, for calibrating the eyes: what does each really show?

`python -m training.label paint 200` paints pictures of random briefs, two in five from a layout that was spoilt
on purpose, and writes down for every requirement what the layout promises; `pairs 60` adds pictures of two things and
where they stand. `sheets FOLDER` draws contact sheets with numbered statements: note on them where the paint does not
keep the promise. `flip ROW:NUMBER...` turns those labels over. Labels and pictures are in `benchmarks/data`.
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

from agent.brief.content import content_of
from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from agent.brief.wording import brief_prompt
from benchmarks.datasets import load_pictures
from benchmarks.judges import rules
from tools import profiles
from tools.engines.vision.template_grader import PictureDetections
from tools.model_manager import ModelManager
from tools.networks.painter.layout import Layout
from tools.types import Requirement
from tools.vocabulary.storybook import lexicon
from training.reports.ideal_detections import ideal_detections
from training.scenes.layouts import SCENES, STYLES
from training.scenes.sample import random_brief
from training.scenes.scene import COLORS, NOUNS
from training.suites.files import DATA, save_lines, save_sheet
from training.suites.painter import task_brief

SPOILT = 0.4
"""Share of layouts that are spoilt."""
NAME = "painted"
"""Name of the labels and of the sheet with the pictures."""
LABELS = DATA / f"{NAME}.jsonl"
PAGE_COLUMNS = 3
WIDTH, HEIGHT = 430, 330
"""Pixels for a picture and its statements on a contact sheet."""


def spoil_layout(rng: np.random.Generator, layout: Layout) -> Layout:
    """Recolour, replace or leave out one thing of a layout, or change its scene."""
    things = list(layout.things)
    change = int(rng.integers(4))
    if change == 3 or not things:
        return replace(layout, scene=int(rng.integers(len(SCENES))))
    number = int(rng.integers(len(things)))
    if change == 0:
        things[number] = replace(things[number], color=int(rng.integers(1, len(COLORS) + 1)))
    elif change == 1:
        things[number] = replace(things[number], noun=int(rng.integers(len(NOUNS))))
    else:
        del things[number]
    return replace(layout, things=tuple(things))


class _Painter:
    """Paints briefs, some of them from spoilt layouts."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        profile = profiles.load_profile("pocket")
        self.pipeline = ModelManager(profile).get("painter").pipeline
        self.settings: dict[str, Any] = {
            "num_inference_steps": profile.steps,
            "guidance_scale": profile.guidance,
        }

    def paint(self, brief: Brief, seed: int) -> tuple[Image.Image, PictureDetections]:
        """Return a picture, and what its layout promises."""
        prompt = brief_prompt(brief)
        generator = torch.Generator().manual_seed(seed)
        layout = self.pipeline.compose([prompt], None, [generator], [content_of(brief)])[0]
        if self.rng.random() < SPOILT:
            layout = spoil_layout(self.rng, layout)
        picture = self.pipeline(prompt, layout=layout, generator=generator, **self.settings).images[0]
        return picture, ideal_detections(layout)


def _doubtful_requirements(rng: np.random.Generator, brief: Brief) -> list[Requirement]:
    """Draw requirements about the same things that are mostly false."""
    what = brief.elements[0].what
    scene = str(rng.choice(SCENES))
    noun = str(rng.choice(NOUNS))
    requirements = [Requirement(kind="exists", subject=noun), Requirement(kind="scene", value=scene)]
    options = {"color": COLORS, "count": ["1", "2", "3", "4"], "place": list(lexicon.PLACES)}
    for kind, values in options.items():
        fields = {"kind": kind, "subject": what, "value": str(rng.choice(values))}
        requirements.append(Requirement.model_validate(fields))
    return [*requirements, Requirement(kind="style", value=str(rng.choice(STYLES)))]


def _label_row(view: PictureDetections, requirements: list[Requirement]) -> str:
    """Return a line of the labels: each requirement once, and whether it holds in this view."""
    facts = [
        {**r.model_dump(exclude_defaults=True), "kind": r.kind, "holds": rules.is_met(view, r)}
        for r in dict.fromkeys(requirements)
    ]
    return json.dumps({"requirements": facts})


def paint(number: int) -> None:
    """Paint pictures and write down what every layout promises.

    Raises:
        SystemExit: There are labels already; they are never painted over.
    """
    if LABELS.exists():
        raise SystemExit(f"{LABELS} is there; move it away first.")
    rng = np.random.default_rng(303)
    painter = _Painter(rng)
    pictures = []
    lines = []
    for row in range(number):
        brief = random_brief(rng, unseen=bool(row % 2) and rng.random() < 0.5)
        picture, view = painter.paint(brief, seed=row)
        pictures.append(picture)
        lines.append(_label_row(view, [*requirements_of(brief), *_doubtful_requirements(rng, brief)]))
    save_lines(NAME, lines)
    save_sheet(NAME, pictures)


def _pair_requirements(rng: np.random.Generator, brief: Brief) -> list[Requirement]:
    """Return requirements about where two things stand and about what is absent, true and false ones."""
    relation = brief.relations[0]
    return [
        *(Requirement(kind="exists", subject=e.what) for e in brief.elements),
        *(
            Requirement(kind="relation", subject=relation.subject, value=kind, object=relation.object)
            for kind in lexicon.RELATIONS
        ),
        *(Requirement(kind="absent", subject=noun) for noun in (relation.subject, str(rng.choice(NOUNS)))),
    ]


def pairs(number: int) -> None:
    """Add pictures of two things that stand one beside the other."""
    rng = np.random.default_rng(304)
    painter = _Painter(rng)
    rows = _load_rows()
    pictures = load_pictures(NAME, len(rows))
    lines = [json.dumps(row) for row in rows]
    for row in range(number):
        brief = task_brief(rng, "position", row, unseen=False)
        picture, view = painter.paint(brief, seed=1000 + row)
        pictures.append(picture)
        lines.append(_label_row(view, _pair_requirements(rng, brief)))
    save_lines(NAME, lines)
    save_sheet(NAME, pictures)


def _load_rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]


def sheets(folder: Path, each: int = 12) -> None:
    """Draw contact sheets: every picture enlarged beside its statements, with + where it is said to hold.

    Args:
        folder: Where the sheets are written.
        each: Pictures per sheet.
    """
    rows = _load_rows()
    font = ImageFont.load_default(12)
    pictures = load_pictures(NAME, len(rows))
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(rows), each):
        page = Image.new("RGB", (PAGE_COLUMNS * WIDTH, -(-each // PAGE_COLUMNS) * HEIGHT), "white")
        draw = ImageDraw.Draw(page)
        for place, row in enumerate(range(start, min(start + each, len(rows)))):
            x = place % PAGE_COLUMNS * WIDTH
            y = place // PAGE_COLUMNS * HEIGHT
            page.paste(pictures[row].resize((192, 192)), (x, y))
            lines = [f"row {row}"]
            for number, fact in enumerate(rows[row]["requirements"]):
                statement = Requirement.model_validate(fact).statement
                lines += textwrap.wrap(f"{number} {'+' if fact['holds'] else '-'} {statement}", 38)
            draw.text((x + 196, y), "\n".join(lines), fill="black", font=font)
        page.save(folder / f"{start // each:02d}.png")


def flip(places: list[str]) -> None:
    """Turn over the labels at ROW:NUMBER."""
    rows = _load_rows()
    for row, number in (map(int, place.split(":")) for place in places):
        fact = rows[row]["requirements"][number]
        fact["holds"] = not fact["holds"]
    save_lines(NAME, [json.dumps(row) for row in rows])


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
