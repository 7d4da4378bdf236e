"""`gouache`, `gouache resume`, `chat`, `say` and `serve`: ways to talk to the studio."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from tools.errors import GouacheError
from tui.cli.options import (
    Graphics,
    Json,
    ProfileName,
    Seed,
    SessionOrNewest,
    SessionToContinue,
    load_settings,
    open_store,
)


def open_app(session: str | None, graphics: str | None, profile: str | None, seed: int | None = None) -> None:
    """Open the app, and print how to continue the session when it closes.

    Args:
        session: Id of a stored session; None starts a new one.
        graphics: One of `tui.rendering.graphics.MODES`; by default as set.
        profile: Profile of a new session; by default as set.
        seed: Base seed of a new session; by default as set.
    """
    from tui.app.app import GouacheApp
    from tui.rendering.graphics import detect_mode

    settings = load_settings()
    wanted = graphics or settings.graphics
    mode, reason = detect_mode(wanted)
    app = GouacheApp(session, profile or settings.profile, settings.seed if seed is None else seed, mode, reason)
    if wanted not in ("auto", mode):
        app.detected_mode, _ = detect_mode()
    if settings.theme in app.available_themes:
        app.theme = settings.theme
    app.run()
    if app.session_id:
        print(f"gouache resume {app.session_id}")


def resume(session: SessionOrNewest = None, graphics: Graphics = None) -> None:
    """Reopen a session in the app."""
    store = open_store()
    row = store.session(session) if session else next(iter(store.sessions(1)), None)
    if row is None:
        raise GouacheError("There is no session yet; start one with `gouache`.")
    open_app(row.id, graphics, None)


def chat(
    session: SessionToContinue = None,
    plain: Annotated[bool, typer.Option("--plain", help="Whole lines, for screen readers and pipes.")] = False,
    profile: ProfileName = None,
    seed: Seed = None,
    graphics: Graphics = None,
) -> None:
    """Talk in the app, or with --plain in lines that are never redrawn."""
    if not plain:
        open_app(session, graphics, profile, seed)
        return
    from tui.cli.plain_chat import run_plain_chat

    settings = load_settings()
    run_plain_chat(session, profile or settings.profile, settings.seed if seed is None else seed)


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
    from agent.studio import Studio, validate_message
    from tui.rendering.console import EventPrinter, print_json, print_picture, stdout

    settings, store = load_settings(), open_store()
    message = validate_message(sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text)
    if session:
        studio = Studio.reopen(store, session)
    else:
        studio = Studio.new(store, profile or settings.profile, settings.seed if seed is None else seed)
    # Ctrl+C stops after the present step and keeps the best picture so far, as Esc does in the app.
    signal.signal(signal.SIGINT, lambda *_: studio.cancel())
    with EventPrinter(quiet=json) as printer:
        if image is not None:
            studio.send(f"/open {image.resolve()}", printer)
        turn = studio.send(message, printer)
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


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on localhost.")] = 8765,
    profile: ProfileName = None,
) -> None:
    """Open the app in a browser on this machine."""
    try:
        from tui.cli.server import serve_app
    except ImportError as error:
        raise GouacheError("The browser needs one more package: pip install 'gouache[serve]'.") from error
    serve_app(port, profile)
