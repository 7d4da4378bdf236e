"""The settings of a session's pictures: how seeds go on, steps, guidance, size, and the next edit's strength."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.brief.picture_format import parse_format, sides
from storage.store import Store
from storage.tables import Session
from tools.actions.generate import SeedMode
from tools.engines.lora_file import MAX_WEIGHT, require_lora
from tools.errors import BadArguments
from tools.profiles import Profile

STRIDE = 100
"""Seeds between one turn's first picture and the next one's, so that no turn repeats another's tries."""
_LEAST_SIDE, _MOST_SIDE = 16, 4096
"""Pixels of the shortest and of the longest side that tools take."""
DRAFT = 1
"""Steps of a draft."""


class SamplerSettings(BaseModel):
    """What a person has set; None is the profile's own. `strength` is the next edit's alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: SeedMode = "increment"
    steps: int | None = Field(None, ge=1, le=200)
    guidance: float | None = Field(None, ge=0, le=30)
    draft: bool = False
    width: int | None = Field(None, ge=16, le=4096)
    height: int | None = Field(None, ge=16, le=4096)
    strength: float | None = Field(None, gt=0, le=1)
    lora: str | None = Field(None, max_length=4096)
    lora_weight: float | None = Field(None, ge=-MAX_WEIGHT, le=MAX_WEIGHT)

    def arguments(self, profile: Profile) -> dict[str, Any]:
        """Steps, guidance and the LoRA, as tools take them."""
        steps = DRAFT if self.draft else self.steps or profile.steps
        lora = {"lora": self.lora, "lora_weight": self.lora_weight} if self.lora else {}
        return {"steps": steps, "guidance": profile.guidance if self.guidance is None else self.guidance, **lora}

    def size(self, profile: Profile) -> dict[str, int]:
        """Width and height in pixels, as tools take them."""
        return {"width": self.width or profile.width, "height": self.height or profile.height}


def session_settings(session: Session) -> SamplerSettings:
    """A session's settings; the profile's own where what is stored does not fit (sessions can be imported)."""
    try:
        return SamplerSettings.model_validate(session.sampler or {})
    except ValidationError:
        return SamplerSettings()


def update_settings(store: Store, session: str, profile: Profile, seed: int | None, changes: dict[str, Any]) -> None:
    """Set a session's seed, where one is given, and some of its settings; None sets one back.

    Raises:
        BadArguments: a size that the profile's painter can't paint, or a LoRA that it can't take; nothing is set.
    """
    row = store.session(session)
    if changes.get("lora"):
        if profile.painter.kind != "diffusers":
            raise BadArguments("This painter takes no LoRA files; leave it out.")
        require_lora(Path(changes["lora"]))
    size = changes.get("width") or profile.width, changes.get("height") or profile.height
    if profile.painter.kind == "pocket" and size != (profile.width, profile.height):
        raise BadArguments(f"This painter paints {profile.width} x {profile.height} pixels; its size can't be set.")
    now = session_settings(row)
    if seed is not None and now.mode == "random":
        changes = {**changes, "mode": "increment"}
    sampler = SamplerSettings.model_validate({**now.model_dump(), **changes})
    store.set_sampler(session, row.seed if seed is None else seed, sampler.model_dump(exclude_defaults=True))


def _clamped(side: int) -> int:
    return min(max(side, _LEAST_SIDE), _MOST_SIDE)


@dataclass(frozen=True)
class TurnSettings:
    """A session's settings at one turn, as tool calls take them.

    Attributes:
        sampler: What the person has set.
        profile: Where the other values come from.
        first_seed: The seed that belongs to the turn, counting up from the session's.
        seed: The seed of the turn's first picture.
    """

    sampler: SamplerSettings
    profile: Profile
    first_seed: int
    seed: int

    @classmethod
    def read(cls, store: Store, session: str, turn: str, profile: Profile) -> TurnSettings:
        """The settings of a session at a turn."""
        row = store.session(session)
        first = row.seed + STRIDE * store.turn(turn).number
        sampler = session_settings(row)
        match sampler.mode:
            case "fixed":
                seed = row.seed
            case "random":
                seed = secrets.randbelow(2**31)
            case "increment":
                seed = first
        return cls(sampler, profile, first, seed)

    @property
    def sampler_arguments(self) -> dict[str, Any]:
        """Steps, guidance and the LoRA."""
        return self.sampler.arguments(self.profile)

    @property
    def size(self) -> dict[str, int]:
        """Width and height in pixels."""
        return self.sampler.size(self.profile)

    def size_of(self, ratio: str | None) -> dict[str, int]:
        """Width and height of a picture with that ratio of its sides ("16:9"), of the profile's area.

        A size that the person has set holds over it.
        """
        known = parse_format(ratio or "")
        if known is None or self.sized:
            return self.size
        width, height = sides(known, self.profile.width * self.profile.height)
        return {"width": _clamped(width), "height": _clamped(height)}

    @property
    def sized(self) -> bool:
        """Whether the person has set a size."""
        return self.sampler.width is not None

    @property
    def edit_arguments(self) -> dict[str, float]:
        """What an edit takes besides; empty where nothing was set."""
        return {"strength": self.sampler.strength} if self.sampler.strength is not None else {}

    @property
    def variation_mode(self) -> SeedMode:
        """How the seeds of variations are drawn: they must differ, whatever the session's mode."""
        return "random" if self.sampler.mode == "random" else "increment"
