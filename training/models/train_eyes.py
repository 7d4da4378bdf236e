"""Train the pocket eyes: a reader with weights of its own, on latents more disturbed than the painter's reader gets.

`python -m training.models.train_eyes MINUTES` starts from the reader's weights or, where `cache/eyes.pt` exists, goes on.
They see things in every colour, those also that are kept from the painter: whether it can paint what it never saw is
theirs to judge.
"""

from __future__ import annotations

import torch

from tools.networks.eyes.model import EyesConfig, EyesModel
from tools.networks.painter.autoencoder import PocketAutoencoder
from training import CACHE
from training.models import train_reader
from training.scenes.art import SETS, natural_color
from training.scenes.layouts import NOUNS, VOCABULARY


def fresh() -> EyesModel:
    """Untrained eyes of today's world, with the painter's autoencoder."""
    natural = {
        style: {noun: natural_color(noun, style if style in SETS else "cartoon") or "mixed" for noun in NOUNS}
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
    train_reader.train("eyes", 0.6, "colors")


if __name__ == "__main__":
    main()
