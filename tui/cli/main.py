"""The `gouache` command. Everything heavy is imported inside the command that needs it."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tools.errors import GouacheError
from tui.cli import enhance, restyle

if TYPE_CHECKING:
    from storage.store import Store

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Threads that spin while they wait bring two processes on few cores to a crawl.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")

app = typer.Typer(
    help="A picture studio that you talk to.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
SessionId = Annotated[str, typer.Argument(help="Session id, or the beginning of it.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for programs.")]
ProfileName = Annotated[str | None, typer.Option("--profile", "-p", help="Profile name or TOML file.")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, max=2**62, help="Base seed of a new session.")]
Graphics = Annotated[str | None, typer.Option("--graphics", help="Pictures: auto, kitty, sixel, blocks or none.")]


def _settings() -> Any:
    from storage.settings import load_settings

    return load_settings()


def _store() -> Store:
    from storage.store import Store

    return Store()


def _start_app(session: str | None, graphics: str | None, profile: str | None, seed: int | None = None) -> None:
    from tui.app.app import GouacheApp
    from tui.rendering.graphics import detect

    settings = _settings()
    mode, reason = detect(wanted := graphics or settings.graphics)
    chosen = settings.seed if seed is None else seed
    gouache = GouacheApp(session, profile or settings.profile, chosen, mode, reason)
    gouache.auto = mode if wanted in ("auto", mode) else detect()[0]
    if settings.theme in gouache.available_themes:
        gouache.theme = settings.theme
    gouache.run()
    if gouache.session_id:
        print(f"gouache resume {gouache.session_id}")


@app.callback(invoke_without_command=True)
def start(context: typer.Context, profile: ProfileName = None, graphics: Graphics = None) -> None:
    """Open the app."""
    if context.invoked_subcommand is None:
        _start_app(None, graphics, profile)


@app.command()
def resume(
    session: Annotated[str | None, typer.Argument(help="Session id; the newest if absent.")] = None,
    graphics: Graphics = None,
) -> None:
    """Reopen a session in the app."""
    store = _store()
    found = store.session(session) if session else next(iter(store.sessions(1)), None)
    if found is None:
        raise GouacheError("There is no session yet; start one with `gouache`.")
    _start_app(found.id, graphics, None)


@app.command()
def chat(
    session: Annotated[str | None, typer.Option("--session", "-s", help="Go on with this session.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Whole lines: for screen readers and pipes.")] = False,
    profile: ProfileName = None,
    seed: Seed = None,
    graphics: Graphics = None,
) -> None:
    """Talk in the app, or with --plain in lines that nothing redraws."""
    if not plain:
        _start_app(session, graphics, profile, seed)
        return
    from tui.cli.chat import chat as plain_chat

    settings = _settings()
    plain_chat(session, profile or settings.profile, settings.seed if seed is None else seed)


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="What to paint or change; “-” reads standard input.")],
    session: Annotated[str | None, typer.Option("--session", "-s", help="Go on with this session.")] = None,
    image: Annotated[Path | None, typer.Option("--image", help="A picture of your own to begin with.")] = None,
    profile: ProfileName = None,
    seed: Seed = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Say one thing and see the picture."""
    from agent.studio import Studio, validate_message
    from tui.rendering.console import EventPrinter, as_json, out, picture

    settings, store = _settings(), _store()
    message = validate_message(sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text)
    if session:
        studio = Studio.reopen(store, session)
    else:
        studio = Studio.new(store, profile or settings.profile, settings.seed if seed is None else seed)
    # Ctrl+C stops after the present step and keeps the last good picture, as Esc does in the app.
    signal.signal(signal.SIGINT, lambda *_: studio.cancel())
    with EventPrinter(quiet=json) as tell:
        if image is not None:
            studio.send(f"/open {image.resolve()}", tell)
        turn = studio.send(message, tell)
    current = store.current(studio.session_id)
    if json:
        as_json(
            {"session": studio.session_id, "turn": turn.model_dump(), "picture": current.number if current else None,
             "hash": current.hash if current else None, "path": str(store.path(current)) if current else None}
        )  # fmt: skip
    else:
        if current and turn.picture_id == current.id:
            picture(store.path(current), graphics or settings.graphics)
        out.print(f"[dim]gouache say … --session {studio.session_id}[/]")
    studio.close()


@app.command()
def paint(
    prompt: Annotated[str, typer.Argument(help="What to paint, in the painter's words.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=64, help="Pictures.")] = 1,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**62, help="First seed.")] = 0,
    seed_mode: Annotated[str, typer.Option("--seed-mode", help="increment, random or fixed.")] = "increment",
    steps: Annotated[int | None, typer.Option("--steps", help="Sampler steps.")] = None,
    guidance: Annotated[float | None, typer.Option("--guidance", help="How strictly the prompt is followed.")] = None,
    width: Annotated[int | None, typer.Option("--width", help="Pixels.")] = None,
    height: Annotated[int | None, typer.Option("--height", help="Pixels.")] = None,
    out_folder: Annotated[Path, typer.Option("--out", help="Folder for the pictures.")] = Path("pictures"),
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Paint a prompt as it stands, without the conversation: variations, seeds, sampler settings."""
    from typing import get_args

    from tools.actions.generate import SeedMode
    from tui.cli.paint import paint as paint_pictures

    if seed_mode not in get_args(SeedMode):
        raise GouacheError(f"There is no seed mode “{seed_mode}”; choose {', '.join(get_args(SeedMode))}.")
    settings = _settings()
    values = {"prompt": prompt, "seed": seed, "steps": steps, "guidance": guidance, "width": width, "height": height}
    name, shown = profile or settings.profile, graphics or settings.graphics
    paint_pictures(name, values, count, seed_mode, out_folder, json, shown)  # type: ignore[arg-type]


@app.command()
def describe(
    file: Annotated[Path, typer.Argument(help="A picture file.")],
    check: Annotated[list[str] | None, typer.Option("--check", help="A requirement, e.g. color:dog=red.")] = None,
    maps: Annotated[Path | None, typer.Option("--maps", help="Folder for maps of where the eyes looked.")] = None,
    chinese: Annotated[bool, typer.Option("--chinese", help="Caption in Chinese.")] = False,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Say what a picture shows, check requirements, and show where the eyes looked."""
    from tui.cli.describe import describe as describe_file

    settings = _settings()
    shown = graphics or settings.graphics
    language = "zh" if chinese else "en"
    describe_file(file, check or [], language, maps, profile or settings.profile, json, shown)


@app.command("world")
def world_command() -> None:
    """List what the pocket painter knows, in English and Chinese."""
    from tui.cli.paint import show_world

    show_world()


@app.command()
def run(
    scripts: Annotated[list[Path], typer.Argument(help="YAML scripts or folders of them.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Run folder.")] = Path("runs/latest"),
    profile: ProfileName = None,
    json: Json = False,
) -> None:
    """Run written dialogues; exit 1 when an expectation fails."""
    from tui.cli.dialogues import run_scripts

    raise typer.Exit(run_scripts(scripts, out_folder, profile, json))


@app.command()
def sessions(json: Json = False) -> None:
    """List saved sessions, starred first, then newest."""
    from tui.rendering.console import as_json
    from tui.rendering.tables import sessions_table

    store = _store()
    rows = store.sessions()
    if json:
        as_json([row.model_dump() for row in rows])
    else:
        sessions_table(store, rows)


@app.command()
def show(
    number: Annotated[int, typer.Argument(min=1, max=9999, help="Picture number.")],
    session: Annotated[str | None, typer.Option("--session", "-s", help="Session id; the newest if absent.")] = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Show picture N with its prompt, checks and recipe."""
    from tui.rendering.console import as_json, picture
    from tui.rendering.tables import newest, picture_table

    store = _store()
    row = store.numbered(newest(store, session).id, number)
    store.files.open(row.hash, f"#{number}")
    if json:
        checks = [check.model_dump() for check in store.checks(row.id or 0)]
        as_json({**row.model_dump(), "path": str(store.path(row)), "checks": checks})
        return
    picture(store.path(row), graphics or _settings().graphics)
    picture_table(store, row)


@app.command()
def export(
    session: Annotated[str | None, typer.Argument(help="Session id; the newest if absent.")] = None,
    folder: Annotated[Path | None, typer.Option("--out", help="Folder to write.")] = None,
) -> None:
    """Write a session as Markdown with its pictures and a JSON of every decision."""
    from agent.sessions.export import export_session
    from tui.rendering.console import out, plain
    from tui.rendering.tables import newest

    store = _store()
    row = newest(store, session)
    target = folder or Path(f"gouache-{row.id}")
    count = export_session(store, row.id, target)
    out.print(f"{count} pictures and session.md are in {plain(target)}.")


@app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(help="A folder that `gouache export` wrote.")],
    profile: ProfileName = None,
) -> None:
    """Read an exported session back as a new one, to open and go on with."""
    from agent.sessions.export import import_session
    from tui.rendering.console import out, plain

    row = import_session(_store(), folder, profile)
    out.print(f"“{plain(row.title)}” is here again: gouache resume {row.id}", soft_wrap=True)


@app.command()
def rename(session: SessionId, title: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Give a session another name."""
    from storage import sessions as stored

    stored.rename(_store(), session, title)


@app.command()
def fork(session: SessionId) -> None:
    """Copy a session, to go on from it in another way."""
    from storage import snapshots
    from tui.rendering.console import out

    out.print(f"gouache resume {snapshots.fork_session(_store(), session).id}")


@app.command()
def star(session: SessionId) -> None:
    """Star a session, or take its star away."""
    from storage import sessions as stored

    stored.star(_store(), session)


@app.command()
def delete(session: SessionId) -> None:
    """Hide a session; `gouache undelete` brings it back."""
    from storage import sessions as stored

    stored.delete(_store(), session)


@app.command()
def undelete() -> None:
    """Bring back the session that was deleted last."""
    from storage import sessions as stored
    from tui.rendering.console import out, plain

    row = stored.undelete(_store())
    out.print(f"“{plain(row.title)}” is back." if row else "There is no deleted session.", soft_wrap=True)


@app.command()
def replay(
    session: Annotated[str | None, typer.Argument(help="Session id; the newest if absent.")] = None,
    json: Json = False,
) -> None:
    """Make a session's pictures again without the language model and compare them; exit 1 when one differs."""
    from tui.rendering.tables import newest, replay_table

    store = _store()
    raise typer.Exit(replay_table(store, newest(store, session), json))


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on localhost.")] = 8765,
    profile: ProfileName = None,
) -> None:
    """Open the app in a browser on this machine."""
    try:
        from tui.cli.serve import serve as serve_app
    except ImportError as error:
        raise GouacheError("The browser needs one more part: pip install 'gouache[serve]'.") from error
    serve_app(port, profile)


@app.command()
def doctor(json: Json = False) -> None:
    """Check device, memory, models and their hashes, terminal graphics, disk."""
    from tui.cli.doctor import examine

    raise typer.Exit(examine(json))


@app.command()
def models(profile: ProfileName = None, json: Json = False) -> None:
    """List the models of a profile: role, kind, size, hash."""
    from tui.cli.doctor import list_models

    list_models(profile or _settings().profile, json)


@app.command()
def bench(
    suite: Annotated[str, typer.Argument(help="What to measure; docs/benchmarks.md lists the suites.")],
    quick: Annotated[bool, typer.Option("--quick", help="A short form.")] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")] = None,
    kills: Annotated[int, typer.Option("--kills", help="crash: how many times.")] = 30,
) -> None:
    """Measure; see docs/benchmarks.md."""
    from tui.cli.bench import run_suite

    run_suite(suite, quick, json, kills)


for command in (enhance.enhance, restyle.restyle, restyle.styles):
    app.command()(command)


def log_to_file() -> None:
    """Faults go to gouache.log in the home folder, where that can be written, never over the screen."""
    from storage.paths import home

    logger = logging.getLogger("gouache")
    logger.propagate = False
    with contextlib.suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(home() / "gouache.log", encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(handler)


def main() -> None:
    """Entry point: known errors are one sentence on standard error, exit status 1."""
    log_to_file()
    try:
        app()
    except GouacheError as error:
        from tui.rendering.console import err, plain

        err.print(f"[red]✗[/] {plain(error)}", soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
