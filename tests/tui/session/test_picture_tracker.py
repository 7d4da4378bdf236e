"""Which picture a turn's card shows."""

from __future__ import annotations

from tui.session.picture_tracker import PictureTracker
from tui.session.records import ShownPicture


def test_no_picture_is_shown_twice_in_a_row() -> None:
    tracker = PictureTracker()
    shown = [
        tracker.picture_of_turn(path, number, moved)
        for path, number, moved in (
            ("one", 1, True),  # Painted.
            ("one", 1, True),  # Only talked about.
            ("two", 2, True),
            ("one", 1, True),  # Moved back.
            ("sheet", 1, True),  # Compared.
            ("one", 1, True),
            ("two", 2, False),  # Declined.
        )
    ]
    assert shown == [
        ShownPicture("one", 1), None, ShownPicture("two", 2), ShownPicture("one", 1), ShownPicture("sheet", None), None,
        None,
    ]  # fmt: skip


def test_stored_pictures_are_known() -> None:
    tracker = PictureTracker()
    tracker.reset([], {1: "one"})
    assert tracker.picture_of_turn("one", 1, moved=False) is None
    assert tracker.picture_of_turn("one", 1, moved=True) == ShownPicture("one", 1)
