"""Which runs of characters the messages of a bank have, and how much each run tells of what is asked for.

Counting them takes seconds, so the packaged bank brings them counted, as arrays.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from agent.director.view import MESSAGE_LIMIT

LARGEST = 1 << 16
"""Messages of the largest bank, as their numbers are kept in 16 bits."""
_LONGEST = 4
"""Characters of the longest run."""
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[^\s\u4e00-\u9fff]+")
_DOUBT = 2.0
"""Messages like all others that are counted with those that have a run of characters."""
_OCCURRENCES = np.array([0.0, *(1 + math.log(n) for n in range(1, MESSAGE_LIMIT + 3))])
"""How much a run counts that a message has so often."""

Operations = tuple[str, ...]


def count_runs(text: str) -> Counter[str]:
    """How often a text has each run of one to four characters within words, whose ends count as spaces."""
    words = [f" {word} " for word in _WORDS.findall(text.lower()[:MESSAGE_LIMIT])]
    return Counter(
        word[at : at + length]
        for word in words
        for length in range(1, _LONGEST + 1)
        for at in range(len(word) - length + 1)
    )


def _telling_weights(counted: Sequence[Counter[str]], operations: Sequence[Operations]) -> dict[str, float]:
    """How much each run tells of what is asked for.

    That is the divergence (Kullback and Leibler's, in nats) of the operations of the messages that have it from those
    of all messages; a run that few messages have is believed less. The names of things tell little, so "make the owl
    blue" comes near to "make the cup red".
    """
    overall = {each: n / len(operations) for each, n in Counter(operations).items()}
    having: dict[str, Counter[Operations]] = defaultdict(Counter)
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


@dataclass(frozen=True)
class BankIndex:
    """The runs of a bank's messages. A message's number is its position in the bank.

    Attributes:
        runs: The runs, sorted, (runs,).
        weights: How much each tells, (runs,).
        ends: Where the messages that have each run end in the next two, (runs,).
        numbers: The numbers of the messages that have the first run, then of those that have the second …
        times: How often these messages have it.
        values: The shares of the run in these messages, whose squares add up to 1 for each message.
    """

    runs: npt.NDArray[np.str_]
    weights: npt.NDArray[np.float64]
    ends: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.uint16]
    times: npt.NDArray[np.uint16]
    values: npt.NDArray[np.float64]

    @staticmethod
    def of(texts: Sequence[str], operations: Sequence[Operations]) -> BankIndex:
        """Count the runs of messages.

        Args:
            texts: What was said.
            operations: What each of them asks for.

        Raises:
            ValueError: there are more than `LARGEST`.
        """
        if len(texts) > LARGEST:
            raise ValueError(f"a bank holds at most {LARGEST} messages, not {len(texts)}")
        counted = [count_runs(text) for text in texts]
        weights = _telling_weights(counted, operations)
        holders: dict[str, list[tuple[int, int]]] = {run: [] for run in sorted(weights)}
        for number, runs in enumerate(counted):
            for run, times in runs.items():
                if run in holders:
                    holders[run].append((number, times))
        found = np.array([pair for pairs in holders.values() for pair in pairs], np.uint16).reshape(-1, 2)
        return _index(
            np.array(list(holders), f"<U{_LONGEST}"),
            np.array([weights[run] for run in holders]),
            np.array([len(pairs) for pairs in holders.values()], np.int64),
            np.ascontiguousarray(found[:, 0]),
            np.ascontiguousarray(found[:, 1]),
        )

    def likeness(self, text: str, messages: int) -> npt.NDArray[np.float64]:
        """The cosines (0 to 1) of a text to each of so many messages, (messages,)."""
        found = np.zeros(messages)
        for at, value in self._shares(count_runs(text)):
            having = slice(self.ends[at - 1] if at else 0, self.ends[at])
            found[self.numbers[having]] += value * self.values[having]
        return found

    def _shares(self, counted: Counter[str]) -> Iterator[tuple[int, float]]:
        """The positions of the runs that are known, and their shares in the text that they were counted in."""
        if not counted or not len(self.runs):
            return
        wanted = np.array(list(counted), self.runs.dtype)
        at = np.minimum(np.searchsorted(self.runs, wanted), len(self.runs) - 1)
        known = np.flatnonzero(self.runs[at] == wanted)
        values = _OCCURRENCES[[*counted.values()]][known] * self.weights[at[known]]
        values /= math.sqrt(values @ values) or 1.0
        yield from zip(at[known].tolist(), values.tolist(), strict=True)

    def stored(self) -> dict[str, npt.NDArray[Any]]:
        """Small arrays that hold all of it, by name: characters by their places in runs, numbers by their steps."""
        steps = np.diff(self.numbers, prepend=self.numbers[:1] * 0)
        return {
            "characters": self.runs.view("<u4").reshape(-1, _LONGEST).T.copy(),
            "weights": self.weights,
            "holders": np.diff(self.ends, prepend=0).astype("<u2"),
            "steps": np.stack([steps >> 8, steps & 255]).astype(np.uint8),
            "times": self.times,
        }

    @staticmethod
    def restored(stored: Mapping[str, npt.NDArray[Any]]) -> BankIndex:
        """The index of which `stored` gave these arrays."""
        runs = np.ascontiguousarray(stored["characters"].T).view(f"<U{_LONGEST}").reshape(-1)
        high, low = stored["steps"].astype(np.uint16)
        numbers = np.cumsum(high << 8 | low, dtype=np.uint16)
        return _index(runs, stored["weights"], stored["holders"].astype(np.int64), numbers, stored["times"])


def _index(
    runs: npt.NDArray[np.str_],
    weights: npt.NDArray[np.float64],
    holders: npt.NDArray[np.int64],
    numbers: npt.NDArray[np.uint16],
    times: npt.NDArray[np.uint16],
) -> BankIndex:
    """The index of runs that so many messages (`holders`) have each."""
    values = _OCCURRENCES[times]
    values *= np.repeat(weights, holders)
    lengths = np.sqrt(np.bincount(numbers, values * values))
    values /= lengths[numbers]
    return BankIndex(runs, weights, np.cumsum(holders), numbers, times, values)
