"""`gouache doctor`: what is on this machine, whether it is complete, and what it could run."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui import texts
from tui.cli.models import all_profiles, print_problems, profile_row, told_of
from tui.cli.options import Json, ProfileName, chosen_profile, load_settings

if TYPE_CHECKING:
    from tui.session.diagnostics import ModelStatus


def doctor(
    profile: ProfileName = None,
    try_: Annotated[
        bool, typer.Option("--try", help="Also paint, edit, ask and direct once, and say what it took.")
    ] = False,
    json: Json = False,
) -> None:
    """Check devices, memory, disk, servers, graphics, and models with their hashes; say what would run here."""
    from tools.device import accelerators
    from tui.rendering.console import print_json
    from tui.session.diagnostics import MIN_FREE_GB, model_statuses, try_models

    settings = load_settings()
    statuses = model_statuses(chosen_profile(profile))
    facts = _facts(profile or settings.profile, settings.graphics)
    devices = [asdict(one) for one in accelerators()]
    rows = [profile_row(one) for one in all_profiles()]
    servers = find_servers()
    advice = recommended(rows)
    problems = [status.error for status in statuses if status.error]
    if facts["disk_free_gb"] < MIN_FREE_GB:
        problems.append(texts.text("cli_error", "disk"))
    trials = [asdict(trial) for trial in try_models(chosen_profile(profile))] if try_ and not problems else []
    if json:
        found = {"devices": devices, "servers": servers, "profiles": rows, "recommended": advice, "trials": trials}
        models = [asdict(status) for status in statuses]
        print_json({**facts, **found, "models": models, "problems": problems})
    else:
        _print_report(facts, statuses, problems)
        _print_machine(devices, servers)
        _print_profiles(rows, advice, devices[0]["kind"] == "cpu")
        _print_trials(trials)
        _print_remembered()
        _print_calibration(facts["profile"], statuses)
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
        stdout.print(f"{mark} {status.role}: {escape_text(status.model)} [dim]{status.hash[:12]}[/]")
    print_problems(problems)
    if not problems:
        stdout.print(f"[green]✓[/] {texts.text('cli', 'all_good')}")


SERVERS = {"Ollama": 11434, "llama.cpp": 8080, "LM Studio": 1234, "vLLM": 8000}
"""Servers of language models, and the ports of this machine that they listen at unless told otherwise."""
_SERVER_SECONDS = 0.5


def find_servers(ports: dict[str, int] = SERVERS) -> list[dict[str, Any]]:
    """Return the servers of language models that answer on this machine, with the models that they name."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(ports)) as pool:
        answers = pool.map(_served_models, ports.values())
        found = zip(ports.items(), answers, strict=True)
        return [{"name": name, "port": port, "models": models} for (name, port), models in found if models is not None]


def _served_models(port: int) -> list[str] | None:
    """The models that a server names in the OpenAI protocol, which all four speak; None where none answers."""
    import httpx2

    try:
        # Nothing is asked of a proxy, and nothing else than this machine.
        with httpx2.Client(timeout=_SERVER_SECONDS, trust_env=False) as client:
            rows = client.get(f"http://127.0.0.1:{port}/v1/models").json()["data"]
        return [str(row["id"]) for row in rows]
    except (httpx2.HTTPError, ValueError, LookupError, TypeError):
        return None


def recommended(rows: list[dict[str, Any]]) -> str:
    """Return the largest profile that fits and that everybody may use; the pocket where there is no card."""
    fitting = [row for row in rows if row["fits"] and row["free"] and row["device"] != "cpu" and row["models"]]
    fitting = [row for row in fitting if row["rung"] != "group offload"]  # It works, but nobody wants to wait for it.
    return str(max(fitting, key=lambda row: row["memory"])["name"]) if fitting else "pocket"


def _print_machine(devices: list[dict[str, Any]], servers: list[dict[str, Any]]) -> None:
    from tools.text import one_line
    from tui.rendering.console import stdout

    for one in devices:
        stdout.print(
            texts.text(
                "doctor", "float8" if one["float8"] else "device", name=one["name"], kind=one["kind"],
                free=f"{one['free']:.1f}", total=f"{one['total']:.1f}", half=one["half"],
            ),
            markup=False,
        )  # fmt: skip
    for server in servers:
        names = one_line(", ".join(server["models"]), 200) or "–"
        told = texts.text("doctor", "server", name=server["name"], port=server["port"], models=names)
        stdout.print(told, markup=False)


def _print_profiles(rows: list[dict[str, Any]], advice: str, no_card: bool) -> None:
    from tui.rendering.console import escape_text, stdout

    for row in rows:
        stdout.print(f"[b]{escape_text(row['name'])}[/] [dim]{escape_text(told_of(row))}[/]", highlight=False)
    gated = [row["name"] for row in rows if row["fits"] and not row["free"]]
    if no_card:
        stdout.print(texts.text("doctor", "no_card"))
    elif advice == "pocket":
        stdout.print(texts.text("doctor", "pocket"))
    else:
        stdout.print(texts.text("doctor", "recommended", name=advice))
    if gated and not no_card:
        stdout.print(texts.text("doctor", "not_free", names=", ".join(gated)), markup=False)


def _print_trials(trials: list[dict[str, Any]]) -> None:
    from tui.rendering.console import stdout

    for one in trials:
        what = texts.text("trial", one["what"])
        work = "" if one["work_gb"] is None else f", {one['work_gb']:.1f} GB"
        stdout.print(f"{what} ({one['model']}): {one['seconds']} s{work} · {one['said']}", markup=False)


def _print_remembered() -> None:
    """Name the models that ran out of memory here before."""
    from tools.memory.remembered import learned
    from tools.text import one_line
    from tui.rendering.console import stdout

    for model in learned().values():
        if model.rung is not None:
            told = texts.text("doctor", "remembered", name=one_line(model.name), rung=texts.rung(model.rung))
            stdout.print(told, markup=False)


def _print_calibration(profile: str, statuses: list[ModelStatus]) -> None:
    """Say whether a profile's eyes were calibrated, where they are not the packaged ones."""
    from tools.text import one_line
    from tui.rendering.console import stdout

    eyes = next(status for status in statuses if status.role == "eyes")
    if eyes.kind != "captioner" or eyes.error:
        return
    from tools.engines.vision.calibration import load_calibration
    from tools.engines.vision.vision_language import asked_digest

    name = one_line(eyes.model)
    known = load_calibration(eyes.hash, asked_digest(chosen_profile(profile).eyes.options))
    if known is None:
        stdout.print(texts.text("doctor", "uncalibrated", model=name, profile=one_line(profile)), markup=False)
        return
    doubtful = [texts.text("calibrate_kind", kind) for kind, one in known.kinds.items() if not one.trusted]
    names = texts.text("doctor", "unsure_of", kinds=", ".join(doubtful)) if doubtful else ""
    stdout.print(texts.text("doctor", "calibrated", model=name, pictures=known.pictures) + names, markup=False)
