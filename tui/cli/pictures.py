"""`gouache paint`, `describe` and `world`: pictures without a conversation."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from tools.errors import BadArguments, GouacheError
from tui.cli.options import Graphics, Json, ProfileName, load_settings

if TYPE_CHECKING:
    from PIL import Image

    from tools.actions.generate import GeneratePicture, SeedMode
    from tools.engines.base import Eyes
    from tools.profiles import Profile
    from tools.types import Requirement
    from tools.vocabulary.base import TermKind

_REQUIREMENT = re.compile(r"(\w+)(?::([^=:]+))?(?:=([^:]+)(?::(.+))?)?")
"""KIND[:SUBJECT][=VALUE[:OBJECT]]."""
_TERM_KINDS: dict[str, TermKind] = {
    "colours": "color",
    "sizes": "size",
    "places": "place",
    "relations": "relation",
    "scenes": "scene",
    "styles": "style",
}
"""Rows of `gouache world`, by their title."""


def paint(  # noqa: PLR0913 - one argument an option
    prompt: Annotated[str, typer.Argument(help="What to paint, in words that the painter knows.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=64, help="Number of pictures.")] = 1,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**62, help="First seed.")] = 0,
    seed_mode: Annotated[str, typer.Option("--seed-mode", help="increment, random or fixed.")] = "increment",
    steps: Annotated[int | None, typer.Option("--steps", help="Sampler steps.")] = None,
    guidance: Annotated[float | None, typer.Option("--guidance", help="How strictly to follow the prompt.")] = None,
    width: Annotated[int | None, typer.Option("--width", help="Pixels.")] = None,
    height: Annotated[int | None, typer.Option("--height", help="Pixels.")] = None,
    out_folder: Annotated[Path, typer.Option("--out", help="Folder for the pictures.")] = Path("pictures"),
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Paint a prompt without the conversation: variations, seeds, sampler settings."""
    from storage.database import translate_io_errors
    from tools import profiles
    from tools.actions.generate import GeneratePicture, SeedMode
    from tools.actions.painting import ensure_in_vocabulary
    from tui.rendering.console import print_json, print_picture

    if seed_mode not in get_args(SeedMode):
        raise GouacheError(f"There is no seed mode “{seed_mode}”; choose {', '.join(get_args(SeedMode))}.")
    mode = cast(SeedMode, seed_mode)
    settings = load_settings()
    chosen = profiles.load_profile(profile or settings.profile)
    values: dict[str, Any] = {
        "prompt": prompt,
        "seed": seed,
        "steps": chosen.steps if steps is None else steps,
        "guidance": chosen.guidance if guidance is None else guidance,
        "width": chosen.width if width is None else width,
        "height": chosen.height if height is None else height,
    }
    arguments = GeneratePicture.parse(values)
    assert isinstance(arguments, GeneratePicture.Arguments)
    ensure_in_vocabulary(chosen.vocabulary, arguments.prompt)
    with translate_io_errors():
        out_folder.mkdir(parents=True, exist_ok=True)
    rows = _paint_variations(chosen, arguments, mode, count, out_folder, quiet=json)
    if json:
        print_json({"prompt": arguments.prompt, "pictures": rows})
        return
    for row in rows:
        print_picture(row["path"], graphics or settings.graphics)


def _paint_variations(
    profile: Profile, arguments: GeneratePicture.Arguments, seed_mode: SeedMode, count: int, folder: Path, quiet: bool
) -> list[dict[str, Any]]:
    """Paint one prompt with several seeds, and save each picture, with its recipe inside, under its seed."""
    from agent.events import SamplerStep, Stage
    from storage.database import translate_io_errors
    from storage.picture_files import png_metadata
    from tools.actions.generate import draw_seeds, generate_variations
    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tui.rendering.console import EventPrinter

    seeds = draw_seeds(seed_mode, arguments.seed, count)
    rows = []
    with EventPrinter(quiet=quiet) as printer:
        printer(Stage("loading"))
        hooks = Hooks(lambda done, total: printer(SamplerStep(done, total)))
        for result in generate_variations(arguments, seeds, ModelManager(profile), hooks):
            assert result.picture is not None
            assert result.recipe is not None
            path = _free_path(folder, result.recipe.seed or 0)
            with translate_io_errors():
                result.picture.save(path, pnginfo=png_metadata(result.recipe))
            rows.append({"path": str(path), "seed": result.recipe.seed})
    return rows


def _free_path(folder: Path, seed: int) -> Path:
    names = (f"{seed}.png" if number == 0 else f"{seed}-{number}.png" for number in itertools.count())
    return next(folder / name for name in names if not (folder / name).exists())


def describe(  # noqa: PLR0913 - one argument an option
    file: Annotated[Path, typer.Argument(help="A picture file.")],
    check: Annotated[list[str] | None, typer.Option("--check", help="A requirement, such as color:dog=red.")] = None,
    maps: Annotated[Path | None, typer.Option("--maps", help="Folder for maps of where the eyes looked.")] = None,
    chinese: Annotated[bool, typer.Option("--chinese", help="Caption in Chinese.")] = False,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Say what a picture shows, check requirements, and show where the eyes looked."""
    from agent.limits import SURE_CAPTION
    from tools import profiles
    from tools.images.load import load_picture
    from tools.model_manager import ModelManager
    from tui.rendering.console import escape_text, print_json, stdout

    settings = load_settings()
    image = load_picture(file)
    requirements = [parse_requirement(text) for text in check or []]
    eyes = ModelManager(profiles.load_profile(profile or settings.profile)).get("eyes")
    caption, confidence, _ = eyes.caption(image, "zh" if chinese else "en")
    known = confidence > SURE_CAPTION
    rows: list[dict[str, Any]] = []
    for result in eyes.check(image, requirements):
        statement = result.requirement.statement
        row: dict[str, Any] = {"requirement": statement, **result.model_dump(exclude={"requirement"})}
        if maps is not None:
            slug = re.sub(r"\W+", "-", statement)
            path = maps / f"{file.stem}-{slug}.png"
            if _save_map(eyes, image, result.requirement, path):
                row["map"] = str(path)
        rows.append(row)
    if json:
        print_json({"caption": caption, "confidence": round(confidence, 4), "known": known, "checks": rows})
        return
    stdout.print(escape_text(caption) if known else f"[yellow]?[/] unsure, perhaps: {escape_text(caption)}")
    _print_checks(rows, graphics or settings.graphics)


def parse_requirement(text: str) -> Requirement:
    """Parse a requirement such as exists:dog, color:dog=red, scene=beach or relation:dog=above:tree.

    Raises:
        BadArguments: The text is written in another way.
    """
    from pydantic import ValidationError

    from tools.types import Requirement

    match = _REQUIREMENT.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        kind, subject, value, other = (part or "" for part in match.groups())
        needs_value = kind not in ("exists", "absent")
        needs_subject = kind not in ("scene", "style")
        if (needs_value and not value) or (needs_subject and not subject):
            raise ValueError(text)
        return Requirement.model_validate({"kind": kind, "subject": subject, "value": value, "object": other})
    except (ValueError, ValidationError) as error:
        raise BadArguments(
            f"“{text}” is not a requirement; write exists:dog, color:dog=red, count:dog=2 or scene=beach."
        ) from error


def _save_map(eyes: Eyes, image: Image.Image, requirement: Requirement, path: Path) -> bool:
    """Save a map of where the eyes looked for a requirement; return False where they cannot say."""
    from storage.database import translate_io_errors
    from tools.images.visualize import heat_map

    weights = eyes.explain(image, requirement)
    if weights is None:
        return False
    with translate_io_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        heat_map(image.convert("RGB"), weights).save(path)
    return True


def _print_checks(rows: list[dict[str, Any]], graphics: str) -> None:
    from tui.rendering.console import escape_text, print_picture, stdout
    from tui.rendering.verdicts import MARKS

    for row in rows:
        seen = f", I see {escape_text(row['seen'])}" if row["seen"] not in ("", "yes", "no") else ""
        percent = round(100 * row["probability"])
        stdout.print(f"{MARKS[row['verdict']]} {escape_text(row['requirement'])} ({percent} %{seen})")
        if "map" in row:
            print_picture(row["map"], graphics)


def world(profile: ProfileName = None) -> None:
    """List what the painter knows, in English and Chinese."""
    from rich.table import Table

    from tools import profiles
    from tui.rendering.console import escape_text, stdout

    vocabulary = profiles.load_profile(profile or load_settings().profile).vocabulary
    if not vocabulary.closed:
        stdout.print("The painter of this profile takes any words.")
        return
    table = Table(show_header=False, box=None)
    things: dict[str, list[str]] = {}
    for term in vocabulary.terms("thing"):
        things.setdefault(term.group, []).append(f"{term.name} {term.chinese[0]}")
    for group, names in things.items():
        table.add_row(f"{group} ({len(names)})", escape_text(", ".join(names)))
    for title, kind in _TERM_KINDS.items():
        pairs = (f"{term.name} {term.chinese[0]}" for term in vocabulary.terms(kind))
        table.add_row(title, escape_text(", ".join(pairs)))
    table.add_row("counts", f"1 to {vocabulary.max_count} of a thing")
    stdout.print(table)
