"""What the grader can read in a style at all: `python -m training.reports.style_legibility` writes the suite's data.

A perfect woodcut has no colours, and the grader matches colours. So the style suite asks the stylist only for what the
grader finds both in a scene and in that scene drawn in the style by procedure (`benchmarks/data/readable.json`).
"""

from __future__ import annotations

import json

import numpy as np
from PIL import Image

from agent.brief.requirements import requirements_of
from benchmarks.datasets import load_edit_sessions, load_pictures
from benchmarks.judges import rules
from benchmarks.judges.styled import adapt_colors, enlarge
from training.styles.patterns import Patterns, make_patterns
from training.styles.swatch_styles import SWATCH_SEED, SWATCH_STYLES
from training.suites.files import DATA

TARGET = DATA / "readable.json"
SCENES = 40


def _draw_in_styles(picture: Image.Image, patterns: Patterns) -> list[Image.Image]:
    """Return a picture in every swatch style, drawn at a larger size and viewed at its own."""
    large = np.asarray(enlarge(picture)).astype(np.float32) / 255
    window = patterns.window(0, 0, *large.shape[:2])
    pages = []
    for maker in SWATCH_STYLES.values():
        colors = maker(np.random.default_rng(SWATCH_SEED))(large, window) * 255
        pages.append(adapt_colors(Image.fromarray(colors.round().clip(0, 255).astype(np.uint8)), picture))
    return pages


def main() -> None:
    """Write for every scene the numbers of the requirements found in it, and by style of those found there too."""
    grader = rules.Grader()
    patterns = make_patterns(1)
    rows: list[dict[str, list[int]]] = []
    for row, picture in zip(load_edit_sessions()[:SCENES], load_pictures("edits", SCENES), strict=True):
        requirements = requirements_of(row["brief"])
        views = grader.see([picture, *_draw_in_styles(picture, patterns)])
        found: dict[str, list[int]] = {}
        for name, view in zip(["", *SWATCH_STYLES], views, strict=True):
            met = [n for n, what in enumerate(requirements) if what.kind != "style" and rules.is_met(view, what)]
            found[name] = [number for number in met if number in found.get("", met)]
        rows.append(found)
        print(len(rows), {name: len(numbers) for name, numbers in found.items()}, flush=True)
    TARGET.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
