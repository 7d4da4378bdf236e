"""Every bound of the loop, in one place."""

from __future__ import annotations

MESSAGE = 4000
"""Characters of one message."""
PICTURES = 3
"""Pictures painted in one turn at most."""
FAULTS = 2
"""Technically faulty pictures (black, flat, not a number) of one call that are painted again."""
SECONDS = 20.0
"""No further try starts once a turn has taken this long."""
QUESTIONS = 1
"""Questions asked back in one turn at most."""
REPAIRS = 1
"""Times a language model may correct a plan that does not fit."""
RETRY_KINDS = ("color", "count", "scene")
"""Kinds of requirement whose failure is worth another try: those that the pocket eyes judge with a true positive
rate at least .5 above the false positive rate (docs/figures/eyes.json)."""
EDIT_AS_NEW = ("scene", "style")
"""Operations that change every pixel, so that nothing of the source is put back."""
RECURSION = 40
"""Steps of the graph in one turn at most."""
