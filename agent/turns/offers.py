"""The offer to undo, and whether a message takes it up: "yes" does, anything of its own is heard as what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from agent.messages.taught import recognize

OFFERS = ("undo", "complaint")
"""Keys of the taught sentences that offer to undo."""
_YES = re.compile(
    r"(?:yes|yeah|yep|yup|y|sure|ok|okay|please|do it|go ahead|undo|undo it|take it back)"
    r"(?:[ ,]+(?:please|do|undo it))*"
    r"|(?:好|是|对|嗯|行|可以|要|撤|撤销|撤回)(?:的|啊|吧|呀|了|它)*(?:[，, ]*(?:撤销|撤回|撤)(?:吧|它)?)?",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|nah|n|don't|leave it|never ?mind|no need)(?:[ ,]+(?:thanks|thank you|leave it))*"
    r"|(?:不|不用|不要|不必|别|算了|没事)(?:的|了|吧)*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[\s.!?。！？~～]+$")


def is_offer(exchange: Sequence[Sequence[str]]) -> bool:
    """Whether the newest message of an exchange answers an offer to undo."""
    if len(exchange) < 2 or exchange[-2][0] != "you":
        return False
    found = recognize(exchange[-2][1])
    return found is not None and found.key in OFFERS


def taken_up(message: str) -> Literal["yes", "no"] | None:
    """Whether a message says yes or no and nothing else."""
    bare = _ENDING.sub("", message.strip())
    return "yes" if _YES.fullmatch(bare) else "no" if _NO.fullmatch(bare) else None
