"""The writer asks once more where a text loses something, and gives up where it loses it again."""

from __future__ import annotations

import json
from threading import Event
from typing import Any

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.writer.writer import PromptWriter
from tests.conftest import ScriptedWriter
from tools.engines.diffusers.prompting import Prompting

BRIEF = Brief(
    elements=(Element(what="fisherman", attributes=("old", "weathered face")),), aspects=(("light", "golden hour"),)
)
GOOD = "Portrait of an old fisherman, his face weathered, in the light of the golden hour."
LOST = "Portrait of an old fisherman in the light of the golden hour."


def _answer(text: str) -> str:
    return json.dumps({"text": text})


def _writer(*answers: str, **prompting: Any) -> tuple[PromptWriter, ScriptedWriter]:
    model = ScriptedWriter(*answers)
    return PromptWriter(model, Prompting(**prompting)), model  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answers", "written", "calls"),
    [
        ([_answer(GOOD)], GOOD, 1),
        ([f"<think>hm</think>```json\n{_answer(GOOD)}\n```"], GOOD, 1),
        ([_answer(LOST), _answer(GOOD)], GOOD, 2),
        ([_answer(LOST), _answer(LOST)], None, 2),
        (["no JSON at all", _answer(GOOD)], GOOD, 2),
        ([_answer("\x1b[31m" + GOOD)], GOOD, 1),
    ],
)
def test_a_prompt_is_written_repaired_once_or_given_up(answers: list[str], written: str | None, calls: int) -> None:
    writer, model = _writer(*answers)
    assert writer.prompt(BRIEF, Event()) == written
    assert writer.calls == calls == len(model.prompts)
    if calls == 2 and "JSON at all" not in answers[0]:
        assert "It leaves out “weathered face”." in json.loads(model.prompts[1])[-1]["content"]


@pytest.mark.parametrize(
    ("caption", "told"),
    [("words", "list of short phrases"), ("sentence", "plain sentences"), ("description", "80 to 200 words")],
)
def test_the_model_is_told_what_the_painter_expects(caption: str, told: str) -> None:
    writer, model = _writer(_answer(GOOD), caption=caption)
    writer.prompt(BRIEF, Event())
    system, said = json.loads(model.prompts[0])
    assert told in system["content"]
    assert "in English" in system["content"]
    assert said["content"] == "- a fisherman (old, weathered face)\n- light: golden hour"


def test_a_painter_that_reads_chinese_is_written_to_in_chinese() -> None:
    brief = Brief(elements=(Element(what="渔夫", attributes=("黄色雨衣",)),))
    text = "一位穿黄色雨衣的渔夫。"
    writer, model = _writer(_answer(text), language="any")
    assert writer.prompt(brief, Event()) == text
    assert "in Chinese" in model.prompts[0]


def test_an_instruction_says_the_change() -> None:
    edits = [Edit(op="change", what="fisherman", attributes=("beard",))]
    after = BRIEF.model_copy(update={"elements": (Element(what="fisherman", attributes=("old", "beard")),)})
    text = "The fisherman now has a full beard."
    writer, model = _writer(_answer("The fisherman smiles."), _answer(text))
    assert writer.instruction(edits, after, Event()) == text
    assert json.loads(model.prompts[0])[1]["content"] == "- show the fisherman with beard"
