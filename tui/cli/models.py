"""`gouache profiles` and `gouache models`: real models, what they take, fetching them and taking them away."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from tui import texts
from tui.cli.options import Json, ProfileName, chosen_profile
from tui.rendering.transfers import offer_text, size_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.table import Table

    from tools.hub.repository import Repository
    from tools.memory.plan import Placement
    from tools.profiles import Profile


class ModelsGroup(TyperGroup):
    """Describes its commands from the catalogue, once help is asked for and the language is known."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, with its help in the language in use."""
        command: Any = super().get_command(ctx, cmd_name)
        if command is not None:
            command.help = texts.text("models_help", cmd_name)
        return command


models = typer.Typer(
    cls=ModelsGroup, help="List the models of a profile, fetch, verify and remove models of the hub.",
    invoke_without_command=True,
)  # fmt: skip
Wanted = Annotated[str, typer.Argument(help="A profile, or OWNER/NAME on the hub.")]


@models.callback()
def list_models(context: typer.Context, profile: ProfileName = None, json: Json = False) -> None:
    """List the models of a profile: role, kind, size, hash, and when each was first used; then what was fetched."""
    if context.invoked_subcommand is not None:
        return
    from tui.rendering.console import escape_text, print_json, stdout
    from tui.session.diagnostics import model_statuses

    statuses = model_statuses(chosen_profile(profile))
    if json:
        print_json([asdict(status) for status in statuses])
        return
    table = _table("role", "kind", "model", "mb", "hash", "first_used")
    for status in statuses:
        state = "[red]✗[/]" if status.error else status.hash[:12]
        first_used = f"{status.first_used.astimezone():%Y-%m-%d}" if status.first_used else "–"
        name = texts.text("models", "made_for", name=status.model, base=status.base) if status.base else status.model
        table.add_row(status.role, status.kind, escape_text(name), str(status.mb or ""), state, first_used)
    stdout.print(table)
    print_problems(status.error for status in statuses if status.error)
    _print_fetched()


def print_problems(sentences: Iterable[str]) -> None:
    """Print what is wrong with models, each thing once: one model may serve several roles."""
    from tui.rendering.console import escape_text, stdout

    for sentence in dict.fromkeys(sentences):
        stdout.print(f"[red]✗[/] {escape_text(texts.error(sentence))}", soft_wrap=True)


@models.command("get")
def get(
    wanted: Wanted,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Only say what would be fetched.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Fetch without asking; --json only lists without it.")
    ] = False,
    accept: Annotated[str | None, typer.Option("--accept", help="The name of a licence that you accept.")] = None,
    json: Json = False,
) -> None:
    """Fetch the models of a profile, or one model, and say first how large they are and under which licence."""
    from tools.hub.download import bytes_here
    from tools.hub.repository import look_up
    from tui.rendering.console import print_json, stdout

    found = [look_up(name) for name in _names(wanted)]
    rows = [(repository, bytes_here(repository)) for repository in found]
    if json:
        print_json([_described(*row) for row in rows])
    else:
        for repository, here in rows:
            stdout.print(offer_text(repository, here), markup=False)
    if not rows and not json:
        stdout.print(texts.text("models", "nothing", name=wanted), markup=False)
    if dry_run or (json and not yes):
        return
    if not yes and any(here < one.size for one, here in rows):
        typer.confirm(texts.text("models", "go_on"), abort=True)
    for repository, _ in rows:
        _fetch(repository, accept)
        if not json:
            stdout.print(texts.text("models", "fetched", name=repository.name), markup=False)


@models.command("verify")
def verify(wanted: Annotated[str | None, typer.Argument(help="A profile or a model; all if absent.")] = None) -> None:
    """Read fetched models through and compare every file with its hash; exit 1 when one is damaged."""
    from tools.hub.cache import fetched_models
    from tools.hub.shelf import damaged_files
    from tui.rendering.console import stdout

    damaged = False
    for name in list(fetched_models()) if wanted is None else _names(wanted):
        files = damaged_files(name)
        damaged = damaged or bool(files)
        told = texts.text("models", "damaged" if files else "whole", name=name, files=", ".join(files))
        stdout.print(told, markup=False)
    raise typer.Exit(1 if damaged else 0)


@models.command("rm")
def rm(
    wanted: Wanted, yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")] = False
) -> None:
    """Remove fetched models that no other profile uses, and say how much space that frees."""
    from tools.hub.cache import fetched_models
    from tools.hub.shelf import remove, users_of
    from tui.rendering.console import stdout

    used = {profile.name: profile.hub_models for profile in all_profiles() if profile.name != wanted}
    freed = 0
    for name in _names(wanted):
        users = users_of(name, used)
        if users or name not in fetched_models():
            told = texts.text("models", "kept" if users else "absent", name=name, users=", ".join(users))
            stdout.print(told, markup=False)
            continue
        if not yes:
            size = size_text(fetched_models()[name].size)
            typer.confirm(texts.text("models", "remove", name=name, size=size), abort=True)
        freed += remove(name)
    stdout.print(texts.text("models", "freed", size=size_text(freed)), markup=False)


def profiles(json: Json = False) -> None:
    """List the profiles: what each is good at, its licence, whether it fits here, and whether its models are here."""
    from tui.rendering.console import escape_text, print_json, stdout

    rows = [profile_row(profile) for profile in all_profiles()]
    if json:
        print_json(rows)
        return
    for row in rows:
        stdout.print(f"[b]{escape_text(row['name'])}[/]  {escape_text(row['about'])}")
        stdout.print(f"    {escape_text(row['licence'])} · {escape_text(told_of(row))}", highlight=False)


def told_of(row: dict[str, Any]) -> str:
    """Say of a profile's row whether it fits here, with the sum, and how much of it is here."""
    fits = texts.text(
        "models", "fits" if row["fits"] else "too_big", rung=texts.rung(row["rung"]), sum=row["sum"]
    ).strip()
    if not row["models"]:
        return fits
    count = len(row["models"]) - len(row["missing"])
    return f"{fits} · {texts.text('models', 'models_here', count=count, all=len(row['models']))}"


def profile_row(profile: Profile) -> dict[str, Any]:
    """Return what is said of a profile: whether it fits here, with the sum, and what is missing."""
    from tools.engines.weights import model_info
    from tools.memory.here import plan_here

    placement = plan_here(profile, model_info)
    return {
        "name": profile.name,
        "about": profile.about.get(texts.language(), profile.about.get("en", "")),
        "licence": profile.licence,
        "free": profile.free,
        "device": placement.device.kind,
        "fits": placement.fits,
        "rung": placement.rung,
        "sum": _sum(placement),
        "memory": profile.memory,
        "models": profile.hub_models,
        "missing": profile.missing_models(),
    }


def _sum(placement: Placement) -> str:
    """What is needed and what may be used, in GB."""
    from tools.memory.plan import KEPT_FREE

    device = placement.device
    if not placement.places:
        return ""
    if not placement.fits:
        lacks = placement.lacks
        told = f"{lacks.gb:.1f} > {lacks.free * (1 - KEPT_FREE):.1f} GB"
        return f"{told} RAM" if lacks.of == "ram" else told
    return f"{placement.peak:.1f} ≤ {device.free * (1 - KEPT_FREE):.1f} GB"


def all_profiles() -> Iterator[Profile]:
    """Return the packaged profiles and a person's own, without those that can't be read."""
    from tools.errors import BadProfile
    from tools.profiles import load_profile, profile_names

    for name in profile_names():
        with contextlib.suppress(BadProfile):  # Whoever uses it is told.
            yield load_profile(name)


def _names(wanted: str) -> list[str]:
    """The hub models that a word means: one, or those of a profile."""
    from tools.hub.cache import is_hub_name

    return [wanted] if is_hub_name(wanted) and not wanted.endswith(".toml") else chosen_profile(wanted).hub_models


def _table(*columns: str) -> Table:
    from rich.table import Table

    return Table(*(texts.text("cli", key) for key in columns), box=None)


def _print_fetched() -> None:
    from tools.hub.cache import fetched_models
    from tui.rendering.console import escape_text, stdout

    fetched = fetched_models()
    if not fetched:
        return
    table = _table("fetched", "size", "licence", "commit")
    for name, model in sorted(fetched.items()):
        table.add_row(escape_text(name), size_text(model.size), escape_text(model.licence), model.commit[:12])
    stdout.print()
    stdout.print(table)


def _described(repository: Repository, here: int) -> dict[str, Any]:
    return {
        "name": repository.name, "commit": repository.commit, "licence": repository.licence, "free": repository.free,
        "gated": repository.gated, "bytes": repository.size, "bytes_here": here,
        "files": {file.name: file.size for file in repository.files},
    }  # fmt: skip


def _fetch(repository: Repository, accept: str | None) -> None:
    """Fetch a repository with a bar, once its licence is accepted where it has to be."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from tools.hub.cache import fetched_models
    from tools.hub.download import fetch
    from tui.rendering.console import stderr

    known = fetched_models().get(repository.name)
    accepted = known is not None and known.accepted and known.licence == repository.licence
    if not (repository.free or accepted):
        wanted = repository.licence or repository.name
        typed = accept or typer.prompt(texts.text("models", "accept", licence=wanted))
        accepted = typed.strip().lower() == wanted.lower()
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(repository.name, total=repository.size)
        fetch(repository, lambda done, total: bar.update(task, completed=done, total=total), accepted)
