"""Every tool by name."""

from __future__ import annotations

from tools.contract import Tool
from tools.errors import BadArguments
from tools.look import CheckPicture, Compare, Describe, Explain
from tools.moves import Branch, GoTo, Redo, Undo
from tools.paint import Edit, Generate, Open

TOOLS: dict[str, Tool] = {
    tool.name: tool()
    for tool in (Generate, Edit, Open, Describe, CheckPicture, Explain, Compare, Undo, Redo, GoTo, Branch)
}


def tool(name: str) -> Tool:
    """The tool of that name.

    Raises:
        BadArguments: unknown name.
    """
    if name not in TOOLS:
        raise BadArguments(f"There is no tool “{name}”; there are {', '.join(TOOLS)}.")
    return TOOLS[name]
