"""What lasts: tables, migrations, files, and one sentence for what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from PIL import Image
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import database
from storage.errors import CannotWrite, NewerDatabase, UnknownPicture, UnknownSession
from storage.files import TEXT_KEY, read_recipe
from storage.store import Store
from tools.errors import BadPicture
from tools.types import Recipe

RECIPE = Recipe(tool="generate", arguments={"prompt": "一只红色的鸟", "steps": 20, "guidance": 3.0}, seed=5)


def picture() -> Image.Image:
    return Image.linear_gradient("L").resize((16, 16)).convert("RGB")


def test_migrations_make_just_the_tables_that_the_code_has(store: Store) -> None:
    with store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    ours = [d for d in found if "checkpoints" not in str(d) and "writes" not in str(d)]
    assert ours == []
    assert version == database.HEAD


def test_the_database_is_tuned(store: Store) -> None:
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 1
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_newer_database_is_left_alone(store: Store, home: Path) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="upgrade gouache"):
        Store(home)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gouache.db").write_text("hello " * 400)
    with pytest.raises(CannotWrite, match="damaged"):
        Store(tmp_path)


def test_a_killed_first_start_leaves_no_half_made_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    real = command.upgrade

    def killed(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            Store(tmp_path)
    assert Store(tmp_path).sessions() == []


def test_painting_the_same_pixels_heals_a_damaged_file(store: Store) -> None:
    hash_ = store.files.save(picture(), RECIPE)
    store.files.path(hash_).write_bytes(b"damaged")
    assert store.files.save(picture(), RECIPE) == hash_
    assert store.files.open(hash_, "#1").size == (16, 16)


def test_sessions_are_found_by_the_beginning_of_their_id(store: Store) -> None:
    made = store.new_session("pocket", 0)
    assert store.session(made.id[:5]).id == made.id
    for wrong in ("zzz", "", "%"):
        with pytest.raises(UnknownSession):
            store.session(wrong)
    with pytest.raises(UnknownPicture, match="none yet"):
        store.numbered(made.id, 1)


def test_a_picture_file_carries_its_recipe(store: Store) -> None:
    hash_ = store.files.save(picture(), RECIPE)
    path = store.files.path(hash_)
    assert read_recipe(path) == RECIPE
    with Image.open(path) as file:
        assert "Seed: 5" in file.info["parameters"]
        assert "红色" in json.loads(file.info[TEXT_KEY])["arguments"]["prompt"]
    assert store.files.save(picture(), None) == hash_
    assert list(store.files.folder.rglob("*.part")) == []


@pytest.mark.parametrize("damage", ["missing", "truncated", "text", "other"])
def test_damaged_files_are_named(store: Store, damage: str) -> None:
    hash_ = store.files.save(picture(), RECIPE)
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

    monkeypatch.setattr("storage.files.os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        store.files.save(picture(), RECIPE)
    assert [p for p in store.files.folder.rglob("*") if p.is_file()] == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        Store(tmp_path / "file" / "home")
