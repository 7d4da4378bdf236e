"""What the grader can read in a look at all: `python -m training.reports.style_legibility` writes the style suite's data.

A perfect woodcut has no colours, and the grader matches colours. So the suite asks the stylist only for what the grader
finds both in a scene and in that scene drawn in the look by procedure.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from agent.brief.requirements import requirements_of
from benchmarks.judges import rules
from benchmarks.sheets import sheet
from benchmarks.suites.edits import sessions
from benchmarks.suites.style import enlarged, viewed
from training.styles.patterns import lattice
from training.styles.swatches import SEED, SWATCH_LOOKS

TARGET = Path(__file__).parents[2] / "benchmarks" / "data" / "readable.json"
SCENES = 40


def main() -> None:
    """For every scene the numbers of the requirements found in it, and by look of those found there too."""
    grader, on = rules.Grader(), lattice(1)
    rows: list[dict[str, list[int]]] = []
    for row, picture in zip(sessions()[:SCENES], sheet("edits", SCENES), strict=True):
        large, asked = np.asarray(enlarged(picture)).astype(np.float32) / 255, requirements_of(row["brief"])
        pages = [picture]
        for look in SWATCH_LOOKS.values():
            drawn = look(np.random.default_rng(SEED))(large, on.window(0, 0, *large.shape[:2])) * 255
            pages.append(viewed(Image.fromarray(drawn.round().clip(0, 255).astype(np.uint8)), picture))
        found: dict[str, list[int]] = {}
        for name, seen in zip(["", *SWATCH_LOOKS], grader.see(pages), strict=True):
            met = [number for number, what in enumerate(asked) if what.kind != "style" and rules.met(seen, what)]
            found[name] = [number for number in met if number in found.get("", met)]
        rows.append(found)
        print(len(rows), {name: len(numbers) for name, numbers in found.items()}, flush=True)
    TARGET.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
