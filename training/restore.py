"""Go on training from the packaged weights alone: `python -m training.restore` fills the cache where it is empty."""

from __future__ import annotations

import shutil

import torch
from safetensors.torch import load_file
from torch import nn

from tools.pocket.eyes import EyesConfig, EyesModel, vocabulary
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


def _grown(eyes: EyesModel) -> dict[str, torch.Tensor]:
    """The eyes' weights for today's vocabulary: rows of words they know keep their places, new ones start fresh."""
    fresh = EyesModel(EyesConfig(vocabulary=vocabulary())).state_dict()
    old = {word: row for row, word in enumerate(eyes.config.vocabulary)}
    for name, value in eyes.state_dict().items():
        if value.shape == fresh[name].shape:
            fresh[name] = value
            continue
        for row, word in enumerate(vocabulary()):
            if word in old:
                fresh[name][row] = value[old[word]]
    return fresh


def main() -> None:
    """Weights come back in float32, auxiliary heads fresh."""
    CACHE.mkdir(exist_ok=True)
    if not (CACHE / "autoencoder").exists():
        shutil.copytree(WEIGHTS / "painter" / "autoencoder", CACHE / "autoencoder")
    painter = PocketTransformer.from_pretrained(WEIGHTS / "painter" / "transformer").float()
    old, distilled = painter.state_dict(), painter.config.guidance_distilled
    fresh, width = PocketTransformer().state_dict(), PocketTransformer().config.width
    # Layers whose shape has changed since start anew; the rest go on.
    weights = {k: old[k] if k in old and old[k].shape == v.shape else v for k, v in fresh.items()}
    _keep("painter", {"model": weights, "average": weights, "heads": _heads(width), "step": 0, "distilled": distilled})
    eyes = EyesModel.from_pretrained(WEIGHTS / "eyes")
    weights = _grown(eyes)
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
