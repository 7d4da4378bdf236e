"""The director's training grammar beside the suites that measure it: the same kinds of message, none of the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

EMOJIBASE = Path(__file__).parents[2] / "training" / "cache" / "node_modules" / "emojibase-data"


@pytest.mark.skipif(not EMOJIBASE.exists(), reason="the names of outside things come from npm (docs/training.md)")
def test_no_message_of_the_suites_is_in_the_training() -> None:
    from training.corpus.examples import lines, siblings
    from training.holdout import kept_out, plain_words

    rng = np.random.default_rng(5)
    drawn = [lines(view, plan)[0] for _ in range(1000) for view, plan in siblings(rng, 6)]
    mine = {plain_words(said.split("\nuser: ", 1)[1].split("\n")[0]) for said in drawn}
    assert len(kept_out()) > 400
    assert not mine & kept_out()


@pytest.mark.skipif(not EMOJIBASE.exists(), reason="the names of outside things come from npm (docs/training.md)")
def test_a_picture_named_by_what_it_shows_is_another_one_that_the_view_tells_of() -> None:
    from training.corpus.history.descriptions import named, seen
    from training.corpus.history.session import history
    from training.corpus.speech.speaker import Speaker

    rng = np.random.default_rng(6)
    found = 0
    for number in range(400):
        speaker = Speaker(rng, ("en", "zh")[number % 2])
        made = history(speaker)
        told = named(speaker, made, made[-1])
        if told is not None:
            words, picture = told
            assert words
            assert "{" not in words
            assert picture in {m.number for m in seen(made)} - {made[-1].number}
            found += 1
    assert found > 100
