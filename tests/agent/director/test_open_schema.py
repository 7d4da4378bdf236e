"""What chat models may write in an open world, and that a closed one knows nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element
from agent.director.answers import read_plan
from agent.director.chat import system_prompt
from agent.director.chat_schema import chat_schema, possible_near
from agent.director.examples import examples
from agent.director.nearest import Near
from agent.director.plan import Plan
from agent.director.pocket.plan_repair import repair_plan
from agent.director.settle import join_repeated
from agent.director.view import View, render_view
from tools.model_manager import ModelManager
from tools.vocabulary import vocabulary_of

OPEN, STORYBOOK = vocabulary_of("open"), vocabulary_of("storybook")
MAN = Brief(
    elements=(Element(what="man", attributes=("old", "yellow raincoat")),), scene="harbour", aspects=(("mood", "calm"),)
)
NOTHING = Near([], {}, {}, {})
VIEW = View(MAN, "man", 1, 1, (("user", "make the raincoat navy"),))


@pytest.fixture(scope="module")
def legal(tiny_models: ModelManager) -> Callable[[str, View], bool]:
    """Whether a plan is one that the schema of a view allows."""
    from llguidance import LLMatcher
    from llguidance.hf import from_tokenizer

    writer = tiny_models._load("director")  # Tests before this one may have put another engine in its place.
    guide = from_tokenizer(writer.tokenizer, n_vocab=writer.vocabulary)  # type: ignore[attr-defined]

    def legal(text: str, view: View) -> bool:
        grammar = LLMatcher.grammar_from_json_schema(json.dumps(chat_schema(view, OPEN)))
        tokens = writer.tokenizer(text)["input_ids"]  # type: ignore[attr-defined]
        return bool(LLMatcher(guide, grammar).validate_tokens(tokens) == len(tokens))

    return legal


def test_the_examples_of_open_words_are_legal_where_they_were_said(legal: Callable[[str, View], bool]) -> None:
    for view, plan in examples(closed=False)[len(examples(closed=True)) :]:
        assert legal(plan.compact(), view), plan.compact()


@pytest.mark.parametrize(
    ("edit", "fits"),
    [
        ({"op": "change", "what": "man", "attributes": ["navy raincoat"], "without": ["yellow raincoat"]}, True),
        ({"op": "change", "what": "raincoat", "color": "navy"}, True),
        ({"op": "add", "what": "lantern", "rel": "in the hand of", "of": "man"}, True),
        ({"op": "format", "to": "16:9"}, True),
        ({"op": "clear", "what": "mood"}, True),
        ({"op": "change", "what": "man", "without": ["hat"]}, False),
        ({"op": "change", "what": "woman", "attributes": ["old"]}, False),
        ({"op": "format", "to": "wide"}, False),
        ({"op": "clear", "what": "light"}, False),
    ],
)
def test_what_is_changed_is_chosen_from_what_there_is(
    edit: dict[str, object], fits: bool, legal: Callable[[str, View], bool]
) -> None:
    assert legal(json.dumps({"do": "edit", "edits": [edit]}, separators=(",", ":")), VIEW) == fits


def test_a_closed_world_has_none_of_it() -> None:
    schema = json.dumps(
        chat_schema(View(Brief(elements=(Element(what="cat"),)), "cat", 1, 1, VIEW.exchange), STORYBOOK)
    )
    prompt = system_prompt(STORYBOOK)
    for word in ("attributes", "without", "lettering", "framing", "palette"):
        assert f'"{word}"' not in schema
        assert word not in prompt
        assert word.strip('"') in system_prompt(OPEN)


def test_the_view_tells_open_words() -> None:
    assert "have: man (old, yellow raincoat); scene harbour; mood calm" in render_view(VIEW)


def test_attributes_of_one_thing_in_several_edits_add_to_each_other() -> None:
    edits = (
        Edit(op="add", what="man", attributes=("old",)),
        Edit(op="add", what="man", attributes=("yellow raincoat",)),
    )
    view = View(Brief(), None, 0, None, (("user", "an old man in a yellow raincoat"),))
    joined = join_repeated(Plan(intent="create", edits=edits), view, OPEN)
    assert apply_edits(Brief(), list(joined.edits)).elements[0].attributes == ("old", "yellow raincoat")


def test_an_answer_with_open_words_is_read() -> None:
    plan = read_plan('{"do":"edit","edits":[{"op":"change","what":"man","attributes":"old, tall","hat":"red"}]}')
    assert plan.edits == (Edit(op="change", what="man", attributes=("old", "tall")),)


def test_a_part_that_is_named_alone_is_changed_not_added() -> None:
    brief = Brief(elements=(Element(what="man", attributes=("red hat",)),))
    view = View(brief, "man", 1, 1, (("user", "green hat please"),))
    plan = Plan(intent="edit", edits=(Edit(op="change", what="hat", color="green"),))
    assert repair_plan(plan, view) == plan


@pytest.mark.parametrize("pictures", [0, 1])
def test_words_that_no_known_message_has_can_still_be_painted(pictures: int) -> None:
    view = View(Brief(scene="fog"), None, pictures, pictures or None, (("user", "chiaroscuro, 35mm"),))
    assert possible_near(NOTHING, view, closed=False).intents >= ({"edit", "branch"} if pictures else {"create"})
    assert possible_near(NOTHING, view, closed=True).intents == {"decline"}


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("is the text readable?", True), ("how many people are there?", True), ("图里有几个人？", True),
        ("上面的字看得清吗", True), ("make the coat navy", False), ("把外套改成藏青色", False),
    ],
)  # fmt: skip
def test_a_question_about_the_picture_can_always_be_one(message: str, asks: bool) -> None:
    view = View(MAN, "man", 1, 1, (("user", message),))
    assert ("describe" in possible_near(NOTHING, view, closed=False).intents) is asks
    assert "describe" not in possible_near(NOTHING, view, closed=True).intents


@pytest.mark.parametrize(
    ("message", "opened"),
    [
        ("make the raincoat navy", set()), ("把雨衣改成藏青色", set()), ("three gulls", {"count"}),
        ("another lantern", {"count"}), ("再来一盏灯", {"count"}), ("a huge moon", {"size"}), ("月亮大点", {"size"}),
        ("put the boat in the corner", {"place"}), ("the boat should be at the back", {"place"}),
        ("船放远处", {"place"}),
    ],
)  # fmt: skip
def test_counts_sizes_and_places_are_open_only_to_messages_that_speak_of_them(message: str, opened: set[str]) -> None:
    view = View(MAN, "man", 1, 1, (("user", message),))
    keys = {key for operation, key in possible_near(NOTHING, view, closed=False).keys if operation == "change"}
    assert keys & {"count", "size", "place"} == opened
    assert {"color", "rel"} <= keys
