"""The pocket eyes as a transformers model: a reader of pictures with distributions for every cell.

The network is the painter's reader once more, with weights of its own, behind the autoencoder's encoder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor
from transformers import PretrainedConfig, PreTrainedModel

from tools.networks.eyes.reading import PictureReading, ThingReading
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.layout import CELLS, Thing, decode_things
from tools.networks.painter.reader import PocketReader
from tools.vocabulary.storybook import lexicon

WORLD = ("nouns", "colors", "scenes", "styles")
LIKELY_NOUNS = 5
"""Nouns of a thing whose natural colours count for the colour that it shows."""


class EyesConfig(PretrainedConfig):
    """Configuration of `EyesModel`.

    Args:
        world: the names behind the reader's classes: lists of `nouns`, `colors`, `scenes` and `styles`.
        natural: the colour that each noun shows unpainted, by style and noun.
        autoencoder: path, from the eyes' own folder, of the autoencoder whose encoder they use.
        kwargs: see `PretrainedConfig`.
    """

    model_type = "gouache_eyes"

    def __init__(
        self,
        world: dict[str, list[str]] | None = None,
        natural: dict[str, dict[str, str]] | None = None,
        autoencoder: str = "../painter/autoencoder",
        **kwargs: object,
    ) -> None:
        self.world = world or {}
        self.natural = natural or {}
        self.autoencoder = autoencoder
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
        """Load the eyes of a folder, with the encoder of the autoencoder that their configuration names.

        Args:
            folder: path of the eyes.
            args: see `PreTrainedModel.from_pretrained`.
            options: see `PreTrainedModel.from_pretrained`.

        Raises:
            OSError: one of the two folders has no weights.
        """
        model = super().from_pretrained(folder, *args, **options)
        model.copy_encoder(PocketAutoencoder.from_pretrained(Path(folder) / model.config.autoencoder))
        return model  # type: ignore[no-any-return]

    def copy_encoder(self, autoencoder: PocketAutoencoder) -> None:
        """Copy the weights of an autoencoder's encoder."""
        weights = autoencoder.state_dict()
        self.compress.load_state_dict({k: v for k, v in weights.items() if not k.startswith("decoder.")})

    def _init_weights(self, module: torch.nn.Module) -> None:
        """Leave each part as its constructor made it."""

    def knows(self, *nouns: str) -> bool:
        """Return whether the eyes were trained on all of these nouns; "" is ignored."""
        return all(noun in self.config.world["nouns"] and noun in lexicon.nouns() for noun in nouns if noun)

    def forward(self, pixel_values: Tensor) -> tuple[Tensor, ...]:
        """Map pictures (B, 3, 128, 128) in [-1, 1] to logits; see `PocketReader.forward`."""
        logits: tuple[Tensor, ...] = self.reader(self.compress.encode(pixel_values))
        return logits

    @torch.no_grad()
    def read(self, pixels: Tensor) -> list[PictureReading]:
        """Read pictures (B, 3, 128, 128) in [-1, 1]; one reading each."""
        logits = [part.float().log_softmax(-1).cpu() for part in self(pixels)]
        return [self._reading([part[row] for part in logits]) for row in range(len(pixels))]

    def _reading(self, logits: list[Tensor]) -> PictureReading:
        """Return the reading of one picture from its log-probabilities."""
        *cells, scene, style, _ = logits
        scenes = dict(zip(self.config.world["scenes"], scene.exp().tolist(), strict=True))
        styles = dict(zip(self.config.world["styles"], style.exp().tolist(), strict=True))
        shares = [part.exp() for part in cells]
        things = tuple(self._thing(thing, shares, styles) for thing in decode_things(*cells))
        return PictureReading(things, scenes, styles)

    def _thing(self, thing: Thing, shares: list[Tensor], styles: dict[str, float]) -> ThingReading:
        """Return the reading of one thing.

        Args:
            thing: says which cells.
            shares: distributions over noun (64, N + 1), part (64, PARTS) and colour (64, C + 1) of each cell; their
                first classes are nothing, nothing and unpainted.
            styles: distribution over styles.
        """
        names = self.config.world
        nouns, parts, colors = shares
        noun_shares = nouns[thing.cells, 1:].mean(0)
        by_noun = dict(zip(names["nouns"], (noun_shares / noun_shares.sum()).tolist(), strict=True))
        unpainted, *painted = colors[thing.cells].mean(0).tolist()
        by_color = dict(zip(names["colors"], painted, strict=True))
        # Unpainted things show the colour of what they are, in the picture's style.
        for noun, share in sorted(by_noun.items(), key=lambda pair: -pair[1])[:LIKELY_NOUNS]:
            for style, chance in styles.items():
                natural = self.config.natural.get(style, {}).get(noun, "mixed")
                by_color[natural] = by_color.get(natural, 0.0) + unpainted * share * chance
        middle = (thing.x + thing.size / 2) / CELLS, (thing.y + thing.size / 2) / CELLS
        score = float((1 - parts[thing.cells, 0]).mean())
        return ThingReading(middle, thing.size, score, by_noun, by_color)
