"""A stored session as the screen needs it: its turns as the events that made them, its pictures as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from agent.brief.model import Brief
from agent.brief.requirements import diff_briefs
from agent.events import Checked, Event, Interpreted, PromptWritten, QuestionAsked, TurnFinished
from storage import queries, sessions
from storage.store import Store
from tui.screens.picker import SessionRow
from tui.screens.tree import PictureNode
from tui.widgets.transcript import PAGE, StoredTurn


@contextmanager
def open_store() -> Iterator[Store]:
    """A store for one reading."""
    store = Store()
    try:
        yield store
    finally:
        store.engine.dispose()


def picture_nodes(session: str) -> list[PictureNode]:
    """A session's numbered pictures that are not deleted; of one whose parent is, the parent's parent is the parent."""
    with open_store() as store:
        rows, cursor = store.pictures(session), store.session(session).cursor
        said = queries.messages_of(store, {row.turn_id for row in rows})
        parents = queries.picture_parents(store, session)
    numbers = {row.id: row.number for row in rows}

    def above(parent: int | None) -> int | None:
        while parent is not None and parent not in numbers:
            parent = parents.get(parent)
        return numbers.get(parent)

    return [
        PictureNode(
            row.number or 0, above(row.parent_id), said.get(row.turn_id, ""), str(store.path(row)), row.id == cursor,
            row.starred, row.brief or {}, row.recipe or {},
        )
        for row in rows
    ]  # fmt: skip


def session_rows(words: str = "") -> list[SessionRow]:
    """The newest sessions, or those that have the words in their messages or in what their pictures show."""
    rows = []
    with open_store() as store:
        for row in sessions.search(store, words) if words.strip() else store.sessions():
            last, current = store.last_message(row.id), store.current(row.id)
            when, path = f"{row.updated.astimezone():%Y-%m-%d %H:%M}", str(store.path(current)) if current else None
            rows.append(SessionRow(row.id, when, row.title, last, path, row.starred))
    return rows


def picture_paths(store: Store, session: str) -> dict[int, str]:
    """The file of every numbered picture."""
    return {number: str(store.files.path(hash_)) for number, hash_ in queries.picture_hashes(store, session).items()}


def stored_turns(
    store: Store, session: str, count: int = PAGE, before: int | None = None, after: int | None = None
) -> list[StoredTurn]:
    """A page of a session's turns, oldest first; see `storage.queries.turn_page`."""
    page = queries.turn_page(store, session, count, before, after)
    if not page:
        return []
    files = picture_paths(store, session)
    brief = Brief.model_validate(queries.brief_before(store, session, page[0].turn.number) or {})
    told: list[StoredTurn] = []
    standing: str | None = None
    for row in page:
        turn, events = row.turn, list[Event]()
        picture = _picture(store, row, files)
        if turn.plan:
            after_it = Brief.model_validate(turn.brief) if turn.brief else brief
            told_before = Brief() if turn.plan.get("do") == "create" else brief
            events.append(
                Interpreted(str(turn.plan.get("do")), diff_briefs(told_before, after_it) if turn.brief else ())
            )
            brief = after_it
        if turn.prompt:
            events.append(PromptWritten(turn.prompt))
        if row.picture is not None:
            events.append(Checked(1, tuple(row.checks)))
        if turn.status == "asking":
            events.append(QuestionAsked(turn.question or "?"))
        elif turn.reply:
            status = turn.status if turn.status != "running" else "done"
            events.append(TurnFinished(turn.reply, status, accounting=turn.accounting or {}))
        again = picture is not None and row.picture is None and picture[0] == standing
        told.append(StoredTurn(turn.id, turn.number, turn.message, tuple(events), None if again else picture))
        standing = picture[0] if picture is not None and picture[1] else standing
    return told


def _picture(store: Store, row: queries.TurnRecord, files: dict[int, str]) -> tuple[str, int | None] | None:
    """The file and number of the picture that a turn made or moved to; a sheet that it made has no number."""
    if row.turn.status not in ("done", "cancelled"):
        return None
    if row.picture is not None:
        shown = row.picture.deleted is None
        return (str(store.path(row.picture)), row.picture.number) if shown else None
    for call in reversed(row.calls):
        data = call.data or {}
        if data.get("sheet"):
            return str(store.files.path(data["sheet"])), None
        if call.tool in ("undo", "redo", "goto", "branch") and data.get("number") in files:
            return files[data["number"]], data["number"]
    return None
