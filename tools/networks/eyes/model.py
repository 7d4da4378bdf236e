"""The pocket eyes: a reader of pictures whose probabilities for every cell become answers about things.

They are the painter's reader over again, with weights of their own, behind the autoencoder's encoder. Answers come from
the network's distributions, not from its best guess: which noun a place shows, and whether it shows one at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from transformers import PretrainedConfig, PreTrainedModel

from tools.networks.eyes.processor import vocabulary
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.layout import CELLS, things_of
from tools.networks.painter.reader import PocketReader
from tools.vocabulary.storybook import geometry, lexicon

WORLD = ("nouns", "colors", "scenes", "styles")
SIZES = ("small", "medium", "large")
SLIP = 0.02
"""Least chance of any answer: no look is sure."""
MOST = 4
"""Counts are told up to this."""


@dataclass(frozen=True)
class Sight:
    """One thing: its middle as shares of the side, its side in cells, the chance that something stands there, and
    distributions over nouns and over the colours that it shows."""

    point: geometry.Point
    size: int
    score: float
    nouns: dict[str, float]
    colors: dict[str, float]

    def chance(self, noun: str) -> float:
        """That this thing is one."""
        return self.score * self.nouns.get(noun, 0.0)


@dataclass(frozen=True)
class Reading:
    """What one look found."""

    things: tuple[Sight, ...]
    scenes: dict[str, float]
    styles: dict[str, float]

    def _exists(self, noun: str) -> float:
        return 1 - math.prod(1 - thing.chance(noun) for thing in self.things)

    def _group(self, noun: str) -> list[Sight]:
        """The things that are likeliest of that noun: all that come near the best of them."""
        best = max((thing.chance(noun) for thing in self.things), default=0.0)
        return [thing for thing in self.things if thing.chance(noun) > best / 2]

    def _middle(self, noun: str) -> geometry.Point:
        xs, ys = zip(*(thing.point for thing in self._group(noun)), strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    def _count(self, noun: str) -> dict[str, float]:
        shares = [1.0] + [0.0] * MOST
        for p in (thing.chance(noun) for thing in self.things):
            shares = [shares[0] * (1 - p)] + [
                shares[n] * (1 - p if n < MOST else 1) + shares[n - 1] * p for n in range(1, MOST + 1)
            ]
        return {str(number): share for number, share in enumerate(shares)}

    def _mixed(self, noun: str, of: Any) -> dict[str, float]:
        told: dict[str, float] = {}
        group = self._group(noun)
        total = sum(thing.chance(noun) for thing in group)
        for thing in group:
            for name, share in of(thing).items():
                told[name] = told.get(name, 0.0) + share * thing.chance(noun) / total
        return told

    def answers(self, kind: str, subject: str = "", value: str = "", other: str = "") -> dict[str, float]:
        """Probabilities of the answers to a question, no less than SLIP each, adding up to one."""
        there = self._exists(subject)
        match kind:
            case "scene":
                told = dict(self.scenes)
            case "style":
                told = dict(self.styles)
            case "exists" | "absent":
                told = {"yes": there, "no": 1 - there} if kind == "exists" else {"yes": 1 - there, "no": there}
            case "count":
                told = self._count(subject)
            case "relation":
                both = there * self._exists(other)
                holds = both > 0 and geometry.holds(value, self._middle(subject), self._middle(other))
                told = {"yes": both if holds else 0.0, "no": 1 - both if holds else 1.0}
            case _ if there <= 0:
                told = {"nothing": 1.0}
            case "color":
                told = self._mixed(subject, lambda thing: thing.colors)
            case "size":
                one = len(self._group(subject)) == 1
                told = self._mixed(subject, lambda thing: {SIZES[thing.size - 2] if one else "medium": 1.0})
            case _:
                told = {geometry.place(self._middle(subject)) or "between": 1.0}
        if kind in ("color", "size", "place"):
            told = {name: share * there for name, share in told.items()} | {"nothing": 1 - there}
        every = {name: share + SLIP for name, share in told.items()}
        if value and kind != "relation":
            every.setdefault(value, SLIP)
        total = sum(every.values())
        return {name: share / total for name, share in every.items()}

    def caption(self) -> tuple[list[str], float]:
        """Words of the closed grammar (`tools.vocabulary.storybook.captions`), and the geometric mean of the chances behind them."""
        scene, style = (max(table, key=table.__getitem__) for table in (self.scenes, self.styles))
        words, chances = [f"style:{style}", f"scene:{scene}"], [self.scenes[scene], self.styles[style]]
        named: dict[str, list[Sight]] = {}
        for thing in sorted(self.things, key=lambda thing: thing.point):
            noun = max(thing.nouns, key=thing.nouns.__getitem__)
            named.setdefault(noun, []).append(thing)
            chances.append(thing.chance(noun))
        for noun, group in named.items():
            color, size = (max(table, key=table.__getitem__) for table in (
                self.answers("color", noun), self.answers("size", noun)))  # fmt: skip
            place = geometry.place(self._middle(noun)) or "between"
            words += [str(len(group)), color, size, f"noun:{noun}", place, "<and>"]
        return words, math.exp(sum(math.log(max(c, 1e-6)) for c in chances) / len(chances))


class EyesConfig(PretrainedConfig):
    """`world` has the reader's tables; `natural` the colour that each noun shows unpainted in each style; `autoencoder`
    says where, from the eyes' own folder, the autoencoder lies whose encoder they see with."""

    model_type = "gouache_eyes"

    def __init__(
        self, world: dict[str, list[str]] | None = None, natural: dict[str, dict[str, str]] | None = None,
        autoencoder: str = "../painter/autoencoder", **kwargs: object,
    ) -> None:  # fmt: skip
        self.world, self.natural, self.autoencoder = world or {}, natural or {}, autoencoder
        super().__init__(**kwargs)


class EyesModel(PreTrainedModel):
    """The painter's frozen encoder, which is not saved a second time, and a reader of its latents."""

    config_class = EyesConfig
    base_model_prefix = "eyes"

    def __init__(self, config: EyesConfig) -> None:
        super().__init__(config)
        self.compress = PocketAutoencoder().requires_grad_(False)
        del self.compress.decoder
        self.reader = PocketReader(**{name: config.world.get(name, []) for name in WORLD})
        self._keys_to_ignore_on_save = {f"compress.{name}" for name in self.compress.state_dict()}
        self._keys_to_ignore_on_load_missing = self._keys_to_ignore_on_save
        self.post_init()

    @classmethod
    def from_pretrained(cls, folder: str | Path, *args: Any, **options: Any) -> Self:
        """The eyes of a folder, with the encoder of the autoencoder that their configuration names.

        Raises:
            OSError: one of the two folders has no weights.
        """
        model = super().from_pretrained(folder, *args, **options)
        model.see_with(PocketAutoencoder.from_pretrained(Path(folder) / model.config.autoencoder))
        return model  # type: ignore[no-any-return]

    def see_with(self, autoencoder: PocketAutoencoder) -> None:
        """Take over an autoencoder's encoder."""
        weights = autoencoder.state_dict()
        self.compress.load_state_dict({k: v for k, v in weights.items() if not k.startswith("decoder.")})

    def _init_weights(self, module: torch.nn.Module) -> None:
        """Each part starts as it was made."""

    def forward(self, pixel_values: Tensor) -> tuple[Tensor, ...]:
        """Pictures (B, 3, 128, 128) in [-1, 1] to the reader's logits."""
        logits: tuple[Tensor, ...] = self.reader(self.compress.encode(pixel_values))
        return logits

    def generate(self, pixel_values: Tensor) -> Tensor:
        """Ids (B, L) of the likeliest caption of each picture (B, 3, 128, 128), padded with 0.

        `EyesProcessor` makes the pixels and reads the ids.
        """
        number = {word: at for at, word in enumerate(vocabulary(self.config.world))}
        captions = [reading.caption()[0] for reading in self.look(pixel_values)]
        return pad_sequence([torch.tensor([number[word] for word in words]) for words in captions], batch_first=True)

    @torch.no_grad()
    def look(self, pixels: Tensor) -> list[Reading]:
        """A reading of each picture (B, 3, 128, 128)."""
        logits = [part.float().log_softmax(-1).cpu() for part in self(pixels)]
        return [self._reading([part[row] for part in logits]) for row in range(len(pixels))]

    def _reading(self, logits: list[Tensor]) -> Reading:
        names = self.config.world
        *cells, scene, style, _ = logits
        nouns, parts, colors = (part.exp() for part in cells)
        wholes = [dict(zip(names[name], part.exp().tolist(), strict=True))
                  for name, part in (("scenes", scene), ("styles", style))]  # fmt: skip
        sights = []
        for thing in things_of(*cells):
            shares = nouns[thing.cells, 1:].mean(0)
            kinds = dict(zip(names["nouns"], (shares / shares.sum()).tolist(), strict=True))
            tints = colors[thing.cells].mean(0).tolist()
            shown = dict(zip(names["colors"], tints[1:], strict=True))
            # Unpainted: it shows the colour of what it is, as the picture's style has it.
            for noun, share in sorted(kinds.items(), key=lambda pair: -pair[1])[:5]:
                for look, chance in wholes[1].items():
                    own = self.config.natural.get(look, {}).get(noun, "mixed")
                    shown[own] = shown.get(own, 0.0) + tints[0] * share * chance
            middle = (thing.x + thing.size / 2) / CELLS, (thing.y + thing.size / 2) / CELLS
            score = float((1 - parts[thing.cells, 0]).mean())
            sights.append(Sight(middle, thing.size, score, kinds, shown))
        return Reading(tuple(sights), *wholes)


def known(model: EyesModel, *names: str) -> bool:
    """Whether the eyes were trained on all of these nouns."""
    return all(name in model.config.world["nouns"] and name in lexicon.nouns() for name in names if name)
