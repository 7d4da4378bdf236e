"""Tool calls are written before they run, and no call runs twice."""

from __future__ import annotations

from storage.ledger import begin_call, fail_call
from storage.store import Store


def test_a_call_that_is_started_again_counts_its_attempts(store: Store) -> None:
    turn = store.begin_turn(store.new_session("pocket", 0).id, "a bird").id
    call = begin_call(store, turn, 0, "generate", {"prompt": "a bird"})
    fail_call(store, call.id, "failed", "no memory", 0.1)
    again = begin_call(store, turn, 0, "generate", {"prompt": "a bird"})
    assert (again.id, again.attempts, again.status, again.error) == (call.id, 2, "running", None)


def test_models_are_remembered_once(store: Store) -> None:
    store.remember_model("ab", "painter", "pocket", "painter")
    first = store.models_first_used()
    store.remember_model("ab", "painter", "pocket", "painter")
    assert store.models_first_used() == first
    assert first.keys() == {"ab"}
