"""Commands on saved sessions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from storage.tables import ToolCall
from tests.tui.helpers import RED_BIRD, save_session
from tools.errors import GouacheError
from tui.cli.main import app
from tui.session.history import session_rows

Run = Callable[..., Any]
BLUE_BIRD = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))


def test_sessions_lists_them(run: Run, saved_session: str) -> None:
    assert [row["id"] for row in json.loads(run("sessions", "--json").output)] == [saved_session]
    assert saved_session in run("sessions").output


def test_show_prints_a_picture_and_its_recipe(run: Run, saved_session: str) -> None:
    shown = json.loads(run("show", "1", "--json").output)
    assert shown["recipe"]["arguments"]["prompt"] == "a red bird"
    assert Path(shown["path"]).exists()
    printed = run("show", "1").output
    assert "a red bird" in printed
    assert "32 x 32 pixels" in printed
    assert "attempts" not in printed


def test_show_tells_that_a_call_was_interrupted(run: Run, store: Store, saved_session: str) -> None:
    turn = store.turns(saved_session)[0]
    with store.transaction() as t:
        t.get_one(ToolCall, store.calls(turn.id)[0].id).attempts = 2
    assert "interrupted or failed" in run("show", "1").output


def test_export_writes_markdown_json_and_pictures(run: Run, saved_session: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("export", saved_session, "--out", str(folder))
    assert (folder / "001.png").exists()
    assert "a red bird" in (folder / "session.md").read_text()
    assert json.loads((folder / "session.json").read_text())["turns"][0]["calls"][0]["tool"] == "generate"


def test_import_creates_the_same_session(run: Run, store: Store, saved_session: str, tmp_path: Path) -> None:
    run("export", saved_session, "--out", str(tmp_path / "out"))
    imported = run("import", str(tmp_path / "out")).output.split()[-1]
    assert store.session(imported).title == "a red bird"
    assert store.pictures(imported)[0].hash == store.pictures(saved_session)[0].hash


def test_rename_and_star(run: Run, store: Store, saved_session: str) -> None:
    other = store.new_session("pocket", 0).id
    assert f"Session {saved_session} is now “my bird”." in run("rename", saved_session, "my bird").output
    assert "★" not in run("sessions").output
    assert "“my bird” is starred." in run("star", saved_session[:6]).output
    assert store.session(saved_session).title == "my bird"
    assert [row.id for row in session_rows()] == [saved_session, other]
    assert "★" in run("sessions").output
    assert "“my bird” has no star now." in run("star", saved_session).output


def test_the_list_says_how_many_more_there_are(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.sessions._LISTED", 2)
    first = save_session(store)
    rows = [first, *(store.new_session("pocket", 0).id for _ in range(4))]
    run("star", first)
    listed = run("sessions").output
    assert "3 more; gouache sessions --all lists them." in listed
    assert first in listed
    assert all(row in run("sessions", "--all").output for row in rows)
    assert len(json.loads(run("sessions", "--json").output)) == 5


def test_without_an_id_an_empty_session_is_not_meant(run: Run, store: Store, tmp_path: Path) -> None:
    for command in ("show 1", "export", "replay", "resume"):
        with pytest.raises(GouacheError, match=r"There is no session yet|needs a terminal"):
            run(*command.split())
    saved = save_session(store)
    empty = store.new_session("pocket", 0).id
    assert "a red bird" in run("show", "1").output
    run("export", "--out", str(tmp_path / "out"))
    assert json.loads((tmp_path / "out" / "session.json").read_text())["session"]["id"] == saved
    assert json.loads(run("replay", "--profile", "pocket", "--json").stdout)["session"] == saved
    with pytest.raises(GouacheError, match="there is nothing to export"):
        run("export", empty)


def test_a_saved_session_goes_on_with_the_profile_that_is_named(
    run: Run, store: Store, tiny: str, tmp_path: Path, use_plans: Callable[..., None]
) -> None:
    use_plans(RED_BIRD)
    gone = str(tmp_path / "gone.toml")
    session = store.new_session(gone, 0).id
    with pytest.raises(GouacheError, match=r"gone\.toml can't be read"):
        run("say", "a red bird", "--session", session)
    told = json.loads(run("say", "a red bird", "--session", session, "--profile", tiny, "--json").stdout)
    assert (told["session"], store.session(session).profile) == (session, tiny)
    store.set_profile(session, gone)
    with pytest.raises(GouacheError, match=r"gone\.toml can't be read"):
        run("replay", session)
    assert json.loads(run("replay", session, "--profile", tiny, "--json").stdout)["identical"]
    assert store.session(session).profile == gone
    assert run("chat", "--plain", "--session", session, "--profile", tiny, input="/undo\n").exit_code == 0
    assert store.session(session).profile == tiny
    with store.lock_session(session), pytest.raises(GouacheError, match="in use in another window"):
        run("say", "/undo", "--session", session, "--profile", "pocket")
    assert store.session(session).profile == tiny


@pytest.mark.parametrize(("image", "opens"), [("a\u200eb.png", True), ("broken.png", False)])
def test_a_picture_of_ones_own_is_named_by_its_path(
    run: Run, store: Store, tiny: str, tmp_path: Path, use_plans: Callable[..., None], image: str, opens: bool
) -> None:
    use_plans(RED_BIRD)
    path = tmp_path / image
    if opens:
        Image.effect_noise((32, 32), 60).convert("RGB").save(path)
        told = json.loads(run("say", "/undo", "--image", str(path), "--profile", tiny, "--json").stdout)
        assert told["picture"] == 1
        return
    path.write_bytes(b"no picture")
    with pytest.raises(GouacheError, match="can't be read as a picture"):
        run("say", "/undo", "--image", str(path), "--profile", tiny)
    assert store.sessions() == []


def test_the_reply_of_a_failed_turn_is_left_to_its_error(store: Store, tiny: str, tmp_path: Path) -> None:
    session = store.new_session(tiny, 0).id
    result = CliRunner().invoke(app, ["say", f"/open {tmp_path / 'gone.png'}", "--session", session])
    assert "There is no file" in str(result.exception)
    assert "There is no file" not in result.output


def test_delete_and_undelete(run: Run, store: Store, saved_session: str) -> None:
    assert "“a red bird” is deleted; `gouache undelete` brings it back." in run("delete", saved_session).output
    assert store.sessions() == []
    assert "“a red bird” is back." in run("undelete").output
    assert "There is no deleted session." in run("undelete").output


def test_fork_copies(run: Run, store: Store, saved_session: str) -> None:
    copy = run("fork", saved_session).output.split()[-1]
    assert store.session(copy).title == "a red bird (copy)"


def test_replay_finds_a_difference(run: Run, studio: Callable[..., Studio], store: Store) -> None:
    made = studio(RED_BIRD, BLUE_BIRD)
    made.send("a red bird")
    turn = made.send("make the bird blue")
    replayed = json.loads(run("replay", "--json").stdout)
    assert replayed["identical"]
    assert {row["tool"] for row in replayed["pictures"]} == {"generate", "edit"}
    with store.transaction() as t:
        row = t.get_one(ToolCall, store.calls(turn.id)[0].id)
        row.arguments = {**(row.arguments or {}), "seed": 99}
    different = run("replay")
    assert different.exit_code == 1
    assert "the first difference is in turn 2" in different.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "1"), "There is no session yet"),
        (("show", "1", "--session", "zzz"), "There is no session “zzz”"),
        (("export",), "There is no session yet"),
    ],
)
def test_a_missing_session_is_one_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Exception, match=sentence) as error:
        run(*words)
    assert "\n" not in str(error.value)


def test_purge_asks_and_says_what_it_freed(run: Run, store: Store, saved_session: str) -> None:
    run("delete", saved_session)
    assert run("purge", input="n\n").exit_code == 1
    assert "1 sessions" in run("purge", "--days", "0", "--yes").output
    assert store.sessions() == []
    assert json.loads(run("purge", "--json").output)["sessions"] == 0
