"""Commands on saved sessions: list, show, replay, export, import, rename, fork, star, delete and undelete."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.options import Graphics, Json, ProfileName, SessionId, SessionOrNewest, load_settings, open_store

if TYPE_CHECKING:
    from storage.store import Store
    from storage.tables import Session


def find_session(store: Store, session: str | None) -> Session:
    """Return the session with this id, or the newest one.

    Raises:
        UnknownSession: There is none.
    """
    from storage.errors import UnknownSession

    if session:
        return store.session(session)
    newest = store.sessions(1)
    if not newest:
        raise UnknownSession("There is no session yet; start one with `gouache`.")
    return newest[0]


def sessions(json: Json = False) -> None:
    """List saved sessions, starred ones first, then the newest."""
    from tui.rendering.console import print_json
    from tui.rendering.tables import print_sessions

    store = open_store()
    rows = store.sessions()
    if json:
        print_json([row.model_dump() for row in rows])
    else:
        print_sessions(store, rows)


def show(
    number: Annotated[int, typer.Argument(min=1, max=9999, help="Picture number.")],
    session: Annotated[
        str | None, typer.Option("--session", "-s", help="Session id; the newest session by default.")
    ] = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Show picture N with its prompt, checks and recipe."""
    from tui.rendering.console import print_json, print_picture
    from tui.rendering.tables import print_picture_details

    store = open_store()
    row = store.numbered_picture(find_session(store, session).id, number)
    store.files.open(row.hash, f"#{number}")
    if json:
        checks = [check.model_dump() for check in store.checks(row.id or 0)]
        print_json({**row.model_dump(), "path": str(store.path(row)), "checks": checks})
        return
    print_picture(store.path(row), graphics or load_settings().graphics)
    print_picture_details(store, row)


def replay(session: SessionOrNewest = None, json: Json = False) -> None:
    """Paint a session's pictures again, without the language model, and compare them; exit 1 when one differs."""
    from agent.sessions.replay import replay_session
    from tools import profiles
    from tools.model_manager import ModelManager
    from tui.rendering.console import print_json, stdout
    from tui.rendering.tables import print_replay

    store = open_store()
    row = find_session(store, session)
    with stdout.status("painting again") if not json else contextlib.nullcontext():
        models = ModelManager(profiles.load_profile(row.profile))
        pictures = list(replay_session(store, row.id, models))
    identical = all(picture.identical for picture in pictures)
    if json:
        print_json({"session": row.id, "pictures": [asdict(p) for p in pictures], "identical": identical})
    else:
        print_replay(pictures)
    raise typer.Exit(0 if identical else 1)


def export(
    session: SessionOrNewest = None,
    folder: Annotated[Path | None, typer.Option("--out", help="Folder to write.")] = None,
) -> None:
    """Write a session as Markdown with its pictures, and as JSON with every decision."""
    from agent.sessions.export import export_session
    from tui.rendering.console import escape_text, stdout

    store = open_store()
    row = find_session(store, session)
    target = folder or Path(f"gouache-{row.id}")
    count = export_session(store, row.id, target)
    stdout.print(f"{count} pictures and session.md are in {escape_text(target)}.")


def import_(
    folder: Annotated[Path, typer.Argument(help="A folder that `gouache export` wrote.")],
    profile: ProfileName = None,
) -> None:
    """Read an exported session back as a new one, to open and continue."""
    from agent.sessions.export import import_session
    from tui.rendering.console import escape_text, stdout

    row = import_session(open_store(), folder, profile)
    stdout.print(f"“{escape_text(row.title)}” is imported: gouache resume {row.id}", soft_wrap=True)


def rename(session: SessionId, title: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Give a session another name."""
    from storage import sessions as stored

    stored.rename(open_store(), session, title)


def fork(session: SessionId) -> None:
    """Copy a session, to try something else in the copy."""
    from storage.snapshots import fork_session
    from tui.rendering.console import stdout

    stdout.print(f"gouache resume {fork_session(open_store(), session).id}")


def star(session: SessionId) -> None:
    """Star a session, or remove its star."""
    from storage import sessions as stored

    stored.star(open_store(), session)


def delete(session: SessionId) -> None:
    """Hide a session; `gouache undelete` brings it back."""
    from storage import sessions as stored

    stored.delete(open_store(), session)


def undelete() -> None:
    """Bring back the session that was deleted last."""
    from storage import sessions as stored
    from tui.rendering.console import escape_text, stdout

    row = stored.undelete(open_store())
    stdout.print(f"“{escape_text(row.title)}” is back." if row else "There is no deleted session.", soft_wrap=True)


def purge(
    days: Annotated[float, typer.Option("--days", min=0, help="Only what was deleted at least so many days ago.")] = 0,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    json: Json = False,
) -> None:
    """Remove deleted sessions and pictures for good, and say how much space that frees."""
    from storage.purge import purge as remove
    from tui.rendering.console import print_json, stdout

    if not yes and not json:
        typer.confirm("Deleted sessions and pictures can't be brought back after this. Go on?", abort=True)
    done = remove(open_store(), days)
    if json:
        print_json(asdict(done))
        return
    freed = f"{done.freed_bytes / 2**20:.1f} MB"
    stdout.print(f"Removed {done.sessions} sessions, {done.pictures} pictures and {done.files} files; {freed} freed.")
