"""The editor's suite: rendered scenes of one or two things, each with three edits that follow one another."""

from __future__ import annotations

import json

import numpy as np

from training.scenes.pairs import random_edit
from training.scenes.sample import random_scene
from training.scenes.scene import draw
from training.suites.files import save_lines, save_sheet

SEED = 80
EDITS = 3
"""Edits per scene."""


def write_edits_suite(count: int = 60) -> None:
    """Write `count` scenes with their edits, and what the renderer makes of each edit, for the ceiling."""
    rng = np.random.default_rng(SEED)
    lines = []
    pictures = []
    edited_pictures = []
    while len(lines) < count:
        scene = random_scene(rng, most=2)
        pictures.append(draw(scene))
        brief = scene.brief.model_dump(exclude_defaults=True)
        edits = []
        operations = []
        while len(edits) < EDITS:
            drawn = random_edit(rng, scene)
            if drawn is not None:
                edit, operation, scene = drawn
                edits.append(edit.model_dump(exclude_none=True))
                operations.append(operation)
                edited_pictures.append(draw(scene))
        lines.append(json.dumps({"brief": brief, "edits": edits, "operations": operations}))
    save_lines("edits", lines)
    save_sheet("edits", pictures)
    save_sheet("edits_after", edited_pictures)
