"""A session's tool calls once more, without the language model: which pictures come out the same?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storage.ledger import SessionDesk
from storage.store import Store
from storage.tables import Picture
from tools.catalog import tool
from tools.contract import Hooks, Work
from tools.errors import Cancelled, GouacheError
from tools.pictures import identity, psnr
from tools.shelf import Shelf
from tools.values import Recipe


@dataclass(frozen=True)
class Replayed:
    """One painted picture, made again: `number` is None for a try that was not handed over."""

    turn: int
    number: int | None
    tool: str
    identical: bool
    psnr_db: float | None
    why: str
    """What explains a difference: other weights, other libraries, or the error that came instead; else empty."""


def _why(picture: Picture, made: Recipe | None) -> str:
    if made is None or not picture.recipe:
        return ""
    old = Recipe.model_validate(picture.recipe)
    if old.model and made.model and old.model.hash != made.model.hash:
        return "other weights"
    changed = [name for name, version in made.versions.items() if old.versions.get(name) not in (None, version)]
    return f"other versions of {', '.join(changed)}" if changed else ""


def replay(store: Store, session: str, shelf: Shelf, hooks: Hooks | None = None) -> Iterator[Replayed]:
    """Every stored call that painted, in order, each from its stored source, so that one difference does not spread.

    Raises:
        Cancelled: the person stopped it.
    """
    for turn in store.turns(session):
        for call in store.calls(turn.id):
            if call.status != "done" or call.picture_id is None or call.tool == "open":
                continue  # A person's own picture is given, not made.
            picture = store.picture(call.picture_id)
            desk, chosen = SessionDesk(store, session, picture.parent_id), tool(call.tool)
            told = (turn.number, picture.number, call.tool)
            try:
                result = chosen.run(chosen.parse(call.arguments or {}), Work(shelf, desk, hooks or Hooks()))
                if result.picture is None:
                    continue
                same = identity(result.picture) == picture.hash
                near = psnr(store.files.open(picture.hash, "the stored picture"), result.picture)
                yield Replayed(*told, same, round(near, 2), "" if same else _why(picture, result.recipe))
            except Cancelled:
                raise
            except GouacheError as error:
                yield Replayed(*told, False, None, str(error))
