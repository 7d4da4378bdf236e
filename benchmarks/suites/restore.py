"""Restoration: `gouache bench restore`; its sheet of pictures: `python -m benchmarks.suites.restore FILE.png`.

Gains in dB of PSNR over the damaged input (for x2 and x4: enlarged bicubically) and over the best of several settings
of several classical filters, chosen afterwards for each kind of picture by the truth: a classical filter can do no
better. The restorer is told the kind of damage, but estimates for itself how bad it is.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.datasets import load_photographs, load_pictures
from benchmarks.judges.classical import METHODS, classical_filters, damage
from benchmarks.measuring import Figures, Ticker, median_seconds, peak_memory_mb
from tools import profiles
from tools.actions.enhance import planned_steps
from tools.engines.base import Restorer
from tools.hooks import Hooks, Progress
from tools.images.compare import psnr
from tools.model_manager import ModelManager

SCENES, QUICK_SCENES = 80, 8
QUICK_BOX = (60, 40, 316, 296)
"""The part of each photograph that a quick run takes, in pixels."""
UNTOUCHED_DB = 99
"""PSNR of pictures that are equal."""


@dataclass(frozen=True)
class Restored:
    """How near to the truth one damaged picture comes.

    Attributes:
        damaged: PSNR in dB of the damaged picture.
        made: PSNR of the picture restored by the method against its damage.
        auto: PSNR of the picture restored by what the restorer finds wrong with it.
        ssim_gain: Structural similarity of the restored picture less that of the damaged one.
        seen: Whether the restorer finds the damage by itself.
        classical: PSNR of every classical filter's picture.
    """

    damaged: float
    made: float
    auto: float
    ssim_gain: float
    seen: bool
    classical: dict[str, float]


def load_scenes(count: int) -> list[Image.Image]:
    """Rendered storybook scenes of 128 pixels that training never saw."""
    return load_pictures("eyes", count)


def load_restorer() -> Restorer:
    """The pocket profile's restorer."""
    restorer: Restorer = ModelManager(profiles.load_profile("pocket")).get("restorer")
    return restorer


def ssim(a: Image.Image, b: Image.Image) -> float:
    """Structural similarity of two RGB pictures."""
    from skimage.metrics import structural_similarity

    return float(structural_similarity(np.asarray(a), np.asarray(b), channel_axis=-1))  # type: ignore[no-untyped-call]


def _seconds(restorer: Restorer, side: int) -> float:
    """Median seconds to denoise a photograph of so many pixels square."""
    picture = load_photographs()[2].resize((side, side))
    estimate = restorer.estimate(picture)
    return round(median_seconds(lambda _: restorer.restore(picture, "denoise", 1.0, Hooks(), estimate), 3), 2)


def _restore(restorer: Restorer, truth: Image.Image, kind: str) -> Restored:
    """Damage a picture, restore it, and compare with the truth."""
    damaged = damage(truth, kind)
    filters = classical_filters(kind, truth.size)
    baseline = damaged.resize(truth.size, Image.Resampling.BICUBIC)
    estimate = restorer.estimate(damaged)
    restored = restorer.restore(damaged, METHODS[kind], 1.0, Hooks(), estimate)
    alone = restored
    if kind not in ("x2", "x4"):
        alone = restorer.restore(damaged, "auto", 1.0, Hooks(), estimate)
    return Restored(
        damaged=psnr(baseline, truth),
        made=psnr(restored, truth),
        auto=psnr(alone, truth),
        ssim_gain=ssim(restored, truth) - ssim(baseline, truth),
        seen=METHODS[kind] in planned_steps(estimate, "auto"),
        classical={name: psnr(apply(damaged), truth) for name, apply in filters.items()},
    )


def _kind_figures(kind: str, rows: list[Restored]) -> Figures:
    """Means over the pictures of one kind of damage."""
    damaged = statistics.fmean(row.damaged for row in rows)
    made = statistics.fmean(row.made for row in rows)
    auto = statistics.fmean(row.auto for row in rows)
    filters = {name: statistics.fmean(row.classical[name] for row in rows) for name in rows[0].classical}
    best = max(filters, key=lambda name: filters[name])
    figures: Figures = {
        "gain_over_input_db": round(made - damaged, 2),
        "gain_over_classical_db": round(made - filters[best], 2), "classical": best,
        "psnr_db": round(made, 2), "auto_gain_db": round(auto - damaged, 2),
        "ssim_gain": round(statistics.fmean(row.ssim_gain for row in rows), 4),
    }  # fmt: skip
    if kind in ("x2", "x4"):
        return figures
    return {**figures, "seen": round(statistics.fmean(row.seen for row in rows), 2)}


def run(quick: bool, progress: Progress) -> Figures:
    """Measure every damage on storybook scenes and on photographs, clean pictures, seconds and sizes.

    Raises:
        ModelMissing: scikit-image, scikit-learn or PyWavelets is not installed.
    """
    restorer = load_restorer()
    sources = {"storybook": load_scenes(QUICK_SCENES if quick else SCENES), "photo": load_photographs()}
    if quick:
        sources["photo"] = [picture.crop(QUICK_BOX) for picture in sources["photo"]]
    tick = Ticker(progress, len(METHODS) * sum(map(len, sources.values())))
    figures: Figures = {}
    for kind in METHODS:
        figures[kind] = {}
        for source, truths in sources.items():
            rows: list[Restored] = []
            for truth in truths:
                rows.append(_restore(restorer, truth, kind))
                tick()
            figures[kind][source] = _kind_figures(kind, rows)
    return figures | {
        **_clean_figures(restorer, sources),
        "seconds_512": _seconds(restorer, 512), "seconds_1024": _seconds(restorer, 1024),
        "weights_mb": round(restorer.nbytes() / 2**20, 1), "peak_rss_mb": peak_memory_mb(),
    }  # fmt: skip


def _clean_figures(restorer: Restorer, sources: dict[str, list[Image.Image]]) -> Figures:
    """How well pictures without damage are left alone."""
    clean = {
        source: [psnr(restorer.restore(picture, "auto", 1.0, Hooks()), picture) for picture in pictures]
        for source, pictures in sources.items()
    }
    return {
        "clean_psnr_db": round(min(map(min, clean.values())), 2),
        "clean_untouched": {s: round(statistics.fmean(db == UNTOUCHED_DB for db in v), 2) for s, v in clean.items()},
        "clean_mean_db": {source: round(statistics.fmean(values), 2) for source, values in clean.items()},
    }


def save_comparison(path: Path) -> None:
    """Save a sheet: damaged, the best classical filter, restored, truth; two pictures for each kind of damage."""
    restorer = load_restorer()
    liveliest = sorted(load_scenes(30), key=lambda picture: -float(np.asarray(picture).std()))[:2]
    photographs = [picture.crop((150, 60, 278, 188)) for picture in load_photographs()[:3]]
    side, head = 256, 18
    page = Image.new("RGB", (side * 4, head + side * len(METHODS) * 2), "white")
    for column, text in enumerate(("damaged", "best classical filter", "gouache", "truth")):
        ImageDraw.Draw(page).text((column * side + 6, 3), text, fill="black")
    for number, kind in enumerate(METHODS):
        for below, truth in enumerate((liveliest[number % 2], photographs[number % 3])):
            top = head + (2 * number + below) * side
            for column, picture in enumerate(_compared(restorer, truth, kind)):
                shown = picture.resize((side, side), Image.Resampling.NEAREST)
                page.paste(shown, (column * side, top))
    page.save(path, optimize=True)


def _compared(restorer: Restorer, truth: Image.Image, kind: str) -> tuple[Image.Image, ...]:
    """A picture damaged, filtered classically as well as can be, restored, and as it was."""
    damaged = damage(truth, kind)
    filtered = [apply(damaged) for apply in classical_filters(kind, truth.size).values()]
    best = max(filtered, key=lambda picture: psnr(picture, truth))
    return damaged, best, restorer.restore(damaged, METHODS[kind], 1.0, Hooks()), truth


if __name__ == "__main__":
    save_comparison(Path(sys.argv[1]))
