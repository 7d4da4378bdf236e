"""How often the examples that a chat model is shown ask for what a message asks for, on the bank itself.

`python -m training.reports.nearness [EVERY [START]]` prints a table, from every sixth session on from the first if not
told otherwise. A message never sees its own session. Of the optional keys it tells how often the schema leaves one out
that the message asks for, and how often one stands open to a message that does not.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count

from agent import limits
from agent.brief.edits import Operation
from agent.director.chat_schema import Possible, possible_near
from agent.director.nearest import OPTIONAL, packaged_bank, situation_of
from agent.director.plan import Plan
from agent.director.view import View
from benchmarks.reading.dialogues import STORYBOOK
from training.corpus.authored import labelled, load_sessions, play
from training.holdout import held_out_messages, normalize_message

SHOWN = (1, limits.EXAMPLES, 8, 12, limits.NEAR)


def _messages(every: int, start: int) -> Iterator[tuple[View, Plan, list[int]]]:
    """Yield the views and plans of some sessions, with the positions of their session in the bank."""
    number = count()
    for lang in ("en", "zh"):
        for at, row in enumerate(load_sessions(lang)):
            own = [next(number) for turn in row["turns"] if normalize_message(turn["say"]) not in held_out_messages()]
            session = play(row)
            for turn in row["turns"]:
                plan, _ = labelled(turn)
                if at % every == start:
                    yield session.view(turn["say"]), plan, own
                session.advance(turn["say"], plan)


def _operations(plan: Plan) -> tuple[str, ...]:
    return (plan.intent, *sorted({edit.op for edit in plan.edits}))


def _keys(plan: Plan) -> frozenset[tuple[str, str]]:
    return frozenset((edit.op, key) for edit in plan.edits for key in OPTIONAL if getattr(edit, key) is not None)


def _left_out(plan: Plan, possible: Possible) -> bool:
    """Whether a plan asks for an intent, an operation or a key that is not possible."""
    operations: set[Operation] = {edit.op for edit in plan.edits}
    known = plan.intent in possible.intents and operations <= possible.operations
    return not known or not _keys(plan) <= possible.keys


def _open_keys(possible: Possible) -> set[str]:
    """The optional keys that some plan may have."""
    edits = possible.intents & {"create", "edit", "branch"}
    return {key for operation, key in possible.keys if operation in possible.operations} if edits else set()


def main() -> None:
    """Print the shares."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    bank = packaged_bank()
    total, left_out, found, alike = 0, 0, Counter[int](), Counter[int]()
    asked, missed, needless = Counter[str](), Counter[str](), Counter[str]()
    for view, plan, own in _messages(every, start):
        near = bank.nearest(view.exchange[-1][1], situation_of(view, STORYBOOK), limits.NEAR, without=own)
        possible = possible_near(near, view, closed=True)
        total += 1
        left_out += _left_out(plan, possible)
        wanted = {key for _, key in _keys(plan)}
        asked.update(wanted)
        missed.update({key for _, key in _keys(plan) - possible.keys})
        needless.update(_open_keys(possible) - wanted)
        for shown in SHOWN:
            first = near.messages[:shown]
            found[shown] += _operations(plan) in {message.operations for message in first}
            alike[shown] += (_operations(plan), _keys(plan)) in {
                (message.operations, message.keys) for message in first
            }
    print(f"messages {total}, left out by the schema {left_out / total:.3f}")
    for key in OPTIONAL:
        idle = needless[key] / (total - asked[key])
        print(f"{key}: left out {missed[key]} of {asked[key]}, open for nothing in {idle:.3f} of the others")
    print(f"open for nothing, keys a message: {needless.total() / total:.2f}")
    for shown in SHOWN:
        print(f"among the first {shown}: operations {found[shown] / total:.3f}, keys, too, {alike[shown] / total:.3f}")


if __name__ == "__main__":
    main()
