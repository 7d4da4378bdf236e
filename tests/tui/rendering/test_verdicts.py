"""One line of verdict: each fact once, and what is missing by name."""

from __future__ import annotations

import pytest

from tools.types import Check, Requirement
from tui.rendering.verdicts import distinct_checks, verdict_line


def check(verdict: str, kind: str, subject: str = "", value: str = "") -> Check:
    requirement = Requirement.model_validate({"kind": kind, "subject": subject, "value": value})
    return Check.model_validate({"requirement": requirement, "verdict": verdict, "probability": 0.5})


FOX = [check("pass", "exists", "fox"), check("pass", "count", "fox", "1")]
NO_OWL = [check("fail", "exists", "owl"), check("fail", "count", "owl", "2")]


@pytest.mark.parametrize(
    ("checks", "line"),
    [
        ([], ""),
        (FOX, "✓ the check passes"),
        ([*FOX, check("pass", "scene", value="forest"), check("n/a", "style", value="oil")], "✓ all 2 checks pass"),
        ([*FOX, *NO_OWL, check("fail", "color", "fox", "red")], "✗ not right: owl; the fox is red"),
        ([FOX[0], check("fail", "count", "fox", "2")], "✗ not right: there are two foxes"),
        ([*NO_OWL, check("unsure", "scene", value="forest")], "✗ not right: owl  ? not sure: the scene is forest"),
    ],
)  # fmt: skip
def test_the_line_names_what_is_missing(checks: list[Check], line: str) -> None:
    assert str(verdict_line(checks)) == line


def test_numbers_stay_those_of_the_requirements() -> None:
    assert list(distinct_checks([*FOX, *NO_OWL])) == [2, 3]
