"""What later turns and tries do to earlier ones: regressions, drift, repairs, words outside the world, accounting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from agent import limits
from agent.brief.diff import edits_between
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element, Relation
from agent.director.plan import Plan
from agent.events import Loss
from agent.messages.replies import Replies
from agent.sessions.replay import replay_session
from agent.studio import Studio
from agent.turns.edit_chain import chain_drift
from agent.turns.regressions import lost_requirements
from agent.turns.retry_policy import repair
from storage.ledger import save_checks
from storage.store import Store
from storage.tables import Picture
from tests.agent.plans import BLUE, COLORS, RED_BIRD, Make
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.actions.edit import EditPicture as EditTool
from tools.actions.generate import GeneratePicture
from tools.base import ToolContext
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.painting import EditResult, PaintRequest
from tools.errors import OutOfWorld
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.types import Check, Requirement
from tools.vocabulary import vocabulary_of


def test_what_an_edit_broke_is_named_with_its_turn_and_the_last_picture_that_had_it(studio: Make, store: Store) -> None:
    red, meadow = Requirement(kind="color", subject="bird", value="red"), Requirement(kind="scene", value="meadow")
    made = studio(RED_BIRD, Plan(intent="edit", edits=(Edit(op="add", what="tree"),)), Plan(intent="again"))
    pictures = []
    for message in ("a red bird in a meadow", "add a tree", "again"):
        made.send(message)
        pictures.append(store.current(made.session_id))
    for picture, verdicts in zip(pictures, (("pass", "pass"), ("fail", "pass"), ("fail", "unsure")), strict=True):
        checks = [
            Check(requirement=r, verdict=v, probability=0.5)  # type: ignore[arg-type]
            for r, v in zip((red, meadow), verdicts, strict=True)
        ]
        save_checks(store, picture.id, checks, None)  # type: ignore[union-attr, arg-type]
    lost = [lost_requirements(store, p.id, store.checks(p.id)) for p in pictures]  # type: ignore[union-attr, arg-type]
    assert lost[:2] == [(), (Loss(red, 1, 2),)]
    said = Replies("en", vocabulary_of("storybook")).losses(lost[1], 3)
    assert said == "Turn 2 lost what was right in #1: the bird is red."
    now = Replies("zh", vocabulary_of("storybook")).losses(lost[1], 2)
    assert now == "这一步改坏了第1张里原本对的：鸟是红色。"


def test_what_was_wrong_before_an_edit_is_no_reason_to_make_it_again(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    red, meadow = Requirement(kind="color", subject="bird", value="red"), Requirement(kind="scene", value="meadow")
    heard: list[frozenset[Requirement]] = []
    monkeypatch.setattr("agent.graph.nodes.look.next_call", lambda tries, *rest: heard.append(tries[-1].inherited))
    edits = (Edit(op="add", what="tree"), Edit(op="change", what="bird", size="large"),
             Edit(op="change", what="bird", color="red"), Edit(op="scene", to="meadow"))  # fmt: skip
    made = studio(RED_BIRD, *(Plan(intent="edit", edits=(edit,)) for edit in edits))
    for message in ("a red bird in a meadow", "add a tree", "a bigger bird", "red!", "a meadow!"):
        made.send(message)
        here = store.current(made.session_id)
        checks = [Check(requirement=r, verdict="fail", probability=0.1) for r in (red, meadow)]
        save_checks(store, here.id, checks, None)  # type: ignore[union-attr, arg-type]
    assert heard == [frozenset(), {red, meadow}, {red, meadow}, {meadow}, frozenset()]


def _wear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every edit change one corner on purpose and everything else a little, as editors do that decode anew."""
    rng = np.random.default_rng(0)

    def edit(self: DiffusersPainter, source: Image.Image, request: PaintRequest, hooks: Hooks) -> EditResult:
        values = np.asarray(source.convert("RGB")).astype(int) + rng.integers(-24, 25, (*source.size[::-1], 3))
        worn = Image.fromarray(values.clip(0, 255).astype(np.uint8))
        worn.paste((request.seed % 250, 0, 0), (0, 0, 8, 8))
        return EditResult(worn, None)

    monkeypatch.setattr(DiffusersPainter, "edit", edit)


def test_an_editor_that_repaints_everything_is_not_folded(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, *(Plan(intent="edit", edits=(Edit(op="change", what="bird", color=c),)) for c in COLORS))
    turns = [made.send("a red bird"), *(made.send(f"make it {c}") for c in COLORS)]
    # The tiny editor paints every pixel anew each time: nothing that was to stay is there to have drifted.
    assert [store.calls(t.id)[0].arguments["picture"] for t in turns[1:]] == [1, 2, 3, 4, 5]  # type: ignore[index]
    assert all("Quality dropped" not in (turn.reply or "") for turn in turns)


def test_where_edits_have_touched_every_part_nothing_is_folded(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wear(monkeypatch)
    made = studio(RED_BIRD, *(Plan(intent="edit", edits=(Edit(op="change", what="bird", color=c),)) for c in COLORS))
    for message in ("a red bird", *(f"make it {c}" for c in COLORS)):
        made.send(message)
    rows = store.pictures(made.session_id)
    assert chain_drift(store, rows[:2]) is not None
    monkeypatch.setattr("agent.turns.edit_chain.compare.decode_cells", lambda text: np.ones((32, 32), bool))
    assert chain_drift(store, rows[:2]) is None


def test_edits_that_wear_the_picture_are_folded_into_one(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wear(monkeypatch)
    made = studio(RED_BIRD, *(Plan(intent="edit", edits=(Edit(op="change", what="bird", color=c),)) for c in COLORS))
    turns = [made.send("a red bird"), *(made.send(f"make it {c}") for c in COLORS)]
    sources = [store.calls(t.id)[0].arguments["picture"] for t in turns[1:]]  # type: ignore[index]
    assert sources == [1, 2, 3, 4, 1]
    call = store.calls(turns[-1].id)[0].arguments or {}
    assert call["instruction"] == "make the bird black"
    assert "Quality dropped after" in (turns[-1].reply or "")
    assert made.send("/undo").reply == "Now at #5."


def test_a_briefs_way_to_another_leads_there() -> None:
    before = Brief(elements=(Element(what="dog", color="red"), Element(what="tree")), scene="beach")
    after = Brief(
        elements=(Element(what="dog", color="blue", size="large"), Element(what="cat", count=2)),
        relations=(Relation(subject="cat", kind="above", object="dog"),), scene="night", style="oil",
    )  # fmt: skip
    assert apply_edits(before, edits_between(before, after)) == after
    assert edits_between(after, after) == []


def test_untouched_pixels_tell_how_far_a_line_has_drifted(store: Store) -> None:
    rng = np.random.default_rng(0)
    base = np.full((64, 64, 3), 120.0)
    rows = []
    for number in range(6):
        base[8 * number : 8 * number + 8, :16] = 255 - 40 * number
        noisy = (base + rng.normal(0, number, base.shape)).clip(0, 255).astype(np.uint8)
        file = store.files.save(Image.fromarray(noisy), None)
        rows.append(Picture(session_id="s", turn_id="t", hash=file, width=64, height=64, number=number + 1))
    few, many = chain_drift(store, rows[:3]), chain_drift(store, rows)
    assert chain_drift(store, rows[:1]) == 99.0
    assert few is not None
    assert many is not None
    assert 30 < few < 50
    assert many < few


def test_a_line_of_any_length_is_measured_from_two_pictures(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wear(monkeypatch)
    monkeypatch.setattr("agent.graph.nodes.look.next_call", lambda *tries: None)
    made = studio(
        RED_BIRD, *(Plan(intent="edit", edits=(Edit(op="change", what="bird", color=c),)) for c in COLORS[:3])
    )
    for message in ("a red bird", *(f"make it {c}" for c in COLORS[:3])):
        made.send(message)
    rows, opened, real = store.pictures(made.session_id), list[str](), store.files.open
    monkeypatch.setattr(store.files, "open", lambda hash_, name: (opened.append(name), real(hash_, name))[1])
    remembered = chain_drift(store, rows)
    assert opened == ["#1", "#4"]
    monkeypatch.setattr(store, "calls_of_pictures", lambda pictures: {})
    assert chain_drift(store, rows) == remembered


@pytest.fixture
def closed(store: Store, tiny: str, tiny_models: ModelManager, tmp_path: Path) -> Make:
    """Makes a studio of the storybook world on the tiny models."""
    path = tmp_path / "closed.toml"
    path.write_text(Path(tiny).read_text().replace('world = "open"', 'world = "storybook"'))
    models = ModelManager(profiles.load_profile(str(path)))
    for role in ("painter", "eyes"):
        models.set_engine(role, tiny_models.get(role))  # type: ignore[arg-type]

    def make(*plans: Plan) -> Studio:
        models.set_engine("director", ScriptedWriter(*plans))
        return Studio.new(store, str(path), 7, models)

    return make


def test_no_unknown_word_reaches_a_closed_painter(closed: Make, store: Store) -> None:
    note, bird = Edit(op="note", to="riding a wyvern"), RED_BIRD.edits
    odd, avoid = Plan(intent="edit", edits=(note,)), Plan(intent="edit", edits=(Edit(op="avoid", what="wyvern"),))
    made = closed(Plan(intent="create", edits=(*bird, note)), RED_BIRD, odd, avoid)
    assert "I can't paint “riding” and “wyvern”" in (made.send("hm").reply or "")
    assert store.current(made.session_id) is None
    made.send("hm")
    turn = made.send("嗯")
    assert (turn.status, turn.plan) == ("done", {"do": "decline", "edits": []})
    assert "我画不了“riding”和“wyvern”" in (turn.reply or "")
    assert "“wyvern”" in (made.send("hm").reply or "")
    assert [p.number for p in store.pictures(made.session_id)] == [1]
    made.close()


def test_the_painting_tools_refuse_unknown_words_themselves(closed: Make, tiny_models: ModelManager) -> None:
    made = closed()
    work = ToolContext(made.models, None, Hooks())  # type: ignore[arg-type]
    with pytest.raises(OutOfWorld, match="wyvern"):
        GeneratePicture().run(GeneratePicture.Arguments(prompt="a wyvern"), work)
    with pytest.raises(OutOfWorld, match="wyvern"):
        EditTool().run(EditTool.Arguments(prompt="a bird", instruction="add a wyvern"), work)
    made.close()


def test_a_repair_edits_the_try_and_can_be_replayed(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(tries: list[Any], brief: Brief, seconds: float, budget: Any) -> Any:
        red = Check(requirement=Requirement(kind="color", subject="bird", value="red"), verdict="fail", probability=0.1)
        failed = [replace(t, checks=(red,)) for t in tries]
        return repair(failed, brief) if len(tries) == 1 else None

    made = studio(RED_BIRD)
    monkeypatch.setattr("agent.graph.nodes.look.next_call", once)
    monkeypatch.setattr("agent.graph.nodes.reply.best_attempt", lambda tries: tries[-1])
    turn = made.send("a red bird in a meadow")
    first, second = (store.picture(c.picture_id) for c in store.calls(turn.id) if c.picture_id)
    assert (first.number, second.number, second.parent_id) == (None, 1, None)
    assert second.recipe["arguments"]["instruction"] == "make the bird red"  # type: ignore[index]
    assert second.recipe["parent"] == first.hash  # type: ignore[index]
    assert "Best of 2 tries" in (turn.reply or "")
    assert all(row.identical for row in replay_session(store, made.session_id, made.models))
    # Another one of it is painted anew, as its turn began.
    again = store.calls(made.send("/again").id)[0]
    assert (again.tool, again.arguments["prompt"]) == ("generate", "a red bird, meadow scene")  # type: ignore[index]


def test_an_edit_that_changed_the_rest_is_made_again_from_its_input_and_said(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = studio(RED_BIRD, BLUE)
    made.send("a red bird")
    monkeypatch.setattr(limits, "OUTSIDE_DB", 100.0)  # Even the same pixels are too far from that.
    monkeypatch.setattr(limits, "SECONDS", 1e9)
    turn = made.send("/region 0,0,.5,1 make it blue")
    calls = [c.arguments or {} for c in store.calls(turn.id) if c.tool == "edit"]
    assert [c["picture"] for c in calls] == [1] * limits.PICTURES
    assert len({c["seed"] for c in calls}) == limits.PICTURES
    assert "Other parts of the picture changed, too." in (turn.reply or "")


def test_what_an_edit_removed_must_be_gone(studio: Make, store: Store) -> None:
    tree = Plan(intent="edit", edits=(Edit(op="remove", what="tree"),))
    made = studio(Plan(intent="create", edits=(*RED_BIRD.edits, Edit(op="add", what="tree"))), tree, BLUE)
    kinds = []
    for message in ("a red bird and a tree", "remove the tree", "make the bird blue"):
        made.send(message)
        current = store.current(made.session_id)
        rows = [c.requirement for c in store.checks(current.id)]  # type: ignore[union-attr, arg-type]
        kinds.append([r.subject for r in rows if r.kind == "absent"])
    assert kinds == [[], ["tree"], []]


def test_what_a_turn_took_is_counted_and_said(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, Plan(intent="undo"))
    turn = made.send("a red bird")
    spent = turn.accounting or {}
    assert spent["model_calls"] == 1 + len(store.calls(turn.id)) == 1 + 2 * spent["pictures"]
    assert spent.keys() >= {"pictures", "calls", "model_calls", "model_seconds", "gained", "lost", "seconds"}
    assert (turn.reply or "").endswith(f"({spent['model_seconds']:.1f} s)")
    told = made.send("undo").accounting or {}
    assert (told["model_calls"], told["pictures"]) == (1, 0)
    assert (made.send("/undo").accounting or {})["model_calls"] == 0
