"""The director's training grammar beside the suites that measure it: the same kinds of message, none of the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

EMOJIBASE = Path(__file__).parents[2] / "training" / "cache" / "node_modules" / "emojibase-data"


@pytest.mark.skipif(not EMOJIBASE.exists(), reason="the names of outside things come from npm (docs/training.md)")
def test_no_message_of_the_suites_is_in_the_training() -> None:
    from training.dialogues import kept_out, lines, plain_words, siblings

    rng = np.random.default_rng(5)
    drawn = [lines(view, plan)[0] for _ in range(1000) for view, plan in siblings(rng, 6)]
    mine = {plain_words(said.split("\nuser: ", 1)[1].split("\n")[0]) for said in drawn}
    assert len(kept_out()) > 400
    assert not mine & kept_out()
