"""The benchmarks' judge of styles, and their optimisation-based reference; the studio uses neither."""

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


def pixels(picture: Image.Image) -> Tensor:
    """A picture as (1, 3, H, W) in [-1, 1]."""
    values = np.asarray(picture.convert("RGB")).astype(np.float32) / 127.5 - 1
    return torch.from_numpy(values).movedim(-1, 0)[None].contiguous().to(device())


class Critic:
    """Says which look a picture has. It learned from drawn looks alone and never saw the stylist's pictures."""

    def __init__(self) -> None:
        from tools.networks.style_critic import StyleCritic

        self.model = StyleCritic.from_pretrained(Path(resolve_weights(NAME)), dtype=torch.float32).to(device()).eval()
        self.looks: list[str] = list(self.model.config.looks)

    @torch.no_grad()
    def _scores(self, picture: Image.Image) -> Tensor:
        """Mean log-probabilities (looks,) of all parts of 128 pixels."""
        whole = pixels(picture)
        parts = [part for row in whole.split(128, 2) for part in row.split(128, 3) if min(part.shape[2:]) >= 32]
        return torch.stack([self.model(part)[0].log_softmax(0) for part in parts or [whole]]).mean(0)

    def style(self, picture: Image.Image) -> str:
        """The likeliest look."""
        return self.looks[int(self._scores(picture).argmax())]

    def chance(self, picture: Image.Image, look: str) -> float:
        """That the picture has a look."""
        return float(self._scores(picture).softmax(0)[self.looks.index(look)])


class Textures:
    """Gram matrices of random filters: how far a picture's texture is from another's."""

    def __init__(self) -> None:
        from tools.networks.texture_features import RandomFeatures

        self.features = RandomFeatures().to(device())

    @torch.no_grad()
    def distance(self, picture: Image.Image, reference: Image.Image) -> float:
        """Mean difference of the Gram matrices, as a share of their size: 0 to 2."""
        return float(self.features.distance(pixels(picture), pixels(reference)))

    def optimise(self, content: Image.Image, reference: Image.Image, steps: int = 120) -> Image.Image:
        """The content's pixels changed by L-BFGS until their Gram matrices fit the reference's and their blurred
        luminance and slopes the content's (Gatys, Ecker and Bethge 2016, on these features)."""
        source, wanted = pixels(content), [gram.detach() for gram in self.features.grams(pixels(reference))]
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
            inside = F.relu(made.abs() - 1).mean()
            slopes = (flat.diff(dim=-1) - kept.diff(dim=-1)).square().mean()
            slopes = slopes + (flat.diff(dim=-2) - kept.diff(dim=-2)).square().mean()
            total = style + 2 * slopes + 0.3 * (flat - kept).square().mean() + inside
            total.backward()
            return total

        optimizer.step(loss)
        values = ((made.detach()[0].clamp(-1, 1) + 1) * 127.5).round().movedim(0, -1).byte().cpu().numpy()
        return Image.fromarray(values)
