"""The tool that makes a picture better: without faults, larger, or with another tone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PIL import Image
from pydantic import Field, field_validator

from tools.actions.painting import library_versions
from tools.base import Tool, ToolArguments, ToolContext
from tools.engines.base import Restorer
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.identity import recipe_of
from tools.images.load import turn_upright
from tools.images.tone import TONES, adjust_tone, shift_tone, stretch_contrast
from tools.model_manager import ModelManager
from tools.types import Recipe, Result

if TYPE_CHECKING:
    from tools.engines.restoration.degradation import DegradationEstimate

DIALS = ("brightness", "contrast", "warmth")
"""The arguments that change the tone by a number from -1 to 1."""
HOW = ("auto", "denoise", "deblock", "sharpen", "x2", "x4", *TONES)
"""What can be asked for; "auto" looks at the picture first."""
DONE = {
    "denoise": "took the noise out", "deblock": "smoothed the blocks", "sharpen": "sharpened it",
    "x2": "made it twice as large", "x4": "made it four times as large", "brighter": "made it brighter",
    "darker": "made it darker", "contrast": "raised the contrast", "warmer": "made the colours warmer",
    "cooler": "made the colours cooler",
}  # fmt: skip
"""What a sentence says was done."""


def _join_words(parts: list[str]) -> str:
    """Join words as English does: "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


class EnhancePicture(Tool):
    """Make a picture better: remove noise, JPEG blocks or blur, enlarge it, or change its tone."""

    name = "enhance"
    paints = True

    class Arguments(ToolArguments):
        """Which picture, what to do, how strongly."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        how: str = Field(
            "auto",
            json_schema_extra={"enum": [*HOW, "tone"]},
            description="What to do; auto looks first, tone only turns the dials.",
        )
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
        """Return the better picture, its recipe, and data: see `enhance_picture`."""
        source = context.workspace.open(arguments.picture)
        parent = context.workspace.identity(arguments.picture)
        return enhance_picture(source, parent, arguments, context.models, context.hooks)


def enhance_picture(
    source: Image.Image, parent: str | None, arguments: EnhancePicture.Arguments, models: ModelManager, hooks: Hooks
) -> Result:
    """Enhance one picture.

    Args:
        source: of any mode and size.
        parent: the picture's id in the session, or None.
        arguments: of the tool; their `picture` is not used.
        models: give the restorer, which changes of tone alone do not need.
        hooks: for progress and cancelling.

    Returns:
        The better picture, its recipe, and data: what was `found` wrong with it (a `DegradationEstimate` as a
        dictionary), what was done (`did`, names of HOW) and a sentence that says both (`words`).

    Raises:
        BadArguments: only the dials are to be turned, and none is.
        BadPicture: the result would be too large.
        Cancelled: the hooks asked to stop.
    """
    recipe = Recipe(
        tool=EnhancePicture.name,
        arguments=arguments.model_dump(exclude={"picture"}),
        parent=parent,
        versions=library_versions(),
    )
    if arguments.how == "tone" or arguments.how in TONES:
        result = _change_tone(source, arguments, hooks, recipe)
    else:
        result = models.use("restorer", lambda restorer: _restore(restorer, source, arguments, hooks, recipe))
    assert result.picture is not None
    assert result.recipe is not None
    whole = result.recipe.worked_over(recipe_of(source), _step(arguments, result.data["did"]))
    return replace(result, recipe=whole.model_copy(update={"size": result.picture.size}))


def _step(arguments: EnhancePicture.Arguments, did: list[str]) -> str:
    """Return what was done, for the picture's file: "enhance denoise and sharpen, strength 0.5"."""
    # Where only dials were turned, the dials alone say what was done.
    done = _join_words([*(name for name in did if name != "tone"), *_turned_dials(arguments)]) or "nothing"
    return f"enhance {done}" + ("" if arguments.strength == 1 else f", strength {arguments.strength:g}")


def _turned_dials(arguments: EnhancePicture.Arguments) -> list[str]:
    """Return what a sentence says of the dials that are turned: "warmth +0.5", "white balance"."""
    turned = [f"{name} {value:+g}" for name, value in _dials(arguments).items() if value]
    return [*turned, "white balance"] if arguments.white_balance else turned


def _dials(arguments: EnhancePicture.Arguments) -> dict[str, float]:
    return arguments.model_dump(include=set(DIALS))


def _turn_dials(picture: Image.Image, arguments: EnhancePicture.Arguments) -> Image.Image:
    return adjust_tone(picture, **_dials(arguments), balance=arguments.white_balance)


def _change_tone(source: Image.Image, arguments: EnhancePicture.Arguments, hooks: Hooks, recipe: Recipe) -> Result:
    """Return the result of a change of tone, which needs no model."""
    dials = _turned_dials(arguments)
    if arguments.how == "tone" and not dials:
        raise BadArguments("enhance: tone: turn a dial: brightness, contrast or warmth (-1 to 1), or white_balance.")
    hooks.step(0, 1)
    upright = turn_upright(source)
    picture = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    did = []
    if arguments.how in TONES:
        picture = shift_tone(picture, arguments.how, arguments.strength)
        did.append(DONE[arguments.how])
    picture = _turn_dials(picture, arguments)
    if dials:
        did.append(f"set {_join_words(dials)}")
    hooks.step(1, 1)
    return Result(picture, recipe, {"found": {}, "did": [arguments.how], "words": f"I {_join_words(did)}."})


def _restore(
    restorer: Restorer, source: Image.Image, arguments: EnhancePicture.Arguments, hooks: Hooks, recipe: Recipe
) -> Result:
    """Return the result of a restorer, with the dials turned afterwards."""
    how, strength = arguments.how, arguments.strength
    estimate = restorer.estimate(source)
    picture = restorer.restore(source, how, strength, hooks, estimate)
    did = planned_steps(estimate, how)
    if "contrast" in did:
        picture = stretch_contrast(picture, strength)
    data = describe_steps(estimate, how, did)
    dials = _turned_dials(arguments)
    if dials:
        picture = _turn_dials(picture, arguments)
        data["words"] += f" I also set {_join_words(dials)}."
    return Result(picture, recipe.model_copy(update={"model": restorer.info}), data)


def planned_steps(estimate: DegradationEstimate, how: str) -> list[str]:
    """Return what `how` does to a picture, as names of HOW: itself, or for "auto" what the estimated faults need."""
    if how != "auto":
        return [how]
    found = estimate.significant()
    steps = {
        "denoise": found.noise > 0,
        "deblock": found.quality < 100,
        "sharpen": found.blur > 0 or found.scale > 1,
        "contrast": found.contrast < 1,
    }
    return [name for name, needed in steps.items() if needed]


def describe_steps(estimate: DegradationEstimate, how: str, did: list[str]) -> dict[str, Any]:
    """Return the data of a restorer's result: `found`, `did` and `words`; see `enhance_picture`."""
    faults = estimate.faults()
    done = _join_words([DONE[name] for name in did]) or "left it as it is"
    words = f"I {done}."
    if how == "auto":
        words = f"I saw {_join_words(faults) or 'nothing wrong with it'}, and {done}."
    elif faults:
        words = f"I {done}. I also saw {_join_words(faults)}."
    return {"found": {name: round(value, 2) for name, value in vars(estimate).items()}, "did": did, "words": words}
