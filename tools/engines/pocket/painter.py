"""The pocket painter: the packaged pipeline behind the painter's role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageFilter
from safetensors.torch import load_file

from tools.content import ChangeSpec, ContentSpec
from tools.device import device, dtype
from tools.engines.painting import (
    NO_CHANGE,
    EditResult,
    PaintRequest,
    cpu_generator,
    hide_loading_bars,
    step_reporter,
)
from tools.engines.pipelines import pipeline_nbytes
from tools.engines.pocket.language import load_text_encoder
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.identity import LAYOUT_KEY
from tools.images.regions import paste_masked
from tools.networks.painter.layout import CELLS, Layout, decode_layout, encode_layout
from tools.networks.painter.pipeline import PocketPipeline
from tools.types import ModelInfo
from tools.vocabulary.storybook.prompts import read_change, read_content

BORDER = 8
"""Pixels, of 128 a side, around an edited thing that may change with it."""


def _heard(request: PaintRequest) -> str:
    """What the text encoder hears of an edit: the change first, then what the picture must show."""
    return f"{request.instruction}: {request.prompt}" if request.instruction else request.prompt


def _content(request: PaintRequest) -> ContentSpec:
    return request.content or read_content(request.prompt)


def _change(request: PaintRequest) -> ChangeSpec | None:
    if not request.instruction:
        return None
    return request.change or read_change(request.instruction)


class PocketPainter:
    """Generates and edits in the storybook world."""

    batch_size = 4

    def __init__(self, info: ModelInfo, folder: Path, language_model: Path) -> None:
        """Load the pipeline.

        Args:
            info: What recipes say of it.
            folder: The pipeline's folder.
            language_model: The folder of the language model whose first layers encode the prompts.
        """
        hide_loading_bars()
        self.info = info
        kinds = {"default": dtype(device(), small=True), "transformer": dtype(device())}
        self.pipeline = PocketPipeline.from_pretrained(folder, dtype=kinds)
        self.pipeline.set_progress_bar_config(disable=True)
        self.pipeline.to(device())
        statistics = load_file(folder / "text.safetensors")
        encoder, tokenizer = load_text_encoder(language_model, statistics["text_mean"], statistics["text_std"])
        self.pipeline.listen(encoder, tokenizer)
        self._last: tuple[list[PaintRequest], list[Image.Image]] | None = None

    def nbytes(self) -> int:
        """Bytes of every part's weights."""
        return pipeline_nbytes(self.pipeline)

    def to(self, where: str) -> None:
        """Move to a device."""
        self.pipeline.to(where)

    def paint(self, requests: Sequence[PaintRequest], hooks: Hooks) -> list[Image.Image]:
        """New pictures in one batch; steps and guidance are the first request's.

        A picture may differ from the same request's painted alone: sums run in another order. The last batch is kept,
        as its pictures are asked for one by one.

        Raises:
            BadArguments: a size that is not its own.
        """
        batch = list(requests)
        if len(batch) > 1 and self._last is not None and self._last[0] == batch:
            return self._last[1]
        side = 8 * int(self.pipeline.transformer.config.side)
        if any((request.width, request.height) != (side, side) for request in batch):
            raise BadArguments(f"The pocket painter paints {side} x {side} pixels; leave width and height out.")
        hooks.step(0, batch[0].steps)
        made = self.pipeline(
            [request.prompt for request in batch],
            contents=[_content(request) for request in batch],
            num_inference_steps=batch[0].steps,
            guidance_scale=batch[0].guidance,
            callback_on_step_end=step_reporter(hooks, batch[0].steps),
            generator=[cpu_generator(request.seed) for request in batch],
        )
        pictures = [self._with_layout(*pair) for pair in zip(made.images, made.layouts, strict=True)]
        if len(batch) > 1:
            self._last = batch, pictures
        return pictures

    def edit(self, source: Image.Image, request: PaintRequest, hooks: Hooks) -> EditResult:
        """The source changed as instructed, and where that was asked for."""
        if request.instruction == NO_CHANGE and request.keep:
            return EditResult(source, request.mask or Image.new("L", source.size, 0))
        made = self._run_edit(source, request, hooks)
        whole = made.images[0].resize(source.size)
        if request.mask is not None:
            return EditResult(whole, request.mask)
        after: Layout = made.layouts[0]
        picture = paste_masked(source, whole, made.masks[0]) if request.keep else whole
        asked = self._asked(source, request, after) if request.keep else None
        return EditResult(self._with_layout(picture, after), asked)

    def _run_edit(self, source: Image.Image, request: PaintRequest, hooks: Hooks) -> Any:
        hooks.step(0, request.steps)
        return self.pipeline(
            _heard(request),
            image=source,
            mask_image=request.mask,
            strength=request.strength,
            num_inference_steps=request.steps,
            guidance_scale=request.guidance,
            generator=cpu_generator(request.seed),
            callback_on_step_end=step_reporter(hooks, request.steps),
            source_layout=self._known_layout(source),
            contents=[_content(request)],
            change=_change(request),
        )

    def _with_layout(self, picture: Image.Image, layout: Layout) -> Image.Image:
        """The picture with its layout in `info`, from where it gets into the recipe."""
        picture.info[LAYOUT_KEY] = encode_layout(layout, self.info.hash[:16])
        return picture

    def _known_layout(self, source: Image.Image) -> Layout | None:
        """The layout of a picture that these weights have painted; None for any other."""
        if LAYOUT_KEY not in source.info:
            return None
        world = self.pipeline.composer.config
        numbers = (len(world.nouns), len(world.colors), len(world.scenes), len(world.styles))
        return decode_layout(source.info[LAYOUT_KEY], self.info.hash[:16], *numbers)

    @torch.no_grad()
    def _asked(self, source: Image.Image, request: PaintRequest, after: Layout) -> Image.Image | None:
        """Where the things that the edit speaks of are, before and after, with a border; None if it names none."""
        nouns = self.pipeline.composer.config.nouns
        change = _change(request) or ChangeSpec()
        numbers = {nouns.index(name) for name in change.mentioned if name in nouns}
        if not numbers:
            return None
        before = self._known_layout(source)
        if before is None:
            before = self.pipeline.read(self.pipeline.encode(source), [_content(request)], change)
        cells = np.zeros(CELLS * CELLS, np.uint8)
        for thing in (*before.things, *after.things):
            if thing.noun in numbers:
                cells[thing.cells] = 255
        side = CELLS * 16
        mask = Image.fromarray(cells.reshape(CELLS, CELLS)).resize((side, side), Image.Resampling.NEAREST)
        return mask.filter(ImageFilter.MaxFilter(2 * BORDER + 1)).resize(source.size, Image.Resampling.NEAREST)
