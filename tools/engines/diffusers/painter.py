"""Any text-to-image or editing pipeline of diffusers as painter, editor and stylist."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tools.device import device
from tools.engines.diffusers.calls import CallBuilder, FittedSource, accepted, fit_source, round_side
from tools.engines.diffusers.families import call_parameters, family_of
from tools.engines.diffusers.keeping import keep_the_rest
from tools.engines.diffusers.loading import load_pipeline
from tools.engines.diffusers.progress import LatentPreview, StepWatcher
from tools.engines.painting import NO_CHANGE, EditResult, PaintRequest
from tools.engines.pipelines import first_line, pipeline_nbytes, sibling_pipeline
from tools.engines.style.request import StyleRequest, finish_style
from tools.errors import BadArguments, FaultyPicture
from tools.hooks import Hooks
from tools.images.channels import rgb_on_white
from tools.images.color_transfer import with_colors_of
from tools.images.faults import technical_fault
from tools.images.identity import FAULT_KEY, MADE_KEY
from tools.images.regions import paste_masked
from tools.memory.plan import WHOLE
from tools.types import ModelInfo

STYLE = "Redraw the first picture in the style of the second picture. Keep what it shows and where everything is"
"""What an editor that takes reference pictures is told to restyle a picture."""


class DiffusersPainter:
    """A pipeline by path or hub name; safetensors only.

    What its class is called with, and what it can do, says its row in `tools.engines.diffusers.families`.

    Args:
        info: Which model this is.
        where: A folder, a `.safetensors` file or a hub name.
        options: See `tools.engines.diffusers.loading.load_pipeline`. `batch` is how many pictures are painted at once
            (1 if absent), `steps` and `guidance` are those of a restyling.

    Raises:
        ModelMissing: the weights can't be read safely, or this version of diffusers does not fit the family.
        BadProfile: an option that makes no sense.
    """

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        self.info = info
        loaded = load_pipeline(where, options)
        self.pipeline, self.loras, self.speed = loaded.pipeline, loaded.loras, loaded.speed
        self.placement = str(options.get("placement", "resident"))
        self.precision = str(options.get("precision", "16-bit"))
        self.family = family_of(type(self.pipeline))
        self.builder = CallBuilder(self.family, loaded.distilled)
        self.builder.check(type(self.pipeline))
        self.batch_size = int(options.get("batch", 1)) if self.family.batches else 1
        self.style_steps = int(options.get("steps", 4 if loaded.distilled else 28))
        self.style_guidance = float(options.get("guidance", 1.0 if loaded.distilled else 3.0))
        self._siblings: dict[str, Any] = {}
        self._preview = LatentPreview()

    def nbytes(self) -> int:
        """Bytes of every component's weights."""
        return pipeline_nbytes(self.pipeline)

    def to(self, where: str) -> None:
        """Move to a device; a pipeline whose parts come by turns stays where it is, and leaves the device when idle."""
        if self.placement in WHOLE:
            self.pipeline.to(where)

    def paint(self, requests: Sequence[PaintRequest], hooks: Hooks) -> list[Image.Image]:
        """New pictures, all at once; their sides are rounded to the family's multiple.

        Raises:
            BadArguments: the family only edits, or takes no such reference pictures, or no such LoRA.
            FaultyPicture: the numbers overflowed on the way; says at which stage.
        """
        if not self.family.paints:
            raise BadArguments(f"{self.family.title} only changes pictures; name another painter in the profile.")
        first = requests[0]
        if any(_shared(r) != _shared(first) for r in requests):
            return [self.paint([request], hooks)[0] for request in requests]
        self.loras.wear(first.lora)
        size = round_side(first.width, self.family.multiple), round_side(first.height, self.family.multiple)
        made = self._run(self.pipeline, self.builder.paint(requests, size), size, first.steps, hooks)
        return [self._told(picture, request, size) for picture, request in zip(made, requests, strict=True)]

    def edit(self, source: Image.Image, request: PaintRequest, hooks: Hooks) -> EditResult:
        """The source changed as instructed, or repainted towards the prompt, as the family can.

        Outside a mask the source's own pixels stay. An edit by instruction that is to keep the rest is laid over its
        source, and where it changed nothing the source's own pixels come back.

        Raises:
            BadArguments: the family can't edit like this.
            FaultyPicture: the numbers overflowed on the way; says at which stage.
        """
        if request.instruction == NO_CHANGE:
            return EditResult(source.convert("RGB"), None)
        self.loras.wear(request.lora)
        pipeline, arguments, fitted = self._route(source, request)
        made = self._run(pipeline, arguments, fitted.picture.size, request.steps, hooks)[0]
        picture, asked = fitted.back(made, source.size), request.mask
        fault = made.info.get(FAULT_KEY)
        if fault is None and self.family.edit == "instruct" and request.keep:
            kept = keep_the_rest(source, picture)
            picture = kept.picture
            asked = asked or (kept.changed if _is_local(request) else None)
        if request.mask is not None:
            picture = paste_masked(source, picture, request.mask)
        if fault is not None and technical_fault(source) is None:
            picture.info[FAULT_KEY] = fault
        return EditResult(self._told(picture, request, fitted.picture.size), asked)

    def restyle(self, content: Image.Image, reference: Image.Image, request: StyleRequest, hooks: Hooks) -> Image.Image:
        """The content in the style of a second picture, by a family that looks at reference pictures.

        Raises:
            BadArguments: the family takes no reference pictures.
        """
        if request.strength == 0:
            return content
        words = PaintRequest(
            STYLE, STYLE, steps=self.style_steps, guidance=self.style_guidance, keep=False, references=(reference,)
        )
        edited = rgb_on_white(self.edit(content, words, hooks).picture)
        original = rgb_on_white(content)
        colors = original + request.strength * (edited - original)
        if request.keep_color:
            colors = with_colors_of(colors, original)
        return finish_style(content, colors, request.mask)

    def _route(self, source: Image.Image, request: PaintRequest) -> tuple[Any, dict[str, Any], FittedSource]:
        """The pipeline that makes an edit, its arguments, and the source as it takes it.

        Raises:
            BadArguments: the family can't edit like this.
        """
        family = self.family
        fitted = fit_source(source, request.mask, family)
        if request.mask is not None and family.inpaint_class is not None:
            return self._sibling(family.inpaint_class), self.builder.inpaint(fitted, request), fitted
        if family.edit == "none":
            way = "changes only a part that /region names" if family.inpaint_class else "can't change pictures"
            raise BadArguments(f"{family.title} {way}; for this, name another editor in the profile.")
        build: Callable[[FittedSource, PaintRequest], dict[str, Any]]
        build = self.builder.instruct if family.edit == "instruct" else self.builder.redraw
        return self._sibling(family.edit_class), build(fitted, request), fitted

    def _sibling(self, name: str | None) -> Any:
        """The pipeline of another class, made of the same parts."""
        if name is None or name == type(self.pipeline).__name__:
            return self.pipeline
        if name not in self._siblings:
            self._siblings[name] = sibling_pipeline(self.pipeline, name)
        return self._siblings[name]

    def _run(
        self, pipeline: Any, values: dict[str, Any], size: tuple[int, int], steps: int, hooks: Hooks
    ) -> list[Image.Image]:
        """Run a pipeline; a picture that was lost says so in its `info`.

        Raises:
            BadArguments: the pipeline refuses its arguments.
            FaultyPicture: the numbers overflowed on the way.
            Cancelled: the person stopped it.
        """
        hooks.step(0, steps)
        if pipeline.scheduler.config.get("shift_terminal"):
            # Its noise levels are stretched between the first and the last: one alone divides by nothing.
            values["num_inference_steps"] = max(2, values["num_inference_steps"])
        parameters = call_parameters(type(pipeline))
        watcher = StepWatcher(hooks, steps, size, self._preview)
        heard = watcher.arguments(parameters, pipeline)
        network = pipeline.components.get("transformer") or pipeline.components.get("unet")
        try:
            with watcher.watching(network, counts=not heard):
                result = pipeline(**accepted(values, parameters), **heard, output_type="np")
        except ValueError as error:
            told = f"{self.family.title} refused this ({first_line(error)}); change size or settings."
            raise BadArguments(told) from error
        finally:
            self.pipeline.maybe_free_model_hooks()
        censored = getattr(result, "nsfw_content_detected", None) or [False] * len(result.images)
        pictures = [_picture(array, watcher) for array in result.images]
        for picture, hidden in zip(pictures, censored, strict=True):
            if hidden:
                picture.info[FAULT_KEY] = "The model's safety checker blacked the picture out; change the words."
        if watcher.latents is not None and FAULT_KEY not in pictures[0].info:
            self._preview.learn(watcher.latents, pictures[0])
        return pictures

    def _told(self, picture: Image.Image, request: PaintRequest, size: tuple[int, int]) -> Image.Image:
        """The picture with what was made of the request."""
        family = self.family
        given = self.builder.guidance(request)
        made: dict[str, Any] = {
            "family": family.title if family.tried else f"{family.title} (untried)",
            "width": size[0], "height": size[1],
            **{name: value for name, value in given.items() if name != "negative_prompt"},
            **self.builder.left_out(request),
        }  # fmt: skip
        made |= {"device": device(), "dtype": str(self.pipeline.dtype).removeprefix("torch.")}
        if self.placement != "resident" or self.precision != "16-bit":
            made |= {"placement": self.placement, "precision": self.precision}
        made |= self.speed
        if self.loras.told:
            made["loras"] = self.loras.told
        picture.info[MADE_KEY] = json.dumps(made)
        return picture


def _shared(request: PaintRequest) -> tuple[Any, ...]:
    """What pictures that are painted at once must have in common."""
    return request.negative, request.width, request.height, request.references, request.lora


def _is_local(request: PaintRequest) -> bool:
    """Whether an edit is known to be about things, so that the rest was to stay."""
    change = request.change
    return change is not None and bool(change.freed) and not (change.scene or change.style or change.whole)


def _picture(values: np.ndarray, watcher: StepWatcher) -> Image.Image:
    """A picture of decoded values (H, W, 3 or 4) in [0, 1]; an opaque alpha channel is left out.

    Raises:
        FaultyPicture: they are no numbers.
    """
    if not np.isfinite(values).all():
        raise FaultyPicture("The autoencoder's numbers overflowed while decoding (NaN); load the model in float32.")
    made = Image.fromarray((values * 255).round().astype(np.uint8))
    if made.mode == "RGBA" and made.getchannel("A").getextrema()[0] >= 250:  # type: ignore[operator]
        made = made.convert("RGB")
    fault = technical_fault(made)
    if fault in ("black", "flat"):
        made.info[FAULT_KEY] = watcher.lost_stage(fault)
    return made
