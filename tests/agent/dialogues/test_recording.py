"""Scripts that are recorded from sessions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from agent.brief.edits import Edit
from agent.dialogues.cases import make_cases
from agent.dialogues.runner import run_case
from agent.dialogues.scripts.loading import load_scripts
from agent.dialogues.scripts.recording import NothingToRecord, record_script
from agent.director.plan import Plan
from agent.studio import Studio
from storage.errors import CannotWrite
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools.model_manager import ModelManager

BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
PLANS = (BIRD, Plan(intent="chat", text="好的"), Plan(intent="ask", text="Which one?"), BIRD)


def test_a_recorded_session_plays_again(
    studio: Callable[..., Studio], store: Store, tmp_path: Path, tiny: str, tiny_models: ModelManager
) -> None:
    Image.new("RGB", (32, 32), "red").save(tmp_path / "mine.png")
    first = studio(*PLANS)
    for message in (f"/open {tmp_path / 'mine.png'}", "a red bird: {yes}", "谢谢", "/undo", "a thing", "a red bird"):
        first.send(message)
    target = tmp_path / "out" / "one.yaml"
    assert record_script(store, first.session_id, target) == 5
    text = target.read_text()
    assert str(tmp_path) not in text
    assert "谢谢" in text
    assert "Asked: Which one?" in text
    with pytest.raises(CannotWrite, match="exists"):
        record_script(store, first.session_id, target)
    target.write_text(text.replace("say: a thing", "say: a thing\n    if asked: a red bird"))
    (script,) = load_scripts(target, tiny)
    assert [turn.open for turn in script.turns] == ["one-1.png", None, None, None, None]
    tiny_models.set_engine("director", ScriptedWriter(*PLANS))
    result = run_case(make_cases([script])[0], store, tiny_models, lambda event: None, lambda *_: None)
    assert [(turn.error, turn.missed) for turn in result.turns] == [("", [])] * 5


def test_a_session_without_turns_is_no_script(studio: Callable[..., Studio], store: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingToRecord):
        record_script(store, studio(BIRD).session_id, tmp_path / "one.yaml")
