"""What is read out of a model's words."""

from __future__ import annotations

import pytest

from agent.brief.edits import Edit
from agent.director.answers import UnreadableAnswer, read_plan
from agent.director.plan import Plan
from tools.engines.language.replies import is_whole, without_thoughts

UNDO = Plan(intent="undo")


@pytest.mark.parametrize(
    "answer",
    [
        '{"do": "undo"}', '```json\n{"do": "undo"}\n```', 'Sure! {"do":"undo"} Anything else?', '[{"do":"undo"}]',
        '{"plan": {"do": "undo"}}', '{"name": "plan", "arguments": "{\\"do\\": \\"undo\\"}"}',
        '{"do":"create"} no: {"do":"undo"}', '{"do": "undo"} {"done": true}', '{"do":"undo","n":null,"say":""}',
        '<think>{"do":"redo"}</think>{"do":"undo"}', 'Or {"do":"redo"}?</think> {"do":"undo"}',
        '{"thoughts": {"do": "think"}, "do": "undo"}',
    ],
)  # fmt: skip
def test_the_last_plan_is_read(answer: str) -> None:
    assert read_plan(answer) == UNDO


def test_surplus_keys_go_and_an_edit_counts_once() -> None:
    edit = '{"op":"add","what":"dog","why":"asked","color":null}'
    assert read_plan(f'{{"do":"edit","edits":[{edit},{edit}],"mood":1}}') == Plan(
        intent="edit", edits=(Edit(op="add", what="dog"),)
    )


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "no JSON object"), ('{"do": "un', "no JSON object"), ('{"do": "fly"}', "do: Input should be"),
        ('<think>{"do":"undo"}', "no JSON object"), ('{"do":"edit","edits":[{"op":"sing"}]}', r"edits\.0\.op"),
        ("{" * 50_000, "no JSON object"), ('{"a":' * 5_000, "no JSON object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_to_the_model(answer: str, reason: str) -> None:
    with pytest.raises(UnreadableAnswer, match=reason):
        read_plan(answer)


def test_thoughts_alone_leave_nothing() -> None:
    assert without_thoughts("<think>a red dog?") == ""
    assert without_thoughts("<thinking>a</thinking> b").strip() == "b"


def test_reading_ends_with_a_whole_plan_but_not_with_an_example_of_one() -> None:
    assert is_whole('{"do": "undo"}', ["do"])
    assert is_whole('```json\n{"do": "undo"}', ["do"])
    assert is_whole('<think>{"do":"redo"}</think>\n{"do": "undo"}', ["do"])
    assert not is_whole('<think>{"do":"redo"}', ["do"])
    assert not is_whole('{"do": "un', ["do"])
    assert not is_whole('{"reason": "x"}', ["do"])
    assert not is_whole('Form: {"do": "create"}', ["do"])
    assert is_whole('Form: {"do": "create"}' + "\n" * 70, ["do"])
