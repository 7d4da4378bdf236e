"""The packaged language model: the pocket director's brain, and the ears of the pocket painter.

The director uses all layers, the painter the hidden states of the first few. Both open the same file; where the
director is loaded, the painter shares its layers instead of holding them twice.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import torch

from tools.device import device, dtype
from tools.networks.language.int8 import load_int8
from tools.networks.language.text_encoder import TEXT_LAYERS, TextEncoder, dequantize

_complete: WeakValueDictionary[Path, Any] = WeakValueDictionary()
"""The models that are loaded with all their layers, by folder."""


def load_language_model(folder: Path, layers: int | None = None) -> Any:
    """The causal language model from its int8 weights, which stay int8 in memory on a CPU.

    Args:
        folder: Where `model.safetensors`, or its parts, and `config.json` are.
        layers: How many layers are needed, from the first; all by default. Where the whole model is loaded already, it
            serves.
    """
    if layers is not None and (whole := _complete.get(folder)) is not None:
        return whole
    model = _load(folder, layers)
    if layers is None:
        _complete[folder] = model
    return model


@cache
def load_tokenizer(folder: Path) -> Any:
    """The language model's tokenizer."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


def weight_files(folder: Path) -> list[Path]:
    """The safetensors files that hold a model's weights, in order: one, or several parts."""
    return sorted(folder.glob("model*.safetensors"))


def read_weights(folder: Path, layers: int | None = None) -> dict[str, torch.Tensor]:
    """A model's weights as they are on the disk, by name.

    Args:
        folder: Where its `model*.safetensors` are.
        layers: How many layers are needed, from the first; all by default.
    """
    from safetensors import safe_open

    state: dict[str, torch.Tensor] = {}
    for path in weight_files(folder):
        with safe_open(path, "pt") as file:
            names = [name for name in file.keys() if _belongs(name, layers)]  # noqa: SIM118 -- it is no dict
            state |= {name: file.get_tensor(name) for name in names}
    return state


def _load(folder: Path, layers: int | None) -> Any:
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig.from_pretrained(folder)
    if layers is not None:
        config.num_hidden_layers = layers
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    state = read_weights(folder, layers)
    if device() == "cpu":
        load_int8(model, state)
    else:
        model.load_state_dict(dequantize(state, dtype(device())), strict=False, assign=True)
        model.tie_weights()
    # Rotary frequencies are not among the weights: they are computed anew outside the meta device.
    model.model.rotary_emb = type(model.model.rotary_emb)(config=config)
    return model.to(device())


def _belongs(name: str, layers: int | None) -> bool:
    """Whether a weight is among the first layers, or in none."""
    parts = name.split(".")
    return layers is None or "layers" not in parts or int(parts[parts.index("layers") + 1]) < layers


def load_text_encoder(folder: Path, mean: torch.Tensor, std: torch.Tensor) -> tuple[TextEncoder, Any]:
    """The painter's text encoder on the language model's first layers, and its tokenizer.

    Args:
        folder: The language model's folder.
        mean: Of each feature (576,), to normalise by.
        std: Likewise.
    """
    model = load_language_model(folder, TEXT_LAYERS)
    encoder = TextEncoder(model.model, mean, std).to(device())
    return encoder.eval(), load_tokenizer(folder)
