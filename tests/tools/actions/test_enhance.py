"""The tool and the command that make pictures better."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from benchmarks.datasets import load_pictures
from tests.tools.pictures import PictureWorkspace, random_values
from tools import profiles
from tools.actions.enhance import HOW, EnhancePicture
from tools.base import ToolContext
from tools.engines.restoration.degradation import DegradationEstimate
from tools.engines.restoration.restorer import PocketRestorer
from tools.errors import BadArguments, BadPicture
from tools.hooks import Hooks
from tools.images import png16
from tools.images.load import load_picture
from tools.model_manager import ModelManager
from tui.cli.main import app


def run(models: ModelManager, picture: Image.Image, **given: Any) -> Any:
    """The result of the tool for one picture."""
    context = ToolContext(models, PictureWorkspace(picture), Hooks())  # type: ignore[arg-type]
    return EnhancePicture().run(EnhancePicture.parse(given), context)


def test_the_tool_says_what_it_saw_and_did(small_restorer: PocketRestorer, monkeypatch: pytest.MonkeyPatch) -> None:
    models = ModelManager(profiles.load_profile("pocket"))
    models.set_engine("restorer", small_restorer)
    monkeypatch.setattr(
        small_restorer, "estimate", lambda image: DegradationEstimate(noise=19.6, quality=35, contrast=0.3)
    )
    result = run(models, Image.fromarray(random_values(40, 30) // 4))
    assert result.data["words"] == (
        "I saw noise, compression blocks and low contrast, and took the noise out, "
        "smoothed the blocks and raised the contrast."
    )
    assert result.data["did"] == ["denoise", "deblock", "contrast"]
    assert result.recipe.parent == "id1"
    assert result.recipe.model == small_restorer.info
    monkeypatch.setattr(small_restorer, "estimate", lambda image: DegradationEstimate())
    clean = Image.fromarray(random_values(40, 30))
    result = run(models, clean)
    assert result.picture.tobytes() == clean.tobytes()
    assert result.data["words"] == "I saw nothing wrong with it, and left it as it is."
    assert run(models, clean, how="warmer").data["words"] == "I made the colours warmer."
    with pytest.raises(BadArguments, match=r"enhance: how: .*denoise"):
        EnhancePicture.parse({"how": "prettier"})
    assert EnhancePicture.Arguments.model_json_schema()["properties"]["how"]["enum"] == [*HOW, "tone"]


def test_dials_turn_both_ways_and_white_is_balanced() -> None:
    models = ModelManager(profiles.load_profile("pocket"))
    blue = Image.fromarray(random_values(32, 32) // 2 + np.array([0, 20, 90], np.uint8))

    def mean(**given: Any) -> np.ndarray:
        return np.asarray(run(models, blue, how="tone", **given).picture).astype(np.float32).mean((0, 1))

    assert mean(brightness=-0.5).sum() < mean(brightness=0.5).sum()
    assert mean(warmth=-0.5)[2] > mean(warmth=0.5)[2]
    assert np.ptp(mean(white_balance=True)) < 3 < np.ptp(np.asarray(blue).mean((0, 1)))
    weak = np.asarray(run(models, blue, how="tone", contrast=-0.8).picture).std()
    assert weak < np.asarray(blue).std()
    result = run(models, blue, how="brighter", contrast=0.3, white_balance=True)
    assert result.data["words"] == "I made it brighter and set contrast +0.3 and white balance."
    with pytest.raises(BadArguments, match="turn a dial"):
        run(models, blue, how="tone")


def test_the_command_enhances_files(tmp_path: Path) -> None:
    runner, file = CliRunner(), tmp_path / "mine.jpg"
    load_pictures("eyes", 1)[0].save(file, quality=15)
    told = runner.invoke(app, ["enhance", str(file)], catch_exceptions=False)
    assert "compression blocks" in told.output
    assert load_picture(tmp_path / "mine-auto.jpg").size == (128, 128)
    runner.invoke(
        app, ["enhance", str(file), "--how", "x2", "--out", str(tmp_path / "big.webp")], catch_exceptions=False
    )
    assert load_picture(tmp_path / "big.webp").size == (256, 256)
    png16.write_png16(tmp_path / "deep.png", random_values(40, 30, np.uint16), None)
    runner.invoke(app, ["enhance", str(tmp_path / "deep.png"), "--how", "x2"], catch_exceptions=False)
    assert png16.read_png16(tmp_path / "deep-x2.png")[0].shape == (60, 80, 3)
    (tmp_path / "torn.png").write_bytes(b"\x89PNG torn")
    for wrong in (["torn.png"], ["none.png"], ["mine.jpg", "--out", "x.gif"], ["mine.jpg", "--how", "pretty"]):
        result = runner.invoke(app, ["enhance", str(tmp_path / wrong[0]), *wrong[1:]])
        assert isinstance(result.exception, BadPicture | BadArguments)
