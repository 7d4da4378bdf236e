"""The benchmarks' grader: finds things and backdrops by comparing pictures with the renderer's own templates.

It shares nothing with the painter or the eyes, not even what they learned. It finds the backdrop first, and then the
things on it. The studio never uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from tools.engines.vision.template_bank import CELL, TemplateBank
from tools.networks.painter.layout import Thing, windows
from tools.vocabulary.storybook import lexicon

LOOKS = ("cartoon", "flat", "3d", "sticker", "watercolor", "sketch")
"""Styles with templates of their own; things in oil and pixel look like the cartoon's."""
EXPLAINED = 0.4
"""Share of what the backdrop leaves that a template must explain for a window to show a thing."""
HEAT = 0.02
"""Temperature of the distributions over nouns and colours, in shares."""
LOOK_HEAT = 0.1
"""Temperature of the part that the looks of things have in the distribution over styles, in shares."""
GROUND_HEAT = 0.0005
"""Temperature of the distributions over scenes and styles, in mean squared differences."""
SIZES = ("small", "medium", "large")
"""Names of the sizes of things of 2, 3 and 4 cells a side."""


@dataclass(frozen=True)
class Detection:
    """One thing in a picture.

    Attributes:
        x: of its middle, in pixels of a picture of 128 x 128.
        y: of its middle.
        score: the share that its best template explains, at most 1.
        nouns: a distribution over what it is.
        colors: a distribution over the colours that it shows.
        sizes: a distribution over its size.
    """

    x: float
    y: float
    score: float
    nouns: dict[str, float]
    colors: dict[str, float]
    sizes: dict[str, float]

    @property
    def noun(self) -> str:
        """The likeliest noun."""
        return max(self.nouns, key=lambda name: self.nouns[name])

    @property
    def color(self) -> str:
        """The likeliest colour."""
        return max(self.colors, key=lambda name: self.colors[name])


@dataclass(frozen=True)
class PictureDetections:
    """All that was found in a picture: its things, and distributions over scenes and styles."""

    things: tuple[Detection, ...]
    scenes: dict[str, float]
    styles: dict[str, float]


class Grader:
    """Finds what pictures of the storybook world show."""

    def __init__(self) -> None:
        self.bank = TemplateBank()
        self.colors = [*lexicon.COLORS, "mixed"]

    def nbytes(self) -> int:
        """Return the size of the templates in bytes."""
        return int(self.bank.nbytes)

    @torch.no_grad()
    def see(self, pictures: list[Image.Image]) -> list[PictureDetections]:
        """Return what each picture shows; they may have any size and mode."""
        return [self._see(picture) for picture in pictures]

    def _see(self, picture: Image.Image) -> PictureDetections:
        pixels = self.bank.to_pixels(picture)
        backdrop, errors = self.bank.find_backdrop(pixels)
        shares = self.bank.explained_shares(pixels, backdrop)
        found = _best_windows(shares)
        looks = [window_shares.view(self.bank.shape).amax((1, 2)) for _, window_shares in found]
        things = tuple(self._detection(window, window_shares) for window, window_shares in found)
        scenes, styles = self._scene_and_style(errors, torch.stack(looks).mean(0) if looks else None)
        return PictureDetections(things, scenes, styles)

    def _detection(self, window: Thing, shares: Tensor) -> Detection:
        """Return the thing in a window, from the shares of all templates (looks * nouns, colours)."""
        chances = ((shares - shares.max()) / HEAT).flatten().softmax(0).view(self.bank.shape)
        colors = torch.zeros(len(self.colors))
        colors[:-1] = chances[:, :, 1:].sum((0, 1)).cpu()
        colors.index_add_(0, self.bank.shown.flatten().cpu(), chances[:, :, 0].flatten().cpu())
        sizes = {name: float(cells == window.size) for cells, name in enumerate(SIZES, 2)}
        x, y = CELL * (window.x + window.size / 2), CELL * (window.y + window.size / 2)
        nouns = _by_name(list(lexicon.nouns()), chances.sum((0, 2)).cpu())
        return Detection(x, y, float(shares.max()), nouns, _by_name(self.colors, colors), sizes)

    def _scene_and_style(self, errors: Tensor, looks: Tensor | None) -> tuple[dict[str, float], dict[str, float]]:
        """Return distributions over scenes and styles.

        Args:
            errors: of the backdrops (scenes, washes), see `TemplateBank.find_backdrop`.
            looks: how well each look explains the things (looks,); None without things.
        """
        scenes = (-errors.amin(1) / GROUND_HEAT).softmax(0)
        styles = -errors.amin(0)[self.bank.washed] / GROUND_HEAT
        if looks is not None:
            by_look = dict(zip(LOOKS, looks.tolist(), strict=True))
            of_style = torch.tensor([by_look.get(name, by_look["cartoon"]) for name in lexicon.STYLES])
            styles += of_style.to(styles) / LOOK_HEAT
        return _by_name(list(lexicon.SCENES), scenes.cpu()), _by_name(list(lexicon.STYLES), styles.softmax(0).cpu())


def _best_windows(shares: Tensor) -> list[tuple[Thing, Tensor]]:
    """Return the windows that show a thing, from the best on, none over another, with their shares.

    Args:
        shares: see `TemplateBank.explained_shares`.
    """
    scores = shares.flatten(1).amax(1)
    taken: set[int] = set()
    found: list[tuple[Thing, Tensor]] = []
    for number in scores.argsort(descending=True).tolist():
        window = windows()[number]
        if scores[number] < EXPLAINED:
            break
        if taken.isdisjoint(window.cells):
            taken.update(window.cells)
            found.append((window, shares[number]))
    return found


def _by_name(names: list[str], shares: Tensor) -> dict[str, float]:
    """Return shares by their names, made to add up to one."""
    return dict(zip(names, (shares / shares.sum()).tolist(), strict=True))
