"""`gouache metrics`: PSNR, SSIM, FID, KID, IS, diversity and speed of folders of pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tui import texts
from tui.cli.evaluation.bench import load_benchmarks, print_figures
from tui.cli.options import Json


def metrics(
    folder: Annotated[Path, typer.Argument(help="A folder of pictures, or a run folder.")],
    against: Annotated[
        Path | None, typer.Option("--against", help="The folder or run that FID, KID, PSNR and SSIM are measured to.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure a folder of pictures: inception score and diversity, and beside another one FID, KID, PSNR and SSIM."""
    from rich.progress import Progress

    from tui.rendering.console import escape_text, print_json, stderr, stdout

    module = load_benchmarks("metrics", "metrics")
    with Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(texts.figure("pictures"), total=None)
        figures = module.Metrics().measure(
            folder, against, lambda done, total: bar.update(task, completed=done, total=total)
        )
    # Printed first: what took minutes to measure is not lost where it can't be kept.
    if json:
        print_json(figures)
    else:
        print_figures({k: "–" if v is None else v for k, v in figures.items() if k != "notes"})
        for note in figures["notes"]:
            stdout.print(f"[dim]{escape_text(note)}[/]", soft_wrap=True)
    _keep(folder, figures, against)


def _keep(folder: Path, figures: dict[str, Any], against: Path | None) -> None:
    """Write the figures of a run into its folder and its report."""
    from agent.dialogues.runs.info import ABOUT, read_info, read_results
    from agent.dialogues.runs.measured import save_measured
    from agent.dialogues.runs.report import refresh_measured

    if not (folder / ABOUT).is_file():
        return
    results = list(read_results(folder, read_info(folder)).values())
    save_measured(folder, sum(len(result.turns) for result in results), figures, against)
    refresh_measured(results, folder)
