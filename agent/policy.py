"""When another try pays, and which try is handed over."""

from __future__ import annotations

from agent import limits
from agent.state import Try
from tools.values import Check


def retry_seed(checks: list[Check], tries: int, seconds: float) -> int | None:
    """How far to move the seed for another try from the original input, or None to stop.

    Only plain failures of kinds that the eyes judge well are worth a try, within the picture and time bounds.
    """
    failed = any(c.verdict == "fail" and c.requirement.kind in limits.RETRY_KINDS for c in checks)
    if not failed or tries >= limits.PICTURES or seconds > limits.SECONDS:
        return None
    return 1


def best(tries: list[Try]) -> Try:
    """Fewest failed, most passed, then the higher geometric mean, then the earlier."""
    return max(tries, key=lambda t: (-t["failed"], t["passed"], t["score"]))
