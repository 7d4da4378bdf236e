"""The retry policy: what is tried next, within bounds, and never the same call twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agent import limits
from agent.brief.model import Brief, Element
from agent.brief.wording import brief_prompt
from agent.messages.replies import Replies
from agent.turns.calls import PlannedCall
from agent.turns.retry_policy import Attempt, Budget, after_fault, best_attempt, next_call, score_attempt
from agent.turns.tool_calls import structure
from tools.profiles import load_profile
from tools.types import Check, Requirement
from tools.vocabulary import vocabulary_of

BRIEF = Brief(elements=(Element(what="castle"), Element(what="balloon", color="red", count=2)))
CALL: PlannedCall = {"tool": "generate", "arguments": {"prompt": brief_prompt(BRIEF), "seed": 100, "steps": 4}}

STORYBOOK = vocabulary_of("storybook")


def _failed(kind: str, subject: str = "balloon", value: str = "", **values: Any) -> Check:
    asked = Requirement(kind=kind, subject=subject, value=value, object=values.pop("object", ""))  # type: ignore[arg-type]
    return Check(requirement=asked, verdict="fail", probability=0.1, **values)


def _tried(*checks: Check, call: PlannedCall = CALL, picture: int = 1, spared: bool = True) -> Attempt:
    return Attempt(call, score_attempt(picture, list(checks), spared), checks, spared)


def test_a_wrong_colour_is_repaired_in_the_picture_then_painted_anew() -> None:
    tries = [_tried(_failed("color", value="red"), picture=7)]
    first = next_call(tries, BRIEF, 1.0)
    assert first is not None
    assert (first["tool"], first["on"]) == ("edit", 7)
    assert first["arguments"] == {
        "prompt": brief_prompt(BRIEF), "instruction": "make the balloon red", "picture": None, "keep": True,
        "seed": 101, "steps": 4, **structure(BRIEF),
        "change": {"freed": {"balloon": ["color"]}, "mentioned": ["balloon"]},
    }  # fmt: skip
    tries.append(_tried(_failed("color", value="red"), call=first, picture=8))
    second = next_call(tries, BRIEF, 1.0)
    # The first is still the best, and the same words would only be said to it again.
    assert second == {"tool": "generate", "arguments": {**CALL["arguments"], "seed": 102}}


def test_what_the_turn_took_over_is_not_tried_again() -> None:
    old, new = _failed("color", value="red"), _failed("exists", "castle")
    one = _tried(old, new)
    assert next_call([replace(one, inherited=frozenset({old.requirement, new.requirement}))], BRIEF, 1.0) is None
    again = next_call([replace(one, inherited=frozenset({old.requirement}))], BRIEF, 1.0)
    assert again is not None
    assert (again["tool"], again["arguments"]["seed"]) == ("generate", 101)


def test_a_repair_takes_the_best_picture_and_the_words_that_it_needs() -> None:
    worse = _tried(_failed("color", value="red"), _failed("size", value="large"), picture=1)
    better = _tried(
        _failed("absent", "moon"), call={**CALL, "arguments": {**CALL["arguments"], "seed": 101}}, picture=2
    )
    call = next_call([worse, better], BRIEF, 1.0)
    assert call is not None
    assert (call["on"], call["arguments"]["instruction"], call["arguments"]["seed"]) == (2, "remove the moon", 102)
    again = next_call([better, worse], BRIEF, 1.0)
    assert again is not None
    assert again["on"] == 2


def test_a_wrong_relation_puts_its_clause_first_then_takes_a_new_seed() -> None:
    above = _failed("relation", "balloon", "above", object="castle")
    tries = [_tried(above)]
    first = next_call(tries, BRIEF, 1.0)
    assert first is not None
    assert first["arguments"]["prompt"] == "two red balloons, a castle"
    assert [t["name"] for t in first["arguments"]["content"]["things"]] == ["balloon", "castle"]
    second = next_call([*tries, _tried(above, call=first, picture=2)], BRIEF, 2.0)
    assert second is not None
    assert second["arguments"] == {**first["arguments"], "seed": 101}


@pytest.mark.parametrize(
    "checks", [[_failed("count")], [_failed("exists")], [_failed("color"), _failed("exists", "x")]]
)
def test_what_is_missing_or_miscounted_takes_a_new_seed(checks: list[Check]) -> None:
    call = next_call([_tried(*checks)], BRIEF, 1.0)
    assert call == {"tool": "generate", "arguments": {**CALL["arguments"], "seed": 101}}


def test_an_equal_call_is_not_made_again() -> None:
    lone = Brief(elements=(Element(what="balloon", color="red"), Element(what="castle")))
    call: PlannedCall = {"tool": "generate", "arguments": {"prompt": brief_prompt(lone), "seed": 5}}
    again = next_call([_tried(_failed("relation", "balloon", "above"), call=call)], lone, 1.0)
    assert again == {"tool": "generate", "arguments": {"prompt": brief_prompt(lone), "seed": 6}}


def test_an_edit_that_spoilt_the_rest_is_made_again_from_its_input() -> None:
    edit: PlannedCall = {
        "tool": "edit",
        "arguments": {"prompt": brief_prompt(BRIEF), "seed": 4, "picture": 2, "instruction": "x"},
    }
    spoilt = _tried(call=edit, spared=False)
    assert spoilt.score["failed"] == 1
    again = next_call([spoilt], BRIEF, 1.0)
    assert again == {"tool": "edit", "arguments": {**edit["arguments"], "seed": 5}}


def test_there_is_no_try_without_a_plain_failure_or_outside_the_bounds() -> None:
    sure = _failed("count").model_copy(update={"verdict": "unsure"})
    assert next_call([_tried(sure)], BRIEF, 1.0) is None
    full = [_tried(_failed("count"), picture=n) for n in range(limits.PICTURES)]
    assert next_call(full, BRIEF, 1.0) is None
    assert next_call([_tried(_failed("count"))], BRIEF, limits.SECONDS + 1) is None
    assert next_call([_tried(_failed("count", trusted=False))], BRIEF, 1.0) is None
    own = Budget.of(load_profile("studio-80"))
    assert own == (2, 240)
    assert next_call([_tried(_failed("count"))], BRIEF, 200.0, own) is not None
    assert next_call([_tried(_failed("count"))], BRIEF, 241.0, own) is None
    assert next_call(full[:2], BRIEF, 1.0, own) is None
    assert Budget.of(load_profile("pocket")) == (limits.PICTURES, limits.SECONDS)
    assert after_fault(CALL, limits.FAULTS) is None
    assert after_fault({"tool": "enhance", "arguments": {"how": "x2"}}, 0) is None
    assert after_fault({"tool": "generate", "arguments": {"seed": 3, "batch": [3, 4]}}, 0) == {
        "tool": "generate", "arguments": {"seed": 4},
    }  # fmt: skip


def test_the_best_try_fails_least() -> None:
    tries = [
        {"picture": 1, "passed": 3, "failed": 1, "score": 0.9},
        {"picture": 2, "passed": 2, "failed": 0, "score": 0.5},
        {"picture": 3, "passed": 2, "failed": 0, "score": 0.5},
    ]
    assert best_attempt(tries)["picture"] == 2  # type: ignore[arg-type]


def test_chinese_replies_hold_no_english_words() -> None:
    told = [  # one of every kind
        Requirement(kind="exists", subject="castle"), Requirement(kind="count", subject="balloon", value="2"),
        Requirement(kind="color", subject="balloon", value="red"),
        Requirement(kind="place", subject="moon", value="left"),
        Requirement(kind="relation", subject="balloon", value="above", object="castle"),
        Requirement(kind="scene", value="night"), Requirement(kind="style", value="watercolor"),
        Requirement(kind="size", subject="castle", value="large"), Requirement(kind="absent", subject="moon"),
    ]  # fmt: skip
    words = [Replies("zh", STORYBOOK).phrases.statement(requirement) for requirement in told]
    assert words == [
        "有城堡", "有两个气球", "气球是红色", "月亮在左边", "气球在城堡的上面", "场景是夜晚", "风格是水彩",
        "城堡是大的", "没有月亮",
    ]  # fmt: skip
    failed = Check(requirement=told[2], verdict="fail", probability=0.2, seen="mixed")
    assert Replies("zh", STORYBOOK).verdicts([failed]) == "还差一点：气球该是红色，现在看着是好几种颜色。"
