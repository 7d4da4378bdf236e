"""Pages of a long session."""

from __future__ import annotations

from typing import Any

from storage import queries
from storage.store import Store


def test_pages_meet_without_a_gap_or_an_overlap(store: Store, three_pictures: str) -> None:
    last = queries.turn_page(store, three_pictures, 2)
    assert [row.turn.message for row in last] == ["hello", "thanks"]
    assert [row.picture for row in last] == [None, None]
    before = queries.turn_page(store, three_pictures, 2, before=last[0].turn.number)
    assert [row.turn.number for row in before] == [2, 3]
    assert [row.picture.number if row.picture else None for row in before] == [2, 3]
    assert [(len(row.checks), len(row.calls)) for row in before] == [(1, 2), (1, 2)]
    assert [row.turn.number for row in queries.turn_page(store, three_pictures, 2, after=2)] == [3, 4]
    assert queries.turn_page(store, three_pictures, 2, before=1) == []


def test_the_brief_before_a_turn_skips_turns_without_one(
    store: Store, three_pictures: str, brief: dict[str, Any]
) -> None:
    assert queries.brief_before(store, three_pictures, 1) is None
    assert queries.brief_before(store, three_pictures, 5) == brief


def test_messages_are_in_order(store: Store, three_pictures: str) -> None:
    assert queries.session_messages(store, three_pictures)[-2:] == ["hello", "thanks"]


def test_the_newest_pictures_come_with_the_first(store: Store, three_pictures: str) -> None:
    found = queries.newest_pictures(store, three_pictures, 1)
    assert [(number, parent, plan["do"]) for number, parent, plan, _ in found] == [
        (1, None, "create"),
        (3, 2, "create"),
    ]
