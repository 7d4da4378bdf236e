"""The pocket painter as a diffusers pipeline: it paints, edits, and keeps what an edit does not touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import torch
from diffusers import DiffusionPipeline, FlowMatchEulerDiscreteScheduler
from diffusers.image_processor import VaeImageProcessor
from diffusers.pipelines.pipeline_utils import ImagePipelineOutput
from PIL import Image, ImageFilter
from torch import Tensor

from tools.content import ChangeSpec, ContentSpec
from tools.images.regions import paste_masked
from tools.networks.language.text_encoder import tokens
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.layout import CELLS, VARIANTS, Layout, changed_cells
from tools.networks.painter.reader import PocketReader
from tools.networks.painter.tokens import MOST_THINGS, Wanted
from tools.networks.painter.transformer import PocketTransformer
from tools.vocabulary.storybook.prompts import read_change, read_content

StepEnd = Callable[[Any, int, int, dict[str, Any]], dict[str, Any]]


@dataclass
class PocketOutput(ImagePipelineOutput):
    """Pictures, their layouts, and for edits the "L" masks (128 x 128) of what was painted anew, None without one."""

    layouts: list[Layout]
    masks: list[Image.Image] | None


@dataclass(frozen=True)
class _Given:
    """What a call is given to lay out: see `PocketPipeline.__call__`."""

    prompts: list[str]
    contents: list[ContentSpec]
    change: ChangeSpec | None
    source: Tensor | None
    source_layout: Layout | None


class PocketPipeline(DiffusionPipeline):
    """Composes a layout from the prompt, then paints it by rectified flow, for edits only where it changed.

    The text encoder and tokenizer are the language model's and are set after loading with `listen`.
    """

    model_cpu_offload_seq = "composer->reader->transformer->autoencoder"
    _callback_tensor_inputs: ClassVar[list[str]] = ["latents", "clean"]

    def __init__(
        self, transformer: PocketTransformer, composer: PocketComposer, reader: PocketReader,
        autoencoder: PocketAutoencoder, scheduler: FlowMatchEulerDiscreteScheduler,
    ) -> None:  # fmt: skip
        super().__init__()
        self.register_modules(
            transformer=transformer, composer=composer, reader=reader, autoencoder=autoencoder, scheduler=scheduler
        )
        self.image_processor = VaeImageProcessor(vae_scale_factor=8)
        self._encoder: Any = None
        self._tokenizer: Any = None

    def listen(self, encoder: Any, tokenizer: Any) -> None:
        """Set the text encoder (ids, mask -> features) and its tokenizer."""
        self._encoder, self._tokenizer = encoder, tokenizer

    @torch.no_grad()
    def compose(
        self, prompts: list[str], source: Layout | None, generators: list[torch.Generator | None],
        contents: list[ContentSpec] | None = None, change: ChangeSpec | None = None,
    ) -> list[Layout]:  # fmt: skip
        """A layout for each prompt.

        Args:
            prompts: What the text encoder hears: for an edit its instruction, a colon, and what the picture must show.
            source: The layout of the picture to edit.
            generators: A random generator for each prompt, or None.
            contents: What each prompt names. Where it is None, it and `change` are read from the words instead.
            change: What the edit changes; it counts together with `contents` only.

        Raises:
            ValueError: there is no text encoder.
        """
        if self._encoder is None or self._tokenizer is None:
            raise ValueError("The pipeline has no text encoder yet: call listen(encoder, tokenizer) first.")
        if contents is None:
            contents, change = _read(prompts, source is not None)
        wanted: list[Wanted | None] = [self._wanted(content) for content in contents]
        if source is not None and change is not None:
            wanted = [self._staying(self._wanted(content), source, change) for content in contents]
        ids, mask = tokens(self._tokenizer, prompts)
        ids, mask = ids.to(self.device), mask.to(self.device)
        layouts: list[Layout] = self.composer.compose(
            self._encoder(ids, mask).to(self.composer.dtype), mask, source, generators, wanted
        )
        return layouts

    def _staying(self, wanted: Wanted, source: Layout, change: ChangeSpec) -> Wanted:
        """With what stays of the source.

        That is every thing that the change is not about, and of the others what it does not change; what replaces a
        thing takes its place.
        """
        number = self._numbers
        freed = {number[name]: kinds for name, kinds in change.freed.items() if name in number}
        heirs = {number[old]: number[new] for new, old in change.replaced.items() if {old, new} <= set(number)}
        things = [replace(t, noun=heirs.get(t.noun, t.noun)) for t in source.things]
        kept = tuple(t for t in things if t.noun in wanted.maybe and freed.get(t.noun, True))
        return replace(wanted, kept=kept, open=freed)

    @property
    def _numbers(self) -> dict[str, int]:
        """The composer's number of each thing."""
        return {name: at for at, name in enumerate(self.composer.config.nouns)}

    def _wanted(self, content: ContentSpec) -> Wanted:
        """What must be in the picture, in the composer's numbers; things that it does not know are left out."""
        number = self._numbers
        things = [thing for thing in content.things if thing.name in number]
        return Wanted(
            tuple(number[thing.name] for thing in things if thing.certain),
            frozenset(number[thing.name] for thing in things),
            {number[thing.name]: thing.count for thing in things if thing.count},
        )

    def read(self, source: Tensor, contents: list[ContentSpec], change: ChangeSpec | None) -> Layout:
        """The layout of the picture to edit, from its latents (1, C, H, W).

        The edit names all that is there: what goes or changes, and what the picture must show afterwards. So the
        reader need not tell an apple from a tomato that nobody speaks of, and a scene or style that the picture keeps
        is the one that it has.
        """
        number, config, after = self._numbers, self.composer.config, contents[0]
        names = frozenset().union(*(content.names for content in contents)) | (change or ChangeSpec()).mentioned
        keeps_scene = change is not None and not change.scene and after.scene in config.scenes
        keeps_style = change is not None and not change.style and after.style in config.styles
        layout: Layout = self.reader.read(
            source.to(self.reader.dtype),
            {number[name] for name in names if name in number},
            config.scenes.index(after.scene) if keeps_scene else None,
            config.styles.index(after.style) if keeps_style else None,
        )[0]
        return layout.cut(MOST_THINGS)

    @torch.no_grad()
    def encode(self, image: Image.Image) -> Tensor:
        """Latents (1, C, H, W) of a picture of any size."""
        side = self.transformer.config.side * 8
        pixels = self.image_processor.preprocess(image.convert("RGB").resize((side, side)))
        latents: Tensor = self.autoencoder.encode(pixels.to(self.device, self.autoencoder.dtype))
        return latents.to(self.transformer.dtype)

    def _noise(self, generators: list[torch.Generator | None]) -> Tensor:
        side, channels = self.transformer.config.side, self.transformer.config.channels
        noise = torch.cat([torch.randn((1, channels, side, side), generator=g) for g in generators])
        return noise.to(self.device, self.transformer.dtype)

    def _velocity(self, latents: Tensor, time: Tensor, inputs: tuple[Tensor, ...], guidance: float) -> Tensor:
        maps, whole, *rest = inputs
        velocity: Tensor = self.transformer(latents, time, *inputs)
        if guidance <= 1:
            return velocity
        config = self.transformer.config
        nothing = [len(config.scenes), len(config.styles), config.variants]
        untold = torch.tensor(nothing, device=whole.device).expand_as(whole)
        blank: Tensor = self.transformer(latents, time, torch.zeros_like(maps), untold, *rest)
        return torch.lerp(blank, velocity, guidance)

    @torch.no_grad()
    def picture(self, latents: Tensor, output_type: str = "pil") -> Any:
        """Latents (B, C, H, W) decoded, as pictures of `output_type`; themselves for "latent"."""
        if output_type == "latent":
            return latents
        pixels = self.autoencoder.decode(latents.to(self.autoencoder.dtype)).float().clamp(-1, 1)
        return self.image_processor.postprocess(pixels.cpu(), output_type=output_type)

    @torch.no_grad()
    def __call__(  # noqa: PLR0913 -- the parameters that diffusers pipelines have
        self,
        prompt: str | list[str],
        image: Image.Image | None = None,
        mask_image: Image.Image | None = None,
        strength: float = 1.0,
        num_inference_steps: int = 4,
        guidance_scale: float = 1.0,
        generator: torch.Generator | list[torch.Generator] | None = None,
        callback_on_step_end: StepEnd | None = None,
        output_type: str = "pil",
        layout: Layout | None = None,
        source_layout: Layout | None = None,
        contents: list[ContentSpec] | None = None,
        change: ChangeSpec | None = None,
        callback_on_step_end_tensor_inputs: tuple[str, ...] = ("latents", "clean"),
        return_dict: bool = True,
    ) -> PocketOutput | tuple[Any, ...]:
        """Paint every prompt, or edit `image` so that it shows it.

        Args:
            prompt: One or several; of an edit its instruction, a colon, and what the picture must show.
            image: The picture to edit, of any size.
            mask_image: Its white part alone is painted anew; the rest of the pixels are the source's own.
            strength: In (0, 1]; under 1 an edit starts from the noised source instead of pure noise.
            num_inference_steps: Euler steps.
            guidance_scale: Classifier-free guidance (arXiv:2207.12598); 1 is none, and costs half as much.
            generator: One for all pictures or one each, on the CPU, so that a seed gives the same noise on any device.
            callback_on_step_end: Gets the tensors named by `callback_on_step_end_tensor_inputs`: `latents`, and
                `clean`, where they seem to lead, for previews.
            output_type: "pil", "np", "pt" or "latent".
            layout: Takes the composer's place.
            source_layout: Takes the reader's place.
            contents: What each prompt names. Where it is None, it and `change` are read from the words instead.
            change: What the edit changes; it counts together with `contents` only.
            callback_on_step_end_tensor_inputs: See `callback_on_step_end`.
            return_dict: Whether to give a `PocketOutput` or a tuple of its fields.

        Raises:
            ValueError: no text encoder, no prompt, or a number of generators that is not the number of pictures.
        """
        prompts = [prompt] if isinstance(prompt, str) else prompt
        if not prompts or (isinstance(generator, list) and len(generator) != len(prompts)):
            raise ValueError("Give at least one prompt, and one generator for all pictures or one for each.")
        generators = list(generator) if isinstance(generator, list) else [generator] * len(prompts)
        if contents is None:
            contents, change = _read(prompts, image is not None)
        noise = self._noise(generators)
        source = None if image is None else self.encode(image)
        given = _Given(prompts, contents, change, source, source_layout)
        before, layouts = self._lay_out(given, generators) if layout is None else (None, [layout] * len(prompts))
        if layout is not None and source is not None:
            before = source_layout or self.read(source, contents, change)
        inputs, free = self._inputs(layouts, before, source, mask_image, len(noise))
        sigmas, latents = _schedule(noise, source, strength, num_inference_steps)
        self.scheduler.set_timesteps(sigmas=sigmas, device=self.device)
        for index, timestep in enumerate(self.scheduler.timesteps):
            time = (timestep / 1000).expand(len(latents)).to(self.transformer.dtype)
            velocity = self._velocity(latents, time, inputs, guidance_scale)
            clean = latents - self.scheduler.sigmas[index] * velocity
            latents = self.scheduler.step(velocity, timestep, latents, return_dict=False)[0]
            if callback_on_step_end is not None:
                every = {"latents": latents, "clean": clean}
                values = {name: every[name] for name in callback_on_step_end_tensor_inputs}
                latents = callback_on_step_end(self, index, int(timestep), values).get("latents", latents)
        images = self.picture(latents.nan_to_num(), output_type)
        if output_type == "pil":
            images = _finished(images, latents, image, mask_image)
        masks = None if free is None else [_soft(row) for row in free]
        made = PocketOutput(images=images, layouts=layouts, masks=masks)
        return made if return_dict else (made.images, made.layouts, made.masks)

    def _lay_out(self, given: _Given, generators: list[torch.Generator | None]) -> tuple[Layout | None, list[Layout]]:
        """The layout of the picture to edit, if there is one, and the layouts to paint."""
        if given.source is None:
            return None, self._laid(given, None, generators)
        before = given.source_layout or self.read(given.source, given.contents, given.change)
        layouts = self._laid(given, before, generators)
        if given.source_layout and not any(changed_cells(given.source_layout, made).any() for made in layouts):
            # All that is asked for was laid out already, so the picture must show something else: it is read after all.
            before = self.read(given.source, given.contents, given.change)
            layouts = self._laid(given, before, generators)
        return before, layouts

    def _laid(self, given: _Given, before: Layout | None, generators: list[torch.Generator | None]) -> list[Layout]:
        made = self.compose(given.prompts, before, generators, given.contents, given.change)
        return [_set(one, before, g) for one, g in zip(made, generators, strict=True)]

    def _inputs(
        self, layouts: list[Layout], before: Layout | None, source: Tensor | None, mask: Image.Image | None, count: int
    ) -> tuple[tuple[Tensor, ...], Tensor | None]:
        """The transformer's inputs beside latents and time, and the cells (B, 64) that are painted; None for all."""
        maps = torch.stack([made.maps() for made in layouts])
        whole = torch.stack([made.globals() for made in layouts]).to(self.device)
        if source is None or before is None:
            return (maps.to(self.device), whole), None
        free = torch.stack([changed_cells(before, made) for made in layouts])
        if mask is not None:
            free[:] = _white(mask)
            maps = torch.where(free[:, None], maps, before.maps())
        known = source.expand(count, *source.shape[1:])
        return (maps.to(self.device), whole, known, ~free.to(self.device)), free


def _read(prompts: list[str], edit: bool) -> tuple[list[ContentSpec], ChangeSpec | None]:
    """What prompts name and an edit changes, read from their words."""
    if not edit:
        return [read_content(words) for words in prompts], None
    parts = [words.rpartition(": ") for words in prompts]
    change = parts[0][0]
    return [read_content(after) for _, _, after in parts], read_change(change) if change else None


def _schedule(noise: Tensor, source: Tensor | None, strength: float, steps: int) -> tuple[list[float], Tensor]:
    """The noise levels to go through, from the first on, and the latents to start from."""
    sigmas = np.linspace(1.0, 1.0 / steps, steps)
    if source is None or strength >= 1:
        return sigmas.tolist(), noise
    sigmas = sigmas[min(steps - 1, max(1, round(steps * (1 - strength)))) :]
    return sigmas.tolist(), torch.lerp(source.expand_as(noise), noise, float(sigmas[0]))


def _finished(
    pictures: list[Image.Image], latents: Tensor, source: Image.Image | None, mask: Image.Image | None
) -> list[Image.Image]:
    """The pictures, of a masked edit within the source; black where numbers overflowed.

    A black picture is what the search for technical faults finds, and the others of its batch are spared.
    """
    finite = latents.isfinite().flatten(1).all(1).tolist()
    whole = [p if good else Image.new("RGB", p.size) for p, good in zip(pictures, finite, strict=True)]
    if mask is None or source is None:
        return whole
    return [paste_masked(source, picture, mask) for picture in whole]


def _set(made: Layout, before: Layout | None, generator: torch.Generator | None) -> Layout:
    """With a backdrop: the edited picture's own where the scene stays, else one drawn by chance."""
    if made.variant < VARIANTS:
        return made
    if before is not None and before.scene == made.scene:
        return replace(made, variant=before.variant)
    return replace(made, variant=int(torch.randint(VARIANTS, (), generator=generator)))


def _white(mask: Image.Image) -> Tensor:
    """Cells (64,) that a mask touches."""
    small = np.asarray(mask.convert("L").resize((CELLS, CELLS), Image.Resampling.BOX))
    return torch.from_numpy(small > 0).flatten()


def _soft(cells: Tensor) -> Image.Image:
    """Cells (64,) as a mask that fades into what stays."""
    solid = Image.fromarray(cells.view(CELLS, CELLS).cpu().numpy().astype(np.uint8) * 255)
    side = CELLS * 16
    grown = solid.resize((side, side), Image.Resampling.NEAREST).filter(ImageFilter.MaxFilter(5))
    return grown.filter(ImageFilter.GaussianBlur(1))
