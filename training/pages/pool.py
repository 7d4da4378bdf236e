"""Pools of pages for training: `python -m training.pages.pool --count N --out FOLDER --workers K`.

A pool is a folder of shards: pictures as an array (uint8, pages x side x side x 3) beside one line of JSON a page.
The same seed always makes the same pages; an interrupted run goes on with the shards that are missing.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from tools.pages.catalogue import SETS
from tools.pages.page import Page
from training.pages.render import render
from training.pages.sheet import random_page

SHARD = 500
"""Pages in a shard."""


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


def build_pool(folder: Path, count: int, workers: int, settings: PoolSettings) -> None:
    """Write the missing shards of a pool.

    Args:
        folder: Where they go; made if missing.
        count: Pages in the whole pool.
        workers: Processes that draw.
        settings: What the pages depend on.

    Raises:
        ForeignPool: the folder holds a pool of other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    about = folder / "settings.json"
    text = json.dumps(asdict(settings), sort_keys=True)
    if about.exists() and about.read_text("utf-8") != text:
        raise ForeignPool(f"{folder} holds a pool of other settings: {about.read_text('utf-8')}. Name another folder.")
    about.write_text(text, "utf-8")
    sizes = {shard: min(SHARD, count - shard * SHARD) for shard in range(-(-count // SHARD))}
    missing = [shard for shard, pages in sizes.items() if _length(folder, shard) < pages]
    with ProcessPoolExecutor(workers) as pool:
        jobs = [pool.submit(write_shard, folder, shard, sizes[shard], settings) for shard in missing]
        for done, job in enumerate(jobs, 1):
            job.result()
            print(f"{done} of {len(jobs)} shards", flush=True)


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
    parser.add_argument("--count", type=int, required=True, help="pages in the whole pool")
    parser.add_argument("--out", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=256, help="side of a picture in pixels")
    parser.add_argument("--style", action="append", help="only these styles; may be repeated")
    args = parser.parse_args()
    settings = PoolSettings(args.seed, args.size, tuple(args.style) if args.style else SETS)
    try:
        build_pool(args.out, args.count, args.workers, settings)
    except ForeignPool as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
