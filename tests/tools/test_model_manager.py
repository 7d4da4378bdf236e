"""The model manager: one engine a role, loaded once, and what it does when memory runs out."""

from __future__ import annotations

from typing import Any

import pytest

from tools import profiles
from tools.errors import OutOfMemory
from tools.model_manager import ModelManager
from tools.profiles import Profile, Role
from tools.types import ModelInfo


class FakeEngine:
    """An engine that only knows where it lives."""

    def __init__(self, role: str) -> None:
        self.info = ModelInfo(role=role, kind="test", name="test", hash="0")
        self.where = "cuda"

    def nbytes(self) -> int:
        return 1

    def to(self, where: str) -> None:
        self.where = where


@pytest.fixture
def loaded() -> list[Role]:
    """The roles that `models` has loaded engines for, in order."""
    return []


@pytest.fixture
def models(loaded: list[Role]) -> ModelManager:
    def load(role: Role, profile: Profile) -> FakeEngine:
        loaded.append(role)
        return FakeEngine(role)

    return ModelManager(profiles.load_profile("pocket"), load)


def test_an_engine_is_loaded_once_when_it_is_first_used(models: ModelManager, loaded: list[Role]) -> None:
    assert loaded == []
    assert models.get("eyes") is models.get("eyes")
    assert loaded == ["eyes"]


def test_a_model_that_is_being_changed_is_told_without_its_size(models: ModelManager) -> None:
    class Changing(FakeEngine):
        def nbytes(self) -> int:
            raise RuntimeError("dictionary changed size during iteration")

    models.set_engine("eyes", Changing("eyes"))
    assert [(one.roles, one.nbytes) for one in models.resident()] == [(("eyes",), 0)]


def test_painter_and_editor_share_one_model(models: ModelManager, loaded: list[Role]) -> None:
    assert models.get("painter") is models.get("editor")
    assert loaded == ["painter"]


def test_an_editor_with_options_of_its_own_is_another_engine(models: ModelManager, loaded: list[Role]) -> None:
    editor = models.profile.editor.model_copy(update={"options": {"lora": [{"path": "x.safetensors", "weight": 0.8}]}})
    models.profile = models.profile.model_copy(update={"editor": editor})
    assert models.get("painter") is not models.get("editor")
    assert loaded == ["painter", "editor"]


def test_without_memory_other_models_go_first_and_then_the_graphics_card(
    models: ModelManager, loaded: list[Role]
) -> None:
    eyes, _ = models.get("eyes"), models.get("director")
    tried: list[str] = []

    def needs_cpu(engine: Any) -> str:
        tried.append(engine.where)
        if engine.where != "cpu":
            raise MemoryError
        return "done"

    assert models.use("eyes", needs_cpu) == "done"
    assert tried == ["cuda", "cuda", "cpu"]
    assert models.get("eyes") is eyes
    models.get("director")
    assert loaded == ["eyes", "director", "director"]


def test_what_does_not_fit_even_then_is_said_in_a_sentence(models: ModelManager) -> None:
    def never(engine: Any) -> None:
        raise MemoryError

    with pytest.raises(OutOfMemory, match="smaller profile"):
        models.use("eyes", never)
