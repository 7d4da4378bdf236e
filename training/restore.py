"""Go on training from the packaged weights alone: `python -m training.restore` fills the cache where it is empty."""

from __future__ import annotations

import shutil

import torch
from safetensors.torch import load_file
from torch import nn

from tools.pocket.eyes import EyesModel
from tools.pocket.language import TEXT_LAYERS, dequantize
from tools.pocket.transformer import PocketTransformer
from tools.world import COLORS, nouns
from training.art import CACHE
from training.export import WEIGHTS


def _heads(width: int) -> dict[str, torch.Tensor]:
    return nn.ModuleList([nn.Linear(width, len(nouns()) + 1), nn.Linear(width, len(COLORS) + 1)]).state_dict()


def _keep(name: str, state: dict[str, object]) -> None:
    path = CACHE / f"{name}.pt"
    if not path.exists():
        torch.save(state, path)


def main() -> None:
    """Weights come back in float32, auxiliary heads fresh, step counts past their fade-out."""
    CACHE.mkdir(exist_ok=True)
    if not (CACHE / "autoencoder").exists():
        shutil.copytree(WEIGHTS / "painter" / "autoencoder", CACHE / "autoencoder")
    painter = PocketTransformer.from_pretrained(WEIGHTS / "painter" / "transformer").float()
    weights, width = painter.state_dict(), painter.config.width
    _keep("painter", {"model": weights, "average": weights, "heads": _heads(width), "step": 8000})
    eyes = EyesModel.from_pretrained(WEIGHTS / "eyes")
    weights = eyes.state_dict()
    _keep("eyes", {"model": weights, "average": weights, "heads": _heads(eyes.config.width), "step": 2000})
    whole = dequantize(load_file(WEIGHTS / "director" / "model.safetensors"))
    layers = {k: v for k, v in whole.items() if k.startswith("model.layers.") or k == "model.norm.weight"}
    upper = {}
    for key, value in layers.items():
        number = key.split(".")[2]
        if number.isdigit() and int(number) >= TEXT_LAYERS:
            upper[f"{int(number) - TEXT_LAYERS}." + key.split(".", 3)[3]] = value
    _keep("director", {"model": layers, "average": upper, "step": 1500})


if __name__ == "__main__":
    main()
