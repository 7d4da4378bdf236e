"""The database tables. Rows and their identity belong here; what the JSON columns hold belongs to the other rooms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from tools.types import Check as CheckValue


def utc_now() -> datetime:
    """Return the present time in UTC, which every row uses."""
    return datetime.now(UTC)


def _json_column() -> Any:
    return Field(default=None, sa_column=Column(JSON, nullable=True))


class Session(SQLModel, table=True):
    """One conversation and its pictures.

    `cursor` is the id of the current picture, and `redo` has the ids that redo goes back to. `sampler` has the settings
    of new pictures, which `agent.turns.settings` reads. `deleted` is the time of deletion: from then on nothing shows
    the session, but its rows and files stay. A `scripted` one was played by a run, and stands in no list of one's own.
    """

    id: str = Field(primary_key=True)
    title: str = ""
    profile: str = "pocket"
    seed: int = Field(default=0, sa_type=Integer().with_variant(BigInteger(), "postgresql"))
    sampler: dict[str, Any] | None = _json_column()
    cursor: int | None = None
    redo: list[int] | None = _json_column()
    created: datetime = Field(default_factory=utc_now)
    updated: datetime = Field(default_factory=utc_now, index=True)
    starred: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    scripted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    deleted: datetime | None = None


class Turn(SQLModel, table=True):
    """One message and its answer. `status` is waiting, running, asking, done, cancelled or failed."""

    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    number: int
    message: str
    status: str = "running"
    question: str | None = None
    plan: dict[str, Any] | None = _json_column()
    brief: dict[str, Any] | None = _json_column()
    prompt: str | None = None
    reply: str | None = None
    picture_id: int | None = None
    accounting: dict[str, Any] | None = _json_column()
    created: datetime = Field(default_factory=utc_now)


class ToolCall(SQLModel, table=True):
    """One call of a tool, written before it runs and completed afterwards.

    `id` is TURN:STEP. `attempts` counts how often the call was started: more than once after a crash or a failure.
    """

    __tablename__ = "tool_call"

    id: str = Field(primary_key=True)
    turn_id: str = Field(foreign_key="turn.id", index=True)
    tool: str
    arguments: dict[str, Any] | None = _json_column()
    status: str = "running"
    attempts: int = 1
    picture_id: int | None = None
    data: dict[str, Any] | None = _json_column()
    error: str | None = None
    seconds: float = 0.0
    created: datetime = Field(default_factory=utc_now)

    def order(self) -> int:
        """Return the step: calls are in its order, because clocks can be set back between two calls."""
        step = self.id.rpartition(":")[2]
        return int(step) if step.isdecimal() else 0


class Picture(SQLModel, table=True):
    """A picture of a session. `number` is None for attempts that the turn did not end with.

    `deleted` is the time of deletion: from then on the number leads nowhere, but the row and the file stay.
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
    recipe: dict[str, Any] | None = _json_column()
    brief: dict[str, Any] | None = _json_column()
    focus: str | None = None
    caption: str | None = None
    created: datetime = Field(default_factory=utc_now)
    starred: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    deleted: datetime | None = None


class Check(SQLModel, table=True):
    """One requirement of a picture, its verdict, and the verdict's probability."""

    id: int | None = Field(default=None, primary_key=True)
    picture_id: int = Field(foreign_key="picture.id", index=True)
    requirement: dict[str, Any] | None = _json_column()
    verdict: str
    probability: float
    seen: str = ""

    def value(self) -> CheckValue:
        """Return the check as the value that the other rooms use.

        Raises:
            pydantic.ValidationError: The row is damaged.
        """
        return CheckValue.model_validate(self.model_dump(exclude={"id", "picture_id"}))


class Model(SQLModel, table=True):
    """Weights that have made a picture in this database, and when they first did."""

    hash: str = Field(primary_key=True)
    role: str
    kind: str
    name: str
    first_used: datetime = Field(default_factory=utc_now)
