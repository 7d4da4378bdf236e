"""The tables. Identity and rows live here; the values in their JSON columns are the other rooms'."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from tools.types import Check as CheckValue


def now() -> datetime:
    """The present, in UTC, as every row keeps it."""
    return datetime.now(UTC)


def _json(default: Any = None) -> Any:
    return Field(default_factory=lambda: default, sa_column=Column(JSON, nullable=True))


class Session(SQLModel, table=True):
    """One conversation and its pictures. `cursor` is the current picture, `redo` the way back after undo.

    `sampler` holds the settings of its pictures, as `agent.turns.settings` reads them. `deleted` is when it was deleted: from
    then on nothing shows it, but its rows and files stay.
    """

    id: str = Field(primary_key=True)
    title: str = ""
    profile: str = "pocket"
    seed: int = 0
    sampler: dict[str, Any] | None = _json()
    cursor: int | None = None
    redo: list[int] | None = _json()
    created: datetime = Field(default_factory=now)
    updated: datetime = Field(default_factory=now, index=True)
    starred: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    deleted: datetime | None = None


class Turn(SQLModel, table=True):
    """One exchange. `status` is running, asking, done, cancelled or failed."""

    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    number: int
    message: str
    status: str = "running"
    question: str | None = None
    plan: dict[str, Any] | None = _json()
    brief: dict[str, Any] | None = _json()
    prompt: str | None = None
    reply: str | None = None
    picture_id: int | None = None
    accounting: dict[str, Any] | None = _json()
    created: datetime = Field(default_factory=now)


class ToolCall(SQLModel, table=True):
    """One call of a tool, written before it runs and completed after. `id` is TURN:STEP."""

    __tablename__ = "tool_call"

    id: str = Field(primary_key=True)
    turn_id: str = Field(foreign_key="turn.id", index=True)
    tool: str
    arguments: dict[str, Any] | None = _json()
    status: str = "running"
    attempts: int = 1
    picture_id: int | None = None
    data: dict[str, Any] | None = _json()
    error: str | None = None
    seconds: float = 0.0
    created: datetime = Field(default_factory=now)


class Picture(SQLModel, table=True):
    """A picture of a session. `number` is None for tries that were not handed over.

    `deleted` is when it was deleted: from then on its number leads nowhere, but row and file stay.
    """

    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    turn_id: str = Field(foreign_key="turn.id", index=True)
    number: int | None = None
    hash: str = Field(index=True)
    parent_id: int | None = None
    width: int
    height: int
    recipe: dict[str, Any] | None = _json()
    brief: dict[str, Any] | None = _json()
    focus: str | None = None
    caption: str | None = None
    created: datetime = Field(default_factory=now)
    starred: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    deleted: datetime | None = None


class Check(SQLModel, table=True):
    """One requirement of a picture, its verdict and its probability."""

    id: int | None = Field(default=None, primary_key=True)
    picture_id: int = Field(foreign_key="picture.id", index=True)
    requirement: dict[str, Any] | None = _json()
    verdict: str
    probability: float
    seen: str = ""

    def value(self) -> CheckValue:
        """The check as the other rooms use it.

        Raises:
            pydantic.ValidationError: the row is damaged.
        """
        return CheckValue.model_validate(self.model_dump(exclude={"id", "picture_id"}))


class Model(SQLModel, table=True):
    """Weights that have made something here."""

    hash: str = Field(primary_key=True)
    role: str
    kind: str
    name: str
    first_used: datetime = Field(default_factory=now)
