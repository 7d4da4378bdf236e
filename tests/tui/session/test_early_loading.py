"""Models are loaded while the person types, and nothing waits for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest

from agent.events import TurnFinished
from tests.tui.helpers import until
from tools import profiles
from tools.engines import registry
from tools.memory import here
from tools.memory.plan import Device
from tools.model_manager import ModelManager
from tui.app.app import GouacheApp
from tui.session.worker import StudioWorker
from tui.session.worker_messages import EventReceived, WorkerMessage


def wait(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def messages() -> list[WorkerMessage]:
    return []


@pytest.fixture
def worker(tiny: str, messages: list[WorkerMessage]) -> Iterator[StudioWorker]:
    made = StudioWorker(None, tiny, 7, messages.append)
    made.start()
    yield made
    made.close(20)


def loaded(worker: StudioWorker) -> list[str]:
    models = worker.loaded_models
    return [role for one in models.resident() for role in one.roles] if models is not None else []


def test_where_all_models_fit_all_are_loaded(worker: StudioWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "device_here", lambda: Device("cpu", 8, 8))
    worker.warm_up()
    wait(lambda: loaded(worker) == ["director", "painter", "editor", "eyes"])


def test_where_one_fits_it_is_the_language_model_and_again_after_each_turn(
    worker: StudioWorker, tiny: str, messages: list[WorkerMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "device_here", lambda: Device("cpu", 8, 8))
    planned = ModelManager(profiles.load_profile(tiny)).placement()
    between = (max(place.peak for place in planned.places) + planned.together) / 2
    monkeypatch.setattr(here, "device_here", lambda: Device("cpu", between / 0.9, 8))
    worker.warm_up()
    wait(lambda: loaded(worker) == ["director"])
    models = worker.loaded_models
    assert models is not None
    models.get("painter")
    assert loaded(worker) == ["painter", "editor"]
    worker.warm_up()  # It was asked for already since the last message.
    worker.inbox.put("/undo")
    wait(lambda: any(isinstance(m, EventReceived) and isinstance(m.event, TurnFinished) for m in messages))
    assert loaded(worker) == ["painter", "editor"]
    wait(lambda: not worker._warming)
    worker.warm_up()
    wait(lambda: loaded(worker) == ["director"])


async def test_the_first_key_starts_loading_and_no_key_waits_for_it(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, gate = list[str](), Event()

    def slow(role: str, *rest: Any) -> Any:
        asked.append(role)
        gate.wait(30)
        return real(role, *rest)  # type: ignore[arg-type]

    real = registry.load_engine
    monkeypatch.setattr(registry, "load_engine", slow)
    app = GouacheApp(None, tiny, 7)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: not app.main.stage)
        assert asked == []
        await pilot.press("a")
        await until(pilot, lambda: asked == ["director"])
        await pilot.press(*" red bird")
        assert app.main.prompt.text == "a red bird"
        assert asked == ["director"]
        await until(pilot, lambda: app.main.stage == "loading")
        gate.set()
        await until(pilot, lambda: asked == ["director", "painter", "eyes"])
        await until(pilot, lambda: not app.main.stage)
