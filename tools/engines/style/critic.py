"""The benchmarks' judges of styles, and their optimisation-based reference; the studio uses none of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from tools.device import device
from tools.profiles import PACKAGED, resolve_weights

NAME = PACKAGED + "critic"
PART = 128
"""Side in pixels of the parts of a picture that are judged one by one, as large as the pictures of training."""
LEAST_PART = 32
"""Parts with a shorter side than this are not judged."""


def to_pixels(picture: Image.Image) -> Tensor:
    """Return a picture as (1, 3, H, W), float32, in [-1, 1], on the models' device."""
    values = np.asarray(picture.convert("RGB")).astype(np.float32) / 127.5 - 1
    return torch.from_numpy(values).movedim(-1, 0)[None].contiguous().to(device())


class Critic:
    """Tells which look a picture has. It learned from drawn looks alone and never saw a picture of the stylist."""

    def __init__(self) -> None:
        from tools.networks.style_critic import StyleCritic

        self.model = StyleCritic.from_pretrained(Path(resolve_weights(NAME)), dtype=torch.float32).to(device()).eval()
        self.looks: list[str] = list(self.model.config.looks)

    @torch.no_grad()
    def _scores(self, picture: Image.Image) -> Tensor:
        """Return the mean log-probabilities (looks,) over all parts."""
        whole = to_pixels(picture)
        parts = [part for row in whole.split(PART, 2) for part in row.split(PART, 3)]
        large = [part for part in parts if min(part.shape[2:]) >= LEAST_PART]
        return torch.stack([self.model(part)[0].log_softmax(0) for part in large or [whole]]).mean(0)

    def style(self, picture: Image.Image) -> str:
        """Return the likeliest look."""
        return self.looks[int(self._scores(picture).argmax())]

    def chance(self, picture: Image.Image, look: str) -> float:
        """Return the probability of one look."""
        return float(self._scores(picture).softmax(0)[self.looks.index(look)])


class Textures:
    """Compares textures by the Gram matrices of random filters."""

    def __init__(self) -> None:
        from tools.networks.texture_features import RandomFeatures

        self.features = RandomFeatures().to(device())

    @torch.no_grad()
    def distance(self, picture: Image.Image, reference: Image.Image) -> float:
        """Return the mean difference of the Gram matrices as a share of their size, from 0 to 2."""
        return float(self.features.distance(to_pixels(picture), to_pixels(reference)))

    def optimise(self, content: Image.Image, reference: Image.Image, steps: int = 120) -> Image.Image:
        """Restyle a picture by optimising its pixels (Gatys, Ecker and Bethge 2016, on these features).

        L-BFGS changes the content's pixels until their Gram matrices fit the reference's, and their blurred luminance
        and its slopes the content's.
        """
        source = to_pixels(content)
        wanted = [gram.detach() for gram in self.features.grams(to_pixels(reference))]
        made = source.clone().requires_grad_()
        optimizer = torch.optim.LBFGS([made], max_iter=steps, history_size=10, line_search_fn="strong_wolfe")

        def structure(values: Tensor) -> Tensor:
            return F.avg_pool2d(values.mean(1, keepdim=True), 4)

        kept = structure(source)

        def loss() -> Tensor:
            optimizer.zero_grad()
            pairs = zip(self.features.grams(made), wanted, strict=True)
            style = torch.stack([(a - b).abs().mean() / (b.abs().mean() + 1e-3) for a, b in pairs]).mean()
            flat = structure(made)
            out_of_range = F.relu(made.abs() - 1).mean()
            slopes = (flat.diff(dim=-1) - kept.diff(dim=-1)).square().mean()
            slopes = slopes + (flat.diff(dim=-2) - kept.diff(dim=-2)).square().mean()
            total = style + 2 * slopes + 0.3 * (flat - kept).square().mean() + out_of_range
            total.backward()
            return total

        optimizer.step(loss)
        values = ((made.detach()[0].clamp(-1, 1) + 1) * 127.5).round().movedim(0, -1).byte().cpu().numpy()
        return Image.fromarray(values)
