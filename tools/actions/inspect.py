"""The tools that look at pictures: describe, check, explain, compare."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tools.base import Tool, ToolArguments, ToolContext
from tools.engines.base import AnsweringEyes, Eyes, SightedEyes
from tools.errors import BadArguments
from tools.images.compare import psnr
from tools.images.visualize import difference_sheet, heat_map
from tools.types import Caption, Requirement, Result

QUESTIONS_AT_ONCE = 64
"""Most requirements of one check."""
QUESTION_LIMIT = 1000
"""Characters of one question in a person's own words."""


def _caption_data(caption: Caption) -> dict[str, Any]:
    return {"caption": caption.text, "confidence": round(caption.confidence, 4), "words": list(caption.words)}


class DescribePicture(Tool):
    """Say in words what a picture shows, or answer a question about it."""

    name = "describe"

    class Arguments(ToolArguments):
        """Which picture."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        question: str | None = Field(
            None, max_length=QUESTION_LIMIT, description="What to say about it; all of it if absent."
        )

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return data with the `caption` or answer, its `confidence` in [0, 1] and the `words` of its grammar.

        Of a question `answered` tells whether the eyes answer any; those that only describe do that instead.
        """
        image = context.workspace.open(arguments.picture)
        question = (arguments.question or "").strip()

        def look(eyes: Eyes) -> dict[str, Any]:
            if not question:
                return _caption_data(eyes.caption(image))
            if isinstance(eyes, AnsweringEyes) and eyes.answers_questions:
                return {**_caption_data(eyes.answer(image, question)), "answered": True}
            return {**_caption_data(eyes.caption(image)), "answered": False}

        return Result(data=context.models.use("eyes", look))


class CheckPicture(Tool):
    """Score every requirement against a picture, each with a probability."""

    name = "check"

    class Arguments(ToolArguments):
        """Which picture, and what it must show."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        requirements: tuple[Requirement, ...] = Field(description="The questions.", max_length=QUESTIONS_AT_ONCE)

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return data with `checks`, one a requirement in their order, and the caption as `DescribePicture` does."""
        image = context.workspace.open(arguments.picture)
        requirements = list(arguments.requirements)
        checks, caption = context.models.use(
            "eyes", lambda eyes: (eyes.check(image, requirements), eyes.caption(image))
        )
        return Result(data={"checks": [check.model_dump() for check in checks], **_caption_data(caption)})


class ExplainCheck(Tool):
    """Show where in a picture the eyes looked for a requirement."""

    name = "explain"

    class Arguments(ToolArguments):
        """Which picture, and for what."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        requirement: Requirement

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return a heat map of what mattered for the answer, and data with the `check`.

        The heat map does not become a picture of the session.

        Raises:
            BadArguments: these eyes can't explain this requirement.
        """
        image = context.workspace.open(arguments.picture)
        requirement = arguments.requirement
        weights, check = context.models.use(
            "eyes", lambda eyes: (eyes.explain(image, requirement), eyes.check(image, [requirement])[0])
        )
        if weights is None:
            raise BadArguments(
                f"These eyes can't show where they looked for “{requirement.statement}”; ask about something else."
            )
        return Result(picture=heat_map(image, weights), data={"check": check.model_dump()})


class LookAround(Tool):
    """Say which things are in a picture, where, and how sure that is."""

    name = "look"

    class Arguments(ToolArguments):
        """Which picture, and what is likely in it."""

        picture: int | None = Field(None, ge=1, description="Number of the picture; the current one if absent.")
        suspects: tuple[str, ...] = Field((), max_length=QUESTIONS_AT_ONCE, description="Things that were asked for.")

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return data with the `sight`, or the caption as `DescribePicture` does where the eyes tell no places."""
        image = context.workspace.open(arguments.picture)

        def look(eyes: Eyes) -> dict[str, Any]:
            if isinstance(eyes, SightedEyes):
                return {"sight": eyes.sight(image, arguments.suspects).model_dump()}
            return _caption_data(eyes.caption(image))

        return Result(data=context.models.use("eyes", look))


class ComparePictures(Tool):
    """Set two pictures side by side, measure how much they differ, and see which of them shows what was asked for."""

    name = "compare"

    class Arguments(ToolArguments):
        """Two picture numbers."""

        first: int = Field(ge=1)
        second: int = Field(ge=1)
        requirements: tuple[Requirement, ...] = Field(
            (), description="What they should show.", max_length=QUESTIONS_AT_ONCE
        )

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return a sheet of both pictures and their difference, and data with their PSNR in dB (`psnr_db`).

        Where there are requirements the data has the checks of both, too (`fits`). The sheet does not become a picture
        of the session.
        """
        first = context.workspace.open(arguments.first)
        second = context.workspace.open(arguments.second)
        data: dict[str, Any] = {"psnr_db": round(psnr(first, second), 2)}
        if asked := list(arguments.requirements):
            fits = context.models.use("eyes", lambda eyes: [eyes.check(image, asked) for image in (first, second)])
            data["fits"] = [[check.model_dump() for check in checks] for checks in fits]
        return Result(picture=difference_sheet(first, second), data=data)
