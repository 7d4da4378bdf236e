"""Matching pictures with templates: the arithmetic of the benchmarks' grader.

The bank has every backdrop, and every thing in each look and colour. A picture is compared with them in small: what
counts is the share that a template explains of what the backdrop leaves.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from tools.device import device
from tools.networks.painter.layout import CELLS, windows
from tools.profiles import PACKAGED, resolve_weights

NAME = PACKAGED + "grader"
SIDE = 128
"""Side in pixels of the pictures that are matched."""
CELL = SIDE // CELLS
"""Side of a cell in pixels."""
SHARP = 12
"""Side of the templates of things, in samples."""
THUMB = 32
"""Side of the templates of backdrops, in samples."""
FAINT = 0.025
"""Standard deviation, of 1, below which a window is plain ground; a white cloud before a pale wall has 0.04."""
MOST_FAR = 0.02
"""Squared difference, of 1, above which a sample of a backdrop counts as hidden by a thing."""


class TemplateBank:
    """The templates, and how a picture is compared with them.

    Attributes:
        shown: the number of the colour that each thing shows unpainted, int64 (looks, nouns).
        shape: numbers of looks, nouns and colours, with unpainted as the first colour.
        washed: the number of the wash of each style, int64 (styles,).
    """

    def __init__(self) -> None:
        file = Path(resolve_weights(NAME), "templates.safetensors")
        bank = {name: value.to(device()) for name, value in load_file(file).items()}
        self.nbytes = sum(value.nbytes for value in bank.values())
        self.shown = bank["shown"].long()
        self.shape = bank["things"].shape[:3]
        rows = self.shape[0] * self.shape[1]
        mask = bank["masks"].float().view(rows, 1, -1) / 255
        # Colours on the thing and nothing around it: (looks * nouns, colours, 3, samples).
        self._painted = bank["things"].float().view(rows, self.shape[2], -1, 3).movedim(-1, 2) / 255 * mask[:, None]
        # How much of the ground a template lets through, and its products with the colours.
        self._through = 1 - mask[:, 0]
        self._mixed = self._painted * self._through[:, None, None]
        self._backdrops = bank["backs"].float().movedim(-1, 2) / 255
        # Painterly looks change the colours of a backdrop everywhere alike: affine maps (washes, 3, 4), the identity
        # first.
        self._washes = bank["washes"]
        self.washed = bank["washed"].long()

    def to_pixels(self, picture: Image.Image) -> Tensor:
        """Return a picture of any size and mode as (3, SIDE, SIDE), float32, in [0, 1], on the bank's device."""
        array = np.asarray(picture.convert("RGB").resize((SIDE, SIDE))).astype(np.float32) / 255
        return torch.from_numpy(array).permute(2, 0, 1).to(device())

    def find_backdrop(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Find the backdrop that explains most of a picture (3, SIDE, SIDE).

        Returns:
            The backdrop (3, SIDE, SIDE), and the mean squared difference of the best backdrop of each scene in each
            wash (scenes, washes).
        """
        small = F.interpolate(pixels[None], (THUMB, THUMB), mode="area")[0]
        errors = []
        least, best = float("inf"), small
        for wash in self._washes:
            backdrops = torch.einsum("cd,svdyx->svcyx", wash[:, :3], self._backdrops) + wash[:, 3, None, None]
            # A thing hides what is behind it: all samples that are far off count alike.
            error = (backdrops - small).square().mean(2).clamp(max=MOST_FAR).mean((-1, -2))
            if float(error.min()) < least:
                least = float(error.min())
                best = backdrops.flatten(0, 1)[int(error.argmin())]
            errors.append(error.amin(1))
        return F.interpolate(best[None], (SIDE, SIDE), mode="bilinear")[0], torch.stack(errors, 1)

    @staticmethod
    def _cut_windows(pixels: Tensor) -> Tensor:
        """Return every window of a picture (3, SIDE, SIDE) in small: (windows, 3, samples)."""
        parts = []
        for window in windows():
            y, x, side = CELL * window.y, CELL * window.x, CELL * window.size
            part = pixels[None, :, y : y + side, x : x + side]
            parts.append(F.interpolate(part, (SHARP, SHARP), mode="area")[0])
        return torch.stack(parts).flatten(2)

    def explained_shares(self, pixels: Tensor, backdrop: Tensor) -> Tensor:
        """Return the share of what the backdrop leaves that each template explains in each window.

        Args:
            pixels: (3, SIDE, SIDE) in [0, 1].
            backdrop: (3, SIDE, SIDE) in [0, 1].

        Returns:
            (windows, looks * nouns, colours), at most 1; below 0 where the template fits worse than the backdrop.
        """
        seen = self._cut_windows(pixels)
        ground = self._cut_windows(backdrop)
        error = seen.square().sum((1, 2))[:, None, None]
        total = (seen - ground).square().sum((1, 2))[:, None, None]
        # |seen - painted - through * ground|^2, multiplied out so that it becomes products of matrices.
        for channel in range(3):
            x, g = seen[:, channel], ground[:, channel]
            alone = (g.square() @ self._through.square().T - 2 * (x * g) @ self._through.T)[:, :, None]
            painted, mixed = self._painted[:, :, channel], self._mixed[:, :, channel]
            error = error + alone + painted.square().sum(-1)
            error += 2 * torch.einsum("wp,tcp->wtc", g, mixed) - 2 * torch.einsum("wp,tcp->wtc", x, painted)
        plain = 3 * SHARP**2 * FAINT**2
        return 1 - (error + plain) / (total + plain)
