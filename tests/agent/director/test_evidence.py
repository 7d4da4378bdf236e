"""What a message has words for, and what a plan's schema leaves open by that."""

from __future__ import annotations

from typing import Any

import pytest

from agent.brief.model import Brief, Element
from agent.director.pocket.evidence import Evidence, evidence, hold_to, own_values
from agent.director.pocket.known_things import known_spans, names_in_pictures, without_pieces
from agent.director.pocket.schema import choices_of, strict_schema
from agent.director.schema import VALUES, plan_schema
from agent.director.view import View

GARDEN = Brief(elements=(Element(what="duck", color="red", place="left"), Element(what="tree")))


def _view(message: str, brief: Brief = GARDEN) -> View:
    return View(brief, "duck", 1, 1, (("user", message),))


def _heard(message: str) -> Evidence:
    return evidence(_view(message))


@pytest.mark.parametrize(
    ("message", "key", "values"),
    [
        ("put it in the jungle, it lives there", "scene", ("jungle",)),
        ("add a gull in the top left", "place", ("top left",)),
        ("左上角加一只海鸥", "place", ("top left",)),
        ("沙發換成米色的好了", "color", ("beige",)),
        ("make it purpel", "color", ("purple",)),
        ("the time of day is wrong. dusk.", "time", ("dusk",)),
        ("天黑了吧", "time", ("night",)),
        ("那请让猫坐到椅子上", "rel", ("on",)),
        ("放小狗前面", "rel", ("in front of",)),
        ("猫在做什么呢？", "how", ("doing",)),
        ("how many are there", "how", ("count",)),
        ("the mice are dancing", "doing", ("dancing",)),
        ("let it rain", "weather", ("rain",)),
        ("thanks, lovely", "rel", ()),
        ("thanks, lovely", "place", ()),
        ("do the same for the tree", "color", ("red",)),
    ],
)
def test_values_are_those_that_the_words_speak_for(message: str, key: str, values: tuple[str, ...]) -> None:
    assert getattr(_heard(message), key) == values


@pytest.mark.parametrize("message", ["make it blood-coloured", "弄成血的那种"])
def test_any_color_is_open_where_none_is_named(message: str) -> None:
    assert _heard(message).color is None


def test_acts_need_their_words() -> None:
    assert "name" in _heard("let's call it Coastal").acts
    assert "better" in _heard("which of the two is nicer?").acts
    assert "save" not in _heard("let her dance").acts


def _operations(message: str) -> dict[str, Any]:
    view = _view(message)
    choices = choices_of(view)
    heard = evidence(view)
    values = own_values(heard, VALUES, choices.values["to"])
    schema = strict_schema(hold_to(plan_schema(choices), heard), values=values, better="better" in heard.acts)
    edits = schema["$defs"]["edits"]["items"]["anyOf"]
    return {"schema": schema, "edits": [edit["properties"] for edit in edits]}


def test_a_schema_closes_what_nobody_said() -> None:
    made = _operations("a swan on the pond, please")
    operations = {edit["op"]["const"] for edit in made["edits"]}
    assert "add" in operations
    assert not {"weather", "take", "keep"} & operations
    assert made["schema"]["$defs"]["rel"]["enum"] == ["on"]
    assert "size" not in made["schema"]["$defs"]


def test_a_comparison_says_which_is_better_where_that_is_asked() -> None:
    intents = _operations("which fits better, this or number 2?")["schema"]["anyOf"]
    compare = next(intent for intent in intents if intent["properties"]["do"]["const"] == "compare")
    assert "how" in compare["required"]


def test_known_names_are_found_whole() -> None:
    text = "a teddy bear and a hot dog, 再来盘饺子"
    assert [text[start:end] for start, end in known_spans(text)] == ["teddy bear", "hot dog", "饺子"]


def test_pieces_of_names_are_no_names() -> None:
    said = "把蠟燭拿掉，再来盘饺子, a teddy bear"
    names = ["蠟", "蠟燭", "盘饺", "盘饺子", "饺子", "teddy", "teddy bear"]
    assert without_pieces(names, said) == ["蠟燭", "饺子", "teddy bear"]


def test_what_is_changed_is_in_a_picture() -> None:
    assert names_in_pictures(["ducks", "duck", "鸭子", "swan"], _view("x")) == ["ducks", "duck", "鸭子"]
