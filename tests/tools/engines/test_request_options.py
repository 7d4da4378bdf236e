"""What goes along with requests to chat models of different libraries."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel

from tools.engines.language.langchain import LangChainModel
from tools.types import ModelInfo

INFO = ModelInfo(role="director", kind="langchain", name="test", hash="remote")
SCHEMA: dict[str, Any] = {"type": "object"}


class Ollama(GenericFakeChatModel):
    """A class with the fields of langchain_ollama's that matter here."""

    messages: Any = iter(())
    reasoning: bool | None = None
    num_predict: int | None = None
    temperature: float | None = None


Ollama.__module__ = "langchain_ollama.chat_models"


class Refusal(Exception):
    status_code = 400


def test_ollama_takes_the_schema_as_its_format_and_does_not_think(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("langchain_ollama")
    module.Ollama = Ollama  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "langchain_ollama", module)
    model = LangChainModel(INFO, "langchain_ollama:Ollama", {"num_predict": 99})
    assert (model.model.reasoning, model.model.num_predict, model.model.temperature) == (False, 99, 0)
    assert model.request.bound(SCHEMA, 400, False) == {"format": SCHEMA}


def test_a_hosted_model_gets_nothing_that_only_local_servers_know() -> None:
    model = LangChainModel(INFO, "langchain_openai:ChatOpenAI", {"model": "m", "api_key": "k", "temperature": 0.5})
    values = model.request.bound(SCHEMA, 400, False)
    assert values["max_tokens"] == 400
    assert "temperature" not in values
    assert set(values["extra_body"]) == {"response_format"}


def test_what_is_refused_by_name_is_left_out_step_by_step() -> None:
    request = LangChainModel(INFO, "langchain_openai:ChatOpenAI", {"base_url": "http://127.0.0.1:9/v1"}).request
    assert request.give_way(Refusal("response_format: unknown type"))
    assert request.bound(SCHEMA, 400, True)["extra_body"]["response_format"] == {"type": "json_object"}
    assert request.give_way(Refusal("'response_format' is not supported"))
    assert not request.give_way(Refusal("'response_format' is not supported"))
    assert request.give_way(Refusal("extra field chat_template_kwargs"))
    assert request.give_way(Refusal("max_tokens: too large"))
    assert "extra_body" not in request.bound(SCHEMA, 400, True)
    assert not request.give_way(Refusal("no"))
    assert not request.give_way(ConnectionError("response_format"))
