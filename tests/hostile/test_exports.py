"""Any folder as an export: it becomes a sound session, or is refused with one sentence and leaves nothing behind."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.sessions.export import export_session, import_session
from agent.studio import Studio
from storage.snapshots import fork_session
from storage.store import Store
from tests.hostile.test_pictures import damaged
from tools.errors import GouacheError

EXPORTS = 300
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 2**70, 1.5, 1e308, "", "x", "x" * 50_000, "\x1b]0;owned\x07", "\x1b[2J\u202e", "\ud800",
    "../../etc/passwd", "/etc/passwd", "0" * 64, [], {}, [[]], {"x": 1}, ["a"] * 3, {"\x1b[2J": "\x9b"}, "pocket",
    "2020-13-45", "evil.toml", "running", "asking", "restyle", "open", [1e999],
)  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for key, item in items for way in ((*here, key), *places(item, (*here, key)))]


def mutated(text: str, rng: random.Random) -> bytes:
    """A session.json in which values are missing, doubled or of another kind, or whose bytes are damaged."""
    if rng.random() < 0.15:
        return damaged(text.encode(), rng)
    value = json.loads(text)
    for _ in range(rng.randrange(1, 4)):
        *way, last = rng.choice(places(value))
        parent = value
        for key in way:
            parent = parent[key]
        match rng.randrange(5):
            case 0:
                del parent[last]
            case 1 if isinstance(parent, list):
                parent.append(parent[last])
            case _:
                parent[last] = rng.choice(VALUES)
    return json.dumps(value).encode("utf-8", "surrogatepass")


def is_clean(text: str) -> bool:
    return all(character.isprintable() or character in "\n\t" for character in text)


@pytest.fixture
def exported(studio: Callable[..., Studio], store: Store, tmp_path: Path) -> Path:
    """A real export: pictures, an edit, a picture of one's own, a style, an undo."""
    bird = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
    blue = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))
    made = studio(bird, blue, Plan(intent="undo"))
    for message in ("a red bird", "make it blue", "undo", "/style woodcut", "/enhance brighter"):
        made.send(message)
    own = store.path(store.pictures(made.session_id)[0])
    made.send(f"/open {own}")
    export_session(store, made.session_id, tmp_path / "original")
    return tmp_path / "original"


def check_session(store: Store, session: str, folder: Path) -> None:
    """Use an imported session as people do: nothing it has may break or show control characters."""
    export_session(store, session, folder)
    for name in ("session.md", "session.json"):
        assert is_clean((folder / name).read_text("utf-8"))
    assert is_clean(json.dumps(json.loads((folder / "session.json").read_text("utf-8")), ensure_ascii=False))
    assert len(store.session(session).title) <= 120
    for turn in store.turns(session):
        assert turn.status in ("done", "cancelled", "failed")
        for call in store.calls(turn.id):
            assert not {"file", "path"} & set(call.arguments or {})
    store.engine.dispose()
    fork_session(store, session)


def test_damaged_exports(exported: Path, store: Store, tiny: str, tmp_path: Path, home: Path) -> None:
    rng, text, taken = random.Random(19), (exported / "session.json").read_text("utf-8"), 0
    folder, again = tmp_path / "hostile", tmp_path / "again"
    sentences, sound = list[str](), True
    known = {path.name for path in tmp_path.iterdir()} | {folder.name, again.name}
    for _ in range(EXPORTS):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(exported, folder)
        picture = rng.choice(sorted(folder.glob("*.png")))
        if rng.random() < 0.85:
            (folder / "session.json").write_bytes(mutated(text, rng))
        else:
            picture.write_bytes(damaged(picture.read_bytes(), rng))
        before = len(store.sessions())
        try:
            session = import_session(store, folder, rng.choice((tiny, tiny, None)))
        except GouacheError as error:
            sentences.append(str(error))
            sound &= len(store.sessions()) == before
            continue
        taken += 1
        shutil.rmtree(again, ignore_errors=True)
        check_session(store, session.id, again)
    assert sound, "a refused import left a session"
    assert [text for text in sentences if not text.endswith(".") or not text.isprintable()] == []
    assert 10 < taken < EXPORTS - 50
    assert {path.name for path in tmp_path.iterdir()} <= known


def test_files_of_an_export_that_are_none(exported: Path, store: Store, tiny: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    shutil.copyfile(exported / "001.png", secret)
    for name in ("session.json", "001.png"):
        for make in (os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path),
                     lambda path: os.symlink(secret, path), lambda path: os.symlink(path, path)):  # fmt: skip
            folder = tmp_path / "hostile"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(exported, folder)
            (folder / name).unlink()
            make(str(folder / name))
            with pytest.raises(GouacheError) as error:
                import_session(store, folder, tiny)
            assert str(error.value).isprintable()
    assert len(store.sessions()) == 1
