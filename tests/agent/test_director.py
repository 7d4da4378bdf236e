"""The director's seams: a tiny causal model, a LangChain model, repair, and the pocket model itself."""

from __future__ import annotations

import json
from threading import Event

import pytest

from agent import director
from agent.brief import Brief, Element
from agent.context import View, render
from agent.edits import Edit
from agent.plan import Plan, schema
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.engines.chat import ChatWriter
from tools.shelf import Shelf
from tools.values import ModelInfo

VIEW = View(
    Brief(elements=(Element(what="balloon", color="red", count=2),)), "balloon", 2, 2, (("user", "make it blue"),)
)
INFO = ModelInfo(role="director", kind="langchain", name="test", hash="remote")


def accept(plan: Plan) -> str | None:
    return None


def test_the_view_is_compact_and_does_not_grow() -> None:
    assert render(VIEW) == "have: 2 red balloon\nfocus: balloon\npictures: 2, at 2\nuser: make it blue\nplan: "
    long = View(Brief(), None, 0, None, (("user", "x" * 4000),))
    assert len(render(long)) < 700


def test_a_random_model_still_writes_a_valid_plan(tiny_shelf: Shelf) -> None:
    """Constrained decoding: whatever the weights say, what comes out parses or is cut at the limit."""
    fresh = Shelf(tiny_shelf.profile)
    writer = fresh.get("director")
    small = {
        "type": "object",
        "properties": {"do": schema()["properties"]["do"]},
        "required": ["do"],
        "additionalProperties": False,
    }
    text = writer.write(director._prompt(writer, VIEW, False, None), small, Event())
    assert json.loads(text)["do"] in schema()["properties"]["do"]["enum"]


def test_the_prompt_for_chat_models_holds_schema_words_and_examples() -> None:
    text = director.system_prompt(closed=True)
    assert '"do"' in text
    assert "watercolor" in text
    assert "像第1张一样" in text


def test_a_langchain_model_directs() -> None:
    writer = ChatWriter(
        INFO, "langchain_core.language_models.fake_chat_models:GenericFakeChatModel",
        {"messages": iter(['Sure! {"do": "undo"} Anything else?']), "response_format": False},
    )  # fmt: skip
    assert director.interpret(writer, VIEW, False, Event(), accept).do == "undo"


class ChattyWriter(ScriptedWriter):
    takes_messages = True


def test_one_repair_with_the_reason() -> None:
    writer = ChattyWriter('{"do": "fly"}', Plan(do="undo"))
    assert director.interpret(writer, VIEW, False, Event(), accept).do == "undo"
    assert "do: Input should be" in writer.prompts[1]


def test_nothing_that_parses_is_said_so() -> None:
    with pytest.raises(director.Misunderstood):
        director.interpret(ChattyWriter("nonsense", "nonsense"), VIEW, False, Event(), accept)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(do="undo"), Plan(do="compare", n=1, m=2), Plan(do="ask", say="哪一个？"),
        Plan(do="edit", edits=(Edit(op="add", what="熊", color="red", count=2, rel="left of", of="tree"),)),
    ],
)  # fmt: skip
def test_what_training_teaches_is_legal_under_the_schema(plan: Plan) -> None:
    from llguidance import LLMatcher
    from llguidance.hf import from_tokenizer

    writer = Shelf(profiles.load("pocket")).get("director")
    guide = from_tokenizer(writer.tokenizer, n_vocab=writer.model.config.vocab_size)
    grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema()), defaults={"whitespace_flexible": False})
    matcher = LLMatcher(guide, grammar)
    tokens = writer.tokenizer(plan.compact())["input_ids"]
    assert matcher.validate_tokens(tokens) == len(tokens)
    assert Plan.model_validate_json(plan.compact()) == plan
