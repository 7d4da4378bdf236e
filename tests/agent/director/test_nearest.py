"""The bank of labelled messages, and what it leaves open."""

from __future__ import annotations

import json
import math
import time
from collections import Counter
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from agent import limits
from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director import bank_index, nearest
from agent.director.bank_index import BankIndex, count_runs
from agent.director.chat import ChatDirector, system_prompt
from agent.director.chat_schema import chat_schema, possible_near
from agent.director.nearest import ExampleBank, LabelledMessage, Near, Situation, packaged_bank, situation_of
from agent.director.plan import Plan
from agent.director.settle import join_repeated, settle_landmarks
from agent.director.view import View
from benchmarks.datasets import load_rows
from tests.conftest import ScriptedWriter
from tools.engines.pocket.language import load_tokenizer
from tools.profiles import resolve_weights
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Vocabulary
from training.corpus.example_bank import bank_rows
from training.holdout import held_out_messages, normalize_message

STORYBOOK, OPEN = vocabulary_of("storybook"), vocabulary_of("open")
BALLOON = Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night")


def _view(message: str, brief: Brief = BALLOON, pictures: int = 2) -> View:
    return View(brief, None, pictures, pictures or None, (("user", message),))


def _near(view: View, count: int = 24) -> Near:
    return packaged_bank().nearest(view.exchange[-1][1], situation_of(view, STORYBOOK), count)


def test_the_packaged_bank_is_what_the_written_sessions_make() -> None:
    rows = list(bank_rows())
    bank = packaged_bank()
    assert [m.message for m in bank.messages] == [row["say"] for row in rows]
    assert [json.loads(m.plan) for m in bank.messages] == [row["plan"] for row in rows]
    counted = ExampleBank(bank.messages[:])
    kept, made = ({**each.marks._asdict(), **each.index.stored()} for each in (bank, counted))
    assert [name for name in made if not np.array_equal(kept[name], made[name])] == []
    with pytest.raises(ValueError, match="at most 65536 messages, not 65537"):
        BankIndex.of([""] * 65_537, [()] * 65_537)


def test_no_message_of_the_suites_is_in_the_bank() -> None:
    said = {normalize_message(message.message) for message in packaged_bank().messages}
    assert not said & held_out_messages()
    long = [t["say"] for name in ("dialogues", "second", "fourth") for row in load_rows(name) for t in row["turns"]]
    assert not said & {normalize_message(text) for text in long if len(text) > 24}


@pytest.mark.parametrize(
    ("message", "operations"),
    [
        ("make the balloon purple", ("edit", "change")), ("把城堡去掉", ("edit", "remove")),
        ("undo that please", ("undo",)), ("哪张更好，对比一下", ("compare",)),
        ("ballon mor big plz", ("edit", "change")),
    ],
)  # fmt: skip
def test_what_is_near_asks_for_the_same(message: str, operations: tuple[str, ...]) -> None:
    assert operations in [found.operations for found in _near(_view(message), 6).messages]


def test_the_situation_counts_and_kinds_vary() -> None:
    found = {
        empty: _near(_view("a red balloon", brief, 0), 6).messages
        for empty, brief in ((True, Brief()), (False, BALLOON))
    }
    created = {empty: [near.operations[0] for near in nears].count("create") for empty, nears in found.items()}
    assert created[True] >= 4 > created[False]
    assert len({found.operations for found in _near(_view("balloon"), 12).messages}) > 3


def test_likeness_is_the_cosine_of_how_telling_the_runs_are() -> None:
    texts = [message.message for message in packaged_bank().messages[::40]]
    index = BankIndex.of(texts, [message.operations for message in packaged_bank().messages[::40]])
    weights = dict(zip(index.runs.tolist(), index.weights.tolist(), strict=True))
    assert weights[" un"] > weights["un"] > weights["e"] > 0

    def vector(text: str) -> dict[str, float]:
        runs = {run: (1 + math.log(n)) * weights[run] for run, n in count_runs(text).items() if run in weights}
        length = math.hypot(*runs.values())
        return {run: value / length for run, value in runs.items()}

    for text in ("undo the dog, undo it", "把气球都改成红色的吧", *texts[::50]):
        mine = vector(text)
        cosines = [sum(value * mine.get(run, 0) for run, value in vector(other).items()) for other in texts]
        assert index.likeness(text, len(texts)) == pytest.approx(cosines)
    for unlike in ("\x00ж", " ", ""):
        assert index.likeness(unlike, len(texts)).max() < 1e-9


def test_loading_the_bank_reads_no_message_and_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(nearest, "_message", refuse)
    monkeypatch.setattr(bank_index, "count_runs", refuse)
    start = time.process_time()
    bank = packaged_bank.__wrapped__()
    assert time.process_time() - start < 0.7
    assert len(bank.messages) > 10_000


def test_a_bank_is_searched_without_what_is_left_out() -> None:
    at = Situation(False, False, False)
    rows = [LabelledMessage("have: nothing", text, "{}", at, ("undo",), frozenset(), 0) for text in ("undo", "undo it")]
    bank = ExampleBank(rows)
    assert [found.message for found in bank.nearest("undo", at, 5).messages] == ["undo", "undo it"]
    assert [found.message for found in bank.nearest("undo", at, 5, without=[0]).messages] == ["undo it"]
    closed = ExampleBank([rows[0], rows[1]._replace(closed=True)])
    assert [found.message for found in closed.nearest("undo", at, 5, closed=False).messages] == ["undo"]
    assert len(bank.nearest("完全不同", at, 5).messages) == 2


def test_the_examples_show_two_of_a_shape_and_no_message_twice() -> None:
    for view in (_view("make the balloon blue"), _view("再来两只猫"), _view("a dog on a hill", Brief(), 0)):
        shown = _near(view, 8).messages
        shapes = Counter((message.operations, message.keys) for message in shown)
        assert len(shown) == 8
        assert max(shapes.values()) <= 2
        assert len({normalize_message(message.message) for message in shown}) == 8
    at = Situation(False, False, False)
    texts = ["undo", "Undo!", "undo it", "undo that", "redo"]
    kinds = ["undo"] * 4 + ["redo"]
    rows = [
        LabelledMessage("have: nothing", text, "{}", at, (kind,), frozenset(), 0)
        for text, kind in zip(texts, kinds, strict=True)
    ]
    found = [message.message for message in ExampleBank(rows).nearest("undo", at, 4).messages]
    assert found[0] == "undo"
    assert "redo" in found[:3]
    assert "Undo!" not in found
    assert len(found) == 4


def test_what_is_near_is_told_in_shares() -> None:
    at = Situation(False, False, False)
    plans = [("edit", "change"), ("edit", "change"), ("edit", "add"), ("undo",)]
    texts = ["make it red", "make it blue", "add a red hat", "go back"]
    keys = [frozenset({("change", "color")})] * 2 + [frozenset({("add", "color"), ("add", "rel")}), frozenset()]
    rows = [
        LabelledMessage("have: nothing", text, "{}", at, plan, key, 1)
        for text, plan, key in zip(texts, plans, keys, strict=True)
    ]
    near = ExampleBank(rows).nearest("make it green", at, 2)
    assert {message.message for message in near.messages} == {"make it blue", "make it red"}
    assert sum(near.intents.values()) == pytest.approx(1)
    assert 0.9 < near.operations["change"] < near.keys["color"] < 1
    assert near.keys["rel"] == pytest.approx(near.operations["add"])
    assert near.keys["rel"] < near.intents["edit"]
    anew = ExampleBank(rows).nearest("make it green", at._replace(empty=True), 2)
    assert anew.intents == {}
    assert anew.keys["color"] > 0.9


@cache
def _tokenizer() -> tuple[Any, Any]:
    from llguidance.hf import from_tokenizer

    tokenizer = load_tokenizer(Path(resolve_weights("package:director")))
    return tokenizer, from_tokenizer(tokenizer)


def _legal(view: View, plan: Plan, vocabulary: Vocabulary = STORYBOOK) -> bool:
    from llguidance import LLMatcher

    tokenizer, guide = _tokenizer()
    schema = chat_schema(view, vocabulary, possible_near(_near(view), view, vocabulary.closed))
    grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults={"whitespace_flexible": False})
    tokens = tokenizer(plan.compact())["input_ids"]
    return bool(LLMatcher(guide, grammar).validate_tokens(tokens) == len(tokens))


def _edit(**values: object) -> Plan:
    return Plan(intent="edit", edits=(Edit.model_validate(values),))


def test_only_what_the_message_may_ask_for_can_be_written() -> None:
    blue = _view("make the balloon blue")
    assert _legal(blue, _edit(op="change", what="balloon", color="blue"))
    assert not _legal(blue, _edit(op="change", what="balloon", color="green"))
    assert not _legal(blue, _edit(op="change", what="balloon", color="blue", count=3))
    assert not _legal(blue, _edit(op="change", what="balloon"))
    assert not _legal(blue, _edit(op="change", what="violin", color="blue"))
    assert not _legal(blue, Plan(intent="create", edits=(Edit(op="add", what="balloon"),)))
    three = _view("three owls on the left of the castle")
    assert _legal(three, _edit(op="add", what="owls", count=3, rel="left of", of="castle"))
    assert not _legal(_view("a red dog", Brief(), 0), Plan(intent="undo"))
    anew = _view("now paint a red dog")
    assert _legal(anew, Plan(intent="create", edits=(Edit(op="add", what="dog", color="red"),)))


def test_what_is_said_beside_the_known_can_be_written() -> None:
    grey = _view("a red cup and a grey cat")
    assert _legal(grey, _edit(op="add", what="cup", color="red"))
    assert _legal(grey, _edit(op="add", what="cat", color="grey"))
    assert not _legal(grey, _edit(op="add", what="cat", color="blue"))
    assert _legal(_view("double the balloons"), _edit(op="change", what="balloon", count=4))
    assert _legal(_view("再画几只企鹅"), _edit(op="add", what="企鹅", count=3))


def test_an_open_world_takes_any_name_and_color() -> None:
    view = _view("add an old wooden sailing ship in burnt sienna", Brief(elements=(Element(what="sea"),)))
    assert _legal(view, _edit(op="add", what="old wooden sailing ship", color="burnt sienna"), OPEN)
    assert _legal(view, _edit(op="note", to="low evening light"), OPEN)


def test_an_open_world_is_not_told_that_its_painter_can_not_write() -> None:
    assert "write SALE" in system_prompt(STORYBOOK)
    assert "can't write" not in system_prompt(OPEN)
    at = Situation(False, False, False)
    for closed in (True, False):
        near = packaged_bank().nearest("write HAPPY BIRTHDAY on it", at, 12, closed).messages
        assert any("text" in found.plan and '"decline"' in found.plan for found in near) is closed


@pytest.mark.parametrize(
    ("message", "edits", "settled"),
    [
        ("a star above a castle", [{"op": "add", "what": "star", "rel": "above", "of": "castle"}],
         [{"op": "add", "what": "star", "rel": "above", "of": "castle"}, {"op": "add", "what": "castle"}]),
        ("a penguin in the snow", [{"op": "add", "what": "penguin", "rel": "left of", "of": "snow"}],
         [{"op": "add", "what": "penguin"}, {"op": "scene", "to": "snow"}]),
        ("a penguin", [{"op": "add", "what": "penguin", "rel": "left of", "of": "house"}],
         [{"op": "add", "what": "penguin"}]),
        ("a dog left of a cat",
         [{"op": "add", "what": "dog", "rel": "left of", "of": "cat"}, {"op": "add", "what": "cat"}],
         [{"op": "add", "what": "dog", "rel": "left of", "of": "cat"}, {"op": "add", "what": "cat"}]),
        ("a cat between a dog and a tree",
         [{"op": "add", "what": "cat", "rel": "between", "of": "dog and tree"}, {"op": "add", "what": "dog"}],
         [{"op": "add", "what": "cat", "rel": "between", "of": "dog and tree"}, {"op": "add", "what": "dog"},
          {"op": "add", "what": "tree"}]),
        ("狗和树中间有一只猫", [{"op": "add", "what": "猫", "rel": "between", "of": "狗和树"}],
         [{"op": "add", "what": "猫", "rel": "between", "of": "狗和树"}, {"op": "add", "what": "狗"},
          {"op": "add", "what": "树"}]),
    ],
)  # fmt: skip
def test_what_things_stand_beside_is_in_the_picture(
    message: str, edits: list[dict[str, str]], settled: list[dict[str, str]]
) -> None:
    plan = Plan.model_validate({"do": "create", "edits": edits})
    made = settle_landmarks(plan, _view(message, Brief(), 0), STORYBOOK)
    assert [edit.model_dump(exclude_none=True) for edit in made.edits] == settled


@pytest.mark.parametrize(
    ("message", "edits", "joined"),
    [
        ("a green dragon", [{"op": "add", "what": "dragon"}, {"op": "add", "what": "dragon", "color": "green"}],
         [{"op": "add", "what": "dragon", "color": "green"}]),
        ("a friend, a unicorn", [{"op": "add", "what": "unicorn", "place": p} for p in ("left", "right", "top")],
         [{"op": "add", "what": "unicorn"}]),
        ("a red cup and a blue cup", [{"op": "add", "what": "cup", "color": c} for c in ("red", "blue")],
         [{"op": "add", "what": "cup", "color": c} for c in ("red", "blue")]),
        ("swap the cup and the mug", [{"op": "swap", "what": "cup", "to": "place", "of": "mug"}],
         [{"op": "swap", "what": "cup", "to": "place", "of": "mug"}]),
    ],
)  # fmt: skip
def test_one_thing_is_added_once(message: str, edits: list[dict[str, str]], joined: list[dict[str, str]]) -> None:
    plan = Plan.model_validate({"do": "edit", "edits": edits})
    made = join_repeated(plan, _view(message), STORYBOOK)
    assert [edit.model_dump(exclude_none=True) for edit in made.edits] == joined


def test_the_prompt_begins_alike_and_examples_fit_the_context() -> None:
    class Small(ScriptedWriter):
        context = 4096

    writer = Small(Plan(intent="undo"))
    for message in ("make the balloon blue", "undo that"):
        ChatDirector(writer, STORYBOOK).interpret(_view(message), Event())
    one, two = (json.loads(prompt) for prompt in writer.prompts)
    assert one[0] == two[0]
    assert [m["role"] for m in one] == ["system", *["user", "assistant"] * 4, "user"]
    assert json.loads(one[-2]["content"])["do"]
    writer.context = 1024
    ChatDirector(writer, STORYBOOK).interpret(_view("undo that"), Event())
    assert len(json.loads(writer.prompts[-1])) == 2


@pytest.mark.parametrize("message", ["make the balloon blue and bigger", "把气球改成蓝色，城堡放到左边"])
def test_examples_take_what_the_context_leaves(message: str) -> None:
    class Sized(ScriptedWriter):
        context = 0

    tokenizer = load_tokenizer(Path(resolve_weights("package:director")))
    writer = Sized(Plan(intent="undo"))
    shown = []
    for writer.context in range(1200, 2600, 50):
        ChatDirector(writer, STORYBOOK).interpret(_view(message), Event())
        prompt = json.loads(writer.prompts[-1])
        shown.append((len(prompt) - 2) // 2)
        if message.isascii():
            tokens = sum(len(tokenizer(turn["content"])["input_ids"]) + 5 for turn in prompt)
            assert not shown[-1] or tokens + limits.ANSWER_TOKENS <= writer.context
    assert shown[0] < shown[-1] == limits.EXAMPLES
    assert {1, 2, 3} & set(shown)
