"""A home that version 0.1.0 wrote, with a finished session, one that waits for an answer, and one that was killed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.sessions.export import export_session, import_session
from agent.sessions.replay import replay_decision, stored_decisions
from agent.studio import Studio
from storage.store import Store
from tools import profiles
from tools.model_manager import ModelManager
from tui.session.history import picture_nodes, session_rows, stored_turns

ARCHIVE = Path(__file__).parents[2] / "data" / "home-0.1.0.zip"


@pytest.fixture(scope="module")
def pocket() -> ModelManager:
    return ModelManager(profiles.load_profile("pocket"))


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path)
    monkeypatch.setenv("GOUACHE_HOME", str(tmp_path / "home"))
    store = Store()
    yield store
    store.engine.dispose()


def _session(store: Store, message: str) -> str:
    return next(s.id for s in store.sessions() if store.turns(s.id)[0].message == message)


def test_old_sessions_are_listed_and_their_turns_read(old: Store) -> None:
    assert len(session_rows()) == 3
    session = _session(old, "two red balloons above a castle at night, watercolor")
    turns = stored_turns(old, session, 50)
    assert len(turns) == 23
    assert [node.number for node in picture_nodes(session)] == list(range(1, 15))
    checked = old.checks(old.pictures(session)[0].id or 0)
    assert {check.requirement.kind for check in checked} >= {"exists", "count", "color", "relation", "scene", "style"}


def test_an_old_session_goes_on(old: Store, pocket: ModelManager) -> None:
    studio = Studio.reopen(old, _session(old, "two red balloons above a castle at night, watercolor"), pocket)
    assert studio.send("undo").reply == "现在是第13张。"  # What was said last was Chinese.
    turn = studio.send("take picture 1 and remove the castle")
    assert turn.status == "done"
    assert turn.picture_id is not None
    studio.close()


def test_an_old_question_takes_its_answer(old: Store, pocket: ModelManager) -> None:
    studio = Studio.reopen(old, _session(old, "a dog and a cat in a meadow"), pocket)
    assert studio.pending is not None
    turn = studio.send("the dog")
    assert (turn.message, turn.status) == ("make it bigger", "done")
    assert turn.brief is not None
    assert next(e for e in turn.brief["elements"] if e["what"] == "dog")["size"] == "large"
    studio.close()


def test_a_turn_that_was_killed_in_the_old_version_is_finished(old: Store, pocket: ModelManager) -> None:
    session = _session(old, "a dog in a room")
    before = len(old.calls(old.turns(session)[1].id))
    studio = Studio.reopen(old, session, pocket)
    turn = studio.resume()
    assert turn is not None
    assert turn.status == "done"
    assert len(old.calls(turn.id)) == before
    assert [p.number for p in old.pictures(session)] == [1, 2]
    studio.close()


def test_old_recipes_make_the_same_pictures_again(old: Store, pocket: ModelManager) -> None:
    session = _session(old, "two red balloons above a castle at night, watercolor")
    painted = [d for d in stored_decisions(old, session) if d.painted and d.tool in ("generate", "edit", "enhance")]
    for decision in (painted[0], painted[1], painted[3], painted[-1]):
        made = replay_decision(old, session, decision, pocket)
        assert made is not None
        # Another processor, or another number of threads, may change last bits.
        assert (made.psnr_db or 0) > 40, (decision.turn, made.why)


def test_an_old_export_is_imported_and_exported(old: Store, tmp_path: Path) -> None:
    session = import_session(old, tmp_path / "export")
    assert len(old.pictures(session.id)) == 14
    assert export_session(old, session.id, tmp_path / "again") == 14
