"""The tools that move among a session's pictures: undo, redo, go to, start over, branch."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tools.base import Tool, ToolArguments, ToolContext
from tools.types import Result


class _NoArguments(ToolArguments):
    pass


class _PictureNumber(ToolArguments):
    number: int = Field(ge=1, description="Number of the picture.")


class Undo(Tool):
    """Go back to the picture that was current before this one was made."""

    name = "undo"
    Arguments = _NoArguments

    def run(self, arguments: Any, context: ToolContext) -> Result:  # noqa: ARG002 - There are none.
        """Return data with `number`, the picture that is now current; None where there was nothing to undo."""
        return Result(data={"number": context.workspace.undo()})


class Redo(Tool):
    """Take back the last undo."""

    name = "redo"
    Arguments = _NoArguments

    def run(self, arguments: Any, context: ToolContext) -> Result:  # noqa: ARG002 - There are none.
        """Return data with `number`, the picture that is now current; None where there was nothing to redo."""
        return Result(data={"number": context.workspace.redo()})


class GoTo(Tool):
    """Make an earlier picture the current one."""

    name = "goto"
    Arguments = _PictureNumber

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return data with `number`, the picture that is now current."""
        return Result(data={"number": context.workspace.move(arguments.number)})


class Restart(Tool):
    """Begin with an empty sheet; all pictures stay in the session's tree."""

    name = "restart"
    Arguments = _NoArguments

    def run(self, arguments: Any, context: ToolContext) -> Result:  # noqa: ARG002 - There are none.
        """Return data with `left`, the number of the picture that was current; None where there was none."""
        return Result(data={"left": context.workspace.leave()})


class Branch(Tool):
    """Start another line of edits from an earlier picture; later edits leave the old line as it is."""

    name = "branch"
    Arguments = _PictureNumber

    def run(self, arguments: Any, context: ToolContext) -> Result:
        """Return data with `number`, the picture from which the branch starts."""
        return Result(data={"number": context.workspace.move(arguments.number)})
