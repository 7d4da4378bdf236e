"""Labelled messages that come near to a new one: what a chat model is shown how to answer.

Near is what shares telling runs of characters (of one to four, within words), and what was said in the same situation:
of an empty or a filled picture, in answer to a question, of a thing that the picture has. A run of characters knows
neither language nor word lists, so it serves slips of the pen, Chinese and open worlds alike.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from agent.brief.model import Brief
from agent.director.bank_index import BankIndex
from agent.director.view import View
from tools.vocabulary.base import Vocabulary

FILE = "examples.zip"
"""In this package: `examples.jsonl`, a line a message, and arrays of what is looked for in them (`Marks`, `BankIndex`).

`python -m training.corpus.example_bank` writes it.
"""
OPTIONAL = ("color", "count", "size", "place", "rel", "doing")
"""Keys of an edit that are there only where the message says something of them."""
_SAME_PICTURE = 0.3
"""What it adds to a likeness (a cosine, 0 to 1) that both pictures are empty, or both filled."""
_SAME_QUESTION = 0.2
"""What it adds that both answer a question, or neither does."""
_SAME_MENTION = 0.1
"""What it adds that both name a thing of the picture, or neither does."""
_POOL = 80
"""The nearest messages among which the examples are chosen."""
_FADING = 0.1
"""By how much less a likeness makes a message count e times less."""
_SHOWN_ALREADY = 0.1
"""How much less likely a plan counts for each example of the same shape that was taken before: one tells most of it."""
_ASKED_ALREADY = 0.7
"""The same for each example that asks for the same operations, if with other keys."""
_MOST_OF_A_SHAPE = 2
"""Examples of one shape, as long as there are others."""


_WORDS = re.compile(r"\w+")
_Shape = tuple[tuple[str, ...], frozenset[tuple[str, str]]]
"""What a plan does and the optional keys of its edits."""


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


class Near(NamedTuple):
    """What is near to a message.

    Attributes:
        messages: The messages to show, from the one that tells most: near ones of the likeliest plans.
        intents: By intent, how much of what is near asks for it, 0 to 1, the nearer a message, the more it counts; of
            those messages only that were said of an empty picture, too, or of a filled one.
        operations: The same by operation, of all that is near.
        keys: The same by optional key.
    """

    messages: list[LabelledMessage]
    intents: Mapping[str, float]
    operations: Mapping[str, float]
    keys: Mapping[str, float]


def situation_of(view: View, vocabulary: Vocabulary) -> Situation:
    """The situation of a view's newest message."""
    text = view.exchange[-1][1].lower()
    return Situation(not view.brief.elements, len(view.exchange) > 1, _mentions(text, view.brief, vocabulary))


def _mentions(text: str, brief: Brief, vocabulary: Vocabulary) -> bool:
    names = {name.lower() for what in brief.names for name in (what, *vocabulary.names("thing", what))}
    return any(name in text for name in names)


class Marks(NamedTuple):
    """What the choice among messages asks of each, so that only those that are chosen need be read.

    Attributes:
        situations: Their situations, (messages, 3).
        closed: Which are declined only because the painter's vocabulary is closed, (messages,).
    """

    situations: npt.NDArray[np.bool_]
    closed: npt.NDArray[np.bool_]

    @staticmethod
    def of(messages: Sequence[LabelledMessage]) -> Marks:
        """The marks of messages."""
        return Marks(
            np.array([message.situation for message in messages]),
            np.array([message.closed for message in messages]),
        )


class MessageLines(Sequence[LabelledMessage]):
    """The messages of a file's lines, each read when it is asked for."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> LabelledMessage: ...
    @overload
    def __getitem__(self, at: slice) -> list[LabelledMessage]: ...
    def __getitem__(self, at: int | slice) -> LabelledMessage | list[LabelledMessage]:
        return _message(self._lines[at]) if isinstance(at, int) else [_message(line) for line in self._lines[at]]


class ExampleBank:
    """Labelled messages, found by nearness.

    Args:
        messages: The labelled messages; at least one.
        marks: Theirs, where they are known.
        index: Theirs, where it is known.
    """

    def __init__(
        self, messages: Sequence[LabelledMessage], marks: Marks | None = None, index: BankIndex | None = None
    ) -> None:
        self.messages = messages
        self.marks = marks or Marks.of(messages)
        self.index = index or BankIndex.of(
            [message.message for message in messages], [message.operations for message in messages]
        )

    def nearest(
        self, message: str, situation: Situation, count: int, closed: bool = True, without: Iterable[int] = ()
    ) -> Near:
        """What is near to a message.

        Args:
            message: The new message.
            situation: Where it was said.
            count: How many messages at most.
            closed: Whether the painter's vocabulary is closed.
            without: Positions in `messages` that are left out, where the bank itself is measured.
        """
        likeness = self.index.likeness(message, len(self.messages))
        same = self.marks.situations == np.array(situation)
        likeness += same @ np.array([_SAME_PICTURE, _SAME_QUESTION, _SAME_MENTION])
        likeness[list(without)] = -1
        if not closed:
            likeness[self.marks.closed] = -1
        pool = [int(n) for n in np.argsort(-likeness, kind="stable")[:_POOL] if likeness[n] >= 0]
        counts = np.exp(likeness[pool] / _FADING)
        near = list(zip((self.messages[at] for at in pool), (counts / counts.sum()).tolist(), strict=True))
        return Near(
            _varied(near, count),
            _shares((m.operations[:1], share) for m, share in near if m.situation.empty == situation.empty),
            _shares((m.operations[1:], share) for m, share in near),
            _shares(({key for _, key in m.keys}, share) for m, share in near),
        )


def _varied(near: Sequence[tuple[LabelledMessage, float]], count: int) -> list[LabelledMessage]:
    """Of messages with what each counts, nearest first, those to show: of the likeliest plans, but few of one shape.

    The shape of a plan is what it does and which keys its edits have. No message is shown twice.
    """
    likely: defaultdict[_Shape, float] = defaultdict(float)
    left: defaultdict[_Shape, dict[str, LabelledMessage]] = defaultdict(dict)
    for message, share in near:
        shape = message.operations, message.keys
        likely[shape] += share
        left[shape].setdefault(" ".join(_WORDS.findall(message.message.lower())), message)
    waiting = {shape: list(messages.values())[::-1] for shape, messages in left.items()}
    shown, asked = Counter[_Shape](), Counter[tuple[str, ...]]()
    taken: list[LabelledMessage] = []
    while len(taken) < count and any(waiting.values()):
        shapes = [shape for shape, messages in waiting.items() if messages]
        few = [shape for shape in shapes if shown[shape] < _MOST_OF_A_SHAPE]
        best = max(
            few or shapes, key=lambda it: likely[it] * _SHOWN_ALREADY ** shown[it] * _ASKED_ALREADY ** asked[it[0]]
        )
        taken.append(waiting[best].pop())
        shown[best] += 1
        asked[best[0]] += 1
    return taken


def _shares(asked: Iterable[tuple[Iterable[str], float]]) -> Mapping[str, float]:
    """By name, what the messages that ask for it count together."""
    shares: defaultdict[str, float] = defaultdict(float)
    for names, share in asked:
        for name in names:
            shares[name] += share
    return shares


@cache
def packaged_bank() -> ExampleBank:
    """The bank that comes with the package."""
    with resources.files(__package__).joinpath(FILE).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        lines = stored["examples.jsonl"].splitlines()
        marks = Marks(stored["situations"], stored["closed"])
        return ExampleBank(MessageLines(lines), marks, BankIndex.restored(stored))


def _message(line: bytes) -> LabelledMessage:
    row = json.loads(line)
    plan, flags = row["plan"], row["at"]
    edits = plan.get("edits", ())
    operations = (plan["do"], *sorted({edit["op"] for edit in edits}))
    keys = frozenset((edit["op"], key) for edit in edits for key in OPTIONAL if key in edit)
    text = json.dumps(plan, ensure_ascii=False, separators=(",", ":"))
    situation = Situation("e" in flags, "a" in flags, "m" in flags)
    return LabelledMessage(row["context"], row["say"], text, situation, operations, keys, len(edits), "c" in flags)
