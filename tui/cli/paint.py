"""`gouache paint` and `gouache world`: pictures straight from a prompt, and what the pocket painter knows."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from rich.table import Table

from agent.events import SamplerStep, Stage
from storage.database import translate_io_errors
from storage.files import png_metadata
from tools import profiles
from tools.actions.generate import GeneratePicture, SeedMode, draw_seeds, generate_variations
from tools.actions.painting import ensure_in_vocabulary
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.vocabulary.storybook import lexicon
from tui.rendering.console import EventPrinter, as_json, out, picture, plain


def _free(folder: Path, seed: int) -> Path:
    names = (f"{seed}.png" if number == 0 else f"{seed}-{number}.png" for number in itertools.count())
    return next(folder / name for name in names if not (folder / name).exists())


def paint(
    profile_name: str, values: dict[str, Any], count: int, mode: SeedMode, folder: Path, json: bool, graphics: str
) -> None:
    """Paint `count` pictures of one prompt and save each, with its recipe inside, under its seed's name.

    Raises:
        GouacheError: bad arguments, a prompt outside the painter's world, a folder that can't be written.
    """
    profile = profiles.load_profile(profile_name)
    sampler = {"steps": profile.steps, "guidance": profile.guidance, "width": profile.width, "height": profile.height}
    given = {name: value for name, value in values.items() if value is not None}
    arguments = GeneratePicture.parse({**sampler, **given})
    assert isinstance(arguments, GeneratePicture.Arguments)
    ensure_in_vocabulary(profile.vocabulary, arguments.prompt)
    with translate_io_errors():
        folder.mkdir(parents=True, exist_ok=True)
    chosen, rows = draw_seeds(mode, arguments.seed, count), []
    with EventPrinter(quiet=json) as tell:
        tell(Stage("loading"))
        hooks = Hooks(lambda done, total: tell(SamplerStep(done, total)))
        for result in generate_variations(arguments, chosen, ModelManager(profile), hooks):
            assert result.picture is not None
            assert result.recipe is not None
            path = _free(folder, result.recipe.seed or 0)
            with translate_io_errors():
                result.picture.save(path, pnginfo=png_metadata(result.recipe))
            rows.append({"path": str(path), "seed": result.recipe.seed})
    if json:
        as_json({"prompt": arguments.prompt, "pictures": rows})
        return
    for row in rows:
        picture(str(row["path"]), graphics)


def show_world() -> None:
    """Every thing, colour, place, relation, scene and style of the storybook world, with its Chinese name."""
    groups: dict[str, list[str]] = {}
    for noun in lexicon.nouns().values():
        groups.setdefault(noun.group, []).append(f"{noun.name} {noun.chinese[0]}")
    tables = {
        "colours": lexicon.COLOR_NAMES, "sizes": lexicon.SIZES, "places": lexicon.PLACES, "relations": lexicon.RELATIONS,
        "scenes": lexicon.SCENES, "styles": lexicon.STYLES,
    }  # fmt: skip
    table = Table(show_header=False, box=None)
    for name, words in groups.items():
        table.add_row(f"{name} ({len(words)})", plain(", ".join(words)))
    for name, names in tables.items():
        table.add_row(name, plain(", ".join(f"{key} {others[0]}" for key, others in names.items())))
    table.add_row("counts", f"1 to {lexicon.MAX_COUNT} of a thing")
    out.print(table)
