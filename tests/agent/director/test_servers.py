"""Language models behind servers of every known habit: what is read, what is asked again, what is said of trouble."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from agent.brief.model import Brief, Element
from agent.director.base import Misunderstood
from agent.director.chat import ChatDirector
from agent.director.plan import SAY_LIMIT, Plan
from agent.director.view import View
from tools.engines.language.langchain import LangChainModel
from tools.errors import Cancelled, ModelMissing
from tools.types import ModelInfo
from tools.vocabulary import vocabulary_of

VIEW = View(
    Brief(elements=(Element(what="balloon", color="red", count=2),)), "balloon", 2, 2, (("user", "make it blue"),)
)
OPEN = vocabulary_of("open")
INFO = ModelInfo(role="director", kind="langchain", name="test", hash="remote")
GOTO = Plan(intent="goto", picture=2)
Start = Callable[[str], Any]


def _model(address: str, **more: object) -> LangChainModel:
    return LangChainModel(
        INFO, "langchain_openai:ChatOpenAI", {"base_url": address, "model": "local", "max_retries": 0, **more}
    )


def _directed(model: LangChainModel, cancel: Event | None = None) -> Plan:
    return ChatDirector(model, OPEN).interpret(VIEW, cancel or Event())


@pytest.mark.parametrize(
    "habit",
    [
        "plain", "fenced", "thinking", "template opened the thoughts", "reasoning field", "other reasoning field",
        "thoughts beside", "null", "words around", "wrapper", "arguments", "whole", "no format", "no schema",
        "no template options", "no temperature", "endless",
    ],
)  # fmt: skip
def test_a_plan_is_read_however_the_server_gives_it(habit: str, chat_server: Start) -> None:
    begin = time.monotonic()
    assert _directed(_model(chat_server(habit).address)) == GOTO
    assert time.monotonic() - begin < 8


def test_surplus_keys_are_dropped_and_words_cut(chat_server: Start) -> None:
    plan = _directed(_model(chat_server("surplus").address))
    assert (plan.intent, plan.picture, len(plan.text or "")) == ("goto", 2, SAY_LIMIT)


@pytest.mark.parametrize(
    ("habit", "form"), [("honours", "json_schema"), ("plain", "json_object"), ("no format", "none")]
)
def test_a_server_is_probed_once_for_what_it_honours(habit: str, form: str, chat_server: Start) -> None:
    server = chat_server(habit)
    model = _model(server.address)
    _directed(model)
    probes = len(server.asked) - len(server.plans_asked)
    _directed(model)
    assert len(server.asked) - len(server.plans_asked) == probes
    assert model.request.format == form


@pytest.mark.parametrize(
    ("habit", "option"),
    [
        ("no format", "response_format"),
        ("no template options", "chat_template_kwargs"),
        ("no temperature", "temperature"),
    ],
)
def test_what_a_server_refuses_is_not_sent_again(habit: str, option: str, chat_server: Start) -> None:
    server = chat_server(habit)
    model = _model(server.address)
    _directed(model)
    before = len(server.asked)
    _directed(model)
    assert len(server.asked) == before + 1
    assert option not in server.asked[-1]


def test_a_request_bounds_and_asks_for_no_thoughts(chat_server: Start) -> None:
    server = chat_server("honours")
    _directed(_model(server.address, extra_body={"ttl": 300}))
    (request,) = server.plans_asked
    assert request["max_tokens"] == 400
    assert request["temperature"] == 0
    assert request["chat_template_kwargs"] == {"enable_thinking": False}
    assert request["ttl"] == 300
    assert request["messages"][0]["role"] == "system"
    assert "anyOf" in request["response_format"]["json_schema"]["schema"]


@pytest.mark.parametrize(
    ("habit", "said"),
    [
        ("401", "refused the key"), ("404", "address or model"), ("429", "busy"), ("500", r"failed \(500: .*boom"),
        ("html", "no chat completion"), ("context", "too small a context"), ("400", r"refused the request \(400"),
    ],
)  # fmt: skip
def test_trouble_is_one_sentence_that_says_its_kind(habit: str, said: str, chat_server: Start) -> None:
    with pytest.raises(ModelMissing, match=said) as raised:
        _directed(_model(chat_server(habit).address))
    assert "\n" not in str(raised.value)
    assert "<" not in str(raised.value)


def test_a_server_that_is_not_there_is_said_so() -> None:
    with pytest.raises(ModelMissing, match="check that its server is running"):
        _directed(_model("http://127.0.0.1:9/v1"))


@pytest.mark.parametrize("habit", ["empty", "cut"])
def test_an_answer_without_a_plan_is_asked_for_once_more(habit: str, chat_server: Start) -> None:
    server = chat_server(habit)
    with pytest.raises(Misunderstood):
        _directed(_model(server.address))
    assert len(server.plans_asked) == 2
    assert "Your last plan was refused" in server.plans_asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize("habit", ["hang", "slow"])
def test_stopping_does_not_wait_for_a_silent_server(habit: str, chat_server: Start) -> None:
    cancel = Event()
    server = chat_server(habit)
    threading.Timer(0.4, cancel.set).start()
    begin = time.monotonic()
    with pytest.raises(Cancelled):
        _directed(_model(server.address), cancel)
    assert time.monotonic() - begin < 3
    server.over.set()


def test_a_silent_server_is_given_up_after_its_time(chat_server: Start) -> None:
    server = chat_server("hang")
    with pytest.raises(ModelMissing, match="took too long"):
        _directed(_model(server.address, seconds=0.5))


def test_words_without_end_are_cut_off(chat_server: Start) -> None:
    server = chat_server("endless words")
    with pytest.raises(Misunderstood):
        _directed(_model(server.address))
