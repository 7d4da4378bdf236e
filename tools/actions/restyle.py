"""The tool that gives a picture the style of another one, or a named style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from pydantic import Field

from tools.actions.painting import library_versions
from tools.base import Tool, ToolArguments, ToolContext
from tools.engines.base import Stylist
from tools.engines.style.request import StyleRequest
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.identity import pixel_hash, recipe_of
from tools.images.load import load_picture
from tools.images.regions import region_mask
from tools.model_manager import ModelManager
from tools.types import ModelInfo, Recipe, Result
from tools.vocabulary.reference_styles import REFERENCE_STYLES, find_reference_style, reference_picture

NAMED = tuple(REFERENCE_STYLES)
"""Every style that has a swatch, a picture that shows it."""


class StyleReference(NamedTuple):
    """A style: how a sentence names it ("like #2", "in the style “mosaic”"), and the picture that shows it."""

    phrase: str
    picture: Image.Image


def load_swatch(name: str) -> tuple[str, Image.Image]:
    """Return the canonical name of a style, and the picture that shows it, in RGB.

    Args:
        name: in English or Chinese.

    Raises:
        BadArguments: there is no swatch of that name.
    """
    known = find_reference_style(name)
    if known is None:
        raise BadArguments(f"restyle: style: there is no swatch “{name}”; choose one of {', '.join(NAMED)}.")
    with reference_picture(known).open("rb") as opened:
        return known, Image.open(opened).convert("RGB")


class RestylePicture(Tool):
    """Repaint a picture in the style of another picture, of a picture file, or in a named style."""

    name = "restyle"
    paints = True

    class Arguments(ToolArguments):
        """Which picture, whose style (one of like, style and file), and how strongly."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        like: int | None = Field(None, ge=1, description="Number of the picture whose style to take.")
        style: str | None = Field(
            None, max_length=40, json_schema_extra={"enum": [*NAMED, None]}, description="A named style."
        )
        file: str | None = Field(None, max_length=4096, description="A picture file whose style to take.")
        strength: float = Field(1.0, ge=0, le=1, description="0 changes nothing, 1 is all.")
        keep_color: bool = Field(False, description="Keep the picture's own colours.")
        region: tuple[float, float, float, float] | None = Field(
            None, description="Only this part may change: left, top, right, bottom as shares of the sides."
        )

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return the restyled picture, its recipe, and data with a sentence (`words`).

        Raises:
            BadArguments: not exactly one of like, style and file; an unknown style; a region outside the picture.
            BadPicture: a style file that can't be read.
        """
        return self.restyle(style_reference(arguments, context.workspace.open), arguments, context)

    def restyle(self, style: StyleReference, arguments: Any, context: ToolContext) -> Result:
        """As `run`, in a style that is at hand already.

        Raises:
            BadArguments: a region outside the picture.
        """
        source = context.workspace.open(arguments.picture)
        parent = context.workspace.identity(arguments.picture)
        return restyle_picture((source, parent), style, arguments, context.models, context.hooks)


def style_reference(arguments: RestylePicture.Arguments, numbered: Callable[[int], Image.Image]) -> StyleReference:
    """Return the style that the arguments name.

    Args:
        arguments: of the tool.
        numbered: opens a picture of the session by its number.

    Raises:
        BadArguments: not exactly one of like, style and file, or an unknown style.
        BadPicture: a file that can't be read.
    """
    given = [value for value in (arguments.like, arguments.style, arguments.file) if value is not None]
    if len(given) != 1:
        raise BadArguments("restyle: name one style: a picture's number (like), a style, or a picture file (file).")
    if arguments.like is not None:
        return StyleReference(f"like #{arguments.like}", numbered(arguments.like))
    if arguments.style is not None:
        known, swatch = load_swatch(arguments.style)
        return StyleReference(f"in the style “{known}”", swatch)
    path = Path(arguments.file or "")
    return StyleReference(f"like {path.name}", load_picture(path))


def restyle_picture(
    source: tuple[Image.Image, str | None],
    style: StyleReference,
    arguments: RestylePicture.Arguments,
    models: ModelManager,
    hooks: Hooks,
    mask: Image.Image | None = None,
) -> Result:
    """Restyle one picture.

    Args:
        source: the picture, and its id in the session or None.
        style: see `style_reference`.
        arguments: of the tool; their `picture` is not used.
        models: give the stylist.
        hooks: for progress and cancelling.
        mask: white where the picture may change; resized to the picture. It takes the place of the arguments' region.

    Returns:
        The restyled picture, its recipe, and data with a sentence (`words`).

    Raises:
        BadArguments: a region outside the picture.
        Cancelled: the hooks asked to stop.
    """
    picture, parent = source
    if mask is not None:
        mask = mask.convert("L").resize(picture.size)
    elif arguments.region is not None:
        mask = region_mask(arguments.region, picture.size, RestylePicture.name)
    # Of a swatch only the look counts: a mosaic of a meadow stays green whatever the swatch shows.
    palette = arguments.style is None
    request = StyleRequest(arguments.strength, arguments.keep_color, palette, mask)

    def restyle(stylist: Stylist) -> tuple[Image.Image, ModelInfo]:
        return stylist.restyle(picture, style.picture, request, hooks), stylist.info

    made, model = models.use("stylist", restyle)
    given = arguments.model_dump(exclude={"picture"}) | {"reference": pixel_hash(style.picture)}
    # The recipe travels inside the picture, and nobody else needs to know in which folder a file was.
    given["file"] = arguments.file and Path(arguments.file).name
    recipe = Recipe(
        tool=RestylePicture.name, arguments=given, model=model, parent=parent, versions=library_versions(),
        size=made.size,
    )  # fmt: skip
    # A number of the session means nothing in the file of the picture.
    how = arguments.style and find_reference_style(arguments.style)
    step = f"restyle {how or ('like another picture' if arguments.like is not None else style.phrase)}"
    return Result(made, recipe.worked_over(recipe_of(picture), step), {"words": f"I restyled it {style.phrase}."})
