"""The pocket models themselves, through the whole studio: real words, real pictures, real checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from agent import limits
from agent.dialogues.cases import make_cases
from agent.dialogues.runner import run_case
from agent.dialogues.scripts.loading import load_scripts
from agent.dialogues.scripts.schema import Script
from agent.director.plan import Plan
from agent.sessions.replay import replay_session
from agent.studio import Studio
from storage.store import Store
from tools import profiles
from tools.model_manager import ModelManager

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def models() -> ModelManager:
    """The pocket models, loaded once."""
    return ModelManager(profiles.load_profile("pocket"))


@pytest.mark.parametrize("name", ["02-undo-and-branch", "03-asks-back", "04-outside-the-world", "05-气球"])
def test_examples_hold(name: str, models: ModelManager, store: Store) -> None:
    (script,) = load_scripts(EXAMPLES / f"{name}.yaml")
    result = run_case(make_cases([script])[0], store, models, lambda event: None, lambda *_: None)
    assert [t.missed for t in result.turns] == [[] for _ in script.turns]
    assert all(t.checks for t in result.turns if t.intent in ("create", "edit"))


@pytest.fixture
def studio(models: ModelManager, store: Store) -> Iterator[Studio]:
    made = Studio.new(store, "pocket", 3, models)
    yield made
    made.close()


def test_variations_are_painted_in_a_batch_and_replayed_exactly(studio: Studio, store: Store) -> None:
    studio.send("/draft on")
    studio.send("/raw a red balloon, beach scene")
    turn = studio.send("/vary 5")
    rows = store.pictures(studio.session_id)
    assert [r.number for r in rows] == [1, 2, 3, 4, 5, 6]
    assert len({r.hash for r in rows}) == 6
    batches = [len(r.recipe["arguments"]["batch"]) for r in rows]  # type: ignore[index]
    assert batches == [0, 4, 4, 4, 4, 0]
    assert "Here are #2, #3, #4, #5 and #6" in (turn.reply or "")
    assert all(row.identical for row in replay_session(store, studio.session_id, studio.models))


def test_edits_in_the_world_keep_the_rest_and_unknown_words_out(studio: Studio, store: Store) -> None:
    studio.send("/raw a red balloon and a castle, beach scene")
    assert "I can't paint “wyvern”" in (studio.send("/prompt a red wyvern").reply or "")
    assert "its size can't be set" in (studio.send("/size 256x256").reply or "")
    turn = studio.send("make the balloon blue")
    assert turn.prompt == "a blue balloon, a castle, beach scene"
    assert turn.accounting["outside_db"] >= limits.OUTSIDE_DB  # type: ignore[index]
    assert "The rest of the picture changed" not in (turn.reply or "")


def test_a_worn_line_of_edits_is_made_again_in_one_from_its_root(
    studio: Studio, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pocket editor puts back what it does not touch, so that only a limit past all edits finds it worn.
    monkeypatch.setattr(limits, "DRIFT_DB", 100.0)
    monkeypatch.setattr(limits, "EDITS_UNFOLDED", 2)
    studio.send("/raw a red balloon and a castle, beach scene")
    for color in ("blue", "green"):
        studio.send(f"make the balloon {color}")
    turn = studio.send("remove the castle")
    (call,) = [c.arguments or {} for c in store.calls(turn.id) if c.tool == "edit"][:1]
    assert (call["picture"], call["instruction"]) == (1, "remove the castle; make the balloon green")
    assert "Quality dropped after" in (turn.reply or "")
    current = store.current(studio.session_id)
    verdicts = {c.requirement.kind: c.verdict for c in store.checks(current.id)}  # type: ignore[union-attr, index, arg-type]
    assert {verdicts[kind] for kind in ("exists", "color", "scene", "absent")} == {"pass"}


def test_a_picture_of_ones_own_is_restyled_not_painted_anew(studio: Studio, store: Store, tmp_path: Path) -> None:
    own = Image.effect_noise((300, 200), 60).convert("RGB")
    own.paste("white", (0, 150, 300, 200))
    own.save(tmp_path / "own.png")
    studio.send(f"/open {tmp_path / 'own.png'}")
    turn = studio.send("/style watercolor")
    assert [call.tool for call in store.calls(turn.id) if call.picture_id] == ["restyle"]
    assert "painting it anew would lose it" in (studio.send("/scene beach").reply or "")
    studio.send("/go 1")
    # Its white margin is no fault of the painter's.
    assert studio.send("/region 0,0,1,0.5 add a red balloon").status == "done"
    last = store.current(studio.session_id)
    assert last is not None
    assert store.files.open(last.hash, "").size == (300, 200)


def test_several_versions_may_be_asked_for_in_words(
    studio: Studio, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(intent="again", picture=3).compact()
    monkeypatch.setattr(studio.models.get("director"), "write", lambda *_, **__: plan)
    studio.send("/draft on")
    studio.send("/raw a red balloon, beach scene")
    studio.send("give me three versions")
    assert [row.number for row in store.pictures(studio.session_id)] == [1, 2, 3, 4]


def test_the_same_seed_paints_the_same_picture(models: ModelManager, store: Store) -> None:
    script = Script.model_validate({"name": "twice", "seed": 9, "turns": [{"say": "a red balloon"}]})
    first, second = (
        run_case(case, store, models, lambda event: None, lambda *_: None) for case in make_cases([script], repeats=2)
    )
    assert first.session != second.session
    assert first.turns[0].hash == second.turns[0].hash is not None
