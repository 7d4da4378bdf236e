"""The window of models: what is in memory and on the disk, and fetching the rest from a hub on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.loopback_hub import LoopbackHub
from tests.tui.helpers import notes, send, until
from tools import profiles
from tools.hub.cache import fetched_models
from tools.model_manager import ModelManager
from tui.app.app import GouacheApp
from tui.screens.models.panel import ModelScreen
from tui.screens.models.rows import model_rows

PROFILE = """name = "mine"
base = "pocket"
world = "open"
[painter]
kind = "diffusers"
model = "tiny/klein"
size = { network = 1.0 }
"""


def shown(app: GouacheApp) -> str:
    """The table and the line below it."""
    table = app.screen.query_one("#models", Static)
    strips = [segment.text for strip in table.render_lines(table.size.region) for segment in strip]
    return "".join(strips) + str(app.screen.query_one("#said", Static).render())


async def opened(app: GouacheApp, pilot: Pilot[None]) -> None:
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(app.screen, ModelScreen))


def test_rows_tell_where_each_model_is(tiny: str) -> None:
    models = ModelManager(profiles.load_profile(tiny))
    before = {row.roles: row for row in model_rows(models)}
    assert [row.state for row in before.values()] == ["disk"] * len(before)
    assert before["painter", "editor"].size > 0
    painter = models.get("painter")
    after = {row.roles: row for row in model_rows(models)}
    assert (after["painter", "editor"].state, after["painter", "editor"].size) == ("memory", painter.nbytes())
    assert after["eyes",].state == "disk"


def test_a_link_whose_file_is_gone_counts_as_missing(tiny: str, tmp_path: Path) -> None:
    profile = profiles.load_profile(tiny)
    folder = tmp_path / "eyes"
    folder.mkdir()
    (folder / "model.safetensors").symlink_to(tmp_path / "gone")
    eyes = profile.eyes.model_copy(update={"model": str(folder)})
    models = ModelManager(profile.model_copy(update={"eyes": eyes}))
    [row] = [row for row in model_rows(models) if "eyes" in row.roles]
    assert (row.state, row.size) == ("disk", 0)


async def test_the_window_outlives_its_session(missing: GouacheApp) -> None:
    async with missing.run_test(size=(120, 44)) as pilot:
        missing.worker._model_manager()
        await opened(missing, pilot)
        await missing.open_session(None)
        assert missing.worker.loaded_models is None
        window = missing.screen
        assert isinstance(window, ModelScreen)
        before = window.rows
        await until(pilot, lambda: window.rows is not before)


async def test_f7_shows_what_is_in_memory(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(120, 44)) as pilot:
        await opened(idle_app, pilot)
        assert "package:painter" in shown(idle_app)
        assert "on the disk" in shown(idle_app)
        assert "All models of this profile are here." in shown(idle_app)
        await pilot.press("f7")
        await until(pilot, lambda: not isinstance(idle_app.screen, ModelScreen))
        await send(idle_app, pilot, "/models")
        await until(pilot, lambda: isinstance(idle_app.screen, ModelScreen))


@pytest.fixture
def missing(
    idle_app: GouacheApp, hub: LoopbackHub, painter_folder: Callable[[str], Path], tmp_path: Path
) -> GouacheApp:
    """An app on a profile whose painter has to be fetched."""
    hub.add("tiny/klein", painter_folder("flux2-klein"))
    path = tmp_path / "mine.toml"
    path.write_text(PROFILE)
    idle_app.worker.profile = str(path)
    return idle_app


async def test_g_says_what_is_missing_and_enter_fetches_it(missing: GouacheApp) -> None:
    async with missing.run_test(size=(120, 44)) as pilot:
        await opened(missing, pilot)
        assert "not here" in shown(missing)
        assert "1.0 GB" in shown(missing)  # As the profile says; the hub was not asked yet.
        await pilot.press("g")
        await until(pilot, lambda: "licence apache-2.0." in shown(missing))
        assert fetched_models() == {}
        await pilot.press("enter")
        await until(pilot, lambda: "tiny/klein" in fetched_models())
        await until(pilot, lambda: "not here" not in shown(missing))
        await until(pilot, lambda: "tiny/klein is here." in notes(missing))
        assert not missing.main.status.transfers["fetching"]


async def test_a_licence_that_is_not_free_is_accepted_by_its_name(missing: GouacheApp, hub: LoopbackHub) -> None:
    hub.cards["tiny/klein"]["license"] = "research-only"
    async with missing.run_test(size=(120, 44)) as pilot:
        await opened(missing, pilot)
        await pilot.press("g")
        await until(pilot, lambda: missing.screen.query_one(Input).display)
        await pilot.press(*"yes", "enter")
        await until(pilot, lambda: "not the licence's name (research-only)" in shown(missing))
        assert fetched_models() == {}
        missing.screen.query_one(Input).value = "Research-Only"
        await pilot.press("enter")
        await until(pilot, lambda: "tiny/klein" in fetched_models())
        assert fetched_models()["tiny/klein"].accepted


async def test_a_second_enter_behind_the_licences_name_does_nothing(missing: GouacheApp, hub: LoopbackHub) -> None:
    hub.cards["tiny/klein"]["license"] = "research-only"
    async with missing.run_test(size=(120, 44)) as pilot:
        await opened(missing, pilot)
        await pilot.press("g")
        await until(pilot, lambda: missing.screen.query_one(Input).display)
        field = missing.screen.query_one(Input)
        field.value = "research-only"
        for _ in range(2):
            await field.action_submit()
        await until(pilot, lambda: "tiny/klein" in fetched_models())


async def test_what_cannot_be_fetched_is_said_in_a_sentence(missing: GouacheApp, hub: LoopbackHub) -> None:
    async with missing.run_test(size=(120, 44)) as pilot:
        await opened(missing, pilot)
        await pilot.press("g")
        await until(pilot, lambda: "licence apache-2.0." in shown(missing))
        hub.wrong |= {name for name in hub.repositories["tiny/klein"] if name.endswith(".safetensors")}
        await pilot.press("enter")
        await until(pilot, lambda: "its hash differs" in notes(missing))
        del hub.repositories["tiny/klein"]
        await pilot.press("g")
        await until(pilot, lambda: "has no model tiny/klein" in shown(missing))


async def test_a_hub_that_answers_nonsense_ends_nothing(missing: GouacheApp, hub: LoopbackHub) -> None:
    hub.cards["tiny/klein"]["tags"] = 5
    async with missing.run_test(size=(120, 44)) as pilot:
        await opened(missing, pilot)
        await pilot.press("g")
        await until(pilot, lambda: "an internal error" in shown(missing))
