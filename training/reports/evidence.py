"""How often a written plan's value has no word in its message: `python -m training.reports.evidence [--show KEY]`.

Of every key that `agent/director/pocket/evidence.py` holds to the words of a message: how many written edits have it,
how many of their values no word speaks for, and how many values are open on average where the key has one.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator

from agent.director.plan import Plan
from agent.director.pocket.evidence import ACTS, Evidence, evidence
from agent.director.view import View
from benchmarks.reading.dialogues import true_plan
from training.corpus.authored import load_sessions, play

KEYS = ("rel", "place", "size", "color", "doing")
WHOLE = ("scene", "time", "weather", "look")


def values_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the keys and values of a plan that evidence is asked for."""
    for edit in plan.edits:
        yield from ((key, str(value)) for key in KEYS if (value := getattr(edit, key, None)))
        if edit.op in WHOLE and edit.to:
            yield edit.op, edit.to
        if edit.op in ACTS:
            yield "acts", edit.op
    if plan.intent == "answer" and plan.method:
        yield "how", plan.method
    if plan.intent in ACTS:
        yield "acts", plan.intent
    if plan.method == "better":
        yield "acts", "better"


def _said() -> Iterator[tuple[View, Plan]]:
    for lang in ("en", "zh"):
        for row in load_sessions(lang):
            session = play(row)
            for turn in row["turns"]:
                plan = true_plan(turn)
                yield session.view(turn["say"]), plan
                session.advance(turn["say"], plan)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description="Print how often written values have no word in their messages.")
    parser.add_argument("--show", help="print the messages whose value of this key has no word")
    parser.add_argument("--every", type=int, default=1, help="of so many messages one is read")
    options = parser.parse_args()
    missed: dict[str, list[bool]] = defaultdict(list)
    choices: dict[str, list[int]] = defaultdict(list)
    for number, (view, plan) in enumerate(_said()):
        if number % options.every:
            continue
        heard: Evidence = evidence(view)
        for key, value in values_of(plan):
            open_values = getattr(heard, key)
            if open_values is None:
                continue
            missed[key].append(value not in open_values)
            choices[key].append(len(open_values))
            if missed[key][-1] and options.show == key:
                print(f"{value:14}{view.exchange[-1][1]}")
    for key, found in missed.items():
        share, width = sum(found) / len(found), sum(choices[key]) / len(found)
        print(f"{key:8} {len(found):6} values, {share:.3f} without a word, {width:.1f} open")


if __name__ == "__main__":
    main()
