"""The errors of this project, one class for each way to deal with them.

The text of an error is one sentence for the person: what is wrong, and what to do about it.
"""

from __future__ import annotations

from typing import ClassVar

from tools.text import clean


class GouacheError(Exception):
    """Base of all errors whose text is shown to the person.

    Paths and values from elsewhere are often part of the text, so it is one line without control characters.
    """

    exit_status: ClassVar[int] = 1
    """Exit status of a command that ends with such an error."""

    def __str__(self) -> str:
        return " ".join(clean(super().__str__()).splitlines())


class Cancelled(GouacheError):
    """The person stopped the work. Hooks raise it between two steps; tools and engines let it pass."""

    def __init__(self, kept: bool = True) -> None:
        """Say whether there is a picture that is kept."""
        super().__init__("Stopped. The last good picture is kept." if kept else "Stopped before there was a picture.")


class BadArguments(GouacheError):
    """The arguments of a tool call are wrong; a language model may correct them."""


class ModelMissing(GouacheError):
    """A model, or something that it needs, is not there or does not answer."""


class ModelDamaged(GouacheError):
    """A model file is not what it should be: its hash or its content is wrong."""


class OutOfMemory(GouacheError):
    """A model does not fit into memory even when it is alone there."""


class BadPicture(GouacheError):
    """A picture can't be read, is too large, or would become too large."""


class FaultyPicture(BadPicture):
    """A painted picture has a technical fault: it is black, flat or truncated."""


class BadFolder(GouacheError):
    """A folder that gouache is to keep its files in can't exist."""


class BadProfile(GouacheError):
    """A profile is unknown, is no valid profile, or names something that does not exist."""


class OutOfWorld(GouacheError):
    """A prompt names something that a painter with a closed vocabulary does not know."""
