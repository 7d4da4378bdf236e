"""The tools that look at pictures: describe, check, explain, compare."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tools.base import Tool, ToolArguments, ToolContext
from tools.errors import BadArguments
from tools.images.load import difference_sheet, heat_map, psnr
from tools.types import Caption, Check, Requirement, Result

QUESTIONS_AT_ONCE = 64
"""Requirements of one check at most."""


def _told(caption: Caption) -> dict[str, Any]:
    return {"caption": caption.text, "confidence": round(caption.confidence, 4), "words": list(caption.words)}


class DescribePicture(Tool):
    """Say in words what a picture shows."""

    name = "describe"

    class Arguments(ToolArguments):
        """Which picture."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Data: `caption`, its `confidence` in [0, 1], its grammar's `words`."""
        image = context.workspace.open(arguments.picture)
        caption = context.models.use("eyes", lambda eyes: eyes.caption(image))
        return Result(data=_told(caption))


class CheckPicture(Tool):
    """Score every requirement against a picture, each with a probability."""

    name = "check"

    class Arguments(ToolArguments):
        """Which picture, and what it must show."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        requirements: tuple[Requirement, ...] = Field(description="The questions.", max_length=QUESTIONS_AT_ONCE)

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Data: `checks`, one a requirement, in order; `caption`, its `confidence` in [0, 1], its grammar's `words`."""
        image, wanted = context.workspace.open(arguments.picture), list(arguments.requirements)
        checks, caption = context.models.use("eyes", lambda eyes: (eyes.check(image, wanted), eyes.caption(image)))
        return Result(data={"checks": [check.model_dump() for check in checks], **_told(caption)})


class ExplainCheck(Tool):
    """Show where in a picture the eyes looked for a requirement."""

    name = "explain"

    class Arguments(ToolArguments):
        """Which picture, and for what."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        requirement: Requirement

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """The picture with what mattered in light; data: the `check`. The sheet is not numbered.

        Raises:
            BadArguments: the eyes can't explain this requirement.
        """
        image, asked = context.workspace.open(arguments.picture), arguments.requirement

        def look(eyes: Any) -> tuple[Any, Check]:
            return (eyes.explain(image, asked) if hasattr(eyes, "explain") else None), eyes.check(image, [asked])[0]

        weights, check = context.models.use("eyes", look)
        if weights is None:
            raise BadArguments(f"These eyes can't show where they looked for “{asked.statement}”.")
        return Result(picture=heat_map(image, weights), data={"check": check.model_dump()})


class ComparePictures(Tool):
    """Set two pictures side by side and measure how much they differ."""

    name = "compare"

    class Arguments(ToolArguments):
        """Two picture numbers."""

        first: int = Field(ge=1)
        second: int = Field(ge=1)

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """A sheet (first, difference, second) and the PSNR in dB as data; the sheet is not numbered."""
        a, b = context.workspace.open(arguments.first), context.workspace.open(arguments.second)
        return Result(picture=difference_sheet(a, b), data={"psnr_db": round(psnr(a, b), 2)})
