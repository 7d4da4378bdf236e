"""Commands that write or read files beside a session; the app and the plain mode share them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tools.errors import GouacheError

if TYPE_CHECKING:
    from storage.store import Store

Filed = tuple[str, str | None]
"""What to say, and the session to stand in afterwards."""


def export(store: Store, session: str | None, rest: str) -> Filed:
    """Write the session as Markdown, pictures and a replay file into a folder; by default beside where gouache was
    started.

    Raises:
        GouacheError: there is nothing to export, or nowhere to write.
    """
    from agent.sessions.export import export_session

    if session is None:
        raise GouacheError("There is nothing to export yet: type what to paint.")
    target = Path(rest or f"gouache-{session}").expanduser().resolve()
    count = export_session(store, session, target)
    return f"{count} pictures, session.md and session.json are in {target}.", session


def keep(store: Store, session: str | None, rest: str) -> Filed:
    """Star a picture, the current one without a number, and write it beside where gouache was started.

    Raises:
        GouacheError: no such picture, or nowhere to write.
    """
    from storage import pictures

    number = rest.lstrip("#")
    if number and not (number.isdecimal() and len(number) <= 4 and int(number)):
        raise GouacheError(f"“{number}” is not a picture number; write /final [N].")
    current = store.current(session) if session is not None else None
    if session is None or current is None:
        raise GouacheError("No pictures yet: type what to paint.")
    row = store.numbered(session, int(number)) if number else current
    if not row.starred and row.number is not None:
        pictures.star(store, session, row.number)
    target = Path(f"gouache-{session}-{row.number:03d}.png").resolve()
    store.files.copy(row.hash, target, f"#{row.number}")
    return f"#{row.number} is starred, and written to {target}.", session


def take_in(store: Store, session: str | None, rest: str) -> Filed:
    """Take in a session that was exported, and go on in it.

    Raises:
        GouacheError: no folder is named, or it holds no session.
    """
    from agent.sessions.export import import_session

    if not rest:
        raise GouacheError("Which folder? Write /import FOLDER, one that /export has written.")
    made = import_session(store, Path(rest).expanduser())
    return f"“{made.title}” is here, as session {made.id}.", made.id


FILING: dict[str, Callable[[Store, str | None, str], Filed]] = {"export": export, "final": keep, "import": take_in}
"""By the command's name."""
