"""What an exported session may say. Anybody may have written it, so that it is checked before anything is stored."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from agent import limits
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.sessions.portable import map_text
from storage.sessions import MAX_TITLE
from tools.text import clean, one_line
from tools.types import FILE_ARGUMENTS, Check, Recipe

_MAX_TEXT = 20_000
"""Most characters of a reply, a question, a prompt or an error."""
_MAX_ROWS = 9999
"""Most pictures, calls of a turn, or checks of a picture."""
_MAX_TURNS = 1_000_000
_HASH = r"^[0-9a-f]{64}$"


class _Session(BaseModel):
    profile: str = Field(max_length=4096)
    seed: int = Field(ge=0, le=2**62)
    title: str
    sampler: dict[str, Any] | None = None


class _Sheet(BaseModel):
    sheet: str | None = Field(None, pattern=_HASH)


class _Call(BaseModel):
    tool: str = Field(pattern=r"^[a-z_]{1,40}$")
    arguments: dict[str, Any] | None = None
    status: Literal["running", "done", "cancelled", "failed"]
    data: _Sheet | None = None
    error: str | None = Field(None, max_length=_MAX_TEXT)
    seconds: float = Field(0, ge=0, allow_inf_nan=False)


class _Turn(BaseModel):
    number: int = Field(ge=1, le=_MAX_TURNS)
    message: str = Field(max_length=limits.MESSAGE)
    status: Literal["running", "asking", "done", "cancelled", "failed"]
    question: str | None = Field(None, max_length=_MAX_TEXT)
    reply: str | None = Field(None, max_length=_MAX_TEXT)
    prompt: str | None = Field(None, max_length=_MAX_TEXT)
    plan: Plan | None = None
    brief: Brief | None = None
    accounting: dict[str, float] | None = None
    calls: list[_Call] = Field(max_length=_MAX_ROWS)


class ExportedPicture(BaseModel):
    """A picture of an export: its file is NUMBER.png."""

    number: int = Field(ge=1, le=_MAX_ROWS)
    hash: str = Field(pattern=_HASH)
    caption: str | None = Field(None, max_length=_MAX_TEXT)
    brief: Brief | None = None
    recipe: Recipe | None = None
    checks: tuple[Check, ...] = Field((), max_length=_MAX_ROWS)

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.number:03d}.png"


class ExportedSession(BaseModel):
    """What is later read out of the tables' JSON columns must fit before it gets there."""

    session: _Session
    turns: list[_Turn] = Field(max_length=_MAX_TURNS)
    pictures: list[ExportedPicture] = Field(max_length=_MAX_ROWS)


def checked_export(value: Any) -> tuple[dict[str, Any], ExportedSession]:
    """Return an exported session as it may be stored, and as it was read.

    Texts come without control characters, the title is cut to its limit, and no call or setting names a file: it would
    be one of this machine, whatever machine the session was made on.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, RecursionError: something is missing, of another kind, or too
            long.
    """
    whole: dict[str, Any] = map_text(value, clean)
    read = ExportedSession.model_validate(whole)
    whole["session"]["title"] = one_line(read.session.title, MAX_TITLE)
    sampler = whole["session"].get("sampler")
    whole["session"]["sampler"] = sampler and _without_files(sampler)
    for turn in whole["turns"]:
        for call in turn["calls"]:
            given = call.get("arguments")
            call["arguments"] = given and _without_files(given)
    for picture, checked in zip(whole["pictures"], read.pictures, strict=True):
        if checked.recipe is not None:
            picture["recipe"] = checked.recipe.portable().model_dump(mode="json")
    return whole, read


def _without_files(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in FILE_ARGUMENTS}
