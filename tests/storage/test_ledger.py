"""Tool calls are written before they run, and no call runs twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.ledger import begin_call, fail_call
from storage.queries import turn_page
from storage.store import Store
from storage.tables import ToolCall


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


def test_calls_come_in_the_order_of_their_steps_whatever_the_clock_says(store: Store) -> None:
    session = store.new_session("pocket", 1)
    turn = store.begin_turn(session.id, "a red bird").id
    for step in range(11):
        begin_call(store, turn, step, "generate", {"step": step})
        with store.transaction() as t:
            t.get_one(ToolCall, f"{turn}:{step}").created -= timedelta(seconds=step)
    assert [call.arguments for call in store.calls(turn)] == [{"step": step} for step in range(11)]
    assert [call.arguments for call in turn_page(store, session.id, 1)[0].calls] == [{"step": n} for n in range(11)]


def test_a_transaction_inside_another_is_part_of_it(store: Store) -> None:
    session = store.new_session("pocket", 1)

    def begin_and_fail() -> None:
        with store.transaction():
            store.begin_turn(session.id, "a red bird")
            assert len(store.turns(session.id)) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_and_fail()
    assert store.turns(session.id) == []
