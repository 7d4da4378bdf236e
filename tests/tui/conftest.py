"""Fixtures of the app's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from agent.director.plan import Plan
from storage.store import Store
from tests.conftest import ScriptedWriter
from tests.tui.helpers import save_session, save_turn
from tools.model_manager import ModelManager
from tui import texts
from tui.app.app import GouacheApp


@pytest.fixture(autouse=True)
def fresh_language(home: Path) -> Iterator[None]:
    """The language that a test's settings and locale call for, not that of an earlier test's conversation."""
    texts.use_language(None)
    yield
    texts.use_language(None)


@pytest.fixture(autouse=True)
def all_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal has all colours, wherever the tests run."""
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def use_plans(monkeypatch: pytest.MonkeyPatch, tiny_models: ModelManager) -> Callable[..., None]:
    """Makes the app's studios use the tiny models, with a director that returns the given plans."""

    def use(*plans: Plan | str) -> None:
        tiny_models.set_engine("director", ScriptedWriter(*plans))
        for name in ("agent.studio.ModelManager", "tools.model_manager.ModelManager"):
            monkeypatch.setattr(name, lambda profile: tiny_models)

    return use


@pytest.fixture
def no_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    """No app starts the studio's thread; the test reports what it would."""
    monkeypatch.setattr(GouacheApp, "run_worker_thread", lambda self, worker: None)


@pytest.fixture
def idle_app(no_studio: None) -> GouacheApp:
    """An app on a new session, without the studio's thread."""
    return GouacheApp(None, "pocket", 0)


@pytest.fixture
def saved_session(store: Store) -> str:
    """Id of a stored session with one finished turn."""
    return save_session(store)


@pytest.fixture
def two_pictures(store: Store) -> str:
    """Id of a stored session with two pictures, the second made from the first."""
    session = store.new_session("pocket", 0).id
    parent = save_turn(store, session, "a red bird", Image.new("RGB", (32, 32), "red"), seed=1)
    save_turn(store, session, "another", Image.new("RGB", (32, 32), "blue"), seed=2, parent=parent)
    return session
