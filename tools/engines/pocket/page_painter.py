"""The painter of the storybook's second edition: the packaged pipeline for pages behind the painter's role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

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
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.identity import LAYOUT_KEY
from tools.images.regions import paste_masked
from tools.networks.pages.layout import changed_cells
from tools.networks.pages.masks import SIDE, white_cells
from tools.networks.pages.pipeline import PageOutput, PagePipeline
from tools.pages.layouts import Numbers, page_layout
from tools.pages.page import Item, Page
from tools.pages.text import decode_page, encode_page
from tools.types import ModelInfo
from tools.vocabulary import vocabulary_of

BORDER = 0.125
"""Share of the side, around an edited thing's box, that may change with it: shadow, outline, whole tokens."""


def _content(request: PaintRequest) -> ContentSpec:
    return request.content or vocabulary_of("storybook").read_prompt(request.prompt)


def _change(request: PaintRequest) -> ChangeSpec | None:
    if not request.instruction:
        return None
    return request.change or vocabulary_of("storybook").read_change(request.instruction)


class PagePainter:
    """Composes, paints and edits pages of 256 x 256 pixels."""

    batch_size = 4

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        """Load the pipeline.

        Args:
            info: What recipes say of it.
            folder: The pipeline's folder.
        """
        hide_loading_bars()
        self.info = info
        kinds = {"default": dtype(device(), small=True), "transformer": dtype(device())}
        self.pipeline = PagePipeline.from_pretrained(folder, dtype=kinds)
        self.pipeline.set_progress_bar_config(disable=True)
        self.pipeline.to(device())
        self._last: tuple[list[PaintRequest], list[Image.Image]] | None = None

    def nbytes(self) -> int:
        """Bytes of every part's weights."""
        return pipeline_nbytes(self.pipeline)

    def to(self, where: str) -> None:
        """Move to a device."""
        self.pipeline.to(where)

    def paint(self, requests: Sequence[PaintRequest], hooks: Hooks) -> list[Image.Image]:
        """New pictures, each the same as if it were asked for alone; the steps are the first request's.

        The last batch is kept, as its pictures are asked for one by one.

        Raises:
            BadArguments: a size that is not its own.
        """
        batch = list(requests)
        if len(batch) > 1 and self._last is not None and self._last[0] == batch:
            return self._last[1]
        if any((request.width, request.height) != (SIDE, SIDE) for request in batch):
            raise BadArguments(f"The pocket painter paints {SIDE} x {SIDE} pixels; leave width and height out.")
        hooks.step(0, batch[0].steps)
        made = self.pipeline(
            [_content(request) for request in batch],
            num_inference_steps=batch[0].steps,
            callback_on_step_end=step_reporter(hooks, batch[0].steps),
            generator=[cpu_generator(request.seed) for request in batch],
        )
        pictures = [_with_page(*pair) for pair in zip(made.images, made.pages, strict=True)]
        if len(batch) > 1:
            self._last = batch, pictures
        return pictures

    def edit(self, source: Image.Image, request: PaintRequest, hooks: Hooks) -> EditResult:
        """The source changed as instructed, and where that was asked for.

        Raises:
            BadArguments: nobody knows what the source shows, and this painter has no reader.
        """
        if request.instruction == NO_CHANGE and request.keep:
            return EditResult(source, request.mask or Image.new("L", source.size, 0))
        before = self._known_page(source)
        if before is None and self.pipeline.reader is None:
            raise BadArguments("This painter can change only pictures that it has painted itself.")
        made = self._run_edit(source, before, request, hooks)
        whole = made.images[0].resize(source.size)
        after = made.pages[0]
        if request.mask is not None:
            kept = before is not None and self._is_within(before, after, request.mask)
            return EditResult(_with_page(whole, after) if kept else whole, request.mask)
        picture = paste_masked(source, whole, made.masks[0]) if request.keep and made.masks else whole
        pages = [*(made.sources or []), after]
        asked = _asked(source.size, pages, _change(request)) if request.keep else None
        return EditResult(_with_page(picture, after), asked)

    def _run_edit(self, source: Image.Image, before: Page | None, request: PaintRequest, hooks: Hooks) -> PageOutput:
        hooks.step(0, request.steps)
        made: Any = self.pipeline(
            _content(request),
            image=source,
            mask_image=request.mask,
            strength=request.strength,
            num_inference_steps=request.steps,
            generator=cpu_generator(request.seed),
            callback_on_step_end=step_reporter(hooks, request.steps),
            source_page=before,
            change=_change(request),
        )
        return made  # type: ignore[no-any-return]

    def _known_page(self, source: Image.Image) -> Page | None:
        """The page that a picture was painted from; None where nothing tells, or these weights lack a name of it."""
        page = decode_page(source.info.get(LAYOUT_KEY))
        if page is None:
            return None
        try:
            page_layout(page, Numbers(self.pipeline.transformer.config))
        except KeyError:
            return None
        return page

    def _is_within(self, before: Page, after: Page, mask: Image.Image) -> bool:
        """Whether all in which two pages differ lies within a mask, so that the picture shows the second."""
        numbers = Numbers(self.pipeline.transformer.config)
        changed = changed_cells(page_layout(before, numbers), page_layout(after, numbers))
        return not (changed & ~white_cells(mask)).any()


def _asked(size: tuple[int, int], pages: list[Page], change: ChangeSpec | None) -> Image.Image | None:
    """Where the things that an edit names are on pages, with a border; None where it is about the whole picture."""
    if change is None or not change.mentioned or change.scene or change.style or change.whole:
        return None
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for page in pages:
        for item in page.items:
            if _is_named(page, item, change):
                left, top, right, bottom = item.box
                box = (left - BORDER, top - BORDER, right + BORDER, bottom + BORDER)
                draw.rectangle([share * side for share, side in zip(box, size * 2, strict=True)], fill=255)
    return mask


def _is_named(page: Page, item: Item, change: ChangeSpec) -> bool:
    """Whether a change names an item, or what it hangs on."""
    wish = page.wishes.things[item.wish]
    names = {*change.mentioned, *change.freed, *change.replaced}
    return bool({wish.key, wish.noun} & names) or (item.at is not None and _is_named(page, page.items[item.at], change))


def _with_page(picture: Image.Image, page: Page) -> Image.Image:
    """The picture with its page in `info`, from where it gets into the recipe."""
    picture.info[LAYOUT_KEY] = encode_page(page)
    return picture
