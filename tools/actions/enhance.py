"""The tool that makes a picture better: faults, size, tone."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageEnhance, ImageOps, ImageStat
from pydantic import Field, field_validator

from tools.actions.painting import library_versions
from tools.base import Hooks, Tool, ToolArguments, ToolContext
from tools.errors import BadArguments
from tools.model_manager import ModelManager
from tools.types import Recipe, Result

TONES = ("brighter", "darker", "contrast", "warmer", "cooler")
DIALS = ("brightness", "contrast", "warmth")
HOW = ("auto", "denoise", "deblock", "sharpen", "x2", "x4", *TONES)
"""What can be asked for; "auto" looks at the picture first."""
DONE = {
    "denoise": "took the noise out", "deblock": "smoothed the JPEG blocks", "sharpen": "sharpened it",
    "x2": "made it twice as large", "x4": "made it four times as large", "brighter": "made it brighter",
    "darker": "made it darker", "contrast": "raised the contrast", "warmer": "made the colours warmer",
    "cooler": "made the colours cooler",
}  # fmt: skip


def _gains(red: float, blue: float) -> list[float]:
    return [level * gain for gain in (red, 1.0, blue) for level in range(256)]


def balance_white(picture: Image.Image) -> Image.Image:
    """The RGB picture with its colours' means brought together ("grey world", Buchsbaum 1980) by gains
    from .5 to 2."""
    red, green, blue = (max(mean, 1.0) for mean in ImageStat.Stat(picture).mean)
    grey = (red + green + blue) / 3
    gains = [min(2.0, max(0.5, grey / mean)) for mean in (red, green, blue)]
    return picture.point([min(255.0, level * gain) for gain in gains for level in range(256)])


def adjust_tone(picture: Image.Image, brightness: float, contrast: float, warmth: float, balance: bool) -> Image.Image:
    """The picture (RGB or RGBA) with its white balanced, then warmer or cooler, brighter or darker, stronger or weaker
    in contrast; each from -1 to 1, 0 leaves it."""
    plain, alpha = picture.convert("RGB"), picture.getchannel("A") if picture.mode == "RGBA" else None
    made = balance_white(plain) if balance else plain
    for value, more, less in ((warmth, "warmer", "cooler"), (brightness, "brighter", "darker")):
        made = shift_tone(made, more if value > 0 else less, abs(value)) if value else made
    if contrast:
        made = ImageEnhance.Contrast(made).enhance(1 + 0.5 * contrast)
    if alpha is not None:
        made.putalpha(alpha)
    made.info = dict(picture.info)
    return made


def shift_tone(picture: Image.Image, how: str, strength: float) -> Image.Image:
    """The picture (RGB or RGBA) brighter, darker, with more contrast, warmer or cooler; 0 leaves it as it is.

    Brightness is a gamma curve, so that neither end is cut off; warmth gains in red and blue.
    """
    plain, alpha = picture.convert("RGB"), picture.getchannel("A") if picture.mode == "RGBA" else None
    match how:
        case "brighter" | "darker":
            gamma = 1 + 0.6 * strength
            power = 1 / gamma if how == "brighter" else gamma
            made = plain.point([255 * (level / 255) ** power for level in range(256)] * 3)
        case "contrast":
            made = ImageEnhance.Contrast(plain).enhance(1 + 0.5 * strength)
        case _:
            shift = 0.14 * strength * (1 if how == "warmer" else -1)
            made = plain.point(_gains(1 + shift, 1 - shift))
    if alpha is not None:
        made.putalpha(alpha)
    made.info = dict(picture.info)
    return made


def stretch_contrast(picture: Image.Image, strength: float) -> Image.Image:
    """The picture (RGB, RGBA or L) with its greys spread over the whole range."""
    plain = picture if picture.mode == "L" else picture.convert("RGB")
    made = Image.blend(plain, ImageOps.autocontrast(plain, cutoff=0.5, preserve_tone=True), strength)
    if picture.mode == "RGBA":
        made.putalpha(picture.getchannel("A"))
    made.info = dict(picture.info)
    return made


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


class EnhancePicture(Tool):
    """Make a picture better: remove noise, JPEG blocks or blur, enlarge it, or change its tone."""

    name = "enhance"
    paints = True

    class Arguments(ToolArguments):
        """Which picture, what to do, how strongly."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        how: str = Field(
            "auto", json_schema_extra={"enum": [*HOW, "tone"]}, description="What to do; auto looks first, tone "
            "only turns the dials.",
        )  # fmt: skip
        strength: float = Field(1.0, ge=0, le=1, description="0 changes nothing, 1 is all.")
        brightness: float = Field(0.0, ge=-1, le=1, description="Darker to brighter.")
        contrast: float = Field(0.0, ge=-1, le=1, description="Weaker to stronger.")
        warmth: float = Field(0.0, ge=-1, le=1, description="Cooler to warmer.")
        white_balance: bool = Field(False, description="Bring the colours' means together.")

        @field_validator("how")
        @classmethod
        def _known(cls, how: str) -> str:
            if how not in (*HOW, "tone"):
                raise ValueError(f"must be one of {', '.join(HOW)} or tone")
            return how

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """The better picture, its recipe, what was seen (`found`), what was done (`did`) and a sentence (`words`)."""
        source, parent = context.workspace.open(arguments.picture), context.workspace.identity(arguments.picture)
        return enhance_picture(source, parent, arguments, context.models, context.hooks)


def enhance_picture(
    source: Image.Image, parent: str | None, arguments: Any, models: ModelManager, hooks: Hooks
) -> Result:
    """The result for one picture; `parent` is its identity, None for one from outside.

    Raises:
        BadArguments: only the dials are to be turned, and none is.
        BadPicture: the result would be too large.
        Cancelled: the person has asked to stop.
    """
    how, strength = arguments.how, arguments.strength
    dials = {name: getattr(arguments, name) for name in DIALS}

    def turned(picture: Image.Image) -> Image.Image:
        return adjust_tone(picture, **dials, balance=arguments.white_balance)

    also = [f"{name} {value:+g}" for name, value in dials.items() if value]
    also += ["white balance"] if arguments.white_balance else []
    recipe = Recipe(
        tool=EnhancePicture.name,
        arguments=arguments.model_dump(exclude={"picture"}),
        parent=parent,
        versions=library_versions(),
    )
    if how in TONES or how == "tone":
        if how == "tone" and not also:
            raise BadArguments(
                "enhance: tone: turn a dial: brightness, contrast or warmth (-1 to 1), or white_balance."
            )
        upright = ImageOps.exif_transpose(source)
        hooks.step(0, 1)
        made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        made = turned(shift_tone(made, how, strength) if how in TONES else made)
        hooks.step(1, 1)
        did = _listed([*([DONE[how]] if how in DONE else []), *([f"set {_listed(also)}"] if also else [])])
        return Result(made, recipe, {"found": {}, "did": [how], "words": f"I {did}."})

    def restore(restorer: Any) -> Result:
        found = restorer.look(source)
        made, did = restorer.restore(source, how, strength, hooks, found), planned_steps(found, how)
        if "contrast" in did:
            made = stretch_contrast(made, strength)
        data = describe_steps(found, how, did)
        if also:
            made, data["words"] = turned(made), data["words"] + f" I also set {_listed(also)}."
        return Result(made, recipe.model_copy(update={"model": restorer.info}), data)

    return models.use("restorer", restore)


def planned_steps(found: Any, how: str) -> list[str]:
    """What is done about the findings (`tools.engines.restoration.restorer.DegradationEstimate`): names of HOW."""
    if how != "auto":
        return [how]
    plain = found.plain()
    faults = {
        "denoise": plain.noise > 0, "deblock": plain.quality < 100, "sharpen": plain.blur > 0 or plain.scale > 1,
        "contrast": plain.contrast < 1,
    }  # fmt: skip
    return [name for name, there in faults.items() if there]


def describe_steps(found: Any, how: str, did: list[str]) -> dict[str, Any]:
    """A result's data: `found`, `did` and `words`."""
    faults, done = found.words(), _listed([DONE[name] for name in did]) or "left it as it is"
    words = f"I {done}."
    if how == "auto":
        words = f"I saw {_listed(faults) or 'nothing wrong with it'}, and {done}."
    elif faults:
        words = f"I {done}. I also saw {_listed(faults)}."
    return {"found": {name: round(value, 2) for name, value in vars(found).items()}, "did": did, "words": words}
