"""The director's training grammar beside the suite that measures it: the same kinds of message, none of the same."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from agent.bench.dialogues import rows

EMOJIBASE = Path(__file__).parents[2] / "training" / "cache" / "node_modules" / "emojibase-data"


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


@pytest.mark.skipif(not EMOJIBASE.exists(), reason="the names of outside things come from npm (docs/training.md)")
def test_no_message_of_the_suite_is_in_the_training() -> None:
    from training.dialogues import lines, siblings

    rng = np.random.default_rng(5)
    drawn = [lines(view, plan)[0] for _ in range(1000) for view, plan in siblings(rng, 6)]
    mine = {_plain(said.split("\nuser: ", 1)[1].split("\n")[0]) for said in drawn}
    said = [turn["say"] for row in rows("dialogues") for turn in row["turns"]]
    said += [row["say"] for row in rows("instructions")]
    long = {_plain(text) for text in said if len(text.split()) > 3 or (not text.isascii() and len(text) > 7)}
    assert not mine & long
