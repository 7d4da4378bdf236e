"""What leaves the machine with an export, and what an import of somebody else's takes in."""

from __future__ import annotations

import json
import os
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
from storage.errors import BadSession
from storage.pictures import delete
from storage.store import Store
from tools.errors import BadPicture, GouacheError

Make = Callable[..., Studio]
RED_BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
BLUE = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))


@pytest.fixture
def painted(studio: Make) -> Studio:
    """A studio with two pictures, the second an edit of the first."""
    made = studio(RED_BIRD, BLUE)
    made.send("a red bird")
    made.send("make it blue")
    return made


@pytest.fixture
def exported(painted: Studio, store: Store, tmp_path: Path) -> Path:
    """Its export."""
    export_session(store, painted.session_id, tmp_path / "out")
    return tmp_path / "out"


def _change(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    value = json.loads((folder / "session.json").read_text("utf-8"))
    change(value)
    (folder / "session.json").write_text(json.dumps(value), "utf-8")


def test_deleted_pictures_are_not_exported(painted: Studio, store: Store, tiny: str, tmp_path: Path) -> None:
    assert export_session(store, painted.session_id, tmp_path) == 2
    (tmp_path / "007.png").write_bytes(b"mine")
    delete(store, painted.session_id, 1)
    assert export_session(store, painted.session_id, tmp_path) == 1
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["002.png", "007.png"]
    assert "#1" not in (tmp_path / "session.md").read_text("utf-8").replace("Here is #1", "")
    value = json.loads((tmp_path / "session.json").read_text("utf-8"))
    assert [picture["number"] for picture in value["pictures"]] == [2]
    copy = import_session(store, tmp_path, tiny)
    (replayed,) = replay_session(store, copy.id, painted.models)
    assert replayed.why == "The picture that it was made from is not stored, so that it can't be made again."


def test_exports_and_pictures_name_no_folders(studio: Make, store: Store, tiny: str, tmp_path: Path) -> None:
    private = tmp_path / "private folder"
    private.mkdir()
    Image.effect_noise((40, 40), 60).convert("RGB").save(private / "a photo.png")
    made = studio(RED_BIRD)
    made.send(f"/open {private / 'a photo.png'}")
    made.send(f"/restyle {private / 'a photo.png'} keep-color")
    made.send("a red bird")
    with pytest.raises(GouacheError):
        made.send(f"/open {private / 'gone.png'}")
    export_session(store, made.session_id, tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        data = file.read_bytes()
        assert str(tmp_path).encode() not in data, file.name
        assert os.path.dirname(tiny).encode() not in data, file.name
        assert b"private folder" not in data, file.name
    text = (tmp_path / "out" / "session.md").read_text("utf-8")
    assert text.startswith("# /open a photo.png\n\nSession")
    assert "**you:** /restyle a photo.png keep-color" in text
    assert "There is no file gone.png; check the path." in text
    assert "profile tiny.toml" in text


def test_a_restyle_like_a_file_is_replayed_from_the_stored_picture_or_not_at_all(
    studio: Make, store: Store, tiny: str, tmp_path: Path
) -> None:
    style = tmp_path / "style.png"
    Image.effect_noise((40, 40), 60).convert("RGB").save(style)
    made = studio(RED_BIRD)
    made.send("a red bird")
    made.send(f"/restyle {style}")
    export_session(store, made.session_id, tmp_path / "out")
    _change(
        tmp_path / "out", lambda v: v["turns"][1]["calls"][0]["arguments"].update(file=str(style), path="/etc/passwd")
    )
    copy = import_session(store, tmp_path / "out", tiny)
    for call in store.calls(store.turns(copy.id)[1].id):
        assert not {"file", "path"} & set(call.arguments or {})
    told = list(replay_session(store, copy.id, made.models))
    assert told[0].identical
    assert told[1].why == "The picture whose style it took is not stored, so that it can't be made again."
    made.send(f"/open {style}")
    assert [row.identical for row in replay_session(store, copy.id, made.models)] == [True, True]
    Image.new("RGB", (40, 40), "red").save(style)
    other = studio(RED_BIRD)
    other.send("a red bird")
    other.send(f"/restyle {style}")
    Image.new("RGB", (40, 40), "blue").save(style)
    assert "was changed since" in list(replay_session(store, other.session_id, other.models))[1].why
    style.unlink()
    assert [row.identical for row in replay_session(store, made.session_id, made.models)] == [True, True]


def test_texts_are_clean_and_limited(painted: Studio, store: Store, tiny: str, exported: Path, tmp_path: Path) -> None:
    escape = "\x1b]0;owned\x07\u202e"

    def hostile(value: dict[str, Any]) -> None:
        value["session"]["title"] = escape + "t" * 100_000
        value["turns"][0] |= {"message": f"a red{escape} bird", "reply": f"{escape}Here."}
        value["pictures"][0]["caption"] = f"a{escape} bird"
        value["pictures"][0]["recipe"]["arguments"]["prompt"] = f"a red bird{escape}"

    _change(exported, hostile)
    copy = import_session(store, exported, tiny)
    assert len(copy.title) == 120
    assert store.turns(copy.id)[0].message == "a red bird"
    export_session(store, copy.id, tmp_path / "again")
    for file in (tmp_path / "again").glob("session.*"):
        text = file.read_text("utf-8").encode("unicode_escape").decode()
        assert not any(code in text for code in ("\\x1b", "\\x9b", "\\x07", "u202e", "owned"))
    with Image.open(tmp_path / "again" / "001.png") as picture:
        assert picture.info["parameters"].startswith("a red bird\n")


def test_what_an_own_session_has_of_control_characters_is_not_exported(
    painted: Studio, store: Store, tmp_path: Path
) -> None:
    turn = store.turns(painted.session_id)[0]
    store.update_turn(turn.id, reply=None, question="\x1b[2Jhi")
    export_session(store, painted.session_id, tmp_path)
    assert "**gouache:** hi" in (tmp_path / "session.md").read_text("utf-8")
    assert "\\u001b" not in json.dumps(json.loads((tmp_path / "session.json").read_text("utf-8")))


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["turns"][0].update(status="weird"),
        lambda v: v["turns"][0].update(message="x" * 5000),
        lambda v: v["turns"][0].update(reply="x" * 50_000),
        lambda v: v["turns"][0]["calls"][0].update(status="weird"),
        lambda v: v["turns"][0]["calls"][0].update(tool="../x"),
        lambda v: v["turns"][0]["calls"][0].update(data={"sheet": "../../etc"}),
        lambda v: v["pictures"][0].update(hash="../../x"),
        lambda v: v["pictures"][0].update(number=-1),
        lambda v: v["turns"][0]["accounting"].update(seconds=float("nan")),
    ],
)
def test_what_does_not_fit_is_refused(store: Store, tiny: str, exported: Path, change: Callable[..., None]) -> None:
    _change(exported, change)
    with pytest.raises(BadSession, match="can't be read as an exported session"):
        import_session(store, exported, tiny)
    assert len(store.sessions()) == 1


def test_only_regular_files_inside_the_folder_are_read(store: Store, tiny: str, exported: Path) -> None:
    text = (exported / "session.json").read_bytes()

    def refused(file: Path, error: type[GouacheError], match: str) -> None:
        with pytest.raises(error, match=match) as raised:
            import_session(store, exported, tiny)
        assert "\n" not in str(raised.value)
        file.unlink()

    picture = exported / "001.png"
    pixels = picture.read_bytes()
    elsewhere = exported.parent / "elsewhere"
    for file, data in ((exported / "session.json", text), (picture, pixels)):
        file.unlink()
        os.mkfifo(file)
        refused(file, GouacheError, "can't be read|no picture")
        elsewhere.write_bytes(data)
        for target in (elsewhere, Path("/dev/zero"), file):
            file.symlink_to(target)
            refused(file, BadSession, "is a link out of the exported folder")
        (exported / f"inside-{file.name}").write_bytes(data)
        file.symlink_to(f"inside-{file.name}")
        import_session(store, exported, tiny)
    (exported / "session.json").unlink()
    with (exported / "session.json").open("wb") as file_:
        file_.truncate(2**40)
    refused(exported / "session.json", BadSession, "can't be read")


def test_a_picture_that_is_missing_is_named(store: Store, tiny: str, exported: Path) -> None:
    (exported / "002.png").unlink()
    with pytest.raises(BadPicture, match=r"There is no file .*002\.png"):
        import_session(store, exported, tiny)
