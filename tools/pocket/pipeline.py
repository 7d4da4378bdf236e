"""The pocket painter as a diffusers pipeline: generates, edits, and keeps what an edit does not touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import torch
from diffusers import DiffusionPipeline, FlowMatchEulerDiscreteScheduler
from diffusers.image_processor import VaeImageProcessor
from diffusers.pipelines.pipeline_utils import ImagePipelineOutput
from PIL import Image, ImageFilter
from torch import Tensor

from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.language import tokens
from tools.pocket.transformer import PocketTransformer

StepEnd = Callable[[Any, int, int, dict[str, Any]], dict[str, Any]]
_CHANGED = 18.0
"""Mean absolute difference (of 255) from which a pixel counts as changed by an edit."""


class PocketPipeline(DiffusionPipeline):
    """Rectified flow from noise, guided by text and, for edits, by the source picture's latents.

    The text encoder and tokenizer are the language model's and are set after loading with `listen`.
    """

    model_cpu_offload_seq = "transformer->autoencoder"
    _callback_tensor_inputs: ClassVar[list[str]] = ["latents", "clean"]

    def __init__(
        self, transformer: PocketTransformer, autoencoder: PocketAutoencoder,
        scheduler: FlowMatchEulerDiscreteScheduler,
    ) -> None:  # fmt: skip
        super().__init__()
        self.register_modules(transformer=transformer, autoencoder=autoencoder, scheduler=scheduler)
        self.image_processor = VaeImageProcessor(vae_scale_factor=8)
        self._encoder: Any = None
        self._tokenizer: Any = None

    def listen(self, encoder: Any, tokenizer: Any) -> None:
        """Set the text encoder (ids, mask -> features) and its tokenizer."""
        self._encoder, self._tokenizer = encoder, tokenizer

    def _text(self, prompts: list[str], guided: bool) -> tuple[Tensor, Tensor]:
        texts = [*prompts, *[""] * len(prompts)] if guided else prompts
        ids, mask = tokens(self._tokenizer, texts)
        features = self._encoder(ids.to(self.device), mask.to(self.device)).to(self.transformer.dtype)
        mask = mask.to(self.device)
        return self.transformer.encode_text(features, mask), mask

    @torch.no_grad()
    def encode(self, image: Image.Image) -> Tensor:
        """Latents (1, C, H, W) of a picture of any size."""
        side = self.transformer.config.side * 8
        pixels = self.image_processor.preprocess(image.convert("RGB").resize((side, side)))
        latents: Tensor = self.autoencoder.encode(pixels.to(self.device, self.autoencoder.dtype))
        return latents.to(self.transformer.dtype)

    def _noise(self, count: int, generator: torch.Generator | list[torch.Generator] | None) -> Tensor:
        side, channels = self.transformer.config.side, self.transformer.config.channels
        shape = (1, channels, side, side)
        own = generator if isinstance(generator, list) else [generator] * count
        return torch.cat([torch.randn(shape, generator=g) for g in own]).to(self.device, self.transformer.dtype)

    def _free(self, mask: Image.Image) -> Tensor:
        side = self.transformer.config.side
        small = np.asarray(mask.convert("L").resize((side, side), Image.Resampling.BOX)).astype(np.float32) / 255
        return torch.from_numpy((small > 0).astype(np.float32)).to(self.device, self.transformer.dtype)

    @torch.no_grad()
    def picture(self, latents: Tensor, output_type: str = "pil") -> Any:
        """Latents (B, C, H, W) decoded, as pictures of `output_type`."""
        pixels = self.autoencoder.decode(latents.to(self.autoencoder.dtype)).float().clamp(-1, 1)
        return self.image_processor.postprocess(pixels.cpu(), output_type=output_type)

    @torch.no_grad()
    def __call__(
        self, prompt: str | list[str], image: Image.Image | None = None, mask_image: Image.Image | None = None,
        strength: float = 1.0, num_inference_steps: int = 12, guidance_scale: float = 3.0,
        generator: torch.Generator | list[torch.Generator] | None = None,
        callback_on_step_end: StepEnd | None = None, output_type: str = "pil",
    ) -> ImagePipelineOutput:  # fmt: skip
        """Paint every prompt, or edit `image` so that it shows it.

        `strength` under 1 starts an edit from the noised source instead of pure noise. With `mask_image` only its
        white part may change: the rest follows the noised source at every step (blended diffusion,
        arXiv:2111.14818) and its pixels are the source's own. Generators, one a prompt, must live on the CPU, so
        that a seed gives the same noise on every device. The callback gets `latents`, and `clean`: where they
        seem to lead, for previews.
        """
        prompts = [prompt] if isinstance(prompt, str) else prompt
        noise = self._noise(len(prompts), generator)
        source = None if image is None else self.encode(image)
        sigmas = np.linspace(1.0, 1.0 / num_inference_steps, num_inference_steps)
        latents = noise
        if source is not None and strength < 1:
            skipped = min(num_inference_steps - 1, max(1, round(num_inference_steps * (1 - strength))))
            sigmas = sigmas[skipped:]
            latents = torch.lerp(source.expand_as(noise), noise, float(sigmas[0]))
        self.scheduler.set_timesteps(sigmas=sigmas.tolist(), device=self.device)
        guided = guidance_scale > 1
        text, mask = self._text(prompts, guided)
        free = self._free(mask_image) if mask_image is not None and source is not None else None
        given = None if source is None else source.expand(len(text), -1, -1, -1)
        for index, timestep in enumerate(self.scheduler.timesteps):
            time = (timestep / 1000).expand(len(text)).to(self.transformer.dtype)
            batch = torch.cat([latents, latents]) if guided else latents
            velocity = self.transformer(batch, time, text, mask, given)
            if guided:
                yes, no = velocity.chunk(2)
                velocity = no + guidance_scale * (yes - no)
            clean = latents - self.scheduler.sigmas[index] * velocity
            latents = self.scheduler.step(velocity, timestep, latents, return_dict=False)[0]
            if free is not None and source is not None:
                still = torch.lerp(source.expand_as(noise), noise, float(self.scheduler.sigmas[index + 1]))
                latents = torch.lerp(still, latents, free)
            if callback_on_step_end is not None:
                values = {"latents": latents, "clean": clean}
                latents = callback_on_step_end(self, index, int(timestep), values).get("latents", latents)
        images = self.picture(latents.nan_to_num(), output_type)
        if output_type == "pil":
            # A picture of numbers that overflowed is black, so that who looks for faults finds it and spares the rest.
            sound = latents.isfinite().flatten(1).all(1).tolist()
            images = [p if good else Image.new("RGB", p.size) for p, good in zip(images, sound, strict=True)]
        if free is not None and image is not None and mask_image is not None and output_type == "pil":
            images = [within(image, picture, mask_image) for picture in images]
        return ImagePipelineOutput(images=images)


def within(before: Image.Image, after: Image.Image, mask: Image.Image) -> Image.Image:
    """The edited picture where the mask is white, the source's own pixels where it is black."""
    return Image.composite(after, before.convert("RGB").resize(after.size), mask.convert("L").resize(after.size))


def changed_mask(before: Image.Image, after: Image.Image) -> Image.Image:
    """Where an edit plainly changed a picture: an "L" mask with soft borders, 255 where it did."""
    a, b = (
        np.asarray(p.convert("RGB").filter(ImageFilter.GaussianBlur(1.5))).astype(np.float32) for p in (before, after)
    )
    plain = (np.abs(a - b).mean(-1) > _CHANGED).astype(np.uint8) * 255
    # Specks are the autoencoder's noise, not the edit; what is left grows over the edit's own soft edges.
    solid = Image.fromarray(plain).filter(ImageFilter.MinFilter(3)).filter(ImageFilter.MaxFilter(13))
    return solid.filter(ImageFilter.GaussianBlur(2))


def keep_unchanged(before: Image.Image, after: Image.Image) -> Image.Image:
    """The edited picture with the source's own pixels wherever the edit changed nothing plainly.

    An edit too faint to be told from noise anywhere comes back whole, so that it can be judged.
    """
    same_size = before.convert("RGB").resize(after.size)
    mask = changed_mask(same_size, after)
    return Image.composite(after, same_size, mask) if mask.getbbox() else after
