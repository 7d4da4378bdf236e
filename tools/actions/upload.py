"""The tool that takes a person's own picture into the session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field

from tools.actions.painting import library_versions
from tools.base import Tool, ToolArguments, ToolContext
from tools.images.identity import recipe_of
from tools.images.load import load_picture
from tools.types import Recipe, Result


class OpenPicture(Tool):
    """Take a person's own picture file into the session."""

    name = "open"
    paints = True

    class Arguments(ToolArguments):
        """Which file."""

        path: str = Field(description="The picture's file.", max_length=4096)

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """The picture, upright, as it is in the file; the recipe keeps what a file of gouache's own tells.

        Raises:
            BadPicture: the file can't be read as a picture.
        """
        del context
        path = Path(arguments.path)
        # The recipe travels inside the picture; where the file lay on somebody's disk is nobody's business.
        picture = load_picture(path)
        recipe = Recipe(tool=self.name, arguments={"path": path.name}, versions=library_versions(), size=picture.size)
        return Result(picture, recipe.worked_over(recipe_of(picture)))
