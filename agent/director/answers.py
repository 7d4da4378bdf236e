"""Read a plan out of what a language model answered, however it wrapped it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from agent.brief.edits import Edit
from agent.director.plan import SAY_LIMIT, Plan
from tools.engines.language.replies import json_objects, without_thoughts

_PLAN_KEYS = frozenset(field.alias or name for name, field in Plan.model_fields.items())
_EDIT_KEYS = frozenset(Edit.model_fields)


class UnreadableAnswer(Exception):
    """No plan is in an answer; the text says what is wrong with what came nearest, for the model to correct."""


def read_plan(answer: str) -> Plan:
    """The last plan in an answer.

    Thoughts, fences, words around it and one wrapper (`{"plan": {…}}`) are left out, unknown and empty keys are
    dropped, a `say` that is too long is cut, and an edit that comes twice counts once.

    Raises:
        UnreadableAnswer: there is none.
    """
    reason = "there is no JSON object in the answer."
    for value in reversed(list(json_objects(without_thoughts(answer)))):
        for candidate in _unwrapped(value):
            try:
                plan = Plan.model_validate(_trimmed(candidate))
            except ValidationError as error:
                first = error.errors()[0]
                reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}."
            else:
                return plan.model_copy(update={"edits": tuple(dict.fromkeys(plan.edits))})
    raise UnreadableAnswer(reason)


def _unwrapped(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The object, and if it is no plan itself, those that it wraps; one may be text, as arguments of calls are."""
    if "do" in value:
        yield value
        return
    for inner in value.values():
        if isinstance(inner, str) and inner.lstrip().startswith("{"):
            yield from (found for found in json_objects(inner) if "do" in found)
        elif isinstance(inner, dict) and "do" in inner:
            yield inner
    yield value


def _trimmed(values: dict[str, Any]) -> dict[str, Any]:
    plan = _known(values, _PLAN_KEYS)
    if isinstance(plan.get("say"), str):
        plan["say"] = plan["say"].strip()[:SAY_LIMIT]
    if isinstance(plan.get("edits"), list):
        plan["edits"] = [_known(edit, _EDIT_KEYS) if isinstance(edit, dict) else edit for edit in plan["edits"]]
    return plan


def _known(values: dict[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key in keys and value not in (None, "")}
