"""How slash commands are read."""

from __future__ import annotations

import re

import pytest

from agent.brief.edits import Edit
from agent.commands.table import COMMANDS, BadCommand, command_texts, parse_command
from agent.director.plan import Plan
from agent.messages.catalogue import catalogue
from tools.sentences import LANGUAGES
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Language

STORYBOOK = vocabulary_of("storybook")


@pytest.mark.parametrize(
    ("message", "plan"),
    [
        ("/undo", Plan(intent="undo")),
        ("/go #3", Plan(intent="goto", picture=3)),
        ("/compare 1 2", Plan(intent="compare", picture=1, other=2)),
        ("/describe", Plan(intent="describe")),
        ("/style  oil", Plan(intent="edit", edits=(Edit(op="style", to="oil"),))),
        ("/scene 海滩", Plan(intent="edit", edits=(Edit(op="scene", to="海滩"),))),
        ("/style woodcut", Plan(intent="restyle", method="woodcut")),
        ("/restyle 水墨", Plan(intent="restyle", method="ink wash")),
        ("/restyle #2", Plan(intent="restyle", picture=2)),
        ("/enhance", Plan(intent="enhance")),
        ("/enhance x2", Plan(intent="enhance", method="x2")),
        ("/world", Plan(intent="chat")),
        ("/restyle 馬賽克", Plan(intent="restyle", method="mosaic")),
    ],
)
def test_commands_are_plans(message: str, plan: Plan) -> None:
    asked = parse_command(message)
    assert asked is not None
    assert asked.plan == plan


@pytest.mark.parametrize(
    "message",
    [
        "/", "/why", "/why x", "/raw", "/open", "/fly", "/go", "/go x", "/compare 1", "/style", "/seed -1", "/prompt",
        "/vary 1", "/vary 9", "/vary x", "/steps 0", "/steps 1.5", "/steps", "/guidance 31", "/guidance nan", "/draft",
        "/draft 1", "/size 100", "/size 100x100", "/size 8x8", "/size 128x5000", "/strength 0", "/strength 2",
        "/region 0,0,1 x", "/region 0,0,2,1 x", "/region 0,0,1,1", "/auto now", "/world moons", "/restyle",
        "/restyle disco",
    ],
)  # fmt: skip
def test_bad_commands_say_how_they_are_written(message: str) -> None:
    with pytest.raises(BadCommand, match="/") as refused:
        parse_command(message)
    assert "“”" not in str(refused.value)
    assert re.search("[\u4e00-\u9fff]", refused.value.answer.text("zh"))


@pytest.mark.parametrize("message", ["/region .5,0,.5,1 x", "/enhance louder"])
def test_what_is_wrong_is_said(message: str) -> None:
    with pytest.raises(BadCommand, match=r"must be less than|there are auto, denoise"):
        parse_command(message)


@pytest.mark.parametrize(
    ("message", "settings"),
    [
        ("/steps 8", {"steps": 8, "draft": False}),
        ("/steps auto", {"steps": None, "draft": False}),
        ("/guidance 2.5", {"guidance": 2.5}),
        ("/draft on", {"draft": True}),
        ("/size 256X128", {"width": 256, "height": 128}),
        ("/strength .4", {"strength": 0.4}),
        ("/seed fixed", {"mode": "fixed"}),
    ],
)
def test_settings_are_read(message: str, settings: dict[str, object]) -> None:
    asked = parse_command(message)
    assert asked is not None
    assert asked.settings == settings
    assert asked.answer is not None
    assert asked.answer.text("en").endswith(".")
    assert asked.answer.text("zh").endswith("。")


def test_anything_else_is_said_to_the_model() -> None:
    assert parse_command("undo") is None
    assert parse_command("a red / blue bird") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_says_how_it_is_written_and_what_it_does(language: Language) -> None:
    texts = command_texts(language)
    assert texts.keys() == COMMANDS.keys() == catalogue(language)["usage"].keys() == catalogue(language)["help"].keys()
    assert all(usage.split()[0] == f"/{name}" for name, (usage, _) in texts.items())


@pytest.mark.parametrize(("message", "near"), [("/sty", "/style"), ("/udno", "/undo"), ("/restlye oil", "/restyle")])
def test_a_misspelt_command_is_told_the_one_that_may_be_meant(message: str, near: str) -> None:
    with pytest.raises(BadCommand, match=f"did you mean {near}"):
        parse_command(message)
