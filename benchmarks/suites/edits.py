"""Three edits after one another on the studio's own output, each graded by the independent grader.

Every session starts from a rendered scene (`data/edits.png`), so that the first turn measures editing alone. A turn
counts when the whole brief holds after it and after all before it. Cumulative as in EdiVal-Agent (arXiv:2509.13399).
Ceiling: what the renderer makes of the same edits (`data/edits_after.png`); floor: the start, left as it is.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from importlib import resources
from typing import Any

import numpy as np
from PIL import Image

from agent import limits
from agent.brief.edits import Edit, apply_edits, edit_instruction
from agent.brief.model import Brief, brief_prompt
from agent.brief.requirements import requirements_of
from benchmarks.judges import rules
from benchmarks.shares import share
from benchmarks.sheets import sheet
from tools import profiles
from tools.engines.pocket.painter import PaintRequest
from tools.engines.vision.template_grader import SIZES, PictureDetections
from tools.hooks import Hooks
from tools.images.compare import psnr
from tools.model_manager import ModelManager

UNCHANGED, TEN = "no change", 10
COLORS = ("red", "blue", "yellow", "green", "purple")
HALF = {"small": 16, "medium": 24, "large": 32}
"""Half the side of a thing, in pixels, by its size."""


def sessions() -> list[dict[str, Any]]:
    """`brief`, three `edits` and their `operations`; picture number i of the sheet belongs to row i."""
    text = resources.files("benchmarks").joinpath("data/edits.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    for row in rows:
        row["brief"], row["edits"] = Brief.model_validate(row["brief"]), [Edit.model_validate(e) for e in row["edits"]]
    return rows


def outside(
    before: Image.Image, after: Image.Image, views: tuple[PictureDetections, PictureDetections], edit: Edit
) -> float | None:
    """PSNR in dB where neither picture shows the edited thing (8 pixels of border apart); None for whole-picture edits
    and where the thing was not found."""
    if edit.op in limits.EDIT_AS_NEW:
        return None
    things = [t for view in views for name in (edit.what, edit.to) if name for t in rules.named(view, name)]
    if not things:
        return None
    kept = np.ones((rules.SIDE, rules.SIDE), bool)
    for thing in things:
        half = HALF[max(SIZES, key=lambda name: thing.sizes.get(name, 0.0))] + 8
        x, y = int(thing.x), int(thing.y)
        kept[max(0, y - half) : y + half, max(0, x - half) : x + half] = False
    a, b = (np.asarray(p.convert("RGB")).astype(np.float32)[kept] for p in (before, after))
    error = float(((a - b) ** 2).mean()) if kept.any() else 0.0
    return min(99.0, float(10 * np.log10(255**2 / error))) if error else 99.0


def obeyed(view: PictureDetections, before: Brief, after: Brief) -> bool:
    """Whether what the edit changed in the brief now holds."""
    old = requirements_of(before)
    gone = {e.what for e in before.elements} - {e.what for e in after.elements}
    return all(rules.met(view, r) for r in requirements_of(after) if r not in old) and not any(
        rules.named(view, name) for name in gone
    )


def _recolored(
    edit: Callable[..., Image.Image], grader: rules.Grader, starts: list[tuple[Image.Image, Brief]]
) -> dict[str, Any]:
    """Ten edits that change something: a thing gets one colour after another. What holds at the end, and how near the
    rest is to the start, in dB."""
    held, away = list[bool](), list[float]()
    for picture, brief in starts:
        first, view = picture, grader.see([picture])[0]
        for turn in range(TEN):
            change = Edit(op="change", what=brief.elements[0].what, color=COLORS[turn % len(COLORS)])
            words, brief = edit_instruction(brief, change), apply_edits(brief, [change])
            picture = edit(picture, words, brief, turn, True)
        seen = grader.see([picture])[0]
        held.append(rules.strict(seen, brief))
        far = outside(first, picture, (view, seen), change)
        away += [] if far is None else [far]
    return {
        "ten_recolors_held": share(held),
        "ten_recolors_outside_psnr_db": round(statistics.median(away), 2) if away else None,
    }


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Run every session (a quarter of them when quick), and ten edits that change nothing on some of the pictures."""
    rows = sessions()
    pictures, truths = sheet("edits", len(rows)), sheet("edits_after", 3 * len(rows))
    step = 4 if quick else 1
    profile = profiles.load_profile("pocket")
    editor, grader = ModelManager(profile).get("editor"), rules.Grader()

    def edit(picture: Image.Image, words: str, brief: Brief, seed: int, keep: bool) -> Image.Image:
        order = PaintRequest(
            brief_prompt(brief), instruction=words, seed=seed, steps=profile.steps, guidance=profile.guidance, keep=keep
        )
        result: Image.Image = editor.edit(picture, order, Hooks())
        return result

    turns, ceiling, floor = ([list[bool]() for _ in range(3)] for _ in range(3))
    kept = list[float]()
    operations: dict[str, list[bool]] = {}
    chosen = list(range(0, len(rows), step))
    for done, number in enumerate(chosen):
        picture, brief, good, best = pictures[number], rows[number]["brief"], True, True
        view, *true = grader.see([picture, *truths[3 * number : 3 * number + 3]])
        start = view
        for turn, (change, name) in enumerate(zip(rows[number]["edits"], rows[number]["operations"], strict=True)):
            after = apply_edits(brief, [change])
            words, keep = edit_instruction(brief, change), change.op not in limits.EDIT_AS_NEW
            new = edit(picture, words, after, 1000 * number + turn, keep)
            seen = grader.see([new])[0]
            operations.setdefault(name, []).append(obeyed(seen, brief, after))
            away = outside(picture, new, (view, seen), change)
            kept += [] if away is None else [away]
            good = good and rules.strict(seen, after)
            best = best and rules.strict(true[turn], after)
            turns[turn].append(good)
            ceiling[turn].append(best)
            floor[turn].append(rules.strict(start, after))
            picture, brief, view = new, after, seen
        progress(done + 1, len(chosen))
    drift = {True: list[float](), False: list[float]()}
    for number in chosen[:: 2 if quick else 5]:
        for keep in drift:
            picture = pictures[number]
            for turn in range(TEN):
                picture = edit(picture, UNCHANGED, rows[number]["brief"], turn, keep)
            drift[keep].append(psnr(pictures[number], picture))
    return {
        **_recolored(edit, grader, [(pictures[n], rows[n]["brief"]) for n in chosen[:: 2 if quick else 5]]),
        "graded_by": "package:grader (the renderer's templates)", "sessions": len(chosen),
        **{f"t{turn + 1}": share(values) for turn, values in enumerate(turns)},
        **{f"ceiling_t{turn + 1}": share(values)["share"] for turn, values in enumerate(ceiling)},
        **{f"floor_t{turn + 1}": share(values)["share"] for turn, values in enumerate(floor)},
        "operations": {name: share(values) for name, values in sorted(operations.items())},
        "outside_psnr_db": round(statistics.median(kept), 2) if kept else None,
        "ten_edit_psnr_db": round(statistics.fmean(drift[True]), 2),
        "ten_edit_psnr_db_without_pasting_back": round(statistics.fmean(drift[False]), 2),
    }  # fmt: skip
