"""`gouache restyle`: a picture file in another style; `gouache styles`: every style on one picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tools.errors import BadArguments
from tui import texts
from tui.cli.enhance import destination, save_picture
from tui.cli.options import Graphics, Json, OutputFile, ProfileName, chosen_profile, load_settings

if TYPE_CHECKING:
    from PIL import Image

    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tools.profiles import Profile

_CELL, _LINE, _COLUMNS = 192, 20, 4
"""Pixels of a cell of the sheet and of the line below it, and cells in a row."""


def restyle(  # noqa: PLR0913 - one argument an option
    file: Annotated[Path, typer.Argument(help="A picture: JPEG, PNG, WebP, TIFF.")],
    like: Annotated[Path | None, typer.Option("--like", help="A picture whose style to use.")] = None,
    style: Annotated[str | None, typer.Option("--style", help="A named style; `gouache styles` shows them.")] = None,
    strength: Annotated[float, typer.Option(help="From 0, no change, to 1, the full change.")] = 1.0,
    mask: Annotated[Path | None, typer.Option("--mask", help="A picture that is white where FILE may change.")] = None,
    keep_color: Annotated[bool, typer.Option("--keep-color", help="Keep the picture's own colours.")] = False,
    out: OutputFile = None,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Repaint a picture of your own in the style of another picture, or in a named style."""
    from agent.events import SamplerStep, Stage
    from storage.picture_files import png_metadata
    from tools.actions.restyle import RestylePicture, restyle_picture, style_reference
    from tools.hooks import Hooks
    from tools.images.load import load_picture
    from tools.model_manager import ModelManager
    from tui.rendering.console import EventPrinter, escape_text, print_json, print_picture, stdout

    if (like is None) == (style is None):
        raise BadArguments(texts.text("cli_error", "one_style"))
    given = {"style": style, "file": str(like) if like else None, "strength": strength, "keep_color": keep_color}
    arguments: Any = RestylePicture.parse(given)
    path = destination(file, out, "restyled")
    source = load_picture(file)
    reference = style_reference(arguments, lambda _: source)
    models = ModelManager(chosen_profile(profile))
    with EventPrinter(quiet=json) as printer:
        printer(Stage("restyling"))
        hooks = Hooks(lambda done, total: printer(SamplerStep(done, total)))
        region = load_picture(mask) if mask else None
        result = restyle_picture((source, None), reference, arguments, models, hooks, region)
        assert result.picture is not None
        assert result.recipe is not None
        save_picture(result.picture, path, png_metadata(result.recipe))
    if json:
        print_json({"path": str(path), **result.data})
        return
    stdout.print(escape_text(texts.work_done(result.data, style)))
    print_picture(path, graphics or load_settings().graphics)


def styles(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Also write the sheet of examples.")] = None,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Name every style, and show each on one picture: the painter's own, and those that any picture can get."""
    from tools.vocabulary.reference_styles import REFERENCE_STYLES
    from tui.rendering.console import can_show, print_json, print_names, print_picture, show_picture, stdout

    chosen = chosen_profile(profile)
    path = destination(out, out, "") if out is not None else None
    sheet = None
    graphics = graphics or load_settings().graphics
    if path is not None or (can_show(graphics) and not json):
        sheet = _painted_sheet(chosen, quiet=json)
    if path is not None and sheet is not None:
        save_picture(sheet, path)
    painter = {term.name: term.chinese[0] for term in chosen.vocabulary.terms("style")}
    restyled = {name: synonyms[0] for name, synonyms in REFERENCE_STYLES.items()}
    if json:
        print_json({"path": str(path) if path else None, "painter": list(painter), "restyle": list(restyled)})
        return
    for key, styles_in_chinese in (("painted", painter), ("restyled", restyled)):
        if not styles_in_chinese:  # A painter of any words lists none.
            stdout.print(texts.text("cli", "any_words"))
            continue
        print_names(
            texts.text("cli", key), (f"{name} {chinese}" for name, chinese in styles_in_chinese.items()), indent=20
        )
    if path is not None:
        print_picture(path, graphics)
    elif sheet is not None:
        show_picture(sheet, graphics)


def _painted_sheet(profile: Profile, quiet: bool) -> Image.Image:
    from agent.events import SamplerStep, Stage
    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tui.rendering.console import EventPrinter

    with EventPrinter(quiet=quiet) as printer:
        printer(Stage("painting"))
        hooks = Hooks(lambda done, total: printer(SamplerStep(done, total)))
        return contact_sheet(paint_examples(ModelManager(profile), hooks))


def paint_examples(models: ModelManager, hooks: Hooks) -> list[tuple[str, Image.Image]]:
    """Paint one picture, edit it into each style of the painter, and restyle it in each other named style.

    Returns:
        The name of each style with its picture; first the picture itself, without a name.
    """
    from agent.brief.edits import Edit, apply_edits
    from agent.brief.model import Brief, Element
    from agent.brief.wording import brief_prompt, edit_instruction
    from tools.actions.restyle import load_swatch
    from tools.engines.painting import PaintRequest
    from tools.engines.style.request import StyleRequest
    from tools.vocabulary.reference_styles import SWATCHES

    brief = Brief(elements=(Element(what="house"), Element(what="tree"), Element(what="balloon")), scene="meadow")
    profile = models.profile
    request = PaintRequest(
        brief_prompt(brief),
        seed=3,
        steps=profile.steps,
        guidance=profile.guidance,
        width=profile.width,
        height=profile.height,
    )
    original: Image.Image = models.get("painter").paint([request], hooks)[0]
    examples = [("", original)]
    for name in (term.name for term in profile.vocabulary.terms("style")):
        change = Edit(op="style", to=name)
        edit = replace(
            request,
            prompt=brief_prompt(apply_edits(brief, [change])),
            instruction=edit_instruction(change),
            keep=False,
        )
        examples.append((name, models.get("editor").edit(original, edit, hooks).picture))
    for name in SWATCHES:
        _, swatch = load_swatch(name)
        examples.append((name, models.get("stylist").restyle(original, swatch, StyleRequest(palette=False), hooks)))
    return examples


def contact_sheet(pictures: list[tuple[str, Image.Image]]) -> Image.Image:
    """Return a sheet of pictures with their names below; the first, the original, has a row of its own."""
    from PIL import Image, ImageDraw, ImageFont

    places = [(0, 0), *((index % _COLUMNS, 1 + index // _COLUMNS) for index in range(len(pictures) - 1))]
    rows = 1 + places[-1][1]
    page = Image.new("RGB", (_COLUMNS * _CELL, rows * (_CELL + _LINE)), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(12)
    for (column, row), (name, picture) in zip(places, pictures, strict=True):
        x, y = column * _CELL, row * (_CELL + _LINE)
        page.paste(picture.convert("RGB").resize((_CELL - 6, _CELL - 6)), (x + 3, y + 3))
        draw.text((x + 5, y + _CELL - 1), name, fill="black", font=font)
    return page
