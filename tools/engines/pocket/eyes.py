"""The pocket eyes behind the eyes' role: captions, and a calibrated answer per requirement."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from tools.device import device, dtype
from tools.networks.eyes.model import EyesModel
from tools.networks.eyes.processor import EyesProcessor
from tools.networks.eyes.reading import PictureReading, ThingReading
from tools.networks.painter.layout import CELLS
from tools.types import Caption, Check, ModelInfo, Requirement, SeenThing, Sight, Verdict
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.captions import caption_sentence

WINDOW, STRIDE = 32, 16
LEAST = 1e-4
SUSPICION = 4.0
"""How much likelier a thing is what was asked for than anything else that looks as much like it."""
PASS, FAIL = 0.6, 0.4
"""Probabilities from which a requirement counts as met, and below which as not met."""


def verdict(probability: float, bounds: dict[str, float] | None = None) -> Verdict:
    """Pass, fail or unsure, by a kind's calibrated bounds or the usual ones."""
    low, high = (bounds or {}).get("fail", FAIL), (bounds or {}).get("pass", PASS)
    return "pass" if probability >= high else "fail" if probability < low else "unsure"


def calibrate(chance: float, calibration: dict[str, float]) -> float:
    """A probability calibrated: sigmoid(slope x its log-odds + bias) (Platt, 1999); itself without a calibration."""
    odds = math.log(max(chance, LEAST) / max(1 - chance, LEAST))
    return 1 / (1 + math.exp(-(calibration.get("slope", 1.0) * odds + calibration.get("bias", 0.0))))


Question = tuple[str, str, str, str]
"""Kind, subject, value, and the other thing of a relation, in the world's own words."""


_KINDS = ("exists", "absent", "color", "count", "size", "place", "relation", "scene", "style")
"""Kinds of requirement that they have learnt to answer."""


def eyes_question(requirement: Requirement) -> tuple[Question, str] | None:
    """The eyes' question for a requirement and the answer that meets it; None outside their grammar."""
    kind, value = requirement.kind, requirement.value
    if kind not in _KINDS or (kind == "relation" and value not in lexicon.RELATIONS):
        return None
    if kind in ("scene", "style"):
        name = lexicon.scene(value) if kind == "scene" else lexicon.style(value)
        return ((kind, "", name, ""), name) if name else None
    thing, other = lexicon.noun(requirement.subject), lexicon.noun(requirement.object) if requirement.object else ""
    if thing is None or other is None or (kind == "relation" and not other):
        return None
    wanted = "yes" if kind in ("exists", "absent", "relation") else value
    return (kind, thing, value, other), wanted


def bounds_of(calibration: dict[str, dict[str, float]], kind: str) -> dict[str, float]:
    """A kind's calibration; what must be absent is asked as what exists, so that its bounds are turned over."""
    if kind != "absent":
        return calibration.get(kind, {})
    exists = calibration.get("exists", {})
    if not exists:
        return {}
    return {**exists, "pass": 1 - exists["fail"], "fail": 1 - exists["pass"], "bias": -exists["bias"]}


def mark_dependents_na(checks: list[Check]) -> list[Check]:
    """Requirements about something that is missing become "n/a": a colour of nothing is not a failure."""
    absent = {c.requirement.subject for c in checks if c.requirement.kind == "exists" and c.verdict == "fail"}
    return [
        c.model_copy(update={"verdict": "n/a"})
        if c.requirement.kind not in ("exists", "absent")
        and absent & {c.requirement.subject, c.requirement.object} - {""}
        else c
        for c in checks
    ]


def _seen(thing: ThingReading, suspects: frozenset[str]) -> SeenThing:
    """The likeliest noun of a thing, where those that were asked for are SUSPICION times as likely as others."""
    weights = {noun: share * (SUSPICION if noun in suspects else 1.0) for noun, share in thing.nouns.items()}
    name = max(weights, key=lambda noun: weights[noun])
    color = max(thing.colors, key=lambda name: thing.colors[name])
    return SeenThing(
        name=name,
        chance=thing.score * weights[name] / sum(weights.values()),
        x=thing.point[0],
        y=thing.point[1],
        size=thing.size / CELLS,
        color=color,
        color_chance=thing.colors[color],
    )


class PocketEyes:
    """Looks at 128-pixel pictures of the storybook world."""

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        self.info = info
        self.model = EyesModel.from_pretrained(folder, dtype=dtype(device(), small=True)).eval().to(device())
        self.processor = EyesProcessor.from_pretrained(folder)
        path = folder / "calibration.json"
        self.calibration: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        """By kind: `slope` and `bias` (see `calibrate`), the probabilities from which it passes (`pass`) and below
        which it fails (`fail`), and whether a failure is worth another attempt (`trusted`)."""
        self._seen: tuple[bytes, PictureReading] | None = None

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)

    def _pixels(self, picture: Image.Image) -> torch.Tensor:
        values: torch.Tensor = self.processor(picture, return_tensors="pt")["pixel_values"]
        return values.to(self.model.device)

    def _look(self, picture: Image.Image) -> PictureReading:
        """A reading of the picture; the last one is kept, as a check and a caption look at the same one."""
        data = picture.tobytes()
        if self._seen is None or self._seen[0] != data:
            self._seen = data, self.model.read(self._pixels(picture))[0]
        return self._seen[1]

    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """One check a requirement, in order; those outside the grammar are unsure at one half."""
        reading = self._look(picture)
        checks: list[Check] = []
        for requirement in requirements:
            pair = self._question(requirement)
            if pair is None:
                checks.append(Check(requirement=requirement, verdict="unsure", probability=0.5))
                continue
            scores, bounds = reading.answers(*pair[0]), self._bounds(requirement.kind)
            probability = calibrate(scores.get(pair[1], 0.0), bounds)
            judged, trusted = verdict(probability, bounds), bool(bounds.get("trusted", True))
            seen = pair[1] if judged == "pass" else max(scores, key=lambda word: scores[word])
            checks.append(
                Check(requirement=requirement, verdict=judged, probability=probability, seen=seen, trusted=trusted)
            )
        return mark_dependents_na(checks)

    def _bounds(self, kind: str) -> dict[str, float]:
        return bounds_of(self.calibration, kind)

    def _question(self, requirement: Requirement) -> tuple[Question, str] | None:
        """`eyes_question`, None too for things that the world has learnt since these eyes were trained."""
        pair = eyes_question(requirement)
        return pair if pair and self.model.knows(pair[0][1], pair[0][3]) else None

    def sight(self, picture: Image.Image, suspects: Sequence[str]) -> Sight:
        """What is in the picture; see `tools.engines.base.SightedEyes`."""
        reading = self._look(picture)
        scene = max(reading.scenes, key=lambda name: reading.scenes[name])
        things = tuple(_seen(thing, frozenset(suspects)) for thing in reading.things)
        return Sight(things=things, scene=scene, scene_chance=reading.scenes[scene])

    def explain(self, picture: Image.Image, requirement: Requirement) -> np.ndarray | None:
        """How much less likely the requirement gets (8, 8) when a place is hidden; None outside the grammar.

        Occlusion (Zeiler and Fergus, arXiv:1311.2901): windows of WINDOW pixels, one every STRIDE, are blurred away; a
        cell has the mean over the windows that hid it. Below zero where hiding a place helps.
        """
        pair = self._question(requirement)
        if pair is None:
            return None
        pixels = self._pixels(picture)
        blurred = torch.nn.functional.avg_pool2d(pixels, WINDOW + 1, 1, WINDOW // 2, count_include_pad=False)
        corners = [(y, x) for y in range(0, 129 - WINDOW, STRIDE) for x in range(0, 129 - WINDOW, STRIDE)]
        hidden = pixels.repeat(len(corners) + 1, 1, 1, 1)
        for row, (y, x) in enumerate(corners, 1):
            hidden[row, :, y : y + WINDOW, x : x + WINDOW] = blurred[0, :, y : y + WINDOW, x : x + WINDOW]
        chances = [reading.answers(*pair[0]).get(pair[1], 0.0) for reading in self.model.read(hidden)]
        total, count = np.zeros((8, 8)), np.zeros((8, 8))
        for chance, (y, x) in zip(chances[1:], corners, strict=True):
            cells = slice(y // 16, (y + WINDOW) // 16), slice(x // 16, (x + WINDOW) // 16)
            total[cells] += chances[0] - chance
            count[cells] += 1
        means: np.ndarray = total / count
        return means

    def caption(self, picture: Image.Image, language: str = "en") -> Caption:
        """In English or Chinese; the confidence is the geometric mean of the chances of what it says."""
        words, confidence = self._look(picture).caption()
        return Caption(caption_sentence(words, language), confidence, tuple(words))
