"""Shared fixtures: a home folder for every test, tiny real models of hub architectures, a scripted director."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from tests.tiny import tiny_profile
from tools import profiles
from tools.model_manager import ModelManager


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """GOUACHE_HOME in the test's own folder, and a locale without a language."""
    folder = tmp_path / "home"
    monkeypatch.setenv("GOUACHE_HOME", str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """An empty store in the home folder."""
    store = Store(home)
    yield store
    store.engine.dispose()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of a profile whose models are tiny, random, and of real hub architectures."""
    return tiny_profile(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_models(tiny: str) -> ModelManager:
    """The tiny models, loaded once."""
    return ModelManager(profiles.load_profile(tiny))


class ScriptedWriter:
    """A language model that returns given plans in order, then the last one again; for tests not about its words."""

    def __init__(self, *plans: Plan | str) -> None:
        self.plans, self.prompts = list(plans), list[str]()

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        self.prompts.append(prompt if isinstance(prompt, str) else json.dumps(prompt))
        plan = self.plans.pop(0) if len(self.plans) > 1 else self.plans[0]
        return plan if isinstance(plan, str) else plan.compact()

    def nbytes(self) -> int:
        return 0

    def to(self, where: str) -> None:
        return None


@pytest.fixture
def studio(store: Store, tiny: str, tiny_models: ModelManager) -> Iterator[Callable[..., Studio]]:
    """Creates a studio on tiny models from the plans that its director will return."""
    studios: list[Studio] = []

    def create(*plans: Plan | str, session: str | None = None) -> Studio:
        tiny_models.set_engine("director", ScriptedWriter(*plans))
        new = Studio.reopen(store, session, tiny_models) if session else Studio.new(store, tiny, 7, tiny_models)
        studios.append(new)
        return new

    yield create
    for one in studios:
        one.close()
