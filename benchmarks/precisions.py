"""`python -m benchmarks.precisions` prints how near pictures of each precision are to those of bfloat16.

It needs the extra `quantization`. Its networks are tiny, with random weights and narrow layers: the table shows whether
a precision works and how it stands to the others, and not what real networks lose. What runs on a graphics card alone
is done as far as it can be: weights are rounded to 4 bits by the same library, and counted with in full precision.
"""

from __future__ import annotations

import copy
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import nn

from tests.tiny_painters import save_painter
from tools.engines.diffusers.loading import diffusers_index
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.painting import PaintRequest
from tools.hooks import Hooks
from tools.images.compare import psnr
from tools.memory.quantization import pipeline_options
from tools.types import ModelInfo

FAMILIES = ("flux2-klein", "z-image", "qwen-image", "sdxl")
SEEDS = range(4)


def painter(folder: Path, **options: Any) -> DiffusersPainter:
    """Load a painter."""
    return DiffusersPainter(ModelInfo(role="painter", kind="diffusers", name=folder.name, hash=""), folder, options)


def pictures(one: DiffusersPainter) -> list[Image.Image]:
    """One picture a seed, of 64 × 64 pixels in four steps."""
    requests = [PaintRequest("a cat", "a cat", width=64, height=64, steps=4, seed=seed) for seed in SEEDS]
    return [one.paint([request], Hooks())[0] for request in requests]


def in_bfloat16(folder: Path) -> DiffusersPainter:
    """A painter that counts in bfloat16, as on graphics cards."""
    one = painter(folder)
    for name, part in one.pipeline.components.items():
        if name.startswith("text_encoder") and part is not None:
            setattr(one.pipeline, name, copy.deepcopy(part))  # Other engines may use it, too.
    one.pipeline.to(torch.bfloat16)
    return one


def in_4_bits(folder: Path) -> DiffusersPainter:
    """A painter whose network's weights are rounded to NF4 by bitsandbytes, beside an 8-bit text encoder."""
    from bitsandbytes.functional import dequantize_4bit, quantize_4bit

    texts = tuple(name for name in diffusers_index(folder) if name.startswith("text_encoder"))
    one = painter(folder, **pipeline_options("8-bit", texts))
    network: nn.Module = one.pipeline.components.get("transformer") or one.pipeline.components["unet"]
    for layer in network.modules():
        if isinstance(layer, nn.Linear):
            rounded = dequantize_4bit(*quantize_4bit(layer.weight.data.contiguous(), quant_type="nf4"))
            layer.weight.data = rounded.to(layer.weight.dtype)
    return one


def distance(reference: list[Image.Image], found: list[Image.Image]) -> float:
    """Mean PSNR in dB."""
    return sum(psnr(one, other) for one, other in zip(reference, found, strict=True)) / len(found)


def main() -> None:
    """Print the table."""
    print("| family | float32 | 8-bit (torchao) | 4-bit (NF4 by bitsandbytes, 8-bit text encoder) |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as root:
        for name in FAMILIES:
            folder = save_painter(name, Path(root))
            reference = pictures(in_bfloat16(folder))
            cells = [f"{distance(reference, pictures(painter(folder))):.1f}"]
            cells.append(f"{distance(reference, pictures(painter(folder, precision='8-bit'))):.1f}")
            here = find_spec("bitsandbytes") is not None
            cells.append(f"{distance(reference, pictures(in_4_bits(folder))):.1f}" if here else "not installed")
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
