"""What went wrong with a language model's server, in one sentence each."""

from __future__ import annotations

import re

from tools.errors import ModelMissing
from tools.text import clean

_DETAIL = 160
"""Characters of a server's own words that are told."""
_ELSEWHERE = "hosted"
"""What stands for the address of a provider that its library knows."""


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
    status = status_of(error)
    where = address or _ELSEWHERE
    if status is not None:
        return ModelMissing(_of_status(status, where, _detail(error)))
    if _is_timeout(error):
        return too_slow(address)
    why = _detail(error)
    if _is_connection(error):
        return ModelMissing(
            f"The language model's server ({where}) can't be reached ({why}); check that its server is running, and "
            "base_url."
        )
    return ModelMissing(
        f"The language model's server ({where}) gave no usable answer ({why}); check base_url, which usually ends in "
        "/v1."
    )


def _of_status(status: int, where: str, why: str) -> str:
    """What a server's refusal means, and what to do."""
    if status in (400, 422) and re.search(r"context|too long|maximum.*tokens", why, re.IGNORECASE):
        return (
            f"The language model's server ({where}) has too small a context ({why}); start it with 4096 tokens or more."
        )
    if status in (401, 403):
        return (
            f"The language model's server ({where}) refused the key ({status}); set api_key in the profile's options."
        )
    if status == 404:
        return (
            f"The language model's server ({where}) does not know that address or model (404); check base_url and "
            "model in the profile's options."
        )
    if status == 429:
        return (
            f"The language model's server ({where}) is busy, or its quota is used up (429); wait a little and say it "
            "again."
        )
    if status == 503:
        return f"The language model's server ({where}) is not ready (503); wait until its model is loaded."
    if status >= 500:
        return f"The language model's server ({where}) failed ({status}: {why}); its own log says why."
    return f"The language model's server ({where}) refused the request ({status}: {why}); check the profile's options."


def too_slow(address: str | None) -> ModelMissing:
    """Return the error of a server that takes too long."""
    where = address or _ELSEWHERE
    return ModelMissing(
        f"The language model's server ({where}) took too long; wait until it is idle, or set seconds in the profile's "
        "options."
    )


def not_a_chat(address: str | None) -> ModelMissing:
    """Return the error of a server that answers with something else than a chat completion, a web page above all."""
    where = address or _ELSEWHERE
    return ModelMissing(
        f"The language model's server ({where}) answered with no chat completion; check base_url, which usually ends "
        "in /v1."
    )


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
