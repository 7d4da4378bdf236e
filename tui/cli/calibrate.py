"""`gouache calibrate`: finds out which answers of a profile's eyes can be believed."""

from __future__ import annotations

from typing import Annotated

import typer

from tui import texts
from tui.cli.options import Json, ProfileName, chosen_profile


def calibrate(
    profile: ProfileName = None,
    pictures: Annotated[
        int | None, typer.Option("--pictures", min=10, max=1000, help="How many pictures they are shown; 60 if absent.")
    ] = None,
    json: Json = False,
) -> None:
    """Show a profile's eyes pictures of known content, and keep which kinds of answers can be believed."""
    from rich.progress import Progress
    from rich.table import Table

    from storage.database import translate_io_errors
    from tools.actions.calibrate import PICTURES, calibrate_eyes
    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tui.rendering.console import escape_text, print_json, stderr, stdout

    models = ModelManager(chosen_profile(profile))
    with translate_io_errors(), Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(texts.text("calibrate", "looking"), total=None)
        hooks = Hooks(lambda done, total: bar.update(task, completed=done, total=total))
        made = calibrate_eyes(models, pictures or PICTURES, hooks)
    if json:
        print_json(made.model_dump())
        return
    columns = ("kind", "statements", "true", "false", "believed")
    table = Table(*(texts.text("calibrate", column) for column in columns), box=None)
    for name, kind in made.kinds.items():
        believed = texts.text("calibrate", "yes" if kind.trusted else "unsure")
        rates = (f"{kind.true_positives:.2f}", f"{kind.false_positives:.2f}")
        table.add_row(texts.text("calibrate_kind", name), str(kind.rows), *rates, believed)
    stdout.print(table)
    told = texts.text("calibrate", "measured", pictures=made.pictures, model=escape_text(made.model))
    stdout.print(told, soft_wrap=True)
