"""The benchmarks' grader: things and backdrops matched against the renderer's own templates.

It shares nothing with the painter or the eyes, not even what was learnt. First the backdrop is found that explains
most of the picture; then a bank of templates (each thing in each look and colour, standing on that backdrop) is
compared with every window by the share that a template explains of what the backdrop leaves. The studio never looks
through it.
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

from tools.device import device
from tools.networks.painter.layout import Thing, windows
from tools.profiles import PACKAGED, resolve_weights
from tools.vocabulary.storybook import lexicon

LOOKS = ("cartoon", "flat", "3d", "sticker", "watercolor", "sketch")
"""Styles with templates of their own; oil and pixel show the cartoon's."""
SHARP, THUMB = 12, 32
"""Sides of the templates of things and of backdrops, in samples."""
EXPLAINED = 0.4
"""Share of what the backdrop leaves from which a window counts as showing a thing."""
FAINT = 0.025
"""Standard deviation, of 1, below which a window is plain ground: a white cloud before a pale wall has .04."""
MOST_FAR = 0.02
"""Squared difference at which a sample of a backdrop counts as hidden by a thing."""
HEAT, LOOK_HEAT, GROUND_HEAT = 0.02, 0.1, 0.0005
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
            k: v.to(device())
            for k, v in load_file(Path(resolve_weights(PACKAGED + "grader"), "templates.safetensors")).items()
        }
        self.bytes = sum(value.nbytes for value in bank.values())
        self.shown = bank["shown"].long()
        self.shape = bank["things"].shape[:3]
        looks = self.shape[0] * self.shape[1]
        mask = bank["masks"].float().view(looks, 1, -1) / 255
        # Colours on the thing, nothing elsewhere: (looks, colours, 3, samples).
        self.painted = bank["things"].float().view(looks, self.shape[2], -1, 3).movedim(-1, 2) / 255 * mask[:, None]
        # What of the ground a template lets through, and its products with the colours on it.
        self.through = 1 - mask[:, 0]
        self.mixed = self.painted * self.through[:, None, None]
        self.backs = bank["backs"].float().movedim(-1, 2) / 255
        # Painterly looks change a backdrop's colours alike everywhere: (kinds, 3, 4) affine maps, the plain one first.
        self.washes, self.washed = bank["washes"], bank["washed"].long()
        self.colors = [*lexicon.COLORS, "mixed"]

    def nbytes(self) -> int:
        """Bytes of the templates."""
        return self.bytes

    @torch.no_grad()
    def see(self, pictures: list[Image.Image]) -> list[Seen]:
        """What stands in each picture."""
        return [self._seen(picture) for picture in pictures]

    def _backdrop(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """The likeliest backdrop (3, SIDE, SIDE), and mean squared differences (scenes, washes) of the likeliest."""
        small = F.interpolate(pixels[None], (THUMB, THUMB), mode="area")[0]
        far, best = [], (float("inf"), small)
        for wash in self.washes:
            backs = torch.einsum("cd,svdyx->svcyx", wash[:, :3], self.backs) + wash[:, 3, None, None]
            # A thing hides what is behind it: far samples all count alike.
            error = (backs - small).square().mean(2).clamp(max=MOST_FAR).mean((-1, -2))
            if float(error.min()) < best[0]:
                best = float(error.min()), backs.flatten(0, 1)[int(error.argmin())]
            far.append(error.amin(1))
        return F.interpolate(best[1][None], (SIDE, SIDE), mode="bilinear")[0], torch.stack(far, 1)

    @staticmethod
    def _cut(pixels: Tensor) -> Tensor:
        """Every window (windows, 3, samples) of a picture."""
        boxes = ((16 * w.y, 16 * w.x, 16 * w.size) for w in windows())
        cut = [
            F.interpolate(pixels[None, :, y : y + s, x : x + s], (SHARP, SHARP), mode="area")[0] for y, x, s in boxes
        ]
        return torch.stack(cut).flatten(2)

    def _explained(self, pixels: Tensor, backdrop: Tensor) -> Tensor:
        """Share (windows, looks x nouns, colours) that each template explains of what the backdrop leaves."""
        seen, ground = self._cut(pixels), self._cut(backdrop)
        error = seen.square().sum((1, 2))[:, None, None]
        total = (seen - ground).square().sum((1, 2))[:, None, None]
        # |seen - painted - through ground|^2, written out so that matrix products do it.
        for channel in range(3):
            x, g = seen[:, channel], ground[:, channel]
            alone = (g.square() @ self.through.square().T - 2 * (x * g) @ self.through.T)[:, :, None]
            painted, mixed = self.painted[:, :, channel], self.mixed[:, :, channel]
            error = error + alone + painted.square().sum(-1)
            error += 2 * torch.einsum("wp,tcp->wtc", g, mixed) - 2 * torch.einsum("wp,tcp->wtc", x, painted)
        plain = 3 * SHARP**2 * FAINT**2
        return 1 - (error + plain) / (total + plain)

    def _seen(self, picture: Image.Image) -> Seen:
        array = np.asarray(picture.convert("RGB").resize((SIDE, SIDE))).astype(np.float32) / 255
        pixels = torch.from_numpy(array).permute(2, 0, 1).to(device())
        backdrop, far = self._backdrop(pixels)
        explained = self._explained(pixels, backdrop)
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
        return Seen(found, *self._whole(far, torch.stack(looks).mean(0) if looks else None))

    def _detection(self, window: Thing, explained: Tensor) -> Detection:
        shares = ((explained - explained.max()) / HEAT).flatten().softmax(0).view(self.shape)
        colors = torch.zeros(len(self.colors))
        colors[:-1] = shares[:, :, 1:].sum((0, 1)).cpu()
        colors.index_add_(0, self.shown.flatten().cpu(), shares[:, :, 0].flatten().cpu())
        sizes = {name: float(cells == window.size) for cells, name in enumerate(SIZES, 2)}
        middle = 16 * (window.x + window.size / 2), 16 * (window.y + window.size / 2)
        nouns = _table(list(lexicon.nouns()), shares.sum((0, 2)).cpu())
        return Detection(*middle, float(explained.max()), nouns, _table(self.colors, colors), sizes)

    def _whole(self, far: Tensor, looks: Tensor | None) -> tuple[dict[str, float], dict[str, float]]:
        """Scene and style: the nearest backdrop, and the look of the things."""
        scenes = (-far.amin(1) / GROUND_HEAT).softmax(0)
        styles = -far.amin(0)[self.washed] / GROUND_HEAT
        if looks is not None:
            shown = dict(zip(LOOKS, looks.tolist(), strict=True))
            styles += (
                torch.tensor([shown.get(name, shown["cartoon"]) for name in lexicon.STYLES]).to(styles) / LOOK_HEAT
            )
        return _table(list(lexicon.SCENES), scenes.cpu()), _table(list(lexicon.STYLES), styles.softmax(0).cpu())


def _table(names: list[str], shares: Tensor) -> dict[str, float]:
    """Shares by name, made to add up to one."""
    return dict(zip(names, (shares / shares.sum()).tolist(), strict=True))
