"""Profiles listed, and models fetched, verified and removed, as a person does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.loopback_hub import COMMIT, LoopbackHub
from tools.errors import GouacheError, ModelMissing
from tools.hub.repository import CannotFetch
from tools.model_manager import ModelManager
from tools.profiles import load_profile

Run = Callable[..., Any]
KLEIN, EYES = "maker/klein", "maker/eyes"


@pytest.fixture
def own(hub: LoopbackHub, home: Path, tiny: str, painter_folder: Callable[[str], Path]) -> LoopbackHub:
    """Two profiles of a person's own, which share the painter of a hub on this machine."""
    hub.add(KLEIN, painter_folder("flux2-klein"))
    hub.add(EYES, Path(load_profile(tiny).eyes.model), license="other", license_name="Maker-Research")
    folder = home / "profiles"
    folder.mkdir(parents=True)
    for name, eyes in (("own", EYES), ("shared", load_profile(tiny).eyes.model)):
        (folder / f"{name}.toml").write_text(
            f'name = "{name}"\nwidth = 64\nheight = 64\nsteps = 2\nlicence = "mixed"\n'
            f'[director]\nkind = "transformers"\nmodel = "{load_profile(tiny).director.model}"\n'
            + "".join(f'[{role}]\nkind = "diffusers"\nmodel = "{KLEIN}"\n' for role in ("painter", "editor"))
            + f'[eyes]\nkind = "captioner"\nmodel = "{eyes}"\n'
        )
    return hub


def test_a_dry_run_says_sizes_and_licences_and_fetches_nothing(own: LoopbackHub, run: Run) -> None:
    told = run("models", "get", "own", "--dry-run").output
    assert "maker/klein: 0." in told or "maker/klein: 1." in told or "MB, 0.0 MB of it here" in told
    assert "licence maker-research. That licence is not free for every use." in " ".join(told.split())
    rows = json.loads(run("models", "get", "own", "--dry-run", "--json").output)
    assert [(row["name"], row["commit"], row["free"], row["bytes_here"]) for row in rows] == [
        (KLEIN, COMMIT, True, 0), (EYES, COMMIT, False, 0),
    ]  # fmt: skip
    assert own.fetched_bytes() == []


def test_a_profile_is_fetched_used_and_removed(own: LoopbackHub, run: Run) -> None:
    with pytest.raises(ModelMissing, match=f"gouache models get {KLEIN}"):
        ModelManager(load_profile("own")).get("painter")
    with pytest.raises(CannotFetch, match="accept it by its name"):
        run("models", "get", "own", input="y\nno such licence\n")
    assert f"{EYES} is here" in run("models", "get", "own", input="y\nMaker-Research\n").output
    asked = len(own.asked)
    painter = ModelManager(load_profile("own")).get("painter")
    assert painter.info.name == f"{KLEIN}@{COMMIT[:12]}"
    assert len(painter.info.hash) == 64
    assert ModelManager(load_profile("own")).get("eyes").info.hash != painter.info.hash
    assert len(own.asked) == asked
    listed = run("models", "--profile", "own").output
    assert "maker-research" in listed
    rows = {row["name"]: row for row in json.loads(run("profiles", "--json").output)}
    assert (rows["own"]["missing"], rows["own"]["fits"]) == ([], True)

    told = run("models", "rm", "own", "--yes").output
    assert f"{KLEIN} stays, because it is used by shared." in told
    assert "MB freed" in told
    assert KLEIN not in run("models", "rm", "shared", "--yes").output
    assert json.loads(run("profiles", "--json").output)[-1]["missing"] == [KLEIN]


def test_an_accepted_licence_is_not_asked_for_again(own: LoopbackHub, run: Run) -> None:
    run("models", "get", EYES, "--yes", "--accept", "maker-research")
    assert f"{EYES} is here" in run("models", "get", EYES, "--yes").output
    assert f"{EYES} is intact." in run("models", "verify").output


def test_nothing_is_fetched_or_removed_without_a_yes(own: LoopbackHub, run: Run) -> None:
    assert run("models", "get", KLEIN, input="n\n").exit_code == 1
    assert json.loads(run("models", "get", KLEIN, "--json").output)[0]["name"] == KLEIN
    assert "Nothing of pocket has to be fetched." in run("models", "get", "pocket").output
    assert own.fetched_bytes() == []
    run("models", "get", EYES, "--yes", "--accept", "maker-research")
    assert run("models", "rm", EYES, input="n\n").exit_code == 1
    assert f"{EYES} is intact." in run("models", "verify", EYES).output


def test_a_name_that_is_neither_profile_nor_model_is_one_sentence(own: LoopbackHub, run: Run) -> None:
    with pytest.raises(GouacheError, match="There is no profile “studio-99”"):
        run("models", "get", "studio-99")
    with pytest.raises(CannotFetch, match="no model maker/nothing"):
        run("models", "get", "maker/nothing")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_profiles_are_listed_in_the_persons_language(run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("GOUACHE_LANGUAGE", language)
    shown = run("profiles").output
    about = load_profile("studio-16").about[language]
    assert about[:6] in shown
    assert "Apache-2.0" in shown
    help_ = run("models", "get", "--help").output
    assert ("许可证" in help_) == (language == "zh")


def test_adapters_are_listed_with_their_base_and_size(own: LoopbackHub, run: Run, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tuned"
    folder.mkdir()
    described = {"peft_type": "LORA", "base_model_name_or_path": "maker/words"}
    (folder / "adapter_config.json").write_text(json.dumps(described))
    (folder / "adapter_model.safetensors").write_bytes(bytes(3 * 2**20))
    file = home / "profiles" / "own.toml"
    file.write_text(file.read_text().replace("[painter]", f'options = {{ adapter = "{folder}" }}\n[painter]', 1))
    rows = json.loads(run("models", "--profile", "own", "--json").output)
    [row] = [row for row in rows if row["kind"] == "adapter"]
    assert (row["role"], row["model"], row["mb"], row["base"]) == ("director", "tuned", 3.0, "maker/words")
    assert len(row["hash"]) == 64
    assert "tuned (for maker/words)" in " ".join(run("models", "--profile", "own").output.split())
