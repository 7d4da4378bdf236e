"""A request as the arguments of one family's pipeline: sizes that it takes, guidance by its own name, sources."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PIL import Image

from tools.engines.diffusers.families import SWITCHES, Family, call_parameters
from tools.engines.painting import PaintRequest, cpu_generator
from tools.errors import BadArguments, ModelMissing

REDRAW_STRENGTH = 0.75
"""Strength of a redrawing that asks for the most: at 1 nothing of the source would be left."""
KEEP_REST = "Keep everything else exactly as it is."
"""What instructions end with where the rest of the picture is to stay."""


def round_side(pixels: int, multiple: int) -> int:
    """The multiple nearest to a side, at least one."""
    return max(multiple, (pixels + multiple // 2) // multiple * multiple)


class FittedSource(NamedTuple):
    """A source as a family takes it, and the way back.

    Attributes:
        picture: RGB; its sides are multiples of the family's.
        mask: "L", of the same size; None where there is none.
        inner: Width and height of what the source fills; the rest, right and below, repeats its last pixels.
    """

    picture: Image.Image
    mask: Image.Image | None
    inner: tuple[int, int]

    def back(self, made: Image.Image, size: tuple[int, int]) -> Image.Image:
        """What was made of it, in the source's own size."""
        if made.size != self.picture.size:
            made = made.resize(self.picture.size, Image.Resampling.LANCZOS)
        return made.crop((0, 0, *self.inner)).resize(size, Image.Resampling.LANCZOS)


def fit_source(source: Image.Image, mask: Image.Image | None, family: Family) -> FittedSource:
    """Bring a source to a size that the family takes: its own if possible, with its last pixels repeated at the edges.

    Only a source larger than the family's area, or smaller than its least side, is scaled.
    """
    picture = source.convert("RGB")
    scale = 1.0
    if family.source_area and picture.width * picture.height > family.source_area:
        scale = math.sqrt(family.source_area / (picture.width * picture.height))
    if min(picture.size) * scale < family.least:
        scale = family.least / min(picture.size)
    inner = max(1, int(picture.width * scale)), max(1, int(picture.height * scale))
    outer = _rounded(inner, family.multiple, up=True)
    if family.source_area and outer[0] * outer[1] > family.source_area:
        inner = outer = _rounded(inner, family.multiple, up=False)
    if picture.size != inner:
        picture = picture.resize(inner, Image.Resampling.LANCZOS)
    small = None if mask is None else mask.convert("L").resize(inner)
    return FittedSource(_padded(picture, outer), None if small is None else _padded(small, outer), inner)


def _rounded(size: tuple[int, int], multiple: int, up: bool) -> tuple[int, int]:
    width, height = (-(-side // multiple) if up else max(1, side // multiple) for side in size)
    return width * multiple, height * multiple


def _padded(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in the upper left of a larger one, its last row and column repeated."""
    if picture.size == size:
        return picture
    made = Image.new(picture.mode, size)
    made.paste(picture, (0, 0))
    width, height = picture.size
    if size[0] > width:
        made.paste(picture.crop((width - 1, 0, width, height)).resize((size[0] - width, height)), (width, 0))
    if size[1] > height:
        made.paste(made.crop((0, height - 1, size[0], height)).resize((size[0], size[1] - height)), (0, height))
    return made


@dataclass(frozen=True)
class CallBuilder:
    """Builds the arguments of one family's calls.

    Attributes:
        family: The row of its class.
        distilled: Whether guidance is built in: it is then never asked for.
    """

    family: Family
    distilled: bool

    def check(self, pipeline_class: type) -> None:
        """Compare the row with the signature, when the model is loaded rather than in a turn.

        Raises:
            ModelMissing: the installed diffusers has no argument that the row counts on.
        """
        have = call_parameters(pipeline_class)
        need = {self.family.guidance} - {None}
        if self.family.negative != "never":
            need.add("negative_prompt")
        if self.family.edit == "instruct":
            need.add("image")
        missing = sorted(str(name) for name in need if name not in have)
        if missing:
            raise ModelMissing(
                f"{self.family.title}: this version of diffusers does not take {', '.join(missing)}; update gouache."
            )

    def guidance(self, request: PaintRequest) -> dict[str, Any]:
        """Guidance and negative prompt under the family's own names.

        Below or at 1 there is no guidance, and a negative prompt would change nothing, so that none is given.
        """
        family = self.family
        if family.guidance is None:
            return {}
        if family.off is None:
            return {family.guidance: request.guidance}
        if self.distilled or request.guidance <= 1:
            return {family.guidance: family.off}
        values: dict[str, Any] = {family.guidance: request.guidance}
        if family.negative == "needed":
            values["negative_prompt"] = request.negative or " "
        elif family.negative == "optional" and request.negative:
            values["negative_prompt"] = request.negative
        return values

    def left_out(self, request: PaintRequest) -> dict[str, Any]:
        """What of a request this family does not take; recipes say so."""
        return {"negative": "left out"} if request.negative and "negative_prompt" not in self.guidance(request) else {}

    def paint(self, requests: Sequence[PaintRequest], size: tuple[int, int]) -> dict[str, Any]:
        """The arguments of new pictures of one size and with one negative prompt, each from its own generator.

        Raises:
            BadArguments: more reference pictures than the family takes.
        """
        first = requests[0]
        self._check_references(first)
        values = {
            "width": size[0], "height": size[1], "max_area": size[0] * size[1], "num_inference_steps": first.steps,
            **self.guidance(first),
        }  # fmt: skip
        if first.references:
            values["image"] = [picture.convert("RGB") for picture in first.references]
        if len(requests) == 1:
            return {**values, "prompt": _referring(first.prompt, first, 1), "generator": cpu_generator(first.seed)}
        values = {k: [v] * len(requests) if k == "negative_prompt" else v for k, v in values.items()}
        prompts = [_referring(request.prompt, request, 1) for request in requests]
        return {**values, "prompt": prompts, "generator": [cpu_generator(request.seed) for request in requests]}

    def instruct(self, source: FittedSource, request: PaintRequest) -> dict[str, Any]:
        """The arguments of an edit by instruction.

        Raises:
            BadArguments: more reference pictures than the family takes.
        """
        self._check_references(request)
        pictures = [source.picture, *(picture.convert("RGB") for picture in request.references)]
        image: Any = pictures if self.family.references else source.picture
        return {**self._edited(source, request), "prompt": self.instruction(request), "image": image}

    def redraw(self, source: FittedSource, request: PaintRequest) -> dict[str, Any]:
        """The arguments of an edit that paints the source anew from the whole prompt."""
        self._check_references(request)
        strength = request.strength if request.strength < 1 else REDRAW_STRENGTH
        values = self._edited(source, request) | _strength(strength, request.steps)
        return {**values, "prompt": request.prompt, "image": source.picture}

    def inpaint(self, source: FittedSource, request: PaintRequest) -> dict[str, Any]:
        """The arguments of an edit of what the mask shows."""
        self._check_references(request)
        strength = min(request.strength, self.family.inpaint_strength)
        values = self._edited(source, request) | _strength(strength, request.steps)
        prompt = self.instruction(request) if self.family.edit == "instruct" else request.prompt
        if request.references:
            values["image_reference"] = [picture.convert("RGB") for picture in request.references]
        return {**values, "prompt": prompt, "image": source.picture, "mask_image": source.mask}

    def instruction(self, request: PaintRequest) -> str:
        """What an editor is told: the change and, where it is to stay, the rest."""
        words = _referring((request.instruction or request.prompt).strip().rstrip(".;"), request, first=2)
        return f"{words}. {KEEP_REST}" if request.keep and request.instruction else words

    def _edited(self, source: FittedSource, request: PaintRequest) -> dict[str, Any]:
        width, height = source.picture.size
        return {
            "width": width, "height": height, "max_area": width * height,
            "output_resolution": round(math.sqrt(width * height)), "num_inference_steps": request.steps,
            "generator": cpu_generator(request.seed), **self.guidance(request),
        }  # fmt: skip

    def _check_references(self, request: PaintRequest) -> None:
        count, most = len(request.references), self.family.references
        if count and not most:
            raise BadArguments(f"{self.family.title} takes no reference pictures; choose another editor for them.")
        if count > most:
            raise BadArguments(f"{self.family.title} takes {most} reference pictures at most; leave some out.")


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _referring(words: str, request: PaintRequest, first: int) -> str:
    """The words with the pictures to look at, unless they speak of them; `first` is the place of the first one."""
    if not request.references or "picture" in words:
        return words
    places = [f"the {_ORDINALS[place - 1]}" for place in range(first, first + len(request.references))]
    return f"{words}, as in {' and '.join(places)} picture{'s' if len(places) > 1 else ''}"


def _strength(strength: float, steps: int) -> dict[str, Any]:
    """Strength, and the steps to ask for: only strength x steps of them are run, and one must be."""
    return {"strength": strength, "num_inference_steps": max(round(steps / strength), math.ceil(1 / strength), 1)}


def accepted(values: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
    """The values that a call takes, with every switch that it has turned off."""
    switches = {name: value for name, value in SWITCHES.items() if name in parameters}
    if "intermediate_timesteps" in parameters and values["num_inference_steps"] != 2:
        switches["intermediate_timesteps"] = None  # Sana-Sprint has a default that fits two steps only.
    sizes = ("width", "height", "max_area", "output_resolution", "image_reference")
    return switches | {name: v for name, v in values.items() if name in parameters or name not in sizes}
