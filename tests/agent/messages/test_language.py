"""Which language a session is answered in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.director.plan import Plan
from agent.messages.language import conversation_language, is_other_language
from storage.settings import save_settings, system_language
from tests.agent.plans import RED_BIRD, Make


@pytest.mark.parametrize(
    ("messages", "language"),
    [
        ((), None), (("123", "/undo"), None), (("画 1 个 robot，color=blue",), "zh"), (("make it blue",), "en"),
        (("画一只猫", "/style oil", "👍"), "zh"), (("画一只猫", "undo"), "zh"), (("undo",), "en"),
        (("画一只猫", "make it a dog", "ok"), "en"), (("a red bird", "再来一张"), "zh"),
    ],
)  # fmt: skip
def test_the_newest_message_that_tells_a_language_decides(messages: tuple[str, ...], language: str | None) -> None:
    assert conversation_language(reversed(messages)) == language


def test_the_setting_wins_over_the_conversation_and_that_over_the_locale(
    studio: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    made = studio(Plan(intent="undo"))
    assert made.send("/undo").reply == "没有可撤销的操作。"
    assert made.send("take that back, please").reply == "There is nothing to undo."
    assert made.send("/redo").reply == "There is nothing to redo."
    made.send("撤销")
    assert made.send("/undo").reply == "没有可撤销的操作。"
    save_settings(language="en")
    assert made.send("撤销").reply == "There is nothing to undo."
    save_settings(language="zh")
    assert (made.send("/seed 5").reply or "").startswith("从现在起")


@pytest.mark.parametrize(
    ("names", "language"),
    [({"LANG": "zh_TW.UTF-8"}, "zh"), ({"LANG": "zh_CN", "LC_ALL": "C.UTF-8"}, "en"), ({"LC_MESSAGES": "zh_HK"}, "zh"),
     ({"LANG": "de_DE.UTF-8"}, "en"), ({}, "en")],
)  # fmt: skip
def test_the_locale_is_read_as_programs_read_it(
    names: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


@pytest.mark.parametrize(
    "message",
    ["Bonjour, dessine-moi un mouton", "нарисуй кота", "猫を描いてください", "고양이 그려줘", "Zeichne mir eine Katze"],
)
def test_other_languages_are_told_from_english_and_chinese(message: str) -> None:
    assert is_other_language(message)


@pytest.mark.parametrize(
    "message",
    [
        "a cat con carne",
        "draw a die",
        "画一只猫，谢谢",
        "naïve café in a meadow",
        "purpel dragon n a casle",
        "😀",
    ],
)
def test_english_with_odd_words_is_english(message: str) -> None:
    assert not is_other_language(message)


def test_a_message_in_another_language_is_told_which_are_understood(studio: Make) -> None:
    made = studio(Plan(intent="chat", text="Hello! What shall I paint?"), Plan(intent="chat", text="Hello!"), RED_BIRD)
    assert "English and Chinese" in (made.send("Bonjour, dessine-moi un mouton").reply or "")
    assert made.send("good morning").reply == "Hello!"
    assert "#1" in (made.send("нарисуй птицу").reply or "")


def test_traditional_characters_reach_the_director_as_simplified_ones(studio: Make) -> None:
    made = studio(RED_BIRD)
    turn = made.send("畫一隻紅色的鳥")
    assert turn.message == "畫一隻紅色的鳥"
    writer: Any = made.models.get("director")
    assert "画一只红色的鸟" in json.loads(writer.prompts[-1])[-1]["content"]
    assert (turn.reply or "").startswith("这是第1张。")
