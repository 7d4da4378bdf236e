"""Painters: the pocket pipeline, and any diffusers text-to-image or image-to-image pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from tools.contract import Hooks
from tools.device import device, dtype
from tools.errors import BadArguments
from tools.values import ModelInfo


@dataclass(frozen=True)
class Order:
    """What to paint: texts, size in pixels, and the sampler's settings."""

    prompt: str
    instruction: str = ""
    negative: str = ""
    seed: int = 0
    width: int = 128
    height: int = 128
    steps: int = 20
    guidance: float = 3.0
    strength: float = 1.0
    keep: bool = True
    """Whether an edit puts the source's own pixels back where it changed nothing."""
    mask: Image.Image | None = None
    """Where an edit may change the picture (white); everywhere without one."""


def _quiet() -> None:
    """A bar over parts that load in a moment would only stand in the way of what is printed."""
    from diffusers.utils import logging

    logging.disable_progress_bar()


UNCHANGED = "no change"
"""The instruction that asks for the picture as it is."""
PREVIEWS = 4
"""Previews of the forming picture while it is painted, at most."""


def _step_end(hooks: Hooks, total: int) -> Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]:
    every = -(-total // (PREVIEWS + 1))

    def report(pipeline: Any, index: int, timestep: Any, values: dict[str, Any]) -> dict[str, Any]:
        hooks.step(index + 1, total)
        if hooks.preview and "clean" in values and (index + 1) % every == 0 and index + 1 < total:
            hooks.preview(pipeline.picture(values["clean"][:1])[0])
        return values

    return report


class PocketPainter:
    """Generates and edits in the storybook world; its text encoder is the director's lower half."""

    def __init__(self, info: ModelInfo, folder: Path, director: Callable[[], Any]) -> None:
        from safetensors.torch import load_file

        from tools.pocket.language import TextEncoder
        from tools.pocket.pipeline import PocketPipeline

        _quiet()
        self.info = info
        kinds = {"default": dtype(device(), small=True), "transformer": dtype(device())}
        self.pipeline = PocketPipeline.from_pretrained(folder, dtype=kinds)
        self.pipeline.set_progress_bar_config(disable=True)
        self.pipeline.to(device())
        statistics = load_file(folder / "text.safetensors")
        writer = director()
        encoder = TextEncoder(writer.model.model, statistics["text_mean"], statistics["text_std"]).to(device())
        self.pipeline.listen(encoder.eval(), writer.tokenizer)

    def nbytes(self) -> int:
        """Bytes of every part's weights."""
        parts = [part for part in self.pipeline.components.values() if isinstance(part, torch.nn.Module)]
        return sum(p.nbytes for part in parts for p in part.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.pipeline.to(where)

    def paint(self, order: Order, hooks: Hooks) -> Image.Image:
        """A new picture."""
        self._measure(order)
        picture: Image.Image = self._run(order.prompt, None, order, hooks).images[0]
        return picture

    def _measure(self, order: Order) -> None:
        side = 8 * int(self.pipeline.transformer.config.side)
        if (order.width, order.height) != (side, side):
            raise BadArguments(f"The pocket painter paints {side} x {side} pixels; leave width and height out.")

    def paint_many(self, orders: list[Order], hooks: Hooks) -> list[Image.Image]:
        """New pictures in one batch; steps and guidance are the first order's.

        A picture may differ from the same order's painted alone in the last bits: sums run in another order.
        """
        for order in orders:
            self._measure(order)
        hooks.step(0, orders[0].steps)
        pictures: list[Image.Image] = self.pipeline(
            [order.prompt for order in orders], num_inference_steps=orders[0].steps,
            guidance_scale=orders[0].guidance, callback_on_step_end=_step_end(hooks, orders[0].steps),
            generator=[torch.Generator().manual_seed(order.seed) for order in orders],
        ).images  # fmt: skip
        return pictures

    def edit(self, source: Image.Image, order: Order, hooks: Hooks) -> Image.Image:
        """The source changed as instructed; `order.prompt` says what it must show afterwards."""
        from tools.pocket.pipeline import within

        words = f"{order.instruction}: {order.prompt}" if order.instruction else order.prompt
        if order.instruction == UNCHANGED and order.keep:
            return source
        made = self._run(words, source, order, hooks)
        if order.mask is not None or not order.keep:
            return made.images[0].resize(source.size)  # type: ignore[no-any-return]
        return within(source, made.images[0], made.masks[0])

    def _run(self, words: str, source: Image.Image | None, order: Order, hooks: Hooks) -> Any:
        hooks.step(0, order.steps)
        return self.pipeline(
            words, image=source, mask_image=order.mask, strength=order.strength, num_inference_steps=order.steps,
            guidance_scale=order.guidance, generator=torch.Generator().manual_seed(order.seed),
            callback_on_step_end=_step_end(hooks, order.steps),
        )  # fmt: skip


class HubPainter:
    """A diffusers pipeline by path or hub name; safetensors only. Edits run as image-to-image."""

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from diffusers import AutoPipelineForText2Image

        _quiet()
        self.info = info
        self.text_to_image = AutoPipelineForText2Image.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **options
        ).to(device())
        self.text_to_image.set_progress_bar_config(disable=True)
        self._image_to_image: Any = None

    def nbytes(self) -> int:
        """Bytes of every component's weights."""
        modules = [c for c in self.text_to_image.components.values() if isinstance(c, torch.nn.Module)]
        return sum(p.nbytes for module in modules for p in module.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.text_to_image.to(where)

    def _common(self, order: Order, hooks: Hooks) -> dict[str, Any]:
        return {
            "negative_prompt": order.negative or None, "guidance_scale": order.guidance,
            "generator": torch.Generator().manual_seed(order.seed),
            "callback_on_step_end": _step_end(hooks, order.steps),
        }  # fmt: skip

    def paint(self, order: Order, hooks: Hooks) -> Image.Image:
        """A new picture."""
        hooks.step(0, order.steps)
        size = {"width": order.width, "height": order.height}
        picture: Image.Image = self.text_to_image(
            prompt=order.prompt, num_inference_steps=order.steps, **size, **self._common(order, hooks)
        ).images[0]
        return picture

    def edit(self, source: Image.Image, order: Order, hooks: Hooks) -> Image.Image:
        """The source repainted towards the prompt."""
        from diffusers import AutoPipelineForImage2Image

        hooks.step(0, order.steps)
        if self._image_to_image is None:
            self._image_to_image = AutoPipelineForImage2Image.from_pipe(self.text_to_image)
            self._image_to_image.set_progress_bar_config(disable=True)
        strength = order.strength if order.strength < 1 else 0.75
        # Image-to-image runs only strength x steps of its schedule.
        steps = max(1, round(order.steps / strength))
        picture: Image.Image = self._image_to_image(
            prompt=order.prompt, image=source.convert("RGB"), strength=strength, num_inference_steps=steps,
            **self._common(order, hooks),
        ).images[0]  # fmt: skip
        if order.mask is None:
            return picture
        from tools.pocket.pipeline import within

        return within(source, picture, order.mask)
