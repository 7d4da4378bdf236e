"""How far a line of edits has drifted from where it began, and the one edit that would replace them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image

from agent import limits
from agent.brief.model import Brief
from agent.brief.wording import brief_prompt
from storage.store import Store
from storage.tables import Picture
from tools.errors import BadPicture
from tools.images import compare


def edit_chain(store: Store, picture: Picture) -> list[Picture]:
    """The picture and those it was edited from, the root first.

    A root was painted anew, folded, opened, painted from a person's own words (no brief holds them), given another
    scene or style, which is to change every pixel, or repainted as a whole by an editor that knows no other way: of
    what was to stay there is nothing left that could have drifted.
    """
    rows, repainted = [picture], _repainted(store, picture)
    while rows[0].parent_id is not None:
        parent, made = store.picture(rows[0].parent_id), dict((rows[0].recipe or {}).get("arguments", {}))
        plain = made.get("plain", made.get("prompt")) == brief_prompt(Brief.model_validate(rows[0].brief or {}))
        if repainted or not made.get("keep", True) or not plain or made.get("picture") not in (None, parent.number):
            break
        rows.insert(0, parent)
        repainted = _repainted(store, parent)
    return rows


def _repainted(store: Store, picture: Picture) -> bool:
    """Whether the edit that made a picture left nothing of its source."""
    call = store.calls_of_pictures([picture.id]).get(picture.id) if picture.id is not None else None
    return bool(((call.data if call is not None else None) or {}).get("whole"))


def chain_drift(store: Store, rows: list[Picture]) -> float | None:
    """PSNR in dB between the last picture and the first where no edit changed it on purpose.

    None where the edits have changed every part between them, so that nothing is left to compare. The same pixels
    throughout: 99. What an edit changed is remembered with its call, so that two pictures are read however long the
    line is.
    """
    calls = store.calls_of_pictures([row.id for row in rows[1:] if row.id is not None])
    touched = np.zeros((compare.CELLS, compare.CELLS), bool)

    def open_(row: Picture) -> Image.Image:
        return store.files.open(row.hash, f"#{row.number}")

    for before, after in pairwise(rows):
        call = calls.get(after.id or 0)
        # A repair's call tells what it changed in a try, not in the picture before.
        plain = call is not None and (call.arguments or {}).get("picture") is not None
        told = (call.data or {}).get("changed") if call is not None and plain else None
        touched |= compare.decode_cells(told) if told else compare.changed_cells(open_(before), open_(after))
    if touched.all():
        return None
    return compare.psnr_outside_cells(open_(rows[0]), open_(rows[-1]), touched)


def fold_root(store: Store, picture: Picture) -> tuple[Picture, int, float] | None:
    """The root to edit from instead, how many edits are folded, and the drift in dB; None while the line is clean."""
    rows = edit_chain(store, picture)
    if len(rows) <= limits.EDITS_UNFOLDED:
        return None
    try:
        far = chain_drift(store, rows)
    except (BadPicture, ValueError):
        return None  # A damaged older picture, or damaged notes of what it changed, are no reason not to edit this one.
    return (rows[0], len(rows) - 1, far) if far is not None and far < limits.DRIFT_DB else None
