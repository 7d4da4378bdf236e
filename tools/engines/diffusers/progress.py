"""Following a pipeline step by step: progress, stopping, previews, and the stage at which a picture was lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools.engines.painting import PREVIEWS
from tools.errors import Cancelled, FaultyPicture
from tools.hooks import Hooks

FLAT_LATENTS = 1e-3
"""Standard deviation of finished latents below which the network itself has painted nothing."""


class LatentPreview:
    """Shows latents without the autoencoder: a linear map to colours, fitted to the first picture that was finished.

    The latents of any family are first laid out as a grid, however the pipeline packs them.
    """

    def __init__(self) -> None:
        self._colors: torch.Tensor | None = None

    @staticmethod
    def _grid(latents: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
        """The first picture's latents as (rows, columns, channels), float32, on the CPU, for a size in pixels."""
        one = latents[0].detach().float().cpu()
        if one.dim() == 2:  # Packed: one row for each patch.
            side = (size[0] * size[1] / len(one)) ** 0.5
            columns = max(1, round(size[0] / side))
            return one[: len(one) // columns * columns].reshape(-1, columns, one.shape[1])
        return one.reshape(one.shape[0], *one.shape[-2:]).permute(1, 2, 0)

    def learn(self, latents: torch.Tensor, picture: Image.Image) -> None:
        """Fit the map, once, by least squares, to finished latents and their picture."""
        if self._colors is not None:
            return
        grid = self._grid(latents, picture.size)
        small = picture.convert("RGB").resize((grid.shape[1], grid.shape[0]), Image.Resampling.BOX)
        colors = torch.from_numpy(np.asarray(small).astype(np.float32) / 255).reshape(-1, 3)
        flat = grid.reshape(-1, grid.shape[2])
        # A little weight decay: a small picture has fewer patches than its latents have channels.
        inputs = torch.cat([flat, torch.ones(len(flat), 1)], 1)
        square = inputs.T @ inputs + 1e-3 * len(flat) * torch.eye(inputs.shape[1])
        self._colors = torch.linalg.solve(square, inputs.T @ colors)

    def show(self, latents: torch.Tensor, size: tuple[int, int]) -> Image.Image | None:
        """The picture that latents will become, small; None before the first picture was finished."""
        if self._colors is None:
            return None
        grid = self._grid(latents, size)
        if grid.shape[2] + 1 != len(self._colors):
            return None
        values = grid @ self._colors[:-1] + self._colors[-1]
        made = Image.fromarray((values.clamp(0, 1) * 255).round().byte().numpy())
        larger = min(size[0], grid.shape[1] * 4), min(size[1], grid.shape[0] * 4)
        return made.resize(larger, Image.Resampling.BICUBIC)


@dataclass
class StepWatcher:
    """What happens after each step of one call.

    Attributes:
        hooks: Hear of the steps.
        total: Steps that were asked for.
        size: Width and height of the picture in pixels.
        preview: Shows the forming picture.
        latents: The newest latents.
    """

    hooks: Hooks
    total: int
    size: tuple[int, int]
    preview: LatentPreview
    latents: torch.Tensor | None = None
    _done: int = 0
    _times: set[float] = field(default_factory=set)

    def arguments(self, parameters: dict[str, Any], pipeline: Any) -> dict[str, Any]:
        """The arguments that make a pipeline call this after each step; empty where it takes no callback."""
        if "callback_on_step_end" not in parameters:
            return {}
        told = [n for n in ("latents", "prompt_embeds") if n in getattr(pipeline, "_callback_tensor_inputs", ())]
        return {"callback_on_step_end": self._step_end, "callback_on_step_end_tensor_inputs": told}

    def _step_end(self, pipeline: Any, index: int, timestep: Any, values: dict[str, Any]) -> dict[str, Any]:
        del timestep
        total = int(getattr(pipeline, "num_timesteps", self.total) or self.total)
        before, self.latents = self.latents, values.get("latents")
        if self.latents is not None and not torch.isfinite(self.latents).all():
            raise FaultyPicture(self._lost(index, values.get("prompt_embeds")))
        self._done = index + 1
        self.hooks.step(min(index + 1, total), total)
        every = -(-total // (PREVIEWS + 1))
        if self.hooks.preview and self.latents is not None and (index + 1) % every == 0 and index + 1 < total:
            clean = self._clean(pipeline, before, self.latents, index)
            picture = self.preview.show(clean, self.size)
            if picture is not None:
                self.hooks.preview(picture)
        return values

    @staticmethod
    def _clean(pipeline: Any, before: torch.Tensor | None, now: torch.Tensor, index: int) -> torch.Tensor:
        """The finished latents as the last step foresees them.

        On the straight line through two steps, which noise levels place, it is the point without noise.
        """
        levels = getattr(pipeline.scheduler, "sigmas", None)
        begin = getattr(pipeline.scheduler, "begin_index", None) or 0
        at = begin + index
        if before is None or levels is None or before.shape != now.shape or at + 1 >= len(levels):
            return now
        high, low = float(levels[at]), float(levels[at + 1])
        return now if high == low else now - (now - before) * (low / (low - high))

    @staticmethod
    def _lost(index: int, embeddings: Any) -> str:
        """A sentence on where the numbers ran out of their range."""
        parts = embeddings if isinstance(embeddings, (list, tuple)) else [embeddings]
        if any(isinstance(part, torch.Tensor) and not torch.isfinite(part).all() for part in parts):
            return "The text encoder gave no numbers (NaN); load the model in bfloat16 or float32."
        return (
            f"The network's numbers overflowed at step {index + 1} (NaN); load the model in bfloat16 or float32, "
            "or lower the guidance."
        )

    @contextmanager
    def watching(self, network: torch.nn.Module | None, counts: bool) -> Iterator[None]:
        """Stop before the network's next run once the person wants that.

        Args:
            network: What runs once or twice a step; None where the pipeline has none.
            counts: Whether to report steps, too, for a pipeline that takes no callback.
        """
        if network is None:
            yield
            return

        def before_run(module: Any, inputs: tuple[Any, ...], values: dict[str, Any]) -> None:
            del module, inputs
            if self.hooks.cancel.is_set():
                raise Cancelled
            moment = values.get("timestep")
            if counts and isinstance(moment, torch.Tensor):
                self._times.add(float(moment.flatten()[0]))
                self.hooks.step(min(len(self._times) - 1, self.total), self.total)

        handle = network.register_forward_pre_hook(before_run, with_kwargs=True)
        try:
            yield
        finally:
            handle.remove()

    def lost_stage(self, fault: str) -> str:
        """A sentence on the stage at which a black or flat picture was lost, once it is decoded."""
        flat = self.latents is not None and float(self.latents.float().std()) < FLAT_LATENTS
        where = "The network painted nothing" if flat else "The autoencoder lost the picture while decoding"
        hint = "try another seed" if flat else "load the model in bfloat16 or float32"
        return f"{where} (it is {fault}); {hint}."
