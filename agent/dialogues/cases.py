"""The playings of a run: which script, with which profile and seed, and which time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agent.dialogues.results import CaseKey, ScriptResult
from agent.dialogues.scripts.schema import Script
from tools.text import file_name


@dataclass(frozen=True, eq=False)
class Case:
    """One playing of a script.

    Attributes:
        script: What is played.
        profile: The name of the profile, or the path of its file.
        seed: The session's seed.
        repeat: Which time it is played with that profile and seed, from 1.
    """

    script: Script
    profile: str
    seed: int
    repeat: int = 1

    @property
    def key(self) -> CaseKey:
        """Which playing it is; a profile's file is named without its folder."""
        return CaseKey(self.script.name, file_name(self.profile), self.seed, self.repeat)

    @cached_property
    def script_hash(self) -> str:
        """SHA-256 of everything that the script says, hexadecimal; scripts differ where it does."""
        return script_hash(self.script)

    def new_result(self) -> ScriptResult:
        """Return the result of a playing that has not begun."""
        name, profile, seed, repeat = self.key
        return ScriptResult(name, "", [], profile=profile, seed=seed, repeat=repeat, tags=list(self.script.tags))


def script_hash(script: Script) -> str:
    """Return the SHA-256 of a script, which does not depend on its name, profile, seed or tags."""
    said: dict[str, Any] = script.model_dump(
        mode="json", exclude={"name", "profile", "seed", "tags"}, exclude_defaults=True
    )
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def make_cases(
    scripts: list[Script], profiles: list[str] | None = None, seeds: list[int] | None = None, repeats: int = 1
) -> list[Case]:
    """Return every playing of some scripts, in their order.

    Args:
        scripts: What is played; scripts of one name are told apart by a number.
        profiles: Profiles to play them with instead of their own.
        seeds: Seeds to play them with. By default a script has its own, and where its turns state a tolerance of k of
            n, n of them from its own on.
        repeats: How often each is played with the same profile and seed.
    """
    return [
        Case(script, profile, seed, repeat)
        for script in _told_apart(scripts)
        for profile in profiles or [script.profile]
        for seed in seeds or range(script.seed, script.seed + _seeds_wanted(script))
        for repeat in range(1, repeats + 1)
    ]


def _told_apart(scripts: list[Script]) -> Iterable[Script]:
    taken = Counter(script.name for script in scripts)
    seen: set[str] = set()
    for script in scripts:
        name, number = script.name, 1
        while name in seen or (number > 1 and name in taken):
            number += 1
            name = f"{script.name} ({number})"
        seen.add(name)
        yield script.model_copy(update={"name": name})


def _seeds_wanted(script: Script) -> int:
    return max([1, *(int(turn.passes.split(" of ")[1]) for turn in script.turns if turn.passes)])


def select_cases(
    cases: list[Case], words: str = "", tags: list[str] | None = None, shard: tuple[int, int] = (1, 1)
) -> list[Case]:
    """Return some of the playings.

    Args:
        cases: All of them.
        words: Only scripts whose name contains this, whatever the case of its letters.
        tags: Only scripts that have one of these tags.
        shard: Part i of n, counted from 1: every case is in just one part.
    """
    part, parts = shard
    chosen = [
        case
        for case in cases
        if words.casefold() in case.script.name.casefold() and (not tags or set(tags) & set(case.script.tags))
    ]
    return chosen[part - 1 :: parts]
