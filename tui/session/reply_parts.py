"""What a reply says beside the number, the checks and the cost of its picture, which the card shows in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.text import clean

if TYPE_CHECKING:
    from tools.types import Check
    from tools.vocabulary.base import Vocabulary


class ReplyParts(NamedTuple):
    """The rest of a reply, and whether a sentence about the checks was taken out."""

    rest: str
    has_verdict: bool


def split_reply(
    reply: str, number: int | None, checks: Sequence[Check], accounting: dict[str, Any], vocabulary: Vocabulary
) -> ReplyParts:
    """Take the sentences that the studio says about every picture out of a reply.

    Replies that were stored with other sentences stay as they are.

    Args:
        reply: What the studio said.
        number: The picture's number.
        checks: The picture's checks.
        accounting: What the turn took; see `agent.graph.nodes.reply`.
        vocabulary: The words of the session's painter.
    """
    from agent.messages.replies import Replies
    from tools.sentences import LANGUAGES

    rest, has_verdict = clean(reply), False
    for language in LANGUAGES:
        replies = Replies(language, vocabulary)
        verdict = clean(replies.verdicts(checks))
        if verdict and verdict in rest:
            rest, has_verdict = rest.replace(verdict, "", 1), True
        said = [replies.say("made", number=number)] if number is not None else []
        said += [replies.cost(accounting)] if "model_calls" in accounting else []
        for sentence in said:
            rest = rest.replace(sentence, "", 1)
    return ReplyParts(" ".join(rest.split()), has_verdict)
