"""Reads stored sessions into what screens show: each turn as events that rebuild its card, the pictures as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from agent.brief.model import Brief
from agent.events import Checked, Event, Interpreted, PromptWritten, QuestionAsked, TurnFinished
from storage import queries, sessions
from storage.store import Store
from storage.tables import Session
from tui import texts
from tui.session.records import PictureNode, SessionRow, ShownPicture, StoredTurn
from tui.session.waiting_messages import load_waiting

_NAVIGATION = ("undo", "redo", "goto", "branch")
"""Tools that move to another picture."""


@contextmanager
def open_store() -> Iterator[Store]:
    """Open the store and close its connections at the end."""
    store = Store()
    try:
        yield store
    finally:
        store.engine.dispose()


def session_rows(words: str = "") -> list[SessionRow]:
    """Return the newest sessions, or those that have the words in messages, prompts or captions."""
    with open_store() as store:
        found = sessions.search(store, words) if words.strip() else store.sessions()
        return [_session_row(store, row) for row in found]


def _title(store: Store, row: Session) -> str:
    """Return a session's title. Where that says nothing, it is the first message in words."""
    if _says_something(row.title):
        return row.title
    messages = queries.session_messages(store, row.id) or load_waiting(row.id, 0, "")
    return next(filter(_says_something, messages), row.title or "untitled")


def _says_something(text: str) -> bool:
    return not text.startswith("/") and any(character.isalpha() for character in text)


def _session_row(store: Store, row: Session) -> SessionRow:
    current = store.current(row.id)
    return SessionRow(
        id=row.id,
        last_used=f"{row.updated.astimezone():%Y-%m-%d %H:%M}",
        title=_title(store, row),
        last_message=store.last_message(row.id),
        picture_path=str(store.path(current)) if current else None,
        starred=row.starred,
    )


def picture_nodes(session: str) -> list[PictureNode]:
    """Return a session's numbered pictures; the parent of each is its nearest ancestor that is not deleted."""
    with open_store() as store:
        rows = store.pictures(session)
        cursor = store.session(session).cursor
        messages = queries.messages_of(store, {row.turn_id for row in rows})
        parents = queries.picture_parents(store, session)
    numbers = {row.id: row.number for row in rows}

    def visible_ancestor(picture: int | None) -> int | None:
        while picture is not None and picture not in numbers:
            picture = parents.get(picture)
        return numbers.get(picture)

    return [
        PictureNode(
            number=row.number or 0,
            parent=visible_ancestor(row.parent_id),
            message=messages.get(row.turn_id, ""),
            path=str(store.path(row)),
            current=row.id == cursor,
            starred=row.starred,
            brief=row.brief or {},
            recipe=row.recipe or {},
        )
        for row in rows
    ]


def picture_paths(store: Store, session: str) -> dict[int, str]:
    """Return the file of every numbered picture, by number."""
    return {number: str(store.files.path(hash_)) for number, hash_ in queries.picture_hashes(store, session).items()}


def stored_turns(
    store: Store, session: str, count: int, before: int | None = None, after: int | None = None
) -> list[StoredTurn]:
    """Return a page of a session's turns, oldest first; see `storage.queries.turn_page`."""
    page = queries.turn_page(store, session, count, before, after)
    if not page:
        return []
    paths = picture_paths(store, session)
    brief = Brief.model_validate(queries.brief_before(store, session, page[0].turn.number) or {})
    turns: list[StoredTurn] = []
    last_path: str | None = None
    for record in page:
        turn = record.turn
        after_turn = Brief.model_validate(turn.brief) if turn.brief else brief
        events = _events(record, brief, after_turn)
        picture = _shown_picture(store, record, paths)
        repeated = picture is not None and record.picture is None and picture.path == last_path
        shown = None if repeated else picture
        turns.append(StoredTurn(turn.id, turn.number, turn.message, tuple(events), shown))
        if picture is not None and picture.number:
            last_path = picture.path
        if turn.plan:
            brief = after_turn
    return turns


def _events(record: queries.TurnRecord, before: Brief, after: Brief) -> list[Event]:
    """Return the events that rebuild a turn's card, from the briefs before and after it."""
    turn = record.turn
    events: list[Event] = []
    if turn.plan:
        intent = str(turn.plan.get("do"))
        start = Brief() if intent == "create" else before
        events.append(Interpreted(intent, texts.phrases().changes(start, after) if turn.brief else ()))
    if turn.prompt:
        events.append(PromptWritten(turn.prompt))
    if record.picture is not None:
        events.append(Checked(1, tuple(record.checks)))
    if turn.status == "asking":
        events.append(QuestionAsked(turn.question or "?"))
    elif turn.reply:
        status = turn.status if turn.status != "running" else "done"
        number = record.picture.number if record.picture is not None else None
        events.append(TurnFinished(turn.reply, status, number, accounting=turn.accounting or {}))
    return events


def _shown_picture(store: Store, record: queries.TurnRecord, paths: dict[int, str]) -> ShownPicture | None:
    """Return the picture that a turn made or moved to, or the sheet that it made."""
    if record.turn.status not in ("done", "cancelled"):
        return None
    if record.picture is not None:
        if record.picture.deleted is not None:
            return None
        return ShownPicture(str(store.path(record.picture)), record.picture.number)
    for call in reversed(record.calls):
        data = call.data or {}
        if data.get("sheet"):
            return ShownPicture(str(store.files.path(data["sheet"])), None)
        if call.tool in _NAVIGATION and data.get("number") in paths:
            return ShownPicture(paths[data["number"]], data["number"])
    return None
