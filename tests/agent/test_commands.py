"""Slash commands: exact wishes past the language model, through the same graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from agent.brief import Brief, Element
from agent.commands import COMMANDS, BadCommand, parse
from agent.edits import Edit
from agent.plan import Plan
from agent.questions import seen
from agent.studio import Studio
from storage.store import Store
from tools.errors import GouacheError
from tools.pictures import identity
from tui.suggest import Words

Make = Callable[..., Studio]
RED_BIRD = Plan(do="create", edits=(Edit(op="add", what="bird", color="red"),))


@pytest.mark.parametrize(
    ("message", "plan"),
    [
        ("/undo", Plan(do="undo")),
        ("/go #3", Plan(do="goto", n=3)),
        ("/compare 1 2", Plan(do="compare", n=1, m=2)),
        ("/describe", Plan(do="describe")),
        ("/style  oil", Plan(do="edit", edits=(Edit(op="style", to="oil"),))),
        ("/scene 海滩", Plan(do="edit", edits=(Edit(op="scene", to="海滩"),))),
    ],
)
def test_commands_are_plans(message: str, plan: Plan) -> None:
    asked = parse(message)
    assert asked is not None
    assert asked.plan == plan


@pytest.mark.parametrize(
    "message",
    ["/", "/why", "/why x", "/raw", "/open", "/fly", "/go", "/go x", "/compare 1", "/style", "/seed -1", "/prompt"],
)
def test_bad_commands_say_how_they_are_written(message: str) -> None:
    with pytest.raises(BadCommand, match="/"):
        parse(message)


def test_anything_else_is_said_to_the_model() -> None:
    assert parse("undo") is None
    assert parse("a red / blue bird") is None


def test_help_names_every_command() -> None:
    asked = parse("/help")
    assert asked is not None
    assert all(usage in (asked.plan.say or "") for usage, _, _ in COMMANDS.values())


def test_commands_run_through_the_graph(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    first = made.send("a red bird")
    assert made.send("/seed 900").reply == "The session's seed is 900 from now on."
    again = made.send("/again")
    numbers = [p.number for p in store.pictures(made.session_id) if p.number]
    assert numbers == [1, 2]
    seeds = [store.calls(t.id)[0].arguments["seed"] for t in (first, again)]  # type: ignore[index]
    assert seeds[1] >= 900 > seeds[0]
    assert made.send("/undo").status == "done"
    assert made.send("/fly").reply == "There is no command /fly; /help lists them."
    own = made.send("/prompt a very red bird indeed")
    (call, *_) = store.calls(own.id)
    assert call.arguments["prompt"] == "a very red bird indeed"  # type: ignore[index]
    assert own.status == "done"


async def test_the_prompt_completes_commands_and_words() -> None:
    words = Words()
    assert await words.get_suggestion("/co") == "/compare"
    assert await words.get_suggestion("a red ball") == "a red balloon"
    assert await words.get_suggestion("a dog, waterc") == "a dog, watercolor"
    assert await words.get_suggestion("a re") is None


def test_raw_words_reach_the_painter_as_they_stand(studio: Make, store: Store) -> None:
    made = studio()
    turn = made.send("/raw a bird, but odd")
    assert turn.status == "done"
    assert store.calls(turn.id)[0].arguments["prompt"] == "a bird, but odd"  # type: ignore[index]


@pytest.mark.parametrize("quote", ["/open {}", "'{}'", "{}"])
def test_ones_own_picture_is_taken_in_whole(studio: Make, store: Store, tmp_path: Path, quote: str) -> None:
    file = tmp_path / "my photo.PNG"
    Image.effect_noise((70, 50), 90).convert("RGB").save(file)
    made = studio()
    turn = made.send(quote.format(file))
    (row,) = store.pictures(made.session_id)
    assert (turn.status, row.number, row.parent_id, (row.width, row.height)) == ("done", 1, None, (70, 50))
    with Image.open(file) as picture:
        assert row.hash == identity(picture)
    assert row.recipe is not None
    assert row.recipe["tool"] == "open"


def test_a_file_that_is_no_picture_fails_in_one_sentence(studio: Make, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no")
    made = studio()
    with pytest.raises(GouacheError, match=r"x\.png can't be read as a picture"):
        made.send(f"/open {tmp_path / 'x.png'}")
    with pytest.raises(GouacheError, match="There is no file"):
        made.send("/open nowhere.png")


def test_what_the_eyes_see_in_it_is_the_brief_to_go_on_from() -> None:
    words = [
        "style:oil",
        "scene:beach",
        "2",
        "red",
        "medium",
        "noun:dog",
        "left",
        "<and>",
        "1",
        "mixed",
        "large",
        "noun:tree",
        "between",
    ]
    assert seen(words) == Brief(
        elements=(Element(what="dog", count=2, color="red"), Element(what="tree")), scene="beach", style="oil"
    )


def test_why_needs_a_requirement_and_eyes_that_can_tell(studio: Make) -> None:
    made = studio(RED_BIRD)
    with pytest.raises(GouacheError, match="say what it must show"):
        made.send("/why 1")
    made.send("a red bird")
    with pytest.raises(GouacheError, match="write /why 1 to"):
        made.send("/why 50")
    with pytest.raises(GouacheError, match="can't show where they looked"):
        made.send("/why 1")
