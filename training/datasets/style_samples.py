"""Samples for the stylist: a content, a reference in some style, and the content in that style.

A style is a procedure, so there is what style transfer never has: the answer. The reference shows a style on one
picture, drawn on patterns that the network does not see; the target shows the same style on the content, drawn on the
patterns that it does see. A reference that is a mere texture has no such answer: there the target is the content in
the reference's colours.
"""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tools.actions.restyle import NAMED, load_swatch
from tools.images.color_transfer import match_colors
from training.datasets.dead_leaves import dead_leaves
from training.datasets.photographs import load_photographs
from training.scenes.pool import load_pictures
from training.styles.base import StyleMaker, StyleProcedure
from training.styles.color_grading import random_color_grade
from training.styles.extra_styles import EXTRA_STYLES, PAINTERLY_STYLES, plain
from training.styles.patterns import CELLS, LINES, TILE, Patterns, make_patterns
from training.styles.swatch_styles import SWATCH_SEED, SWATCH_STYLES
from training.styles.textures import random_texture

SIDE = 128
"""Side of a picture in pixels."""
CAPACITY = 2048
"""Samples that are kept in memory."""
REUSE = 7
"""How often a sample is drawn on average before another takes its place."""
KIND_SHARES = {"swatches": 0.58, "painterly": 0.1, "others": 0.14, "plain": 0.05, "same": 0.06, "texture": 0.07}
"""Shares of the samples by the kind of their reference; "same" is the content itself."""
SHIPPED = 0.35
"""Share of the samples of a named style whose reference is a part of its shipped swatch."""
PLAIN = "plain"
FAMILIES: dict[str, dict[str, StyleMaker]] = {
    "swatches": SWATCH_STYLES,
    "others": EXTRA_STYLES,
    "painterly": PAINTERLY_STYLES,
    "plain": {PLAIN: plain},
}
STYLE_NAMES = (PLAIN, *SWATCH_STYLES, *PAINTERLY_STYLES, *EXTRA_STYLES)
"""Styles that are told apart; a sample without a style counts as plain."""


class ContentPictures:
    """Pictures to restyle: storybook scenes, parts of them, photographs, dead leaves."""

    def __init__(self, rng: np.random.Generator, pool: str = "train") -> None:
        pictures = load_pictures(pool)
        self.scenes = pictures.reshape(-1, *pictures.shape[2:])
        self.photographs = load_photographs()
        self.rng = rng

    def draw(self) -> np.ndarray:
        """Draw colours (SIDE, SIDE, 3) in [0, 1]."""
        rng = self.rng
        kind = rng.random()
        is_photograph = kind < 0.4
        pictures = self.photographs if is_photograph else self.scenes
        whole = pictures[rng.integers(len(pictures))]
        if not is_photograph and rng.random() < 0.6:
            return whole.astype(np.float32) / 255
        most = min(whole.shape[0], whole.shape[1], 384)
        side = int(rng.integers(min(most, SIDE if is_photograph else 56), most + 1))
        y, x = (int(rng.integers(whole.shape[axis] - side + 1)) for axis in (0, 1))
        part = Image.fromarray(whole[y : y + side, x : x + side]).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        if kind < 0.08:
            part = Image.fromarray(dead_leaves(rng, np.asarray(part), SIDE, 250))
        values = np.asarray(part).astype(np.float32) / 255
        return values[:, ::-1].copy() if rng.random() < 0.5 else values


class Sample(NamedTuple):
    """One sample.

    Attributes:
        content: Colours (SIDE, SIDE, 3) in [0, 1] of the picture to restyle.
        reference: Colours of the picture that shows the style.
        target: Colours of the content in the style.
        corner: Row and column of the patterns at which the canvas begins.
        answered: Whether the target is the answer, not only its colours.
        style: Number of the style in STYLE_NAMES.
    """

    content: np.ndarray
    reference: np.ndarray
    target: np.ndarray
    corner: tuple[int, int]
    answered: bool
    style: int


@dataclass
class SamplePool:
    """Samples in memory that two processes share, one in each row; the fields are those of `Sample`.

    `count` holds how many samples were made and how many were drawn.
    """

    content: Tensor
    reference: Tensor
    target: Tensor
    corner: Tensor
    answered: Tensor
    style: Tensor
    count: Tensor

    @classmethod
    def empty(cls) -> SamplePool:
        """Allocate a pool of CAPACITY samples in shared memory."""
        pictures = [torch.zeros(CAPACITY, SIDE, SIDE, 3, dtype=torch.uint8) for _ in range(3)]
        corner = torch.zeros(CAPACITY, 2, dtype=torch.long)
        answered = torch.zeros(CAPACITY)
        style = torch.zeros(CAPACITY, dtype=torch.long)
        count = torch.zeros(2, dtype=torch.long)
        return cls(*(value.share_memory_() for value in (*pictures, corner, answered, style, count)))

    def add(self, sample: Sample) -> None:
        """Put a sample in the place of the oldest one."""
        row = int(self.count[0]) % CAPACITY
        stores = (self.content, self.reference, self.target)
        for store, colors in zip(stores, (sample.content, sample.reference, sample.target), strict=True):
            store[row] = torch.from_numpy((colors * 255).round().clip(0, 255).astype(np.uint8))
        self.corner[row] = torch.tensor(sample.corner)
        self.answered[row] = float(sample.answered)
        self.style[row] = sample.style
        self.count[0] += 1

    def draw_rows(self, size: int) -> Tensor:
        """Draw numbers of samples (size,)."""
        rows = torch.randint(min(CAPACITY, int(self.count[0])), (size,))
        self.count[1] += size
        return rows


class SampleMaker:
    """Makes samples; `visible` are the patterns that the network sees, `hidden` others that references are drawn on."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng([seed, 5])
        self.contents = ContentPictures(self.rng)
        self.visible = make_patterns(0)
        self.hidden = [self._hidden_patterns(number) for number in range(1, 17)]
        self.swatches = {name: np.asarray(load_swatch(name)[1]).astype(np.float32) / 255 for name in NAMED}

    def _hidden_patterns(self, number: int) -> Patterns:
        cells = {kind: round(count * self.rng.uniform(0.82, 1.2)) for kind, count in CELLS.items()}
        return make_patterns(number, cells, round(LINES * self.rng.uniform(0.85, 1.15)))

    def random_hidden_window(self) -> Patterns:
        """Draw a part, SIDE pixels square, of one of the hidden patterns."""
        patterns = self.hidden[self.rng.integers(len(self.hidden))]
        y, x = self.rng.integers(0, TILE, 2)
        return patterns.window(int(y), int(x), SIDE, SIDE)

    def sample(self) -> Sample:
        """Make one sample."""
        rng = self.rng
        content = self.contents.draw()
        corner = (int(rng.integers(TILE)), int(rng.integers(TILE)))
        if rng.random() < 0.25:
            content = random_color_grade(rng)(content)
        kind = str(rng.choice(list(KIND_SHARES), p=list(KIND_SHARES.values())))
        if kind == "same":
            return Sample(content, content, content, corner, True, 0)
        if kind == "texture":
            reference = random_texture(rng, SIDE) if rng.random() < 0.6 else self.contents.draw()
            return Sample(content, reference, match_colors(content, reference), corner, False, 0)
        name = str(rng.choice(list(FAMILIES[kind])))
        if name in self.swatches and rng.random() < SHIPPED:
            reference, target = self._shipped(FAMILIES[kind][name], name, content, corner)
        else:
            reference, target = self._drawn(FAMILIES[kind][name], kind, content, corner)
        return Sample(content, reference, target, corner, True, STYLE_NAMES.index(name))

    def _shipped(
        self, maker: StyleMaker, name: str, content: np.ndarray, corner: tuple[int, int]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a part of the shipped swatch, and the content in its variant of the style."""
        style = maker(np.random.default_rng(SWATCH_SEED))
        y, x = self.rng.integers(0, TILE - SIDE + 1, 2)
        return self.swatches[name][y : y + SIDE, x : x + SIDE], self._target(style, content, corner)

    def _drawn(
        self, maker: StyleMaker, kind: str, content: np.ndarray, corner: tuple[int, int]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return another picture and the content in a random variant of the style, sometimes both graded alike."""
        style = maker(self.rng)
        patterns = self.random_hidden_window()
        reference = style(self.contents.draw(), patterns)
        target = self._target(style, content, corner)
        if self.rng.random() < (0.2 if kind == "swatches" else 0.5):
            grade = random_color_grade(self.rng)
            return grade(reference), grade(target)
        return reference, target

    def _target(self, style: StyleProcedure, content: np.ndarray, corner: tuple[int, int]) -> np.ndarray:
        return style(content, self.visible.window(*corner, SIDE, SIDE))

    def fill(self, pool: SamplePool) -> None:
        """Make samples until the parent process ends, not much faster than they are used up."""
        parent = multiprocessing.parent_process()
        while parent is None or parent.is_alive():
            made, drawn = pool.count.tolist()
            if made > CAPACITY and made > CAPACITY + drawn / REUSE:
                time.sleep(0.2)
                continue
            pool.add(self.sample())


def make_samples(pool: SamplePool, seed: int) -> None:
    """Fill a pool: what the process that makes samples runs."""
    torch.set_num_threads(1)
    SampleMaker(seed).fill(pool)
