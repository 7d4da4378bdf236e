"""A causal language model in a folder: int8 weights in files of limited size, tokenizer and configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from agent.director.schema import EDITION
from tools.engines.pocket.language import read_weights
from tools.networks.language.text_encoder import dequantize, quantize

PART = 52_000_000
"""Most bytes of a file, unless its one layer is larger."""


def _group(name: str) -> tuple[int, str]:
    """Key of the weights that stay in one file: a layer's, or those of one matrix with its scales."""
    parts = name.split(".")
    if "layers" in parts:
        return int(parts[parts.index("layers") + 1]), ""
    return -1, name.removesuffix(".scale")


def write_parts(
    state: dict[str, Tensor], folder: Path, limit: int = PART, metadata: dict[str, str] | None = None
) -> None:
    """Write weights to `model.safetensors`, or to `model-00001-of-0000N.safetensors` where they need more files.

    Layers stay whole. Older files of these names are deleted.

    Args:
        state: Weights by name.
        folder: An existing folder.
        limit: Most bytes of a file.
        metadata: Written into every file.
    """
    for old in folder.glob("model*.safetensors"):
        old.unlink()
    groups: dict[tuple[int, str], dict[str, Tensor]] = {}
    for name, value in state.items():
        groups.setdefault(_group(name), {})[name] = value.contiguous()
    files: list[dict[str, Tensor]] = [{}]
    for key in sorted(groups):
        held = sum(value.nbytes for value in files[-1].values())
        if files[-1] and held + sum(value.nbytes for value in groups[key].values()) > limit:
            files.append({})
        files[-1] |= groups[key]
    for number, part in enumerate(files, 1):
        name = "model" if len(files) == 1 else f"model-{number:05}-of-{len(files):05}"
        save_file(part, folder / f"{name}.safetensors", metadata)


def save_model(model: Any, tokenizer: Any, folder: Path, limit: int = PART) -> None:
    """Save a model in int8, its tokenizer and its configuration, as the loader of the package reads them.

    Args:
        model: A causal language model.
        tokenizer: Its tokenizer.
        folder: Made if missing.
        limit: Most bytes of a file of weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_parts(quantize({k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}), folder, limit)
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def load_model(folder: Path) -> tuple[Any, Any]:
    """Load a model in float32 and its tokenizer from such a folder; its plans are of the newest edition."""
    config = LlamaConfig.from_pretrained(folder)
    config.plan_edition = EDITION
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    model.load_state_dict(dequantize(read_weights(folder)), strict=False, assign=True)
    model.tie_weights()
    # Rotary frequencies are not among the weights: they are computed anew outside the meta device.
    model.model.rotary_emb = type(model.model.rotary_emb)(config=config)
    return model, AutoTokenizer.from_pretrained(folder)
