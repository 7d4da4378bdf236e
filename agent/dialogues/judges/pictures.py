"""Judges of pictures: the eyes of a second profile, and the packaged grader of the storybook world.

The means of probabilities are Soft-TIFA's (arXiv:2512.16853): the arithmetic one is about requirements, the geometric
one about whole pictures.
"""

from __future__ import annotations

import math
import statistics
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from agent.dialogues.judges.base import timed
from agent.dialogues.results import Judgement, TurnResult
from tools.images.load import load_picture
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.types import Requirement

if TYPE_CHECKING:
    from tools.engines.vision.template_grader import Grader

_LEAST = 1e-6
"""What a probability of 0 counts as in a geometric mean."""


def requirements_for(turn: TurnResult) -> list[Requirement]:
    """Return what a turn's picture is held against: what the script asks, else what was understood."""
    return list(dict.fromkeys(turn.required)) or requirements_of(Brief.model_validate(turn.brief or {}))


def _new_picture(turn: TurnResult, before: TurnResult | None) -> Image.Image | None:
    if turn.path is None or (before is not None and before.hash == turn.hash):
        return None
    return load_picture(Path(turn.path))


def means(answers: dict[str, float]) -> dict[str, float]:
    """Return figures of probabilities: the share of requirements likelier met than not, whether all are, and means."""
    values = list(answers.values())
    met = [value > 0.5 for value in values]
    return {
        "met": statistics.fmean(met),
        "all met": float(all(met)),
        "mean probability": statistics.fmean(values),
        "geometric mean": math.exp(statistics.fmean(math.log(max(value, _LEAST)) for value in values)),
    }


class PictureJudge:
    """The eyes of a profile, which look at every new picture."""

    def __init__(self, profile: Profile) -> None:
        self.models = ModelManager(profile)

    def __call__(self, turn: TurnResult, before: TurnResult | None) -> Judgement | None:
        """See `agent.dialogues.judges.base.Judge`."""
        picture, asked = _new_picture(turn, before), requirements_for(turn)
        if picture is None or not asked:
            return None
        judgement = Judgement(calls=1)
        self.models.get("eyes")
        with timed(judgement):
            checks = self.models.use("eyes", lambda eyes: eyes.check(picture, asked))
        # Where a thing is missing, what was asked of it is no matter of doubt.
        judgement.answers = {c.requirement.statement: c.probability if c.told else 0.0 for c in checks}
        judgement.scores = means(judgement.answers)
        return judgement


class GraderJudge:
    """The packaged grader, which compares pictures of the storybook world with the renderer's templates."""

    @cached_property
    def grader(self) -> Grader:
        """The grader, with its templates."""
        from tools.engines.vision.template_grader import Grader

        return Grader()

    def __call__(self, turn: TurnResult, before: TurnResult | None) -> Judgement | None:
        """See `agent.dialogues.judges.base.Judge`."""
        from tools.engines.vision.grading import extra_things, is_met

        picture, asked = _new_picture(turn, before), requirements_for(turn)
        if picture is None or not asked:
            return None
        judgement = Judgement(calls=1)
        with timed(judgement):
            seen = self.grader.see([picture])[0]
        judgement.answers = {one.statement: float(is_met(seen, one)) for one in asked}
        judgement.scores = {name: value for name, value in means(judgement.answers).items() if name.endswith("met")}
        wanted = {name for one in asked if one.kind != "absent" for name in (one.subject, one.object)}
        judgement.scores["nothing else"] = float(not extra_things(seen, wanted))
        return judgement
