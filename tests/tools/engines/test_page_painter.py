"""The painter of pages behind the painter's role, with tiny untrained weights: batches, edits, layouts, masks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from agent.brief.content import change_of, content_of
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from tests.tiny_pages import save_page_painter
from tools.engines.painting import NO_CHANGE, PaintRequest
from tools.engines.pocket.page_painter import PagePainter
from tools.engines.registry import load_engine
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.images.identity import LAYOUT_KEY
from tools.profiles import load_profile
from tools.types import ModelInfo

INFO = ModelInfo(role="painter", kind="pocket", name="tiny", hash="0" * 64)
BRIEF = apply_edits(Brief(), [Edit(op="add", what="dog"), Edit(op="add", what="tree"), Edit(op="scene", to="park")])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_page_painter(tmp_path_factory.mktemp("pages") / "painter")


@pytest.fixture(scope="module")
def painter(folder: Path) -> PagePainter:
    return PagePainter(INFO, folder)


def request(brief: Brief = BRIEF, edits: tuple[Edit, ...] = (), **values: Any) -> PaintRequest:
    said = {"instruction": "edit", "change": change_of(edits)} if edits else {}
    usual = {"width": 256, "height": 256, "steps": 2, "guidance": 1.0, "seed": 1, "content": content_of(brief)}
    return PaintRequest("words", **{**usual, **said, **values})


def edited(painter: PagePainter, source: Image.Image, *edits: Edit, brief: Brief = BRIEF, **values: Any) -> Any:
    return painter.edit(source, request(apply_edits(brief, edits), edits, seed=2, **values), Hooks())


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB")).astype(np.int16)


def items(picture: Image.Image) -> dict[str, dict[str, Any]]:
    return {item["noun"]: item for item in json.loads(picture.info[LAYOUT_KEY])["items"]}


def test_the_studio_loads_the_painter_of_the_edition_that_a_folder_holds(folder: Path) -> None:
    profile = load_profile("pocket")
    spec = profile.painter.model_copy(update={"model": str(folder)})
    made = load_engine("painter", profile.model_copy(update={"painter": spec}))
    assert isinstance(made, PagePainter)
    assert made.nbytes() > 0


def test_a_batch_paints_what_each_request_paints_alone(painter: PagePainter) -> None:
    batch = [request(seed=seed) for seed in (1, 2, 3)]
    told: list[tuple[int, int]] = []
    hooks = Hooks(progress=lambda step, total: told.append((step, total)))
    together = painter.paint(batch, hooks)
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert painter.paint(batch, Hooks()) is together
    for one, picture in zip(batch, together, strict=True):
        alone = painter.paint([one], Hooks())[0]
        assert alone.tobytes() == picture.tobytes()
        assert alone.info[LAYOUT_KEY] == picture.info[LAYOUT_KEY]


def test_words_alone_are_read(painter: PagePainter) -> None:
    picture = painter.paint([request(content=None, seed=4)], Hooks())[0]
    assert items(picture) == {}
    cat = PaintRequest("a red balloon, beach scene", width=256, height=256, steps=1)
    assert items(painter.paint([cat], Hooks())[0])["balloon"]["color"] == "red"


def test_other_sizes_are_refused(painter: PagePainter) -> None:
    with pytest.raises(BadArguments, match="256 x 256"):
        painter.paint([request(width=128, height=128)], Hooks())


def test_edits_keep_all_pixels_but_those_of_what_they_name(painter: PagePainter) -> None:
    source = painter.paint([request()], Hooks())[0]
    result = edited(painter, source, Edit(op="change", what="dog", color="blue"))
    assert result.asked is not None
    outside = np.asarray(result.asked) == 0
    changed = (pixels(source) != pixels(result.picture)).any(-1)
    assert outside.any()
    assert changed.any()
    assert not (changed & outside).any()
    before, after = items(source), items(result.picture)
    assert after["dog"] == {**before["dog"], "color": "blue"}
    assert {**after["tree"], "wish": 0} == {**before["tree"], "wish": 0}


def test_three_edits_in_a_row_change_what_they_name(painter: PagePainter) -> None:
    picture, brief = painter.paint([request()], Hooks())[0], BRIEF
    tree = items(picture)["tree"]
    turns = (
        (Edit(op="change", what="dog", size="large"),),
        (Edit(op="add", what="bird", count=2),),
        (Edit(op="replace", what="dog", to="cat"), Edit(op="time", to="night")),
    )
    for edits in turns:
        picture = edited(painter, picture, *edits, brief=brief).picture
        brief = apply_edits(brief, edits)
    layout = json.loads(picture.info[LAYOUT_KEY])
    assert sorted(item["noun"] for item in layout["items"]) == ["bird", "bird", "cat", "tree"]
    assert layout["time"] == "night"
    assert {**items(picture)["tree"], "wish": tree["wish"]} == tree


def test_an_edit_of_the_whole_picture_asks_for_all_of_it(painter: PagePainter) -> None:
    source = painter.paint([request()], Hooks())[0]
    result = edited(painter, source, Edit(op="weather", to="snow"), keep=False)
    assert result.asked is None
    assert (pixels(source) != pixels(result.picture)).any(-1).mean() > 0.5


def test_no_change_is_the_picture_itself(painter: PagePainter) -> None:
    source = painter.paint([request()], Hooks())[0]
    result = painter.edit(source, request(instruction=NO_CHANGE), Hooks())
    assert result.picture is source
    assert result.asked is not None
    assert not result.asked.getbbox()


def test_only_the_marked_part_changes_and_the_layout_is_kept_where_it_holds(painter: PagePainter) -> None:
    source = painter.paint([request()], Hooks())[0]
    mask = Image.new("L", source.size, 0)
    mask.paste(255, (0, 0, 128, 128))
    added = edited(painter, source, Edit(op="add", what="bird"), mask=mask)
    changed = (pixels(source) != pixels(added.picture)).any(-1)
    assert changed.any()
    assert not changed[:, 128:].any()
    assert not changed[128:].any()
    assert added.asked is mask
    assert "bird" in items(added.picture)
    dark = edited(painter, source, Edit(op="time", to="night"), mask=mask)
    assert LAYOUT_KEY not in dark.picture.info
    assert not (pixels(source) != pixels(dark.picture)).any(-1)[:, 128:].any()


def test_pictures_of_other_sizes_keep_theirs(painter: PagePainter) -> None:
    upload = Image.effect_noise((300, 200), 60).convert("RGB")
    result = edited(painter, upload, Edit(op="add", what="bird"))
    assert result.picture.size == (300, 200)
    assert "bird" in items(result.picture)
    assert result.asked is not None
    outside = np.asarray(result.asked) == 0
    assert (pixels(upload)[outside] == pixels(result.picture)[outside]).all()


@pytest.mark.parametrize("text", ["{}", "[" * 9999, '["aa",0,0,0,[[1,1,2,3,0]]]', '{"edition":2,"items":"x"}'])
def test_a_hostile_layout_is_no_layout(painter: PagePainter, text: str) -> None:
    source = painter.paint([request()], Hooks())[0]
    source.info[LAYOUT_KEY] = text
    assert painter._known_page(source) is None
    assert edited(painter, source, Edit(op="add", what="bird")).picture.size == (256, 256)


def test_without_a_reader_only_own_pictures_can_be_changed(tmp_path: Path) -> None:
    folder = save_page_painter(tmp_path / "painter", reader=False)
    blind = PagePainter(INFO, folder)
    own = blind.paint([request()], Hooks())[0]
    assert edited(blind, own, Edit(op="remove", what="dog")).picture.size == (256, 256)
    with pytest.raises(BadArguments, match="painted itself"):
        edited(blind, Image.new("RGB", (256, 256)), Edit(op="remove", what="dog"))
