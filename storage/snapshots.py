"""A session as one JSON value, and a new session from such a value: the basis of forks, exports and imports."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy.exc import StatementError
from sqlmodel import Session as Transaction
from sqlmodel import col, select

from storage.errors import BadSession
from storage.store import OPEN, Store
from storage.tables import Check, Picture, Session, ToolCall, Turn, utc_now


def take_snapshot(store: Store, session: str) -> dict[str, Any]:
    """Return every row of a session as JSON: `session`, `turns` with their `calls`, `pictures` with their `checks`.

    Pictures are in the order they were made, unnumbered attempts included.

    Raises:
        UnknownSession: There is no such session.
    """
    row = store.session(session)
    with store.transaction() as t:
        query = select(Picture).where(Picture.session_id == row.id)
        pictures = t.exec(query.order_by(col(Picture.id))).all()
    return {
        "session": row.model_dump(mode="json"),
        "turns": [
            {**turn.model_dump(mode="json"), "calls": [c.model_dump(mode="json") for c in store.calls(turn.id)]}
            for turn in store.turns(row.id)
        ],
        "pictures": [
            {
                **picture.model_dump(mode="json"),
                "checks": [c.model_dump(mode="json", exclude={"trusted"}) for c in store.checks(picture.id or 0)],
            }
            for picture in pictures
        ],
    }


def restore_snapshot(store: Store, value: dict[str, Any], **changes: object) -> Session:
    """Create a session from a snapshot: with new ids, but the same numbers, texts, order and picture files.

    Args:
        store: Where to create it.
        value: What `take_snapshot` returned. Turns that were still open are stored as cancelled.
        **changes: Fields of the session to set instead.

    Raises:
        BadSession: Something in the snapshot is missing or invalid; nothing is stored.
        CannotWrite: The disk is full or read-only.
    """
    try:
        with store.transaction() as t:
            return _insert(t, value, changes)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, StatementError) as error:
        raise BadSession("That session cannot be copied because its data is damaged; export it once more.") from error


def fork_session(store: Store, session: str) -> Session:
    """Copy a session, to continue it in another way; both share the picture files.

    Raises:
        UnknownSession: There is no such session.
        CannotWrite: The disk is full or read-only.
    """
    value = take_snapshot(store, session)
    return restore_snapshot(store, value, title=f"{value['session']['title'][:100]} (copy)")


def _insert(t: Transaction, value: dict[str, Any], changes: dict[str, object]) -> Session:
    original, moment = value["session"], utc_now()
    fresh: dict[str, Any] = {
        "id": secrets.token_hex(4),
        "cursor": None,
        "redo": [],
        "starred": False,
        "scripted": False,
        "deleted": None,
        "created": moment,
        "updated": moment,
    }
    session = Session.model_validate({**original, **fresh, **changes})
    t.add(session)
    t.flush()
    turns = _add_turns(t, session.id, value["turns"])
    pictures = _add_pictures(t, session.id, turns, value["pictures"])
    _add_calls(t, turns, pictures, value["turns"])
    session.cursor = pictures.get(original["cursor"])
    session.redo = [pictures[id_] for id_ in original["redo"] or [] if pictures.get(id_)]  # type: ignore[misc]
    return session


def _add_turns(t: Transaction, session: str, rows: list[dict[str, Any]]) -> dict[str, Turn]:
    """Add the turns and return them by the ids of the originals."""
    if len({values["number"] for values in rows}) < len(rows):
        raise ValueError("two turns have one number")
    turns = {}
    for values in rows:
        fresh = {"id": f"{session}-{values['number']}", "session_id": session, "picture_id": None}
        if values["status"] in OPEN:
            # An open turn continues from checkpoints that belong to the original; the copy keeps only its message.
            fresh |= {"status": "cancelled", "reply": values.get("question")}
        turns[values["id"]] = Turn.model_validate({**values, **fresh})
    t.add_all(turns.values())
    t.flush()
    return turns


def _add_pictures(
    t: Transaction, session: str, turns: dict[str, Turn], rows: list[dict[str, Any]]
) -> dict[int | None, int | None]:
    """Add the pictures and their checks, and return the new ids by the ids of the originals."""
    ids: dict[int | None, int | None] = {None: None}
    for values in rows:
        fresh = {
            "id": None,
            "session_id": session,
            "turn_id": turns[values["turn_id"]].id,
            "parent_id": ids.get(values["parent_id"]),
        }
        picture = Picture.model_validate({**values, **fresh})
        t.add(picture)
        t.flush()
        ids[values["id"]] = picture.id
        # The first version of gouache exported no checks.
        t.add_all(Check.model_validate({**c, "picture_id": picture.id}) for c in values.get("checks", []))
    return ids


def _add_calls(
    t: Transaction, turns: dict[str, Turn], pictures: dict[int | None, int | None], rows: list[dict[str, Any]]
) -> None:
    """Add the tool calls, and link the turns to their pictures."""
    for values in rows:
        turn = turns[values["id"]]
        turn.picture_id = pictures.get(values["picture_id"])
        for step, call in enumerate(values["calls"]):
            fresh = {"id": f"{turn.id}:{step}", "turn_id": turn.id, "picture_id": pictures.get(call["picture_id"])}
            if call["status"] == "running":
                fresh["status"] = "cancelled"
            t.add(ToolCall.model_validate({**call, **fresh}))
