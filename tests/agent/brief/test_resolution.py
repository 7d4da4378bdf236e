"""From people's words to the painter's."""

from __future__ import annotations

import pytest

from agent.brief.edits import Edit, EditError
from agent.brief.model import Brief, Element
from agent.brief.resolution import beyond_reach, resolve_edit, resolve_edits
from agent.director.plan import Plan
from agent.messages.replies import Replies
from agent.turns.plan_resolution import resolve_plan
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import UnknownTerm

STORYBOOK = vocabulary_of("storybook")
OPEN = vocabulary_of("open")
HERE = Brief(elements=(Element(what="balloon", count=3), Element(what="stapler")))


@pytest.mark.parametrize(
    ("word", "name"),
    [("balloons", "balloon"), ("气球", "balloon"), ("a puppy", "dog"), ("snowmen", "snowman"), ("ballon", "balloon"),
     ("pine trees", "pine tree"), ("T-Shirt", "t-shirt"), ("books", "books"), ("熊", "bear"),
     ("猫猫", "cat"), ("小鸭子", "duck"), ("菠罗", "pineapple"), ("蜜峰", "bee"), ("圣诞数", "christmas tree"),
     ("兔", "rabbit"), ("dukc", "duck"), ("castel", "castle")],
)  # fmt: skip
def test_names_synonyms_plurals_and_typos(word: str, name: str) -> None:
    assert resolve_edit(Edit(op="add", what=word, count=1), Brief(), STORYBOOK).what == name


@pytest.mark.parametrize(
    ("edit", "value"),
    [
        (Edit(op="scene", to="montains"), "mountains"), (Edit(op="scene", to="ocaen"), None),
        (Edit(op="scene", to="forrest"), "forest"), (Edit(op="add", what="dragon", color="yelow"), "yellow"),
    ],
)  # fmt: skip
def test_slips_in_scenes_and_colours_are_forgiven(edit: Edit, value: str | None) -> None:
    if value is None:
        with pytest.raises(UnknownTerm):
            resolve_edit(edit, Brief(), STORYBOOK)
    else:
        assert value in (resolve_edit(edit, Brief(), STORYBOOK).to, resolve_edit(edit, Brief(), STORYBOOK).color)


def test_a_colour_written_together_with_its_thing_is_told_from_it() -> None:
    apple = resolve_edit(Edit(op="add", what="红苹果", count=3), Brief(), STORYBOOK)
    assert (apple.what, apple.color, apple.count) == ("apple", "red", 3)
    assert resolve_edit(Edit(op="add", what="red balloon"), Brief(), STORYBOOK).color == "red"
    swap = resolve_edit(Edit(op="replace", what="气球", to="白兔"), HERE, STORYBOOK)
    assert (swap.what, swap.to, swap.color) == ("balloon", "rabbit", "white")
    assert resolve_edit(Edit(op="replace", what="balloon", to="白兔"), HERE, STORYBOOK).to == "rabbit"
    assert resolve_edit(Edit(op="remove", what="红气球"), HERE, STORYBOOK).what == "balloon"
    own = Brief(elements=(Element(what="红狐狸灯"),))
    assert resolve_edit(Edit(op="remove", what="红狐狸灯"), own, OPEN).what == "红狐狸灯"
    with pytest.raises(UnknownTerm):
        resolve_edit(Edit(op="add", what="黄瓜"), Brief(), STORYBOOK)


def test_what_sounds_alike_but_for_its_tones_is_only_offered() -> None:
    with pytest.raises(UnknownTerm) as wish:
        resolve_edit(Edit(op="add", what="贝克"), Brief(), STORYBOOK)
    assert wish.value.near == ["seashell"]


@pytest.mark.parametrize(
    ("edit", "kind", "word"),
    [
        (Edit(op="add", what="stapler"), "thing", "stapler"),
        (Edit(op="add", what="柿子"), "thing", "柿子"),
        (Edit(op="add", what="猩猩"), "thing", "猩猩"),
        (Edit(op="add", what="balloon", color="turquoise"), "color", "turquoise"),
        (Edit(op="scene", to="volcano"), "scene", "volcano"),
        (Edit(op="replace", what="balloon", to="wyvern"), "thing", "wyvern"),
        (Edit(op="change", what="balloon", count=9), "count", "9"),
        (Edit(op="add", what="balloon", count=2), "count", "5"),
    ],
)
def test_wishes_outside_the_world_are_refused(edit: Edit, kind: str, word: str) -> None:
    with pytest.raises(UnknownTerm) as wish:
        resolve_edit(edit, HERE, STORYBOOK)
    assert (wish.value.kind, wish.value.word) == (kind, word)


def test_an_open_world_takes_any_words() -> None:
    edit = resolve_edit(Edit(op="add", what="marble statue", color="turquoise"), Brief(), OPEN)
    assert (edit.what, edit.color) == ("marble statue", "turquoise")


def test_things_in_the_picture_are_found_by_any_of_their_names() -> None:
    assert resolve_edit(Edit(op="remove", what="气球"), HERE, STORYBOOK).what == "balloon"
    assert resolve_edit(Edit(op="remove", what="staplers"), HERE, STORYBOOK).what == "stapler"


def test_what_a_thing_should_stand_beside_must_be_there() -> None:
    brief = Brief(elements=(Element(what="dog"),))
    with pytest.raises(EditError) as refused:
        resolve_plan(
            Plan(intent="edit", edits=(Edit(op="change", what="dog", rel="left of", of="castle"),)), brief, STORYBOOK
        )
    assert "no castle in the picture" in Replies("en", STORYBOOK).edit_error(refused.value)
    assert Replies("zh", STORYBOOK).edit_error(refused.value) == "图里没有城堡，没法放在它旁边；可以先说“加一座城堡”。"
    above = Edit(op="add", what="bird", rel="above", of="wyvern")
    with pytest.raises(UnknownTerm, match="wyvern"):
        resolve_plan(Plan(intent="edit", edits=(above,)), brief, STORYBOOK)
    both = (Edit(op="add", what="cat", rel="above", of="castle"), Edit(op="add", what="castle"))
    assert resolve_plan(Plan(intent="create", edits=both), Brief(), STORYBOOK)[1].relations[0].object == "castle"


def test_the_end_of_a_name_is_enough_where_it_is_the_only_one() -> None:
    both = Brief(elements=(Element(what="teddy bear"), Element(what="handbag")))
    assert [resolve_edit(Edit(op="remove", what=word), both, STORYBOOK).what for word in ("bears", "包")] == [
        "teddy bear",
        "handbag",
    ]
    assert resolve_edit(Edit(op="add", what="cat", rel="left of", of="bear"), both, STORYBOOK).of == "teddy bear"
    crowd = Brief(elements=(Element(what="christmas tree"), Element(what="palm tree")))
    assert resolve_edit(Edit(op="remove", what="tree"), crowd, STORYBOOK).what == "tree"


@pytest.mark.parametrize(
    ("edits", "brief"),
    [
        (
            [{"op": "add", "what": "cat", "rel": "on", "of": "chair"}, {"op": "add", "what": "chair"}],
            [("cat", None, None), ("chair", None, None), ("cat", "above", "chair")],
        ),
        (
            [{"op": "add", "what": "snowman"}, {"op": "add", "what": "scarf"},
             {"op": "change", "what": "snowman", "rel": "wearing", "of": "scarf"}],
            [("snowman", None, None), ("scarf", None, None)],
        ),
        ([{"op": "add", "what": "boat", "place": "bottom right"}], [("sailboat", "right", None)]),
        ([{"op": "add", "what": "dog", "doing": "sleeping"}, {"op": "weather", "to": "rain"}], [("dog", None, None)]),
        ([{"op": "add", "what": "dog"}, {"op": "time", "to": "night"}], [("dog", None, None), "night"]),
        (
            [{"op": "add", "what": "dog"}, {"op": "scene", "to": "forest"}, {"op": "time", "to": "night"}],
            [("dog", None, None), "forest"],
        ),
        (
            [{"op": "add", "what": "dog"}, {"op": "weather", "to": "snow"}, {"op": "time", "to": "day"}],
            [("dog", None, None), "snow"],
        ),
        (
            [{"op": "add", "what": "dog"}, {"op": "time", "to": "night"}, {"op": "scene", "to": "night"}],
            [("dog", None, None), "night"],
        ),
    ],
)  # fmt: skip
def test_a_closed_painter_takes_the_things_of_a_wish_that_goes_beyond_it(edits: list[dict], brief: list) -> None:
    _, after = resolve_edits(tuple(map(Edit.model_validate, edits)), Brief(), STORYBOOK)
    found: list = [(element.what, element.place, None) for element in after.elements]
    found += [(relation.subject, relation.kind, relation.object) for relation in after.relations]
    assert found + ([after.scene] if after.scene else []) == brief


NIGHT, SNOW = Edit(op="time", to="night"), Edit(op="weather", to="snow")


@pytest.mark.parametrize(
    ("edits", "scene", "told"),
    [
        (
            [Edit(op="add", what="dog", doing="sleeping", place="bottom left"), Edit(op="weather", to="rain")],
            None,
            [Edit(op="change", what="dog", place="bottom left", doing="sleeping"), Edit(op="weather", to="rain")],
        ),
        ([Edit(op="add", what="cat", rel="on", of="dog"), Edit(op="add", what="dog")], None, []),
        (
            [Edit(op="add", what="cat", rel="holding", of="harp")],
            None,
            [Edit(op="change", what="cat", rel="holding")],
        ),
        ([Edit(op="add", what="dog"), NIGHT, Edit(op="scene", to="forest")], None, [NIGHT]),
        ([Edit(op="add", what="dog"), NIGHT], "forest", [Edit(op="scene", to="forest")]),
        ([Edit(op="add", what="dog"), NIGHT, SNOW], None, [SNOW]),
        ([Edit(op="add", what="dog"), NIGHT], "snow", [Edit(op="scene", to="snow")]),
        ([Edit(op="add", what="dog"), NIGHT], "sunset", []),
        ([Edit(op="weather", to="rain")], None, []),
    ],
)
def test_what_is_beyond_a_closed_painter_is_told(edits: list[Edit], scene: str | None, told: list[Edit]) -> None:
    assert list(beyond_reach(tuple(edits), Brief(scene=scene), STORYBOOK)) == told
    assert beyond_reach(tuple(edits), Brief(scene=scene), OPEN) == ()


@pytest.mark.parametrize(
    ("edit", "scene"),
    [
        (NIGHT, "night"), (Edit(op="time", to="dusk"), "sunset"), (SNOW, "snow"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("here", ["forest", "snow", "night", None])
def test_a_time_or_weather_that_is_a_scene_is_what_the_scene_would_be(edit: Edit, scene: str, here: str | None) -> None:
    brief = Brief(elements=(Element(what="dog"),), scene=here)
    assert resolve_edits((edit,), brief, STORYBOOK) == resolve_edits((Edit(op="scene", to=scene),), brief, STORYBOOK)
    both = Edit(op="add", what="cat"), edit
    assert resolve_edits(both, brief, STORYBOOK)[1].scene == scene
    assert resolve_edits((edit,), brief, OPEN)[1].scene == here


def test_what_takes_back_a_scene_that_is_no_place() -> None:
    snowed_in = Brief(elements=(Element(what="dog"),), scene="snow")
    assert resolve_edits((Edit(op="time", to="day"),), snowed_in, STORYBOOK)[1] == snowed_in
    assert resolve_edits((Edit(op="weather", to="clear"),), snowed_in, STORYBOOK)[1].scene is None


def test_a_night_beside_a_scene_that_was_asked_for_is_refused_as_the_scene_that_it_is() -> None:
    with pytest.raises(UnknownTerm) as wish:
        resolve_edits((NIGHT, Edit(op="add", what="unicycle"), Edit(op="scene", to="forest")), Brief(), STORYBOOK)
    refused = wish.value
    assert "“night” is a scene; say “change the scene" in Replies("en", STORYBOOK).unknown_term(refused)
    assert "“夜晚”是场景，可以说“场景换成夜晚”。" in Replies("zh", STORYBOOK).unknown_term(refused)


def test_a_wish_of_which_nothing_can_be_painted_is_refused() -> None:
    with pytest.raises(UnknownTerm, match="rain"):
        resolve_edits((Edit(op="weather", to="rain"),), Brief(), STORYBOOK)
