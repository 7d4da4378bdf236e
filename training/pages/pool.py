"""Pools of pages for training: `python -m training.pages.pool --count N --out FOLDER --workers K`.

`--minutes M` draws for so long instead, `--mix` draws three in five pages in the four art sets and the rest in the
styles painted over them; `--style` may be repeated, a style that is named twice comes twice as often.

A pool is a folder of shards: pictures as an array (uint8, pages x side x side x 3) beside one line of JSON a page.
The same seed always makes the same pages; an interrupted run goes on with the shards that are missing.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path

import numpy as np

from tools.pages.catalogue import SETS
from tools.pages.page import Page
from tools.pages.styles import STYLES
from training.pages.preload import forked, preload, read_art
from training.pages.render import render
from training.pages.sheet import random_page

SHARD = 100
"""Pages in a shard: few, so that a painter can learn while the pool grows; a multiple of what is held out of 50."""
PRELOADED = 4000
"""Pages from which on everything is drawn once before they are; fewer need only a part of it."""
PACE = 10
"""Pages a second that a process draws at least."""
MIX = 0.4
"""Share of the pages of a mix that are in the styles painted over the art sets."""


@dataclass(frozen=True)
class PoolSettings:
    """What the pages of a pool depend on."""

    seed: int = 1
    size: int = 256
    styles: tuple[str, ...] = SETS


class ForeignPool(ValueError):
    """The folder holds a pool that was made with other settings."""


def _paths(folder: Path, shard: int) -> tuple[Path, Path]:
    return folder / f"shard-{shard:05d}.npy", folder / f"shard-{shard:05d}.jsonl"


def write_shard(folder: Path, shard: int, pages: int, settings: PoolSettings) -> int:
    """Draw the pages of a shard and write them, the lines of JSON last; return how many there are."""
    pictures_path, lines_path = _paths(folder, shard)
    pictures = np.empty((pages, settings.size, settings.size, 3), np.uint8)
    lines = []
    for k in range(pages):
        page = random_page(settings.seed, shard * SHARD + k, settings.styles)
        pictures[k] = np.asarray(render(page, settings.size))
        lines.append(json.dumps(page.to_json(), ensure_ascii=False))
    part = pictures_path.with_suffix(".part")
    with part.open("wb") as file:
        np.save(file, pictures)
    part.replace(pictures_path)
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(lines_path)
    return pages


def mixed_styles() -> tuple[str, ...]:
    """Return the art sets and the painted styles so often that `MIX` of the pages are painted."""
    painted = [style for style in STYLES if style not in SETS]
    share = Fraction(MIX).limit_denominator(100)
    of_sets, of_painted = (1 - share) / len(SETS), share / len(painted)
    unit = Fraction(gcd(of_sets.numerator, of_painted.numerator), lcm(of_sets.denominator, of_painted.denominator))
    return SETS * int(of_sets / unit) + tuple(painted) * int(of_painted / unit)


def build_pool(folder: Path, count: int | None, workers: int, settings: PoolSettings, minutes: float = 0.0) -> int:
    """Write the missing shards of a pool.

    Args:
        folder: Where they go; made if missing.
        count: Pages in the whole pool; None for as many as the minutes allow.
        workers: Processes that draw.
        settings: What the pages depend on.
        minutes: How long to draw, where there is no count; everything is included.

    Returns:
        How many shards were written.

    Raises:
        ForeignPool: the folder holds a pool of other settings.
    """
    deadline = time.monotonic() + 60 * minutes if count is None else math.inf
    _claim(folder, settings)
    missing = _missing(folder, count)
    if (60 * minutes * workers * PACE if count is None else count) >= PRELOADED:
        drawn = preload(settings.styles, settings.size, workers)
        print(f"{drawn} drawings are ready", flush=True)
    else:
        read_art(settings.styles)
    done = 0
    longest = 0.0
    with forked(workers) as pool:
        running: dict[Future[int], float] = {}
        while True:
            # A shard that would not be finished in time is not begun.
            while len(running) < workers and time.monotonic() + longest < deadline:
                shard, pages = next(missing, (None, 0))
                if shard is None:
                    break
                running[pool.submit(write_shard, folder, shard, pages, settings)] = time.monotonic()
            if not running:
                return done
            for job in wait(running, return_when=FIRST_COMPLETED).done:
                job.result()
                longest = max(longest, time.monotonic() - running.pop(job))
                done += 1
                print(f"{done} shards", flush=True)


def _claim(folder: Path, settings: PoolSettings) -> None:
    """Make a pool's folder, or see that it is of the same settings."""
    folder.mkdir(parents=True, exist_ok=True)
    about = folder / "settings.json"
    text = json.dumps(asdict(settings), sort_keys=True)
    if about.exists() and about.read_text("utf-8") != text:
        raise ForeignPool(f"{folder} holds a pool of other settings: {about.read_text('utf-8')}. Name another folder.")
    about.write_text(text, "utf-8")


def _missing(folder: Path, count: int | None) -> Iterator[tuple[int, int]]:
    """Yield the numbers of shards that are not finished, and their pages; without end where there is no count."""
    for shard in itertools.count():
        pages = SHARD if count is None else min(SHARD, count - shard * SHARD)
        if pages <= 0:
            return
        if _length(folder, shard) < pages:
            yield shard, pages


def _length(folder: Path, shard: int) -> int:
    """Return how many pages a finished shard has; 0 if it is not finished."""
    pictures, lines = _paths(folder, shard)
    return lines.read_bytes().count(b"\n") if pictures.exists() and lines.exists() else 0


def load_pool(folder: Path) -> Iterator[tuple[np.ndarray, list[Page]]]:
    """Yield each finished shard's pictures, uint8 (N, side, side, 3) and mapped into memory, and its pages."""
    for lines in sorted(folder.glob("shard-*.jsonl")):
        pages = [Page.from_json(json.loads(line)) for line in lines.read_text("utf-8").splitlines()]
        yield np.load(lines.with_suffix(".npy"), mmap_mode="r"), pages


def main() -> None:
    """Write a pool."""
    parser = argparse.ArgumentParser(description="Write a pool of random pages for training.")
    amount = parser.add_mutually_exclusive_group(required=True)
    amount.add_argument("--count", type=int, help="pages in the whole pool")
    amount.add_argument("--minutes", type=float, help="draw as many pages as so many minutes allow")
    parser.add_argument("--out", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=256, help="side of a picture in pixels")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--style", action="append", choices=STYLES, help="only these styles; twice is twice as often")
    chosen.add_argument("--mix", action="store_true", help="the art sets, and two in five pages painted over them")
    args = parser.parse_args()
    styles = mixed_styles() if args.mix else tuple(args.style) if args.style else SETS
    settings = PoolSettings(args.seed, args.size, styles)
    try:
        build_pool(args.out, args.count, args.workers, settings, args.minutes or 0.0)
    except ForeignPool as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
