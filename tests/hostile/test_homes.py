"""Damaged home folders: everything that reads one works or gives one clean sentence, and nothing outside is touched."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from agent.sessions.export import export_session
from agent.studio import Studio
from storage.ledger import NewPicture, SessionWorkspace, begin_call, complete_call, finish_turn
from storage.pictures import star
from storage.purge import purge
from storage.queries import turn_page
from storage.sessions import search
from storage.settings import load_settings
from storage.snapshots import fork_session
from storage.store import Store
from tools.errors import GouacheError
from tools.text import clean
from tools.types import Recipe, Result

HOMES = 50


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one session of three pictures; its log holds rows that are not in the database file yet."""
    folder = tmp_path_factory.mktemp("sound") / "home"
    store = Store(folder)
    session = store.new_session("pocket", 1).id
    for number in range(3):
        turn = store.begin_turn(session, f"a red bird {number}")
        call = begin_call(store, turn.id, 0, "generate", {"prompt": "a red bird"})
        result = Result(Image.new("RGB", (16, 16), (60 * number, 9, 9)), Recipe(tool="generate", arguments={}, seed=1))
        brief = {"elements": [{"what": "bird"}]}
        row = complete_call(
            store, call.id, result, 0.1, SessionWorkspace(store, session), NewPicture(None, brief, None)
        )
        finish_turn(store, turn.id, row.picture_id, lambda n: f"Here is #{n}.", brief=brief)
    (folder / "settings.toml").write_text('profile = "pocket"\n')
    (folder / "locks").mkdir(exist_ok=True)
    return folder


def cut(file: Path, rng: random.Random) -> None:
    file.write_bytes(file.read_bytes()[: rng.randrange(file.stat().st_size)])


def flip(file: Path, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(rng.randrange(1, 200)):
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
    file.write_bytes(data)


def fill(file: Path, rng: random.Random) -> None:
    file.write_bytes(rng.randbytes(rng.choice((0, 1, 100, 100_000))))


def remove(file: Path, rng: random.Random) -> None:
    del rng
    file.unlink()


def make_folder(file: Path, rng: random.Random) -> None:
    remove(file, rng)
    file.mkdir()


def make_pipe(file: Path, rng: random.Random) -> None:
    remove(file, rng)
    os.mkfifo(file)


def make_link(file: Path, rng: random.Random) -> None:
    remove(file, rng)
    file.symlink_to(rng.choice(("/dev/zero", "/dev/null", "/nowhere", str(file))))


DAMAGES = (cut, flip, fill, remove, make_folder, make_pipe, make_link)


def uses(home: Path, out: Path) -> list[Callable[[], object]]:
    """Everything that reads or changes a home without a model."""

    def session() -> str:
        return Store(home).sessions()[0].id

    def talk() -> None:
        studio = Studio.reopen(Store(home), session())
        try:
            studio.send("/help")
            studio.send("/undo")
        finally:
            studio.close()

    return [
        load_settings,
        lambda: turn_page(Store(home), session(), 10),
        lambda: search(Store(home), "red bird"),
        lambda: Store(home).current(session()),
        lambda: export_session(Store(home), session(), out),
        lambda: fork_session(Store(home), session()),
        lambda: star(Store(home), session(), 1),
        talk,
        lambda: purge(Store(home), 0),
    ]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("seed", range(HOMES))
def test_a_damaged_home_is_used_or_refused_in_a_sentence(sound: Path, home: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    shutil.copytree(sound, home)
    files = sorted(file for file in home.rglob("*") if file.is_file())
    for file in rng.sample(files, rng.randrange(1, 3)):
        rng.choice(DAMAGES)(file, rng)
    for use in uses(home, tmp_path / "out"):
        sentence = refusal(use)
        assert "\n" not in sentence
        assert clean(sentence) == sentence
    assert {file.name for file in tmp_path.iterdir()} <= {"home", "out"}


def refusal(use: Callable[[], object]) -> str:
    """The sentence that a use is refused with; empty where it works, or where there is no session to use."""
    try:
        use()
    except GouacheError as error:
        return str(error)
    except IndexError:
        return ""
    return ""
