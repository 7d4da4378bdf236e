"""Which files an app that is served to a browser may touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from agent.commands.file_access import FILES, FileRefused, may_access
from agent.commands.table import parse_command
from storage.store import Store
from tests.tui.helpers import hint, notices, save_session, until
from tools.vocabulary import vocabulary_of
from tui.app.app import GouacheApp
from tui.screens.picker import PickerScreen
from tui.session.completion import Completer
from tui.session.file_commands import FILE_COMMANDS


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A free folder and another, each with a picture."""
    free, other = tmp_path / "free", tmp_path / "other"
    for folder in (free, other):
        folder.mkdir()
        Image.new("RGB", (32, 32), "teal").save(folder / "x.png")
    return free, other


def test_everything_is_free_where_nothing_is_said(folders: tuple[Path, Path]) -> None:
    assert all(may_access(folder) for folder in folders)


@pytest.mark.parametrize("allowed", ["", "free"])
def test_files_elsewhere_are_neither_read_nor_written(
    folders: tuple[Path, Path], store: Store, monkeypatch: pytest.MonkeyPatch, allowed: str
) -> None:
    free, other = folders
    session = save_session(store)
    monkeypatch.chdir(other)
    monkeypatch.setenv(FILES, str(free) if allowed else "")
    (free / "link").symlink_to(other)
    for path in (other / "x.png", free / ".." / "other" / "x.png", free / "link" / "x.png"):
        for command in (f"/open {path}", f"/restyle {path}"):
            with pytest.raises(FileRefused):
                parse_command(command)
        assert parse_command(str(path)[1:]) is None
    for name, argument in (("export", ""), ("export", str(other)), ("final", ""), ("import", str(other))):
        with pytest.raises(FileRefused):
            FILE_COMMANDS[name](store, session, argument)
    completer = Completer(lambda: vocabulary_of("open"))
    assert completer.complete(f"/open {other}/") == []
    assert [path.name for path in other.iterdir()] == ["x.png"]
    assert bool(completer.complete(f"/open {free}/")) == bool(allowed)
    if allowed:
        assert parse_command(f"/open {free / 'x.png'}") is not None
        FILE_COMMANDS["export"](store, session, str(free / "out"))
        assert (free / "out" / "session.json").exists()


async def test_a_profile_from_a_file_which_may_run_code_is_refused(
    folders: tuple[Path, Path], idle_app: GouacheApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FILES, "")
    async with idle_app.run_test() as pilot:
        await idle_app.change_profile(str(folders[0] / "profile.toml"))
        await pilot.pause()
        assert "Here no files" in hint(idle_app)
        assert idle_app.profile == "pocket"


async def test_the_list_of_sessions_exports_none_where_no_file_may_be_written(
    folders: tuple[Path, Path], store: Store, idle_app: GouacheApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_session(store)
    monkeypatch.chdir(folders[1])
    monkeypatch.setenv(FILES, "")
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(idle_app.screen, PickerScreen) and idle_app.screen.selected)
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "Here no files" in notices(idle_app))
    assert [path.name for path in folders[1].iterdir()] == ["x.png"]
