"""`gouache doctor` and `gouache models`: what is on this machine, and whether it is complete."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from tui import texts
from tui.cli.options import Json, ProfileName, chosen_profile, load_settings

if TYPE_CHECKING:
    from tui.session.diagnostics import ModelStatus


def models(profile: ProfileName = None, json: Json = False) -> None:
    """List the models of a profile: role, kind, size, hash, and when each was first used."""
    from rich.table import Table

    from tui.rendering.console import escape_text, print_json, stdout
    from tui.session.diagnostics import model_statuses

    statuses = model_statuses(chosen_profile(profile))
    if json:
        print_json([asdict(status) for status in statuses])
        return
    table = Table(*(texts.text("cli", key) for key in ("role", "kind", "model", "mb", "hash", "first_used")), box=None)
    for status in statuses:
        state = escape_text(status.error) if status.error else status.hash[:12]
        first_used = f"{status.first_used.astimezone():%Y-%m-%d}" if status.first_used else "–"
        table.add_row(status.role, status.kind, escape_text(status.model), str(status.mb or ""), state, first_used)
    stdout.print(table)


def doctor(profile: ProfileName = None, json: Json = False) -> None:
    """Check device, memory, disk, terminal graphics, and the models with their hashes; exit 1 on a problem."""
    from tui.rendering.console import print_json
    from tui.session.diagnostics import MIN_FREE_GB, model_statuses

    settings = load_settings()
    statuses = model_statuses(chosen_profile(profile))
    facts = _facts(profile or settings.profile, settings.graphics)
    problems = [status.error for status in statuses if status.error]
    if facts["disk_free_gb"] < MIN_FREE_GB:
        problems.append(texts.text("cli_error", "disk"))
    if json:
        print_json({**facts, "models": [asdict(status) for status in statuses], "problems": problems})
    else:
        _print_report(facts, statuses, problems)
    raise typer.Exit(1 if problems else 0)


def _facts(profile: str, graphics: str) -> dict[str, Any]:
    import psutil

    from tools.device import device, dtype
    from tools.paths import home
    from tui.rendering.graphics import detect_mode
    from tui.session.diagnostics import free_disk_gb

    mode, reason = detect_mode(graphics)
    return {
        "device": device(),
        "dtype": str(dtype(device())).removeprefix("torch."),
        "cores": psutil.cpu_count(logical=False),
        "memory_free_gb": round(psutil.virtual_memory().available / 2**30, 1),
        "disk_free_gb": round(free_disk_gb(home()), 1),
        "home": str(home()),
        "profile": profile,
        "graphics": mode,
        "graphics_reason": reason,
    }


def _print_report(facts: dict[str, Any], statuses: list[ModelStatus], problems: list[str]) -> None:
    from rich.table import Table

    from tui.rendering.console import escape_text, stdout

    table = Table(show_header=False, box=None)
    for name, value in facts.items():
        table.add_row(texts.text("facts", name), escape_text(value))
    stdout.print(table)
    for status in statuses:
        mark = "[red]✗[/]" if status.error else "[green]✓[/]"
        details = f"{status.hash[:12]} {escape_text(status.error)}"
        stdout.print(f"{mark} {status.role}: {escape_text(status.model)} [dim]{details}[/]")
    for problem in problems:
        stdout.print(f"[red]✗[/] {escape_text(problem)}")
    if not problems:
        stdout.print(f"[green]✓[/] {texts.text('cli', 'all_good')}")
