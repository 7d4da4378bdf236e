"""Forks, exports and imports are copies that can be continued."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.sessions.export import export_session, import_session
from agent.sessions.replay import replay_session
from agent.studio import Studio
from storage import sessions
from storage.errors import BadSession
from storage.ledger import SessionWorkspace
from storage.snapshots import fork_session, restore_snapshot, take_snapshot
from storage.store import Store
from tools.errors import BadPicture, BadProfile, GouacheError
from tools.model_manager import ModelManager

Paint = Callable[..., int]


def without_ids(value: dict[str, Any]) -> dict[str, Any]:
    """What a copy has in common with its original: all but ids, times, and the state of an open turn."""
    numbers = {p["id"]: n for n, p in enumerate(value["pictures"])} | {None: None}
    turns = {t["id"]: t["number"] for t in value["turns"]}
    return {
        "current": numbers[value["session"]["cursor"]], "redo": [numbers[p] for p in value["session"]["redo"]],
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


def test_a_fork_is_the_same_session_and_independent(store: Store, session: str, paint: Paint) -> None:
    sessions.star(store, session)
    original, files = take_snapshot(store, session), sorted(store.files.folder.rglob("*.png"))
    copy = fork_session(store, session)
    assert without_ids(take_snapshot(store, copy.id)) == without_ids(original)
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


def test_an_export_is_imported_and_continued(store: Store, session: str, paint: Paint, tmp_path: Path) -> None:
    assert export_session(store, session, tmp_path / "out") == 2
    markdown = (tmp_path / "out" / "session.md").read_text("utf-8")
    assert "- ✓ there is a bird (0.97)" in markdown
    assert "    a red bird\n    Sampler: Euler, Seed: 1" in markdown
    elsewhere = Store(tmp_path / "elsewhere")
    imported = import_session(elsewhere, tmp_path / "out")
    assert [p.hash for p in elsewhere.pictures(imported.id)] == [p.hash for p in store.pictures(session)]
    assert [c.seen for p in elsewhere.pictures(imported.id) for c in elsewhere.checks(p.id or 0)] == ["", ""]
    assert [t.reply for t in elsewhere.turns(imported.id)] == ["Here is #1.", "Here is #2.", "Which dog?"]
    for picture in elsewhere.pictures(imported.id):
        assert elsewhere.files.open(picture.hash, "a picture").size == (8, 8)
    current = elsewhere.current(imported.id)
    assert current is not None
    assert current.number == 1
    assert SessionWorkspace(elsewhere, imported.id).redo() == 2
    paint(elsewhere, imported.id, "another", 30)
    assert [p.number for p in elsewhere.pictures(imported.id)] == [1, 2, 3]
    elsewhere.engine.dispose()


def test_an_export_of_the_first_version_is_imported(store: Store, session: str, tmp_path: Path) -> None:
    export_session(store, session, tmp_path)
    value = json.loads((tmp_path / "session.json").read_text("utf-8"))
    for picture in value["pictures"]:
        del picture["checks"]
    for name in ("starred", "deleted"):
        del value["session"][name]
    (tmp_path / "session.json").write_text(json.dumps(value), "utf-8")
    assert len(store.pictures(import_session(store, tmp_path).id)) == 2


def test_an_unknown_plan_is_not_imported(store: Store, session: str, tmp_path: Path) -> None:
    export_session(store, session, tmp_path)
    value = json.loads((tmp_path / "session.json").read_text("utf-8"))
    value["turns"][0]["plan"] = {"do": "fly"}
    (tmp_path / "session.json").write_text(json.dumps(value), "utf-8")
    with pytest.raises(BadSession, match="can't be read"):
        import_session(store, tmp_path)


def test_a_bad_import_is_one_sentence_and_creates_no_session(store: Store, session: str, tmp_path: Path) -> None:
    def refused(error: type[GouacheError], match: str, folder: Path = tmp_path, profile: str | None = None) -> None:
        with pytest.raises(error, match=match) as raised:
            import_session(store, folder, profile)
        assert "\n" not in str(raised.value)

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


def test_a_studio_continues_forks_and_imports(
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
        assert all(row.identical for row in replay_session(store, copy.id, tiny_models))
    assert store.turns(first.session_id)[-1].status == "asking"
