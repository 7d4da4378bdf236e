"""Errors in the person's language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import agent
import storage
import tools
from agent.director.plan import Plan
from agent.messages.errors import error_sentence, error_sentences
from tests.agent.plans import RED_BIRD, Make
from tools.errors import Cancelled, GouacheError

_FIELD = re.compile(r"{\w*}")


def _texts_of_the_code() -> str:
    """Every text in the code, on a line each."""
    found = []
    for room in (agent, storage, tools):
        for path in Path(str(room.__file__)).parent.rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            found += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(found)


def test_every_sentence_is_one_of_the_code_and_keeps_its_fields() -> None:
    code = _texts_of_the_code()
    for english, chinese in error_sentences():
        for piece in _FIELD.split(english):
            assert piece.strip(" ;.") in code, english
        assert set(_FIELD.findall(chinese)) <= set(_FIELD.findall(english))
        assert re.search("[\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("There is no picture #9; there are #1 to #2.", "没有第9张图，这次会话有第1到第2张。"),
        ("There is no file /tmp/x (1).png; check the path.", "没有文件 /tmp/x (1).png，请检查路径。"),
        ("Something new went wrong.", "Something new went wrong."),
    ],
)
def test_an_error_is_said_in_chinese_where_it_is_known(english: str, chinese: str) -> None:
    assert error_sentence(GouacheError(english), "zh") == chinese
    assert error_sentence(GouacheError(english), "en") == english
    assert error_sentence(Cancelled(), "zh").startswith("已停止")


def test_a_chinese_session_hears_of_errors_in_chinese(studio: Make) -> None:
    made = studio(RED_BIRD, Plan(intent="enhance", method="brighter"))
    made.send("画一只红色的鸟")
    for message, reply in (("/go 9", "没有第9张图，这次会话有第1到第1张。"), ("/open nowhere.png", "没有文件")):
        with pytest.raises(GouacheError):
            made.send(message)
        assert (made.store.turns(made.session_id)[-1].reply or "").startswith(reply)
    assert (made.send("/region 0,0,1,1 再亮一点").reply or "").startswith("在一块区域里")
