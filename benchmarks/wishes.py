"""Wishes of the `loop` suite, and the pictures that the studio's models make of them."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from PIL import Image

from agent import limits
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from agent.brief.wording import brief_prompt
from agent.turns.calls import AttemptScore, PlannedCall
from agent.turns.retry_policy import Attempt, next_call, score_attempt
from agent.turns.tool_calls import edit_arguments, structure
from benchmarks.datasets import load_edit_sessions, load_painter_briefs, load_pictures
from benchmarks.judges import rules
from tools import profiles
from tools.content import ChangeSpec, ContentSpec
from tools.engines.base import Eyes
from tools.engines.painting import PaintRequest
from tools.engines.pocket.painter import PocketPainter
from tools.hooks import Hooks
from tools.images import compare
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.types import Check

QUICK_EVERY = 10
"""A quick run takes every tenth brief, and every other edit."""
SOURCE = -1
"""The number of the picture that a wish for an edit begins with."""


@dataclass(frozen=True)
class Wish:
    """What the picture must show, and for an edit what it starts from.

    Attributes:
        brief: What the picture must show.
        source: The picture to edit; None for a new picture.
        before: What the source shows.
        edit: The edit that leads there.
        keep: Whether the pixels that the edit is not about are put back.
    """

    brief: Brief
    source: Image.Image | None = None
    before: Brief | None = None
    edit: Edit | None = None
    keep: bool = True


@dataclass(frozen=True)
class Candidate:
    """A picture that was painted for a wish.

    Attributes:
        score: The studio's own score of it.
        checks: What the eyes say.
        passes: Whether the grader passes it.
        spared: Whether an edit left alone what it was not about.
    """

    score: AttemptScore
    checks: list[Check]
    passes: bool
    spared: bool


def load_wishes(quick: bool) -> list[Wish]:
    """The briefs of the painter's suite, then the edit suite's first turns."""
    wishes = [Wish(row["brief"]) for row in load_painter_briefs()[:: QUICK_EVERY if quick else 1]]
    sessions = load_edit_sessions()
    starts = list(zip(sessions, load_pictures("edits", len(sessions)), strict=True))
    for session, picture in starts[:: 2 if quick else 1]:
        before, edit = session["brief"], session["edits"][0]
        keep = edit.op not in limits.EDIT_AS_NEW
        wishes.append(Wish(apply_edits(before, [edit]), picture, before, edit, keep))
    return wishes


class LoopModels:
    """The studio's models, with its profile's settings, and the grader."""

    def __init__(self) -> None:
        self.profile: Profile = profiles.load_profile("pocket")
        models = ModelManager(self.profile)
        self.painter: PocketPainter = models.get("painter")
        self.eyes: Eyes = models.get("eyes")
        self.grader = rules.Grader()
        self.look_seconds: list[float] = []


class WishSession:
    """One wish's pictures, painted and checked when they are asked for, and each of them only once."""

    def __init__(self, wish: Wish, seed: int, models: LoopModels) -> None:
        self.wish = wish
        self.seed = seed
        self.models = models
        self._known: dict[tuple[object, ...], tuple[Candidate, Image.Image]] = {}
        self._pictures: dict[int, Image.Image] = {SOURCE: wish.source} if wish.source is not None else {}

    def first_call(self, seed: int) -> PlannedCall:
        """The tool call of the studio's first try, with that seed."""
        wish, profile = self.wish, self.models.profile
        arguments = {
            "prompt": brief_prompt(wish.brief), "seed": seed, "steps": profile.steps, "guidance": profile.guidance,
            **structure(wish.brief),
        }  # fmt: skip
        if wish.source is None:
            return {"tool": "generate", "arguments": arguments}
        assert wish.edit is not None
        edit = edit_arguments(wish.brief, [wish.edit])
        return {"tool": "edit", "arguments": {**arguments, **edit, "keep": wish.keep, "picture": SOURCE}}

    def paint(self, call: PlannedCall, number: int) -> Candidate:
        """Carry out a call as the turn's try of that number; check and grade its picture."""
        arguments = call["arguments"]
        source = call.get("on", arguments.get("picture"))
        key = source, arguments["prompt"], arguments.get("instruction"), arguments["seed"]
        if key not in self._known:
            self._known[key] = self._new_candidate(call, source, number)
        candidate, self._pictures[number] = self._known[key]
        return replace(candidate, score={**candidate.score, "picture": number})

    def _new_candidate(self, call: PlannedCall, source: int | None, number: int) -> tuple[Candidate, Image.Image]:
        models = self.models
        picture, spared = self._picture_of(call, source)
        start = time.perf_counter()
        checks = models.eyes.check(picture, requirements_of(self.wish.brief, self.wish.before))
        models.look_seconds.append(time.perf_counter() - start)
        passes = rules.passes_strict(models.grader.see([picture])[0], self.wish.brief)
        return Candidate(score_attempt(number, checks, spared), checks, passes, spared), picture

    def _picture_of(self, call: PlannedCall, source: int | None) -> tuple[Image.Image, bool]:
        """The call's picture, and whether it spares what the edit is not about."""
        arguments, profile = call["arguments"], self.models.profile
        request = PaintRequest(
            arguments["prompt"], arguments.get("instruction", ""), keep=arguments.get("keep", True),
            seed=arguments["seed"], steps=profile.steps, guidance=profile.guidance,
            content=ContentSpec.model_validate(arguments["content"]),
            change=ChangeSpec.model_validate(arguments["change"]) if "change" in arguments else None,
        )  # fmt: skip
        if source is None:
            return self.models.painter.paint([request], Hooks())[0], True
        before = self._pictures[source]
        picture, region = self.models.painter.edit(before, request, Hooks())
        outside_db = compare.psnr_outside_mask(before, picture, region) if region is not None else None
        return picture, outside_db is None or outside_db >= limits.OUTSIDE_DB

    def all_candidates(self, count: int) -> list[Candidate]:
        """The pictures of so many seeds."""
        return [self.paint(self.first_call(self.seed + number), number) for number in range(count)]

    def loop_candidates(self) -> list[Candidate]:
        """The studio's tries under its policy."""
        call: PlannedCall | None = self.first_call(self.seed)
        attempts: list[Attempt] = []
        candidates: list[Candidate] = []
        while call is not None:
            candidate = self.paint(call, len(candidates))
            candidates.append(candidate)
            attempts.append(Attempt(call, candidate.score, tuple(candidate.checks), candidate.spared))
            call = next_call(attempts, self.wish.brief, 0.0)
        return candidates
