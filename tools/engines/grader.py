"""The benchmarks' grader: things and backdrops matched against the renderer's own templates.

It shares nothing with the painter or the eyes, not even what was learnt: a bank of templates (each thing in each look
and colour, on whatever ground stands around it), compared with every window of a picture by the share of variance that
a template explains beyond plain ground. The studio never looks through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from tools import world
from tools.device import device
from tools.pocket.layout import CELLS, Thing, windows
from tools.profiles import PACKAGED, weights

LOOKS = ("cartoon", "flat", "3d", "sticker", "watercolor", "sketch")
"""Styles with templates of their own; oil and pixel show the cartoon's."""
SHARP, THUMB = 12, 16
"""Sides of the templates of things and of backdrops, in samples."""
EXPLAINED = 0.5
"""Share of variance from which a window counts as showing a thing."""
FAINT = 0.03
"""Standard deviation, of 1, below which a window is plain ground."""
HEAT, LOOK_HEAT, GROUND_HEAT = 0.02, 0.1, 0.004
"""Widths of the soft choices: things and their looks in share of variance, backdrops in mean squared difference."""
SIDE = 128
SIZES = ("small", "medium", "large")
"""Of things of 2, 3 and 4 cells a side."""


@dataclass(frozen=True)
class Detection:
    """One thing: position of its middle in pixels of a 128-pixel picture, and a distribution for each attribute."""

    x: float
    y: float
    score: float
    nouns: dict[str, float]
    colors: dict[str, float]
    sizes: dict[str, float]

    @property
    def noun(self) -> str:
        return max(self.nouns, key=lambda name: self.nouns[name])

    @property
    def color(self) -> str:
        return max(self.colors, key=lambda name: self.colors[name])


@dataclass(frozen=True)
class Seen:
    """All that was found in one picture."""

    things: tuple[Detection, ...]
    scenes: dict[str, float]
    styles: dict[str, float]


class Grader:
    """Looks at pictures of the storybook world."""

    def __init__(self) -> None:
        bank = {
            k: v.to(device()) for k, v in load_file(Path(weights(PACKAGED + "grader"), "templates.safetensors")).items()
        }
        self.bytes = sum(value.nbytes for value in bank.values())
        self.shown = bank["shown"].long()
        self.shape = bank["things"].shape[:3]
        looks = self.shape[0] * self.shape[1]
        mask = bank["masks"].float().view(looks, 1, -1) / 255
        # Colours on the thing, nothing elsewhere: (looks, colours, 3, samples).
        self.painted = bank["things"].float().view(looks, self.shape[2], -1, 3).movedim(-1, 2) / 255 * mask[:, None]
        self.ground = 1 - mask[:, 0]
        self.backs = bank["backs"].float() / 255
        self.colors = [*world.COLORS, "mixed"]

    def nbytes(self) -> int:
        """Bytes of the templates."""
        return self.bytes

    @torch.no_grad()
    def see(self, pictures: list[Image.Image]) -> list[Seen]:
        """What stands in each picture."""
        return [self._seen(picture) for picture in pictures]

    def _explained(self, pixels: Tensor) -> Tensor:
        """Share of variance (windows, looks x nouns, colours) that each template explains in each window."""
        cut = [
            F.interpolate(pixels[None, :, y : y + s, x : x + s], (SHARP, SHARP), mode="area")[0].flatten(1)
            for y, x, s in ((16 * w.y, 16 * w.x, 16 * w.size) for w in windows())
        ]
        seen = torch.stack(cut)
        count, weight = self.ground.sum(1), self.ground.square().sum(1)
        error = seen.square().sum((1, 2))[:, None, None]
        total = torch.zeros(len(seen), len(count), device=seen.device)
        for channel in range(3):
            x, painted = seen[:, channel], self.painted[:, :, channel]
            around = x @ self.ground.T
            ground = around / count
            total += x.square().sum(1)[:, None] - 2 * ground * x.sum(1)[:, None] + x.shape[1] * ground.square()
            both = (painted * self.ground[:, None]).sum(-1)
            error = (
                error
                - 2 * torch.einsum("wp,tcp->wtc", x, painted)
                + painted.square().sum(-1)
                + 2 * ground[:, :, None] * both
                + (ground.square() * weight - 2 * ground * around)[:, :, None]
            )
        plain = 3 * SHARP**2 * FAINT**2
        return 1 - (error + plain) / (total[:, :, None] + plain)

    def _seen(self, picture: Image.Image) -> Seen:
        array = np.asarray(picture.convert("RGB").resize((SIDE, SIDE))).astype(np.float32) / 255
        pixels = torch.from_numpy(array).permute(2, 0, 1).to(device())
        explained = self._explained(pixels)
        scores, taken, things = explained.flatten(1).amax(1), set[int](), list[tuple[Thing, Tensor]]()
        for number in scores.argsort(descending=True).tolist():
            window = windows()[number]
            if scores[number] < EXPLAINED:
                break
            if taken.isdisjoint(window.cells):
                taken.update(window.cells)
                things.append((window, explained[number]))
        looks = [told.view(self.shape).amax((1, 2)) for _, told in things]
        found = tuple(self._detection(*thing) for thing in things)
        return Seen(found, *self._whole(pixels, taken, torch.stack(looks).mean(0) if looks else None))

    def _detection(self, window: Thing, explained: Tensor) -> Detection:
        shares = ((explained - explained.max()) / HEAT).flatten().softmax(0).view(self.shape)
        colors = torch.zeros(len(self.colors))
        colors[:-1] = shares[:, :, 1:].sum((0, 1)).cpu()
        colors.index_add_(0, self.shown.flatten().cpu(), shares[:, :, 0].flatten().cpu())
        sizes = {name: float(cells == window.size) for cells, name in enumerate(SIZES, 2)}
        middle = 16 * (window.x + window.size / 2), 16 * (window.y + window.size / 2)
        nouns = _table(list(world.nouns()), shares.sum((0, 2)).cpu())
        return Detection(*middle, float(explained.max()), nouns, _table(self.colors, colors), sizes)

    def _whole(
        self, pixels: Tensor, taken: set[int], looks: Tensor | None
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Scene and style: the nearest backdrop where no thing stands, and the look of the things."""
        small = F.interpolate(pixels[None], (THUMB, THUMB), mode="area")[0].permute(1, 2, 0)
        free = torch.ones(CELLS, CELLS, device=pixels.device)
        free.view(-1)[list(taken)] = 0
        free = free.repeat_interleave(THUMB // CELLS, 0).repeat_interleave(THUMB // CELLS, 1)[..., None]
        far = ((self.backs - small).square() * free).sum((-3, -2, -1)) / free.sum().clamp(min=1) / 3
        near = far.amin(1)
        scenes = (-near.amin(1) / GROUND_HEAT).softmax(0)
        styles = -near.amin(0) / GROUND_HEAT
        if looks is not None:
            shown = dict(zip(LOOKS, looks.tolist(), strict=True))
            styles += torch.tensor([shown.get(name, shown["cartoon"]) for name in world.STYLES]).to(styles) / LOOK_HEAT
        return _table(list(world.SCENES), scenes.cpu()), _table(list(world.STYLES), styles.softmax(0).cpu())


def _table(names: list[str], shares: Tensor) -> dict[str, float]:
    """Shares by name, made to add up to one."""
    return dict(zip(names, (shares / shares.sum()).tolist(), strict=True))
