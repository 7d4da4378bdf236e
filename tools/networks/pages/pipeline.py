"""The painter of pages as a diffusers pipeline: it composes, paints, edits, and keeps what an edit does not touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
import torch
from diffusers import DiffusionPipeline
from diffusers.image_processor import VaeImageProcessor
from diffusers.pipelines.pipeline_utils import ImagePipelineOutput
from PIL import Image
from torch import Tensor

from tools.content import ChangeSpec, ContentSpec
from tools.images.regions import paste_masked
from tools.networks.pages.layout import CELLS, changed_cells, to_tensors, tokens_of
from tools.networks.pages.masks import SIDE, room_within, soft_mask, white_cells, whole_tokens
from tools.networks.pages.reader import PageReader
from tools.networks.pages.transformer import PageTransformer, keep_given
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.composition.layout import lay_out
from tools.pages.edits.edit import edit_page
from tools.pages.layouts import BOARDS, Numbers, page_layout
from tools.pages.page import Page
from tools.pages.recovered import recover_page, with_whole
from tools.pages.wishes import find_thing, wishes_of

StepEnd = Callable[[Any, int, int, dict[str, Any]], dict[str, Any]]


@dataclass
class PageOutput(ImagePipelineOutput):
    """Pictures and the pages that they were painted from.

    Attributes:
        pages: One each.
        masks: For edits, where each was painted anew ("L", 256 x 256, soft).
        sources: For edits, the page of the source that each was made from.
    """

    pages: list[Page]
    masks: list[Image.Image] | None = None
    sources: list[Page] | None = None


@dataclass(frozen=True)
class _Edit:
    """What a call is given to edit.

    Attributes:
        latents: (1, C, CELLS, CELLS) of the picture.
        page: The picture's page, where it is known.
        change: What the edit names; None for whatever differs.
        mask: The cells (CELLS, CELLS), bool, that alone may change.
    """

    latents: Tensor
    page: Page | None
    change: ChangeSpec | None
    mask: Tensor | None


@dataclass(frozen=True)
class _Plan:
    """What is to be painted.

    Attributes:
        page: What the picture is to show.
        before: The page of the picture that is edited.
        free: The cells (CELLS, CELLS), bool, that an edit paints.
    """

    page: Page
    before: Page | None = None
    free: Tensor | None = None


@dataclass(frozen=True)
class _Sampling:
    """How a call paints: see `PagePipeline.__call__`."""

    steps: int
    strength: float
    callback: StepEnd | None
    tensors: tuple[str, ...]


class PagePipeline(DiffusionPipeline):
    """Composes a page by rules, then paints it by rectified flow, for edits only where it changed.

    Every picture goes through the networks alone: in a batch, sums run in another order, and the same seed would give
    another picture.
    """

    model_cpu_offload_seq = "reader->transformer->autoencoder"
    _optional_components: ClassVar[list[str]] = ["reader"]
    _callback_tensor_inputs: ClassVar[list[str]] = ["latents", "clean"]

    def __init__(
        self, transformer: PageTransformer, autoencoder: PocketAutoencoder, reader: PageReader | None = None
    ) -> None:
        super().__init__()
        self.register_modules(transformer=transformer, autoencoder=autoencoder, reader=reader)
        self.image_processor = VaeImageProcessor(vae_scale_factor=8)
        self._numbers = Numbers(transformer.config)

    def compose(self, content: ContentSpec, rng: np.random.Generator) -> Page:
        """Return a page that shows a content; things that the network does not know are left out."""
        return lay_out(wishes_of(content, self._nouns), rng)

    @property
    def _nouns(self) -> frozenset[str]:
        return frozenset(self._numbers.names["nouns"])

    @torch.no_grad()
    def read(self, latents: Tensor, content: ContentSpec, change: ChangeSpec | None) -> Page:
        """Return the page of a picture that is to be edited.

        The edit names all that is there: what goes or changes, and what the picture must show afterwards. So the reader
        need not tell an apple from a tomato that nobody speaks of, and a place or hour that stays is the one that the
        content says.

        Args:
            latents: (1, C, CELLS, CELLS) of the picture.
            content: What it must show after the edit.
            change: What the edit names.

        Raises:
            ValueError: there is no reader.
        """
        if self.reader is None:
            raise ValueError("This pipeline has no reader, so it can edit only pictures whose page is known.")
        names = {*content.names, *(change.mentioned if change else ())}
        doing = {found for thing in content.things if (found := find_thing(thing.name, thing.doing))}
        nouns = {found for name in names if (found := find_thing(name))} | doing
        known = nouns & set(self.reader.config.nouns)
        layout = self.reader.layouts(latents.to(self.reader.dtype), known | set(BOARDS.values()) if known else None)[0]
        page = recover_page(layout, Numbers(self.reader.config))
        return page if change is None else with_whole(page, wishes_of(content, self._nouns), change)

    @torch.no_grad()
    def encode(self, image: Image.Image) -> Tensor:
        """Return latents (1, C, CELLS, CELLS) of a picture of any size."""
        pixels = self.image_processor.preprocess(image.convert("RGB").resize((SIDE, SIDE)))
        latents: Tensor = self.autoencoder.encode(pixels.to(self.device, self.autoencoder.dtype))
        return latents.to(self.transformer.dtype)

    @torch.no_grad()
    def picture(self, latents: Tensor, output_type: str = "pil") -> Any:
        """Return latents (B, C, CELLS, CELLS) decoded, as pictures of `output_type`; themselves for "latent"."""
        if output_type == "latent":
            return latents
        alone = latents.to(self.autoencoder.dtype).split(1)
        pixels = torch.cat([self.autoencoder.decode(one).float().clamp(-1, 1).cpu() for one in alone])
        return self.image_processor.postprocess(pixels, output_type=output_type)

    @torch.no_grad()
    def __call__(  # noqa: PLR0913 -- the parameters that diffusers pipelines have
        self,
        contents: ContentSpec | Sequence[ContentSpec],
        image: Image.Image | None = None,
        mask_image: Image.Image | None = None,
        strength: float = 1.0,
        num_inference_steps: int = 4,
        generator: torch.Generator | list[torch.Generator] | None = None,
        callback_on_step_end: StepEnd | None = None,
        output_type: str = "pil",
        pages: list[Page] | None = None,
        source_page: Page | None = None,
        change: ChangeSpec | None = None,
        callback_on_step_end_tensor_inputs: tuple[str, ...] = ("latents", "clean"),
        return_dict: bool = True,
    ) -> PageOutput | tuple[Any, ...]:
        """Paint every content, or edit `image` so that it shows it.

        Args:
            contents: What the pictures are to show.
            image: The picture to edit, of any size.
            mask_image: Its white part alone is painted anew; the rest of the pixels are the source's own.
            strength: In (0, 1]; under 1 an edit starts from the noised source instead of pure noise.
            num_inference_steps: Steps of the flow, at least 1.
            generator: One for all pictures or one each, on the CPU. Its seed draws the page, too, and with one each the
                same seed gives the same picture in any batch.
            callback_on_step_end: Gets the tensors named by `callback_on_step_end_tensor_inputs`: `latents`, and
                `clean`, where they seem to lead, for previews.
            output_type: "pil", "np", "pt" or "latent".
            pages: Take the composition's place.
            source_page: Takes the reader's place.
            change: What the edit names; without it, all in which the contents differ from the source's page.
            callback_on_step_end_tensor_inputs: See `callback_on_step_end`.
            return_dict: Whether to give a `PageOutput` or a tuple of its fields.

        Raises:
            ValueError: no content, a number of generators or pages that is not the number of pictures, or an edit of a
                picture whose page nobody can read.
        """
        wanted = [contents] if isinstance(contents, ContentSpec) else list(contents)
        generators = list(generator) if isinstance(generator, list) else [generator] * len(wanted)
        if not wanted or len(generators) != len(wanted) or (pages is not None and len(pages) != len(wanted)):
            raise ValueError("Give at least one content, and one generator for all pictures or one for each.")
        rngs = _sources_of_chance(generator, len(wanted))
        noise = [self._noise(one) for one in generators]
        edit = None
        if image is not None:
            mask = None if mask_image is None else white_cells(mask_image)
            named = change if change is not None and change.names_anything else None
            edit = _Edit(self.encode(image), source_page, named, mask)
        plans = [
            self._planned(content, rng, edit, pages[k] if pages else None)
            for k, (content, rng) in enumerate(zip(wanted, rngs, strict=True))
        ]
        sampling = _Sampling(num_inference_steps, strength, callback_on_step_end, callback_on_step_end_tensor_inputs)
        latents = self._flow(plans, noise, edit, sampling)
        images = self.picture(latents.nan_to_num(), output_type)
        if output_type == "pil":
            images = _finished(images, latents, image, mask_image)
        out = PageOutput(images=images, pages=[plan.page for plan in plans])
        if edit is not None:
            out.masks = [soft_mask(plan.free, mask_image) for plan in plans if plan.free is not None]
            out.sources = [plan.before for plan in plans if plan.before is not None]
        return out if return_dict else (out.images, out.pages, out.masks, out.sources)

    def _noise(self, generator: torch.Generator | None) -> Tensor:
        noise = torch.randn((1, self.transformer.config.channels, CELLS, CELLS), generator=generator)
        return noise.to(self.device, self.transformer.dtype)

    def _planned(self, content: ContentSpec, rng: np.random.Generator, edit: _Edit | None, page: Page | None) -> _Plan:
        """Return what is to be painted for a content."""
        if edit is None:
            return _Plan(page or self.compose(content, rng))
        before = edit.page or self.read(edit.latents, content, edit.change)
        after = page or self._edited(before, content, edit, rng)
        cells = self._changed(before, after)
        if edit.page is not None and page is None and self.reader is not None and not cells.any():
            # All that is asked for was laid out already, so the picture must show something else: it is read after all.
            read = self.read(edit.latents, content, edit.change)
            again = self._edited(read, content, edit, rng)
            if (seen := self._changed(read, again)).any():
                before, after, cells = read, again, seen
        return _Plan(after, before, self._painted(cells, after, edit))

    def _edited(self, before: Page, content: ContentSpec, edit: _Edit, rng: np.random.Generator) -> Page:
        region = None if edit.mask is None else room_within(edit.mask)
        return edit_page(before, wishes_of(content, self._nouns), edit.change, rng, region)

    def _changed(self, before: Page, after: Page) -> Tensor:
        return changed_cells(page_layout(before, self._numbers), page_layout(after, self._numbers))

    def _painted(self, cells: Tensor, page: Page, edit: _Edit) -> Tensor:
        """Return which cells (CELLS, CELLS) an edit paints: whole tokens of those that changed, within its mask."""
        if not cells.any():
            # Nothing is laid otherwise, so what the edit names is painted once more.
            cells = self._named(page, edit.change)
        if edit.mask is not None:
            cells = cells & edit.mask if (cells & edit.mask).any() else edit.mask
        return whole_tokens(cells)

    def _named(self, page: Page, change: ChangeSpec | None) -> Tensor:
        """Return the cells of the things that a change names."""
        names = {*change.freed, *change.mentioned} if change else set[str]()
        wishes = page.wishes.things
        others = tuple(i for i in page.items if not {wishes[i.wish].key, wishes[i.wish].noun} & names)
        return self._changed(replace(page, items=others), page)

    def _flow(self, plans: list[_Plan], noise: list[Tensor], edit: _Edit | None, sampling: _Sampling) -> Tensor:
        """Paint pages step by step, each alone; return latents (B, C, CELLS, CELLS)."""
        tensors = [to_tensors([page_layout(plan.page, self._numbers)]).to(str(self.device)) for plan in plans]
        levels, latents = _levels(sampling, noise, edit)
        known = None if edit is None else edit.latents
        given = [None if plan.free is None else ~tokens_of(plan.free[None]).to(self.device) for plan in plans]
        for index, step in enumerate(pairwise(levels)):
            pairs = [
                self.transformer.step(one, step, page, known, stays)
                for one, page, stays in zip(latents, tensors, given, strict=True)
            ]
            latents = [one for one, _ in pairs]
            if sampling.callback is not None:
                every = {"latents": torch.cat(latents), "clean": torch.cat([clean for _, clean in pairs])}
                values = {name: every[name] for name in sampling.tensors}
                after = sampling.callback(self, index, round(1000 * step[0]), values)
                latents = list(after.get("latents", every["latents"]).split(1))
        if known is not None:
            latents = [
                one if stays is None else keep_given(one, known, stays)
                for one, stays in zip(latents, given, strict=True)
            ]
        return torch.cat(latents)


def _sources_of_chance(
    generator: torch.Generator | list[torch.Generator] | None, count: int
) -> list[np.random.Generator]:
    """Return what draws each picture's page, from the seeds of what draws its noise."""
    if isinstance(generator, list):
        return [np.random.default_rng([one.initial_seed(), 0]) for one in generator]
    seed = int(torch.randint(2**62, ())) if generator is None else generator.initial_seed()
    return [np.random.default_rng([seed, number]) for number in range(count)]


def _levels(sampling: _Sampling, noise: list[Tensor], edit: _Edit | None) -> tuple[list[float], list[Tensor]]:
    """Return the noise levels to go through, and the latents to start from."""
    steps, strength = sampling.steps, sampling.strength
    levels = torch.linspace(1, 0, steps + 1).tolist()
    if edit is None or strength >= 1:
        return levels, noise
    levels = levels[min(steps - 1, max(1, round(steps * (1 - strength)))) :]
    return levels, [torch.lerp(edit.latents, one, levels[0]) for one in noise]


def _finished(
    pictures: list[Image.Image], latents: Tensor, source: Image.Image | None, mask: Image.Image | None
) -> list[Image.Image]:
    """Return the pictures, of a masked edit within the source; black where numbers overflowed.

    A black picture is what the search for technical faults finds, and the others of its batch are spared.
    """
    finite = latents.isfinite().flatten(1).all(1).tolist()
    whole = [p if good else Image.new("RGB", p.size) for p, good in zip(pictures, finite, strict=True)]
    if mask is None or source is None:
        return whole
    return [paste_masked(source, picture, mask) for picture in whole]
