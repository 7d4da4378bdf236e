"""Pack what training left in the cache into the package: weights and manifests.

`python -m training.export [director|painter|eyes|restorer|stylist]...` (all of them without a name). With `--director
NAME` the director is that of the checkpoint `cache/NAME.pt`, of whichever base; where its first layers are not what the
painter hears through, `python -m training.export text_encoder` gives the painter layers of its own.
"""

from __future__ import annotations

import argparse
from typing import TypeVar

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from safetensors.torch import save_file
from torch import nn

from tools.networks.eyes.processor import EyesProcessor
from tools.networks.language.text_encoder import TEXT_LAYERS
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.pipeline import PocketPipeline
from tools.networks.restorer import PocketRestorer
from training import CACHE
from training.language.bases import trained_weights
from training.language.int8_folder import save_model
from training.language.start import cut_smollm2
from training.models.train_director import load_base
from training.models.train_eyes import untrained_eyes
from training.models.train_painter import untrained_painter
from training.models.train_reader import untrained_reader
from training.models.train_stylist import untrained_stylist
from training.scenes.layouts import VOCABULARY
from training.weights import WEIGHTS, write_manifest

T = TypeVar("T", bound=nn.Module)

FILE_LIMIT = 89_000_000
"""Most bytes of a file of weights."""


def _load_trained(model: T, name: str) -> T:
    """Load the last weights from the cache: the learning rate ends near zero, where an average only lags behind."""
    model.load_state_dict(torch.load(CACHE / f"{name}.pt", weights_only=True)["model"])
    return model


def export_director(name: str = "director") -> None:
    """Write the trimmed language model in int8, its tokenizer and its configuration.

    Args:
        name: Of the checkpoint.
    """
    state = torch.load(CACHE / f"{name}.pt", weights_only=True, map_location="cpu")
    model, tokenizer = load_base(state.get("base", "smollm2"))
    model.load_state_dict(trained_weights(state), strict=False)
    save_model(model, tokenizer, WEIGHTS / "director", FILE_LIMIT)
    write_manifest(WEIGHTS / "director")


def export_text_encoder() -> None:
    """Write the layers that the painter hears through beside the painter, for a director of another base."""
    save_model(*cut_smollm2(TEXT_LAYERS), WEIGHTS / "painter" / "text_encoder", FILE_LIMIT)
    write_manifest(WEIGHTS / "painter")


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
    "painter": export_painter,
    "eyes": export_eyes,
    "restorer": export_restorer,
    "stylist": export_stylist,
}


def main() -> None:
    """Export what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", choices=["director", "text_encoder", *EXPORTS, []])
    parser.add_argument("--director", default="director", help="name of its checkpoint")
    options = parser.parse_args()
    for name in options.names or ["director", *EXPORTS]:
        match name:
            case "director":
                export_director(options.director)
            case "text_encoder":
                export_text_encoder()
            case _:
                EXPORTS[name]()


if __name__ == "__main__":
    main()
