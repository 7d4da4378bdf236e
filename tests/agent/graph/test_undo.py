"""Undo goes back to the picture that a person had before, whatever made the present one."""

from __future__ import annotations

import pytest

from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from tests.agent.plans import BLUE, RED_BIRD, Make


def here(store: Store, studio: Studio) -> int | None:
    """The number of the current picture."""
    current = store.current(studio.session_id)
    return current.number if current else None


@pytest.mark.parametrize("command", ["/vary 2", "/again", "/restyle woodcut", "/enhance x2", "/enhance brighter"])
def test_undo_after_a_command_goes_back_to_the_picture_before(studio: Make, store: Store, command: str) -> None:
    made = studio(RED_BIRD, BLUE)
    for message in ("a red bird", "make it blue", command):
        made.send(message)
    last = here(store, made)
    made.send("/undo")
    assert here(store, made) == 2
    made.send("/undo")
    assert here(store, made) == 1
    made.send("/redo")
    made.send("/redo")
    assert here(store, made) == last


def test_undo_of_a_new_picture_goes_back_to_where_the_person_stood(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE, RED_BIRD)
    for message in ("a red bird", "make it blue", "/go 1", "another red bird"):
        made.send(message)
    made.send("/undo")
    assert here(store, made) == 1


def test_undo_of_an_edit_of_a_named_picture_goes_back_to_that(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, RED_BIRD, Plan(intent="branch", picture=1, edits=BLUE.edits))
    for message in ("a red bird", "another red bird", "make the first one blue"):
        made.send(message)
    made.send("/undo")
    assert here(store, made) == 1
