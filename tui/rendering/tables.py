"""Tables of sessions, pictures and replays for the command line."""

from __future__ import annotations

from functools import partial

from rich.table import Column, Table

from agent.sessions.replay import Replayed
from storage.store import Store
from storage.tables import Picture, Session
from tui import texts
from tui.rendering.console import escape_text, stdout
from tui.rendering.verdicts import MARKS, chance_text

_TIME = "%Y-%m-%d %H:%M"
say = partial(texts.text, "cli")


def print_sessions(store: Store, sessions: list[Session]) -> None:
    """Print star, id, title, number of pictures, profile and last use of each session."""
    if not sessions:
        stdout.print(texts.text("cli", "no_sessions"))
        return
    others = map(say, ("title", "pictures", "profile", "last_used"))
    table = Table("", Column(say("session"), no_wrap=True), *others, box=None)
    for session in sessions:
        count = str(len(store.pictures(session.id)))
        last_used = session.updated.astimezone().strftime(_TIME)
        star = "★" if session.starred else ""
        table.add_row(star, session.id, escape_text(session.title), count, escape_text(session.profile), last_used)
    stdout.print(table)


def print_replay(pictures: list[Replayed]) -> None:
    """Print which pictures came out the same, and where the first difference is."""
    table = Table(*map(say, ("turn", "picture", "tool", "identical", "psnr", "why")), box=None)
    for picture in pictures:
        number = f"#{picture.number}" if picture.number else say("attempt")
        likeness, why = texts.text("likeness", picture.likeness), escape_text(texts.why_unlike(picture.why))
        table.add_row(str(picture.turn), number, picture.tool, likeness, str(picture.psnr_db), why)
    stdout.print(table)
    different = next((picture for picture in pictures if not picture.identical), None)
    result = say("first_difference", turn=different.turn) if different else say("all_identical")
    stdout.print(say("replayed", n=len(pictures), result=result))


def print_picture_details(store: Store, picture: Picture) -> None:
    """Print prompt, recipe, model, parent, caption and checks of a picture."""
    recipe = picture.recipe or {}
    arguments = recipe.get("arguments", {})
    table = Table(show_header=False, box=None)
    table.add_row(say("prompt"), escape_text(arguments.get("prompt", "")))
    if "instruction" in arguments:
        table.add_row(say("change"), escape_text(arguments["instruction"]))
    made_by = [texts.made_by(str(recipe.get("tool")))]
    made_by += [say("seed", seed=recipe["seed"])] if recipe.get("seed") is not None else []
    made_by += [say("steps", steps=arguments["steps"])] if "steps" in arguments else []
    table.add_row(say("made_by"), " · ".join(made_by))
    table.add_row(say("made_on"), picture.created.astimezone().strftime(_TIME))
    table.add_row(say("size"), say("pixels", width=picture.width, height=picture.height))
    table.add_row(say("model"), escape_text((recipe.get("model") or {}).get("name", "")))
    parent = store.picture(picture.parent_id).number if picture.parent_id is not None else None
    table.add_row(say("from"), f"#{parent}" if parent else say("new_start"))
    table.add_row(say("caption"), escape_text(picture.caption or ""))
    call = store.calls_of_pictures([picture.id or 0]).get(picture.id or 0)
    if call is not None and call.attempts > 1:
        table.add_row(say("attempts"), say("interrupted", n=call.attempts))
    stdout.print(table)
    for check in store.checks(picture.id or 0):
        statement = escape_text(texts.phrases().statement(check.requirement))
        stdout.print(f"{MARKS[check.verdict]} {statement} [dim]{chance_text(check)}[/]")
