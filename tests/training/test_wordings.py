"""The director's training grammar beside the suites that measure it: the same kinds of message, none of the same."""

from __future__ import annotations

import numpy as np
import pytest

from training.corpus.examples import render_example, sibling_examples
from training.corpus.history.descriptions import describe_picture, visible_pictures
from training.corpus.history.session import simulate_session
from training.corpus.speech.outside_nouns import EMOJIBASE
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.patterns import expand_pattern, split_patterns
from training.holdout import held_out_messages, normalize_message

needs_names = pytest.mark.skipif(
    not EMOJIBASE.exists(), reason="the names of outside things come from npm (docs/training.md)"
)


@needs_names
def test_no_message_of_the_suites_is_in_the_training() -> None:
    rng = np.random.default_rng(5)
    inputs = [render_example(view, plan)[0] for _ in range(1000) for view, plan in sibling_examples(rng, 6)]
    messages = {normalize_message(text.split("\nuser: ", 1)[1].split("\n")[0]) for text in inputs}
    assert len(held_out_messages()) > 400
    assert not messages & held_out_messages()


@needs_names
def test_a_picture_named_by_what_it_shows_is_another_one_that_the_view_tells_of() -> None:
    rng = np.random.default_rng(6)
    found = 0
    for number in range(400):
        speaker = Speaker(rng, ("en", "zh")[number % 2])
        session = simulate_session(speaker)
        described = describe_picture(speaker, session, session[-1])
        if described is not None:
            assert described.text
            assert "{" not in described.text
            assert described.number in {p.number for p in visible_pictures(session)} - {session[-1].number}
            found += 1
    assert found > 100


def test_a_pattern_has_every_alternative_and_no_gap_where_one_is_empty() -> None:
    picked = iter([0, 1])
    sentence = expand_pattern("(make|paint) it (very |)red", lambda options: options[next(picked)])
    assert sentence == "make it red"
    assert {expand_pattern("(a|b|)", lambda options, at=at: options[at]) for at in range(3)} == {"a", "b", ""}


def test_every_sixth_pattern_is_kept_for_testing_and_short_lists_serve_both() -> None:
    patterns = [str(number) for number in range(12)]
    assert split_patterns(patterns, testing=True) == ["3", "9"]
    assert sorted([*split_patterns(patterns, testing=False), "3", "9"]) == sorted(patterns)
    assert split_patterns(patterns[:5], testing=True) == patterns[:5]
