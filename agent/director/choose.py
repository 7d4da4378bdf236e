"""Which director a profile's language model gets."""

from __future__ import annotations

from typing import Any

from agent.director.base import Director
from tools.profiles import Profile


def director_for(profile: Profile, model: Any) -> Director:
    """A director around a loaded language model: the pocket one for the packaged model, else one for chat models."""
    if profile.director.kind == "pocket":
        from agent.director.pocket.director import PocketDirector

        return PocketDirector(model)
    from agent.director.chat import ChatDirector

    return ChatDirector(model, profile.vocabulary)
