"""Fill the cache with checkpoints made from the packaged weights, where it has none: `python -m training.seed_cache`.

Training then goes on from these weights. They come back in float32.
"""

from __future__ import annotations

import json
import shutil
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from tools.engines.pocket.language import read_weights
from tools.networks.eyes.model import EyesModel
from tools.networks.language.text_encoder import dequantize
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.reader import PocketReader
from tools.networks.painter.transformer import PocketTransformer
from tools.networks.restorer import PocketRestorer
from tools.networks.stylist import PocketStyleNetwork
from training import CACHE
from training.language.bases import BASES, checkpoint_of
from training.models.train_damage_estimator import estimator_weights
from training.weights import WEIGHTS

PAINTER_PARTS = {
    "painter": (PocketTransformer, "transformer"),
    "composer": (PocketComposer, "composer"),
    "reader": (PocketReader, "reader"),
}
"""Networks of the painter by the name of their checkpoint, and their folders in the package."""


def _seed(name: str, state: dict[str, Any]) -> None:
    path = CACHE / f"{name}.pt"
    if not path.exists():
        torch.save(state, path)


def _seed_model(name: str, model: nn.Module, more: dict[str, Tensor] | None = None, step: int = 0) -> None:
    _seed(name, {"model": model.float().state_dict(), "step": step, **(more or {})})


def _seed_director() -> None:
    base = json.loads((WEIGHTS / "director" / "config.json").read_text("utf-8")).get("language_base", "smollm2")
    weights = dequantize(read_weights(WEIGHTS / "director"))
    layers = {k: v for k, v in weights.items() if k.startswith("model.layers.") or k == "model.norm.weight"}
    # A late step, so that the moving average starts with a long memory.
    _seed(BASES[base].checkpoint, checkpoint_of(layers, base, 1500))


def main() -> None:
    """Write the checkpoints that are missing."""
    CACHE.mkdir(exist_ok=True)
    if not (CACHE / "autoencoder").exists():
        shutil.copytree(WEIGHTS / "painter" / "autoencoder", CACHE / "autoencoder")
    for name, (kind, folder) in PAINTER_PARTS.items():
        statistics = load_file(WEIGHTS / "painter" / "text.safetensors") if name == "composer" else None
        _seed_model(name, kind.from_pretrained(WEIGHTS / "painter" / folder), statistics)
    _seed_model("eyes", EyesModel.from_pretrained(WEIGHTS / "eyes").reader)
    restorer = PocketRestorer.from_pretrained(WEIGHTS / "restorer")
    _seed_model("restorer", restorer)
    _seed("look", {"model": estimator_weights(restorer.state_dict()), "step": 0})
    # Step 1, because before the first step the encoder's scales are set.
    _seed_model("stylist", PocketStyleNetwork.from_pretrained(WEIGHTS / "stylist"), step=1)
    _seed_director()


if __name__ == "__main__":
    main()
