"""Slash commands: exact wishes past the language model, through the same graph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agent.commands import COMMANDS, BadCommand, parse
from agent.edits import Edit
from agent.plan import Plan
from agent.studio import Studio
from storage.store import Store
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


@pytest.mark.parametrize("message", ["/", "/fly", "/go", "/go x", "/compare 1", "/style", "/seed -1", "/prompt"])
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
