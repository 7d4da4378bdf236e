"""Every bound of the loop, in one place."""

from __future__ import annotations

MESSAGE = 4000
"""Characters of one message."""
PICTURES = 3
"""Pictures painted in one turn at most."""
VARIATIONS = 8
"""Variations painted in one turn at most, where a person asks for them."""
FAULTS = 2
"""Technically faulty pictures (black, flat, not a number) of one call that are painted again."""
SECONDS = 20.0
"""No further try starts once a turn has taken this long."""
MESSAGES_BACK = 50
"""Earlier messages of a session that are looked at for the language it is held in."""
QUESTIONS = 1
"""Questions asked back in one turn at most."""
REPAIRS = 1
"""Times a language model may correct a plan that does not fit."""
EXAMPLES = 4
"""Labelled messages that a chat model is shown before the person's, at most."""
NEAR = 24
"""Labelled messages near to the person's: what none of them asks for, a chat model's plan can't ask for."""
ANSWER_TOKENS = 400
"""Tokens that a language model may write for one plan."""
DOUBT = 2 / 3
"""How likely a plan must misread its message that the reply says so."""
SURE_CAPTION = 0.5
"""Confidence in a caption from which a picture counts as one of the eyes' world."""
EDIT_AS_NEW = ("scene", "style")
"""Operations that change every pixel, so that nothing of the source is put back; open worlds have more of them."""
OF_WHOLE = (
    *EDIT_AS_NEW, "time", "weather", "light", "mood", "framing", "palette", "look", "format", "clear",
)  # fmt: skip
"""The same with those of an open world."""
OUTSIDE_DB = 30.0
"""PSNR outside of what an edit was to change under which it counts as having changed the rest."""
EDITS_UNFOLDED = 4
"""Edits after one another that are never folded into one."""
DRIFT_DB = 26.0
"""A longer line of edits whose untouched pixels are further than this from the root's is folded into one edit of it."""
BEGINNINGS = 3
"""Times that a turn is begun whose process ended before it did; then it is stored as failed."""
RECURSION = 40
"""Steps of the graph in one turn at most."""
