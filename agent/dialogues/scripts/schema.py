"""What a script may say. `docs/script.schema.json` is made from this."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from agent.brief.model import AspectKind
from agent.director.plan import Intent
from tools.text import one_line
from tools.types import Requirement, RequirementKind

MAX_ITEMS = 500
"""Most items of a list in a script, and most turns of one."""
Scalar = str | int | float | bool


class Part(BaseModel):
    """A part of a script: keys that do not belong are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class ExpectedElement(Part):
    """What an element of the brief must have; keys that are left out are free, and so are other `attributes`."""

    what: str
    color: str | None = None
    count: int | None = None
    size: str | None = None
    place: str | None = None
    doing: str | None = None
    attributes: list[str] | None = Field(None, max_length=MAX_ITEMS)


class ExpectedBrief(Part):
    """What the brief must hold after the turn. `only` forbids other elements."""

    elements: list[ExpectedElement] = Field([], max_length=MAX_ITEMS)
    relations: list[str] = Field([], max_length=MAX_ITEMS)
    scene: str | None = None
    style: str | None = None
    aspects: dict[AspectKind, str] = {}
    absent: list[str] = Field([], max_length=MAX_ITEMS)
    only: bool = False


class ExpectedCheck(Part):
    """A requirement of the picture, and the probability that the eyes must give it at least."""

    kind: RequirementKind
    subject: str = ""
    value: str = ""
    object: str = ""
    at_least: float = Field(0.5, ge=0, le=1)

    @property
    def requirement(self) -> Requirement:
        """What is asked of the picture."""
        return Requirement(kind=self.kind, subject=self.subject, value=self.value, object=self.object)


class ExpectedWords(Part):
    """Words that a text must have, and words that it must lack, whatever the case of their letters."""

    has: list[str] = Field([], max_length=MAX_ITEMS)
    lacks: list[str] = Field([], max_length=MAX_ITEMS)


class Bounds(Part):
    """The least and the most that a number may be."""

    least: float | None = None
    most: float | None = None


_State = Annotated[str, Field(pattern=r"^(new|none|same as turn \d+|same as before)$")]


class ExpectedPicture(Part):
    """Properties of the current picture.

    Attributes:
        state: new, none, same as before or same as turn N.
        size: Width and height in pixels, such as 128x128.
        changed: The share of the picture's area that differs from the one before the turn, from 0 to 1.
        region: Where the turn may change the picture: left, top, right, bottom as shares of the sides.
        outside_db: The least PSNR in dB to the picture before the turn, outside of `region`.
        equal_to: A picture file in the script's folder that has the same pixels.
    """

    state: _State | None = Field(None, alias="is")
    size: str | None = Field(None, pattern=r"^\d{1,5}x\d{1,5}$")
    changed: Bounds | None = None
    region: tuple[float, float, float, float] | None = None
    outside_db: float | None = Field(None, ge=0, le=99)
    equal_to: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> ExpectedPicture:
        if (self.outside_db is None) != (self.region is None):
            raise ValueError("region and outside_db go together")
        if self.region is not None:
            left, top, right, bottom = self.region
            if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
                raise ValueError("region is left, top, right, bottom, each from 0 to 1")
        return self


class Expectation(Part):
    """What holds after a turn. One that fails is an error unless it `may_fail`; a fault of gouache always is."""

    may_fail: bool = False
    intent: Intent | list[Intent] | None = None
    brief: ExpectedBrief | None = None
    prompt: ExpectedWords | None = None
    checks: Literal["all", "most"] | list[ExpectedCheck] | None = None
    unchanged: list[str] = Field([], max_length=MAX_ITEMS)
    picture: ExpectedPicture | None = None
    pictures: int | Bounds | None = None
    """How many pictures the turn ends with."""
    seconds: Bounds | None = None
    says: ExpectedWords | None = None

    @field_validator("picture", mode="before", json_schema_input_type=_State | ExpectedPicture | None)
    @classmethod
    def _short_picture(cls, value: Any) -> Any:
        return {"is": value} if isinstance(value, str) else value

    @field_validator("seconds", mode="before", json_schema_input_type=float | Bounds | None)
    @classmethod
    def _short_seconds(cls, value: Any) -> Any:
        return {"most": value} if isinstance(value, (int, float)) else value

    @field_validator("prompt", "says", mode="before", json_schema_input_type=list[str] | ExpectedWords | None)
    @classmethod
    def _short_words(cls, value: Any) -> Any:
        return {"has": value} if isinstance(value, list) else value


class ScriptTurn(Part):
    """What the person says or opens, and what must (`expect`) and should hold afterwards.

    Attributes:
        say: The message.
        open: A picture file in the script's folder to open instead.
        include: A file in the script's folder whose turns stand here.
        if_asked: The answer, where the studio asks something.
        expect: What must hold; the run fails otherwise.
        should: What is only reported.
        passes: In how many playings `expect` must hold, such as “4 of 5”.
    """

    say: str | None = None
    open: str | None = None
    include: str | None = None
    if_asked: str | None = Field(None, alias="if asked")
    expect: Expectation = Expectation()
    should: Expectation | None = None
    passes: str | None = Field(None, pattern=r"^[1-9]\d? of [1-9]\d?$")

    @model_validator(mode="after")
    def _one_thing(self) -> ScriptTurn:
        given = [name for name in ("say", "open", "include") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("a turn has one of say, open and include")
        if self.include is not None and self.model_fields_set != {"include"}:
            raise ValueError("include stands alone; the included turns have their own expectations")
        if self.passes and int(self.passes.split(" of ")[0]) > int(self.passes.split(" of ")[1]):
            raise ValueError("passes is K of N, and K is at most N")
        return self


class IncludedTurns(Part):
    """A file of turns that scripts include."""

    turns: list[ScriptTurn] = Field(min_length=1, max_length=MAX_ITEMS)


class Script(Part):
    """A dialogue: name, profile, seed and turns.

    Attributes:
        name: Its name; `{parameter}` stands for a value, here and in all other texts.
        profile: The profile that it is made for.
        seed: The session's seed.
        tags: Words that `gouache run --tag` selects it by.
        for_each: Values of each parameter; the script stands for every combination of them.
        setup: Turns that are played first and belong to no figure; the script ends where one fails.
        turns: The turns.
    """

    name: str
    profile: str = "pocket"
    seed: int = Field(0, ge=0, le=2**62)
    tags: list[str] = Field([], max_length=MAX_ITEMS)
    for_each: dict[str, Scalar | list[Scalar]] = Field({}, alias="for each")
    setup: list[ScriptTurn] = Field([], max_length=MAX_ITEMS)
    turns: list[ScriptTurn] = Field(min_length=1, max_length=MAX_ITEMS)
    _folder: Path = PrivateAttr(Path())

    @property
    def folder(self) -> Path:
        """Where the pictures are that it opens."""
        return self._folder

    def in_folder(self, folder: Path) -> Script:
        """Return the same script with its pictures elsewhere."""
        moved = self.model_copy()
        moved._folder = folder
        return moved

    @property
    def steps(self) -> list[ScriptTurn]:
        """The turns of the setup, then the others."""
        return [*self.setup, *self.turns]

    @field_validator("name")
    @classmethod
    def _clean(cls, name: str) -> str:
        return one_line(name)


def schema_json() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of a script file."""
    schema = Script.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
