"""The JSON schema of a plan, for language models whose output it constrains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args

from agent.brief.edits import CLEARED, ClosedOperation
from agent.brief.model import RelationKind
from agent.director.plan import BETTER, LISTS, QUESTIONS, SAY_LIMIT, Intent
from tools.actions.enhance import HOW
from tools.vocabulary.reference_styles import SWATCHES

EDITION = 2
"""The newest edition of plans. Weights are held to the one that they were taught (`plan_edition` in their
configuration): they would choose at random among acts that they never saw."""
_FIRST = {"intents": 15, "operations": 8, "relations": 4}
"""How many of each the first edition has, from the first."""
MAX_EDITS = 8
"""Edits of one plan at most."""


@dataclass(frozen=True)
class Choices:
    """What a plan may choose from, where not any words will do.

    Attributes:
        names: What things may be called.
        values: By an edit's key ("to", "color", "size", "place") the values it may have.
        counts: Numbers of things; any from 1 to 99 where empty.
        pictures: Picture numbers; any from 1 to 9999 where empty.
    """

    names: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("enhance", "how"): tuple(HOW), ("restyle", "how"): tuple(SWATCHES), ("compare", "how"): (BETTER,),
    ("answer", "how"): QUESTIONS, ("list", "how"): LISTS, ("time", "to"): ("dawn", "day", "dusk", "night"),
    ("weather", "to"): ("clear", "rain", "snow", "fog", "storm"), ("look", "to"): ("black and white", "sepia", "color"),
    ("swap", "to"): ("color", "place"), ("clear", "what"): CLEARED,
}  # fmt: skip
"""By intent or operation, and key: the values that it may have there."""


def plan_schema(choices: Choices | None = None, edition: int = EDITION) -> dict[str, Any]:
    """JSON schema of a plan: fixed key order, absent instead of null.

    Args:
        choices: What it may choose from; free text where there are none.
        edition: Which edition of plans.
    """
    most = _FIRST if edition == 1 else {}
    given = choices or Choices()
    name = {"enum": given.names} if given.names else _text(60)
    longest = {"to": 60, "color": 30, "size": 30, "place": 40}
    values = {key: {"enum": given.values[key]} if key in given.values else _text(long) for key, long in longest.items()}
    edit: dict[str, Any] = {
        "op": {"enum": list(get_args(ClosedOperation))[: most.get("operations")]},
        "what": name,
        "to": values["to"],
        "color": values["color"],
        "count": {"enum": given.counts} if given.counts else {"type": "integer", "minimum": 1, "maximum": 99},
        "size": values["size"],
        "place": values["place"],
        "rel": {"enum": list(get_args(RelationKind))[: most.get("relations")]},
        "of": name,
    }
    picture: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 9999}
    if given.pictures:
        picture = {"enum": given.pictures}
    if edition > 1:
        edit |= {"doing": _text(40), "from": picture}
    item = {"type": "object", "properties": edit, "required": ["op"], "additionalProperties": False}
    properties = {
        "do": {"enum": list(get_args(Intent))[: most.get("intents")]},
        "n": picture,
        "m": picture,
        "how": {"enum": [*HOW, *SWATCHES]},
        **({"what": name, "of": name} if edition > 1 else {}),
        "edits": {"type": "array", "maxItems": MAX_EDITS, "items": item},
        "say": _text(SAY_LIMIT),
    }
    return {"type": "object", "properties": properties, "required": ["do"], "additionalProperties": False}


def _text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}
