"""Pack what training left in the cache into the package: weights, manifests, model cards.

`python -m training.export [director|painter|eyes|restorer|stylist]...` (all without a name).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TypeVar

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from safetensors.torch import save_file
from torch import nn

from tools.engines.weights import file_sha256
from tools.networks.eyes.processor import EyesProcessor
from tools.networks.language.text_encoder import TEXT_LAYERS, quantize
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.pipeline import PocketPipeline
from tools.networks.restorer import PocketRestorer
from training import CACHE, text
from training.models import train_eyes, train_painter, train_reader, train_stylist
from training.models.train_director import trimmed
from training.scenes.layouts import VOCABULARY

T = TypeVar("T", bound=nn.Module)
WEIGHTS = Path(__file__).parents[1] / "tools" / "weights"


def manifest(folder: Path) -> None:
    """Write the hashes that loading compares with; take out of the configurations where a model came from."""
    for path in folder.rglob("config.json"):
        config = json.loads(path.read_text("utf-8"))
        config.pop("_name_or_path", None)
        path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    files = {str(f.relative_to(folder)): file_sha256(f) for f in sorted(folder.rglob("*.safetensors"))}
    (folder / "manifest.json").write_text(json.dumps({"files": files}, indent=1) + "\n")


def director() -> None:
    """Int8 weights of the trimmed language model, its tokenizer and configuration."""
    model, tokenizer = text.base()
    model = trimmed(model)
    state = torch.load(CACHE / "director.pt", weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    model.model.layers[TEXT_LAYERS:].load_state_dict(state["average"])
    folder = WEIGHTS / "director"
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}
    save_file({k: v.contiguous() for k, v in quantize(tensors).items()}, folder / "model.safetensors")
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    manifest(folder)


def _trained(model: T, name: str) -> T:
    """With its weights from the cache: the last ones, as the rate ends near zero, where an average only lags."""
    model.load_state_dict(torch.load(CACHE / f"{name}.pt", weights_only=True)["model"])
    return model


def painter() -> None:
    """The pipeline in 16 bits, the text features' statistics.

    The tables of what things look like take 8 bits: half of the weights, and their rounding costs .05 % of the error.
    """
    folder = WEIGHTS / "painter"
    autoencoder = PocketAutoencoder.from_pretrained(CACHE / "autoencoder").half()
    transformer = _trained(train_painter.fresh(), "painter").bfloat16()
    for table in (transformer.shapes, transformer.looks, transformer.backdrops):
        table.to(torch.float8_e4m3fn)
    composer = _trained(PocketComposer(**VOCABULARY), "composer").half()
    reader = _trained(train_reader.reader(), "reader").half()
    scheduler = FlowMatchEulerDiscreteScheduler()
    PocketPipeline(transformer, composer, reader, autoencoder, scheduler).save_pretrained(folder)
    state = torch.load(CACHE / "composer.pt", weights_only=True)
    save_file({k: state[k].float().contiguous() for k in ("text_mean", "text_std")}, folder / "text.safetensors")
    manifest(folder)


def eyes() -> None:
    """The eyes in half precision; a calibration belongs to the weights it was fitted to."""
    (WEIGHTS / "eyes" / "calibration.json").unlink(missing_ok=True)
    model = train_eyes.fresh()
    model.reader = _trained(model.reader, "eyes")
    model.half().save_pretrained(WEIGHTS / "eyes")
    EyesProcessor().save_pretrained(WEIGHTS / "eyes")
    manifest(WEIGHTS / "eyes")


def restorer() -> None:
    """The restorer with its look, in half precision."""
    model = _trained(PocketRestorer(), "restorer")
    model.load_state_dict(torch.load(CACHE / "look.pt", weights_only=True)["model"], strict=False)
    model.half().save_pretrained(WEIGHTS / "restorer")
    manifest(WEIGHTS / "restorer")


def stylist() -> None:
    """The stylist in half precision, its canvas in 8 bits."""
    _trained(train_stylist.fresh(), "stylist").half().save_pretrained(WEIGHTS / "stylist")
    manifest(WEIGHTS / "stylist")


if __name__ == "__main__":
    makers = {"director": director, "painter": painter, "eyes": eyes, "restorer": restorer, "stylist": stylist}
    for name in sys.argv[1:] or makers:
        makers[name]()
