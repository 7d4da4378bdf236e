"""Prompts, instructions and captions read in the storybook's words, and what somebody does shown by a drawing."""

from __future__ import annotations

from typing import Any

import pytest

from tools.pages.catalogue import things
from tools.vocabulary import vocabulary_of
from tools.vocabulary.pages.captions import caption_sentence, read_caption
from tools.vocabulary.pages.doings import doings, drawings_of, shown_by
from tools.vocabulary.pages.prompts import read_change, read_prompt

PAGES = vocabulary_of("pages")


def _read(prompt: str) -> dict[str, Any]:
    return read_prompt(prompt).model_dump(exclude_defaults=True)


@pytest.mark.parametrize(
    ("prompt", "whole"),
    [
        (
            "a forest at night in the rain, oil style",
            {"scene": "forest", "time": "night", "weather": "rain", "style": "oil"},
        ),
        ("a fox in the snow", {"scene": "snow"}),
        ("a forest in the snow", {"scene": "forest", "weather": "snow"}),
        ("a fox, sepia", {"look": "sepia"}),
        ("a fox in the mountains at sunrise", {"scene": "mountains", "time": "dawn"}),
        ("an astronaut on the moon", {"scene": "moon"}),
        ("an astronaut and the moon", {}),
        ("a sailing boat in a thunderstorm, out at sea", {"scene": "ocean", "weather": "storm"}),
        ("a woodcut of a fox", {"style": "woodcut"}),
        ("a crayon", {}),
        ("a fox, crayon style", {"style": "crayon"}),
    ],
)
def test_what_is_said_of_the_whole_picture(prompt: str, whole: dict[str, str]) -> None:
    found = _read(prompt)
    assert {key: value for key, value in found.items() if key not in ("things", "unknown")} == whole
    assert "unknown" not in found or prompt.startswith("a woodcut")


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [
        ("six ducks", {"name": "duck", "count": 6}),
        ("a pair of cats", {"name": "cat", "count": 2}),
        ("a flock of birds", {"name": "bird", "count": 5, "flock": True}),
        ("five ducks (flock)", {"name": "duck", "count": 5, "flock": True}),
        ("a man (dark skin)", {"name": "man", "count": 1, "tone": "dark"}),
        ("a tiny light green frog in the bottom left corner",
         {"name": "frog", "count": 1, "size": "small", "color": "light green", "place": "bottom left"}),
        ("a sleeping man", {"name": "person in bed", "count": 1}),
        ("a woman, dancing", {"name": "woman", "count": 1}),
        ("an orange", {"name": "orange fruit", "count": 1}),
        ("three books", {"name": "book", "count": 3}),
        ("books", {"name": "books", "count": 1}),
        ("a cat and another cat", {"name": "cat", "count": 2}),
        ("a house in the background", {"name": "house", "count": 1, "place": "background"}),
    ],
)  # fmt: skip
def test_what_is_said_of_a_thing(prompt: str, thing: dict[str, Any]) -> None:
    assert _read(prompt)["things"] == (thing,)


@pytest.mark.parametrize(
    ("prompt", "relations"),
    [
        ("a cat on a chair", [("cat", "on", "chair", None)]),
        ("a snowman wearing a red scarf", [("snowman", "wearing", "scarf", None)]),
        ("a bird between the house and the tree", [("bird", "between", "house", "tree")]),
        ("a red fish in front of a blue fish", [("red fish", "in front of", "blue fish", None)]),
        (
            "a girl holding a balloon next to a dog",
            [("girl", "holding", "balloon", None), ("girl", "next to", "dog", None)],
        ),
        ("a dog in a park", []),
    ],
)
def test_how_things_stand_to_each_other(prompt: str, relations: list[tuple[str, ...]]) -> None:
    found = read_prompt(prompt)
    assert [(r.subject, r.kind, r.object, r.second) for r in found.relations] == relations
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        ("a happy cat", ("happy",)), ("seven cats", ("seven",)), ("a cat next to", ("next to",)),
        ("red, two cats", ("red",)), ("a black and white cat", ("black",)), ("a dog running", ("running",)),
        ("a cat in oil, watercolor", ("watercolor",)),
    ],
)  # fmt: skip
def test_what_belongs_to_nothing_is_left_over(prompt: str, left: tuple[str, ...]) -> None:
    assert read_prompt(prompt).unknown == left


def test_a_change_of_the_whole_picture_is_told_from_one_of_a_thing() -> None:
    for words, kind in (("change the time to night", "time"), ("change the weather to rain", "weather"),
                        ("show it in sepia", "look"), ("make it night", "time")):  # fmt: skip
        change = read_change(words)
        assert (change.whole, change.scene, change.freed) == ({kind}, False, {})
    moved = read_change("change the scene to harbor; move the boat to the top right")
    assert (moved.scene, moved.freed) == (True, {"sailboat": {"cell"}})
    assert not read_change("add a tree in the forest").scene


WORDS = [
    "style:oil", "scene:forest", "time:night", "weather:rain", "look:sepia", "2", "light blue", "small",
    "noun:man walking", "top left", "<and>", "1", "mixed", "noun:soap",
]  # fmt: skip


def test_a_caption_says_hour_weather_and_look_where_they_are_not_the_usual_ones() -> None:
    assert caption_sentence(WORDS) == (
        "2 small light blue men walking (top left), soap; forest scene at night in the rain; oil style; in sepia"
    )
    assert caption_sentence(WORDS, "zh") == (
        "两个浅蓝色的小走路的男人（左上角）、一块肥皂；场景是森林，夜晚，雨；油画风格；怀旧棕的"
    )
    plain = ["scene:snow", "time:day", "weather:clear", "1", "noun:fox", "<and>", "2", "red", "noun:ball", "<and>"]
    assert caption_sentence(plain) == "a fox, 2 red balls; snow scene"
    assert caption_sentence(["weather:snow"], "zh") == "没有我认识的东西；雪"


def test_a_caption_is_read_as_what_the_picture_shows() -> None:
    found = read_caption(WORDS)
    assert [(thing.name, thing.count, thing.color) for thing in found.things] == [
        ("man walking", 2, "light blue"), ("soap", 1, None),
    ]  # fmt: skip
    assert (found.scene, found.time, found.weather, found.look, found.style) == (
        "forest", "night", "rain", "sepia", "oil",
    )  # fmt: skip
    two = read_caption(["1", "red", "noun:fish", "<and>", "2", "blue", "noun:fish", "time:day"])
    assert [(thing.called, thing.count) for thing in two.things] == [("red fish", 1), ("blue fish", 2)]
    assert two.time is None


def test_drawings_of_doings_are_things() -> None:
    for doing in doings():
        assert set(drawings_of(doing)) <= set(things()), doing
    assert shown_by("woman", "dancing") == "dancer"
    assert shown_by("dancer", "dancing") == "dancer"
    assert shown_by("grandmother", "skiing") is None
    assert [shown_by(name, "flying") for name in ("eagle", "dog", "kite")] == ["eagle", None, "kite"]
    assert PAGES.doing_of("cyclist") == "cycling"


def test_scenes_say_what_they_can_have() -> None:
    assert [PAGES.scene_has(scene, "weather") for scene in ("forest", "underwater", "room")] == [True, False, True]
    assert [PAGES.scene_has(scene, "time") for scene in ("forest", "space", "plain")] == [True, False, False]
