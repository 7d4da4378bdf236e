"""The tool that gives a picture the style of another, or a named one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import Field

from tools.actions.painting import library_versions
from tools.base import Hooks, Tool, ToolArguments, ToolContext
from tools.errors import BadArguments
from tools.images.load import load_picture, pixel_hash
from tools.model_manager import ModelManager
from tools.types import ModelInfo, Recipe, Result
from tools.vocabulary.reference_styles import REFERENCE_STYLES, find_reference_style, reference_picture

NAMED = tuple(REFERENCE_STYLES)
"""Every style that `load_swatch` has a picture of."""


def load_swatch(name: str) -> tuple[str, Image.Image]:
    """The canonical name of a style, in English or Chinese, and the picture that shows it.

    Raises:
        BadArguments: there is no swatch of that name.
    """
    known = find_reference_style(name)
    if known is None:
        raise BadArguments(f"restyle: style: there is no swatch “{name}”; there are {', '.join(NAMED)}.")
    with reference_picture(known).open("rb") as opened:
        return known, Image.open(opened).convert("RGB")


def paste_masked(region: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """White inside a region given as shares of the sides, black outside.

    Raises:
        BadArguments: it encloses nothing, or reaches out of the picture.
    """
    left, top, right, bottom = (round(share * side) for share, side in zip(region, size * 2, strict=True))
    if not (0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]):
        raise BadArguments("restyle: region: left, top, right, bottom must enclose a part of the picture (0 to 1).")
    mask = Image.new("L", size, 0)
    mask.paste(255, (left, top, right, bottom))
    return mask


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
        """The restyled picture, its recipe, and a sentence (`words`).

        Raises:
            BadArguments: not exactly one of like, style and file; an unknown style; a region that is none.
            BadPicture: a style file that can't be read.
        """
        shown = style_reference(arguments, context.workspace.open)
        source, parent = context.workspace.open(arguments.picture), context.workspace.identity(arguments.picture)
        return restyle_picture((source, parent), shown, arguments, context.models, context.hooks)


def style_reference(arguments: Any, numbered: Callable[[int], Image.Image]) -> tuple[str, Image.Image]:
    """How to say whose style it is, and the picture that shows it; `numbered` opens a session's picture.

    Raises:
        BadArguments: not exactly one of like, style and file, or an unknown style.
        BadPicture: a file that can't be read.
    """
    if sum(getattr(arguments, name) is not None for name in ("like", "style", "file")) != 1:
        raise BadArguments("restyle: name one style: a picture's number (like), a style, or a picture file (file).")
    if arguments.like is not None:
        return f"like #{arguments.like}", numbered(arguments.like)
    if arguments.style is not None:
        known, shown = load_swatch(arguments.style)
        return f"in the style “{known}”", shown
    path = Path(arguments.file)
    return f"like {path.name}", load_picture(path)


def restyle_picture(
    source: tuple[Image.Image, str | None],
    shown: tuple[str, Image.Image],
    arguments: Any,
    models: ModelManager,
    hooks: Hooks,
    mask: Image.Image | None = None,
) -> Result:
    """The result of a stylist, for a picture and its id, and for a style's name and picture; where a `mask` is white,
    or within the arguments' region.

    Raises:
        BadArguments: a region that is none.
    """
    from tools.engines.style.stylist import StyleRequest

    (picture, parent), (name, style) = source, shown
    if mask is not None:
        mask = mask.convert("L").resize(picture.size)
    elif arguments.region is not None:
        mask = paste_masked(arguments.region, picture.size)
    # Of a swatch only the look counts: a mosaic of a meadow stays green whatever the swatch shows.
    manner = StyleRequest(arguments.strength, arguments.keep_color, arguments.style is None, mask)

    def restyle(stylist: Any) -> tuple[Image.Image, ModelInfo]:
        return stylist.restyle(picture, style, manner, hooks), stylist.info

    made, model = models.use("stylist", restyle)
    # The recipe travels inside the picture; where a file lay on somebody's disk is nobody's business.
    given = arguments.model_dump(exclude={"picture"}) | {"reference": pixel_hash(style)}
    given["file"] = arguments.file and Path(arguments.file).name
    recipe = Recipe(tool=RestylePicture.name, arguments=given, model=model, parent=parent, versions=library_versions())
    return Result(made, recipe, {"words": f"I restyled it {name}."})
