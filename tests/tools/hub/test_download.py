"""Fetching from a hub on this machine: whole, cut, resumed, wrong, closed, too large, twice at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.loopback_hub import COMMIT, LoopbackHub
from tools.engines.diffusers.loading import load_pipeline
from tools.engines.weights import model_hash
from tools.hub import download
from tools.hub.cache import fetched_models, find_snapshot, hub_name, repository_folder
from tools.hub.download import bytes_here, fetch
from tools.hub.repository import CannotFetch, look_up
from tools.hub.shelf import damaged_files, remove
from tools.profiles import resolve_weights

NAME = "maker/klein"
WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"
Folder = Callable[[str], Path]


@pytest.fixture
def klein(hub: LoopbackHub, painter_folder: Folder) -> LoopbackHub:
    hub.add(NAME, painter_folder("flux2-klein"))
    return hub


def test_what_was_fetched_is_loaded_without_the_network(klein: LoopbackHub, painter_folder: Folder) -> None:
    repository = look_up(NAME)
    assert (repository.licence, repository.free, repository.commit) == ("apache-2.0", True, COMMIT)
    assert bytes_here(repository) == 0
    told: list[tuple[int, int]] = []
    folder = fetch(repository, lambda done, total: told.append((done, total)))
    assert told[-1] == (repository.size, repository.size)
    assert told == sorted(told)
    assert bytes_here(repository) == repository.size
    requests = len(klein.asked)
    assert resolve_weights(NAME) == folder == find_snapshot(NAME)
    assert hub_name(folder) == NAME
    load_pipeline(folder, {})
    assert len(klein.asked) == requests
    fetch(repository)
    assert len(klein.asked) == requests
    assert fetched_models()[NAME].hash == model_hash(painter_folder("flux2-klein"))


def test_only_the_files_that_run_are_fetched(klein: LoopbackHub) -> None:
    files = klein.repositories[NAME]
    running = set(files)
    weights = files[WEIGHTS]
    for name in ("klein.safetensors", "original/model.safetensors", "model.gguf", "text_encoder/model.onnx",
                 "transformer/diffusion_pytorch_model.fp16.safetensors", "vae/diffusion_pytorch_model.bin",
                 "README.md", "../../evil.json", "/etc/evil.json", "vae/../../evil.json"):  # fmt: skip
        files[name] = weights[:100]
    assert {file.name for file in look_up(NAME).files} == running


def test_a_cut_line_is_taken_up_where_it_was_cut(klein: LoopbackHub) -> None:
    size = len(klein.repositories[NAME][WEIGHTS])
    klein.cut[WEIGHTS] = [1000, 5000]
    fetch(look_up(NAME))
    asked = [span for _, path, span in klein.asked if path.endswith(WEIGHTS)]
    assert asked == ["", "bytes=1000-", "bytes=5000-"]
    assert size > 5000


def test_a_download_goes_on_after_a_restart(klein: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    klein.cut[WEIGHTS] = [1000] * 9
    with pytest.raises(CannotFetch, match=r"cut at 1,000 of|can't be reached"):
        fetch(look_up(NAME))
    assert NAME not in fetched_models()
    assert find_snapshot(NAME) is None
    klein.cut.clear()
    repository = look_up(NAME)
    assert 1000 <= bytes_here(repository) < repository.size
    klein.asked.clear()
    fetch(repository)
    assert [span for _, path, span in klein.asked if path.endswith(WEIGHTS)] == ["bytes=1000-"]


def test_a_server_without_ranges_is_asked_for_all(klein: LoopbackHub) -> None:
    klein.cut[WEIGHTS], klein.ranges = [1000], False
    folder = fetch(look_up(NAME))
    assert (folder / WEIGHTS).read_bytes() == klein.repositories[NAME][WEIGHTS]


def test_what_has_the_wrong_hash_is_not_kept(klein: LoopbackHub) -> None:
    klein.wrong.add(WEIGHTS)
    with pytest.raises(CannotFetch, match="its hash differs"):
        fetch(look_up(NAME))
    assert not list(repository_folder(NAME).rglob("*.part"))
    assert find_snapshot(NAME) is None
    klein.wrong.clear()
    fetch(look_up(NAME))
    assert damaged_files(NAME) == []


def test_a_gate_says_where_to_accept_and_how_to_log_in(klein: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    klein.cards[NAME]["gated"] = "auto"
    with pytest.raises(CannotFetch, match=rf"huggingface\.co/{NAME}, then log in with `hf auth login`"):
        look_up(NAME)
    monkeypatch.setenv("HF_TOKEN", "hf_good")
    assert look_up(NAME).gated


def test_a_login_that_was_revoked_is_said_and_nothing_is_lost(
    klein: LoopbackHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_good")
    repository, size = look_up(NAME), len(klein.repositories[NAME][WEIGHTS])
    monkeypatch.setattr(download, "_TRIES", 1)
    klein.cut[WEIGHTS] = [size // 2]
    with pytest.raises(CannotFetch, match="run it again to go on"):
        fetch(repository)
    here = bytes_here(repository)
    klein.revoked.add("hf_good")
    for work in (lambda: fetch(repository), lambda: look_up(NAME)):
        with pytest.raises(CannotFetch, match=r"does not accept your login .* log in again with `hf auth login`"):
            work()
    assert bytes_here(repository) == here > 0
    monkeypatch.setenv("HF_TOKEN", "hf_new")
    fetch(repository)
    assert f"bytes={size // 2}-" in [asked for _, _, asked in klein.asked]
    # What is here is used whatever the hub says of it later.
    klein.revoked.add("hf_new")
    del klein.repositories[NAME]
    assert load_pipeline(resolve_weights(NAME), {}).pipeline.transformer is not None


def test_a_licence_that_is_not_free_has_to_be_accepted(klein: LoopbackHub) -> None:
    klein.cards[NAME] |= {"license": "other", "license_name": "Maker-Research"}
    repository = look_up(NAME)
    assert repository.licence == "maker-research"
    with pytest.raises(CannotFetch, match="maker-research, which is not free"):
        fetch(repository)
    fetch(repository, accepted=True)
    model = fetched_models()[NAME]
    assert (model.licence, model.accepted, model.commit) == ("maker-research", True, COMMIT)


def test_a_full_disk_is_said_before_and_on_the_way(klein: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    repository = look_up(NAME)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda folder: usage(2, 1, repository.size))
        with pytest.raises(CannotFetch, match="set HF_HOME to a folder on a larger disk"):
            fetch(repository)
    assert not klein.fetched_bytes()

    def full(*values: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(download, "_fetch_range", full)
        with pytest.raises(CannotFetch, match="is full; make room and run it again"):
            fetch(repository)


def test_without_a_network_the_sentence_says_so(hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(CannotFetch, match="can't be reached for maker/klein"):
        look_up(NAME)
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(CannotFetch, match="HF_HUB_OFFLINE is set"):
        look_up(NAME)


def test_what_can_not_or_may_not_run_is_refused_before_a_byte(klein: LoopbackHub) -> None:
    files = klein.repositories[NAME]
    with pytest.raises(CannotFetch, match="no model maker/nothing that you may see"):
        look_up("maker/nothing")
    weights = files.pop(WEIGHTS)
    files["transformer/diffusion_pytorch_model.bin"] = weights
    with pytest.raises(CannotFetch, match=r"are pickles \(\.bin\)"):
        look_up(NAME)
    index = json.loads(files["model_index.json"])
    files["model_index.json"] = json.dumps({**index, "_class_name": "PaintEverythingPipeline"}).encode()
    with pytest.raises(CannotFetch, match="no pipeline “PaintEverythingPipeline”"):
        look_up(NAME)
    files["model_index.json"] = b"[]"
    with pytest.raises(CannotFetch, match="is no JSON object"):
        look_up(NAME)
    files.pop("model_index.json")
    with pytest.raises(CannotFetch, match="neither model_index"):
        look_up(NAME)
    files["config.json"] = b'{"model_type": "mindreader"}'
    with pytest.raises(CannotFetch, match="no architecture “mindreader”"):
        look_up(NAME)
    assert not klein.fetched_bytes()


def test_equal_files_of_two_repositories_are_fetched_once(klein: LoopbackHub) -> None:
    klein.repositories["maker/twin"] = klein.repositories[NAME]
    klein.cards["maker/twin"] = klein.cards[NAME]
    fetch(look_up(NAME))
    count, twin = len(klein.fetched_bytes()), look_up("maker/twin")
    assert bytes_here(twin) == twin.size
    fetch(twin)
    assert len(klein.fetched_bytes()) == count
    assert remove(NAME) == 0
    assert damaged_files("maker/twin") == []
    assert remove("maker/twin") == twin.size
    assert find_snapshot("maker/twin") is None


def test_a_damaged_file_is_found_and_fetched_again(klein: LoopbackHub) -> None:
    folder = fetch(look_up(NAME))
    with (folder / WEIGHTS).open("r+b") as file:
        file.write(b"\xff")
    assert damaged_files(NAME) == [WEIGHTS]
    assert find_snapshot(NAME) is None or NAME not in fetched_models()
    fetch(look_up(NAME))
    assert damaged_files(NAME) == []
    with pytest.raises(CannotFetch, match="gouache models get maker/other"):
        damaged_files("maker/other")


def test_two_processes_fetch_the_same_at_once(klein: LoopbackHub, tmp_path: Path) -> None:
    imports = "from tools.hub.download import fetch; from tools.hub.repository import RemoteFile, Repository"
    code = f"{imports}; fetch({look_up(NAME)!r})"
    environment = {**os.environ, "HF_HUB_OFFLINE": "0", "HF_HUB_CACHE": str(tmp_path / "cache")}
    both = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    fetched = klein.fetched_bytes()
    assert len(fetched) == len(set(fetched)) == 3
    assert damaged_files(NAME) == []
