"""Every tool by name."""

from __future__ import annotations

from tools.actions.enhance import Enhance
from tools.actions.generate import Edit, Generate, Open
from tools.actions.inspect import CheckPicture, Compare, Describe, Explain
from tools.actions.navigate import Branch, GoTo, Redo, Undo
from tools.actions.restyle import Restyle
from tools.base import Tool
from tools.errors import BadArguments

TOOLS: dict[str, Tool] = {
    tool.name: tool()
    for tool in (
        Generate, Edit, Enhance, Restyle, Open, Describe, CheckPicture, Explain, Compare, Undo, Redo, GoTo, Branch,
    )
}  # fmt: skip


def tool(name: str) -> Tool:
    """The tool of that name.

    Raises:
        BadArguments: unknown name.
    """
    if name not in TOOLS:
        raise BadArguments(f"There is no tool “{name}”; there are {', '.join(TOOLS)}.")
    return TOOLS[name]
