"""The retry policy: what is tried next, within bounds, and never the same call twice."""

from __future__ import annotations

from agent import limits, replies
from agent.brief import Brief, Element, prompt
from agent.policy import after_fault, best, next_call
from agent.state import Call
from tools.values import Check, Requirement

BRIEF = Brief(elements=(Element(what="castle"), Element(what="balloon", color="red", count=2)))
CALL: Call = {"tool": "generate", "arguments": {"prompt": prompt(BRIEF), "seed": 100}}


def _failed(kind: str, subject: str = "balloon") -> Check:
    return Check(requirement=Requirement(kind=kind, subject=subject), verdict="fail", probability=0.1)  # type: ignore[arg-type]


def test_a_wrong_colour_puts_its_clause_first_then_takes_a_new_seed() -> None:
    first = next_call(CALL, [_failed("color")], BRIEF, 1, 1.0, [CALL])
    assert first is not None
    assert first["arguments"] == {"prompt": "two red balloons, a castle", "seed": 100}
    second = next_call(first, [_failed("color")], BRIEF, 2, 1.0, [CALL, first])
    assert second is not None
    assert second["arguments"] == {"prompt": "two red balloons, a castle", "seed": 101}


def test_a_wrong_count_takes_a_new_seed() -> None:
    call = next_call(CALL, [_failed("count")], BRIEF, 1, 1.0, [CALL])
    assert call == {"tool": "generate", "arguments": {"prompt": prompt(BRIEF), "seed": 101}}


def test_an_equal_call_is_not_made_again() -> None:
    lone = Brief(elements=(Element(what="balloon", color="red"),))
    call: Call = {"tool": "generate", "arguments": {"prompt": prompt(lone), "seed": 5}}
    again = next_call(call, [_failed("color")], lone, 1, 1.0, [call])
    assert again == {"tool": "generate", "arguments": {"prompt": prompt(lone), "seed": 6}}


def test_there_is_no_try_without_a_plain_failure_or_outside_the_bounds() -> None:
    sure = _failed("color").model_copy(update={"verdict": "unsure"})
    assert next_call(CALL, [sure], BRIEF, 1, 1.0, [CALL]) is None
    assert next_call(CALL, [_failed("color")], BRIEF, limits.PICTURES, 1.0, [CALL]) is None
    assert next_call(CALL, [_failed("color")], BRIEF, 1, limits.SECONDS + 1, [CALL]) is None
    doubtful = _failed("color").model_copy(update={"trusted": False})
    assert next_call(CALL, [doubtful], BRIEF, 1, 1.0, [CALL]) is None
    assert after_fault(CALL, limits.FAULTS) is None


def test_the_best_try_fails_least() -> None:
    tries = [
        {"picture": 1, "passed": 3, "failed": 1, "score": 0.9},
        {"picture": 2, "passed": 2, "failed": 0, "score": 0.5},
        {"picture": 3, "passed": 2, "failed": 0, "score": 0.5},
    ]
    assert best(tries)["picture"] == 2  # type: ignore[arg-type]


def test_chinese_replies_hold_no_english_words() -> None:
    told = [  # one of every kind
        Requirement(kind="exists", subject="castle"), Requirement(kind="count", subject="balloon", value="2"),
        Requirement(kind="color", subject="balloon", value="red"),
        Requirement(kind="place", subject="moon", value="left"),
        Requirement(kind="relation", subject="balloon", value="above", object="castle"),
        Requirement(kind="scene", value="night"), Requirement(kind="style", value="watercolor"),
        Requirement(kind="size", subject="castle", value="large"), Requirement(kind="absent", subject="moon"),
    ]  # fmt: skip
    words = [replies.statement("zh", requirement) for requirement in told]
    assert words == [
        "有城堡", "气球有2个", "气球是红色的", "月亮在左边", "气球在城堡的上面", "场景是夜晚", "风格是水彩",
        "城堡是大的", "没有月亮",
    ]  # fmt: skip
    failed = Check(requirement=told[2], verdict="fail", probability=0.2, seen="mixed")
    assert replies.verdicts("zh", [failed]) == "还不对：气球是红色的，我看到杂色 (20 %)。"
