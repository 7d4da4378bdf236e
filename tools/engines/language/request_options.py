"""What goes along with a request to a chat model, and how it is taken back where a server refuses it."""

from __future__ import annotations

from typing import Any

from tools.engines.language.server_errors import status_of

_REFUSALS = (400, 422, 500, 501)
"""Statuses with which servers refuse what they don't know."""
_NAMED_BY = {
    "format": ("response_format", "json_schema", "json_object", "grammar", "guided", "structured output"),
    "thinking": ("chat_template_kwargs", "enable_thinking"),
    "length": ("max_tokens", "max_completion_tokens"),
    "temperature": ("temperature",),
}
"""By option, the words by which a refusal names it."""
FORMATS = ("json_schema", "json_object", "none")
"""How a server may be held to JSON, the strictest first."""


class RequestOptions:
    """The options of requests to one model; what it refused once is left out for as long as this lives.

    Args:
        model: A LangChain chat model.
        format: One of `FORMATS`, the first to try.
    """

    def __init__(self, model: Any, format: str) -> None:
        families = {kind.__module__.partition(".")[0] for kind in type(model).__mro__}
        self.openai = "langchain_openai" in families
        self.ollama = "langchain_ollama" in families
        self.format = format
        # Only servers of one's own know these; OpenAI's refuses them.
        self.extras = {"thinking", "length", "temperature"} if self.openai else set()
        self._own_body: dict[str, Any] = dict(getattr(model, "extra_body", None) or {})
        self._has_temperature = getattr(model, "temperature", None) is not None

    def bound(self, schema: dict[str, Any], limit: int, local: bool) -> dict[str, Any]:
        """Return the keyword arguments of a request.

        Args:
            schema: JSON schema of the answer.
            limit: The most tokens to write.
            local: Whether the server has an address of its own.
        """
        if self.ollama:
            return {"format": schema} if self.format == "json_schema" else {}
        form = self._format(schema)
        if not self.openai:
            return form
        # In the body, because an argument of that name makes ChatOpenAI parse what comes, and fail at what it can't.
        values: dict[str, Any] = {}
        body = self._own_body | form
        if local and "thinking" in self.extras:
            body.setdefault("chat_template_kwargs", {"enable_thinking": False})
        if "length" in self.extras:
            # ChatOpenAI renames its own argument to the newer one, which servers of one's own may not know.
            (body if local else values).setdefault("max_tokens", limit)
        if "temperature" in self.extras and not self._has_temperature:
            values["temperature"] = 0
        return values | ({"extra_body": body} if body else {})

    def _format(self, schema: dict[str, Any]) -> dict[str, Any]:
        if self.format == "json_schema":
            return {"response_format": {"type": "json_schema", "json_schema": {"name": "plan", "schema": schema}}}
        return {"response_format": {"type": "json_object"}} if self.format == "json_object" else {}

    def give_way(self, error: BaseException) -> bool:
        """Take back what an error refuses; False where it names nothing that was sent."""
        if not isinstance(error, TypeError) and status_of(error) not in _REFUSALS:
            return False
        text = str(error).lower()
        for option, names in _NAMED_BY.items():
            if not any(name in text for name in names):
                continue
            if option == "format" and self.format != "none":
                self.format = FORMATS[FORMATS.index(self.format) + 1]
                return True
            if option in self.extras:
                self.extras.remove(option)
                return True
        return False
