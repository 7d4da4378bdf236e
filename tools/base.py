"""The one contract of every tool: pydantic arguments in, a result out, hooks for progress and cancel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from PIL import Image
from pydantic import BaseModel, ConfigDict, ValidationError

from tools.errors import BadArguments
from tools.hooks import Hooks as Hooks
from tools.model_manager import ModelManager
from tools.types import Result


class ToolArguments(BaseModel):
    """Base of tool arguments: unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Workspace(Protocol):
    """What a tool may know of the session: pictures by number, and where the person stands."""

    def open(self, number: int | None = None) -> Image.Image:
        """The picture with that number, or the current one."""

    def identity(self, number: int | None = None) -> str:
        """The id of that picture."""

    def number(self) -> int | None:
        """The number of the current picture, None before the first."""

    def move(self, number: int) -> int:
        """Stand at a picture; returns its number."""

    def leave(self) -> int | None:
        """Stand at no picture; returns the number of the one that was current, None where there was none."""

    def undo(self) -> int | None:
        """Stand at the picture that was current before this one was made; None where there is none."""

    def redo(self) -> int | None:
        """Take back the last undo; None where there is none."""


@dataclass(frozen=True)
class ToolContext:
    """A tool's surroundings: models, the session's pictures, hooks."""

    models: ModelManager
    workspace: Workspace
    hooks: Hooks


class Tool(ABC):
    """One thing the studio can do. Its docstring is its description in the schema."""

    name: ClassVar[str]
    Arguments: ClassVar[type[ToolArguments]]
    paints: ClassVar[bool] = False

    @abstractmethod
    def run(self, arguments: Any, work: ToolContext) -> Result:
        """Do it.

        Raises:
            GouacheError: with one sentence for the person.
        """

    @classmethod
    def parse(cls, arguments: dict[str, Any]) -> ToolArguments:
        """Validated arguments.

        Raises:
            BadArguments: naming the first argument that does not fit.
        """
        try:
            return cls.Arguments.model_validate(arguments)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "arguments"
            # Pydantic says first that it was a ValueError which the field's own check raised.
            problem = first["msg"].removeprefix("Value error, ")
            raise BadArguments(f"{cls.name}: {where}: {problem}.") from error
