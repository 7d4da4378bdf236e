"""Slash commands: exact wishes past the language model, through the same graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.brief.content import brief_from_content
from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.commands.table import BadCommand, parse_command
from agent.director.plan import Plan
from agent.events import Checked, Event
from agent.messages.replies import Replies
from agent.sessions.replay import replay_session
from agent.studio import Studio
from agent.turns import settings
from storage.pictures import delete
from storage.snapshots import fork_session
from storage.store import Store
from storage.tables import Turn
from tools import profiles
from tools.errors import BadArguments, GouacheError
from tools.images.identity import pixel_hash
from tools.vocabulary import vocabulary_of

Make = Callable[..., Studio]
RED_BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
BLUE = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))

STORYBOOK = vocabulary_of("storybook")


def test_commands_run_through_the_graph(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    first = made.send("a red bird")
    assert made.send("/seed 900").reply == "The session's seed is 900 from now on."
    again = made.send("/again")
    numbers = [p.number for p in store.pictures(made.session_id) if p.number]
    assert numbers == [1, 2]
    seeds = [store.calls(t.id)[0].arguments["seed"] for t in (first, again)]  # type: ignore[index]
    assert seeds[1] >= 900 > seeds[0]
    assert made.send("/undo").status == "done"
    assert made.send("/fly").reply == "There is no command /fly; /help lists them."
    own = made.send("/prompt a very red bird indeed")
    (call, *_) = store.calls(own.id)
    assert call.arguments["prompt"] == "a very red bird indeed"  # type: ignore[index]
    assert own.status == "done"


def _arguments(store: Store, turn: Turn) -> dict[str, Any]:
    return next(call.arguments or {} for call in store.calls(turn.id) if call.picture_id)


def test_settings_shape_the_pictures_and_survive_reopening(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    for message in ("/steps 3", "/guidance 1.5", "/size 48x32", "/seed fixed", "/seed 11"):
        assert made.send(message).status == "done"
    made.close()
    made = studio(RED_BIRD, RED_BIRD, RED_BIRD, session=made.session_id)
    first = _arguments(store, made.send("a red bird"))
    assert {k: first[k] for k in ("steps", "guidance", "width", "height", "seed")} == {
        "steps": 3, "guidance": 1.5, "width": 48, "height": 32, "seed": 11,
    }  # fmt: skip
    current = store.current(made.session_id)
    assert current is not None
    assert current.recipe["arguments"]["steps"] == 3  # type: ignore[index]
    assert (current.width, current.height) == (48, 32)
    made.send("/draft on")
    again = _arguments(store, made.send("/again"))
    assert (again["steps"], again["seed"]) == (1, 11)  # Another number of steps at a fixed seed is no equal call.
    assert _arguments(store, made.send("/again"))["seed"] != 11
    made.send("/seed random")
    drawn = [_arguments(store, made.send("a red bird"))["seed"] for _ in range(2)]
    assert len({11, *drawn}) == 3
    made.send("/auto")
    assert store.session(made.session_id).sampler == {}
    assert fork_session(store, made.session_id).sampler == {}


def test_a_size_that_the_pocket_painter_cannot_paint_is_refused(store: Store) -> None:
    row = store.new_session("pocket", 0)
    with pytest.raises(BadArguments, match="paints 128 x 128 pixels; its size can't be set"):
        settings.update_settings(store, row.id, profiles.load_profile("pocket"), None, {"width": 256, "height": 256})
    settings.update_settings(
        store, row.id, profiles.load_profile("pocket"), 5, {"width": 128, "height": 128, "mode": "random"}
    )
    settings.update_settings(store, row.id, profiles.load_profile("pocket"), 6, {})
    row = store.session(row.id)
    assert (row.seed, settings.session_settings(row).mode) == (
        6,
        "increment",
    )  # A seed is not asked for to be drawn over.
    store.set_sampler(row.id, 1, {"steps": "many"})
    assert settings.session_settings(store.session(row.id)) == settings.SamplerSettings()


def test_variations_are_numbered_siblings(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE)
    made.send("a red bird")
    turn = made.send("/vary 3")
    rows = store.pictures(made.session_id)
    assert [r.number for r in rows] == [1, 2, 3, 4]
    assert {r.parent_id for r in rows} == {None}
    recipes = [r.recipe["arguments"] for r in rows]  # type: ignore[index]
    assert len({r["seed"] for r in recipes}) == 4
    assert {r["prompt"] for r in recipes} == {"a red bird"}
    assert (turn.reply or "").startswith("Here are #2, #3 and #4; #")
    assert all(store.checks(r.id or 0) for r in rows)
    current = store.current(made.session_id)
    assert current is not None
    assert turn.picture_id == current.id
    assert f"#{current.number} fits best" in (turn.reply or "")
    assert turn.accounting["pictures"] == 3  # type: ignore[index]
    made.send("make it blue")
    edited = store.current(made.session_id)
    made.send("/vary 2")
    siblings = store.pictures(made.session_id)[-2:]
    assert {r.parent_id for r in siblings} == {edited.parent_id}  # type: ignore[union-attr]
    assert [r.recipe["tool"] for r in siblings] == ["edit", "edit"]  # type: ignore[index]


def test_a_stop_keeps_every_variation_that_was_looked_at(studio: Make, store: Store) -> None:
    made, looks = studio(RED_BIRD), list[Event]()
    made.send("a red bird")

    def stop(event: Event) -> None:
        looks.extend([event] if isinstance(event, Checked) else [])
        if len(looks) == 2:
            made.cancel()

    assert made.send("/vary 4", stop).status == "cancelled"
    assert [row.number for row in store.pictures(made.session_id)] == [1, 2, 3]


def test_a_picture_of_ones_own_is_not_varied(studio: Make, tmp_path: Path) -> None:
    Image.effect_noise((64, 64), 40).convert("RGB").save(tmp_path / "photo.png")
    made = studio()
    made.send(f"/open {tmp_path / 'photo.png'}")
    with pytest.raises(GouacheError, match="your own and is never painted anew"):
        made.send("/vary 2")


def test_again_after_restyling_is_filed_under_the_style_that_is_painted(studio: Make, store: Store) -> None:
    made = studio(Plan(intent="create", edits=(*RED_BIRD.edits, Edit(op="style", to="watercolor"))))
    made.send("a red bird in watercolor")
    made.send("/restyle mosaic")
    made.send("/again")
    styles = [Brief.model_validate(row.brief).style for row in store.pictures(made.session_id)]
    assert styles == ["watercolor", None, "watercolor"]


def test_how_a_picture_is_worked_over_is_said_with_the_command(studio: Make, store: Store, tmp_path: Path) -> None:
    made = studio(RED_BIRD)
    made.send("a red bird")
    style = tmp_path / "a style.png"
    Image.effect_noise((64, 64), 60).convert("RGB").save(style)
    call = _arguments(store, made.send(f"/restyle {style} keep-color"))
    assert call | {"file": str(style), "keep_color": True} == call
    assert "like" not in call
    assert _arguments(store, made.send("/enhance denoise 0.5"))["strength"] == 0.5
    dials = _arguments(store, made.send("/tone warmth=-.5 balance"))
    assert dials | {"how": "tone", "warmth": -0.5, "white_balance": True} == dials
    assert made.send("/undo").status == "done"
    for wrong in ("/tone", "/tone glow=1", "/tone warmth=9", "/enhance x2 9", "/restyle nowhere.png"):
        with pytest.raises(BadCommand):
            parse_command(wrong)


def test_a_region_that_a_tool_cannot_take_is_said(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, Plan(intent="enhance", method="brighter"))
    made.send("a red bird")
    turn = made.send("/region 0,0,.5,1 make it brighter")
    assert "In a region only things" in (turn.reply or "")
    assert len(store.pictures(made.session_id)) == 1


def test_a_picture_whose_source_was_deleted_is_made_again_and_replayed(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE)
    made.send("a red bird")
    made.send("make it blue")
    delete(store, made.session_id, 1)
    assert made.send("/again").status == "done"
    models = made.models
    assert [told.identical for told in replay_session(store, made.session_id, models)] == [True, True, True]


def test_a_region_and_a_strength_are_the_next_edits(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE, BLUE)
    made.send("a red bird")
    made.send("/strength 0.5")
    turn = made.send("/region 0,0,.5,1 make it blue")
    call = _arguments(store, turn)
    assert (call["region"], call["strength"], call["instruction"]) == ([0.0, 0.0, 0.5, 1.0], 0.5, "make the bird blue")
    before, after = (store.files.open(r.hash, "").convert("RGB") for r in store.pictures(made.session_id))
    right = (16, 0, 32, 32)
    assert before.crop(right).tobytes() == after.crop(right).tobytes()
    assert before.tobytes() != after.tobytes()
    assert turn.accounting["outside_db"] == 99.0  # type: ignore[index]
    again = _arguments(store, made.send("make it blue"))
    assert "strength" not in again
    assert "region" not in again


def test_ones_own_words_become_the_brief_to_go_on_from(studio: Make, store: Store) -> None:
    made = studio(Plan(intent="create", edits=(Edit(op="add", what="castle"),)), BLUE)
    made.send("a castle")
    made.send("/prompt a small red bird and two cats, beach scene")
    current = store.current(made.session_id)
    assert current is not None
    words = "a small red bird and two cats, beach scene"
    assert current.brief == Brief(notes=(words,)).model_dump(mode="json")
    assert "castle" not in {c.requirement.subject for c in store.checks(current.id or 0)}
    assert made.send("/scene forest").prompt == f"forest scene, {words}"


@pytest.mark.parametrize(
    ("prompt", "brief"),
    [
        ("two red balloons above a castle at night, watercolor",
         Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night",
               style="watercolor")),
        ("a blue, happy bird", Brief(elements=(Element(what="bird"),), notes=("a blue, happy bird",))),
        ("an orange fruit in the forest", Brief(elements=(Element(what="orange fruit"),), scene="forest")),
    ],
)  # fmt: skip
def test_a_prompt_is_read_as_a_brief(prompt: str, brief: Brief) -> None:
    assert brief_from_content(STORYBOOK.read_prompt(prompt), prompt) == brief


def test_enhancing_keeps_the_brief_and_says_what_was_done(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    made.send("a red bird")
    first = store.current(made.session_id)
    turn = made.send("/enhance brighter")
    second = store.current(made.session_id)
    assert first is not None
    assert second is not None
    assert (second.number, second.parent_id, second.brief) == (2, first.id, first.brief)
    assert "I made it brighter." in (turn.reply or "")
    assert len(store.calls(turn.id)) == 2  # The tool and one look: nothing would come of another try.
    assert store.checks(second.id or 0)
    assert _arguments(store, made.send("/again"))["prompt"] == "a red bird"


def test_restyling_drops_the_style_from_the_brief(studio: Make, store: Store) -> None:
    made = studio(Plan(intent="create", edits=(*RED_BIRD.edits, Edit(op="style", to="oil"))))
    made.send("a red bird, oil")
    turn = made.send("/style woodcut")
    first, second = store.pictures(made.session_id)
    assert _arguments(store, turn) == {"picture": 1, "style": "woodcut"}
    assert second.parent_id == first.id
    assert second.brief == {**(first.brief or {}), "style": None}
    assert {c.requirement.kind for c in store.checks(second.id or 0)} == {"exists", "count", "color"}  # type: ignore[index]
    assert str(store.calls(turn.id)[0].data["words"]) in (turn.reply or "")  # type: ignore[index]
    assert made.send("/restyle 1").accounting["pictures"] == 1  # type: ignore[index]


def test_what_was_worked_over_is_told_in_chinese() -> None:
    chinese = Replies("zh", STORYBOOK)
    assert chinese.work_done({"did": ["denoise", "x2"], "words": "I …"}, None, None) == "已去掉噪点，把图片放大到两倍。"
    assert Replies("zh", STORYBOOK).work_done({"words": "It …"}, "woodcut", None) == "换成了木刻的风格。"
    assert Replies("en", STORYBOOK).work_done({"words": "I saw noise."}, None, None) == "I saw noise."


def test_raw_words_reach_the_painter_as_they_stand(studio: Make, store: Store) -> None:
    made = studio()
    turn = made.send("/raw a bird, but odd")
    assert turn.status == "done"
    assert store.calls(turn.id)[0].arguments["prompt"] == "a bird, but odd"  # type: ignore[index]


@pytest.mark.parametrize("quote", ["/open {}", "'{}'", "{}"])
def test_ones_own_picture_is_taken_in_whole(studio: Make, store: Store, tmp_path: Path, quote: str) -> None:
    file = tmp_path / "my photo.PNG"
    Image.effect_noise((70, 50), 90).convert("RGB").save(file)
    made = studio()
    turn = made.send(quote.format(file))
    (row,) = store.pictures(made.session_id)
    assert (turn.status, row.number, row.parent_id, (row.width, row.height)) == ("done", 1, None, (70, 50))
    with Image.open(file) as picture:
        assert row.hash == pixel_hash(picture)
    assert row.recipe is not None
    assert row.recipe["tool"] == "open"


def test_a_picture_of_gouaches_own_keeps_prompt_and_seed(studio: Make, store: Store, tmp_path: Path) -> None:
    first = studio(RED_BIRD)
    first.send("a red bird")
    (row,) = store.pictures(first.session_id)
    seed = row.recipe["seed"]  # type: ignore[index]
    store.files.copy(row.hash, tmp_path / "own.png", "#1")
    second = studio()
    second.send(f"/open {tmp_path / 'own.png'}")
    second.send("/enhance brighter")
    second.send("/style woodcut")
    for number, done in ((2, "enhance brighter"), (3, "enhance brighter; restyle woodcut")):
        with Image.open(store.path(store.numbered_picture(second.session_id, number))) as picture:
            text = picture.info["parameters"]
        assert text.startswith("a red bird\nSteps: 2, Sampler: Euler, CFG scale: 2.0, ")
        assert f"Seed: {seed}, Size: 32x32, " in text
        assert f"Postprocess: {done}, Version: gouache" in text


def test_a_file_that_is_no_picture_fails_in_one_sentence(studio: Make, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no")
    made = studio()
    with pytest.raises(GouacheError, match=r"x\.png can't be read as a picture"):
        made.send(f"/open {tmp_path / 'x.png'}")
    with pytest.raises(GouacheError, match="There is no file"):
        made.send("/open nowhere.png")


def test_what_the_eyes_see_in_it_is_the_brief_to_go_on_from() -> None:
    words = [
        "style:oil",
        "scene:beach",
        "2",
        "red",
        "medium",
        "noun:dog",
        "left",
        "<and>",
        "1",
        "mixed",
        "large",
        "noun:tree",
        "between",
    ]
    assert brief_from_content(STORYBOOK.read_caption(words)) == Brief(
        elements=(Element(what="dog", count=2, color="red"), Element(what="tree")), scene="beach", style="oil"
    )


def test_why_needs_a_requirement_and_eyes_that_can_tell(studio: Make) -> None:
    made = studio(RED_BIRD)
    with pytest.raises(GouacheError, match="say what it must show"):
        made.send("/why 1")
    made.send("a red bird")
    with pytest.raises(GouacheError, match="write /why 1 to"):
        made.send("/why 50")
    with pytest.raises(GouacheError, match="can't show where they looked"):
        made.send("/why 1")
