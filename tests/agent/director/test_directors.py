"""The director's seams: a tiny causal model, a LangChain model, repair, and the pocket model itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from threading import Event

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.base import Misunderstood
from agent.director.chat import ChatDirector, system_prompt
from agent.director.plan import Plan
from agent.director.pocket.schema import choices_of, says_between, strict_schema
from agent.director.schema import EDITION, plan_schema
from agent.director.view import View, render_view
from agent.messages.catalogue import sentence
from agent.studio import Studio
from tests.agent.plans import RED_BIRD
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.engines.language.langchain import LangChainModel
from tools.model_manager import ModelManager
from tools.types import ModelInfo
from tools.vocabulary import vocabulary_of

VIEW = View(
    Brief(elements=(Element(what="balloon", color="red", count=2),)), "balloon", 2, 2, (("user", "make it blue"),)
)
OPEN = vocabulary_of("open")
INFO = ModelInfo(role="director", kind="langchain", name="test", hash="remote")


def test_the_view_is_compact_and_does_not_grow() -> None:
    assert render_view(VIEW) == "pictures: 2, at 2\nhave: 2 red balloon\nfocus: balloon\nuser: make it blue\nplan: "
    long = View(Brief(), None, 0, None, (("user", "x" * 4000),))
    assert len(render_view(long)) < 700


def test_a_random_model_still_writes_a_valid_plan(tiny_models: ModelManager) -> None:
    """Constrained decoding: whatever the weights say, what comes out parses or is cut at the limit."""
    fresh = ModelManager(tiny_models.profile)
    writer = fresh.get("director")
    small = {
        "type": "object",
        "properties": {"do": plan_schema()["properties"]["do"]},
        "required": ["do"],
        "additionalProperties": False,
    }
    text = writer.write([{"role": "user", "content": render_view(VIEW)}], small, Event())
    assert json.loads(text)["do"] in plan_schema()["properties"]["do"]["enum"]


def test_the_prompt_for_chat_models_holds_schema_words_and_examples() -> None:
    text = system_prompt(vocabulary_of("storybook"))
    assert '"do"' in text
    assert "watercolor" in text
    assert "像第1张一样" in text


def test_a_langchain_model_directs() -> None:
    writer = LangChainModel(
        INFO, "langchain_core.language_models.fake_chat_models:GenericFakeChatModel",
        {"messages": iter(['Sure! {"do": "undo"} Anything else?']), "response_format": False},
    )  # fmt: skip
    assert ChatDirector(writer, OPEN).interpret(VIEW, Event()).intent == "undo"


def test_one_repair_with_the_reason() -> None:
    writer = ScriptedWriter('{"do": "fly"}', Plan(intent="undo"))
    assert ChatDirector(writer, OPEN).interpret(VIEW, Event()).intent == "undo"
    assert "do: Input should be" in writer.prompts[1]


def test_nothing_that_parses_is_said_so() -> None:
    with pytest.raises(Misunderstood):
        ChatDirector(ScriptedWriter("nonsense", "nonsense"), OPEN).interpret(VIEW, Event())


@pytest.mark.parametrize(
    "plan",
    [
        Plan(intent="undo"), Plan(intent="compare", picture=1, other=2), Plan(intent="ask", text="哪一个？"),
        Plan(intent="edit", edits=(Edit(op="add", what="熊", color="red", count=2, rel="left of", of="tree"),)),
        Plan(intent="answer", method="relation", what="fox", of="owl"),
        Plan(intent="list", method="things", what="动物"),
        Plan(intent="restart"), Plan(intent="save"), Plan(intent="surprise"), Plan(intent="name", text="pumpkin night"),
        Plan(intent="compare", picture=1, other=2, method="better"),
        Plan(intent="edit", edits=(
            Edit(op="add", what="cat", place="bottom right", rel="between", of="dog and tree", doing="sleeping"),
            Edit(op="time", to="night"), Edit(op="weather", to="fog"), Edit(op="look", to="sepia"),
            Edit(op="keep", what="red balloon"), Edit(op="swap", what="dog", to="color", of="cat"),
            Edit(op="take", what="hat", source=2), Edit(op="clear", what="weather"),
        )),
    ],
)  # fmt: skip
def test_what_training_teaches_is_legal_under_the_schema(plan: Plan) -> None:
    from llguidance import LLMatcher
    from llguidance.hf import from_tokenizer

    writer = ModelManager(profiles.load_profile("pocket")).get("director")
    guide = from_tokenizer(writer.tokenizer, n_vocab=writer.model.config.vocab_size)
    grammar = LLMatcher.grammar_from_json_schema(
        json.dumps(strict_schema(plan_schema())), defaults={"whitespace_flexible": False}
    )

    def legal(text: str) -> bool:
        tokens = writer.tokenizer(text)["input_ids"]
        return bool(LLMatcher(guide, grammar).validate_tokens(tokens) == len(tokens))

    assert legal(plan.compact())
    assert Plan.model_validate_json(plan.compact()) == plan
    for idle in ('{"do":"edit","edits":[{"op":"change","what":"cat"}]}', '{"do":"edit","edits":[]}', '{"do":"goto"}'):
        assert not legal(idle)


@pytest.mark.parametrize(
    ("message", "rel", "of", "legal"),
    [
        ("a bird between the dog and the castle", "between", "dog and castle", True),
        ("a bird between the dog and the castle", "between", "balloon and dog", True),
        ("a bird between the dogs", "between", "dogs", True),
        ("a bird between the dog and the castle", "between", "dog and moon", False),
        ("a bird between the dog and the castle", "above", "dog and castle", False),
        ("a bird above the dog and the castle", "between", "dog and castle", False),
        ("在女孩和男孩中间画一只鸟", "between", "女孩 and 男孩", True),
        ("在女孩和男孩旁边画一只鸟", "between", "女孩 and 男孩", False),
    ],
)
def test_what_stands_between_two_things_is_placed_by_both(message: str, rel: str, of: str, legal: bool) -> None:
    from llguidance import LLMatcher
    from llguidance.hf import from_tokenizer

    view = View(VIEW.brief, None, 1, 1, (("user", message),))
    writer = ModelManager(profiles.load_profile("pocket")).get("director")
    schema = strict_schema(plan_schema(choices_of(view)), says_between(view))
    grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults={"whitespace_flexible": False})
    edit = Edit(op="add", what="鸟" if "鸟" in message else "bird", color="red", rel=rel, of=of, doing="singing")
    tokens = writer.tokenizer(Plan(intent="edit", edits=(edit,)).compact())["input_ids"]
    matcher = LLMatcher(from_tokenizer(writer.tokenizer, n_vocab=writer.model.config.vocab_size), grammar)
    assert (matcher.validate_tokens(tokens) == len(tokens)) is legal


def test_names_are_no_patterns() -> None:
    brief = Brief(elements=(Element(what="a+b (old)"),))
    schema = strict_schema(plan_schema(choices_of(View(brief, None, 1, 1, (("user", "between"),)))), True)
    pattern = re.compile(schema["$defs"]["of_between"]["pattern"])
    assert pattern.match("a+b (old) and a+b (old)")
    assert not pattern.match("aab old")


def test_weights_are_held_to_the_acts_that_they_were_taught() -> None:
    writer = ModelManager(profiles.load_profile("pocket")).get("director")
    first, newest = (plan_schema(edition=edition)["properties"] for edition in (1, EDITION))
    assert writer.edition == EDITION
    assert set(newest["do"]["enum"]) - set(first["do"]["enum"]) == {
        "answer", "list", "restart", "save", "name", "surprise",
    }  # fmt: skip
    taught, acts = (keys["edits"]["items"]["properties"] for keys in (first, newest))
    assert acts.keys() - taught.keys() == {"doing", "from"}
    assert set(taught["rel"]["enum"]) == {"left of", "right of", "above", "below"}
    assert not {"what", "of"} & first.keys()


def test_an_answer_that_can_not_be_read_is_the_models_fault(studio: Callable[..., Studio]) -> None:
    made = studio("nonsense")
    turn = made.send("a red bird")
    assert turn.reply == sentence("en", "reply", "unreadable")
    made.models.set_engine("director", ScriptedWriter(RED_BIRD))
    assert made.send("a red bird").status == "done"
