"""`gouache enhance`: a picture file of one's own, made better."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tools.errors import BadPicture

if TYPE_CHECKING:
    from PIL import Image

SAVED = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".tif": "TIFF", ".tiff": "TIFF"}
"""What can be written, by a name's ending."""


def destination(file: Path, out: Path | None, word: str) -> Path:
    """Where the result goes: `out`, or beside the file under a name that is still free.

    Raises:
        BadPicture: an ending that can't be written, or no file beside which to write.
    """
    if out is not None:
        if out.suffix.lower() not in SAVED:
            raise BadPicture(f"{out.name} must end in one of {', '.join(SAVED)}.")
        return out
    if not os.path.isfile(file):
        raise BadPicture(f"There is no file {file}.")
    suffix = file.suffix.lower() if file.suffix.lower() in SAVED else ".png"
    names = (f"{file.stem}-{word}{'' if number == 1 else f'-{number}'}{suffix}" for number in range(1, 10**6))
    return next(file.with_name(name) for name in names if not file.with_name(name).exists())


def save(picture: Image.Image, path: Path, notes: Any = None) -> None:
    """Write a picture with its colour profile; onto white where the format knows no transparency."""
    from PIL import Image

    from storage.database import translate_io_errors

    kind = SAVED[path.suffix.lower()]
    if kind == "JPEG" and picture.has_transparency_data:
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA")).convert(
            "RGB"
        )
    more: dict[str, Any] = {"icc_profile": picture.info["icc_profile"]} if picture.info.get("icc_profile") else {}
    more |= {"JPEG": {"quality": 95}, "WEBP": {"quality": 95}, "PNG": {"pnginfo": notes}}.get(kind, {})
    with translate_io_errors():
        picture.save(path, kind, **more)


def enhance(
    file: Annotated[Path, typer.Argument(help="A picture: JPEG, PNG, WebP, TIFF (HEIC with gouache[heic]).")],
    how: Annotated[
        str | None,
        typer.Option(
            help="auto, denoise, deblock, sharpen, x2, x4, brighter, darker, contrast, warmer, cooler, or tone "
            "(only the dials). auto if absent, tone where a dial is turned."
        ),
    ] = None,
    strength: Annotated[float, typer.Option(help="0 changes nothing, 1 is all.")] = 1.0,
    brightness: Annotated[float, typer.Option(help="-1 darker to 1 brighter.")] = 0.0,
    contrast: Annotated[float, typer.Option(help="-1 weaker to 1 stronger.")] = 0.0,
    warmth: Annotated[float, typer.Option(help="-1 cooler to 1 warmer.")] = 0.0,
    white_balance: Annotated[bool, typer.Option("--white-balance", help="Bring the colours' means together.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write; beside FILE if absent.")] = None,
    profile: Annotated[str | None, typer.Option("--profile", "-p", help="Profile name or TOML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document for programs.")] = False,
    graphics: Annotated[str, typer.Option(help="Pictures: auto, kitty, sixel, blocks or none.")] = "auto",
) -> None:
    """Make a picture of your own better: clean it, sharpen it, enlarge it, change its tone."""
    from agent.events import SamplerStep, Stage
    from storage.files import png_metadata
    from storage.settings import load_settings as settings
    from tools import profiles
    from tools.actions.enhance import EnhancePicture, enhance_picture
    from tools.hooks import Hooks
    from tools.images import png16
    from tools.images.load import load_picture
    from tools.images.tone import TONES
    from tools.model_manager import ModelManager
    from tui.rendering.console import EventPrinter, as_json, picture, plain
    from tui.rendering.console import out as screen

    dials = {"brightness": brightness, "contrast": contrast, "warmth": warmth, "white_balance": white_balance}
    how = how or ("tone" if any(dials.values()) else "auto")
    arguments: Any = EnhancePicture.parse({"how": how, "strength": strength, **dials})
    path, fine = destination(file, out, how), png16.is_png16(file)
    models = ModelManager(profiles.load_profile(profile or settings().profile))
    whole = (
        fine
        and how not in (*TONES, "tone")
        and not any(dials.values())
        and path.suffix.lower() == ".png"
        and models.profile.restorer.kind == "pocket"
    )
    with EventPrinter(quiet=json) as tell:
        tell(Stage("enhancing"))
        hooks = Hooks(lambda done, total: tell(SamplerStep(done, total)))
        if whole:
            data = _deep(file, path, arguments, models, hooks)
        else:
            result = enhance_picture(load_picture(file), None, arguments, models, hooks)
            assert result.picture is not None
            assert result.recipe is not None
            save(result.picture, path, png_metadata(result.recipe))
            data = result.data
    if fine and not whole:
        data["words"] += " The file has 16 bits a channel; this was done in 8."
    if json:
        as_json({"path": str(path), **data})
        return
    screen.print(plain(data["words"]))
    picture(path, graphics)


def _deep(file: Path, path: Path, arguments: Any, models: Any, hooks: Any) -> dict[str, Any]:
    """The same in 16 bits a channel; contrast is left to the tone commands."""
    import numpy as np
    from PIL import Image

    from storage.database import translate_io_errors
    from tools.actions.enhance import describe_steps, planned_steps
    from tools.images import png16
    from tools.images.resize import resize_bicubic

    values, profile = png16.read_png16(file)
    colors = values[..., :3]
    restorer = models.get("restorer")
    found = restorer.estimate(Image.fromarray((colors // 257).astype(np.uint8)))
    made = restorer.restore_values(colors, arguments.how, arguments.strength, hooks, found)
    if values.shape[2] == 4:
        size = (made.shape[1], made.shape[0])
        made = np.concatenate([made, resize_bicubic(values[..., 3:].repeat(3, -1), size)[..., :1]], -1)
    with translate_io_errors():
        png16.write_png16(path, made, profile)
    return describe_steps(
        found, arguments.how, [name for name in planned_steps(found, arguments.how) if name != "contrast"]
    )
