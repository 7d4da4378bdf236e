"""Train the pocket eyes: a reader with weights of its own, on latents more disturbed than the painter's reader gets.

`python -m training.models.train_eyes MINUTES` starts from the reader's weights or, where `cache/eyes.pt` exists, goes
on. The eyes learn things in every colour, also in those kept from the painter: they must judge whether the painter can
paint what it never saw.
"""

from __future__ import annotations

import torch

from tools.networks.eyes.model import EyesConfig, EyesModel
from tools.networks.painter.autoencoder import PocketAutoencoder
from training import CACHE
from training.models.train_reader import train_reader
from training.scenes.art import art_set, natural_color
from training.scenes.layouts import VOCABULARY
from training.scenes.scene import NOUNS

NOISE = 0.6
"""How much the latents are disturbed (`perturb_latents`)."""


def untrained_eyes() -> EyesModel:
    """Return eyes for the storybook's present words, with the painter's autoencoder and an untrained reader."""
    natural = {
        style: {noun: natural_color(noun, art_set(style)) or "mixed" for noun in NOUNS}
        for style in VOCABULARY["styles"]
    }
    model = EyesModel(EyesConfig(world=VOCABULARY, natural=natural))
    model.copy_encoder(PocketAutoencoder.from_pretrained(CACHE / "autoencoder"))
    return model


def main() -> None:
    """Train the eyes' reader."""
    path = CACHE / "eyes.pt"
    if not path.exists():
        start = torch.load(CACHE / "reader.pt", weights_only=True)
        torch.save({**start, "step": 0}, path)
    train_reader("eyes", NOISE, "colors")


if __name__ == "__main__":
    main()
