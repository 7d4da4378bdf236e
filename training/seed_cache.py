"""Go on training from the packaged weights alone: `python -m training.seed_cache` fills the cache where it is empty."""

from __future__ import annotations

import shutil

import torch
from safetensors.torch import load_file
from torch import nn

from tools.networks.eyes.model import EyesModel
from tools.networks.language.text_encoder import TEXT_LAYERS, dequantize
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.reader import PocketReader
from tools.networks.painter.transformer import PocketTransformer
from tools.networks.restorer import PocketRestorer
from tools.networks.stylist import PocketStyleNetwork
from training import CACHE
from training.export import WEIGHTS
from training.models.train_damage_estimator import look_of


def _keep(name: str, state: dict[str, object]) -> None:
    path = CACHE / f"{name}.pt"
    if not path.exists():
        torch.save(state, path)


def _keep_model(name: str, model: nn.Module, more: dict[str, torch.Tensor] | None = None) -> None:
    weights = model.float().state_dict()
    _keep(name, {"model": weights, "step": 0, **(more or {})})


def main() -> None:
    """Weights come back in float32, auxiliary heads fresh."""
    CACHE.mkdir(exist_ok=True)
    if not (CACHE / "autoencoder").exists():
        shutil.copytree(WEIGHTS / "painter" / "autoencoder", CACHE / "autoencoder")
    parts = {"painter": PocketTransformer, "composer": PocketComposer, "reader": PocketReader}
    for name, kind in parts.items():
        folder = WEIGHTS / "painter" / ("transformer" if name == "painter" else name)
        more = load_file(WEIGHTS / "painter" / "text.safetensors") if name == "composer" else {}
        _keep_model(name, kind.from_pretrained(folder), more)
    _keep_model("eyes", EyesModel.from_pretrained(WEIGHTS / "eyes").reader)
    restorer = PocketRestorer.from_pretrained(WEIGHTS / "restorer")
    _keep_model("restorer", restorer)
    _keep("look", {"model": look_of(restorer), "step": 0})
    # Beyond its first step, before which the encoder's scales are set.
    _keep("stylist", {"model": PocketStyleNetwork.from_pretrained(WEIGHTS / "stylist").float().state_dict(), "step": 1})
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
