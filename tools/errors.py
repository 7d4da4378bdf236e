"""Errors sorted by who can act. Their text is one sentence for the person: what happened, what to do."""

from __future__ import annotations


class GouacheError(Exception):
    """Base of everything that a person is told about in one sentence."""


class Cancelled(GouacheError):
    """The person stopped the work; raised in step callbacks and passed through untouched."""

    def __init__(self) -> None:
        super().__init__("Stopped. The last good picture is kept.")


class BadArguments(GouacheError):
    """A tool call whose arguments don't fit; the language model may repair it."""


class ModelMissing(GouacheError):
    """A model's files are not there."""


class ModelDamaged(GouacheError):
    """A model file does not have the hash it was shipped with."""


class OutOfMemory(GouacheError):
    """A model did not fit even after everything else was put away."""


class BadPicture(GouacheError):
    """A picture file that can't be read, is too large, or is technically faulty."""


class FaultyPicture(BadPicture):
    """A painted picture that is technically faulty: black, flat, or not a number."""


class BadProfile(GouacheError):
    """A profile that is unknown or names something that does not exist."""


class OutOfWorld(GouacheError):
    """A prompt that names what a painter of a closed world does not know."""
