"""Commands on saved sessions: list, show, replay, export, import, rename, fork, star, delete and undelete."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui import texts
from tui.cli.options import Graphics, Json, ProfileName, SessionId, SessionOrNewest, load_settings, open_store

if TYPE_CHECKING:
    from storage.store import Store
    from storage.tables import Session


_EVERY = 10**9
"""More sessions than there are."""
_LISTED = 100
"""Sessions that `gouache sessions` lists without --all."""


def find_session(store: Store, session: str | None, painted: bool = False) -> Session:
    """Return the session with this id, or the newest one in which something was said.

    Args:
        store: Where sessions are stored.
        session: An id or its beginning, or None.
        painted: Without an id, pass over sessions that have no picture.

    Raises:
        UnknownSession: There is none.
    """
    from storage.errors import UnknownSession

    if session is not None:
        return store.session(session)
    # A session has its title from its first message.
    said = (row for row in store.sessions(_EVERY) if row.title)
    newest = next((row for row in said if not painted or store.pictures(row.id)), None)
    if newest is None:
        raise UnknownSession(texts.text("cli_error", "no_session"))
    return newest


def continue_session(store: Store, session: str | None, profile: str | None) -> str:
    """Return the id of the session to go on with, which from now on has the profile, if one is given.

    Raises:
        SessionBusy: A process is working on it, so that its profile cannot change.
        UnknownSession: There is none.
    """
    row = find_session(store, session)
    if profile is not None:
        with store.lock_session(row.id):
            store.set_profile(row.id, str(Path(profile).resolve()) if profile.endswith(".toml") else profile)
    return row.id


def sessions(
    all_: Annotated[bool, typer.Option("--all", help=f"List all, not only {_LISTED}.")] = False,
    runs: Annotated[bool, typer.Option("--runs", help="List the sessions that `gouache run` played instead.")] = False,
    json: Json = False,
) -> None:
    """List saved sessions, starred ones first, then the newest; --json always lists all."""
    from tui.rendering.console import print_json, stdout
    from tui.rendering.tables import print_sessions

    store = open_store()
    rows = sorted(store.sessions(_EVERY, scripted=runs), key=lambda row: not row.starred)
    if json:
        print_json([row.model_dump() for row in rows])
        return
    listed = rows if all_ else rows[:_LISTED]
    print_sessions(store, listed)
    if len(listed) < len(rows):
        stdout.print(texts.text("cli", "more", n=len(rows) - len(listed)), highlight=False)


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
    row = store.numbered_picture(find_session(store, session, painted=True).id, number)
    store.files.open(row.hash, f"#{number}")
    if json:
        checks = [check.model_dump() for check in store.checks(row.id or 0)]
        print_json({**row.model_dump(), "path": str(store.path(row)), "checks": checks})
        return
    print_picture(store.path(row), graphics or load_settings().graphics)
    print_picture_details(store, row)


def replay(session: SessionOrNewest = None, profile: ProfileName = None, json: Json = False) -> None:
    """Paint a session's pictures again, without the language model, and compare them; exit 1 when one differs."""
    from agent.sessions.replay import replay_session
    from tools import profiles
    from tools.model_manager import ModelManager
    from tui.rendering.console import print_json, stdout
    from tui.rendering.tables import print_replay

    store = open_store()
    row = find_session(store, session, painted=True)
    models = ModelManager(profiles.load_profile(profile or row.profile))
    with stdout.status(texts.text("cli", "painting_again")) if not json else contextlib.nullcontext():
        pictures = list(replay_session(store, row.id, models))
    identical = all(picture.identical for picture in pictures)
    if json:
        rows = [{**asdict(picture), "likeness": picture.likeness} for picture in pictures]
        print_json({"session": row.id, "pictures": rows, "identical": identical})
    else:
        print_replay(pictures)
    raise typer.Exit(0 if identical else 1)


def export(
    session: SessionOrNewest = None,
    folder: Annotated[Path | None, typer.Option("--out", help="Folder to write.")] = None,
) -> None:
    """Write a session as Markdown with its pictures, and as JSON with every decision."""
    from agent.sessions.export import export_session
    from storage.errors import UnknownSession
    from tui.rendering.console import escape_text, stdout

    store = open_store()
    row = find_session(store, session)
    if not store.turns(row.id):
        raise UnknownSession(texts.text("cli_error", "nothing_said", id=row.id))
    target = folder or Path(f"gouache-{row.id}")
    count = export_session(store, row.id, target)
    stdout.print(texts.text("cli", "exported", n=count, folder=escape_text(target)))


def import_(
    folder: Annotated[Path, typer.Argument(help="A folder that `gouache export` wrote.")],
    profile: ProfileName = None,
) -> None:
    """Read an exported session back as a new one, to open and continue."""
    from agent.sessions.export import import_session
    from tui.rendering.console import escape_text, stdout

    row = import_session(open_store(), folder, profile)
    stdout.print(texts.text("cli", "imported", title=escape_text(row.title), id=row.id), soft_wrap=True)


def rename(session: SessionId, title: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Give a session another name."""
    from storage import sessions as stored

    row = stored.rename(open_store(), session, title)
    _print_done(texts.text("cli", "renamed", id=row.id, title=row.title))


def fork(session: SessionId) -> None:
    """Copy a session, to try something else in the copy."""
    from storage.snapshots import fork_session
    from tui.rendering.console import stdout

    stdout.print(f"gouache resume {fork_session(open_store(), session).id}")


def star(session: SessionId) -> None:
    """Star a session, or remove its star."""
    from storage import sessions as stored

    row = stored.star(open_store(), session)
    _print_done(texts.text("cli", "starred" if row.starred else "unstarred", title=row.title or row.id))


def delete(session: SessionId) -> None:
    """Hide a session; `gouache undelete` brings it back."""
    from storage import sessions as stored

    row = stored.delete(open_store(), session)
    _print_done(texts.text("cli", "deleted", title=row.title or row.id))


def undelete() -> None:
    """Bring back the session that was deleted last."""
    from storage import sessions as stored

    row = stored.undelete(open_store())
    _print_done(texts.text("cli", "back", title=row.title or row.id) if row else texts.text("cli", "none_deleted"))


def purge(
    days: Annotated[float, typer.Option("--days", min=0, help="Only what was deleted at least so many days ago.")] = 0,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    json: Json = False,
) -> None:
    """Remove deleted sessions and pictures for good, and say how much space that frees."""
    from storage.purge import purge as remove
    from tui.rendering.console import print_json, stdout

    if not yes and not json:
        typer.confirm(texts.text("cli", "confirm"), abort=True)
    done = remove(open_store(), days)
    if json:
        print_json(asdict(done))
        return
    freed = f"{done.freed_bytes / 2**20:.1f} MB"
    counted = {"sessions": done.sessions, "pictures": done.pictures, "files": done.files}
    stdout.print(texts.text("cli", "removed", **counted, freed=freed))


def _print_done(sentence: str) -> None:
    from tui.rendering.console import escape_text, stdout

    stdout.print(escape_text(sentence), soft_wrap=True, highlight=False)
