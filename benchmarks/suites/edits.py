"""Three edits after one another on the studio's own output, each graded by the independent grader.

Every session starts from a rendered scene (`data/edits.png`), so that the first turn measures editing alone. A turn
counts when the whole brief holds after it and after all turns before it: cumulative as in EdiVal-Agent
(arXiv:2509.13399). Ceiling: what the renderer makes of the same edits (`data/edits_after.png`); floor: the start, left
as it is.
"""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np
from PIL import Image

from agent import limits
from agent.brief.content import change_of
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from agent.brief.wording import edit_instructions
from benchmarks.datasets import EditSession, load_edit_sessions, load_pictures
from benchmarks.judges import rules
from benchmarks.measuring import Figures, Ticker
from benchmarks.proportions import proportion
from benchmarks.suites.painter import paint_request
from tools import profiles
from tools.engines.pocket.painter import PocketPainter
from tools.engines.vision.template_grader import SIZES
from tools.hooks import Hooks, Progress
from tools.images.compare import psnr
from tools.model_manager import ModelManager

QUICK_EVERY = 4
"""A quick run takes every fourth session."""
TURNS = 3
LONG_CHAIN = 10
"""Edits after one another where drift is measured."""
COLORS = ("red", "blue", "yellow", "green", "purple")
HALF_SIDES = {"small": 16, "medium": 24, "large": 32}
"""Half the side of a thing, in pixels, by its size."""
BORDER = 8
"""Pixels around an edited thing that count as part of it."""
SAME_DB = 99.0
"""PSNR of equal pixels, instead of infinity."""


def psnr_outside_edit(
    before: Image.Image, after: Image.Image, views: tuple[rules.PictureDetections, rules.PictureDetections], edit: Edit
) -> float | None:
    """PSNR in dB where neither picture shows the edited thing, leaving a border of eight pixels.

    Args:
        before: The picture that was edited, 128 pixels square.
        after: The edited picture.
        views: What the grader finds in both.
        edit: The edit.

    Returns:
        None for edits of the whole picture, and where the thing was not found.
    """
    if edit.op in limits.EDIT_AS_NEW:
        return None
    names = [name for name in (edit.what, edit.to) if name]
    things = [thing for view in views for name in names for thing in rules.things_named(view, name)]
    if not things:
        return None
    kept = np.ones((rules.SIDE, rules.SIDE), bool)
    for thing in things:
        size = max(SIZES, key=lambda name: thing.sizes.get(name, 0.0))
        half = HALF_SIDES[size] + BORDER
        x, y = int(thing.x), int(thing.y)
        kept[max(0, y - half) : y + half, max(0, x - half) : x + half] = False
    a, b = (np.asarray(picture.convert("RGB")).astype(np.float32)[kept] for picture in (before, after))
    error = float(((a - b) ** 2).mean()) if kept.any() else 0.0
    return min(SAME_DB, float(10 * np.log10(255**2 / error))) if error else SAME_DB


def edit_holds(view: rules.PictureDetections, before: Brief, after: Brief) -> bool:
    """Whether what the edit changed in the brief is so in the picture."""
    old = requirements_of(before)
    gone = {element.what for element in before.elements} - {element.what for element in after.elements}
    if any(rules.things_named(view, name) for name in gone):
        return False
    return all(rules.is_met(view, requirement) for requirement in requirements_of(after) if requirement not in old)


class _Editor:
    """The studio's editor with its profile's settings, and the grader."""

    def __init__(self) -> None:
        self.profile = profiles.load_profile("pocket")
        self.engine: PocketPainter = ModelManager(self.profile).get("editor")
        self.grader = rules.Grader()

    def edit(self, picture: Image.Image, edits: list[Edit], brief: Brief, seed: int, keep: bool) -> Image.Image:
        """Edit a picture so that it shows `brief`; `keep` puts back the pixels that the edits are not about."""
        request = replace(
            paint_request(brief, seed, self.profile),
            instruction=edit_instructions(edits),
            change=change_of(edits),
            keep=keep,
        )
        return self.engine.edit(picture, request, Hooks()).picture

    def view(self, picture: Image.Image) -> rules.PictureDetections:
        """What the grader finds in a picture."""
        view: rules.PictureDetections = self.grader.see([picture])[0]
        return view


class _Tally:
    """Grades of the sessions' turns."""

    def __init__(self) -> None:
        self.studio: list[list[bool]] = [[] for _ in range(TURNS)]
        self.ceiling: list[list[bool]] = [[] for _ in range(TURNS)]
        self.floor: list[list[bool]] = [[] for _ in range(TURNS)]
        self.operations: dict[str, list[bool]] = {}
        self.outside_db: list[float] = []

    def figures(self) -> Figures:
        """Shares by turn and operation."""
        names = {"t": self.studio, "ceiling_t": self.ceiling, "floor_t": self.floor}
        shares = {
            f"{name}{turn}": proportion(values) for name, turns in names.items() for turn, values in enumerate(turns, 1)
        }
        return {
            **{name: share if name.startswith("t") else share["share"] for name, share in shares.items()},
            "operations": {name: proportion(values) for name, values in sorted(self.operations.items())},
            "outside_psnr_db": round(statistics.median(self.outside_db), 2) if self.outside_db else None,
        }


def _play(editor: _Editor, number: int, session: EditSession, pictures: list[Image.Image], tally: _Tally) -> None:
    """Play one session.

    Args:
        editor: The studio's editor.
        number: The session's number, for the seeds.
        session: Its brief and edits.
        pictures: Its start, then what the renderer makes of each edit.
        tally: Where its grades go.
    """
    start, *truths = editor.grader.see(pictures)
    picture, view, brief = pictures[0], start, session["brief"]
    studio_held = renderer_held = True
    for turn, (edit, operation) in enumerate(zip(session["edits"], session["operations"], strict=True)):
        after = apply_edits(brief, [edit])
        keep = edit.op not in limits.EDIT_AS_NEW
        new_picture = editor.edit(picture, [edit], after, 1000 * number + turn, keep)
        new_view = editor.view(new_picture)
        tally.operations.setdefault(operation, []).append(edit_holds(new_view, brief, after))
        outside_db = psnr_outside_edit(picture, new_picture, (view, new_view), edit)
        if outside_db is not None:
            tally.outside_db.append(outside_db)
        studio_held = studio_held and rules.passes_strict(new_view, after)
        renderer_held = renderer_held and rules.passes_strict(truths[turn], after)
        tally.studio[turn].append(studio_held)
        tally.ceiling[turn].append(renderer_held)
        tally.floor[turn].append(rules.passes_strict(start, after))
        picture, view, brief = new_picture, new_view, after


def _recolor(editor: _Editor, starts: list[tuple[Image.Image, Brief]]) -> Figures:
    """Give a thing ten colours one after another.

    Returns:
        What holds at the end, and how near the rest of the picture is to the start, in dB.
    """
    held: list[bool] = []
    outside_db: list[float] = []
    for start, first_brief in starts:
        picture, brief = start, first_brief
        for turn in range(LONG_CHAIN):
            change = Edit(op="change", what=brief.elements[0].what, color=COLORS[turn % len(COLORS)])
            brief = apply_edits(brief, [change])
            picture = editor.edit(picture, [change], brief, turn, keep=True)
        view = editor.view(picture)
        held.append(rules.passes_strict(view, brief))
        distance = psnr_outside_edit(start, picture, (editor.view(start), view), change)
        outside_db += [] if distance is None else [distance]
    return {
        "ten_recolors_held": proportion(held),
        "ten_recolors_outside_psnr_db": round(statistics.median(outside_db), 2) if outside_db else None,
    }


def _edit_without_change(editor: _Editor, start: Image.Image, brief: Brief, keep: bool) -> float:
    """PSNR in dB to the start after ten edits that change nothing."""
    picture = start
    for turn in range(LONG_CHAIN):
        picture = editor.edit(picture, [], brief, turn, keep)
    return psnr(start, picture)


def run(quick: bool, progress: Progress) -> Figures:
    """Play every session (a quarter of them when quick), and chains of ten edits on some of the pictures."""
    sessions = load_edit_sessions()
    starts = load_pictures("edits", len(sessions))
    truths = load_pictures("edits_after", TURNS * len(sessions))
    chosen = list(range(0, len(sessions), QUICK_EVERY if quick else 1))
    editor, tally, tick = _Editor(), _Tally(), Ticker(progress, len(chosen))
    for number in chosen:
        pictures = [starts[number], *truths[TURNS * number : TURNS * (number + 1)]]
        _play(editor, number, sessions[number], pictures, tally)
        tick()
    chains = [(starts[number], sessions[number]["brief"]) for number in chosen[:: 2 if quick else 5]]
    kept = statistics.fmean(_edit_without_change(editor, *chain, keep=True) for chain in chains)
    not_kept = statistics.fmean(_edit_without_change(editor, *chain, keep=False) for chain in chains)
    return {
        **_recolor(editor, chains),
        "graded_by": "package:grader (the renderer's templates)", "sessions": len(chosen),
        **tally.figures(),
        "ten_edit_psnr_db": round(kept, 2), "ten_edit_psnr_db_without_pasting_back": round(not_kept, 2),
    }  # fmt: skip
