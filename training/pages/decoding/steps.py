"""The steps of a decoder's training: down the losses against the originals, and in a critic's company."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder, TwoScaleHead
from training.loop import MovingAverage, set_learning_rate
from training.pages.decoding.critic import PatchCritic, critic_loss, feature_loss
from training.pages.decoding.losses import CYCLE, adaptive_weight, disturb, gradients_of, pixel_loss
from training.pages.decoding.painted import PaintedLatents
from training.pages.learning.growing_pool import PageBatch
from training.runtime import autocast

WARMUP = 100
"""Steps in which the learning rate rises."""
ALONE, RISE = 0.08, 0.15
"""Shares of the critic's part of the time: in the first it learns alone, until the second its weight rises."""
CRITIC_RATE, FINISH_RATE = 3e-4, 2e-4
"""Learning rates of the critic, and of the decoder in its company."""
FEATURES = 1.0
"""Weight of the feature matching beside the critic's scores."""
PAINTED_SHARE, PAINTED_WEIGHT = 0.25, 0.25
"""Painted latents for every page of a batch, and their weight beside pages in what the critic says."""


@dataclass(frozen=True)
class DecodingSettings:
    """How a decoder is trained.

    Attributes:
        batch: pages in a batch.
        peak: highest learning rate without the critic.
        alone: share of the time without the critic.
        strength: how strongly the critic moves the last layers, as a share of what the pixels do.
    """

    batch: int = 64
    peak: float = 8e-4
    alone: float = 0.5
    strength: float = 0.5


def last_layers(model: PocketAutoencoder) -> list[Tensor]:
    """Return the weights of a decoder's last layers."""
    head = model.decoder[-2]
    return [head.coarse[0].weight, head.fine[4].weight] if isinstance(head, TwoScaleHead) else [head.weight]


class DecoderSteps:
    """One part of a decoder's training: its optimizers, its moving average and the means of its losses.

    Args:
        model: what is trained, on the training device; only its decoder takes gradients.
        critic: what tells decoded pictures from drawn ones, on the same device; None for the part without it.
        painted: painted latents, if there are any.
        settings: how it is trained.
    """

    def __init__(
        self,
        model: PocketAutoencoder,
        critic: PatchCritic | None,
        painted: PaintedLatents,
        settings: DecodingSettings,
    ) -> None:
        self.model = model
        self.critic = critic
        self.painted = painted
        self.settings = settings
        self.decoder: nn.Module = model.decoder
        fused = device() == "cuda"
        betas = (0.9, 0.98) if critic is None else (0.5, 0.98)
        self.optimizer = torch.optim.AdamW(
            self.decoder.parameters(), lr=1e-3, betas=betas, weight_decay=1e-4, fused=fused
        )
        self.critic_optimizer = (
            torch.optim.AdamW(critic.parameters(), lr=CRITIC_RATE, betas=(0.5, 0.98), weight_decay=0.0, fused=fused)
            if critic
            else None
        )
        self.average = MovingAverage(self.decoder, 0.998)
        self.weight: Tensor | None = None
        self.count = 0
        self._sums: dict[str, Tensor] = defaultdict(lambda: torch.zeros((), device=device()))
        self._summed = 0

    def averaged(self) -> PocketAutoencoder:
        """Return a copy of the model with the moving average of its decoder."""
        config = {key: value for key, value in self.model.config.items() if not key.startswith("_")}
        copy: PocketAutoencoder = PocketAutoencoder(**config).to(device()).requires_grad_(False)
        state = self.model.state_dict() | {f"decoder.{key}": value for key, value in self.average.weights.items()}
        copy.load_state_dict(state)
        return copy

    def means(self) -> tuple[dict[str, float], int]:
        """Return the losses' means since the last call, and of how many steps they are."""
        count, self._summed = self._summed, 0
        found = {name: float(value) / max(1, count) for name, value in self._sums.items()}
        self._sums.clear()
        return found, count

    def _add(self, **losses: Tensor) -> None:
        for name, value in losses.items():
            self._sums[name] += value.detach().float()

    def take(self, sample: PageBatch, share: float) -> None:
        """Take one step.

        Args:
            sample: pages with their pictures.
            share: share of this part's time that is over.
        """
        assert sample.pictures is not None
        pictures = sample.pictures.contiguous(memory_format=torch.channels_last)
        peak = self.settings.peak if self.critic is None else FINISH_RATE
        fall = 0.5 * (1 + math.cos(math.pi * min(1.0, share))) if self.critic is None else min(1.0, (1 - share) / 0.3)
        set_learning_rate(self.optimizer, peak * min(1.0, (self.count + 1) / WARMUP) * max(0.02, fall))
        self.count += 1
        self._summed += 1
        if self.critic is None:
            decoded, gradient = self._toward_originals(sample, pictures)
            self._descend(decoded, gradient)
        else:
            self._step_with_critic(self.critic, sample, pictures, share)

    def _decode(self, latents: Tensor) -> Tensor:
        with autocast():
            return self.model.decode(latents.contiguous(memory_format=torch.channels_last)).float()

    def _toward_originals(self, sample: PageBatch, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return decoded pictures, and the gradient of the losses against the originals with respect to them."""
        decoded = self._decode(disturb(sample.latents))
        seen = decoded.detach().requires_grad_()
        pixels = pixel_loss(seen, pictures)
        with autocast():
            again = self.model.encode(seen)
        cycle = (again.float() - sample.latents).abs().mean()
        self._add(pixels=pixels, cycle_loss=cycle)
        return decoded, gradients_of(pixels + CYCLE * cycle, seen)

    def _step_with_critic(self, critic: PatchCritic, sample: PageBatch, pictures: Tensor, share: float) -> None:
        decoded, of_pixels = self._toward_originals(sample, pictures)
        painted = self.painted
        new = self._decode(painted.batch(max(1, round(PAINTED_SHARE * len(decoded))))) if len(painted) else None
        self._teach(critic, pictures, decoded.detach(), None if new is None else new.detach())
        if share < ALONE:
            return
        critic.requires_grad_(False)
        seen = decoded.detach().requires_grad_()
        with autocast():
            scores, features = critic(seen)
            with torch.no_grad():
                _, drawn = critic(pictures)
        matching = feature_loss(features, drawn)
        of_critic = gradients_of(FEATURES * matching - scores.float().mean(), seen)
        weight = adaptive_weight(decoded, last_layers(self.model), of_pixels, of_critic)
        self.weight = weight if self.weight is None else torch.lerp(self.weight, weight, 0.05)
        strength = self.settings.strength * min(1.0, (share - ALONE) / (RISE - ALONE)) * self.weight
        self._add(matching=matching, weight=self.weight, fooled=scores.float().mean())
        gradient = of_pixels + strength * of_critic
        if new is None:
            self._descend(decoded, gradient)
        else:
            of_painted = self._of_painted(critic, new)
            self._descend(
                torch.cat([decoded, new]), torch.cat([gradient, PAINTED_WEIGHT * PAINTED_SHARE * strength * of_painted])
            )

    def _of_painted(self, critic: PatchCritic, new: Tensor) -> Tensor:
        """Return the gradient of what the critic says of pictures that have no originals."""
        seen = new.detach().requires_grad_()
        with autocast():
            scores, _ = critic(seen)
        return gradients_of(-scores.float().mean(), seen)

    def _teach(self, critic: PatchCritic, drawn: Tensor, decoded: Tensor, painted: Tensor | None) -> None:
        """Take a step of the critic."""
        assert self.critic_optimizer is not None
        critic.requires_grad_(True)
        with autocast():
            of_drawn, of_decoded = critic(torch.cat([drawn, decoded]))[0].chunk(2)
            loss = critic_loss(of_drawn, of_decoded)
            if painted is not None:
                loss = loss + PAINTED_WEIGHT * torch.relu(1 + critic(painted)[0].float()).mean()
        self._add(critic=loss, score_drawn=of_drawn.float().mean(), score_decoded=of_decoded.float().mean())
        self.critic_optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if _clip(critic):
            self.critic_optimizer.step()

    def _descend(self, decoded: Tensor, gradient: Tensor) -> None:
        """Take a step of the decoder down a gradient with respect to what it decoded, unless that is not finite."""
        self.optimizer.zero_grad(set_to_none=True)
        decoded.backward(gradient)
        if _clip(self.decoder):
            self.optimizer.step()
            self.average.update(self.decoder)


def _clip(network: nn.Module) -> bool:
    """Limit the norm of a network's gradients to 1; return whether they are finite."""
    return bool(nn.utils.clip_grad_norm_(network.parameters(), 1.0).isfinite())
