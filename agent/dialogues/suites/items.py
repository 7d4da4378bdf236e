"""What is read out of a suite: turns, what must hold after them, and what of the suite's rule can't be followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from agent.dialogues.suites.reading import Record
from tools.types import Requirement


@dataclass(frozen=True)
class SuiteTurn:
    """One message.

    Attributes:
        say: The message.
        required: What the suite asks of the picture afterwards.
        strict: What it must show beyond that for nothing to be wrong with it.
        picture: Whether a new picture must come; None where the suite does not tell.
    """

    say: str
    required: tuple[Requirement, ...] = ()
    strict: tuple[Requirement, ...] = ()
    picture: Literal["new", "kept"] | None = "new"


@dataclass(frozen=True)
class SuiteItem:
    """A dialogue of a suite.

    Attributes:
        record: Where it stands.
        turns: Its messages.
        tags: What the suite calls its kind.
        pictures: File names that its first picture may have, the likeliest first; none where it begins with nothing.
        unfollowed: How many of the suite's questions about it can't be put to the eyes.
    """

    record: Record
    turns: tuple[SuiteTurn, ...]
    tags: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    unfollowed: int = 0


@dataclass(frozen=True)
class SuiteKind:
    """A kind of file.

    Attributes:
        read: Reads a file's items.
        rule: How the suite scores, and how far the scripts follow it: a key of the command's texts.
    """

    read: Callable[[Path], list[SuiteItem]]
    rule: str
