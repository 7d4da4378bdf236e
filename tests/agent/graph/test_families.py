"""A whole session on every family of painters, through the real graph; only the director's words are scripted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent import limits
from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.events import Event, SamplerStep
from agent.sessions.replay import replay_session
from agent.studio import Studio
from storage.store import Store
from storage.tables import Turn
from tests.agent.plans import BLUE, RED_BIRD
from tests.conftest import ScriptedWriter
from tests.tiny_painters import PAINTERS
from tools import profiles
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.errors import BadArguments
from tools.images.compare import psnr_outside_mask
from tools.model_manager import ModelManager

Load = Callable[[str], DiffusersPainter]
PARTNERS = {"flux-fill": "flux", "qwen-image-edit-plus": "qwen-image", "qwen-image-edit": "qwen-image"}
"""By a family that only edits the painter beside it."""
TREE = Plan(intent="edit", edits=(Edit(op="add", what="tree"),))


def family_profile(folder: Path, painter: str, editor: str, stylist: str) -> str:
    """A profile of the open world with these models, which are put in by name."""
    path = folder / "family.toml"
    roles = {"director": "transformers", "eyes": "captioner"}
    names = {"director": "none", "eyes": "eyes", "painter": painter, "editor": editor}
    lines = ['name = "family"', "width = 66", "height = 64", "steps = 2", "guidance = 2.0", "rewrite = false"]
    for role, name in names.items():
        lines += [f"[{role}]", f'kind = "{roles.get(role, "diffusers")}"', f'model = "{name}"']
    if stylist:
        lines += ["[stylist]", 'kind = "diffusers"', f'model = "{stylist}"']
    path.write_text("\n".join(lines))
    return str(path)


@pytest.fixture(params=list(PAINTERS))
def session(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path, family_painter: Load,
    chat_eyes: Callable[[str], VisionLanguageEyes], monkeypatch: pytest.MonkeyPatch,
) -> Any:  # fmt: skip
    """A studio on one family, the family, and a function that sends a message with the plan that it stands for."""
    monkeypatch.setattr(limits, "PICTURES", 2)
    name = request.param
    painter, editor = family_painter(PARTNERS.get(name, name)), family_painter(name)
    stylist = name if editor.family.references else ""
    path = family_profile(tmp_path, PARTNERS.get(name, name), name, stylist)
    models = ModelManager(profiles.load_profile(path))
    models.set_engine("painter", painter)
    models.set_engine("editor", editor)
    models.set_engine("eyes", chat_eyes("smolvlm" if len(name) % 2 else "qwen3-vl"))
    studio = Studio.new(store, path, 7, models)

    def send(message: str, plan: Plan | None = None, emit: Callable[[Event], None] = lambda event: None) -> Turn:
        models.set_engine("director", ScriptedWriter(plan or RED_BIRD))
        return studio.send(message, emit)

    yield studio, editor.family, send
    studio.close()


def test_a_whole_session_runs_on_the_family(session: Any, store: Store, cell: Any) -> None:
    studio, family, send = session
    events: list[Event] = []
    first = send("a red bird in a meadow", RED_BIRD, events.append)
    assert first.status == "done", first.reply
    assert any(isinstance(event, SamplerStep) for event in events)
    painted = store.current(studio.session_id)
    assert painted is not None
    assert painted.recipe["made"]["width"] == painted.width  # type: ignore[index]
    assert store.checks(painted.id or 0)

    if family.edit == "none":
        with pytest.raises(BadArguments, match=family.title):
            send("make it blue", BLUE)
    else:
        edited = send("make it blue", BLUE)
        assert edited.status == "done", edited.reply
        call = next(c for c in store.calls(edited.id) if c.tool == "edit")
        assert (call.arguments or {})["instruction"] == "make the bird blue"
        # Only an editor that follows instructions changes a part; a redrawn picture tells not what was to stay.
        kept = (call.data or {})["outside_db"]
        assert (kept is not None) == (family.edit == "instruct")
        assert ("Other parts of the picture changed" in (edited.reply or "")) == (kept is not None and kept < 30)

    if family.edit == "none" and family.inpaint_class is None:
        with pytest.raises(BadArguments, match=family.title):
            send("/region 0,0,.5,1 add a tree", TREE)
        send("again", Plan(intent="again"))
    else:
        masked = send("/region 0,0,.5,1 add a tree", TREE)
        assert masked.status == "done", masked.reply
        _only_the_left_changed(store, masked)

    if family.references:
        styled = store.calls(send("/restyle 1").id)[0]
        assert (styled.tool, styled.status) == ("restyle", "done")
        recipe = store.picture(styled.picture_id).recipe or {}  # type: ignore[arg-type]
        assert recipe["model"]["hash"] == studio.models.get("editor").info.hash

    before = store.current(studio.session_id)
    assert send("/undo").status == "done"
    assert store.current(studio.session_id) != before
    assert send("what is it?", Plan(intent="describe")).reply
    assert send("check it", Plan(intent="check")).status == "done"
    replayed = list(replay_session(store, studio.session_id, studio.models))
    assert len(replayed) >= 2
    assert all(row.identical for row in replayed), [(row.tool, row.why, row.psnr_db) for row in replayed]
    cell(family.title, "whole session", True)


def _only_the_left_changed(store: Store, turn: Turn) -> None:
    made = next(store.picture(c.picture_id) for c in store.calls(turn.id) if c.picture_id is not None)
    source = store.picture(made.parent_id)  # type: ignore[arg-type]
    one, other = (store.files.open(row.hash, "#") for row in (source, made))
    mask = Image.new("L", one.size, 0)
    mask.paste(255, (0, 0, round(one.width / 2), one.height))
    assert (psnr_outside_mask(one, other, mask) or 0) == 99.0
