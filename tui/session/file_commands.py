"""Commands that write or read files beside a session; the app and the plain chat share them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from agent.commands.file_access import ensure_access
from tools.errors import GouacheError
from tui import texts

if TYPE_CHECKING:
    from storage.store import Store


class FileResult(NamedTuple):
    """What to tell the person, and the session to continue with."""

    text: str
    session_id: str | None


def export_files(store: Store, session: str | None, argument: str) -> FileResult:
    """Write the session as Markdown, pictures and a replay file into a folder.

    Args:
        store: Where the session is.
        session: The session's id; None before its first message.
        argument: The folder; by default one named after the session, in the working directory.

    Raises:
        GouacheError: There is nothing to export, or the folder cannot be written.
    """
    from agent.sessions.export import export_session

    if session is None:
        raise GouacheError(texts.text("files", "nothing_to_export"))
    folder = Path(argument or f"gouache-{session}").expanduser().resolve()
    ensure_access(folder)
    count = export_session(store, session, folder)
    return FileResult(texts.text("files", "exported", count=count, folder=folder), session)


def save_final(store: Store, session: str | None, argument: str) -> FileResult:
    """Star a picture and write it as a PNG, with its recipe inside, into the working directory.

    Args:
        store: Where the session is.
        session: The session's id; None before its first message.
        argument: The picture's number, with or without “#”; by default the current picture's.

    Raises:
        GouacheError: There is no such picture, or the file cannot be written.
    """
    from storage import pictures

    ensure_access(Path.cwd())
    number = argument.lstrip("#")
    if number and not (number.isdecimal() and len(number) <= 4 and int(number)):
        raise GouacheError(texts.text("files", "number", word=number))
    current = store.current(session) if session is not None else None
    if session is None or current is None:
        raise GouacheError(texts.text("app", "no_pictures"))
    row = store.numbered_picture(session, int(number)) if number else current
    if not row.starred and row.number is not None:
        pictures.star(store, session, row.number)
    target = Path(f"gouache-{session}-{row.number:03d}.png").resolve()
    store.files.copy(row.hash, target, f"#{row.number}")
    return FileResult(texts.text("files", "starred", number=row.number, path=target), session)


def import_files(store: Store, session: str | None, argument: str) -> FileResult:  # noqa: ARG001 - a FileCommand
    """Read an exported session back as a new one, and continue with it.

    Args:
        store: Where to put the session.
        session: Unused.
        argument: The folder that an export wrote.

    Raises:
        GouacheError: No folder is named, or it contains no session.
    """
    from agent.sessions.export import import_session

    if not argument:
        raise GouacheError(texts.text("files", "which_folder"))
    ensure_access(Path(argument))
    row = import_session(store, Path(argument).expanduser())
    return FileResult(texts.text("files", "imported", title=row.title, id=row.id), row.id)


FileCommand = Callable[["Store", str | None, str], FileResult]
FILE_COMMANDS: dict[str, FileCommand] = {"export": export_files, "final": save_final, "import": import_files}
"""By the command's name."""
