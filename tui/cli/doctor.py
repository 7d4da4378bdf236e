"""`gouache doctor` and `gouache models`: what is here and whether it is whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import psutil
from rich.table import Table

from storage.paths import home
from tools import profiles
from tools.errors import GouacheError
from tui.rendering.console import as_json, out, plain


def _model_rows(profile: profiles.Profile) -> list[dict[str, Any]]:
    from tools.engines.weights import model_info

    rows = []
    for role in profiles.ROLES:
        spec = profile.spec(role)
        row: dict[str, Any] = {
            "role": role,
            "kind": spec.kind,
            "model": spec.model,
            "mb": None,
            "hash": "",
            "error": "",
        }
        try:
            where = profiles.resolve_weights(spec.model) if spec.kind != "langchain" else spec.model
            if isinstance(where, Path):
                row["mb"] = round(sum(f.stat().st_size for f in where.rglob("*.safetensors")) / 2**20, 1)
            row["hash"] = model_info(role, profile).hash
        except GouacheError as error:
            row["error"] = str(error)
        rows.append(row)
    return rows


def _free_gb(folder: Path) -> float:
    existing = folder if folder.exists() else next(p for p in folder.parents if p.exists())
    return shutil.disk_usage(existing).free / 2**30


def list_models(name: str, json: bool) -> None:
    """Role, kind, model, size and hash of a profile's models."""
    rows = _model_rows(profiles.load_profile(name))
    if json:
        as_json(rows)
        return
    table = Table("role", "kind", "model", "MB", "hash", box=None)
    for row in rows:
        last = plain(row["error"]) if row["error"] else row["hash"][:12]
        table.add_row(row["role"], row["kind"], plain(row["model"]), str(row["mb"] or ""), last)
    out.print(table)


def examine(json: bool) -> int:
    """Print the state of everything a session needs; 1 where something is wrong."""
    from storage import settings
    from tools.device import device, dtype
    from tui.rendering.graphics import detect

    chosen = settings.load_settings()
    folder = home()
    rows = _model_rows(profiles.load_profile(chosen.profile))
    mode, reason = detect(chosen.graphics)
    facts: dict[str, Any] = {
        "device": device(), "dtype": str(dtype(device())).removeprefix("torch."),
        "cores": psutil.cpu_count(logical=False),
        "memory_free_gb": round(psutil.virtual_memory().available / 2**30, 1),
        "disk_free_gb": round(_free_gb(folder), 1), "home": str(folder),
        "profile": chosen.profile, "graphics": mode, "graphics_reason": reason, "models": rows,
    }  # fmt: skip
    problems = [row["error"] for row in rows if row["error"]]
    if facts["disk_free_gb"] < 0.5:
        problems.append("Less than half a gigabyte of disk is free; make room before painting.")
    if json:
        as_json({**facts, "problems": problems})
        return 1 if problems else 0
    table = Table(show_header=False, box=None)
    for key, value in facts.items():
        if key != "models":
            table.add_row(key.replace("_", " "), plain(value))
    out.print(table)
    for row in rows:
        mark = "[red]✗[/]" if row["error"] else "[green]✓[/]"
        out.print(f"{mark} {row['role']}: {plain(row['model'])} [dim]{row['hash'][:12]} {plain(row['error'])}[/]")
    for problem in problems:
        out.print(f"[red]✗[/] {plain(problem)}")
    if not problems:
        out.print("[green]✓[/] Everything is in place.")
    return 1 if problems else 0


def first_start(profile: str, mode: str, reason: str) -> list[tuple[bool, str]]:
    """What a person who has no session yet should know, each line with whether all is well."""
    from tools.vocabulary.storybook import lexicon

    try:
        chosen, free = profiles.load_profile(profile), _free_gb(home())
        faults = [row["error"] for row in _model_rows(chosen) if row["error"]]
    except GouacheError as error:
        return [(False, str(error))]
    lines = [(False, fault) for fault in faults] or [(True, f"The models of the profile {profile} are whole.")]
    lines.append((free > 0.5, f"{free:.0f} GB of disk are free for pictures in {home()}."))
    lines.append((mode != "none", f"Pictures are shown as {mode}: {reason or 'the default'}. F2 changes it."))
    if chosen.world == "storybook":
        styles = len(lexicon.STYLES) + len(lexicon.SWATCHES)
        counts = f"{len(lexicon.nouns())} things, {len(lexicon.COLORS)} colours, {len(lexicon.SCENES)} scenes, {styles} styles"
        lines.append((True, f"It knows {counts}, in English and Chinese; `gouache world` lists them."))
    return lines
