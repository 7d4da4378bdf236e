"""Pack what training left in the cache into the package: weights and manifests.

`python -m training.export [director|painter|eyes|restorer|stylist]...` (all of them without a name).
"""

from __future__ import annotations

import sys
from typing import TypeVar

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from safetensors.torch import save_file
from torch import nn

from tools.networks.eyes.processor import EyesProcessor
from tools.networks.language.text_encoder import TEXT_LAYERS, quantize
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.pipeline import PocketPipeline
from tools.networks.restorer import PocketRestorer
from training import CACHE
from training.language_model import load_base_model
from training.models.train_director import trim_model
from training.models.train_eyes import untrained_eyes
from training.models.train_painter import untrained_painter
from training.models.train_reader import untrained_reader
from training.models.train_stylist import untrained_stylist
from training.scenes.layouts import VOCABULARY
from training.weights import WEIGHTS, write_manifest

T = TypeVar("T", bound=nn.Module)


def _load_trained(model: T, name: str) -> T:
    """Load the last weights from the cache: the learning rate ends near zero, where an average only lags behind."""
    model.load_state_dict(torch.load(CACHE / f"{name}.pt", weights_only=True)["model"])
    return model


def export_director() -> None:
    """Write the trimmed language model in int8, its tokenizer and its configuration."""
    model, tokenizer = load_base_model()
    model = trim_model(model)
    state = torch.load(CACHE / "director.pt", weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    model.model.layers[TEXT_LAYERS:].load_state_dict(state["average"])
    folder = WEIGHTS / "director"
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}
    save_file({k: v.contiguous() for k, v in quantize(tensors).items()}, folder / "model.safetensors")
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    write_manifest(folder)


def export_painter() -> None:
    """Write the pipeline in 16 bits, and the text features' statistics.

    The tables of what things look like take 8 bits: they are half of the weights, and their rounding costs .05 % of the
    error.
    """
    folder = WEIGHTS / "painter"
    autoencoder = PocketAutoencoder.from_pretrained(CACHE / "autoencoder").half()
    transformer = _load_trained(untrained_painter(), "painter").bfloat16()
    for table in (transformer.shapes, transformer.looks, transformer.backdrops):
        table.to(torch.float8_e4m3fn)
    composer = _load_trained(PocketComposer(**VOCABULARY), "composer").half()
    reader = _load_trained(untrained_reader(), "reader").half()
    scheduler = FlowMatchEulerDiscreteScheduler()
    PocketPipeline(transformer, composer, reader, autoencoder, scheduler).save_pretrained(folder)
    state = torch.load(CACHE / "composer.pt", weights_only=True)
    save_file({k: state[k].float().contiguous() for k in ("text_mean", "text_std")}, folder / "text.safetensors")
    write_manifest(folder)


def export_eyes() -> None:
    """Write the eyes in half precision; delete the calibration, which belongs to the old weights."""
    folder = WEIGHTS / "eyes"
    (folder / "calibration.json").unlink(missing_ok=True)
    model = untrained_eyes()
    model.reader = _load_trained(model.reader, "eyes")
    model.half().save_pretrained(folder)
    EyesProcessor().save_pretrained(folder)
    write_manifest(folder)


def export_restorer() -> None:
    """Write the restorer with its damage estimator, in half precision."""
    model = _load_trained(PocketRestorer(), "restorer")
    model.load_state_dict(torch.load(CACHE / "look.pt", weights_only=True)["model"], strict=False)
    model.half().save_pretrained(WEIGHTS / "restorer")
    write_manifest(WEIGHTS / "restorer")


def export_stylist() -> None:
    """Write the stylist in half precision, its canvas in 8 bits."""
    _load_trained(untrained_stylist(), "stylist").half().save_pretrained(WEIGHTS / "stylist")
    write_manifest(WEIGHTS / "stylist")


EXPORTS = {
    "director": export_director,
    "painter": export_painter,
    "eyes": export_eyes,
    "restorer": export_restorer,
    "stylist": export_stylist,
}


if __name__ == "__main__":
    for name in sys.argv[1:] or EXPORTS:
        EXPORTS[name]()
