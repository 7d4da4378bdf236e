"""The eyes' suite: rendered pictures, half of them with held-out colours, and statements about each."""

from __future__ import annotations

import json

import numpy as np

from training.holdout import held_out
from training.scenes.ground_truth import random_statements
from training.scenes.sample import random_scene
from training.scenes.scene import draw
from training.suites.files import save_lines, save_sheet

SEED = 78


def write_eyes_suite(count: int = 100) -> None:
    """Write `count` pictures on one sheet, and what holds in each and what does not."""
    rng = np.random.default_rng(SEED)
    lines = []
    pictures = []
    for number in range(count):
        scene = random_scene(rng, unseen=number % 2 == 1)
        pictures.append(draw(scene))
        unseen = any(held_out(e.what, e.color) for e in scene.brief.elements)
        lines.append(json.dumps({"unseen": unseen, "requirements": random_statements(rng, scene)}))
    save_sheet("eyes", pictures)
    save_lines("eyes", lines)
