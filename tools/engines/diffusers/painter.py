"""Any diffusers text-to-image pipeline as a painter; it edits by image-to-image."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from tools.device import device, dtype
from tools.engines.painting import EditResult, PaintRequest, cpu_generator, hide_loading_bars, step_reporter
from tools.engines.pipelines import pipeline_nbytes
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.regions import paste_masked
from tools.types import ModelInfo

MULTIPLE = 8
"""Pixels that the sides of pictures are multiples of."""
EDIT_STRENGTH = 0.75
"""Strength of an edit that asks for the most: at 1 nothing of the source would be left."""


class DiffusersPainter:
    """A pipeline by path or hub name; safetensors only."""

    batch_size = 1

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from diffusers import AutoPipelineForText2Image

        hide_loading_bars()
        self.info = info
        self.text_to_image = AutoPipelineForText2Image.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **options
        ).to(device())
        self.text_to_image.set_progress_bar_config(disable=True)
        self._image_to_image: Any = None

    def nbytes(self) -> int:
        """Bytes of every component's weights."""
        return pipeline_nbytes(self.text_to_image)

    def to(self, where: str) -> None:
        """Move to a device."""
        self.text_to_image.to(where)

    def _common(self, request: PaintRequest, hooks: Hooks) -> dict[str, Any]:
        return {
            "negative_prompt": request.negative or None,
            "guidance_scale": request.guidance,
            "generator": cpu_generator(request.seed),
            "callback_on_step_end": step_reporter(hooks, request.steps),
        }

    def paint(self, requests: Sequence[PaintRequest], hooks: Hooks) -> list[Image.Image]:
        """New pictures, one after another.

        Raises:
            BadArguments: a side that is not a multiple of MULTIPLE.
        """
        return [self._paint(request, hooks) for request in requests]

    def _paint(self, request: PaintRequest, hooks: Hooks) -> Image.Image:
        if request.width % MULTIPLE or request.height % MULTIPLE:
            raise BadArguments(f"This painter's sides are multiples of {MULTIPLE} pixels; choose another size.")
        hooks.step(0, request.steps)
        size = {"width": request.width, "height": request.height}
        picture: Image.Image = self.text_to_image(
            prompt=request.prompt, num_inference_steps=request.steps, **size, **self._common(request, hooks)
        ).images[0]
        return picture

    def edit(self, source: Image.Image, request: PaintRequest, hooks: Hooks) -> EditResult:
        """The source repainted towards the prompt; without a mask nobody can tell where a change was asked for."""
        from diffusers import AutoPipelineForImage2Image

        hooks.step(0, request.steps)
        if self._image_to_image is None:
            self._image_to_image = AutoPipelineForImage2Image.from_pipe(self.text_to_image)
            self._image_to_image.set_progress_bar_config(disable=True)
        strength = request.strength if request.strength < 1 else EDIT_STRENGTH
        # Image-to-image runs only strength x steps of its schedule.
        steps = max(1, round(request.steps / strength))
        made: Image.Image = self._image_to_image(
            prompt=request.prompt,
            image=source.convert("RGB"),
            strength=strength,
            num_inference_steps=steps,
            **self._common(request, hooks),
        ).images[0]
        picture = made.resize(source.size)
        if request.mask is not None:
            picture = paste_masked(source, picture, request.mask)
        return EditResult(picture, request.mask)
