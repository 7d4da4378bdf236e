"""Every tool by name."""

from __future__ import annotations

from tools.contract import Tool
from tools.enhance import Enhance
from tools.errors import BadArguments
from tools.look import CheckPicture, Compare, Describe, Explain
from tools.moves import Branch, GoTo, Redo, Undo
from tools.paint import Edit, Generate, Open
from tools.restyle import Restyle

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
