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

from tools.images.regions import paste_masked
from tools.networks.language.text_encoder import tokens
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.layout import CELLS, VARIANTS, Layout, changed_cells
from tools.networks.painter.reader import PocketReader
from tools.networks.painter.tokens import MOST_THINGS, Wanted
from tools.networks.painter.transformer import PocketTransformer
from tools.vocabulary.storybook.prompts import named_nouns, prompt_changes, scene_and_style

StepEnd = Callable[[Any, int, int, dict[str, Any]], dict[str, Any]]
"""Called with pipeline, index, time and tensors after a step; returns tensors that replace them."""


@dataclass
class PocketOutput(ImagePipelineOutput):
    """Pictures, their layouts, and for edits the masks ("L", 128 x 128, white) of what was painted anew."""

    layouts: list[Layout]
    masks: list[Image.Image] | None


class PocketPipeline(DiffusionPipeline):
    """Composes a layout from the prompt, then paints it by rectified flow; for edits only where it has changed.

    Text encoder and tokenizer are the language model's; `listen` sets them after loading.
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
        self, prompts: list[str], source: Layout | None, generators: list[torch.Generator | None]
    ) -> list[Layout]:
        """Compose a layout for each prompt.

        Args:
            prompts: what the picture must show; for edits the change, ": " and what it must show afterwards.
            source: the layout of the picture to edit; None to paint anew.
            generators: for each prompt, on the CPU; None for torch's own.

        Raises:
            ValueError: `listen` was not called yet.
        """
        if self._encoder is None or self._tokenizer is None:
            raise ValueError("The pipeline has no text encoder yet: call listen(encoder, tokenizer) first.")
        wanted: list[Wanted | None] = []
        for prompt in prompts:
            # The prompt of an edit says the change first, then what the picture must show.
            change, _, after = prompt.rpartition(": ") if source else ("", "", prompt)
            found = self._wanted(after)
            wanted.append(self._staying(found, source, change) if source and change else found)
        ids, mask = tokens(self._tokenizer, prompts)
        ids, mask = ids.to(self.device), mask.to(self.device)
        layouts: list[Layout] = self.composer.compose(
            self._encoder(ids, mask).to(self.composer.dtype), mask, source, generators, wanted
        )
        return layouts

    def _laid(
        self, prompts: list[str], before: Layout | None, generators: list[torch.Generator | None]
    ) -> list[Layout]:
        """Compose layouts and choose their backdrops."""
        made = self.compose(prompts, before, generators)
        return [_set(one, before, g) for one, g in zip(made, generators, strict=True)]

    def _staying(self, wanted: Wanted, source: Layout, change: str) -> Wanted:
        """Add to what is wanted what stays of the picture to edit.

        Things that the change does not mention stay, and of the others what it does not change. What replaces a thing
        takes its place.
        """
        number = {name: at for at, name in enumerate(self.composer.config.nouns)}
        told = prompt_changes(change)
        free = {number[name]: kinds for name, kinds in told.open.items() if name in number}
        heirs = {number[old]: number[new] for new, old in told.heirs.items() if {old, new} <= set(number)}
        things = [replace(t, noun=heirs.get(t.noun, t.noun)) for t in source.things]
        kept = tuple(t for t in things if t.noun in wanted.maybe and free.get(t.noun, True))
        return replace(wanted, kept=kept, open=free)

    def _wanted(self, text: str) -> Wanted:
        """Return what a text says about things, in the composer's numbers."""
        number = {name: at for at, name in enumerate(self.composer.config.nouns)}
        found = named_nouns(text)
        return Wanted(
            tuple(number[name] for name in found.sure if name in number),
            frozenset(number[name] for name in found.maybe if name in number),
            {number[name]: count for name, count in found.counts.items() if name in number},
        )

    def read(self, source: Tensor, prompts: list[str]) -> Layout:
        """Read the layout of the picture to edit.

        The prompts of an edit name everything in the picture: what goes or changes, and what it must show afterwards.
        So the reader need not tell an apple from a tomato that no prompt mentions, and a scene or style that stays is
        known from the prompt.

        Args:
            source: latents (1, C, H, W).
            prompts: see `compose`.
        """
        known = {number for prompt in prompts for number in self._wanted(prompt).maybe}
        change, _, after = prompts[0].rpartition(": ")
        config, (scene, style) = self.composer.config, scene_and_style(after)
        layout: Layout = self.reader.read(
            source.to(self.reader.dtype), known,
            config.scenes.index(scene) if change and scene and not scene_and_style(change)[0] else None,
            config.styles.index(style) if change and style and not scene_and_style(change)[1] else None,
        )[0]  # fmt: skip
        return layout.cut(MOST_THINGS)

    @torch.no_grad()
    def encode(self, image: Image.Image) -> Tensor:
        """Return the latents (1, C, H, W) of a picture of any size and mode."""
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
        """Decode latents (B, C, H, W) to pictures of an output type: "pil", "np", "pt", or "latent" for themselves."""
        if output_type == "latent":
            return latents
        pixels = self.autoencoder.decode(latents.to(self.autoencoder.dtype)).float().clamp(-1, 1)
        return self.image_processor.postprocess(pixels.cpu(), output_type=output_type)

    @torch.no_grad()
    def __call__(
        self, prompt: str | list[str], image: Image.Image | None = None, mask_image: Image.Image | None = None,
        strength: float = 1.0, num_inference_steps: int = 4, guidance_scale: float = 1.0,
        generator: torch.Generator | list[torch.Generator] | None = None,
        callback_on_step_end: StepEnd | None = None, output_type: str = "pil", layout: Layout | None = None,
        source_layout: Layout | None = None,
        num_images_per_prompt: int = 1, callback_on_step_end_tensor_inputs: tuple[str, ...] = ("latents", "clean"),
        return_dict: bool = True,
    ) -> PocketOutput | tuple[Any, ...]:  # fmt: skip
        """Paint a picture for every prompt, or edit a picture so that it shows it.

        Args:
            prompt: what to show; see `compose` for edits.
            image: the picture to edit, of any size; None to paint anew.
            mask_image: white where the edit may change the picture; all other pixels are the source's own.
            strength: below 1, an edit starts from the noised source instead of pure noise.
            num_inference_steps: steps of the sampler.
            guidance_scale: scale of classifier-free guidance; none at 1 and below.
            generator: one for all pictures or one for each, on the CPU, so that a seed gives the same noise on every
                device.
            callback_on_step_end: called after every step; its tensors are `latents`, and `clean`, the clean latents
                that they lead to, for previews.
            output_type: see `picture`.
            layout: what to paint, instead of what the composer would write.
            source_layout: the layout of `image`, instead of what the reader would find.
            num_images_per_prompt: pictures for each prompt.
            callback_on_step_end_tensor_inputs: names of the tensors that the callback gets.
            return_dict: whether to return a `PocketOutput` or a tuple of its values.

        Raises:
            ValueError: `listen` was not called, there is no prompt, or there are neither one generator nor as many
                as pictures.
        """
        each = [prompt] if isinstance(prompt, str) else prompt
        prompts = [words for words in each for _ in range(num_images_per_prompt)]
        if not prompts or (isinstance(generator, list) and len(generator) != len(prompts)):
            raise ValueError("Give at least one prompt, and one generator for all pictures or one for each.")
        generators = list(generator) if isinstance(generator, list) else [generator] * len(prompts)
        noise = self._noise(generators)
        source = None if image is None else self.encode(image)
        before = None if source is None else source_layout or self.read(source, prompts)
        layouts = [layout] * len(prompts) if layout else self._laid(prompts, before, generators)
        if (
            source is not None
            and source_layout
            and not any(changed_cells(source_layout, made).any() for made in layouts)
        ):
            # The picture should show all this already, so what it shows must be something else: read it after all.
            before = self.read(source, prompts)
            layouts = self._laid(prompts, before, generators)
        maps = torch.stack([made.maps() for made in layouts])
        inputs = [maps.to(self.device), torch.stack([made.globals() for made in layouts]).to(self.device)]
        free = None
        if source is not None and before is not None:
            free = torch.stack([changed_cells(before, made) for made in layouts])
            if mask_image is not None:
                free[:] = _white(mask_image)
                inputs[0] = torch.where(free[:, None], maps, before.maps()).to(self.device)
            inputs += [source.expand_as(noise), ~free.to(self.device)]
        sigmas = np.linspace(1.0, 1.0 / num_inference_steps, num_inference_steps)
        latents = noise
        if source is not None and strength < 1:
            skipped = min(num_inference_steps - 1, max(1, round(num_inference_steps * (1 - strength))))
            sigmas = sigmas[skipped:]
            latents = torch.lerp(source.expand_as(noise), noise, float(sigmas[0]))
        self.scheduler.set_timesteps(sigmas=sigmas.tolist(), device=self.device)
        for index, timestep in enumerate(self.scheduler.timesteps):
            time = (timestep / 1000).expand(len(latents)).to(self.transformer.dtype)
            velocity = self._velocity(latents, time, tuple(inputs), guidance_scale)
            clean = latents - self.scheduler.sigmas[index] * velocity
            latents = self.scheduler.step(velocity, timestep, latents, return_dict=False)[0]
            if callback_on_step_end is not None:
                every = {"latents": latents, "clean": clean}
                values = {name: every[name] for name in callback_on_step_end_tensor_inputs}
                latents = callback_on_step_end(self, index, int(timestep), values).get("latents", latents)
        images = self.picture(latents.nan_to_num(), output_type)
        masks = None if free is None else [_soft(row) for row in free]
        if output_type == "pil":
            # Where numbers overflowed the picture is black, so that the check for faults finds it and no other.
            sound = latents.isfinite().flatten(1).all(1).tolist()
            images = [p if good else Image.new("RGB", p.size) for p, good in zip(images, sound, strict=True)]
            if mask_image is not None and image is not None:
                images = [paste_masked(image, picture, mask_image) for picture in images]
        made = PocketOutput(images=images, layouts=layouts, masks=masks)
        return made if return_dict else (made.images, made.layouts, made.masks)


def _set(made: Layout, before: Layout | None, generator: torch.Generator | None) -> Layout:
    """Choose a layout's backdrop: that of the picture to edit where the scene stays, else a random one."""
    if made.variant < VARIANTS:
        return made
    if before is not None and before.scene == made.scene:
        return replace(made, variant=before.variant)
    return replace(made, variant=int(torch.randint(VARIANTS, (), generator=generator)))


def _white(mask: Image.Image) -> Tensor:
    """Return the cells (64,), bool, in which a mask is not all black."""
    small = np.asarray(mask.convert("L").resize((CELLS, CELLS), Image.Resampling.BOX))
    return torch.from_numpy(small > 0).flatten()


def _soft(cells: Tensor) -> Image.Image:
    """Return cells (64,), bool, as a mask ("L", 128 x 128) that fades into what stays."""
    solid = Image.fromarray(cells.view(CELLS, CELLS).cpu().numpy().astype(np.uint8) * 255)
    side = CELLS * 16
    grown = solid.resize((side, side), Image.Resampling.NEAREST).filter(ImageFilter.MaxFilter(5))
    return grown.filter(ImageFilter.GaussianBlur(1))
