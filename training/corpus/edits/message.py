"""Makes messages that edit the picture: single edits, several at once, compound ones, shorthand, words left out."""

from __future__ import annotations

import numpy as np

from agent.director.view import View
from training.corpus.edits.compound import compound_edit
from training.corpus.edits.elliptical import elliptical_edit, thing_and_value
from training.corpus.edits.shorthand import shorthand_edit
from training.corpus.edits.single import SingleEdit, single_edit
from training.corpus.messages import EditMessage
from training.corpus.speech.mentions import without_focus
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.edits import JOINS

KIND_WEIGHTS = {
    "add": 2.4, "remove": 1.5, "recolor": 1.8, "resize": 1.3, "move": 1.6, "count": 1.2, "replace": 1.5,
    "scene": 1.3, "style": 1.3, "avoid": 0.4,
}  # fmt: skip
"""How often each kind of single edit comes."""


def _conflicts(new: SingleEdit, edits: list[SingleEdit]) -> bool:
    """Whether an edit changes what one of the others changes."""
    edit = new.edit
    return any(
        edit.what == other.what or (edit.op == other.op and other.op in ("scene", "style")) for _, other in edits
    )


def edit_message(speaker: Speaker, view: View, most: int = 3) -> EditMessage:
    """Draw a message with one to `most` edits.

    Args:
        speaker: Who writes it.
        view: The picture that is edited.
        most: With fewer than three, messages in shorthand or with words left out are not drawn.
    """
    if most > 1 and speaker.chance(0.16) and (compound := compound_edit(speaker, view)):
        return compound
    if most > 2 and speaker.chance(0.2) and (shorthand := shorthand_edit(speaker, view)):
        return shorthand
    if most > 2 and speaker.chance(0.36):
        return elliptical_edit(speaker, view)
    number = min(most, int(speaker.rng.choice([1, 2, 3], p=[0.74, 0.2, 0.06])))
    weights = np.array(list(KIND_WEIGHTS.values()))
    edits: list[SingleEdit] = []
    while len(edits) < number:
        kind = str(speaker.rng.choice(list(KIND_WEIGHTS), p=weights / weights.sum()))
        new = single_edit(speaker, view, kind)
        if number > 1 and speaker.chance(0.25) and (short := thing_and_value(speaker, without_focus(view))):
            new = SingleEdit(short.text, short.edits[0])
        if new and not _conflicts(new, edits):
            edits.append(new)
    text = edits[0].text
    for edit in edits[1:]:
        text += speaker.pick(JOINS[speaker.lang]) + edit.text
    return EditMessage(text, tuple(edit for _, edit in edits))
