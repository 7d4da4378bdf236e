"""Suite D, style: `gouache bench style`; its sheet: `python -m benchmarks.suites.style FILE.png`.

A style counts as recognised when the critic, which learned from drawn looks alone, names the reference's. What is kept
is what the grader found in a storybook scene before and still finds after. It matches templates and colours, so it
looks at scenes enlarged three times (strokes have a width of their own), its eyes used to the palette (one affine map
of colours a picture), and only what it finds in the scene drawn in that look by procedure too is asked for
(`training/reports/style_legibility.py`); `kept_plain` is without all three. Beside the stylist stand a transfer of
colour statistics, and pixels optimised towards the reference's Gram matrices on the same random filters.
"""

from __future__ import annotations

import json
import math
import resource
import statistics
import sys
import time
from collections.abc import Callable
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from agent.brief.requirements import requirements_of
from benchmarks.judges import rules
from benchmarks.shares import share
from benchmarks.sheets import sheet
from benchmarks.suites.edits import sessions
from benchmarks.suites.restore import photographs
from tools import profiles
from tools.actions.restyle import load_swatch
from tools.base import Hooks
from tools.engines.style.critic import Critic, Textures
from tools.engines.style.stylist import StyleRequest
from tools.model_manager import ModelManager
from tools.vocabulary.storybook import lexicon

STRENGTHS = (0.0, 0.25, 0.5, 0.75, 1.0)
UNSEEN = ("halftone", "scratchboard", "neon")
"""Looks that the stylist was never shown; `data/looks.png` has one picture of each."""
PHOTO = 256
"""Longer side of the photographs."""


ENLARGED = 3
"""How many times its size a scene is restyled at for the grader."""


def viewed(styled: Image.Image, scene: Image.Image) -> Image.Image:
    """A restyled scene at the scene's size, its colours under the affine map that brings them nearest to the scene's
    (12 numbers, fitted on blurred pictures): as seen by eyes that are used to the palette."""
    # Stitches and joints must not beat with the samples.
    smooth = styled.convert("RGB").filter(ImageFilter.GaussianBlur(0.8 * styled.width / scene.width))
    small = smooth.resize(scene.size, Image.Resampling.BOX)

    def flat(picture: Image.Image, blur: float) -> np.ndarray:
        return np.asarray(picture.filter(ImageFilter.GaussianBlur(blur))).reshape(-1, 3).astype(np.float32)

    ones = np.ones((scene.width * scene.height, 1), np.float32)
    bring = np.linalg.lstsq(np.hstack([flat(small, 2), ones]), flat(scene, 2), rcond=None)[0]
    seen = np.hstack([flat(small, 0), ones]) @ bring
    return Image.fromarray(seen.reshape(scene.height, scene.width, 3).round().clip(0, 255).astype(np.uint8))


def enlarged(scene: Image.Image) -> Image.Image:
    """A scene at ENLARGED times its size."""
    return scene.resize((scene.width * ENLARGED, scene.height * ENLARGED), Image.Resampling.LANCZOS)


def reinhard(content: Image.Image, reference: Image.Image) -> Image.Image:
    """Mean and deviation of each channel of Lab taken from the reference (Reinhard et al. 2001)."""
    from skimage.color import lab2rgb, rgb2lab

    a, b = (rgb2lab(np.asarray(p.convert("RGB"))) for p in (content, reference))
    scale = b.std((0, 1)) / np.maximum(a.std((0, 1)), 1e-3)
    moved = lab2rgb((a - a.mean((0, 1))) * scale + b.mean((0, 1)))
    return Image.fromarray((moved * 255).round().clip(0, 255).astype(np.uint8))


def references() -> dict[str, Image.Image]:
    """A picture of every look: the shipped swatches, and the looks that only test."""
    found = {name: load_swatch(name)[1] for name in lexicon.SWATCHES}
    with resources.files("benchmarks").joinpath("data/looks.png").open("rb") as file:
        page = Image.open(file).convert("RGB")
    side = page.height
    return found | {name: page.crop((side * n, 0, side * (n + 1), side)) for n, name in enumerate(UNSEEN)}


class Suite:
    """The stylist, its judges, and what it is judged on."""

    def __init__(self, quick: bool) -> None:
        self.stylist = ModelManager(profiles.load_profile("pocket")).get("stylist")
        self.critic, self.textures, self.grader = Critic(), Textures(), rules.Grader()
        self.references = references()
        count = 6 if quick else 40
        self.briefs = [row["brief"] for row in sessions()[:count]]
        data = resources.files("benchmarks").joinpath("data/readable.json").read_text("utf-8")
        self.readable: list[dict[str, list[int]]] = json.loads(data)
        self.scenes, self.photos = sheet("edits", count), photographs()[: 2 if quick else None]
        for photo in self.photos:
            photo.thumbnail((PHOTO, PHOTO), Image.Resampling.LANCZOS)

    def restyled(self, content: Image.Image, name: str, **manner: Any) -> Image.Image:
        """A content in the look of a reference; of swatches the look alone counts, as in the studio."""
        made: Image.Image = self.stylist.restyle(
            content, self.references[name], StyleRequest(palette=name in UNSEEN, **manner), Hooks()
        )
        return made

    def kept(self, number: int, made: Image.Image, name: str) -> list[tuple[str, bool, bool]]:
        """Of what the grader finds in scene `number`: the kind, whether it can be read in such a look, and whether it
        is found in a picture of the scene restyled."""
        after, asked = self.grader.see([made])[0], requirements_of(self.briefs[number])
        legible = self.readable[number]
        return [(asked[i].kind, i in legible[name], rules.met(after, asked[i])) for i in legible[""]]

    def read(self, number: int, name: str) -> list[tuple[str, bool, bool]]:
        """The same of the stylist's picture of the enlarged scene."""
        scene = self.scenes[number]
        return self.kept(number, viewed(self.restyled(enlarged(scene), name), scene), name)

    def curve(self, content: Image.Image, name: str) -> tuple[list[float], list[float]]:
        """At each strength the Gram distance to the reference, and how likely the critic finds its look."""
        steps = [self.restyled(content, name, strength=strength) for strength in STRENGTHS]
        far = [self.textures.distance(picture, self.references[name]) for picture in steps]
        return far, [self.critic.chance(picture, name) for picture in steps]

    def seconds(self, side: int) -> float:
        """Median of three runs on a photograph of so many pixels square."""
        content, took = photographs()[2].resize((side, side)), []
        for _ in range(3):
            start = time.perf_counter()
            self.restyled(content, "mosaic")
            took.append(time.perf_counter() - start)
        return round(statistics.median(took), 2)


def _beside(suite: Suite, job: Callable[[Image.Image, Image.Image], Image.Image], count: int) -> dict[str, Any]:
    """Another method on the first scenes: recognised, Gram distance, seconds a picture of 128 pixels."""
    told, far, took = list[bool](), list[float](), list[float]()
    for number in range(count):
        for name in lexicon.SWATCHES:
            start = time.perf_counter()
            made = job(suite.scenes[number], suite.references[name])
            took.append(time.perf_counter() - start)
            told.append(suite.critic.style(made) == name)
            far.append(suite.textures.distance(made, suite.references[name]))
    return {
        "recognised": share(told)["share"], "gram_distance": round(statistics.fmean(far), 3),
        "seconds_128": round(statistics.median(took), 3),
    }  # fmt: skip


def _looks(suite: Suite, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Every reference on every content: recognised, kept, Gram distance."""
    contents = [*suite.scenes, *suite.photos]
    told, photo = {name: list[bool]() for name in suite.references}, list[bool]()
    kept: list[tuple[str, str, bool, bool]] = []
    raw = list[bool]()
    far, near, done = list[float](), list[float](), 0
    for name, reference in suite.references.items():
        for number, content in enumerate(contents):
            made, known = suite.restyled(content, name), name in lexicon.SWATCHES
            right = suite.critic.style(made) == name
            (told[name] if number < len(suite.scenes) or not known else photo).append(right)
            if known and number < len(suite.scenes):
                far.append(suite.textures.distance(content, reference))
                near.append(suite.textures.distance(made, reference))
                kept += [(name, *row) for row in suite.read(number, name)]
                raw += [found for _, _, found in suite.kept(number, made, name)]
            done += 1
            progress(done, len(suite.references) * len(contents))
    legible = [row for row in kept if row[2]]
    recognised, holds = share([v for name in lexicon.SWATCHES for v in told[name]]), share([r[3] for r in legible])
    return {
        "recognised": recognised["share"], "recognised_interval": recognised["interval"],
        "recognised_photo": share(photo)["share"],
        "recognised_unseen": share([value for name in UNSEEN for value in told[name]])["share"],
        "recognised_by_style": {name: share(values)["share"] for name, values in told.items()},
        "kept": holds["share"], "kept_interval": holds["interval"],
        "kept_by_style": {n: share([r[3] for r in legible if r[0] == n])["share"] for n in lexicon.SWATCHES},
        "kept_by_kind": {k: share([r[3] for r in legible if r[1] == k])["share"] for k in {r[1] for r in legible}},
        "legible": share([row[2] for row in kept])["share"], "kept_plain": share(raw)["share"],
        "balance": round(math.sqrt(float(recognised["share"]) * float(holds["share"])), 3),  # type: ignore[arg-type]
        "gram_distance": round(statistics.fmean(near), 3), "gram_distance_before": round(statistics.fmean(far), 3),
    }  # fmt: skip


def _strengths(suite: Suite, count: int) -> dict[str, Any]:
    """Whether with strength the critic finds the look likelier (by more than a fiftieth less counts as a fall), and the
    Gram distance falls, which colours move as much as strokes; and the means of both."""
    rows = [suite.curve(scene, name) for scene in suite.scenes[:count] for name in lexicon.SWATCHES]
    far, told = ([row[n] for row in rows] for n in (0, 1))
    rises = [all(b >= a - 0.02 for a, b in pairwise(row)) for row in told]
    falls = [all(b <= a * 1.01 for a, b in pairwise(row)) for row in far]

    def means(kind: list[list[float]]) -> dict[str, float]:
        columns = zip(*kind, strict=True)
        return {str(k): round(statistics.fmean(column), 3) for k, column in zip(STRENGTHS, columns, strict=True)}

    return {
        "strength_monotone": share(rises)["share"], "gram_monotone": share(falls)["share"],
        "chance_by_strength": means(told), "gram_by_strength": means(far),
    }  # fmt: skip


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Every swatch on storybook scenes and photographs, strengths, unseen looks, other methods, seconds and sizes.

    Raises:
        ModelMissing: the stylist's or the critic's weights, scikit-image or scikit-learn are not there.
    """
    suite = Suite(quick)
    return {
        **_looks(suite, progress), **_strengths(suite, 2 if quick else 6),
        "color_transfer": _beside(suite, reinhard, len(suite.scenes)),
        "optimised": _beside(suite, suite.textures.optimise, 1 if quick else 3),
        "seconds_512": suite.seconds(512), "seconds_1024": suite.seconds(1024),
        "weights_mb": round(suite.stylist.nbytes() / 2**20, 1),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def comparison(path: Path) -> None:
    """Save a sheet: contents in the first row, then each reference and the contents in its look."""
    suite, side = Suite(quick=True), 160
    contents = [*suite.scenes[:3], *suite.photos]
    page = Image.new("RGB", (side * (len(contents) + 1), (side + 14) * (len(suite.references) + 1)), "white")

    def put(column: int, row: int, picture: Image.Image, words: str = "") -> None:
        page.paste(ImageOps.contain(picture, (side - 4, side - 4)), (column * side, row * (side + 14)))
        ImageDraw.Draw(page).text((column * side + 2, row * (side + 14) + side - 3), words, fill="black")

    for column, content in enumerate(contents, 1):
        put(column, 0, content)
    for row, (name, reference) in enumerate(suite.references.items(), 1):
        put(0, row, reference, name)
        for column, content in enumerate(contents, 1):
            put(column, row, suite.restyled(content, name))
    page.save(path, optimize=True)


if __name__ == "__main__":
    comparison(Path(sys.argv[1]))
