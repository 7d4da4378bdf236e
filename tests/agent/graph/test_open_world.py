"""Open words through the whole graph, on tiny models; only the language model's words are scripted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent import limits
from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.dialogues.expectations import brief_misses
from agent.dialogues.scripts.schema import ExpectedBrief
from agent.director.plan import Plan
from agent.events import Checked, Event, Interpreted, Loss, PromptWritten
from agent.messages.replies import Replies
from agent.sessions.export import export_session, import_session
from agent.sessions.replay import replay_session
from agent.studio import Studio
from agent.turns.regressions import lost_requirements
from storage.ledger import save_checks
from storage.store import Store
from storage.tables import Picture
from tests.agent.plans import Make
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.errors import BadArguments, ModelMissing
from tools.model_manager import ModelManager
from tools.types import Check, Requirement
from tools.vocabulary import vocabulary_of

PORTRAIT = Plan(
    intent="create",
    edits=(
        Edit(op="add", what="fisherman", attributes=("old", "weathered face", "yellow raincoat")),
        Edit(op="light", to="golden hour"),
        Edit(op="framing", to="portrait"),
    ),
)
NAVY = Plan(
    intent="edit",
    edits=(
        Edit(op="change", what="raincoat", color="navy"),
        Edit(op="change", what="fisherman", attributes=("beard",)),
    ),
)
WIDER = Plan(intent="edit", edits=(Edit(op="framing", to="wide shot"), Edit(op="scene", to="harbour")))
BACK = Plan(
    intent="branch", picture=1,
    edits=(Edit(op="change", what="fisherman", attributes=("beard",)), Edit(op="mood", to="moody")),
)  # fmt: skip


def _current(store: Store, studio: Studio) -> Picture:
    current = store.current(studio.session_id)
    assert current is not None
    return current


def _arguments(store: Store, turn: Any) -> dict[str, Any]:
    """The arguments of the call that painted a turn's first picture."""
    return next(call.arguments or {} for call in store.calls(turn.id) if call.picture_id is not None)


def test_a_portrait_is_talked_over_and_keeps_what_was_not_named(
    studio: Make, store: Store, tiny: str, tmp_path: Path
) -> None:
    made, events = studio(PORTRAIT, NAVY, WIDER, BACK), list[Event]()
    first = made.send("portrait of an old fisherman, weathered face, yellow raincoat, golden hour", events.append)
    assert first.prompt == "a fisherman (old, weathered face, yellow raincoat), light: golden hour, portrait"
    assert "Not checked: the framing is portrait." in (first.reply or "")
    checks = store.checks(_current(store, made).id or 0)
    assert [(c.requirement.kind, c.requirement.value) for c in checks if c.verdict == "unchecked"] == [
        ("framing", "portrait")
    ]
    told = next(event for event in events if isinstance(event, Checked))
    assert [c.verdict for c in told.checks][-1] == "unchecked"

    events.clear()
    second = made.send("make the raincoat navy and give him a beard", events.append)
    assert next(event for event in events if isinstance(event, Interpreted)).changes == (
        "fisherman: navy raincoat instead of yellow raincoat",
        "fisherman: beard",
    )
    arguments = _arguments(store, second)
    assert arguments["instruction"] == (
        "change the yellow raincoat of the fisherman to navy raincoat; show the fisherman with beard"
    )
    assert arguments["keep"]
    brief = Brief.model_validate(_current(store, made).brief)
    assert brief.elements[0].attributes == ("old", "weathered face", "navy raincoat", "beard")
    assert dict(brief.aspects) == {"light": "golden hour", "framing": "portrait"}

    third = made.send("wider, I want to see the harbour")
    assert not _arguments(store, third)["keep"]
    brief = Brief.model_validate(_current(store, made).brief)
    assert (brief.aspect("framing"), brief.scene) == ("wide shot", "harbour")
    assert brief.elements[0].attributes == ("old", "weathered face", "navy raincoat", "beard")

    made.send("version one was moodier, take that but keep the beard")
    last = _current(store, made)
    brief = Brief.model_validate(last.brief)
    assert brief.elements[0].attributes == ("old", "weathered face", "yellow raincoat", "beard")
    assert dict(brief.aspects) == {"light": "golden hour", "mood": "moody", "framing": "portrait"}
    assert brief.scene is None
    assert last.parent_id is not None
    assert store.picture(last.parent_id).number == 1

    export_session(store, made.session_id, tmp_path / "export")
    taken = import_session(store, tmp_path / "export", tiny)
    assert Brief.model_validate(store.current(taken.id).brief) == brief  # type: ignore[union-attr]
    assert all(row.identical for row in replay_session(store, made.session_id, made.models))


def test_a_format_decides_the_sides_and_is_painted_anew(studio: Make, store: Store) -> None:
    wide = Plan(intent="edit", edits=(Edit(op="format", to="2:1"),))
    made = studio(PORTRAIT, wide, NAVY, Plan(intent="decline", text="no"))
    made.send("portrait of an old fisherman")
    assert (_current(store, made).width, _current(store, made).height) == (32, 32)
    turn = made.send("make it 2:1")
    current = _current(store, made)
    assert next(c.tool for c in store.calls(turn.id)) == "generate"
    assert (current.width, current.height) == (48, 24)  # Of about the same area, rounded to what the family takes.
    assert current.parent_id is None
    edited = made.send("make the raincoat navy")
    assert next(c.tool for c in store.calls(edited.id)) == "edit"
    assert (_current(store, made).width, _current(store, made).height) == (48, 24)


GOOD = "portrait, old fisherman, weathered face, yellow raincoat, golden hour"
LOST = "portrait, old fisherman, yellow raincoat, golden hour"


def _text(words: str) -> str:
    return json.dumps({"text": words})


class Broken(ScriptedWriter):
    """A language model whose server is gone."""

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Any, limit: int = 400) -> str:
        if "text" in schema.get("properties", {}):
            raise ModelMissing("The language model's server can't be reached; check that it runs.")
        return super().write(prompt, schema, cancel, limit)


@pytest.fixture
def writing(
    store: Store, tiny: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    family_painter: Callable[[str], DiffusersPainter],
) -> Iterator[Callable[..., Studio]]:  # fmt: skip
    """Makes a studio whose language model writes the prompts, from what it answers and the family of its painter."""
    monkeypatch.setattr(limits, "PICTURES", 1)
    path = tmp_path / "writing.toml"
    path.write_text(Path(tiny).read_text().replace("rewrite = false\n", ""))
    studios: list[Studio] = []

    def create(*answers: Plan | str, writer: type[ScriptedWriter] = ScriptedWriter, family: str = "") -> Studio:
        models = ModelManager(profiles.load_profile(str(path)))
        models.set_engine("director", writer(*answers))
        if family:
            models.set_engine("painter", family_painter(family))
        studios.append(Studio.new(store, str(path), 7, models))
        return studios[-1]

    yield create
    for studio in studios:
        studio.close()


def test_the_prompt_is_written_repaired_and_replayed_without_the_language_model(writing: Any, store: Store) -> None:
    studio, events = writing(PORTRAIT, _text(LOST), _text(GOOD)), list[Event]()
    turn = studio.send("portrait of an old fisherman", events.append)
    arguments = _arguments(store, turn)
    plain = "a fisherman (old, weathered face, yellow raincoat), light: golden hour, portrait"
    assert (arguments["prompt"], arguments["plain"], turn.prompt) == (GOOD, plain, GOOD)
    assert PromptWritten(GOOD, "") in events
    assert (turn.accounting or {})["model_calls"] == 3 + 2  # The plan, two texts; the painter and the eyes.
    studio.models.set_engine("director", None)
    assert [row.identical for row in replay_session(store, studio.session_id, studio.models)] == [True]


def test_a_text_that_loses_an_atom_twice_gives_way_to_the_plain_words(writing: Any, store: Store) -> None:
    studio = writing(PORTRAIT, _text(LOST), _text(LOST))
    arguments = _arguments(store, studio.send("portrait of an old fisherman"))
    assert arguments["prompt"] == "a fisherman (old, weathered face, yellow raincoat), light: golden hour, portrait"
    assert "plain" not in arguments


def test_trouble_with_the_language_model_is_no_reason_not_to_paint(writing: Any, store: Store) -> None:
    turn = writing(PORTRAIT, writer=Broken).send("portrait of an old fisherman")
    assert turn.status == "done"
    assert "plain" not in _arguments(store, turn)


def test_raw_words_are_left_alone(writing: Any, store: Store) -> None:
    studio = writing("nobody should ask")
    turn = studio.send("/raw exactly these words")
    assert _arguments(store, turn)["prompt"] == "exactly these words"
    assert studio.models.get("director").prompts == []


def test_an_editor_that_hears_instructions_is_written_one(writing: Any, store: Store) -> None:
    said = "The fisherman wears a navy raincoat instead of the yellow raincoat and has a beard."
    studio, events = writing(PORTRAIT, _text(GOOD), NAVY, _text(said), family="flux2-klein"), list[Event]()
    studio.send("portrait of an old fisherman")
    turn = studio.send("make the raincoat navy and give him a beard", events.append)
    arguments = _arguments(store, turn)
    assert arguments["instruction"] == said
    told = next(event for event in events if isinstance(event, PromptWritten))
    assert told.prompt == said
    assert told.before.startswith("change the yellow raincoat of the fisherman to navy raincoat")


def test_once_more_paints_the_same_words(writing: Any, store: Store) -> None:
    studio = writing(PORTRAIT, _text(GOOD), Plan(intent="again"))
    studio.send("portrait of an old fisherman")
    turn = studio.send("again")
    assert _arguments(store, turn)["prompt"] == GOOD
    assert len(studio.models.get("director").prompts) == 3


def test_a_lost_attribute_is_told_with_the_turn_that_lost_it(studio: Make, store: Store) -> None:
    made = studio(PORTRAIT, WIDER)
    made.send("portrait of an old fisherman")
    face = Requirement(kind="attribute", subject="fisherman", value="weathered face")
    first = _current(store, made).id or 0
    save_checks(store, first, [Check(requirement=face, verdict="pass", probability=0.9)], None)
    made.send("wider, I want to see the harbour")
    lost = [Check(requirement=face, verdict="fail", probability=0.1)]
    losses = lost_requirements(store, _current(store, made).id or 0, lost)
    assert losses == (Loss(face, 1, 2),)
    assert Replies("en", vocabulary_of("open")).losses(losses, 2) == (
        "This step lost what was right in #1: “weathered face” fits the fisherman."
    )


def test_a_script_may_expect_open_words() -> None:
    brief = Brief(elements=(Element(what="man", attributes=("old", "beard")),), aspects=(("light", "dusk"),))
    wanted = {"elements": [{"what": "man", "attributes": ["beard"]}], "aspects": {"light": "dusk"}}
    assert list(brief_misses(ExpectedBrief.model_validate(wanted), brief)) == []
    wanted = {"elements": [{"what": "man", "attributes": ["hat"]}], "aspects": {"mood": "calm"}}
    assert list(brief_misses(ExpectedBrief.model_validate(wanted), brief)) == [
        "man: “hat” is not among old, beard", "mood is None, expected calm",
    ]  # fmt: skip


def test_a_scene_alone_can_be_painted(studio: Make, store: Store) -> None:
    fog = Plan(intent="create", edits=(Edit(op="scene", to="a foggy harbour"), Edit(op="time", to="dawn")))
    nothing = Plan(intent="create", edits=(Edit(op="avoid", what="boat"),))
    made = studio(fog, nothing)
    assert made.send("a foggy harbour at dawn").prompt == "a foggy harbour, dawn"
    assert [c.requirement.kind for c in store.checks(_current(store, made).id or 0)] == ["scene", "time"]
    assert "at least one thing" in (made.send("without a boat").reply or "")


def test_a_question_about_the_picture_is_answered_by_the_eyes(
    studio: Make, store: Store, chat_eyes: Callable[[str], VisionLanguageEyes], monkeypatch: pytest.MonkeyPatch
) -> None:
    eyes, described = chat_eyes("smolvlm"), Plan(intent="describe")
    made = studio(PORTRAIT, described)
    before = made.models.get("eyes")
    made.send("portrait of an old fisherman")
    assert "answers no questions" not in (made.send("/describe").reply or "")
    # The tiny profile's own eyes are no chat model: they say so, and what they see.
    assert "answer no questions" in (made.send("how many people are there?").reply or "")
    made.models.set_engine("eyes", eyes)
    try:
        picture = store.files.open(_current(store, made).hash, "#1")
        right = eyes.answer(picture, "how many people are there?")
        for message in ("how many people are there?", "/describe how many people are there?", "/describe 1 还有谁？"):
            turn = made.send(message)
            call = store.calls(turn.id)[0]
            question = message.removeprefix("/describe ").removeprefix("1 ")
            assert (call.tool, (call.arguments or {})["question"]) == ("describe", question)
            assert eyes.answer(picture, question).text.strip() in (turn.reply or "")
        assert (call.data or {})["answered"] is True
        sure = right.confidence > limits.SURE_CAPTION
        reply = made.send("how many people are there?").reply or ""
        assert ("can be wrong" if sure else "not sure") in reply
        monkeypatch.setattr(limits, "SURE_CAPTION", 1.1 if sure else -1.0)
        reply = made.send("how many people are there?").reply or ""
        assert ("not sure" if sure else "can be wrong") in reply
    finally:
        made.models.set_engine("eyes", before)


PHOTO = Plan(
    intent="create", edits=(Edit(op="add", what="woman"), Edit(op="add", what="bench"), Edit(op="scene", to="park"))
)


def test_a_photograph_gets_a_brief_from_its_caption_and_is_edited_never_painted_anew(
    studio: Make, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SURE_CAPTION", -1.0)  # Random weights are sure of nothing.
    Image.effect_noise((64, 48), 60).convert("RGB").save(tmp_path / "own.png")
    no_dog = Plan(intent="edit", edits=(Edit(op="remove", what="dog"),))
    made = studio(PHOTO, no_dog, Plan(intent="edit", edits=(Edit(op="change", what="bench", color="green"),)), PHOTO)
    opened = made.send(f"/open {tmp_path / 'own.png'}")
    photo = _current(store, made)
    assert Brief.model_validate(photo.brief).names == ("woman", "bench")
    assert Brief.model_validate(photo.brief).scene == "park"
    assert (opened.accounting or {})["model_calls"] == 2  # The eyes, and the director that read what they said.

    # The caption says nothing of a dog; the person must know.
    turn = made.send("remove the dog")
    assert turn.status == "done", turn.reply
    assert _arguments(store, turn)["instruction"] == "remove the dog"
    edited = _current(store, made)
    assert edited.parent_id == photo.id
    assert "dog" not in Brief.model_validate(edited.brief).names
    assert any(c.requirement.kind == "absent" and c.requirement.subject == "dog" for c in store.checks(edited.id or 0))
    turn = made.send("make the bench green")
    assert next(c.tool for c in store.calls(turn.id)) == "edit"

    made.send("/go 1")
    with pytest.raises(BadArguments, match="never painted anew"):
        made.send("/again")
    with pytest.raises(BadArguments, match="never painted anew"):
        made.send("/vary 2")
    assert len(store.pictures(made.session_id)) == 3


def test_a_caption_that_cannot_be_read_leaves_the_brief_empty(
    studio: Make, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SURE_CAPTION", -1.0)
    Image.effect_noise((64, 48), 60).convert("RGB").save(tmp_path / "own.png")
    made = studio("no plan at all")
    assert made.send(f"/open {tmp_path / 'own.png'}").status == "done"
    assert Brief.model_validate(_current(store, made).brief) == Brief()


def test_nothing_of_the_storybook_is_said_in_an_open_world(studio: Make, store: Store) -> None:
    made = studio(PORTRAIT, Plan(intent="edit", edits=(Edit(op="style", to="woodcut"),)), Plan(intent="describe"))
    assert "any words will do" in (made.send("/scene").reply or "")
    assert "any words will do" in (made.send("/style").reply or "")
    assert "takes any words" in (made.send("/world").reply or "")
    made.send("portrait of an old fisherman")
    turn = made.send("make it a woodcut")  # In the storybook only a reference picture shows that style.
    assert next(c.tool for c in store.calls(turn.id) if c.picture_id) == "edit"
    assert Brief.model_validate(_current(store, made).brief).style == "woodcut"
    for message in ("/describe", "/check", "/help", "/nonsense", "/world things"):
        assert "storybook" not in (made.send(message).reply or "")
