"""A session that goes on with another profile: pictures of before are edited by the new one's models."""

from __future__ import annotations

from pathlib import Path

from agent.studio import Studio
from storage.store import Store
from tests.agent.plans import BLUE, RED_BIRD
from tests.conftest import ScriptedWriter
from tests.tiny_painters import save_painter
from tools import profiles
from tools.model_manager import ModelManager


def test_a_picture_of_one_profile_is_edited_with_another(store: Store, tiny: str, tmp_path: Path) -> None:
    def reopened(profile: str, *plans: object) -> Studio:
        models = ModelManager(profiles.load_profile(profile))
        models.set_engine("director", ScriptedWriter(*plans))  # type: ignore[arg-type]
        return Studio.reopen(store, session, models)

    klein = save_painter("flux2-klein", tmp_path)
    text = Path(tiny).read_text()
    other = tmp_path / "other.toml"
    other.write_text(text.replace(text.split('model = "')[2].split('"')[0], str(klein)).replace("= 32", "= 64"))
    session = store.new_session(tiny, 7).id
    studio = reopened(tiny, RED_BIRD)
    assert studio.send("a red bird").status == "done"
    first = store.current(session)
    studio.close()

    store.set_profile(session, str(other))
    studio = reopened(str(other), BLUE)
    turn = studio.send("make the bird blue")
    studio.close()
    second = store.current(session)
    assert first is not None
    assert second is not None
    assert (turn.status, second.parent_id) == ("done", first.id)
    assert (second.recipe or {})["parent"] == first.hash
    assert (second.recipe or {})["made"]["family"] == "FLUX.2 klein"
    assert (first.recipe or {})["made"]["family"] == "Stable Diffusion"
