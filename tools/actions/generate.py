"""The tool that paints a new picture from a prompt, and variations of one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from operator import methodcaller
from typing import Any, Literal

from PIL import Image
from pydantic import Field

from tools.actions.painting import SamplerArguments, ensure_paintable, finish_painting
from tools.base import Tool, ToolContext
from tools.engines.painting import PaintRequest
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.types import Result

SeedMode = Literal["random", "fixed", "increment"]
MAX_BATCH = 4
"""Pictures that one call names as painted together, at most."""


class GeneratePicture(Tool):
    """Paint a new picture from a prompt."""

    name = "generate"
    paints = True

    class Arguments(SamplerArguments):
        """What to paint, and how."""

        width: int = Field(128, ge=16, le=4096, description="Pixels.")
        height: int = Field(128, ge=16, le=4096, description="Pixels.")
        batch: tuple[int, ...] = Field(
            (),
            max_length=MAX_BATCH,
            description="Seeds of the pictures painted together with it, its own among them; alone it may differ.",
        )

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """One picture and its recipe.

        Raises:
            OutOfWorld: a closed painter does not know words of the prompt.
            BadArguments: a size that the painter can't paint, or a batch without the seed.
            FaultyPicture: a technically faulty picture.
        """
        ensure_paintable(context.models.profile.vocabulary, arguments)
        seeds = arguments.batch or (arguments.seed,)
        if arguments.seed not in seeds:
            raise BadArguments("generate: batch: the picture's own seed must be among those of its batch.")
        others = tuple(context.workspace.open(number) for number in arguments.references or ())
        requests = [request_of(arguments, seed, others) for seed in seeds]
        number = seeds.index(arguments.seed)

        def paint(painter: Any) -> Any:
            if painter.batch_size < len(requests):
                return painter.paint([requests[number]], context.hooks)[0]
            return painter.paint(requests, context.hooks)[number]

        return finish_painting(self, arguments, context.models.use("painter", paint), context.models)


def request_of(
    arguments: GeneratePicture.Arguments, seed: int, references: tuple[Image.Image, ...] = ()
) -> PaintRequest:
    """The painter's request for arguments with another seed, and the pictures that it is to look at."""
    names = type(arguments).model_fields.keys() - {"batch", "plain", "lora", "lora_weight", "references"}
    values = {name: getattr(arguments, name) for name in names}
    return PaintRequest(**{**values, "seed": seed}, lora=arguments.lora_file, references=references)


def draw_seeds(mode: SeedMode, first: int, count: int) -> list[int]:
    """Seeds of `count` pictures: all `first`, counting up from it, or drawn by chance."""
    match mode:
        case "fixed":
            return [first] * count
        case "increment":
            return [first + number for number in range(count)]
        case "random":
            return [secrets.randbelow(2**31) for _ in range(count)]


def generate_variations(
    arguments: GeneratePicture.Arguments, chosen: list[int], models: ModelManager, hooks: Hooks
) -> Iterator[Result]:
    """One picture a seed, as many at once as the painter can, each with its own recipe.

    Raises:
        FaultyPicture: a technically faulty picture, naming its seed; those before it have been given.
    """
    requests = [request_of(arguments, seed) for seed in chosen]
    size = max(1, models.use("painter", lambda painter: int(painter.batch_size)))
    for start in range(0, len(requests), size):
        part = requests[start : start + size]
        pictures = models.use("painter", methodcaller("paint", part, hooks))
        for request, picture in zip(part, pictures, strict=True):
            own = arguments.model_copy(update={"seed": request.seed})
            yield finish_painting(GeneratePicture(), own, picture, models)
