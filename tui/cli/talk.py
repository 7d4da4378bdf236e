"""`gouache`, `gouache resume`, `chat`, `say` and `serve`: ways to talk to the studio."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tools.errors import BadArguments, GouacheError
from tui import texts
from tui.cli.options import (
    Graphics,
    Json,
    ProfileName,
    Seed,
    SessionOrNewest,
    SessionToContinue,
    chosen_profile_name,
    load_settings,
    open_store,
)
from tui.cli.sessions import continue_session, find_session

if TYPE_CHECKING:
    from agent.events import Event

_SERVED = "TEXTUAL_DRIVER"
"""Environment variable with the driver that `gouache serve` gives the app, which has pipes there and no terminal."""
_LEAVE_SECONDS = 5.0
"""How long an app that nobody can reach any more may take to end by itself."""


def open_app(session: str | None, graphics: str | None, profile: str | None, seed: int | None = None) -> None:
    """Open the app, and print how to continue the session when it closes.

    Args:
        session: Id of a stored session; None starts a new one.
        graphics: One of `tui.rendering.graphics.MODES`; by default as set.
        profile: Profile of a new session; by default as set.
        seed: Base seed of a new session; by default as set.

    Raises:
        GouacheError: This is no terminal, or there is no such profile.
    """
    _require_terminal()
    _end_when_left()
    settings = load_settings()
    chosen = profile or settings.profile
    if session is None:
        chosen = chosen_profile_name(profile)
    from tui.app.app import GouacheApp
    from tui.rendering.graphics import detect_mode

    wanted = graphics or settings.graphics
    mode, reason = detect_mode(wanted)
    app = GouacheApp(session, chosen, settings.seed if seed is None else seed, mode, reason)
    if wanted not in ("auto", mode):
        app.detected_mode, _ = detect_mode()
    if settings.theme in app.available_themes:
        app.theme = settings.theme
    app.run()
    if app.session_id:
        print(f"gouache resume {app.session_id}")


def _require_terminal() -> None:
    """Refuse to open the app where it could not be seen or could not be left again.

    Raises:
        GouacheError: Standard input, output or error, on which Textual draws, is no terminal.
    """
    if _SERVED in os.environ:
        return
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise GouacheError(texts.text("cli_error", "terminal"))


def _end_when_left() -> None:
    """End the app once its terminal, or the server that has started it, is gone; Textual would read on for ever.

    A terminal that closes ends its processes, but not those that ignore the signal or have no controlling terminal.
    """
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return
    poll = select.poll()
    poll.register(sys.__stdin__, 0)  # Hanging up is always reported.

    def watch() -> None:
        ((_, events),) = poll.poll()
        if events & (select.POLLHUP | select.POLLERR):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(_LEAVE_SECONDS)
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def resume(session: SessionOrNewest = None, profile: ProfileName = None, graphics: Graphics = None) -> None:
    """Reopen a session in the app."""
    store = open_store()
    row = find_session(store, session)
    _require_terminal()
    open_app(continue_session(store, row.id, profile), graphics, None)


def chat(
    session: SessionToContinue = None,
    plain: Annotated[bool, typer.Option("--plain", help="Whole lines, for screen readers and pipes.")] = False,
    profile: ProfileName = None,
    seed: Seed = None,
    graphics: Graphics = None,
) -> None:
    """Talk in the app, or with --plain in lines that are never redrawn."""
    _refuse_seed(session, seed)
    if not plain:
        _require_terminal()
        if session is not None:
            session = continue_session(open_store(), session, profile)
        open_app(session, graphics, profile, seed)
        return
    from tui.cli.plain_chat import PlainChat

    settings, store = load_settings(), open_store()
    if session is not None:
        session = continue_session(store, session, profile)
    name = settings.profile if session else chosen_profile_name(profile)
    raise typer.Exit(PlainChat(store, session, name, settings.seed if seed is None else seed).run())


def say(  # noqa: PLR0913 - one argument an option
    text: Annotated[str, typer.Argument(help="What to paint or change; “-” reads standard input.")],
    session: SessionToContinue = None,
    image: Annotated[Path | None, typer.Option("--image", help="A picture of your own to start from.")] = None,
    profile: ProfileName = None,
    seed: Seed = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Send one message and see the picture."""
    from agent.commands.paths import path_in_message, split_message
    from agent.commands.table import parse_command
    from agent.studio import Studio, validate_message
    from storage.queries import session_messages
    from tools.images.load import load_picture
    from tui.cli.plain_chat import INTERRUPTED, Interrupt
    from tui.rendering.console import EventPrinter, print_json, print_picture, stdout

    _refuse_seed(session, seed)
    settings, store = load_settings(), open_store()
    text = validate_message(sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text)
    # What cannot be done is refused before a session is made for it.
    messages = split_message(text)
    before = reversed(session_messages(store, store.session(session).id) if session is not None else [])
    texts.follow_conversation([messages[-1], *before])
    parse_command(messages[-1])
    if image is not None:
        load_picture(image)
        messages = [f"/open {path_in_message(image)}", *messages]
    if session is not None:
        studio = Studio.reopen(store, continue_session(store, session, profile))
    else:
        studio = Studio.new(store, chosen_profile_name(profile), settings.seed if seed is None else seed)
    signal.signal(signal.SIGINT, interrupt := Interrupt())
    with EventPrinter(quiet=json) as printer, interrupt.during(studio):
        studio.models.watch = printer.show_loading

        def emit(event: Event) -> None:
            interrupt.repeat()
            printer(event)

        for text in messages:
            turn = studio.send(text, emit)
            if interrupt.stopped:
                break
    current = store.current(studio.session_id)
    if json:
        print_json(
            {
                "session": studio.session_id,
                "turn": turn.model_dump(),
                "picture": current.number if current else None,
                "hash": current.hash if current else None,
                "path": str(store.path(current)) if current else None,
            }
        )
    else:
        if current and turn.picture_id == current.id:
            print_picture(store.path(current), graphics or settings.graphics)
        stdout.print(f"[dim]gouache say … --session {studio.session_id}[/]")
    studio.close()
    raise typer.Exit(INTERRUPTED if interrupt.stopped else 0)


def _refuse_seed(session: str | None, seed: int | None) -> None:
    """Refuse a seed that would not be used.

    Raises:
        BadArguments: A stored session has its own.
    """
    if session is not None and seed is not None:
        raise BadArguments(texts.text("cli_error", "seed_kept", seed=seed))


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on localhost.")] = 8765,
    exports: Annotated[
        Path | None, typer.Option("--exports", help="The one folder whose files it opens and writes.")
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="It opens and writes no files: sessions only.")
    ] = False,
    profile: ProfileName = None,
) -> None:
    """Open the app in a browser on this machine; whoever has its address can open and write your files."""
    try:
        from tui.cli.server import serve_app
    except ImportError as error:
        raise GouacheError("The browser needs one more package: pip install 'gouache[serve]'.") from error
    from storage.database import translate_io_errors

    if exports is not None and read_only:
        raise BadArguments("With --read-only no files are written; leave out --exports.")
    chosen_profile_name(profile)
    if exports is not None:
        with translate_io_errors():
            exports.mkdir(parents=True, exist_ok=True)
    serve_app(port, profile, "" if read_only else str(exports.resolve()) if exports is not None else None)
