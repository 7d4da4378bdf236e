"""Tables of sessions and pictures for the command line."""

from __future__ import annotations

import contextlib

from rich.table import Table

from storage.errors import UnknownSession
from storage.store import Store
from storage.tables import Picture, Session
from tui.rendering.console import MARKS, as_json, out, plain


def newest(store: Store, session: str | None) -> Session:
    """The session of that id, or the newest.

    Raises:
        UnknownSession: none there.
    """
    if session:
        return store.session(session)
    rows = store.sessions(1)
    if not rows:
        raise UnknownSession("There is no session yet; start one with `gouache`.")
    return rows[0]


def sessions_table(store: Store, rows: list[Session]) -> None:
    """Id, title, pictures, profile, time."""
    if not rows:
        out.print("No sessions yet. Start one with [bold]gouache[/].")
        return
    table = Table("session", "title", "pictures", "profile", "last used", box=None)
    for row in rows:
        count = str(len(store.pictures(row.id)))
        table.add_row(row.id, plain(row.title), count, row.profile, row.updated.astimezone().strftime("%Y-%m-%d %H:%M"))
    out.print(table)


def replay_table(store: Store, session: Session, json: bool) -> int:
    """Every picture made again, whether it is identical, and where the first difference is; 1 where there is one."""
    from dataclasses import asdict

    from agent.sessions.replay import replay_session
    from tools import profiles
    from tools.model_manager import ModelManager

    rows = []
    with out.status("replaying") if not json else contextlib.nullcontext():
        rows = list(replay_session(store, session.id, ModelManager(profiles.load_profile(session.profile))))
    first = next((row for row in rows if not row.identical), None)
    if json:
        as_json({"session": session.id, "pictures": [asdict(row) for row in rows], "identical": first is None})
        return int(first is not None)
    table = Table("turn", "picture", "tool", "identical", "PSNR dB", "why", box=None)
    for row in rows:
        number = f"#{row.number}" if row.number else "a try"
        table.add_row(
            str(row.turn), number, row.tool, "yes" if row.identical else "no", str(row.psnr_db), plain(row.why)
        )
    out.print(table)
    where = f"the first difference is in turn {first.turn}" if first else "all identical"
    out.print(f"{len(rows)} pictures made again: {where}.")
    return int(first is not None)


def picture_table(store: Store, row: Picture) -> None:
    """Prompt, seed, model, parent and checks of a picture."""
    recipe = row.recipe or {}
    table = Table(show_header=False, box=None)
    arguments = recipe.get("arguments", {})
    parent = store.picture(row.parent_id).number if row.parent_id is not None else None
    table.add_row("prompt", plain(arguments.get("prompt", "")))
    if "instruction" in arguments:
        table.add_row("change", plain(arguments["instruction"]))
    table.add_row("made by", f"{recipe.get('tool')} · seed {recipe.get('seed')} · {arguments.get('steps')} steps")
    table.add_row("model", plain((recipe.get("model") or {}).get("name", "")))
    table.add_row("from", f"#{parent}" if parent else "a new start")
    table.add_row("seen", plain(row.caption or ""))
    out.print(table)
    for check in store.checks(row.id or 0):
        out.print(f"{MARKS[check.verdict]} {plain(check.requirement.statement)} [dim]{check.probability:.2f}[/]")
