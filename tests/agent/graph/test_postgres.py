"""The graph on a Postgres server: checkpoints, kills, and several workers on one database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from agent.events import Stage
from agent.graph import build
from agent.graph.build import open_checkpoints
from agent.studio import Studio
from storage.errors import CannotWrite, SessionBusy
from storage.purge import purge
from storage.sessions import delete
from storage.store import Store
from tests.agent.plans import BLUE, RED_BIRD, Make
from tests.storage.test_postgres import told_of

_CHILD = """
from agent.events import Stage
from agent.studio import Studio
from storage.store import Store
studio = Studio.new(Store(), "pocket", 3)
print(studio.session_id, flush=True)
studio.send("a red balloon in a meadow", lambda e: print(e.name, flush=True) if isinstance(e, Stage) else None)
"""


@pytest.fixture
def store(home: Path, database: str) -> Iterator[Store]:
    """An empty store whose tables are on the server."""
    store = Store(home, database)
    yield store
    store.engine.dispose()


def _checkpoints(store: Store) -> int:
    with store.engine.connect() as connection:
        counted = [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
                   for table in ("checkpoints", "checkpoint_blobs", "checkpoint_writes")]  # fmt: skip
    return sum(counted)


class Killed(BaseException):
    """The process is gone."""


def _kill(event: Any) -> None:
    if isinstance(event, Stage) and event.name == "looking":
        raise Killed


def test_a_killed_turn_goes_on_from_checkpoints_on_the_server(studio: Make, store: Store, home: Path) -> None:
    made = studio(RED_BIRD, BLUE)
    with pytest.raises(Killed):
        made.send("a red bird", _kill)
    assert _checkpoints(store) > 0
    assert not (home / "gouache.db").exists()
    again = studio(BLUE, session=made.session_id)
    turn = again.resume()
    assert turn is not None
    assert turn.status == "done"
    assert again.send("make it blue").number == 2
    assert _checkpoints(store) == 0


def test_the_checkpoints_of_a_session_are_purged_with_it(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    with pytest.raises(Killed):
        made.send("a red bird", _kill)
    delete(store, made.session_id)
    assert purge(store, 0).sessions == 1
    assert _checkpoints(store) == 0


def test_workers_that_start_together_make_the_tables_once(store: Store) -> None:
    with ThreadPoolExecutor(4) as threads:
        opened: list[Any] = list(threads.map(lambda _: open_checkpoints(store), range(4)))
    for checkpoints in opened:
        checkpoints.conn.close()
    assert _checkpoints(store) == 0


def test_two_workers_on_one_session_take_turns(studio: Make, store: Store, database: str, tiny_models: Any) -> None:
    made, refused = studio(RED_BIRD, BLUE), list[str]()
    other_store = Store(store.folder, database)
    other = Studio.reopen(other_store, made.session_id, tiny_models)

    def meddle(event: Any) -> None:
        if isinstance(event, Stage):
            with pytest.raises(SessionBusy) as caught:
                other.send("make it blue")
            refused.append(str(caught.value))

    made.send("a red bird", meddle)
    assert refused
    assert other.send("make it blue").number == 2
    assert [turn.message for turn in store.turns(made.session_id)] == ["a red bird", "make it blue"]
    assert [picture.number for picture in store.pictures(made.session_id)] == [1, 2]
    other.close()
    other_store.engine.dispose()


def test_a_conversation_is_stored_as_in_sqlite(studio: Make, store: Store, tmp_path: Path, tiny: str,
                                               tiny_models: Any) -> None:  # fmt: skip
    told = []
    in_file = Store(tmp_path / "file")
    for place in (store, in_file):
        made = studio(RED_BIRD, BLUE, RED_BIRD)
        made = made if place is store else Studio.new(place, tiny, 7, tiny_models)
        for message in ("a red bird", "make it blue", "/undo", "/vary 2"):
            made.send(message)
        told.append(told_of(place, made.session_id))
        made.close()
    in_file.engine.dispose()
    assert told[0] == told[1]


def test_a_server_that_goes_away_amid_a_turn_is_told(
    studio: Make, store: Store, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_PATIENCE", 0.2)
    made = studio(RED_BIRD)

    def cut(event: Any) -> None:
        import psycopg

        if isinstance(event, Stage):
            with psycopg.connect(postgres, autocommit=True) as connection:
                name = str(store.engine.url.database)
                connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
                connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    with pytest.raises(CannotWrite, match="The database server failed"):
        made.send("a red bird", cut)


def test_a_session_killed_amid_a_turn_resumes_in_another_process(store: Store, database: str, home: Path) -> None:
    environment = {**os.environ, "GOUACHE_DATABASE_URL": database, "GOUACHE_HOME": str(home)}
    child = subprocess.Popen([sys.executable, "-c", _CHILD], env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    session = child.stdout.readline().strip()
    while child.stdout.readline().strip() != "painting":
        continue
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert [turn.status for turn in store.turns(session)] == ["running"]
    told: list[str] = []
    with closing(Studio.reopen(store, session)) as studio:
        turn = studio.resume(lambda event: told.append(event.name) if isinstance(event, Stage) else None)
    assert turn is not None
    assert turn.status == "done"
    assert "thinking" not in told
    assert _checkpoints(store) == 0
