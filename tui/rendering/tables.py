"""Tables of sessions, pictures and replays for the command line."""

from __future__ import annotations

from rich.table import Column, Table

from agent.sessions.replay import Replayed
from storage.store import Store
from storage.tables import Picture, Session
from tui.rendering.console import escape_text, stdout
from tui.rendering.verdicts import MARKS

_TIME = "%Y-%m-%d %H:%M"


def print_sessions(store: Store, sessions: list[Session]) -> None:
    """Print star, id, title, number of pictures, profile and last use of each session."""
    if not sessions:
        stdout.print("No sessions yet. Start one with [bold]gouache[/].")
        return
    table = Table("", Column("session", no_wrap=True), "title", "pictures", "profile", "last used", box=None)
    for session in sessions:
        count = str(len(store.pictures(session.id)))
        last_used = session.updated.astimezone().strftime(_TIME)
        star = "★" if session.starred else ""
        table.add_row(star, session.id, escape_text(session.title), count, escape_text(session.profile), last_used)
    stdout.print(table)


def print_replay(pictures: list[Replayed]) -> None:
    """Print which pictures came out the same, and where the first difference is."""
    table = Table("turn", "picture", "tool", "identical", "PSNR dB", "why", box=None)
    for picture in pictures:
        number = f"#{picture.number}" if picture.number else "an attempt"
        identical = "yes" if picture.identical else "no"
        table.add_row(str(picture.turn), number, picture.tool, identical, str(picture.psnr_db), picture.why)
    stdout.print(table)
    different = next((picture for picture in pictures if not picture.identical), None)
    result = f"the first difference is in turn {different.turn}" if different else "all identical"
    stdout.print(f"{len(pictures)} pictures painted again: {result}.")


def print_picture_details(store: Store, picture: Picture) -> None:
    """Print prompt, recipe, model, parent, caption and checks of a picture."""
    recipe = picture.recipe or {}
    arguments = recipe.get("arguments", {})
    table = Table(show_header=False, box=None)
    table.add_row("prompt", escape_text(arguments.get("prompt", "")))
    if "instruction" in arguments:
        table.add_row("change", escape_text(arguments["instruction"]))
    made_by = [str(recipe.get("tool"))]
    made_by += [f"seed {recipe['seed']}"] if recipe.get("seed") is not None else []
    made_by += [f"{arguments['steps']} steps"] if "steps" in arguments else []
    table.add_row("made by", " · ".join(made_by))
    table.add_row("made on", picture.created.astimezone().strftime(_TIME))
    table.add_row("size", f"{picture.width} x {picture.height} pixels")
    table.add_row("model", escape_text((recipe.get("model") or {}).get("name", "")))
    parent = store.picture(picture.parent_id).number if picture.parent_id is not None else None
    table.add_row("from", f"#{parent}" if parent else "a new start")
    table.add_row("caption", escape_text(picture.caption or ""))
    call = store.calls_of_pictures([picture.id or 0]).get(picture.id or 0)
    if call is not None and call.attempts > 1:
        table.add_row("attempts", f"{call.attempts}; the earlier ones were interrupted or failed")
    stdout.print(table)
    for check in store.checks(picture.id or 0):
        statement = escape_text(check.requirement.statement)
        stdout.print(f"{MARKS[check.verdict]} {statement} [dim]{check.probability:.2f}[/]")
