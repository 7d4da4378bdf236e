"""Labelled messages that come near to a new one: what a chat model is shown how to answer.

Near is what shares telling runs of characters (of one to four, within words), and what was said in the same situation:
of an empty or a filled picture, in answer to a question, of a thing that the picture has. A run of characters knows
neither language nor word lists, so it serves slips of the pen, Chinese and open worlds alike.
"""

from __future__ import annotations

import json
import math
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from agent.brief.model import Brief
from agent.director.view import MESSAGE_LIMIT, View
from tools.vocabulary.base import Vocabulary

FILE = "examples.zip"
"""In this package: `examples.jsonl`, a line a message, which `python -m training.corpus.example_bank` writes."""
OPTIONAL = ("color", "count", "size", "place", "rel", "doing")
"""Keys of an edit that are there only where the message says something of them."""
_LONGEST = 4
"""Characters of the longest run."""
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[^\s\u4e00-\u9fff]+")
_DOUBT = 2.0
"""Messages like all others that are counted with those that have a run of characters."""
_SAME_PICTURE = 0.3
"""What it adds to a likeness (a cosine, 0 to 1) that both pictures are empty, or both filled."""
_SAME_QUESTION = 0.2
"""What it adds that both answer a question, or neither does."""
_SAME_MENTION = 0.1
"""What it adds that both name a thing of the picture, or neither does."""
_ALIKE_ALREADY = 0.05
"""What an example loses for each one taken before it that asks for the same operations: a few kinds show more."""
_POOL = 80
"""The nearest messages among which the examples are chosen."""


class Situation(NamedTuple):
    """Where a message was said: of an empty picture, in answer to a question, naming a thing of the picture."""

    empty: bool
    answers: bool
    mentions: bool


class LabelledMessage(NamedTuple):
    """A message of the bank.

    Attributes:
        context: What its director was shown before it, a line each; short.
        message: What was said.
        plan: The plan that it asks for, one line of JSON.
        situation: Where it was said.
        operations: Its intent and its edits' operations.
        keys: The optional keys that its edits have, each with its operation: ("add", "color").
        edits: How many edits it has.
        closed: Whether it is declined only because the painter's vocabulary is closed.
    """

    context: str
    message: str
    plan: str
    situation: Situation
    operations: tuple[str, ...]
    keys: frozenset[tuple[str, str]]
    edits: int
    closed: bool = False


def situation_of(view: View, vocabulary: Vocabulary) -> Situation:
    """The situation of a view's newest message."""
    text = view.exchange[-1][1].lower()
    return Situation(not view.brief.elements, len(view.exchange) > 1, _mentions(text, view.brief, vocabulary))


def _mentions(text: str, brief: Brief, vocabulary: Vocabulary) -> bool:
    names = {name.lower() for what in brief.names for name in (what, *vocabulary.names("thing", what))}
    return any(name in text for name in names)


def _runs(text: str) -> Counter[str]:
    """How often a text has each run of one to four characters within words, whose ends count as spaces."""
    words = [f" {word} " for word in _WORDS.findall(text.lower()[:MESSAGE_LIMIT])]
    return Counter(
        word[at : at + length]
        for word in words
        for length in range(1, _LONGEST + 1)
        for at in range(len(word) - length + 1)
    )


def _telling_weights(counted: Sequence[Counter[str]], operations: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """How much each run tells of what is asked for.

    That is the divergence (Kullback and Leibler's, in nats) of the operations of the messages that have it from those
    of all messages; a run that few messages have is believed less. The names of things tell little, so "make the owl
    blue" comes near to "make the cup red".
    """
    overall = {each: n / len(operations) for each, n in Counter(operations).items()}
    having: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for runs, asked in zip(counted, operations, strict=True):
        for run in runs:
            having[run][asked] += 1
    weights: dict[str, float] = {}
    for run, found in having.items():
        total = found.total() + _DOUBT
        told = sum(
            (share := (n + _DOUBT * overall[each]) / total) * math.log(share / overall[each])
            for each, n in found.items()
        )
        others = 1 - sum(overall[each] for each in found)
        weights[run] = told + others * _DOUBT / total * math.log(_DOUBT / total) if others > 0 else told
    return {run: weight for run, weight in weights.items() if weight > 0}


class ExampleBank:
    """Labelled messages, found by nearness.

    Args:
        messages: The labelled messages; at least one.
    """

    def __init__(self, messages: Sequence[LabelledMessage]) -> None:
        self.messages = list(messages)
        counted = [_runs(message.message) for message in self.messages]
        self._weights = _telling_weights(counted, [message.operations for message in self.messages])
        holders: dict[str, list[int]] = defaultdict(list)
        values: dict[str, list[float]] = defaultdict(list)
        for number, runs in enumerate(counted):
            for run, value in self._vector(runs).items():
                holders[run].append(number)
                values[run].append(value)
        self._columns = {run: (np.array(holders[run]), np.array(values[run])) for run in holders}
        self._closed = np.array([message.closed for message in self.messages])
        self._situations = np.array([message.situation for message in self.messages])

    def _vector(self, runs: Counter[str]) -> dict[str, float]:
        """Weights of the runs that the bank knows, of length 1 together."""
        weights = {run: (1 + math.log(n)) * self._weights[run] for run, n in runs.items() if run in self._weights}
        length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
        return {run: value / length for run, value in weights.items()}

    def nearest(
        self, message: str, situation: Situation, count: int, closed: bool = True, without: Iterable[int] = ()
    ) -> list[LabelledMessage]:
        """The messages to show, nearest first.

        Args:
            message: The new message.
            situation: Where it was said.
            count: How many at most.
            closed: Whether the painter's vocabulary is closed.
            without: Positions in `messages` that are left out, where the bank itself is measured.
        """
        likeness = np.zeros(len(self.messages))
        for run, value in self._vector(_runs(message)).items():
            numbers, values = self._columns[run]
            likeness[numbers] += value * values
        likeness += (self._situations == np.array(situation)) @ np.array([_SAME_PICTURE, _SAME_QUESTION, _SAME_MENTION])
        likeness[list(without)] = -1
        if not closed:
            likeness[self._closed] = -1
        pool = [int(n) for n in np.argsort(-likeness, kind="stable")[:_POOL] if likeness[n] >= 0]
        return [self.messages[number] for number in self._varied(pool, likeness, count)]

    def _varied(self, pool: list[int], likeness: np.ndarray, count: int) -> list[int]:
        taken: list[int] = []
        seen: Counter[tuple[str, ...]] = Counter()
        while pool and len(taken) < count:
            best = max(pool, key=lambda n: likeness[n] - _ALIKE_ALREADY * seen[self.messages[n].operations])
            pool.remove(best)
            taken.append(best)
            seen[self.messages[best].operations] += 1
        return taken


@cache
def packaged_bank() -> ExampleBank:
    """The bank that comes with the package."""
    with resources.files(__package__).joinpath(FILE).open("rb") as file, zipfile.ZipFile(file) as archive:
        lines = archive.read("examples.jsonl").decode("utf-8").splitlines()
    return ExampleBank([_message(json.loads(line)) for line in lines])


def _message(row: dict[str, Any]) -> LabelledMessage:
    plan, flags = row["plan"], row["at"]
    edits = plan.get("edits", ())
    operations = (plan["do"], *sorted({edit["op"] for edit in edits}))
    keys = frozenset((edit["op"], key) for edit in edits for key in OPTIONAL if key in edit)
    text = json.dumps(plan, ensure_ascii=False, separators=(",", ":"))
    situation = Situation("e" in flags, "a" in flags, "m" in flags)
    return LabelledMessage(row["context"], row["say"], text, situation, operations, keys, len(edits), "c" in flags)
