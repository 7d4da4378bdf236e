"""Tables of sessions and pictures for the command line."""

from __future__ import annotations

from rich.table import Table

from storage.errors import UnknownSession
from storage.store import Store
from storage.tables import Picture, Session
from tui.console import MARKS, out, plain


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
        value = check.requirement or {}
        words = " ".join(str(value.get(k, "")) for k in ("kind", "subject", "value", "object") if value.get(k))
        out.print(f"{MARKS[check.verdict]} {plain(words)} [dim]{check.probability:.2f}[/]")
