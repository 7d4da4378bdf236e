"""`gouache paint`, `describe` and `world`: pictures without a conversation."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from tools.errors import BadArguments, BadPicture, GouacheError
from tui import texts
from tui.cli.enhance import FORMATS, save_picture
from tui.cli.options import Graphics, Json, ProfileName, chosen_profile, load_settings

if TYPE_CHECKING:
    from PIL import Image

    from tools.actions.generate import GeneratePicture
    from tools.engines.base import Eyes
    from tools.profiles import Profile
    from tools.types import Check, Requirement
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
    out: Annotated[Path, typer.Option("--out", help="Folder for the pictures; a file, for one.")] = Path("pictures"),
    check: Annotated[bool, typer.Option("--check/--no-check", help="Look at what was painted.")] = True,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Paint a prompt without the conversation: variations, seeds, sampler settings."""
    from agent.brief.own_prompt import read_own_prompt
    from agent.messages.language import conversation_language
    from tools.actions.generate import GeneratePicture, SeedMode, draw_seeds
    from tools.actions.painting import ensure_in_vocabulary
    from tui.rendering.console import print_json, print_picture, stdout

    if not prompt.strip():
        raise GouacheError(texts.text("cli_error", "empty_prompt"))
    if seed_mode not in get_args(SeedMode):
        raise GouacheError(texts.text("cli_error", "seed_mode", word=seed_mode, known=", ".join(get_args(SeedMode))))
    chosen = chosen_profile(profile)
    if chosen.vocabulary.closed and conversation_language([prompt]) == "zh":
        raise GouacheError(texts.text("cli_error", "prompt_in_english"))
    ensure_in_vocabulary(chosen.vocabulary, prompt)
    asked = read_own_prompt(prompt, chosen.vocabulary)
    values: dict[str, Any] = {
        "prompt": asked.prompt,
        "content": asked.content,
        "seed": seed,
        "steps": chosen.steps if steps is None else steps,
        "guidance": chosen.guidance if guidance is None else guidance,
        "width": chosen.width if width is None else width,
        "height": chosen.height if height is None else height,
    }
    arguments = GeneratePicture.parse(values)
    assert isinstance(arguments, GeneratePicture.Arguments)
    next_path = _destinations(out, count)
    questions = asked.requirements if check else ()
    seeds = draw_seeds(cast(SeedMode, seed_mode), seed, count)
    rows = _paint_variations(chosen, arguments, seeds, questions, next_path, quiet=json)
    if json:
        print_json({"prompt": arguments.prompt, "pictures": rows})
        return
    for row in rows:
        print_picture(row["path"], graphics or load_settings().graphics)
        _print_checks(row["checks"], "none")
    if questions:
        right = sum(all(result["verdict"] == "pass" for result in row["checks"]) for row in rows)
        # Words that are not read as structure, such as “beside”, were painted but not asked about.
        key = "right" if asked.content is not None else "right_of_looked"
        stdout.print(texts.text("cli", key, right=right, count=count), highlight=False)


def _destinations(out: Path, count: int) -> Callable[[int], Path]:
    """Return what names the file of a seed's picture, once the folder is there.

    Raises:
        BadPicture: A file is named for several pictures.
        CannotWrite: The folder cannot be made.
    """
    from storage.database import translate_io_errors

    is_file = out.suffix.lower() in FORMATS and not out.is_dir()
    if is_file and count > 1:
        raise BadPicture(texts.text("cli_error", "one_file", path=out, count=count))
    folder = out.parent if is_file else out
    with translate_io_errors():
        folder.mkdir(parents=True, exist_ok=True)
    return lambda seed: out if is_file else _free_path(folder, seed)


def _paint_variations(
    profile: Profile,
    arguments: GeneratePicture.Arguments,
    seeds: list[int],
    questions: Sequence[Requirement],
    next_path: Callable[[int], Path],
    quiet: bool,
) -> list[dict[str, Any]]:
    """Paint one prompt with several seeds, save each picture with its recipe inside, and look at it."""
    from agent.events import PromptWritten, SamplerStep, Stage
    from agent.messages.replies import Replies
    from storage.picture_files import png_metadata
    from tools.actions.generate import generate_variations
    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tui.rendering.console import EventPrinter, stderr

    rows: list[dict[str, Any]] = []
    models = ModelManager(profile)
    with EventPrinter(quiet=quiet) as printer:
        printer(PromptWritten(arguments.prompt, ""))
        printer(Stage("loading"))
        models.watch = printer.show_loading
        hooks = Hooks(lambda done, total: printer(SamplerStep(done, total)))
        for result in generate_variations(arguments, seeds, models, hooks):
            assert result.picture is not None
            assert result.recipe is not None
            path = next_path(result.recipe.seed or 0)
            save_picture(result.picture, path, png_metadata(result.recipe))
            rows.append({"path": str(path), "seed": result.recipe.seed, "checks": []})
            if questions:
                rows[-1]["checks"] = _check_rows(models.get("eyes").check(result.picture, list(questions)))
    lower = Replies(texts.language(), profile.vocabulary).steps_down(models.take_steps_down())
    if lower:
        stderr.print(lower, markup=False, highlight=False)
    return rows


def _check_rows(checks: Iterable[Check]) -> list[dict[str, Any]]:
    return [{"requirement": c.requirement.statement, **c.model_dump(exclude={"requirement"})} for c in checks]


def _free_path(folder: Path, seed: int) -> Path:
    names = (f"{seed}.png" if number == 0 else f"{seed}-{number}.png" for number in itertools.count())
    return next(folder / name for name in names if not (folder / name).exists())


def describe(  # noqa: PLR0913 - one argument an option
    file: Annotated[Path, typer.Argument(help="A picture file.")],
    check: Annotated[list[str] | None, typer.Option("--check", help="A requirement, such as color:dog=red.")] = None,
    maps: Annotated[Path | None, typer.Option("--maps", help="Folder for maps of where the eyes looked.")] = None,
    chinese: Annotated[bool, typer.Option("--chinese", help="Caption in Chinese, whatever the language.")] = False,
    profile: ProfileName = None,
    json: Json = False,
    graphics: Graphics = None,
) -> None:
    """Say what a picture shows, check requirements, and show where the eyes looked; exit 1 when a check fails."""
    from agent.limits import SURE_CAPTION
    from tools.images.load import load_picture
    from tools.model_manager import ModelManager
    from tui.rendering.console import escape_text, print_json, stdout

    if maps is not None and not check:
        raise GouacheError(texts.text("cli_error", "maps_of_nothing"))
    image = load_picture(file)
    requirements = [parse_requirement(text) for text in check or []]
    eyes = ModelManager(chosen_profile(profile)).get("eyes")
    caption, confidence, _ = eyes.caption(image, "zh" if chinese else texts.language())
    known = confidence > SURE_CAPTION
    checks = eyes.check(image, requirements)
    rows = _check_rows(checks)
    for result, row in zip(checks, rows, strict=True):
        if maps is not None:
            slug = re.sub(r"\W+", "-", row["requirement"])
            path = maps / f"{file.stem}-{slug}.png"
            if _save_map(eyes, image, result.requirement, path):
                row["map"] = str(path)
    if json:
        print_json({"caption": caption, "confidence": round(confidence, 4), "known": known, "checks": rows})
    else:
        perhaps = escape_text(texts.text("cli", "perhaps", caption=caption))
        stdout.print(escape_text(caption) if known else f"[yellow]?[/] {perhaps}")
        _print_checks(rows, graphics or load_settings().graphics)
    raise typer.Exit(1 if any(result.verdict == "fail" for result in checks) else 0)


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
        told = row["verdict"] != "pass" and row["seen"] not in ("", "yes", "no")
        seen = escape_text(texts.phrases().word(row["seen"]))
        sure = texts.text("cli", "seen" if told else "sure", percent=round(100 * row["probability"]), seen=seen)
        stdout.print(f"{MARKS[row['verdict']]} {escape_text(row['requirement'])} ({sure})")
        if "map" in row:
            print_picture(row["map"], graphics)


def world(profile: ProfileName = None, json: Json = False) -> None:
    """List what the painter knows, in English and Chinese."""
    from rich.cells import cell_len

    from tools.vocabulary.reference_styles import SWATCHES
    from tui.rendering.console import print_json, print_names, stdout

    vocabulary = chosen_profile(profile).vocabulary
    things: dict[str, dict[str, str]] = {}
    for term in vocabulary.terms("thing"):
        things.setdefault(term.group, {})[term.name] = term.chinese[0]
    others = {
        title: {term.name: term.chinese[0] for term in vocabulary.terms(kind)} for title, kind in _TERM_KINDS.items()
    }
    # Any picture can be restyled in these, whatever its painter knows.
    others["restyling"] = {name: synonyms[0] for name, synonyms in SWATCHES.items()}
    if json:
        print_json({"closed": vocabulary.closed, "things": things, **others, "max_count": vocabulary.max_count})
        return
    if not vocabulary.closed:
        stdout.print(texts.text("cli", "any_words"))
        return
    rows = {f"{texts.world(group)} ({len(names)})": names for group, names in things.items()}
    rows |= {texts.world(title): names for title, names in others.items()}
    indent = max(map(cell_len, rows)) + 2
    for title, names in rows.items():
        print_names(title, (f"{name} {chinese}" for name, chinese in names.items()), indent)
    print_names(texts.text("cli", "counts"), (texts.text("cli", "up_to", n=vocabulary.max_count),), indent)
