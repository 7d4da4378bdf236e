"""Picture files: written atomically, checked when they are read, with their recipe inside."""

from __future__ import annotations

import json
import os

import pytest
from PIL import Image

from storage.errors import CannotWrite
from storage.picture_files import read_recipe
from storage.store import Store
from tools.errors import BadPicture
from tools.images.png_chunks import RECIPE_KEY
from tools.types import Recipe

RECIPE = Recipe(tool="generate", arguments={"prompt": "一只红色的鸟", "steps": 20, "guidance": 3.0}, seed=5)


def gradient() -> Image.Image:
    return Image.linear_gradient("L").resize((16, 16)).convert("RGB")


def test_painting_the_same_pixels_heals_a_damaged_file(store: Store) -> None:
    hash_ = store.files.save(gradient(), RECIPE)
    store.files.path(hash_).write_bytes(b"damaged")
    assert store.files.save(gradient(), RECIPE) == hash_
    assert store.files.open(hash_, "#1").size == (16, 16)


def test_a_picture_file_carries_its_recipe(store: Store) -> None:
    hash_ = store.files.save(gradient(), RECIPE)
    path = store.files.path(hash_)
    assert read_recipe(path) == RECIPE
    with Image.open(path) as file:
        assert "Seed: 5" in file.info["parameters"]
        assert "红色" in json.loads(file.info[RECIPE_KEY])["arguments"]["prompt"]
    assert store.files.save(gradient(), None) == hash_
    assert list(store.files.folder.rglob("*.part")) == []


@pytest.mark.parametrize("damage", ["missing", "truncated", "text", "other"])
def test_damaged_files_are_named(store: Store, damage: str) -> None:
    hash_ = store.files.save(gradient(), RECIPE)
    path = store.files.path(hash_)
    match damage:
        case "missing":
            path.unlink()
        case "truncated":
            path.write_bytes(path.read_bytes()[:60])
        case "text":
            path.write_text("no picture")
        case "other":
            Image.new("RGB", (16, 16), "red").save(path)
    with pytest.raises(BadPicture, match="#3"):
        store.files.open(hash_, "#3")


def test_a_full_disk_is_one_sentence_and_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device", "picture.png")

    monkeypatch.setattr("storage.picture_files.os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        store.files.save(gradient(), RECIPE)
    assert [p for p in store.files.folder.rglob("*") if p.is_file()] == []


def test_what_a_killed_process_was_writing_goes_at_the_next_start(store: Store) -> None:
    store.files.save(gradient(), RECIPE)
    folder = store.files.folder / "partial"
    gone, own = folder / "999999999-x.part", folder / f"{os.getpid()}-x.part"
    gone.touch()
    own.touch()
    assert store.files.remove_stale() == 1
    assert own.exists()
    assert not gone.exists()
