"""Any LangChain chat model as a director, above all those that talk to a local OpenAI-compatible server."""

from __future__ import annotations

import importlib
import json
from threading import Event
from typing import Any

from tools.errors import BadProfile, Cancelled, GouacheError, ModelMissing
from tools.types import ModelInfo

_CHARACTERS_PER_TOKEN = 4
"""Roughly; what these models write is counted in tokens like what others write."""


class LangChainModel:
    """A LangChain chat model; see `tools.engines.base.LanguageModel`.

    The schema goes along as `response_format`, by which servers that know it constrain what is written. Others only
    see it in the prompt: the director validates what comes back in any case.

    Args:
        info: which model this is.
        name: "module:Class".
        options: `response_format` (whether to send the schema, True if absent); all others go to the constructor.

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
        self.bind_format = bool(options.pop("response_format", True))
        self.model = factory(**options)
        self.tokens_written = 0

    def nbytes(self) -> int:
        """Return 0: the weights live in another process."""
        return 0

    def to(self, where: str) -> None:
        """Do nothing: the weights live in another process."""

    def write(self, prompt: str | list[dict[str, str]], schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:  # noqa: ARG002 - The server has its own limit.
        """Write JSON text; see `tools.engines.base.LanguageModel.write`.

        Returns:
            The first JSON value from the first brace on, or the whole reply where there is none.

        Raises:
            Cancelled: `cancel` was set.
            ModelMissing: the server does not answer.
        """
        text = self._reply(prompt, schema, cancel)
        self.tokens_written += len(text) // _CHARACTERS_PER_TOKEN
        start = max(text.find("{"), 0)
        try:
            value, _ = json.JSONDecoder().raw_decode(text[start:])
        except json.JSONDecodeError:
            return text
        return json.dumps(value, ensure_ascii=False)

    def _reply(self, prompt: str | list[dict[str, str]], schema: dict[str, Any], cancel: Event) -> str:
        """Return all that the model replies."""
        messages = [("user", prompt)] if isinstance(prompt, str) else [(m["role"], m["content"]) for m in prompt]
        model = self.model
        if self.bind_format:
            response_format = {"type": "json_schema", "json_schema": {"name": "plan", "schema": schema}}
            model = model.bind(response_format=response_format)
        text = ""
        try:
            for chunk in model.stream(messages):
                if cancel.is_set():
                    raise Cancelled
                text += chunk.text if isinstance(chunk.text, str) else str(chunk.content)
        except GouacheError:
            raise
        except Exception as error:  # Every provider has exceptions of its own.
            raise ModelMissing(
                f"The language model did not answer ({error}); check that its server is running."
            ) from error
        return text
