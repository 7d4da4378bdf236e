"""The tools that make pictures: generate and edit."""

from __future__ import annotations

import importlib.metadata
from typing import Any

from PIL import Image
from pydantic import Field

from tools.contract import Tool, ToolArguments, Work
from tools.errors import BadPicture
from tools.pictures import fault
from tools.profiles import Role
from tools.values import Recipe, Result


def versions() -> dict[str, str]:
    """Versions of the libraries that shape a picture."""
    return {name: importlib.metadata.version(name) for name in ("gouache", "torch", "diffusers", "transformers")}


class _Sampler(ToolArguments):
    prompt: str = Field(description="What the picture must show.", max_length=2000)
    negative: str = Field("", description="What it must not show.", max_length=1000)
    seed: int = Field(0, ge=0, lt=2**63, description="The same seed gives the same picture.")
    steps: int = Field(20, ge=1, le=200, description="Sampler steps.")
    guidance: float = Field(3.0, ge=0, le=30, description="How strictly the prompt is followed.")


def _finish(tool: Tool, arguments: _Sampler, picture: Image.Image, work: Work, parent: str | None) -> Result:
    wrong = fault(picture)
    if wrong:
        raise BadPicture(f"The painter made a {wrong} picture (seed {arguments.seed}); try another seed.")
    role: Role = "editor" if parent else "painter"
    recipe = Recipe(
        tool=tool.name, arguments=arguments.model_dump(), seed=arguments.seed, parent=parent,
        model=work.shelf.get(role).info, versions=versions(),
    )  # fmt: skip
    return Result(picture, recipe)


class Generate(Tool):
    """Paint a new picture from a prompt."""

    name = "generate"
    paints = True

    class Arguments(_Sampler):
        """What to paint, and how."""

        width: int = Field(128, ge=16, le=4096, description="Pixels.")
        height: int = Field(128, ge=16, le=4096, description="Pixels.")

    def run(self, arguments: Any, work: Work) -> Result:
        """One picture and its recipe."""
        from tools.engines.painter import Order

        order = Order(**arguments.model_dump())
        picture = work.shelf.use("painter", lambda painter: painter.paint(order, work.hooks))
        return _finish(self, arguments, picture, work, None)


class Edit(Tool):
    """Change a picture as instructed and keep the rest."""

    name = "edit"
    paints = True

    class Arguments(_Sampler):
        """The picture, the change, and what it must show afterwards."""

        picture: int | None = Field(None, ge=1, description="Number of the picture to edit; the current one if absent.")
        instruction: str = Field(description="The change, in words.", max_length=1000)
        strength: float = Field(1.0, gt=0, le=1, description="How far the picture may move from the source.")
        keep: bool = Field(True, description="Put the source's pixels back where nothing changed.")

    def run(self, arguments: Any, work: Work) -> Result:
        """The edited picture and its recipe."""
        from tools.engines.painter import Order

        source, parent = work.desk.open(arguments.picture), work.desk.identity(arguments.picture)
        order = Order(**arguments.model_dump(exclude={"picture"}), width=source.width, height=source.height)
        picture = work.shelf.use("editor", lambda editor: editor.edit(source, order, work.hooks))
        return _finish(self, arguments, picture, work, parent)
