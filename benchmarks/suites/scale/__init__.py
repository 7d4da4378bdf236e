"""Evaluation at scale: runs that are killed, several processes, Ray, a driver of a thousand workers, and verdicts."""

from __future__ import annotations

from benchmarks.measuring import Figures, Ticker
from benchmarks.suites.scale import driver, kills, verdicts, workers
from tools.hooks import Progress

KILLS, QUICK_KILLS = 20, 4
SCRIPTS, QUICK_SCRIPTS = 60, 8
"""Scripts of the run that is killed."""
TIMED, QUICK_TIMED = 10, 4
"""Scripts whose seconds are taken."""


def run(quick: bool, progress: Progress) -> Figures:
    """Measure all of it; a quick run is a fifth as long."""
    tick = Ticker(progress, 5)
    figures: Figures = {"verdicts": verdicts.measure()}
    tick()
    figures["driver"] = driver.measure(quick)
    tick()
    figures["ray"] = workers.measure_ray(QUICK_TIMED if quick else TIMED)
    tick()
    figures["two_workers"] = workers.measure_two(QUICK_TIMED if quick else TIMED)
    tick()
    figures["kills"] = kills.measure(*(QUICK_SCRIPTS, QUICK_KILLS) if quick else (SCRIPTS, KILLS))
    tick()
    return figures
