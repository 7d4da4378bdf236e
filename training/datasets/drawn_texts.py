"""Texts of examples drawn ahead: `python -m training.datasets.drawn_texts FOLDER --minutes M --workers K`.

On a GPU the drawing is what takes long, so that several networks learn from the same texts. A file is finished when it
has its name; files may come while others read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from training.corpus.examples import render_example, sibling_examples

SIBLINGS = 6
"""Messages to one state of a session."""
SPLIT = "\nuser: "
"""Separates the state from the message in the director's input."""
SHARD = 500
"""Draws in a file."""

Texts = list[tuple[str, str, str]]
"""Of some examples the state, the message with what separates the two, and the plan."""


def draw_texts(rng: np.random.Generator) -> Texts:
    """Draw messages to one state of a session, or the messages of a written session, as texts."""
    found: Texts = []
    for view, plan in sibling_examples(rng, SIBLINGS):
        before, after = render_example(view, plan)
        state, message = before.split(SPLIT, 1)
        found.append((state, SPLIT + message, after))
    return found


def read_texts(folder: Path, rng: np.random.Generator) -> Iterator[Texts]:
    """Yield the draws of a folder's files in random order, without end; what comes later is seen later.

    Raises:
        FileNotFoundError: there is no file yet.
    """
    while True:
        files = sorted(folder.glob("texts-*.jsonl.gz"))
        if not files:
            raise FileNotFoundError(f"{folder} holds no texts yet.")
        path = files[int(rng.integers(len(files)))]
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines = file.read().splitlines()
        for at in rng.permutation(len(lines)):
            yield [(state, message, plan) for state, message, plan in json.loads(lines[at])]


def write_texts(folder: Path, seed: int, minutes: float) -> None:
    """Write files of draws until the minutes are over."""
    end = time.time() + 60 * minutes
    rng = np.random.default_rng(seed)
    number = 0
    while time.time() < end:
        lines: list[str] = []
        while len(lines) < SHARD and time.time() < end:
            lines.append(json.dumps(draw_texts(rng), ensure_ascii=False))
        part = folder / f"part-{seed}"
        with gzip.open(part, "wt", encoding="utf-8", compresslevel=6) as file:
            file.write("\n".join(lines))
        part.replace(folder / f"texts-{seed}-{number:04d}.jsonl.gz")
        number += 1


def main() -> None:
    """Write texts with several processes."""
    parser = argparse.ArgumentParser(description="Draw texts of examples ahead of a training.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1, help="that of the first process")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    make = get_context("spawn").Process
    seeds = range(options.seed, options.seed + options.workers)
    processes = [make(target=write_texts, args=(options.folder, seed, options.minutes)) for seed in seeds]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
