"""What went wrong with a language model's server, in one sentence each."""

from __future__ import annotations

import re

from tools.errors import ModelMissing
from tools.text import clean

_DETAIL = 160
"""Characters of a server's own words that are told."""
_BY_STATUS = {
    401: "refused the key (401); set api_key in the profile's director options",
    403: "refused access (403); check api_key in the profile's director options",
    404: "does not know that address or model (404); check base_url and model in the profile's director options",
    413: "finds the request too large (413); start it with a larger context",
    429: "is busy, or its quota is used up (429); wait a little and say it again",
    503: "is not ready (503), perhaps still loading its model; wait a little and say it again",
}


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status that an error of whatever client carries, None where the server did not answer."""
    for holder in (error, getattr(error, "response", None)):
        value = getattr(holder, "status_code", None)
        if isinstance(value, int):
            return value
    return None


def as_sentence(error: BaseException, address: str | None) -> ModelMissing:
    """Return the error for the person.

    Args:
        error: What the client raised.
        address: Where the server is, where that is known.
    """
    who = f"The language model's server at {address}" if address else "The language model's server"
    detail = _detail(error)
    status = status_of(error)
    if status in (400, 422) and re.search(r"context|too long|maximum.*tokens", detail, re.IGNORECASE):
        return ModelMissing(f"{who} has too small a context for this ({detail}); start it with at least 4096 tokens.")
    if status in _BY_STATUS:
        return ModelMissing(f"{who} {_BY_STATUS[status]}.")
    if status is not None and status >= 500:
        return ModelMissing(f"{who} failed ({status}: {detail}); its own log says why.")
    if status is not None:
        return ModelMissing(f"{who} refused the request ({status}: {detail}); check the profile's director options.")
    if _is_timeout(error):
        return too_slow(address)
    if _is_connection(error):
        return ModelMissing(f"{who} can't be reached ({detail}); check that its server is running, and base_url.")
    return ModelMissing(f"{who} gave no usable answer ({detail}); check base_url, which usually ends in /v1.")


def too_slow(address: str | None) -> ModelMissing:
    """Return the error of a server that takes too long."""
    who = f"The language model's server at {address}" if address else "The language model's server"
    return ModelMissing(
        f"{who} took too long; wait until it is idle, or give it more `seconds` in the profile's options."
    )


def not_a_chat(address: str | None) -> ModelMissing:
    """Return the error of a server that answers with something else than a chat completion, a web page above all."""
    who = f"The language model's server at {address}" if address else "The language model's server"
    return ModelMissing(f"{who} answered with no chat completion; check base_url, which usually ends in /v1.")


def _names(error: BaseException) -> str:
    return " ".join(kind.__name__ for kind in type(error).__mro__)


def _is_timeout(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) or "Timeout" in _names(error)


def _is_connection(error: BaseException) -> bool:
    return isinstance(error, ConnectionError) or re.search(r"Connect|Network|Protocol", _names(error)) is not None


def _detail(error: BaseException) -> str:
    """The server's own words on one line, without its page where it sent one."""
    text = re.sub(r"<[^>]*>", " ", clean(str(error)))
    return " ".join(text.split())[:_DETAIL] or type(error).__name__
