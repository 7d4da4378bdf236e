"""What a card leaves out of a reply, because it shows it in its own way."""

from __future__ import annotations

import pytest

from agent.messages.replies import Replies
from tools.types import Check, Requirement
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Language
from tui.session.reply_parts import split_reply

CHECKS = [
    Check(requirement=Requirement(kind="exists", subject="fox"), verdict="pass", probability=0.9),
    Check(requirement=Requirement(kind="exists", subject="owl"), verdict="fail", probability=0.1),
]
TOOK = {"pictures": 2, "model_calls": 5, "model_seconds": 1.5}


def said(language: Language, *more: str) -> str:
    replies = Replies(language, vocabulary_of("storybook"))
    return replies.join([replies.say("made", number=3), replies.verdicts(CHECKS), *more, replies.cost(TOOK)])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("more", [(), ("Left out: harp.",)])
def test_a_reply_keeps_only_what_the_card_does_not_show(language: Language, more: tuple[str, ...]) -> None:
    rest, has_verdict = split_reply(said(language, *more), 3, CHECKS, TOOK, vocabulary_of("storybook"))
    assert (rest, has_verdict) == (" ".join(more), True)


def test_another_reply_stays_as_it_is() -> None:
    assert split_reply("All good.", 3, CHECKS, TOOK, vocabulary_of("open")) == ("All good.", False)
