"""The pocket eyes behind the eyes' role: captions, and a calibrated answer per requirement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools import world
from tools.device import device
from tools.values import Check, ModelInfo, Requirement, Verdict

PASS, FAIL = 0.6, 0.4
"""Probabilities from which a requirement counts as met, and below which as not met."""


def verdict(probability: float) -> Verdict:
    """Pass, fail or unsure."""
    return "pass" if probability >= PASS else "fail" if probability < FAIL else "unsure"


def question(requirement: Requirement) -> tuple[tuple[str, ...], str] | None:
    """The eyes' question for a requirement and the answer that meets it; None outside their grammar."""
    thing = world.noun(requirement.subject) if requirement.subject else None
    match requirement.kind:
        case "scene" | "style" as kind:
            known = world.scene(requirement.value) if kind == "scene" else world.style(requirement.value)
            return ((kind,), f"{kind}:{known}") if known else None
        case _ if thing is None:
            return None
        case "exists":
            return ("exists", f"noun:{thing}"), "yes"
        case "absent":
            return ("exists", f"noun:{thing}"), "no"
        case "relation":
            other = world.noun(requirement.object)
            return (("relation", f"noun:{thing}", requirement.value, f"noun:{other}"), "yes") if other else None
        case kind:
            return (kind, f"noun:{thing}"), requirement.value


def gate(checks: list[Check]) -> list[Check]:
    """Requirements about something that is missing become "n/a": a colour of nothing is not a failure."""
    absent = {c.requirement.subject for c in checks if c.requirement.kind == "exists" and c.verdict == "fail"}
    return [
        c.model_copy(update={"verdict": "n/a"})
        if c.requirement.kind not in ("exists", "absent")
        and absent & {c.requirement.subject, c.requirement.object} - {""}
        else c
        for c in checks
    ]


class PocketEyes:
    """Looks at 128-pixel pictures of the storybook world."""

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        from tools.pocket.eyes import EyesModel

        self.info = info
        self.model = EyesModel.from_pretrained(folder).eval().to(device())
        path = folder / "calibration.json"
        self.temperature: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)

    def _pixels(self, picture: Image.Image) -> torch.Tensor:
        square = picture.convert("RGB").resize((128, 128), Image.Resampling.LANCZOS)
        values = torch.from_numpy(np.asarray(square).copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
        return values.to(self.model.device)

    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """One check a requirement, in order; those outside the grammar are unsure at one half."""
        words = set(self.model.config.vocabulary)
        # Things that the world has learnt since these eyes were trained are outside their grammar too.
        asked = [pair if pair and words.issuperset(pair[0][1:]) else None for pair in map(question, requirements)]
        known = [q for q in asked if q is not None]
        answers = iter(self.model.answers(self._pixels(picture), [q for q, _ in known]) if known else [])
        checks: list[Check] = []
        for requirement, pair in zip(requirements, asked, strict=True):
            if pair is None:
                checks.append(Check(requirement=requirement, verdict="unsure", probability=0.5))
                continue
            scores = self._calibrated(pair[0][0], next(answers))
            probability = scores.get(pair[1], 0.0)
            seen = max(scores, key=lambda word: scores[word]).split(":")[-1]
            checks.append(
                Check(requirement=requirement, verdict=verdict(probability), probability=probability, seen=seen)
            )
        return gate(checks)

    def _calibrated(self, kind: str, scores: dict[str, float]) -> dict[str, float]:
        heat = self.temperature.get(kind, 1.0)
        powered = {word: max(value, 1e-9) ** (1 / heat) for word, value in scores.items()}
        total = sum(powered.values())
        return {word: value / total for word, value in powered.items()}

    def caption(self, picture: Image.Image) -> tuple[str, float]:
        """English caption and a confidence in [0, 1]: the geometric mean of its token probabilities."""
        words, mean = self.model.caption(self._pixels(picture))
        return sentence(words), float(np.exp(mean))


def sentence(words: list[str]) -> str:
    """The grammar's words as an English sentence."""
    style = next((w.split(":")[1] for w in words if w.startswith("style:")), "")
    scene = next((w.split(":")[1] for w in words if w.startswith("scene:")), "")
    things, current = [], dict[str, Any]()
    for word in [*words, "<and>"]:
        if word == "<and>":
            if "noun" in current:
                things.append(_thing(current))
            current = {}
        elif word.startswith("noun:"):
            current["noun"] = word.split(":")[1]
        elif word in world.COLORS:
            current["color"] = word
        elif word.isdigit():
            current["count"] = int(word)
        elif word in ("small", "large"):
            current["size"] = word
        elif word in world.PLACES:
            current["place"] = word
    body = ", ".join(things) or "nothing that I know"
    return body + (f"; {scene} scene" if scene else "") + (f"; {style} style" if style else "")


def _thing(parts: dict[str, Any]) -> str:
    count = parts.get("count", 1)
    noun = parts["noun"] if count == 1 else world.plural(parts["noun"])
    number = "a" if count == 1 else str(count)
    place = f"({parts['place']})" if "place" in parts else ""
    return " ".join(w for w in (number, parts.get("size", ""), parts.get("color", ""), noun, place) if w)
