"""What the grader can read in a look at all: `python -m training.reports.readable` writes the style suite's data.

A perfect woodcut has no colours, and the grader matches colours. So the suite asks the stylist only for what the grader
finds both in a scene and in that scene drawn in the look by procedure.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from agent.brief.requirements import requirements_of
from benchmarks.datasets import load_edit_sessions, load_pictures
from benchmarks.judges import rules
from benchmarks.judges.styled import adapt_colors, enlarge
from training.styles.lattice import lattice
from training.styles.swatches import SEED, SWATCH_LOOKS

TARGET = Path(__file__).parents[2] / "benchmarks" / "data" / "readable.json"
SCENES = 40


def main() -> None:
    """For every scene the numbers of the requirements found in it, and by look of those found there too."""
    grader, on = rules.Grader(), lattice(1)
    rows: list[dict[str, list[int]]] = []
    for row, picture in zip(load_edit_sessions()[:SCENES], load_pictures("edits", SCENES), strict=True):
        large, asked = np.asarray(enlarge(picture)).astype(np.float32) / 255, requirements_of(row["brief"])
        pages = [picture]
        for look in SWATCH_LOOKS.values():
            drawn = look(np.random.default_rng(SEED))(large, on.window(0, 0, *large.shape[:2])) * 255
            pages.append(adapt_colors(Image.fromarray(drawn.round().clip(0, 255).astype(np.uint8)), picture))
        found: dict[str, list[int]] = {}
        for name, seen in zip(["", *SWATCH_LOOKS], grader.see(pages), strict=True):
            met = [number for number, what in enumerate(asked) if what.kind != "style" and rules.is_met(seen, what)]
            found[name] = [number for number in met if number in found.get("", met)]
        rows.append(found)
        print(len(rows), {name: len(numbers) for name, numbers in found.items()}, flush=True)
    TARGET.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
