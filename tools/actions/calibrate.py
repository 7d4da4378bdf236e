"""Calibrating the eyes of a profile on pictures with known truth."""

from __future__ import annotations

from functools import partial
from typing import Any

from tools import profiles
from tools.engines.vision.calibration import LEAST_ROWS, Calibration, fit_kind, save_calibration
from tools.engines.vision.known_pictures import KnownPicture, known_pictures
from tools.engines.vision.template_grader import Grader
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.errors import BadArguments
from tools.hooks import Hooks
from tools.model_manager import ModelManager

PICTURES = 60
"""Enough for half a hundred true and as many false statements of most kinds."""
_SEED = 4711


def _chances(known: KnownPicture, eyes: Any) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = eyes.chances(known.picture, [requirement for requirement, _ in known.facts])
    return found


def calibrate_eyes(models: ModelManager, count: int = PICTURES, hooks: Hooks | None = None) -> Calibration:
    """Ask a profile's eyes about pictures of which it is known what they show, fit every kind, and store that.

    Args:
        models: of the profile; its eyes use the calibration from now on.
        count: how many pictures at most; the result tells how many there were.
        hooks: told of every picture.

    Raises:
        BadArguments: its eyes are packaged ones, or can't be told apart from others.
        OSError: the home folder can't be written.
    """
    eyes: Any = models.get("eyes")
    if not isinstance(eyes, VisionLanguageEyes):
        raise BadArguments("The packaged eyes come calibrated; name a profile with other eyes: --profile.")
    if eyes.info.hash == "remote":
        raise BadArguments(
            "The files of these eyes are not here, and a calibration is kept by them; fetch them with gouache models "
            "get."
        )
    painter = ModelManager(profiles.load_profile("pocket")).get("painter")
    evidence: dict[str, list[tuple[float, bool]]] = {}
    shown = 0
    for known in known_pictures(painter, Grader(), count, _SEED, hooks or Hooks()):
        shown += 1
        chances = models.use("eyes", partial(_chances, known))
        for (requirement, truth), (chance, _) in zip(known.facts, chances, strict=True):
            evidence.setdefault(requirement.kind, []).append((chance, truth))
    kinds = {
        kind: fit_kind([chance for chance, _ in rows], [truth for _, truth in rows])
        for kind, rows in evidence.items()
        if len(rows) >= LEAST_ROWS and len({truth for _, truth in rows}) == 2
    }
    made = Calibration(model=eyes.info.name, asked=eyes.asked, pictures=shown, kinds=kinds)
    save_calibration(eyes.info.hash, made)
    eyes = models.get("eyes")  # It may have been loaded anew where memory ran out.
    eyes.calibration = made
    return made
