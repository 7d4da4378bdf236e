"""The eyes of the storybook's second edition: they read pages of 256 pixels, things of any place and size."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.pocket.eyes import SUSPICION, Question, bounds_of, calibrate, mark_dependents_na, verdict
from tools.networks.eyes.page_answers import KINDS, NO_LOOK, RELATIONS, PageAnswers, split_color
from tools.networks.eyes.processor import EyesProcessor
from tools.networks.pages.reader import PageReader
from tools.networks.pages.reading import SURE, ThingReading, likeliest
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.types import Caption, Check, ModelInfo, Requirement, SeenThing, Sight
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.captions import caption_sentence

SIDE = 256
"""Pixels along the side of what the network sees."""
WINDOW, STRIDE = 64, 32
PARTS = SIDE // STRIDE
NATURAL = "natural.json"
"""File of the colours that nouns show unpainted, by art set and noun."""
AUTOENCODER = "../painter/autoencoder"
"""Path of the autoencoder from the eyes' own folder."""
_LISTS = {"scene": "places", "style": "styles", "time": "times", "weather": "weathers", "look": "looks"}


class PageEyes:
    """Looks at pictures as at pages of the storybook.

    Args:
        info: which weights these are.
        folder: the reader of latents, its `natural.json` and, where there is one, its `calibration.json`.
        autoencoder: folder of the autoencoder whose latents it reads; the painter's beside it if None.

    Raises:
        OSError: one of the two folders has no weights.
    """

    def __init__(self, info: ModelInfo, folder: Path, autoencoder: Path | None = None) -> None:
        self.info = info
        kind = dtype(device(), small=True)
        self.model: PageReader = PageReader.from_pretrained(folder, torch_dtype=kind).eval().to(device())
        compress = PocketAutoencoder.from_pretrained(autoencoder or folder / AUTOENCODER, torch_dtype=kind)
        self.compress: PocketAutoencoder = compress.eval().to(device())
        self.processor = EyesProcessor(size={"height": SIDE, "width": SIDE})
        self.calibration: dict[str, dict[str, float]] = _load(folder / "calibration.json")
        """By kind; see `PocketEyes.calibration`."""
        self.natural: dict[str, dict[str, str]] = _load(folder / NATURAL)
        self._seen: tuple[bytes, PageAnswers] | None = None

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for part in (self.model, self.compress) for p in part.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)
        self.compress.to(where)

    def _pixels(self, picture: Image.Image) -> torch.Tensor:
        values: torch.Tensor = self.processor(picture, return_tensors="pt")["pixel_values"]
        return values.to(self.model.device)

    @torch.no_grad()
    def read(self, pixels: torch.Tensor) -> list[PageAnswers]:
        """Read pictures (B, 3, SIDE, SIDE) in [-1, 1]; what each answers."""
        return [PageAnswers(reading, self.natural) for reading in self.model.read(self.compress.encode(pixels))]

    def look(self, picture: Image.Image) -> PageAnswers:
        """Return what a picture answers; the last one is kept, as a check and a caption look at the same one."""
        data = picture.tobytes()
        if self._seen is None or self._seen[0] != data:
            self._seen = data, self.read(self._pixels(picture))[0]
        return self._seen[1]

    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """Return one check a requirement, in order; those outside the grammar are unsure at one half."""
        page = self.look(picture)
        checks: list[Check] = []
        for requirement in requirements:
            pair = self.question(requirement)
            if pair is None:
                checks.append(Check(requirement=requirement, verdict="unsure", probability=0.5))
                continue
            scores, bounds = page.answers(*pair[0]), bounds_of(self.calibration, requirement.kind)
            probability = calibrate(scores[pair[1]], bounds)
            judged, trusted = verdict(probability, bounds), bool(bounds.get("trusted", True))
            seen = pair[1] if judged == "pass" else likeliest(scores)
            checks.append(
                Check(requirement=requirement, verdict=judged, probability=probability, seen=seen, trusted=trusted)
            )
        return mark_dependents_na(checks)

    def question(self, requirement: Requirement) -> tuple[Question, str] | None:
        """Return the question for a requirement and the answer that meets it; None outside of what they have learnt."""
        kind, value = requirement.kind, requirement.value
        if kind not in KINDS:
            return None
        if kind in _LISTS:
            name = self._value(kind, value)
            return ((kind, "", name, ""), name) if name else None
        subject = self._thing(requirement.subject)
        if kind == "color":
            value = value if value in self.model.config.colors else lexicon.color(value) or ""
        other = ""
        if kind == "relation":
            other = self._landmarks(requirement.object) if value == "between" else self._thing(requirement.object)
        if not subject or (kind == "relation" and (value not in RELATIONS or not other)):
            return None
        if kind == "color" and value not in self.model.config.colors:
            return None
        wanted = "yes" if kind in ("exists", "absent", "relation") else value
        return (kind, subject, value, other), wanted

    def _value(self, kind: str, word: str) -> str:
        """Return what the network calls a place, a style, an hour, a weather or a look; "" if it knows none."""
        names = self.model.config[_LISTS[kind]]
        if word in names or (kind == "look" and word == NO_LOOK):
            return word
        found = {"scene": lexicon.scene, "style": lexicon.style}.get(kind, str.lower)(word)
        return found if found and found in names else ""

    def _thing(self, word: str) -> str:
        """Return what the network calls a thing, its colour before it where there is one; "" if it knows none."""
        names = self.model.config.nouns
        if word in names:
            return word
        found = lexicon.noun(word) if word else None
        if found in names:
            return str(found)
        color, noun = split_color(word)
        inner = self._thing(noun) if color else ""
        return f"{color} {inner}" if inner else ""

    def _landmarks(self, words: str) -> str:
        """Return both landmarks of "between"; "" unless both are known."""
        parts = words.split(" and ")
        pairs = ((" and ".join(parts[:k]), " and ".join(parts[k:])) for k in range(1, len(parts)))
        known = ((self._thing(one), self._thing(two)) for one, two in pairs)
        return next((f"{one} and {two}" for one, two in known if one and two), "")

    def sight(self, picture: Image.Image, suspects: Sequence[str]) -> Sight:
        """Return what is in the picture; see `tools.engines.base.SightedEyes`."""
        page = self.look(picture)
        scene = likeliest(page.reading.places)
        shown = (thing for thing in page.reading.things if thing.score >= SURE)
        things = tuple(_seen(page, thing, frozenset(suspects)) for thing in shown)
        return Sight(things=things, scene=scene, scene_chance=page.reading.places[scene])

    def explain(self, picture: Image.Image, requirement: Requirement) -> np.ndarray | None:
        """Return how much less likely the requirement gets (8, 8) when a place is hidden; None outside the grammar.

        Occlusion (Zeiler and Fergus, arXiv:1311.2901): windows of WINDOW pixels, one every STRIDE, are blurred away; a
        cell has the mean over the windows that hid it. Below zero where hiding a place helps.
        """
        pair = self.question(requirement)
        if pair is None:
            return None
        pixels = self._pixels(picture)
        blurred = torch.nn.functional.avg_pool2d(pixels, WINDOW + 1, 1, WINDOW // 2, count_include_pad=False)
        corners = [(y, x) for y in range(0, SIDE + 1 - WINDOW, STRIDE) for x in range(0, SIDE + 1 - WINDOW, STRIDE)]
        hidden = pixels.repeat(len(corners) + 1, 1, 1, 1)
        for row, (y, x) in enumerate(corners, 1):
            hidden[row, :, y : y + WINDOW, x : x + WINDOW] = blurred[0, :, y : y + WINDOW, x : x + WINDOW]
        chances = [page.answers(*pair[0])[pair[1]] for page in self.read(hidden)]
        total, count = np.zeros((PARTS, PARTS)), np.zeros((PARTS, PARTS))
        for chance, (y, x) in zip(chances[1:], corners, strict=True):
            cells = slice(y // STRIDE, (y + WINDOW) // STRIDE), slice(x // STRIDE, (x + WINDOW) // STRIDE)
            total[cells] += chances[0] - chance
            count[cells] += 1
        means: np.ndarray = total / count
        return means

    def caption(self, picture: Image.Image, language: str = "en") -> Caption:
        """Return a caption in English or Chinese, and how sure what it says is; see `PageAnswers.caption`."""
        words, confidence = self.look(picture).caption()
        return Caption(caption_sentence(words, language), confidence, tuple(words))


def _load(path: Path) -> Any:
    """Return a JSON file's table; an empty one where there is no file."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _seen(page: PageAnswers, thing: ThingReading, suspects: frozenset[str]) -> SeenThing:
    """Return the likeliest noun of a thing, where those that were asked for are SUSPICION times as likely as others."""
    weights = {noun: share * (SUSPICION if noun in suspects else 1.0) for noun, share in thing.nouns.items()}
    name = likeliest(weights)
    colors = page.colors_of(thing)
    color = likeliest(colors)
    left, top, right, bottom = thing.box
    return SeenThing(
        name=name,
        chance=thing.score * weights[name] / sum(weights.values()),
        x=(left + right) / 2,
        y=(top + bottom) / 2,
        size=max(right - left, bottom - top),
        color=color,
        color_chance=min(1.0, colors[color]),
    )
