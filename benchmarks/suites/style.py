"""Style: `gouache bench style`; its sheet of pictures: `python -m benchmarks.suites.style FILE.png`.

A style counts as recognised when the critic, which learned from drawn looks alone, names the reference's. What is kept
is what the grader found in a storybook scene before and still finds after. The grader matches templates and colours,
so it looks at scenes enlarged three times (strokes have a width of their own), with their colours adapted to the
palette (one affine map a picture), and is asked only for what it finds in the scene drawn in that look by procedure
too (`training/reports/style_legibility.py`); `kept_plain` is without all three. For comparison there are a transfer of
colour statistics, and pixels optimised towards the reference's Gram matrices on the same random filters.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
import time
from collections.abc import Callable
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from agent.brief.requirements import requirements_of
from benchmarks.datasets import load_edit_sessions, load_photographs, load_pictures
from benchmarks.judges import rules
from benchmarks.judges.styled import adapt_colors, enlarge, transfer_colors
from benchmarks.measuring import Figures, Ticker, median_seconds, peak_memory_mb
from benchmarks.proportions import proportion
from tools import profiles
from tools.actions.restyle import load_swatch
from tools.engines.base import Stylist
from tools.engines.style.critic import Critic, Textures
from tools.engines.style.request import StyleRequest
from tools.hooks import Hooks, Progress
from tools.model_manager import ModelManager
from tools.vocabulary.storybook import lexicon

STRENGTHS = (0.0, 0.25, 0.5, 0.75, 1.0)
UNSEEN = ("halftone", "scratchboard", "neon")
"""Looks that the stylist was never shown; `data/looks.png` has one picture of each."""
SCENES, QUICK_SCENES = 40, 6
QUICK_PHOTOGRAPHS = 2
PHOTO_SIDE = 256
"""Longer side of the photographs, in pixels."""
CRITIC_TOLERANCE = 0.02
"""How much less likely the critic may find a look at the next strength."""
GRAM_TOLERANCE = 1.01
"""By which factor the Gram distance may grow at the next strength."""


class Kept(NamedTuple):
    """A requirement that the grader finds met in the plain scene."""

    kind: str
    legible: bool
    """Whether the grader finds it in the scene drawn in that look by procedure too."""
    found: bool
    """Whether the grader finds it in the restyled scene."""


def load_references() -> dict[str, Image.Image]:
    """A picture of every look: the shipped swatches, and the looks that only test."""
    references = {name: load_swatch(name)[1] for name in lexicon.SWATCHES}
    with resources.files("benchmarks").joinpath("data/looks.png").open("rb") as file:
        page = Image.open(file).convert("RGB")
    side = page.height
    unseen = {name: page.crop((side * n, 0, side * (n + 1), side)) for n, name in enumerate(UNSEEN)}
    return references | unseen


class Suite:
    """The stylist, its judges, and the pictures that it is judged on."""

    def __init__(self, quick: bool) -> None:
        self.stylist: Stylist = ModelManager(profiles.load_profile("pocket")).get("stylist")
        self.critic = Critic()
        self.textures = Textures()
        self.grader = rules.Grader()
        self.references = load_references()
        count = QUICK_SCENES if quick else SCENES
        self.briefs = [session["brief"] for session in load_edit_sessions()[:count]]
        self.scenes = load_pictures("edits", count)
        self.photographs = load_photographs()[: QUICK_PHOTOGRAPHS if quick else None]
        for photograph in self.photographs:
            photograph.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.LANCZOS)
        data = resources.files("benchmarks").joinpath("data/readable.json").read_text("utf-8")
        self.readable: list[dict[str, list[int]]] = json.loads(data)
        """For each scene, by look, the numbers of the requirements that are met in it; "" is the plain scene."""

    def restyled(self, content: Image.Image, name: str, strength: float = 1.0) -> Image.Image:
        """A content in the look of a reference; of swatches only the look is taken, as in the studio."""
        request = StyleRequest(strength=strength, palette=name in UNSEEN)
        made: Image.Image = self.stylist.restyle(content, self.references[name], request, Hooks())
        return made

    def is_recognised(self, picture: Image.Image, name: str) -> bool:
        """Whether the critic names that look."""
        return self.critic.style(picture) == name

    def kept_requirements(self, number: int, made: Image.Image, name: str) -> list[Kept]:
        """What is kept of scene `number` in a picture of it in a look."""
        view = self.grader.see([made])[0]
        asked = requirements_of(self.briefs[number])
        readable = self.readable[number]
        return [Kept(asked[i].kind, i in readable[name], rules.is_met(view, asked[i])) for i in readable[""]]

    def kept_enlarged(self, number: int, name: str) -> list[Kept]:
        """What is kept of scene `number` when the stylist restyles it enlarged and its colours are adapted."""
        scene = self.scenes[number]
        made = adapt_colors(self.restyled(enlarge(scene), name), scene)
        return self.kept_requirements(number, made, name)

    def curve(self, content: Image.Image, name: str) -> tuple[list[float], list[float]]:
        """At each strength the Gram distance to the reference, and how likely the critic finds its look."""
        pictures = [self.restyled(content, name, strength) for strength in STRENGTHS]
        distances = [self.textures.distance(picture, self.references[name]) for picture in pictures]
        return distances, [self.critic.chance(picture, name) for picture in pictures]

    def seconds(self, side: int) -> float:
        """Median seconds of three runs on a photograph of so many pixels square."""
        content = load_photographs()[2].resize((side, side))
        return round(median_seconds(lambda _: self.restyled(content, "mosaic"), 3), 2)


def _measure_other(suite: Suite, method: Callable[[Image.Image, Image.Image], Image.Image], count: int) -> Figures:
    """Another method on the first scenes: recognised, Gram distance, seconds a picture of 128 pixels."""
    recognised: list[bool] = []
    distances: list[float] = []
    seconds: list[float] = []
    for scene in suite.scenes[:count]:
        for name in lexicon.SWATCHES:
            start = time.perf_counter()
            made = method(scene, suite.references[name])
            seconds.append(time.perf_counter() - start)
            recognised.append(suite.is_recognised(made, name))
            distances.append(suite.textures.distance(made, suite.references[name]))
    return {
        "recognised": proportion(recognised)["share"], "gram_distance": round(statistics.fmean(distances), 3),
        "seconds_128": round(statistics.median(seconds), 3),
    }  # fmt: skip


class _Grades:
    """Grades of every look on every content."""

    def __init__(self, suite: Suite) -> None:
        self.recognised: dict[str, list[bool]] = {name: [] for name in suite.references}
        """By look; swatches on scenes only, unseen looks on photographs too."""
        self.on_photographs: list[bool] = []
        """Swatches on photographs."""
        self.gram_before: list[float] = []
        self.gram_after: list[float] = []
        self.kept: list[tuple[str, Kept]] = []
        self.kept_plain: list[Kept] = []

    def add_scene(self, suite: Suite, number: int, name: str) -> None:
        """Restyle a scene in a look."""
        scene, reference = suite.scenes[number], suite.references[name]
        made = suite.restyled(scene, name)
        self.recognised[name].append(suite.is_recognised(made, name))
        if name in lexicon.SWATCHES:
            self.gram_before.append(suite.textures.distance(scene, reference))
            self.gram_after.append(suite.textures.distance(made, reference))
            self.kept += [(name, requirement) for requirement in suite.kept_enlarged(number, name)]
            self.kept_plain += suite.kept_requirements(number, made, name)

    def add_photograph(self, suite: Suite, photograph: Image.Image, name: str) -> None:
        """Restyle a photograph in a look."""
        right = suite.is_recognised(suite.restyled(photograph, name), name)
        (self.on_photographs if name in lexicon.SWATCHES else self.recognised[name]).append(right)

    def recognition(self) -> Figures:
        """How often the critic names the look, and Gram distances of swatches on scenes."""
        swatches = proportion([value for name in lexicon.SWATCHES for value in self.recognised[name]])
        return {
            "recognised": swatches["share"], "recognised_interval": swatches["interval"],
            "recognised_photo": proportion(self.on_photographs)["share"],
            "recognised_unseen": proportion([value for name in UNSEEN for value in self.recognised[name]])["share"],
            "recognised_by_style": {name: proportion(values)["share"] for name, values in self.recognised.items()},
            "gram_distance": round(statistics.fmean(self.gram_after), 3),
            "gram_distance_before": round(statistics.fmean(self.gram_before), 3),
        }  # fmt: skip

    def keeping(self) -> Figures:
        """What of the scenes is kept in the swatches' looks."""
        legible = [(name, requirement) for name, requirement in self.kept if requirement.legible]
        every = proportion([requirement.found for _, requirement in legible])
        by_style: dict[str, list[bool]] = {name: [] for name in lexicon.SWATCHES}
        by_kind: dict[str, list[bool]] = {}
        for name, requirement in legible:
            by_style[name].append(requirement.found)
            by_kind.setdefault(requirement.kind, []).append(requirement.found)
        return {
            "kept": every["share"], "kept_interval": every["interval"],
            "kept_by_style": {name: proportion(values)["share"] for name, values in by_style.items()},
            "kept_by_kind": {kind: proportion(values)["share"] for kind, values in by_kind.items()},
            "legible": proportion([requirement.legible for _, requirement in self.kept])["share"],
            "kept_plain": proportion([requirement.found for requirement in self.kept_plain])["share"],
        }  # fmt: skip


def _grade_looks(suite: Suite, progress: Progress) -> Figures:
    """Figures of every reference on every content."""
    tick = Ticker(progress, len(suite.references) * (len(suite.scenes) + len(suite.photographs)))
    grades = _Grades(suite)
    for name in suite.references:
        for number in range(len(suite.scenes)):
            grades.add_scene(suite, number, name)
            tick()
        for photograph in suite.photographs:
            grades.add_photograph(suite, photograph, name)
            tick()
    recognition, keeping = grades.recognition(), grades.keeping()
    balance = math.sqrt(recognition["recognised"] * keeping["kept"])
    return {**recognition, **keeping, "balance": round(balance, 3)}


def _strengths(suite: Suite, count: int) -> Figures:
    """Whether a look gets stronger with the strength, on the first scenes.

    The critic should find it likelier at each step, and the Gram distance, which colours move as much as strokes,
    should fall; both within a tolerance. The means of both are given too.
    """
    curves = [suite.curve(scene, name) for scene in suite.scenes[:count] for name in lexicon.SWATCHES]
    distances = [distance for distance, _ in curves]
    chances = [chance for _, chance in curves]
    rises = [all(after >= before - CRITIC_TOLERANCE for before, after in pairwise(row)) for row in chances]
    falls = [all(after <= before * GRAM_TOLERANCE for before, after in pairwise(row)) for row in distances]

    def means(rows: list[list[float]]) -> dict[str, float]:
        columns = zip(*rows, strict=True)
        return {str(key): round(statistics.fmean(column), 3) for key, column in zip(STRENGTHS, columns, strict=True)}

    return {
        "strength_monotone": proportion(rises)["share"], "gram_monotone": proportion(falls)["share"],
        "chance_by_strength": means(chances), "gram_by_strength": means(distances),
    }  # fmt: skip


def run(quick: bool, progress: Progress) -> Figures:
    """Measure every look on storybook scenes and photographs, strengths, other methods, seconds and sizes.

    Raises:
        ModelMissing: the stylist's or the critic's weights, scikit-image or scikit-learn are not there.
    """
    suite = Suite(quick)
    return {
        **_grade_looks(suite, progress),
        **_strengths(suite, 2 if quick else 6),
        "color_transfer": _measure_other(suite, transfer_colors, len(suite.scenes)),
        "optimised": _measure_other(suite, suite.textures.optimise, 1 if quick else 3),
        "seconds_512": suite.seconds(512), "seconds_1024": suite.seconds(1024),
        "weights_mb": round(suite.stylist.nbytes() / 2**20, 1), "peak_rss_mb": peak_memory_mb(),
    }  # fmt: skip


def save_comparison(path: Path) -> None:
    """Save a sheet: contents in the first row, then each reference and the contents in its look."""
    suite, side = Suite(quick=True), 160
    contents = [*suite.scenes[:3], *suite.photographs]
    page = Image.new("RGB", (side * (len(contents) + 1), (side + 14) * (len(suite.references) + 1)), "white")

    def put(column: int, row: int, picture: Image.Image, caption: str = "") -> None:
        page.paste(ImageOps.contain(picture, (side - 4, side - 4)), (column * side, row * (side + 14)))
        ImageDraw.Draw(page).text((column * side + 2, row * (side + 14) + side - 3), caption, fill="black")

    for column, content in enumerate(contents, 1):
        put(column, 0, content)
    for row, (name, reference) in enumerate(suite.references.items(), 1):
        put(0, row, reference, name)
        for column, content in enumerate(contents, 1):
            put(column, row, suite.restyled(content, name))
    page.save(path, optimize=True)


if __name__ == "__main__":
    save_comparison(Path(sys.argv[1]))
