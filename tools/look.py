"""The tools that look at pictures: describe, check, compare."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tools.contract import Tool, ToolArguments, Work
from tools.pictures import difference, psnr
from tools.values import Requirement, Result

QUESTIONS_AT_ONCE = 64
"""Requirements of one check at most."""


class Describe(Tool):
    """Say in words what a picture shows."""

    name = "describe"

    class Arguments(ToolArguments):
        """Which picture."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")

    def run(self, arguments: Any, work: Work) -> Result:
        """Data: `caption`, and `confidence` in [0, 1]."""
        image = work.desk.open(arguments.picture)
        caption, confidence = work.shelf.use("eyes", lambda eyes: eyes.caption(image))
        return Result(data={"caption": caption, "confidence": confidence})


class CheckPicture(Tool):
    """Score every requirement against a picture, each with a probability."""

    name = "check"

    class Arguments(ToolArguments):
        """Which picture, and what it must show."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        requirements: tuple[Requirement, ...] = Field(description="The questions.", max_length=QUESTIONS_AT_ONCE)

    def run(self, arguments: Any, work: Work) -> Result:
        """Data: `checks`, one a requirement, in order; `caption` and its `confidence` in [0, 1]."""
        image, wanted = work.desk.open(arguments.picture), list(arguments.requirements)
        checks, (caption, confidence) = work.shelf.use(
            "eyes", lambda eyes: (eyes.check(image, wanted), eyes.caption(image))
        )
        told = {"caption": caption, "confidence": round(confidence, 4)}
        return Result(data={"checks": [check.model_dump() for check in checks], **told})


class Compare(Tool):
    """Set two pictures side by side and measure how much they differ."""

    name = "compare"

    class Arguments(ToolArguments):
        """Two picture numbers."""

        first: int = Field(ge=1)
        second: int = Field(ge=1)

    def run(self, arguments: Any, work: Work) -> Result:
        """A sheet (first, difference, second) and the PSNR in dB as data; the sheet is not numbered."""
        a, b = work.desk.open(arguments.first), work.desk.open(arguments.second)
        return Result(picture=difference(a, b), data={"psnr_db": round(psnr(a, b), 2)})
