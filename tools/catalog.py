"""Every tool by name."""

from __future__ import annotations

from tools.actions.edit import EditPicture
from tools.actions.enhance import EnhancePicture
from tools.actions.generate import GeneratePicture
from tools.actions.inspect import CheckPicture, ComparePictures, DescribePicture, ExplainCheck, LookAround
from tools.actions.navigate import Branch, GoTo, Redo, Restart, Undo
from tools.actions.restyle import RestylePicture
from tools.actions.upload import OpenPicture
from tools.base import Tool
from tools.errors import BadArguments

TOOLS: dict[str, Tool] = {
    tool.name: tool()
    for tool in (
        GeneratePicture, EditPicture, EnhancePicture, RestylePicture, OpenPicture, DescribePicture, CheckPicture,
        ExplainCheck, ComparePictures, LookAround, Undo, Redo, GoTo, Restart, Branch,
    )
}  # fmt: skip


def find_tool(name: str) -> Tool:
    """The tool of that name.

    Raises:
        BadArguments: unknown name.
    """
    if name not in TOOLS:
        raise BadArguments(f"There is no tool “{name}”; there are {', '.join(TOOLS)}.")
    return TOOLS[name]
