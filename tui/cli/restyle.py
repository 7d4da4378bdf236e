"""`gouache restyle`: a picture file in another's style; `gouache styles`: every style on one picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tools.errors import BadArguments

if TYPE_CHECKING:
    from PIL import Image

    from tools.hooks import Hooks
    from tools.model_manager import ModelManager

ProfileName = Annotated[str | None, typer.Option("--profile", "-p", help="Profile name or TOML file.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for programs.")]
Graphics = Annotated[str, typer.Option(help="Pictures: auto, kitty, sixel, blocks or none.")]
CELL, LINE, COLUMNS = 192, 20, 4


def restyle(
    file: Annotated[Path, typer.Argument(help="A picture: JPEG, PNG, WebP, TIFF.")],
    like: Annotated[Path | None, typer.Option("--like", help="A picture whose style to take.")] = None,
    style: Annotated[str | None, typer.Option("--style", help="A named style; `gouache styles` shows them.")] = None,
    strength: Annotated[float, typer.Option(help="0 changes nothing, 1 is all.")] = 1.0,
    mask: Annotated[Path | None, typer.Option("--mask", help="A picture, white where FILE is to change.")] = None,
    keep_color: Annotated[bool, typer.Option("--keep-color", help="Keep the picture's own colours.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write; beside FILE if absent.")] = None,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = "auto",
) -> None:
    """Repaint a picture of your own in the style of another picture, or in a named style."""
    from agent.events import SamplerStep, Stage
    from storage.files import png_metadata
    from storage.settings import load_settings as settings
    from tools import profiles
    from tools.actions.restyle import RestylePicture, restyle_picture, style_reference
    from tools.hooks import Hooks
    from tools.images.load import load_picture
    from tools.model_manager import ModelManager
    from tui.cli.enhance import destination, save
    from tui.rendering.console import EventPrinter, as_json, picture, plain
    from tui.rendering.console import out as screen

    if (like is None) == (style is None):
        raise BadArguments("Name one style: --like with a picture's file, or --style with a name of `gouache styles`.")
    given = {"style": style, "file": str(like) if like else None, "strength": strength, "keep_color": keep_color}
    arguments: Any = RestylePicture.parse(given)
    path, source = destination(file, out, "restyled"), load_picture(file)
    shown, models = (
        style_reference(arguments, lambda number: source),
        ModelManager(profiles.load_profile(profile or settings().profile)),
    )
    with EventPrinter(quiet=json) as tell:
        tell(Stage("restyling"))
        hooks = Hooks(lambda done, total: tell(SamplerStep(done, total)))
        result = restyle_picture((source, None), shown, arguments, models, hooks, load_picture(mask) if mask else None)
        assert result.picture is not None
        assert result.recipe is not None
        save(result.picture, path, png_metadata(result.recipe))
    if json:
        as_json({"path": str(path), **result.data})
        return
    screen.print(plain(result.data["words"]))
    picture(path, graphics)


def styles(
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the sheet.")] = Path("styles.png"),
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = "auto",
) -> None:
    """Show every named style on one picture: the painter's own, and those that any picture can be restyled in."""
    from agent.events import SamplerStep, Stage
    from storage.settings import load_settings as settings
    from tools import profiles
    from tools.actions.restyle import NAMED
    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tools.vocabulary.storybook import lexicon
    from tui.cli.enhance import destination, save
    from tui.rendering.console import EventPrinter, as_json, picture, plain
    from tui.rendering.console import out as screen

    path = destination(out, out, "")
    models = ModelManager(profiles.load_profile(profile or settings().profile))
    with EventPrinter(quiet=json) as tell:
        tell(Stage("painting"))
        save(sheet(examples(models, Hooks(lambda done, total: tell(SamplerStep(done, total))))), path)
    if json:
        as_json({"path": str(path), "painter": list(lexicon.STYLES), "restyle": list(NAMED)})
        return
    for title, names in (("painted and edited", lexicon.STYLES), ("restyled", NAMED)):
        words = ", ".join(f"{name} {lexicon.chinese(name)}" for name in names)
        screen.print(f"[bold]{title}[/] {plain(words)}", soft_wrap=True)
    picture(path, graphics)


def examples(models: ModelManager, hooks: Hooks) -> list[tuple[str, Image.Image]]:
    """One painted picture, edited into each style of the painter's and restyled in each other, with their names."""
    from agent.brief.edits import Edit, apply_edits
    from agent.brief.model import Brief, Element
    from agent.brief.wording import brief_prompt, edit_instruction
    from tools.actions.restyle import load_swatch
    from tools.engines.painting import PaintRequest
    from tools.engines.style.request import StyleRequest
    from tools.vocabulary.storybook import lexicon

    brief = Brief(elements=(Element(what="house"), Element(what="tree"), Element(what="balloon")), scene="meadow")
    set_up = models.profile
    order = PaintRequest(
        brief_prompt(brief),
        seed=3,
        steps=set_up.steps,
        guidance=set_up.guidance,
        width=set_up.width,
        height=set_up.height,
    )
    first: Image.Image = models.get("painter").paint([order], hooks)[0]
    made = [("", first)]
    for name in lexicon.STYLES:
        change = Edit(op="style", to=name)
        edit = replace(
            order,
            prompt=brief_prompt(apply_edits(brief, [change])),
            instruction=edit_instruction(change),
            keep=False,
        )
        made.append((name, models.get("editor").edit(first, edit, hooks).picture))
    for name in lexicon.SWATCHES:
        made.append(
            (name, models.get("stylist").restyle(first, load_swatch(name)[1], StyleRequest(palette=False), hooks))
        )
    return made


def sheet(named: list[tuple[str, Image.Image]]) -> Image.Image:
    """Pictures with their names below, COLUMNS in a row; the first, the source, in a row of its own."""
    from PIL import Image, ImageDraw, ImageFont

    places = [(0, 0), *((n % COLUMNS, 1 + n // COLUMNS) for n in range(len(named) - 1))]
    page = Image.new("RGB", (COLUMNS * CELL, (1 + places[-1][1]) * (CELL + LINE)), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(12)
    for (column, row), (name, picture) in zip(places, named, strict=True):
        x, y = column * CELL, row * (CELL + LINE)
        page.paste(picture.convert("RGB").resize((CELL - 6, CELL - 6)), (x + 3, y + 3))
        draw.text((x + 5, y + CELL - 1), name, fill="black", font=font)
    return page
