"""Everything that pages are drawn from, made once by several processes and kept where forked ones share it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, get_args

from tools.pages.catalogue import SETS, things
from tools.pages.page import Time, Weather
from tools.pages.places import VARIANTS, places
from tools.pages.styles import art_of
from training.pages.art.painting import paint_mask, with_tone
from training.pages.art.sprites import has_drawing, sprite
from training.pages.memory import remembered
from training.pages.scenery.backdrop import draw_land, horizon_of, sky_above

TONES = 6
"""Skin tones, the art's own among them."""
CHUNK = 16
"""Drawings that a process makes in one go."""
Job = tuple[remembered[..., Any], tuple[Any, ...]]


def sprite_jobs(sets: Iterable[str]) -> Iterator[Job]:
    """Yield every sprite of some art sets, in every skin tone that people have."""
    for style in sets:
        emoji = dict.fromkeys(
            with_tone(thing.emoji, tone, style)
            for thing in things().values()
            for tone in range(TONES if thing.group == "person" else 1)
        )
        yield from ((sprite, (one, style)) for one in emoji)


def mask_jobs(sets: Iterable[str]) -> Iterator[Job]:
    """Yield the parts that take a colour of all things that can be painted."""
    for style in sets:
        keys = dict.fromkeys((t.emoji, t.paint) for t in things().values() if t.paint != "none")
        yield from ((paint_mask, (emoji, paint, style)) for emoji, paint in keys)


def scenery_jobs(size: int) -> Iterator[Job]:
    """Yield the land of every place and the skies of every hour and weather.

    Args:
        size: side of a page in pixels.
    """
    for name in places():
        yield from ((draw_land, (name, variant, size)) for variant in range(VARIANTS))
    horizons = sorted({horizon_of(place) for place in places().values() if place.has_time})
    for variant in range(VARIANTS):
        for time in get_args(Time):
            for weather in get_args(Weather):
                yield from ((sky_above, (variant, time, weather, horizon, size)) for horizon in horizons)


def read_art(styles: Iterable[str]) -> list[str]:
    """Read the packages that styles need, so that processes forked later need not; return their art sets."""
    sets = [style for style in SETS if style in {art_of(one) for one in styles}]
    for style in dict.fromkeys(("cartoon", *sets)):
        has_drawing("", style)
    return sets


def preload(styles: Iterable[str], size: int, workers: int) -> int:
    """Draw all sprites, masks, lands and skies in processes of their own and keep them in this one.

    Args:
        styles: styles of the pages.
        size: side of a page in pixels.
        workers: processes.

    Returns:
        How many drawings there are.
    """
    sets = read_art(styles)
    count = 0
    # What takes a colour is found on sprites: those come first, so that the second round's processes have them.
    for round_of in ([*scenery_jobs(size), *sprite_jobs(sets)], list(mask_jobs(sets))):
        jobs = [(function, args) for function, args in round_of if args not in function.results]
        _JOBS[:] = jobs
        with forked(workers) as pool:
            for (function, args), result in zip(jobs, pool.map(_draw, range(len(jobs)), chunksize=CHUNK), strict=True):
                function.results[args] = result
        _JOBS.clear()
        count += len(jobs)
    # The collector would otherwise write into every object's header, and so copy the pages of memory that hold them.
    gc.collect()
    gc.freeze()
    return count


_JOBS: list[Job] = []
"""What the forked processes draw; they find it by number, so that nothing but numbers and results is sent."""


def _draw(number: int) -> Any:
    function, args = _JOBS[number]
    return function(*args)


def forked(workers: int) -> ProcessPoolExecutor:
    """Return processes that begin with all that this one has in memory."""
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"))
