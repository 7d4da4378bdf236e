"""The language models that the director can be made of, and which of their weights its training changes."""

from __future__ import annotations

from typing import Any, NamedTuple

from torch import Tensor, nn

from tools.networks.language.text_encoder import TEXT_LAYERS


class Base(NamedTuple):
    """A language model to cut.

    Attributes:
        layers: How many of its layers are kept.
        frozen: How many of these stay as they are.
        checkpoint: Name of the director's checkpoint.
    """

    layers: int
    frozen: int
    checkpoint: str


BASES = {
    # The painter hears through the first layers, so they must stay as they are.
    "smollm2": Base(layers=14, frozen=TEXT_LAYERS, checkpoint="director"),
    # Without a painter that hears through it, all of it may learn.
    "smollm2_whole": Base(layers=14, frozen=0, checkpoint="director_whole"),
    "qwen": Base(layers=8, frozen=0, checkpoint="director_qwen"),
}


def learning_layers(model: Any, base: Base) -> nn.ModuleList:
    """Let only the layers above the frozen ones and the last norm go on learning; return these layers.

    The embeddings stay, so that they need not travel, and what is rare keeps its place among what is frequent.
    """
    model.requires_grad_(False)
    upper: nn.ModuleList = model.model.layers[base.frozen :]
    upper.requires_grad_(True)
    model.model.norm.requires_grad_(True)
    return upper


def trained_weights(checkpoint: dict[str, Any]) -> dict[str, Tensor]:
    """Return what a checkpoint's training changed, by its names in the model: averages, and the last norm."""
    frozen = BASES[checkpoint.get("base", "smollm2")].frozen
    weights = {"model.norm.weight": checkpoint["model"]["model.norm.weight"]}
    for name, value in checkpoint["average"].items():
        number, rest = name.split(".", 1)
        weights[f"model.layers.{int(number) + frozen}.{rest}"] = value
    return weights


def checkpoint_of(weights: dict[str, Tensor], base: str, step: int) -> dict[str, Any]:
    """Return the checkpoint whose training left these weights, as its last and as its average."""
    average = {}
    for name, value in weights.items():
        if name.startswith("model.layers."):
            number, rest = name.removeprefix("model.layers.").split(".", 1)
            if int(number) >= BASES[base].frozen:
                average[f"{int(number) - BASES[base].frozen}.{rest}"] = value
    return {"model": weights, "average": average, "step": step, "base": base}
