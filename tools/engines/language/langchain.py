"""Any LangChain chat model as a director, above all those that talk to a local OpenAI-compatible server."""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Generator
from threading import Event
from typing import Any

from tools.engines.language.replies import is_whole, json_objects, without_thoughts
from tools.engines.language.request_options import FORMATS, RequestOptions
from tools.engines.language.server_errors import as_sentence, not_a_chat, too_slow
from tools.engines.language.streaming import TooSlow, read_in_thread
from tools.errors import BadProfile, GouacheError
from tools.types import ModelInfo

log = logging.getLogger("gouache")

Messages = list[tuple[str, str]]
"""Roles and contents."""
SECONDS = 300.0
"""How long one answer may take, where the profile does not say `seconds`."""
CONTEXT = 4096
"""Tokens that a server reads and writes together, where the profile does not say `context`."""
_CHARACTERS_PER_TOKEN = 4
"""Roughly; what these models write is counted in tokens like what others write."""
_MOST_CHARACTERS_PER_TOKEN = 12
"""A server that does not stop at the token limit is stopped at so many characters for each of them."""
_THINKING = 4
"""How many times as much a model may write that thinks although it was asked not to."""
_PROBE = "Answer in JSON with the key answer and the value no."
_PROBE_SCHEMA = {
    "type": "object",
    "properties": {"answer": {"enum": ["yes"]}},
    "required": ["answer"],
    "additionalProperties": False,
}
_PROBE_TOKENS = 32


class LangChainModel:
    """A LangChain chat model; see `tools.engines.base.LanguageModel`.

    The schema goes along as `response_format`, by which servers that know it constrain what is written. A server with
    an address of its own is probed once for whether it does; what a server refuses by name is not sent again. Others
    only see the schema in the prompt: the director validates what comes back in any case.

    Args:
        info: which model this is.
        name: "module:Class".
        options: `response_format` (whether to send the schema, True if absent), `seconds` (how long an answer may
            take), `context` (tokens that the server reads and writes together), `stream` (whether to read the answer
            while it is written, True if absent); all others go to the constructor.

    Attributes:
        tokens_read: How many tokens of prompts the server read anew, by its own account, which comes with answers that
            are not streamed.

    Raises:
        BadProfile: there is no such class.
    """

    def __init__(self, info: ModelInfo, name: str, options: dict[str, Any]) -> None:
        module, _, attribute = name.partition(":")
        try:
            factory = getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            raise BadProfile(
                f"There is no chat model {name}; install its package and write it as module:Class."
            ) from error
        options = dict(options)
        self.info = info
        self.seconds = float(options.pop("seconds", SECONDS))
        self.context = int(options.pop("context", CONTEXT))
        streams = bool(options.pop("stream", True))
        sends_format = bool(options.pop("response_format", True))
        self.model = _with_reasoning(factory)(**_own_defaults(factory, options, self.seconds))
        self.address = next((str(options[key]) for key in ("base_url", "openai_api_base") if options.get(key)), None)
        self.request = RequestOptions(self.model, FORMATS[0] if sends_format else "none")
        self.tokens_written = self.tokens_read = 0
        self._probed = self.address is None or not sends_format
        self._streams = streams

    def nbytes(self) -> int:
        """Return 0: the weights live in another process."""
        return 0

    def to(self, where: str) -> None:
        """Do nothing: the weights live in another process."""

    def write(self, prompt: str | list[dict[str, str]], schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """Write JSON text; see `tools.engines.base.LanguageModel.write`.

        Returns:
            All that the model said, without what it thought; what it thought where it said nothing else.

        Raises:
            Cancelled: `cancel` was set.
            ModelMissing: the server does not answer, or answers with an error; the sentence says what is wrong.
        """
        if not self._probed:
            self.probe(cancel)
        messages = [("user", prompt)] if isinstance(prompt, str) else [(m["role"], m["content"]) for m in prompt]
        text = self._ask(messages, schema, cancel, limit)
        self.tokens_written += len(text) // _CHARACTERS_PER_TOKEN
        return text

    def probe(self, cancel: Event) -> str:
        """Find out how the server is held to JSON, one of `FORMATS`, and remember it.

        It is told to say what the schema forbids: only a server that honours the schema says something else.
        """
        while self.request.format != "none":
            tried = self.request.format
            reply = self._ask([("user", _PROBE)], _PROBE_SCHEMA, cancel, _PROBE_TOKENS)
            if self.request.format != tried:
                continue  # It was refused, and the answer came without it.
            said = next(json_objects(reply), None)
            if said == {"answer": "yes"} or (said is not None and tried == "json_object"):
                break
            self.request.format = FORMATS[FORMATS.index(tried) + 1]
        self._probed = True
        log.info("the language model's server %s is held to JSON by %s", self.address, self.request.format)
        return self.request.format

    def _ask(self, messages: Messages, schema: dict[str, Any], cancel: Event, limit: int) -> str:
        """Return the reply; what the server refuses by name is left out, and it is asked again."""
        while True:
            model = self.model
            values = self.request.bound(schema, limit, self.address is not None)
            if values:
                model = model.bind(**values)
            try:
                return self._reply(model, messages, schema, cancel, limit)
            except GouacheError:
                raise
            except TooSlow as error:
                raise too_slow(self.address) from error
            except Exception as error:  # Every provider has exceptions of its own.
                if not self.request.give_way(error):
                    raise as_sentence(error, self.address) from error
                log.info("the language model's server refused an option: %s", error)

    def _reply(self, model: Any, messages: Messages, schema: dict[str, Any], cancel: Event, limit: int) -> str:
        """Return what the model says to the first whole answer, or up to the limit."""
        said, thought = "", ""
        required = _required(schema)
        most = limit * _MOST_CHARACTERS_PER_TOKEN
        answered = False
        for part, aside in read_in_thread(lambda: self._parts(model, messages), cancel, self.seconds):
            answered = True
            said += part
            thought += aside
            if len(said) > most * (_THINKING if "<think" in said else 1) or len(thought) > most * _THINKING:
                log.warning("the language model wrote on and on; it was stopped after %d characters", len(said))
                break
            if (not part.strip() or "}" in part) and is_whole(said, required):
                break
        if not answered and self._streams:
            # It may know no streaming, and answer in one piece.
            self._streams = False
            return self._reply(model, messages, schema, cancel, limit)
        if not answered:
            self._streams = True
            raise not_a_chat(self.address)
        kept = without_thoughts(said)
        return kept if kept.strip() else thought or said

    def _parts(self, model: Any, messages: Messages) -> Generator[tuple[str, str]]:
        """Yield what the model says and what it thinks beside it, piece by piece; nothing where nothing is streamed."""
        if not self._streams:
            try:
                message = model.invoke(messages)
                usage = message.usage_metadata or {}
            except (AttributeError, TypeError, ValueError, KeyError) as error:
                raise not_a_chat(self.address) from error
            cached = (usage.get("input_token_details") or {}).get("cache_read") or 0
            self.tokens_read += usage.get("input_tokens", 0) - cached
            yield _said_and_thought(message)
            return
        try:
            for chunk in model.stream(messages):
                yield _said_and_thought(chunk)
        except ValueError as error:
            if "No generation chunks" not in str(error):
                raise


def _required(schema: dict[str, Any]) -> list[str]:
    """The keys that every object of a schema has; none where it says nothing of them."""
    forms = [set(form.get("required", ())) for form in schema.get("anyOf", [schema])]
    return sorted(set.intersection(*forms))


def _said_and_thought(message: Any) -> tuple[str, str]:
    said = message.text if isinstance(message.text, str) else str(message.content or "")
    beside = getattr(message, "additional_kwargs", {})
    thought = beside.get("reasoning_content") or beside.get("reasoning") or ""
    return str(said), thought if isinstance(thought, str) else ""


def _own_defaults(factory: Any, options: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Options for a constructor, with those that it knows and that the profile leaves open.

    Local servers want no key, but their client does; Ollama's class takes what others take with each request.
    """
    fields = getattr(factory, "model_fields", {})
    family = str(getattr(factory, "__module__", "")).partition(".")[0]
    own: dict[str, Any] = {}
    if family == "langchain_openai":
        own = {} if "request_timeout" in options else {"timeout": seconds}
        if options.get("base_url") and not os.environ.get("OPENAI_API_KEY"):
            own["api_key"] = "none"
    elif family == "langchain_ollama":
        own = {"temperature": 0, "num_predict": 400, "reasoning": False}
    known = {key for name, field in fields.items() for key in (name, field.alias)}
    return {key: value for key, value in own.items() if key in known} | options


def _with_reasoning(factory: Any) -> Any:
    """A class of OpenAI's family that keeps the field in which local servers put thoughts, and some their answer."""
    family = str(getattr(factory, "__module__", "")).partition(".")[0]
    if family != "langchain_openai" or not hasattr(factory, "_convert_chunk_to_generation_chunk"):
        return factory

    class WithReasoning(factory):
        def _convert_chunk_to_generation_chunk(self, chunk: dict[str, Any], *others: Any) -> Any:
            made = super()._convert_chunk_to_generation_chunk(chunk, *others)
            choices = chunk.get("choices") or []
            if made is not None and choices:
                _keep_reasoning(made.message, choices[0].get("delta") or {})
            return made

        def _create_chat_result(self, response: Any, *others: Any) -> Any:
            made = super()._create_chat_result(response, *others)
            values = response if isinstance(response, dict) else response.model_dump()
            for generation, choice in zip(made.generations, values.get("choices") or [], strict=False):
                _keep_reasoning(generation.message, choice.get("message") or {})
            return made

    WithReasoning.__name__ = factory.__name__
    WithReasoning.__module__ = factory.__module__
    return WithReasoning


def _keep_reasoning(message: Any, values: dict[str, Any]) -> None:
    thought = values.get("reasoning_content") or values.get("reasoning")
    if thought and isinstance(thought, str):
        message.additional_kwargs["reasoning_content"] = thought
