"""A session as one value, and a new session from such a value: what forks, exports and imports are made of."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy.exc import StatementError
from sqlmodel import Session as Transaction
from sqlmodel import col, select

from storage.errors import BadSession
from storage.store import OPEN, Store
from storage.tables import Check, Picture, Session, ToolCall, Turn, now


def take_snapshot(store: Store, session: str) -> dict[str, Any]:
    """Every row of a session as JSON: `session`, `turns` with their `calls`, `pictures` with their `checks`.

    Pictures are in the order they were made, those that were never handed over among them.

    Raises:
        UnknownSession: there is none.
    """
    row = store.session(session)
    with store.transaction() as t:
        query = select(Picture).where(Picture.session_id == row.id)
        made = t.exec(query.order_by(col(Picture.id))).all()
    pictures = [
        {**p.model_dump(mode="json"),
         "checks": [c.model_dump(mode="json", exclude={"trusted"}) for c in store.checks(p.id or 0)]}
        for p in made
    ]  # fmt: skip
    turns = [
        {**turn.model_dump(mode="json"), "calls": [c.model_dump(mode="json") for c in store.calls(turn.id)]}
        for turn in store.turns(row.id)
    ]
    return {"session": row.model_dump(mode="json"), "turns": turns, "pictures": pictures}


def _add_turns(t: Transaction, session: str, rows: list[dict[str, Any]]) -> dict[str, Turn]:
    if len({values["number"] for values in rows}) < len(rows):
        raise ValueError("two turns have one number")
    turns = {}
    for values in rows:
        # An open turn goes on from checkpoints that belong to the other session; here its message is kept.
        ended = {"status": "cancelled", "reply": values.get("question")} if values["status"] in OPEN else {}
        own = {"id": f"{session}-{values['number']}", "session_id": session, "picture_id": None}
        turns[values["id"]] = Turn.model_validate({**values, **ended, **own})
    t.add_all(turns.values())
    t.flush()
    return turns


def _add_pictures(
    t: Transaction, session: str, turns: dict[str, Turn], rows: list[dict[str, Any]]
) -> dict[int | None, int | None]:
    pictures: dict[int | None, int | None] = {None: None}
    for values in rows:
        own = {"id": None, "session_id": session, "turn_id": turns[values["turn_id"]].id}
        parent = {"parent_id": pictures.get(values["parent_id"])}
        picture = Picture.model_validate({**values, **own, **parent})
        t.add(picture)
        t.flush()
        pictures[values["id"]] = picture.id
        # Exports of the first version have no checks.
        t.add_all(Check.model_validate({**c, "picture_id": picture.id}) for c in values.get("checks", []))
    return pictures


def _insert(t: Transaction, value: dict[str, Any], changes: dict[str, object]) -> Session:
    old, moment = value["session"], now()
    own = {"id": secrets.token_hex(4), "cursor": None, "starred": False, "deleted": None}
    made = Session.model_validate({**old, **own, "redo": [], "created": moment, "updated": moment, **changes})
    t.add(made)
    t.flush()
    turns = _add_turns(t, made.id, value["turns"])
    pictures = _add_pictures(t, made.id, turns, value["pictures"])
    for values in value["turns"]:
        row = turns[values["id"]]
        row.picture_id = pictures.get(values["picture_id"])
        for step, call in enumerate(values["calls"]):
            ended = {"status": "cancelled"} if call["status"] == "running" else {}
            ours = {"id": f"{row.id}:{step}", "turn_id": row.id, "picture_id": pictures.get(call["picture_id"])}
            t.add(ToolCall.model_validate({**call, **ended, **ours}))
    made.cursor = pictures.get(old["cursor"])
    made.redo = [pictures[id_] for id_ in old["redo"] or [] if pictures.get(id_)]  # type: ignore[misc]
    return made


def restore_snapshot(store: Store, value: dict[str, Any], **changes: object) -> Session:
    """A new session from what `take_snapshot` gave: ids of its own, the same numbers, texts, order and picture files.

    `changes` are fields of the session. Turns that were still open are stored as cancelled.

    Raises:
        BadSession: something in it is missing or does not fit; nothing is stored.
        CannotWrite: full or read-only disk.
    """
    try:
        with store.transaction() as t:
            return _insert(t, value, changes)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, StatementError) as error:
        raise BadSession("That session can't be copied: its data is damaged; export it once more.") from error


def fork_session(store: Store, session: str) -> Session:
    """A copy of a session that goes its own way from here; the picture files are shared.

    Raises:
        UnknownSession: there is none.
        CannotWrite: full or read-only disk.
    """
    value = take_snapshot(store, session)
    return restore_snapshot(store, value, title=f"{value['session']['title'][:100]} (copy)")
