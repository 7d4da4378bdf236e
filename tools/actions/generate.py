"""The tools that make pictures: generate and edit."""

from __future__ import annotations

import importlib.metadata
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from pydantic import Field

from tools.base import Tool, ToolArguments, ToolContext
from tools.errors import BadArguments, FaultyPicture, OutOfWorld
from tools.hooks import Hooks
from tools.images import compare
from tools.images.faults import technical_fault
from tools.images.identity import LAYOUT_KEY
from tools.images.load import load_picture
from tools.model_manager import ModelManager
from tools.profiles import Role
from tools.types import Recipe, Result
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.prompts import unknown_words

SeedMode = Literal["random", "fixed", "increment"]
BATCH = 4
"""Pictures that one run of the network paints at most."""


def library_versions() -> dict[str, str]:
    """Versions of the libraries that shape a picture."""
    return {name: importlib.metadata.version(name) for name in ("gouache", "torch", "diffusers", "transformers")}


class _Sampler(ToolArguments):
    prompt: str = Field(description="What the picture must show.", max_length=2000)
    negative: str = Field("", description="What it must not show.", max_length=1000)
    seed: int = Field(0, ge=0, lt=2**63, description="The same seed gives the same picture.")
    steps: int = Field(20, ge=1, le=200, description="Sampler steps.")
    guidance: float = Field(3.0, ge=0, le=30, description="How strictly the prompt is followed.")


def _finish(
    tool: Tool,
    arguments: _Sampler,
    picture: Image.Image,
    models: ModelManager,
    parent: str | None,
    had: str | None = None,
) -> Result:
    """The result of a painter, unless it has a technical fault that its source had not (`had`)."""
    wrong = technical_fault(picture)
    if wrong and wrong != had:
        raise FaultyPicture(f"The painter made a {wrong} picture (seed {arguments.seed}); try another seed.")
    role: Role = "editor" if parent else "painter"
    recipe = Recipe(
        tool=tool.name, arguments=arguments.model_dump(), seed=arguments.seed, parent=parent,
        model=models.get(role).info, versions=library_versions(), layout=picture.info.get(LAYOUT_KEY),
    )  # fmt: skip
    return Result(picture, recipe)


class GeneratePicture(Tool):
    """Paint a new picture from a prompt."""

    name = "generate"
    paints = True

    class Arguments(_Sampler):
        """What to paint, and how."""

        width: int = Field(128, ge=16, le=4096, description="Pixels.")
        height: int = Field(128, ge=16, le=4096, description="Pixels.")
        batch: tuple[int, ...] = Field(
            (), max_length=BATCH, description="Seeds of the pictures that are painted together with it, its own among "
            "them: painted alone it may differ in the last bits.",
        )  # fmt: skip

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """One picture and its recipe.

        Raises:
            OutOfWorld: a closed painter does not know words of the prompt.
            BadArguments: a size that the painter can't paint, or a batch without the seed.
            FaultyPicture: a technically faulty picture.
        """
        from tools.engines.pocket.painter import PaintRequest

        ensure_in_vocabulary(arguments.prompt, context.models.profile.world == "storybook")
        seeds_ = arguments.batch or (arguments.seed,)
        if arguments.seed not in seeds_:
            raise BadArguments("generate: batch: the picture's own seed must be among those of its batch.")
        orders = [PaintRequest(**{**arguments.model_dump(exclude={"batch"}), "seed": seed}) for seed in seeds_]
        number = seeds_.index(arguments.seed)

        def paint(painter: Any) -> Image.Image:
            if len(orders) > 1 and hasattr(painter, "paint_many"):
                many: list[Image.Image] = painter.paint_many(orders, context.hooks)
                return many[number]
            one: Image.Image = painter.paint(orders[number], context.hooks)
            return one

        return _finish(self, arguments, context.models.use("painter", paint), context.models, None)


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
    """One picture a seed, painted BATCH at a time where the painter can, each with its own recipe.

    Raises:
        FaultyPicture: a technically faulty picture, naming its seed; those before it have been given.
    """
    from tools.engines.pocket.painter import PaintRequest

    orders = [PaintRequest(**{**arguments.model_dump(exclude={"batch"}), "seed": seed}) for seed in chosen]

    def paint(part: list[PaintRequest], painter: Any) -> list[Image.Image]:
        if hasattr(painter, "paint_many"):
            return list(painter.paint_many(part, hooks))
        return [painter.paint(order, hooks) for order in part]

    for start in range(0, len(orders), BATCH):
        part = orders[start : start + BATCH]
        pictures = models.use("painter", partial(paint, part))
        for order, picture in zip(part, pictures, strict=True):
            yield _finish(GeneratePicture(), arguments.model_copy(update={"seed": order.seed}), picture, models, None)


_CHANGE = re.compile(
    r"\b(?:add|remove|replace|with|change|make|show|move|to|no change|keep|everything else|style)\b", re.IGNORECASE
)
"""How an instruction says what to do to things."""


def unknown_in_request(prompt: str, instruction: str = "") -> list[str]:
    """Words of a prompt, and of an edit's instruction, that the storybook world does not know, in order."""
    return list(dict.fromkeys([*unknown_words(prompt), *unknown_words(_CHANGE.sub(" ", instruction))]))


def nearest_terms(strange: list[str]) -> list[str]:
    """The things of the world nearest to unknown words, at most four."""
    return list(dict.fromkeys(name for word in strange for name in lexicon.nearest(word)))[:4]


def ensure_in_vocabulary(prompt: str, closed: bool, instruction: str = "") -> None:
    """Refuse what a closed painter would silently paint as something else.

    Raises:
        OutOfWorld: naming the words, and the nearest things that it knows.
    """
    strange = unknown_in_request(prompt, instruction) if closed else []
    if strange:
        known = nearest_terms(strange)
        hint = f"The nearest that it knows: {', '.join(known)}." if known else "See `gouache world` for what it knows."
        raise OutOfWorld(f"The pocket painter does not know {', '.join(f'“{w}”' for w in strange)}. {hint}")


class OpenPicture(Tool):
    """Take a person's own picture file into the session."""

    name = "open"
    paints = True

    class Arguments(ToolArguments):
        """Which file."""

        path: str = Field(description="The picture's file.", max_length=4096)

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """The picture, upright, as it is in the file."""
        path = Path(arguments.path)
        # The recipe travels inside the picture; where it lay on somebody's disk is nobody's business.
        return Result(
            load_picture(path), Recipe(tool=self.name, arguments={"path": path.name}, versions=library_versions())
        )


class EditPicture(Tool):
    """Change a picture as instructed and keep the rest."""

    name = "edit"
    paints = True

    class Arguments(_Sampler):
        """The picture, the change, and what it must show afterwards."""

        picture: int | None = Field(None, ge=1, description="Number of the picture to edit; the current one if absent.")
        instruction: str = Field(description="The change, in words.", max_length=1000)
        strength: float = Field(1.0, gt=0, le=1, description="How far the picture may move from the source.")
        region: tuple[float, float, float, float] | None = Field(
            None, description="Only this part may change: left, top, right, bottom as shares of the sides."
        )
        keep: bool = Field(True, description="Put the source's pixels back where nothing changed.")

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """The edited picture and its recipe; data: which cells `changed` (see `tools.images.compare.encode_cells`), and the PSNR
        `outside_db` where the words ask for no change, None where that can't be told.

        Raises:
            OutOfWorld: a closed painter does not know words of the prompt or the instruction.
            BadArguments: a region that is none.
            FaultyPicture: a technically faulty picture.
        """
        from tools.engines.pocket.painter import PaintRequest

        ensure_in_vocabulary(arguments.prompt, context.models.profile.world == "storybook", arguments.instruction)
        source, parent = context.workspace.open(arguments.picture), context.workspace.identity(arguments.picture)
        mask = None
        if arguments.region is not None:
            mask = Image.new("L", source.size, 0)
            sides = (source.width, source.height, source.width, source.height)
            left, top, right, bottom = (round(s * w) for s, w in zip(arguments.region, sides, strict=True))
            if not (0 <= left < right <= source.width and 0 <= top < bottom <= source.height):
                raise BadArguments(
                    "edit: region: left, top, right, bottom must enclose a part of the picture (0 to 1)."
                )
            mask.paste(255, (left, top, right, bottom))
        given = arguments.model_dump(exclude={"picture", "region"})
        order = PaintRequest(**given, width=source.width, height=source.height, mask=mask)
        picture, asked = context.models.use("editor", lambda editor: editor.edited(source, order, context.hooks))
        away = compare.psnr_outside_mask(source, picture, asked) if asked is not None else None
        data = {
            "changed": compare.encode_cells(compare.changed_cells(source, picture)),
            "outside_db": away and round(away, 2),
        }
        return replace(_finish(self, arguments, picture, context.models, parent, technical_fault(source)), data=data)
