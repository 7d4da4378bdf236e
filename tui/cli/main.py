"""The `gouache` command: the groups of subcommands, the log file, and errors as one sentence.

Everything that takes long to import is imported inside the command that needs it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from tools.errors import BadArguments, GouacheError
from tui import texts
from tui.cli import calibrate, doctor, enhance, pictures, restyle, sessions, talk
from tui.cli.evaluation.bench import bench
from tui.cli.evaluation.compare import compare
from tui.cli.evaluation.judges import judge
from tui.cli.evaluation.metrics import metrics
from tui.cli.evaluation.run import run
from tui.cli.evaluation.runs import runs
from tui.cli.evaluation.scripts import script
from tui.cli.models import models, profiles
from tui.cli.options import Graphics, ProfileName

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Threads that spin while they wait slow two processes on few cores to a crawl.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")


class LocalizedGroup(TyperGroup):
    """Describes itself and its commands from the catalogue, once help is asked for and the language is known."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, with its help and its panel in the language in use."""
        command: Any = super().get_command(ctx, cmd_name)
        if command is not None and texts.language() != "en":
            command.help = texts.text("cli_help", cmd_name)
            command.rich_help_panel = texts.panel(command.rich_help_panel)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help of the whole."""
        self.help = texts.text("cli_help", "gouache")
        super().format_help(ctx, formatter)


app = typer.Typer(
    cls=LocalizedGroup,
    help="A picture studio that you talk to.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_COMMANDS: dict[str, tuple[Callable[..., None], ...]] = {
    "Conversation": (talk.resume, talk.chat, talk.say, talk.serve),
    "Saved sessions": (
        sessions.sessions,
        sessions.show,
        sessions.replay,
        sessions.export,
        sessions.import_,
        sessions.rename,
        sessions.fork,
        sessions.star,
        sessions.delete,
        sessions.undelete,
        sessions.purge,
    ),
    "Pictures": (
        pictures.paint,
        pictures.describe,
        enhance.enhance,
        restyle.restyle,
        restyle.styles,
        pictures.world,
    ),
    "Models and measurements": (
        doctor.doctor,
        calibrate.calibrate,
        profiles,
        run,
        runs,
        judge,
        compare,
        metrics,
        bench,
    ),
}
"""The subcommands, by the panel of `gouache --help` that lists them."""
for _panel, _commands in _COMMANDS.items():
    for _command in _commands:
        app.command(_command.__name__.rstrip("_"), rich_help_panel=_panel)(_command)
app.add_typer(models, name="models", rich_help_panel="Models and measurements")
app.add_typer(script, name="script", rich_help_panel="Models and measurements")


@app.callback(invoke_without_command=True)
def start(context: typer.Context, profile: ProfileName = None, graphics: Graphics = None) -> None:
    """Open the app."""
    if context.invoked_subcommand is None:
        talk.open_app(None, graphics, profile)
    elif profile is not None or graphics is not None:
        option = f"--profile {profile}" if profile is not None else f"--graphics {graphics}"
        raise BadArguments(f"Options go after the command; write gouache {context.invoked_subcommand} … {option}.")


def log_to_file() -> None:
    """Write internal errors to gouache.log in the home folder, never over the screen."""
    from tools.paths import home

    logger = logging.getLogger("gouache")
    logger.propagate = False
    # Without a writable home there is no log; the command itself says what is wrong with the folder.
    with contextlib.suppress(OSError, GouacheError):
        home().mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(home() / "gouache.log", encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(handler)


def main() -> None:
    """Run the command.

    An error is printed as one sentence on standard error, with its exit status; Ctrl+C ends with 130. Where the reader
    of a pipe has gone, the command ends without a word.
    """
    from tui.rendering.streams import flush_streams, prepare_streams

    prepare_streams()
    try:
        log_to_file()
        app()
    except GouacheError as error:
        _print_error(texts.error(error))
        sys.exit(error.exit_status)
    except Exception:
        logging.getLogger("gouache").exception("gouache %s", " ".join(sys.argv[1:2]))
        _print_error(texts.error("That was a fault of gouache; see gouache.log in its home folder."))
        sys.exit(1)
    finally:
        flush_streams()


def _print_error(sentence: str) -> None:
    from tui.rendering.console import escape_text, stderr

    stderr.print(f"[red]✗[/] {escape_text(sentence)}", soft_wrap=True)


if __name__ == "__main__":
    main()
