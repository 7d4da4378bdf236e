"""How verdicts look. Their signs differ, and their colours differ in lightness: neither alone is needed to read one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tools.text import clean
from tui import texts

if TYPE_CHECKING:
    from textual.content import Content

    from agent.messages.phrases import Phrases
    from tools.types import Check

SIGNS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–", "unchecked": "·"}
"""The sign of each verdict."""
STYLES = {
    "pass": "$text-success", "fail": "$text-error bold", "unsure": "$text-warning", "n/a": "dim", "unchecked": "dim",
}  # fmt: skip
"""The Textual style of each verdict's sign."""
MARKS = {
    "pass": "[green]✓[/]", "fail": "[red]✗[/]", "unsure": "[yellow]?[/]", "n/a": "[dim]–[/]", "unchecked": "[dim]·[/]",
}  # fmt: skip
"""The sign of each verdict in Rich markup, for the command line."""


def chance_text(check: Check) -> str:
    """Return a check's probability, or that it was not checked."""
    return texts.text("verdict", "unchecked") if check.verdict == "unchecked" else check.chance


def distinct_checks(checks: Sequence[Check]) -> dict[int, Check]:
    """Return the checks that say something of their own, by number from 1.

    That a thing is there and how many of it there are is one fact: a thing that is missing has no number, and one that
    is counted is there.
    """
    there = {
        check.requirement.subject: check.verdict == "pass" for check in checks if check.requirement.kind == "exists"
    }
    counted = {check.requirement.subject for check in checks if check.requirement.kind == "count"}

    def is_own(check: Check) -> bool:
        kind, subject = check.requirement.kind, check.requirement.subject
        if kind == "exists":
            return not there[subject] or subject not in counted
        return kind != "count" or there.get(subject, True)

    return {number: check for number, check in enumerate(checks, 1) if is_own(check)}


def verdict_line(checks: Sequence[Check]) -> Content:
    """Return one line: what is missing by name, what is not sure, or that everything holds."""
    from textual.content import Content

    live = [check for check in distinct_checks(checks).values() if check.told]
    parts: list[tuple[str, str]] = []
    phrases = texts.phrases()
    for verdict, key in (("fail", "missing"), ("unsure", "unsure")):
        names = phrases.row([_name(check, phrases) for check in live if check.verdict == verdict], ";")
        if names:
            parts += [(SIGNS[verdict], STYLES[verdict]), (f" {texts.text('card', key, list=names)}  ", "")]
    if live and not parts:
        words = texts.text("card", "holds" if len(live) == 1 else "all_hold", n=len(live))
        parts = [(SIGNS["pass"], STYLES["pass"]), (f" {words}", "")]
    return Content.assemble(*parts).rstrip()


def _name(check: Check, phrases: Phrases) -> str:
    requirement = check.requirement
    is_thing = requirement.kind == "exists"
    return clean(phrases.word(requirement.subject) if is_thing else phrases.statement(requirement))
