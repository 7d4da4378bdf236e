"""`gouache enhance`: improves a picture file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tools.errors import BadPicture
from tui import texts
from tui.cli.options import Graphics, Json, OutputFile, ProfileName, chosen_profile, load_settings

if TYPE_CHECKING:
    from PIL import Image

    from tools.hooks import Hooks
    from tools.model_manager import ModelManager

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".tif": "TIFF", ".tiff": "TIFF"}
"""The picture formats that can be written, by a file name's ending."""
_QUALITY = 95
"""Of JPEG and WebP."""


def destination(file: Path, out: Path | None, word: str) -> Path:
    """Return where the result goes: `out`, or a free name beside `file` that ends in `word`.

    Raises:
        BadPicture: The ending is of no format that can be written, or there is no such file.
    """
    if out is not None:
        if out.suffix.lower() not in FORMATS:
            raise BadPicture(texts.text("cli_error", "ending", name=out.name, known=", ".join(FORMATS)))
        return out
    if not os.path.isfile(file):
        raise BadPicture(f"There is no file {file}.")
    suffix = file.suffix.lower() if file.suffix.lower() in FORMATS else ".png"
    names = (f"{file.stem}-{word}{'' if number == 1 else f'-{number}'}{suffix}" for number in range(1, 10**6))
    return next(file.with_name(name) for name in names if not file.with_name(name).exists())


def save_picture(picture: Image.Image, path: Path, metadata: Any = None) -> None:
    """Write a picture with its colour profile; on white where the format has no transparency.

    Args:
        picture: What to write.
        path: Where; the ending decides the format.
        metadata: PNG text; see `storage.picture_files.png_metadata`.
    """
    from PIL import Image

    from storage.database import translate_io_errors

    kind = FORMATS[path.suffix.lower()]
    if kind == "JPEG" and picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    options: dict[str, Any] = {"pnginfo": metadata} if kind == "PNG" else {}
    if kind in ("JPEG", "WEBP"):
        options["quality"] = _QUALITY
    if picture.info.get("icc_profile"):
        options["icc_profile"] = picture.info["icc_profile"]
    with translate_io_errors():
        picture.save(path, kind, **options)


def enhance(  # noqa: PLR0913 - one argument an option
    file: Annotated[Path, typer.Argument(help="A picture: JPEG, PNG, WebP, TIFF (HEIC with the heic extra).")],
    how: Annotated[
        str | None,
        typer.Option(
            help="auto, denoise, deblock, sharpen, x2, x4, brighter, darker, contrast, warmer, cooler, or tone "
            "(the dials only). By default auto, or tone where a dial is set."
        ),
    ] = None,
    strength: Annotated[float, typer.Option(help="From 0, no change, to 1, the full change.")] = 1.0,
    brightness: Annotated[float, typer.Option(help="From -1, darker, to 1, brighter.")] = 0.0,
    contrast: Annotated[float, typer.Option(help="From -1, weaker, to 1, stronger.")] = 0.0,
    warmth: Annotated[float, typer.Option(help="From -1, cooler, to 1, warmer.")] = 0.0,
    white_balance: Annotated[bool, typer.Option("--white-balance", help="Remove a colour cast.")] = (False),
    out: OutputFile = None,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Improve a picture of your own: remove noise and JPEG blocks, sharpen, enlarge, change its tone."""
    from agent.events import SamplerStep, Stage
    from storage.picture_files import png_metadata
    from tools.actions.enhance import EnhancePicture, enhance_picture
    from tools.hooks import Hooks
    from tools.images import png16
    from tools.images.load import load_picture
    from tools.model_manager import ModelManager
    from tui.rendering.console import EventPrinter, escape_text, print_json, print_picture, stdout

    dials = {"brightness": brightness, "contrast": contrast, "warmth": warmth, "white_balance": white_balance}
    how = how or ("tone" if any(dials.values()) else "auto")
    arguments: Any = EnhancePicture.parse({"how": how, "strength": strength, **dials})
    path = destination(file, out, how)
    has_16_bits = png16.is_png16(file)
    models = ModelManager(chosen_profile(profile))
    keep_16_bits = has_16_bits and not any(dials.values()) and _keeps_16_bits(how, path, models)
    with EventPrinter(quiet=json) as printer:
        printer(Stage("enhancing"))
        hooks = Hooks(lambda done, total: printer(SamplerStep(done, total)))
        if keep_16_bits:
            data = _enhance_16_bits(file, path, arguments, models, hooks)
        else:
            result = enhance_picture(load_picture(file), None, arguments, models, hooks)
            assert result.picture is not None
            assert result.recipe is not None
            save_picture(result.picture, path, png_metadata(result.recipe))
            data = result.data
    said = texts.work_done(data)
    if has_16_bits and not keep_16_bits:
        data["words"] += " " + texts.text("cli", "eight_bits")
        said += " " + texts.text("cli", "eight_bits")
    if json:
        print_json({"path": str(path), **data})
        return
    stdout.print(escape_text(said))
    print_picture(path, graphics or load_settings().graphics)


def _keeps_16_bits(how: str, path: Path, models: ModelManager) -> bool:
    """Return whether this can be done and written in 16 bits a channel: not a tone command, and only as PNG."""
    from tools.images.tone import TONES

    is_tone = how in (*TONES, "tone")
    return not is_tone and path.suffix.lower() == ".png" and models.profile.restorer.kind == "pocket"


def _enhance_16_bits(file: Path, path: Path, arguments: Any, models: ModelManager, hooks: Hooks) -> dict[str, Any]:
    """Enhance in 16 bits a channel; contrast is left to the tone commands."""
    import numpy as np
    from PIL import Image

    from storage.database import translate_io_errors
    from tools.actions.enhance import describe_steps, planned_steps
    from tools.engines.restoration.restorer import PocketRestorer
    from tools.images import png16
    from tools.images.resize import resize_bicubic

    values, color_profile = png16.read_png16(file)
    colors = values[..., :3]
    restorer = models.get("restorer")
    assert isinstance(restorer, PocketRestorer)  # See `_keeps_16_bits`.
    estimate = restorer.estimate(Image.fromarray((colors // 257).astype(np.uint8)))
    result = restorer.restore_values(colors, arguments.how, arguments.strength, hooks, estimate)
    if values.shape[2] == 4:
        size = (result.shape[1], result.shape[0])
        alpha = resize_bicubic(values[..., 3:].repeat(3, -1), size)[..., :1]
        result = np.concatenate([result, alpha], -1)
    with translate_io_errors():
        png16.write_png16(path, result, color_profile)
    steps = [name for name in planned_steps(estimate, arguments.how) if name != "contrast"]
    return describe_steps(estimate, arguments.how, steps)
