"""How often the examples that a chat model is shown ask for what a message asks for, on the bank itself.

`python -m training.reports.nearness [EVERY]` prints a table, from every sixth session if not told otherwise. A message
never sees its own session.
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

SHOWN = (1, limits.EXAMPLES, 6, 12, limits.NEAR)


def _messages(every: int) -> Iterator[tuple[View, Plan, list[int]]]:
    """Yield the views and plans of some sessions, with the positions of their session in the bank."""
    number = count()
    for lang in ("en", "zh"):
        for at, row in enumerate(load_sessions(lang)):
            own = [next(number) for turn in row["turns"] if normalize_message(turn["say"]) not in held_out_messages()]
            session = play(row)
            for turn in row["turns"]:
                plan, _ = labelled(turn)
                if at % every == 0:
                    yield session.view(turn["say"]), plan, own
                session.advance(turn["say"], plan)


def _operations(plan: Plan) -> tuple[str, ...]:
    return (plan.intent, *sorted({edit.op for edit in plan.edits}))


def _left_out(plan: Plan, possible: Possible) -> bool:
    """Whether a plan asks for an intent, an operation or a key that is not possible."""
    operations: set[Operation] = {edit.op for edit in plan.edits}
    keys = {(edit.op, key) for edit in plan.edits for key in OPTIONAL if getattr(edit, key) is not None}
    return plan.intent not in possible.intents or not operations <= possible.operations or not keys <= possible.keys


def main() -> None:
    """Print the shares."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    bank = packaged_bank()
    total, left_out, found = 0, 0, Counter[int]()
    for view, plan, own in _messages(every):
        near = bank.nearest(view.exchange[-1][1], situation_of(view, STORYBOOK), limits.NEAR, without=own)
        total += 1
        left_out += _left_out(plan, possible_near(near, view, closed=True))
        for shown in SHOWN:
            found[shown] += _operations(plan) in {message.operations for message in near[:shown]}
    print(f"messages {total}, left out by the schema {left_out / total:.3f}")
    for shown in SHOWN:
        print(f"among the first {shown}: {found[shown] / total:.3f}")


if __name__ == "__main__":
    main()
