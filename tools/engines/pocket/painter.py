"""Painters: the pocket pipeline, and any diffusers text-to-image or image-to-image pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from PIL import Image, ImageFilter

from tools.device import device, dtype
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.identity import LAYOUT_KEY
from tools.images.regions import paste_masked
from tools.types import ModelInfo
from tools.vocabulary.storybook.prompts import named_nouns

if TYPE_CHECKING:
    from tools.networks.painter.layout import Layout


@dataclass(frozen=True)
class PaintRequest:
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


class EditResult(NamedTuple):
    """An edited picture and, as an "L" mask of its size, where the words asked for a change (white); None where they
    asked for the whole picture to change, or where there is no telling."""

    picture: Image.Image
    asked: Image.Image | None


def _quiet() -> None:
    """A bar over parts that load in a moment would only stand in the way of what is printed."""
    from diffusers.utils import logging

    logging.disable_progress_bar()


SIDES = 8
"""Pixels that the sides of a hub painter's pictures are multiples of."""
UNCHANGED = "no change"
"""The instruction that asks for the picture as it is."""
BORDER = 8
"""Pixels, of 128 a side, around an edited thing that may change with it."""
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


def _heard(order: PaintRequest) -> str:
    """What the pocket editor hears: the change first, then what the picture must show."""
    return f"{order.instruction}: {order.prompt}" if order.instruction else order.prompt


class PocketPainter:
    """Generates and edits in the storybook world; its text encoder is the director's lower half."""

    def __init__(self, info: ModelInfo, folder: Path, director: Callable[[], Any]) -> None:
        from safetensors.torch import load_file

        from tools.networks.language.text_encoder import TextEncoder
        from tools.networks.painter.pipeline import PocketPipeline

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
        self._batch: tuple[list[PaintRequest], list[Image.Image]] | None = None

    def nbytes(self) -> int:
        """Bytes of every part's weights."""
        parts = [part for part in self.pipeline.components.values() if isinstance(part, torch.nn.Module)]
        return sum(p.nbytes for part in parts for p in part.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.pipeline.to(where)

    def paint(self, order: PaintRequest, hooks: Hooks) -> Image.Image:
        """A new picture."""
        self._measure(order)
        made = self._run(order.prompt, None, order, hooks)
        return self._told(made.images[0], made.layouts[0])

    def _told(self, picture: Image.Image, layout: Layout) -> Image.Image:
        """The picture with its layout in `info`, from where it comes into the recipe."""
        from tools.networks.painter.layout import encode_layout

        picture.info[LAYOUT_KEY] = encode_layout(layout, self.info.hash[:16])
        return picture

    def _known(self, source: Image.Image) -> Layout | None:
        """The layout of a picture that these weights have painted; None for any other."""
        from tools.networks.painter.layout import decode_layout

        if LAYOUT_KEY not in source.info:
            return None
        world = self.pipeline.composer.config
        numbers = (len(world.nouns), len(world.colors), len(world.scenes), len(world.styles))
        return decode_layout(source.info[LAYOUT_KEY], self.info.hash[:16], *numbers)

    def _measure(self, order: PaintRequest) -> None:
        side = 8 * int(self.pipeline.transformer.config.side)
        if (order.width, order.height) != (side, side):
            raise BadArguments(f"The pocket painter paints {side} x {side} pixels; leave width and height out.")

    def paint_many(self, orders: list[PaintRequest], hooks: Hooks) -> list[Image.Image]:
        """New pictures in one batch; steps and guidance are the first order's.

        A picture may differ from the same order's painted alone in the last bits: sums run in another order. The last
        batch is kept, as its pictures are asked for one by one.
        """
        if self._batch is not None and self._batch[0] == orders:
            return self._batch[1]
        for order in orders:
            self._measure(order)
        hooks.step(0, orders[0].steps)
        made = self.pipeline(
            [order.prompt for order in orders], num_inference_steps=orders[0].steps,
            guidance_scale=orders[0].guidance, callback_on_step_end=_step_end(hooks, orders[0].steps),
            generator=[torch.Generator().manual_seed(order.seed) for order in orders],
        )  # fmt: skip
        pictures = [self._told(*pair) for pair in zip(made.images, made.layouts, strict=True)]
        self._batch = list(orders), pictures
        return pictures

    def edit(self, source: Image.Image, order: PaintRequest, hooks: Hooks) -> Image.Image:
        """The source changed as instructed; `order.prompt` says what it must show afterwards."""
        return self._edit(source, order, hooks)[0]

    def edited(self, source: Image.Image, order: PaintRequest, hooks: Hooks) -> EditResult:
        """The same, and where the change was asked for."""
        picture, after = self._edit(source, order, hooks)
        if order.mask is not None or after is None or not order.keep:
            nothing = Image.new("L", source.size, 0) if after is None else None
            return EditResult(picture, order.mask or nothing)
        return EditResult(picture, self._asked(source, order, after))

    def _edit(self, source: Image.Image, order: PaintRequest, hooks: Hooks) -> tuple[Image.Image, Layout | None]:
        """The edited picture and its layout; the source itself and None where nothing is to change."""
        if order.instruction == UNCHANGED and order.keep:
            return source, None
        made = self._run(_heard(order), source, order, hooks)
        if order.mask is not None:
            return made.images[0].resize(source.size), made.layouts[0]
        whole = made.images[0].resize(source.size)
        picture = paste_masked(source, whole, made.masks[0]) if order.keep else whole
        return self._told(picture, made.layouts[0]), made.layouts[0]

    @torch.no_grad()
    def _asked(self, source: Image.Image, order: PaintRequest, after: Layout) -> Image.Image | None:
        """Where the things that the instruction names stand, before and after, with a border."""
        from tools.networks.painter.layout import CELLS

        nouns = self.pipeline.composer.config.nouns
        numbers = {nouns.index(name) for name in named_nouns(order.instruction).maybe if name in nouns}
        if not numbers:
            return None
        before = self._known(source) or self.pipeline.read(self.pipeline.encode(source), [_heard(order)])
        cells = np.zeros(CELLS * CELLS, np.uint8)
        for thing in (*before.things, *after.things):
            if thing.noun in numbers:
                cells[thing.cells] = 255
        side = CELLS * 16
        mask = Image.fromarray(cells.reshape(CELLS, CELLS)).resize((side, side), Image.Resampling.NEAREST)
        return mask.filter(ImageFilter.MaxFilter(2 * BORDER + 1)).resize(source.size, Image.Resampling.NEAREST)

    def _run(self, words: str, source: Image.Image | None, order: PaintRequest, hooks: Hooks) -> Any:
        hooks.step(0, order.steps)
        return self.pipeline(
            words, image=source, mask_image=order.mask, strength=order.strength, num_inference_steps=order.steps,
            guidance_scale=order.guidance, generator=torch.Generator().manual_seed(order.seed),
            callback_on_step_end=_step_end(hooks, order.steps),
            source_layout=None if source is None else self._known(source),
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

    def _common(self, order: PaintRequest, hooks: Hooks) -> dict[str, Any]:
        return {
            "negative_prompt": order.negative or None, "guidance_scale": order.guidance,
            "generator": torch.Generator().manual_seed(order.seed),
            "callback_on_step_end": _step_end(hooks, order.steps),
        }  # fmt: skip

    def paint(self, order: PaintRequest, hooks: Hooks) -> Image.Image:
        """A new picture.

        Raises:
            BadArguments: a side that is no multiple of SIDES.
        """
        if order.width % SIDES or order.height % SIDES:
            raise BadArguments(f"This painter's sides are multiples of {SIDES} pixels; choose another size.")
        hooks.step(0, order.steps)
        size = {"width": order.width, "height": order.height}
        picture: Image.Image = self.text_to_image(
            prompt=order.prompt, num_inference_steps=order.steps, **size, **self._common(order, hooks)
        ).images[0]
        return picture

    def edited(self, source: Image.Image, order: PaintRequest, hooks: Hooks) -> EditResult:
        """The source repainted; without a mask there is no telling where the words asked for a change."""
        return EditResult(self.edit(source, order, hooks), order.mask)

    def edit(self, source: Image.Image, order: PaintRequest, hooks: Hooks) -> Image.Image:
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
        ).images[0].resize(source.size)  # fmt: skip
        if order.mask is None:
            return picture
        return paste_masked(source, picture, order.mask)
