"""`/lora`: a file of the person's over the painter's weights, kept in the session, in the recipe, and off again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from agent.director.plan import Plan
from agent.sessions.export import export_session, import_session
from agent.sessions.replay import replay_session
from agent.studio import Studio
from storage.store import Store
from storage.tables import Picture, Turn
from tests.agent.graph.test_families import family_profile
from tests.agent.plans import BLUE, RED_BIRD
from tests.conftest import ScriptedWriter
from tests.tiny_painters import save_lora
from tools import profiles
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.errors import BadArguments
from tools.model_manager import ModelManager

pytest.importorskip("peft")
AGAIN = Plan(intent="create", edits=RED_BIRD.edits)


class Talk:
    """A session on the tiny Z-Image; each message is sent with the plan that it stands for."""

    def __init__(self, store: Store, profile: str, models: ModelManager) -> None:
        self.store, self.profile, self.models = store, profile, models
        self.studio = Studio.new(store, profile, 7, models)

    def send(self, message: str, plan: Plan = AGAIN) -> Turn:
        self.models.set_engine("director", ScriptedWriter(plan))
        return self.studio.send(message)

    @property
    def current(self) -> Picture:
        found = self.store.current(self.studio.session_id)
        assert found is not None
        return found


@pytest.fixture
def talk(
    store: Store, tmp_path: Path, family_painter: Callable[[str], DiffusersPainter],
    chat_eyes: Callable[[str], VisionLanguageEyes],
) -> Iterator[Talk]:  # fmt: skip
    profile = family_profile(tmp_path, "z-image", "z-image", "")
    models = ModelManager(profiles.load_profile(profile))
    painter = family_painter("z-image")
    for role in ("painter", "editor"):
        models.set_engine(role, painter)  # type: ignore[arg-type]
    models.set_engine("eyes", chat_eyes("smolvlm"))
    made = Talk(store, profile, models)
    yield made
    made.studio.close()
    painter.loras.wear(None)


@pytest.fixture
def lora(tmp_path: Path, family_painter: Callable[[str], DiffusersPainter]) -> Path:
    file = tmp_path / "my style.safetensors"
    save_lora(family_painter("z-image"), file)
    return file


def test_a_lora_is_put_on_kept_and_taken_off(talk: Talk, store: Store, lora: Path, tmp_path: Path) -> None:
    talk.send("/seed fixed")
    talk.send("a red bird")
    bare = talk.current
    reply = talk.send(f"/lora {lora} 0.5").reply or ""
    assert "my style.safetensors with the weight 0.5" in reply
    talk.send("a red bird")
    half = talk.current
    assert half.hash != bare.hash
    told = (half.recipe or {})["made"]["loras"]
    assert [(one["name"], one["weight"]) for one in told] == [("my style.safetensors", 0.5)]
    talk.send("make it blue", BLUE)
    assert (talk.current.recipe or {})["made"]["loras"] == told
    talk.send(f"/lora {lora}")
    talk.send("a red bird")
    assert talk.current.hash not in (bare.hash, half.hash)
    assert "no LoRA file of yours" in (talk.send("/lora off").reply or "")
    talk.send("a red bird")
    assert talk.current.hash == bare.hash
    assert "loras" not in (talk.current.recipe or {})["made"]
    assert all(row.identical for row in replay_session(store, talk.studio.session_id, talk.models))

    talk.send(f"/lora {lora}")
    export_session(store, talk.studio.session_id, tmp_path / "export")
    assert str(tmp_path) not in (tmp_path / "export" / "session.json").read_text("utf-8")
    taken = import_session(store, tmp_path / "export", talk.profile)
    assert "lora" not in (taken.sampler or {})
    other = [row for row in replay_session(store, taken.id, talk.models) if not row.identical]
    assert [row.why for row in other] == ["another set of LoRA files"] * len(other) != []


def test_a_lora_that_does_not_fit_says_so_and_none_stays_on(talk: Talk, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.safetensors"
    save_file({"transformer.nothing.lora_A.weight": torch.zeros(2, 2)}, wrong)
    talk.send(f"/lora {wrong}")
    with pytest.raises(BadArguments, match=r"wrong\.safetensors does not fit this model"):
        talk.send("a red bird")
    talk.send("/lora off")
    assert talk.send("a red bird").status == "done"


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "Write /lora FILE"),
        ("gone.safetensors", "gone.safetensors is no .safetensors file"),
        ("other.safetensors 0.5", "holds no LoRA but other weights"),
        ("torn.safetensors", "no whole safetensors file"),
        ("pickle.ckpt", "is no .safetensors file"),
    ],
)
def test_a_file_that_is_no_lora_is_refused_at_once(
    rest: str, said: str, talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save_file({"weight": torch.zeros(2)}, tmp_path / "other.safetensors")
    (tmp_path / "torn.safetensors").write_bytes(b"\x09")
    (tmp_path / "pickle.ckpt").write_bytes(b"\x80")
    turn = talk.send(f"/lora {rest}".strip())
    assert (turn.plan or {})["do"] == "decline"
    assert said in (turn.reply or "")
    assert "lora" not in (talk.store.session(talk.studio.session_id).sampler or {})


def test_a_painter_without_loras_says_so_in_either_language(store: Store, lora: Path) -> None:
    studio = Studio.new(store, "pocket")
    studio.models.set_engine("director", ScriptedWriter(Plan(intent="chat", text="你好")))
    try:
        assert "takes no LoRA files" in (studio.send(f"/lora {lora}").reply or "")
        studio.send("你好")
        assert "不接受 LoRA" in (studio.send(f"/lora {lora}").reply or "")
    finally:
        studio.close()


def test_an_editor_of_another_model_goes_without(
    store: Store, lora: Path, tmp_path: Path, family_painter: Callable[[str], DiffusersPainter], talk: Talk
) -> None:
    profile = family_profile(tmp_path, "z-image", "flux2-klein", "")
    models = ModelManager(profiles.load_profile(profile))
    for role in ("painter", "eyes"):
        models.set_engine(role, talk.models.get(role))  # type: ignore[arg-type]
    models.set_engine("editor", family_painter("flux2-klein"))
    other = Talk(store, profile, models)
    try:
        other.send(f"/lora {lora}")
        other.send("a red bird")
        assert "loras" in (other.current.recipe or {})["made"]
        other.send("make it blue", BLUE)
        assert (other.current.recipe or {})["tool"] == "edit"
        assert "loras" not in (other.current.recipe or {})["made"]
    finally:
        other.studio.close()
