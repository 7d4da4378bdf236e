"""Shared fixtures: a home folder for every test, tiny real models of hub architectures, a scripted director."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from tests.loopback_hub import LoopbackHub, handler
from tests.postgres_server import postgres_server
from tests.tiny import tiny_profile
from tests.tiny_eyes import EYES
from tests.tiny_painters import save_painter
from tools import profiles
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.hub import download
from tools.model_manager import ModelManager
from tools.types import ModelInfo


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


@pytest.fixture(scope="session")
def painter_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Saves the tiny checkpoint of a family once; gives its folder."""
    root = tmp_path_factory.mktemp("painters")
    return cache(lambda name: save_painter(name, root))


@pytest.fixture(scope="session")
def family_painter(painter_folder: Callable[[str], Path]) -> Iterator[Callable[[str], DiffusersPainter]]:
    """Loads the tiny checkpoint of a family once."""
    from diffusers.pipelines.qwenimage import (
        pipeline_qwenimage_edit,
        pipeline_qwenimage_edit_inpaint,
        pipeline_qwenimage_edit_plus,
    )

    @cache
    def load(name: str) -> DiffusersPainter:
        info = ModelInfo(role="painter", kind="diffusers", name=name, hash=name)
        return DiffusersPainter(info, painter_folder(name), {"batch": 2, "steps": 2})

    with pytest.MonkeyPatch.context() as patch:
        # They bring every source to a megapixel, which takes the tiny networks seconds.
        patch.setattr(pipeline_qwenimage_edit_plus, "CONDITION_IMAGE_SIZE", 64 * 64)
        patch.setattr(pipeline_qwenimage_edit_plus, "VAE_IMAGE_SIZE", 64 * 64)
        for module in (pipeline_qwenimage_edit, pipeline_qwenimage_edit_inpaint):
            real = module.calculate_dimensions
            patch.setattr(module, "calculate_dimensions", lambda area, ratio, real=real: real(64 * 64, ratio))
        yield load


@pytest.fixture(scope="session")
def chat_eyes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], VisionLanguageEyes]:
    """Loads tiny vision-language eyes once."""
    root = tmp_path_factory.mktemp("eyes")

    @cache
    def load(name: str) -> VisionLanguageEyes:
        info = ModelInfo(role="eyes", kind="captioner", name=name, hash=name)
        return VisionLanguageEyes(info, EYES[name](root / name), {"caption_tokens": 12})

    return load


Cell = Callable[[str, str, bool], None]


@pytest.fixture
def cell(record_property: Callable[[str, object], None]) -> Cell:
    """Notes that this test shows what a family can do or refuses; `benchmarks.families` prints the table of them."""
    return lambda family, ability, can: record_property("cell", f"{family}|{ability}|{'yes' if can else 'no'}")


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


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LoopbackHub]:
    """An empty hub behind HF_ENDPOINT, an empty cache, and no pauses between tries."""
    from huggingface_hub import constants

    made = LoopbackHub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("HF_ENDPOINT", made.address)
    monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(download, "_PAUSE", 0.0)
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of a Postgres server of the tests' own."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """URL of an empty database on the server."""
    import psycopg

    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
