"""A session's tool calls once more, without the language model: which pictures come out the same?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from storage.ledger import SessionWorkspace
from storage.store import Store
from storage.tables import Picture
from tools.actions.restyle import RestylePicture, StyleReference, style_reference
from tools.base import ToolContext
from tools.catalog import find_tool
from tools.errors import BadPicture, Cancelled, GouacheError
from tools.hooks import Hooks
from tools.images.compare import psnr
from tools.images.identity import pixel_hash
from tools.model_manager import ModelManager
from tools.types import Recipe, Result

Likeness = Literal["equal", "alike", "different"]
ALIKE_DB = 30.0
"""PSNR from which on two pictures are alike."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Decision:
    """One stored tool call: what was said, what was decided, what was called with what, and the picture it made."""

    turn: int
    message: str
    intent: str
    prompt: str | None
    tool: str
    arguments: dict[str, Any]
    picture: Picture | None

    @property
    def painted(self) -> bool:
        """Whether it made a picture that can be made again; a person's own picture is given, not made."""
        return self.picture is not None and self.tool != "open"


@dataclass(frozen=True)
class Replayed:
    """One painted picture, made again: `number` is None for a try that was not handed over."""

    turn: int
    number: int | None
    tool: str
    identical: bool
    psnr_db: float | None
    why: str
    """What explains a difference, such as other weights, or the error that came instead; else empty."""
    hash: str
    made: str | None
    """The hash of the new picture; None where an error came instead."""

    @property
    def alike(self) -> bool:
        """Whether it differs in so little that people don't see it: on another device more can't be promised."""
        return not self.identical and self.psnr_db is not None and self.psnr_db >= ALIKE_DB

    @property
    def likeness(self) -> Likeness:
        """How it came out, beside the stored picture."""
        return "equal" if self.identical else "alike" if self.alike else "different"


def stored_decisions(store: Store, session: str) -> list[Decision]:
    """Every finished call of a session, in order."""
    return [
        Decision(
            turn.number, turn.message, str((turn.plan or {}).get("do", "")), turn.prompt, call.tool,
            dict(call.arguments or {}), store.picture(call.picture_id) if call.picture_id is not None else None,
        )
        for turn in store.turns(session)
        for call in store.calls(turn.id)
        if call.status == "done"
    ]  # fmt: skip


def _why(picture: Picture, made: Recipe | None) -> str:
    if made is None or not picture.recipe:
        return ""
    return Recipe.model_validate(picture.recipe).why_unlike(made)


def _source(store: Store, picture: Picture) -> int | None:
    """The id of the picture that one was made from, None for one that was painted anew.

    Raises:
        BadPicture: it is not stored, as in a session that was imported after its picture was deleted.
    """
    source, wanted = store.source_picture(picture), (picture.recipe or {}).get("parent")
    if wanted is not None and (source is None or store.picture(source).hash != wanted):
        raise BadPicture("The picture that it was made from is not stored, so that it can't be made again.")
    return source


def _run(store: Store, decision: Decision, context: ToolContext) -> Result:
    """Carry out a decision; a style that came from a file is taken from the stored picture, where there is one.

    Raises:
        GouacheError: with one sentence.
    """
    tool, recipe = find_tool(decision.tool), (decision.picture.recipe if decision.picture else None) or {}
    arguments: Any = tool.parse(decision.arguments)
    if not isinstance(tool, RestylePicture) or decision.arguments.get("like") or decision.arguments.get("style"):
        return tool.run(arguments, context)
    reference = str(recipe.get("arguments", {}).get("reference", ""))
    if _HASH.fullmatch(reference) and store.files.path(reference).is_file():
        style = StyleReference("", store.files.open(reference, "the style"))
        return tool.restyle(style, arguments, context)
    if decision.arguments.get("file") is None:
        raise BadPicture("The picture whose style it took is not stored, so that it can't be made again.")
    style = style_reference(arguments, context.workspace.open)
    if reference and pixel_hash(style.picture) != reference:
        raise BadPicture("The picture whose style it took was changed since, so that it can't be made again.")
    return tool.restyle(style, arguments, context)


def replay_decision(
    store: Store, session: str, decision: Decision, models: ModelManager, hooks: Hooks | None = None
) -> Replayed | None:
    """Make a decision's picture again from its stored source; None for one that painted nothing.

    Raises:
        Cancelled: the person stopped it.
    """
    picture = decision.picture
    if picture is None or not decision.painted:
        return None
    told = (decision.turn, picture.number, decision.tool)
    try:
        workspace = SessionWorkspace(store, session, _source(store, picture), deleted_too=True)
        result = _run(store, decision, ToolContext(models, workspace, hooks or Hooks()))
        if result.picture is None:
            return None
        made = pixel_hash(result.picture)
        near = psnr(store.files.open(picture.hash, "the stored picture"), result.picture)
    except Cancelled:
        raise
    except GouacheError as error:
        return Replayed(*told, False, None, str(error), picture.hash, None)
    same = made == picture.hash
    return Replayed(*told, same, round(near, 2), "" if same else _why(picture, result.recipe), picture.hash, made)


def replay_session(store: Store, session: str, models: ModelManager, hooks: Hooks | None = None) -> Iterator[Replayed]:
    """Every stored call that painted, in order, each from its stored source, so that one difference does not spread.

    Raises:
        Cancelled: the person stopped it.
    """
    for decision in stored_decisions(store, session):
        replayed = replay_decision(store, session, decision, models, hooks)
        if replayed is not None:
            yield replayed
