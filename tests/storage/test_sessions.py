"""Sessions renamed, starred, deleted and brought back, copied, searched; and an old database that gets there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from PIL import Image
from sqlalchemy import create_engine, text

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.sessions.export import export_session, import_session
from agent.sessions.replay import replay_session
from agent.studio import Studio
from storage import database, sessions
from storage.errors import BadSession, BadTitle, SessionBusy, UnknownSession
from storage.ledger import NewPicture, SessionWorkspace, begin_call, complete_call, finish_turn, save_checks
from storage.search import english_terms
from storage.snapshots import fork_session, restore_snapshot, take_snapshot
from storage.store import Store
from tools.errors import BadPicture, BadProfile, GouacheError
from tools.model_manager import ModelManager
from tools.types import Check, Recipe, Requirement, Result
from tui.app.history import stored_turns

BRIEF: dict[str, Any] = {"elements": [{"what": "bird", "color": "red"}]}


def paint(store: Store, session: str, message: str, shade: int, parent: int | None = None) -> int:
    """One finished turn with a try that was not handed over and a picture that was; gives the picture's row."""
    turn = store.begin_turn(session, message)
    for step in range(2):
        call = begin_call(store, turn.id, step, "generate", {"prompt": "a red bird"})
        picture = Image.new("RGB", (8, 8), (shade, 100 * step, 0))
        result = Result(picture, Recipe(tool="generate", arguments={"prompt": "a red bird"}, seed=step))
        row = complete_call(
            store, call.id, result, 0.5, SessionWorkspace(store, session), NewPicture(parent, BRIEF, "bird")
        )
    assert row.picture_id is not None
    check = Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.97)
    save_checks(store, row.picture_id, [check], "a red bird; forest scene")
    store.update_turn(turn.id, plan={"do": "create"}, brief=BRIEF, prompt="a red bird")
    finish_turn(store, turn.id, row.picture_id, lambda n: f"Here is #{n}.", accounting={"model_seconds": 1.0})
    return row.picture_id


@pytest.fixture
def session(store: Store) -> str:
    """Two pictures, the second made from the first, and a question that waits."""
    made = store.new_session("pocket", 7)
    first = paint(store, made.id, "a red bird", 10)
    paint(store, made.id, "again", 20, first)
    asking = store.begin_turn(made.id, "the dog")
    store.update_turn(asking.id, status="asking", question="Which dog?")
    with store.transaction() as t:
        row = t.get_one(type(made), made.id)
        row.cursor, row.redo = first, [row.cursor or 0]
    return made.id


def test_a_name_is_cleaned_and_has_bounds(store: Store, session: str) -> None:
    before = store.session(session).updated
    assert sessions.rename(store, session, " my \x1b[31m bird\n").title == "my bird"
    assert store.session(session).updated == before
    for wrong in (" ", "x" * 121):
        with pytest.raises(BadTitle, match="1 to 120"):
            sessions.rename(store, session, wrong)
    assert store.session(session).title == "my bird"
    assert [row.id for row in sessions.search(store, "MY bird")] == [session]


def test_starred_sessions_come_first_but_are_not_newer(store: Store, session: str) -> None:
    newer = store.new_session("pocket", 0).id
    assert sessions.star(store, session).starred
    assert [row.id for row in store.sessions()] == [session, newer]
    assert [row.id for row in store.sessions(1)] == [newer]
    assert [row.id for row in sessions.search(store, "")] == [session, newer]
    assert not sessions.star(store, session).starred
    assert [row.id for row in store.sessions()] == [newer, session]


def test_a_deleted_session_is_hidden_until_it_is_brought_back(store: Store, session: str) -> None:
    other = store.new_session("pocket", 0).id
    files = sorted(store.files.folder.rglob("*.png"))
    sessions.delete(store, other)
    sessions.delete(store, session)
    assert store.sessions() == store.sessions(1) == sessions.search(store, "bird") == []
    for id_ in (session, session[:6]):
        with pytest.raises(UnknownSession):
            store.session(id_)
    with pytest.raises(UnknownSession):
        sessions.delete(store, session)
    assert sorted(store.files.folder.rglob("*.png")) == files
    assert [row.id if row else None for row in (sessions.undelete(store), sessions.undelete(store), sessions.undelete(store))] == [
        session, other, None,
    ]  # fmt: skip
    assert len(store.pictures(session)) == 2
    assert {row.id for row in store.sessions()} == {session, other}


def test_a_session_at_work_is_not_deleted(store: Store, session: str) -> None:
    with store.working(session), pytest.raises(SessionBusy):
        sessions.delete(store, session)
    assert store.session(session).id == session


def test_a_message_brings_a_deleted_session_back(store: Store, session: str) -> None:
    sessions.delete(store, session)
    store.begin_turn(session, "once more")
    assert store.session(session).deleted is None


def same(value: dict[str, Any]) -> dict[str, Any]:
    """What a copy has in common with its original: all but ids, times, and how an open turn stands."""
    numbers = {p["id"]: n for n, p in enumerate(value["pictures"])} | {None: None}
    turns = {t["id"]: t["number"] for t in value["turns"]}
    return {
        "stands": numbers[value["session"]["cursor"]], "redo": [numbers[p] for p in value["session"]["redo"]],
        "seed": value["session"]["seed"],
        "turns": [
            (t["number"], t["message"], t["plan"], t["brief"], t["question"], t["created"], numbers[t["picture_id"]],
             [(c["tool"], c["arguments"], numbers[c["picture_id"]], c["created"]) for c in t["calls"]])
            for t in value["turns"]
        ],
        "pictures": [
            (p["number"], p["hash"], p["recipe"], p["caption"], p["checks"], turns[p["turn_id"]],
             numbers[p["parent_id"]])
            for p in value["pictures"]
        ],
    }  # fmt: skip


def test_a_fork_is_the_same_session_and_goes_its_own_way(store: Store, session: str) -> None:
    sessions.star(store, session)
    original, files = take_snapshot(store, session), sorted(store.files.folder.rglob("*.png"))
    copy = fork_session(store, session)
    assert same(take_snapshot(store, copy.id)) == same(original)
    assert (copy.title, copy.starred) == ("a red bird (copy)", False)
    assert [turn.status for turn in store.turns(copy.id)] == ["done", "done", "cancelled"]
    assert store.turns(copy.id)[-1].reply == "Which dog?"
    assert store.open_turn(copy.id) is None
    paint(store, copy.id, "another", 30)
    assert [p.number for p in store.pictures(copy.id)] == [1, 2, 3]
    assert take_snapshot(store, session) == original
    assert set(files) < set(store.files.folder.rglob("*.png"))
    assert [row.id for row in store.sessions(1)] == [copy.id]


def test_damaged_data_stores_nothing(store: Store, session: str) -> None:
    value = take_snapshot(store, session)
    spoiled = [
        {**value, "turns": value["turns"][1:]},
        {**value, "turns": value["turns"] * 2},
        {**value, "session": {**value["session"], "seed": 2**80}},
        {**value, "turns": [{**value["turns"][0], "created": "yesterday"}]},
        {**value, "turns": [{**value["turns"][0], "message": "\ud800"}], "pictures": []},
        {"session": value["session"]},
    ]
    for wrong in spoiled:
        with pytest.raises(BadSession):
            restore_snapshot(store, wrong)
    assert [row.id for row in store.sessions()] == [session]


def test_an_export_comes_back_and_goes_on(store: Store, session: str, tmp_path: Path) -> None:
    assert export_session(store, session, tmp_path / "out") == 2
    told = (tmp_path / "out" / "session.md").read_text("utf-8")
    assert "- ✓ there is a bird (0.97)" in told
    assert "    a red bird\n    Sampler: Euler, Seed: 1" in told
    elsewhere = Store(tmp_path / "elsewhere")
    came = import_session(elsewhere, tmp_path / "out")
    assert [p.hash for p in elsewhere.pictures(came.id)] == [p.hash for p in store.pictures(session)]
    assert [c.seen for p in elsewhere.pictures(came.id) for c in elsewhere.checks(p.id or 0)] == ["", ""]
    assert [t.reply for t in elsewhere.turns(came.id)] == ["Here is #1.", "Here is #2.", "Which dog?"]
    for picture in elsewhere.pictures(came.id):
        assert elsewhere.files.open(picture.hash, "a picture").size == (8, 8)
    standing = elsewhere.current(came.id)
    assert standing is not None
    assert standing.number == 1
    assert SessionWorkspace(elsewhere, came.id).redo() == 2
    paint(elsewhere, came.id, "another", 30)
    assert [p.number for p in elsewhere.pictures(came.id)] == [1, 2, 3]
    elsewhere.engine.dispose()


def test_an_export_of_the_first_version_comes_back(store: Store, session: str, tmp_path: Path) -> None:
    export_session(store, session, tmp_path)
    value = json.loads((tmp_path / "session.json").read_text("utf-8"))
    for picture in value["pictures"]:
        del picture["checks"]
    for name in ("starred", "deleted"):
        del value["session"][name]
    (tmp_path / "session.json").write_text(json.dumps(value), "utf-8")
    assert len(store.pictures(import_session(store, tmp_path).id)) == 2


def test_a_plan_that_is_none_is_not_imported(store: Store, session: str, tmp_path: Path) -> None:
    export_session(store, session, tmp_path)
    value = json.loads((tmp_path / "session.json").read_text("utf-8"))
    value["turns"][0]["plan"] = {"do": "fly"}
    (tmp_path / "session.json").write_text(json.dumps(value), "utf-8")
    with pytest.raises(BadSession, match="can't be read"):
        import_session(store, tmp_path)


def test_a_bad_import_is_one_sentence_and_makes_no_session(store: Store, session: str, tmp_path: Path) -> None:
    def refused(error: type[GouacheError], match: str, folder: Path = tmp_path, profile: str | None = None) -> None:
        with pytest.raises(error, match=match) as told:
            import_session(store, folder, profile)
        assert "\n" not in str(told.value)

    refused(BadSession, "no session.json", tmp_path / "nowhere")
    export_session(store, session, tmp_path)
    file = tmp_path / "session.json"
    good = file.read_text("utf-8")
    for bad in ("{", "[]", "[" * 100_000, good.replace('"a red bird"', "{}"), good.replace('"elements"', '"things"')):
        file.write_text(bad, "utf-8")
        refused(BadSession, "export it once more")
    file.write_bytes(b"\xff\xfe\xff")
    refused(BadSession, "can't be read as an exported session")
    file.write_text(good.replace('"profile": "pocket"', '"profile": "/tmp/evil.toml"'), "utf-8")
    refused(BadProfile, "--profile")
    refused(BadProfile, "There is no profile", profile="nonsense")
    file.write_text(good, "utf-8")
    Image.new("RGB", (8, 8), "white").save(tmp_path / "002.png")
    refused(BadPicture, "not the picture that was exported")
    (tmp_path / "002.png").unlink()
    refused(BadPicture, "There is no file")
    assert [row.id for row in store.sessions()] == [session]


@pytest.mark.parametrize(
    ("word", "english"),
    [("红色的鸟", ["red", "bird"]), ("长颈鹿", ["giraffe"]), ("一只狗", ["dog"]), ("森林里的鸟", ["forest", "bird"]),
     ("dogs", ["dog"]), ("的", []), ("xyz", []), ("red鸟", ["red", "bird"])],
)  # fmt: skip
def test_search_words_mean_words_of_the_world(word: str, english: list[str]) -> None:
    assert english_terms(word) == english


def test_pictures_are_found_in_chinese(store: Store, session: str) -> None:
    other = store.new_session("pocket", 0).id
    store.begin_turn(other, "画一条鱼")
    for words in ("鸟", "红色的鸟", "森林 鸟", "Birds"):
        assert [row.id for row in sessions.search(store, words)] == [session]
    assert [row.id for row in sessions.search(store, "鱼")] == [other]
    for words in ("蓝色的鸟", "龙", "% 鸟"):
        assert sessions.search(store, words) == []


def old_database(folder: Path) -> None:
    """A database as gouache 0.1 left it, with one session."""
    folder.mkdir(parents=True)
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{folder / 'gouache.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        moment = "2025-01-02 03:04:05.000000"
        connection.execute(
            text("INSERT INTO session VALUES ('abcd1234', 'an old bird', 'pocket', 5, 1, '[]', :now, :now)"),
            {"now": moment},
        )
        connection.execute(
            text(
                "INSERT INTO turn (id, session_id, number, message, status, picture_id, created)"
                " VALUES ('abcd1234-1', 'abcd1234', 1, 'a bird', 'done', 1, :now)"
            ),
            {"now": moment},
        )
        connection.execute(
            text(
                "INSERT INTO picture (id, session_id, turn_id, number, hash, width, height, caption, created)"
                " VALUES (1, 'abcd1234', 'abcd1234-1', 1, 'aa', 8, 8, 'a bird', :now)"
            ),
            {"now": moment},
        )
    engine.dispose()


def test_an_old_database_opens_and_keeps_its_data(tmp_path: Path) -> None:
    old_database(tmp_path / "old")
    store = Store(tmp_path / "old")
    (row,) = store.sessions()
    assert (row.id, row.title, row.seed, row.cursor, row.starred, row.deleted) == (
        "abcd1234", "an old bird", 5, 1, False, None,
    )  # fmt: skip
    assert row.updated.year == 2025
    assert [p.caption for p in store.pictures(row.id)] == ["a bird"]
    assert sessions.star(store, row.id).starred
    assert fork_session(store, row.id).title == "an old bird (copy)"
    sessions.delete(store, row.id)
    store.engine.dispose()
    assert len(Store(tmp_path / "old").sessions()) == 1


def test_a_killed_upgrade_leaves_the_old_tables_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_database(tmp_path / "old")
    real = command.upgrade

    def killed(*arguments: Any) -> None:
        real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            Store(tmp_path / "old")
    engine = create_engine(f"sqlite:///{tmp_path / 'old' / 'gouache.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        columns = {row[1] for row in connection.execute(text("PRAGMA table_info(session)"))}
    engine.dispose()
    assert "starred" not in columns
    assert [row.title for row in Store(tmp_path / "old").sessions()] == ["an old bird"]


def test_forks_and_imports_are_gone_on_with(
    studio: Callable[..., Studio], store: Store, tiny: str, tiny_models: ModelManager, tmp_path: Path
) -> None:
    red, blue = Edit(op="add", what="bird", color="red"), Edit(op="change", what="bird", color="blue")
    first = studio(Plan(intent="create", edits=(red,)), Plan(intent="ask", text="Which one?"))
    first.send("a red bird")
    first.send("that")
    export_session(store, first.session_id, tmp_path)
    for copy in (fork_session(store, first.session_id), import_session(store, tmp_path, tiny)):
        again = studio(Plan(intent="edit", edits=(blue,)), Plan(intent="undo"), session=copy.id)
        assert again.send("make the bird blue").status == "done"
        assert [p.parent_id for p in store.pictures(copy.id)] == [None, store.pictures(copy.id)[0].id]
        assert "#1" in (again.send("undo").reply or "")
        assert [turn.message for turn in store.turns(copy.id)] == ["a red bird", "that", "make the bird blue", "undo"]
        assert len(stored_turns(store, copy.id)) == 4
        assert all(row.identical for row in replay_session(store, copy.id, tiny_models))
    assert store.turns(first.session_id)[-1].status == "asking"
