"""Train the pocket eyes: a reader with weights of its own, on latents more disturbed than the painter's reader gets.

`python -m training.train_eyes MINUTES` starts from the reader's weights or, where `cache/eyes.pt` exists, goes on.
"""

from __future__ import annotations

from collections import Counter

import torch

from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.eyes import EyesConfig, EyesModel
from training import train_reader
from training.art import CACHE, SETS, natural_color
from training.layouts import NOUNS, VOCABULARY


def fresh() -> EyesModel:
    """Untrained eyes of today's world, with the painter's autoencoder."""
    natural = {
        noun: Counter(natural_color(noun, art) or "mixed" for art in SETS).most_common(1)[0][0] for noun in NOUNS
    }
    model = EyesModel(EyesConfig(world=VOCABULARY, natural=natural))
    model.see_with(PocketAutoencoder.from_pretrained(CACHE / "autoencoder"))
    return model


def main() -> None:
    """Train the eyes' reader."""
    path = CACHE / "eyes.pt"
    if not path.exists():
        start = torch.load(CACHE / "reader.pt", weights_only=True)
        torch.save({**start, "step": 0}, path)
    train_reader.train("eyes", noise=0.6)


if __name__ == "__main__":
    main()
