"""When another try pays, what is tried next, and which try is handed over."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from agent import limits
from agent.brief import Brief, prompt
from agent.state import Call, Try
from tools.values import Check

Remedy = Callable[[Call, list[Check], Brief, int], Call]
"""From the last call, the failed checks, the brief and the number of tries so far to another call."""


def new_seed(call: Call, failed: list[Check], brief: Brief, tries: int) -> Call:
    """The same again from the same input with another seed."""
    return {"tool": call["tool"], "arguments": {**call["arguments"], "seed": call["arguments"]["seed"] + 1}}


def clause_first(call: Call, failed: list[Check], brief: Brief, tries: int) -> Call:
    """The same seed, with the things that came out wrong at the head of the prompt; other prompts are left alone."""
    if call["arguments"]["prompt"] != prompt(brief):
        return call
    wrong = {c.requirement.subject for c in failed}
    order = sorted(brief.elements, key=lambda element: element.what not in wrong)
    words = prompt(brief.model_copy(update={"elements": tuple(order)}))
    return {"tool": call["tool"], "arguments": {**call["arguments"], "prompt": words}}


@dataclass(frozen=True)
class Rule:
    """One line of the policy: kinds of failed requirement, after which tries, and the remedy."""

    kinds: frozenset[str]
    after: frozenset[int]
    remedy: Remedy


POLICY = (
    Rule(frozenset({"color", "relation", "size"}), frozenset({1}), clause_first),
    Rule(frozenset({"absent", "color", "count", "exists", "place", "relation", "scene", "size", "style"}),
         frozenset(range(1, limits.PICTURES)), new_seed),
)  # fmt: skip
"""Read from the top: the first rule that fits a failure and gives a call that was not made yet decides."""


def next_call(
    call: Call, checks: list[Check], brief: Brief, tries: int, seconds: float, made: list[Call]
) -> Call | None:
    """The next try from the original input, or None to stop.

    Only plain failures of kinds that the eyes judge well are worth one, within the picture and time bounds; a call
    equal to one in `made` is never made again.
    """
    failed = [c for c in checks if c.verdict == "fail" and c.trusted]
    if not failed or tries >= limits.PICTURES or seconds > limits.SECONDS:
        return None
    kinds = {c.requirement.kind for c in failed}
    for rule in POLICY:
        if kinds & rule.kinds and tries in rule.after:
            candidate = rule.remedy(call, failed, brief, tries)
            if candidate not in made:
                return candidate
    return None


def after_fault(call: Call, faults: int) -> Call | None:
    """The call again with another seed after a technically faulty picture, or None once that is no use."""
    return new_seed(call, [], Brief(), 0) if faults < limits.FAULTS else None


def scored(picture: int, checks: list[Check]) -> Try:
    """A picture's try: requirements passed and failed, and the geometric mean of their probabilities."""
    live = [c for c in checks if c.verdict != "n/a"]
    mean = math.exp(sum(math.log(max(c.probability, 1e-4)) for c in live) / len(live)) if live else 1.0
    # A colour of something that is missing does not count as passed, so a missing thing costs all of its parts.
    passed = sum(c.verdict == "pass" for c in live)
    failed = len(checks) - sum(c.verdict in ("pass", "unsure") for c in checks)
    return {"picture": picture, "passed": passed, "failed": failed, "score": round(mean, 4)}


def best(tries: list[Try]) -> Try:
    """Fewest failed, most passed, then the higher geometric mean, then the earlier."""
    return max(tries, key=lambda t: (-t["failed"], t["passed"], t["score"]))
