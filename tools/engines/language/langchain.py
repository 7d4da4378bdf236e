"""Any LangChain chat model as a director: local OpenAI-compatible servers above all."""

from __future__ import annotations

import importlib
import json
from threading import Event
from typing import Any

from tools.errors import BadProfile, Cancelled, GouacheError, ModelMissing
from tools.types import ModelInfo


class LangChainModel:
    """Named "module:Class" in the profile; options go to the constructor.

    The schema travels both as `response_format` (servers that know it constrain their output) and in the
    system prompt; what comes back is parsed and validated by the director like any other output.
    """

    takes_messages = True

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
        """The weights live in another process."""
        return 0

    def to(self, where: str) -> None:
        """Nothing of it is ours to move."""

    def write(self, prompt: str | list[dict[str, str]], schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """The reply's JSON, from the first brace to its match.

        Raises:
            Cancelled: when the person stops it between chunks.
        """
        messages = [("user", prompt)] if isinstance(prompt, str) else [(m["role"], m["content"]) for m in prompt]
        model = self.model
        if self.bind_format:
            wanted = {"type": "json_schema", "json_schema": {"name": "plan", "schema": schema}}
            model = model.bind(response_format=wanted)
        text = ""
        try:
            for chunk in model.stream(messages):
                if cancel.is_set():
                    raise Cancelled
                text += chunk.text if isinstance(chunk.text, str) else str(chunk.content)
        except GouacheError:
            raise
        except Exception as error:  # Every provider has exceptions of its own.
            raise ModelMissing(f"The language model did not answer ({error}); is its server running?") from error
        self.tokens_written += len(text) // 4
        start = text.find("{")
        try:
            value, _ = json.JSONDecoder().raw_decode(text[max(start, 0) :])
        except json.JSONDecodeError:
            return text
        return json.dumps(value, ensure_ascii=False)
