"""How verdicts look. Their signs differ, and their colours differ in lightness: neither alone is needed to read one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tools.text import clean

if TYPE_CHECKING:
    from textual.content import Content

    from tools.types import Check

SIGNS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–"}
"""The sign of each verdict."""
STYLES = {"pass": "$text-success", "fail": "$text-error bold", "unsure": "$text-warning", "n/a": "dim"}
"""The Textual style of each verdict's sign."""
MARKS = {"pass": "[green]✓[/]", "fail": "[red]✗[/]", "unsure": "[yellow]?[/]", "n/a": "[dim]–[/]"}
"""The sign of each verdict in Rich markup, for the command line."""


def checks_text(checks: Iterable[Check]) -> Content:
    """Return checks side by side, each as sign, statement and probability."""
    from textual.content import Content

    parts: list[tuple[str, str]] = []
    for check in checks:
        text = f"{clean(check.requirement.statement)} {check.probability:.2f}   "
        parts.append((f"{SIGNS[check.verdict]} ", STYLES[check.verdict]))
        parts.append((text, "dim" if check.verdict == "n/a" else ""))
    return Content.assemble(*parts)
