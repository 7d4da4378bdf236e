"""Metrics of folders: what is equal measures as equal, and worse pictures as worse."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runs.info import read_info, read_results
from agent.dialogues.runs.measured import seconds_per_picture
from agent.dialogues.runs.report import refresh_measured
from benchmarks.datasets import load_pictures
from benchmarks.metrics import Metrics, find_pictures
from storage.picture_files import png_metadata
from tools.errors import BadPicture
from tools.types import Recipe
from tui.cli.main import app

COUNT = 6


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


def _folder(path: Path, pictures: list[Image.Image]) -> Path:
    path.mkdir()
    for number, picture in enumerate(pictures):
        recipe = Recipe(tool="generate", arguments={"prompt": f"prompt {number // 3}"}, seed=number)
        picture.save(path / f"{number}.png", pnginfo=png_metadata(recipe))
    return path


def _noisy(picture: Image.Image, amount: float) -> Image.Image:
    noise = np.random.default_rng(0).normal(0, amount, (picture.height, picture.width, 3))
    return Image.fromarray((np.asarray(picture) + noise).clip(0, 255).astype(np.uint8))


def test_noise_is_measured_and_equal_pictures_are_equal(metrics: Metrics, tmp_path: Path) -> None:
    scenes = load_pictures("eyes", COUNT)
    clean = _folder(tmp_path / "clean", scenes)
    little, much = (
        metrics.measure(_folder(tmp_path / f"noise{amount}", [_noisy(scene, amount) for scene in scenes]), clean)
        for amount in (10, 60)
    )
    same = metrics.measure(clean, clean)
    assert (same["pictures"], same["against"], same["pairs"]) == (COUNT, COUNT, COUNT)
    assert (same["psnr_db"], same["ssim"]) == (99, 1)
    assert same["fid"] == pytest.approx(0, abs=1e-2)
    assert same["fid"] < little["fid"] < much["fid"]
    assert same["psnr_db"] > little["psnr_db"] > much["psnr_db"]
    assert little["psnr_db"] == pytest.approx(10 * np.log10(255**2 / 100), abs=1)
    assert same["ssim"] > little["ssim"] > much["ssim"]
    assert same["kid"] < much["kid"]
    assert any("not comparable with figures from Inception's" in note for note in same["notes"])
    assert metrics.measure(clean, clean) == same


def test_diversity_is_within_what_only_seeds_tell_apart(metrics: Metrics, tmp_path: Path) -> None:
    scenes = load_pictures("eyes", COUNT)
    alike = metrics.measure(_folder(tmp_path / "alike", [scenes[number // 3] for number in range(COUNT)]))
    varied = metrics.measure(_folder(tmp_path / "varied", scenes))
    assert (alike["diversity"], alike["diversity_groups"]) == (0, COUNT // 3)
    assert varied["diversity"] > 0.01
    assert varied["inception_score"] > 1.5
    one = metrics.measure(_folder(tmp_path / "one", [scenes[0]] * COUNT))
    assert one["inception_score"] == pytest.approx(1, abs=1e-3)
    assert (one["fid"], one["psnr_db"], one["seconds_per_picture"]) == (None, None, None)


def test_a_folder_without_pictures_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadPicture, match="no pictures in"):
        find_pictures(tmp_path)


def test_a_run_is_measured_by_the_command(tmp_path: Path) -> None:
    for number, scene in enumerate(load_pictures("eyes", 2)):
        scene.save(tmp_path / f"{number}.png")
    script = "name: x\nturns:\n" + "".join(f"  - open: {number}.png\n  - say: /help\n" for number in (0, 1))
    (tmp_path / "one.yaml").write_text(script)
    out = tmp_path / "run"
    assert (
        CliRunner().invoke(app, ["run", str(tmp_path / "one.yaml"), "--seeds", "0-1", "--out", str(out)]).exit_code == 0
    )
    done = CliRunner().invoke(app, ["metrics", str(out), "--against", str(out), "--json"])
    told = json.loads(done.stdout)
    assert (told["pictures"], told["pairs"], told["diversity_groups"], told["diversity"]) == (4, 4, 2, 0)
    page = (out / "report.html").read_text()
    for name in ("PSNR dB", "SSIM", "FID", "IS", "diversity", "seconds a picture"):
        assert f'<th class="number">{name}</th>' in page
    assert ">99<" in page.partition('id="measured"')[2].partition("</table>")[0]
    assert "Held against run." in page
    assert page.count('class="card ') == 8
    # They stay while the run does, and what somebody else wrote there breaks nothing.
    measured = json.loads((out / "metrics.json").read_text())
    results = list(read_results(out, read_info(out)).values())
    for change, kept in (({}, True), ({"turns": 3}, False), ({"figures": {"ssim": "<b>"}}, False)):
        (out / "metrics.json").write_text(json.dumps({**measured, **change}))
        refresh_measured(results, out)
        assert ("Held against run." in (out / "report.html").read_text()) == kept


def test_the_speed_of_a_run_is_the_median_of_what_painted() -> None:
    result = ScriptResult("x", "s", [])
    for seconds, pictures in ((10, 1), (1, 1), (3, 2), (0.1, 0)):
        accounting = {"seconds": seconds, "pictures": pictures}
        result.turns.append(TurnResult(1, "a", "edit", "done", "", "", None, None, None, {}, [], accounting))
    assert seconds_per_picture([result]) == 1.5
    assert seconds_per_picture([]) is None
