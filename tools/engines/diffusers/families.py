"""What gouache knows of the pipelines of diffusers, one row a class; no other code asks which one it has."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any, Literal

MEGAPIXEL = 1024 * 1024


@dataclass(frozen=True)
class Family:
    """How the pipelines of one class are called, and what they can do.

    Attributes:
        title: Its name for people.
        guidance: The argument that says how strictly the prompt is followed; None where there is none.
        off: Its value that means no guidance; None where the network always takes a value, which costs nothing.
        negative: Whether a negative prompt is never taken, needed for guidance to work at all, or optional.
        multiple: Pixels that the sides of its pictures are multiples of.
        area: Pixels that it was trained to paint.
        source_area: Most pixels of a source: the pipeline itself would shrink a larger one.
        least: Shortest side of a source in pixels.
        references: Most pictures beside the source.
        edit: "instruct" where it follows an instruction, "redraw" where it paints the source anew from a description.
        edit_class: The class that edits, made of the same parts; None for the same class.
        inpaint_class: The class that changes only what a mask shows; None where there is none.
        inpaint_strength: Strength of such a change that asks for the most.
        paints: Whether it paints without a source.
        batches: Whether it takes several prompts at once, and paints of each what it paints of it alone.
        caption: What its prompts should be: a list of words, a sentence, or a long description.
        language: "en" where it was taught English captions alone, "any" where it reads Chinese as well.
        tried: Whether the row was tried; False for one that was made from the signature alone.
    """

    title: str
    guidance: str | None = "guidance_scale"
    off: float | None = 1.0
    negative: Literal["never", "needed", "optional"] = "optional"
    multiple: int = 16
    area: int = MEGAPIXEL
    source_area: int | None = None
    least: int = 16
    references: int = 0
    edit: Literal["instruct", "redraw", "none"] = "redraw"
    edit_class: str | None = None
    inpaint_class: str | None = None
    inpaint_strength: float = 1.0
    paints: bool = True
    batches: bool = True
    caption: Literal["words", "sentence", "description"] = "sentence"
    language: Literal["en", "any"] = "en"
    tried: bool = True


_TRUE_CFG: dict[str, Any] = {"guidance": "true_cfg_scale", "negative": "needed"}
_EMBEDDED: dict[str, Any] = {"off": None, "negative": "never"}

FAMILIES: dict[str, Family] = {
    "StableDiffusionPipeline": Family(
        "Stable Diffusion", multiple=8, area=512 * 512, edit_class="StableDiffusionImg2ImgPipeline",
        inpaint_class="StableDiffusionInpaintPipeline", caption="words",
    ),
    "StableDiffusionXLPipeline": Family(
        "Stable Diffusion XL", multiple=8, edit_class="StableDiffusionXLImg2ImgPipeline",
        inpaint_class="StableDiffusionXLInpaintPipeline", caption="words",
    ),
    "StableDiffusion3Pipeline": Family(
        "Stable Diffusion 3.5", edit_class="StableDiffusion3Img2ImgPipeline",
        inpaint_class="StableDiffusion3InpaintPipeline",
    ),
    "FluxPipeline": Family(
        "FLUX.1", **_EMBEDDED, edit_class="FluxImg2ImgPipeline", inpaint_class="FluxInpaintPipeline",
    ),
    "FluxKontextPipeline": Family(
        "FLUX.1 Kontext", **_EMBEDDED, edit="instruct", source_area=MEGAPIXEL,
        inpaint_class="FluxKontextInpaintPipeline",
    ),
    "FluxFillPipeline": Family(
        "FLUX.1 Fill", **_EMBEDDED, edit="none", inpaint_class="FluxFillPipeline", paints=False,
    ),
    "Flux2KleinPipeline": Family(
        "FLUX.2 klein", negative="never", edit="instruct", references=3, source_area=MEGAPIXEL, least=64,
        inpaint_class="Flux2KleinInpaintPipeline", inpaint_strength=0.8,
    ),
    "ZImagePipeline": Family(
        "Z-Image", off=0.0, edit_class="ZImageImg2ImgPipeline", inpaint_class="ZImageInpaintPipeline",
        caption="description", language="any",
    ),
    "QwenImagePipeline": Family(
        "Qwen-Image", **_TRUE_CFG, edit_class="QwenImageImg2ImgPipeline", inpaint_class="QwenImageInpaintPipeline",
        caption="description", language="any",
    ),
    "QwenImageEditPlusPipeline": Family(
        "Qwen-Image-Edit-Plus", **_TRUE_CFG, edit="instruct", references=2, source_area=MEGAPIXEL, paints=False,
        batches=False, language="any",
    ),
    "QwenImageEditPipeline": Family(
        "Qwen-Image-Edit", **_TRUE_CFG, edit="instruct", source_area=MEGAPIXEL,
        inpaint_class="QwenImageEditInpaintPipeline", paints=False, batches=False, language="any",
    ),
    "QwenImage21Pipeline": Family(
        "Qwen-Image 2.1", **_TRUE_CFG, multiple=32, edit="instruct", references=9, source_area=768 * 768, batches=False,
        caption="description", language="any",
    ),
    "SanaPipeline": Family("Sana", multiple=32, edit="none"),
    "SanaSprintPipeline": Family(
        "Sana-Sprint", **_EMBEDDED, multiple=32, edit_class="SanaSprintImg2ImgPipeline",
    ),
}  # fmt: skip
"""By the class that a model's `model_index.json` names. Facts that no signature tells come from the models' cards."""

SWITCHES: dict[str, Any] = {
    "complex_human_instruction": None,
    "enable_prompt_rewrite": False,
    "use_pe": False,
    "use_resolution_binning": False,
    "_auto_resize": False,
}
"""Arguments that keep a pipeline from rewriting its prompt, or from painting another size and resizing it: a replay
could not repeat the one, and the other blurs."""

DISTILLED: dict[str, dict[str, Any]] = {
    "turbo": {},
    "lightning": {"timestep_spacing": "trailing"},
    "hyper": {"timestep_spacing": "trailing"},
    "schnell": {},
    "lcm": {},
}
"""By a word in a model's name: it has its guidance built in, so that asking for more would double the work and spoil
the picture; and what its scheduler must be told."""


def distilled_marker(name: str) -> str | None:
    """The word in a model's file or hub name that says that it is distilled; None where there is none."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].lower()
    return next((word for word in DISTILLED if word in last), None)


def call_parameters(pipeline_class: type) -> dict[str, inspect.Parameter]:
    """The arguments of a pipeline's call."""
    return dict(inspect.signature(pipeline_class.__call__).parameters)


def family_of(pipeline_class: type) -> Family:
    """The row of a pipeline class; for one that is not in the table, what its signature tells."""
    return FAMILIES.get(pipeline_class.__name__) or _family_from_signature(pipeline_class)


def _family_from_signature(pipeline_class: type) -> Family:
    import diffusers

    arguments = call_parameters(pipeline_class)
    name = pipeline_class.__name__
    guidance = next((a for a in ("true_cfg_scale", "guidance_scale") if a in arguments), None)
    negative: Literal["never", "needed", "optional"] = "never"
    if "negative_prompt" in arguments:
        negative = "needed" if guidance == "true_cfg_scale" else "optional"

    def sibling(kind: str) -> str | None:
        other = name.replace("Pipeline", f"{kind}Pipeline")
        return other if other != name and hasattr(diffusers, other) else None

    edit: Literal["instruct", "redraw", "none"] = "none"
    edit_class = None
    if "image" in arguments:
        edit = "redraw" if "strength" in arguments else "instruct"
    elif (edit_class := sibling("Img2Img")) is not None:
        edit = "redraw"
    paints = "image" not in arguments or (edit == "instruct" and arguments["image"].default is None)
    return Family(
        name, guidance, negative=negative, edit=edit, edit_class=edit_class, inpaint_class=sibling("Inpaint"),
        paints=paints, batches=False, tried=False,
    )  # fmt: skip
