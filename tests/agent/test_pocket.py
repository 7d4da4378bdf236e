"""The pocket models themselves, through the whole studio: real words, real pictures, real checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.scripts import model, runner
from storage.store import Store
from tools import profiles
from tools.shelf import Shelf

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The pocket models, loaded once."""
    return Shelf(profiles.load("pocket"))


@pytest.mark.parametrize("name", ["02-undo-and-branch", "04-outside-the-world", "05-气球"])
def test_examples_hold(name: str, shelf: Shelf, store: Store) -> None:
    script = model.load(EXAMPLES / f"{name}.yaml")
    result = runner.run(script, store, shelf, lambda event: None, lambda turn: None)
    assert [t.missed for t in result.turns] == [[] for _ in script.turns]
    assert all(t.checks for t in result.turns if t.intent in ("create", "edit"))


def test_the_same_seed_paints_the_same_picture(shelf: Shelf, store: Store) -> None:
    script = model.Script.model_validate({"name": "twice", "seed": 9, "turns": [{"say": "a red balloon"}]})
    first, second = (runner.run(script, store, shelf, lambda event: None, lambda turn: None) for _ in range(2))
    assert first.session != second.session
    assert first.turns[0].hash == second.turns[0].hash is not None
