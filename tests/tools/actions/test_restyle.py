"""The tool and the command that restyle pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from tests.tools.pictures import PictureWorkspace, shapes
from tools import profiles
from tools.actions.restyle import NAMED, RestylePicture, load_swatch
from tools.base import ToolContext
from tools.engines.style.stylist import PocketStylist
from tools.errors import BadArguments, BadPicture
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.vocabulary.storybook import lexicon
from tui.cli.main import app


@pytest.fixture
def work(small_stylist: PocketStylist) -> ToolContext:
    models = ModelManager(profiles.load_profile("pocket"))
    models.set_engine("stylist", small_stylist)
    return ToolContext(models, PictureWorkspace(shapes(32, 32, 1), shapes(48, 40)), Hooks())  # type: ignore[arg-type]


def run(work: ToolContext, **arguments: Any) -> Any:
    tool = RestylePicture()
    return tool.run(tool.parse(arguments), work)


def test_a_style_is_a_picture_a_name_or_a_file(work: ToolContext, tmp_path: Path) -> None:
    file = tmp_path / "private" / "waves.png"
    file.parent.mkdir()
    shapes(30, 30, 5).save(file)
    like, named, filed = run(work, like=1), run(work, style="木刻"), run(work, file=str(file))
    assert len({like.picture.tobytes(), named.picture.tobytes(), filed.picture.tobytes()}) == 3
    assert like.recipe.parent == "id2"
    assert like.recipe.model == work.models.get("stylist").info
    assert like.data["words"] == "I restyled it like #1."
    assert named.data["words"] == "I restyled it in the style “woodcut”."
    assert filed.recipe.arguments["file"] == "waves.png"
    assert str(tmp_path) not in filed.recipe.model_dump_json()
    part = run(work, like=1, region=(0, 0, 0.5, 1)).picture
    source = work.workspace.open()
    assert part.crop((24, 0, 48, 40)).tobytes() == source.crop((24, 0, 48, 40)).tobytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({}, "name one style"), ({"like": 1, "style": "mosaic"}, "name one style"), ({"style": "fresco"}, "no swatch"),
     ({"style": "cartoon"}, "no swatch"), ({"like": 1, "region": (0.5, 0, 0.5, 1)}, "region"),
     ({"like": 1, "strength": 2}, "strength")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(work: ToolContext, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(BadArguments, match=words):
        run(work, **arguments)


def test_a_style_file_that_is_no_picture_is_refused(work: ToolContext, tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("no picture")
    with pytest.raises(BadPicture, match=r"notes\.png can't be read"):
        run(work, file=str(tmp_path / "notes.png"))


def test_every_named_style_has_a_swatch() -> None:
    assert set(lexicon.SWATCHES) < set(NAMED)
    for name in NAMED:
        found, page = load_swatch(name)
        assert (found, page.size, page.mode) == (name, (256, 256), "RGB")


def test_the_command_refuses_two_styles_and_writes_beside_the_file(
    small_stylist: PocketStylist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.engines.registry.load_engine", lambda *_: small_stylist)
    shapes(40, 30).save(tmp_path / "photo.png")
    both = CliRunner().invoke(app, ["restyle", str(tmp_path / "photo.png")])
    assert isinstance(both.exception, BadArguments)
    done = CliRunner().invoke(app, ["restyle", str(tmp_path / "photo.png"), "--style", "mosaic", "--strength", "0.5"])
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "photo-restyled.png") as made:
        assert made.size == (40, 30)
