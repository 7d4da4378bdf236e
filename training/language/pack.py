"""Take a director's training from one machine to another in small files.

`python -m training.language.pack NAME FOLDER` writes what the checkpoint `cache/NAME.pt` has learnt, its average in
int8, to files of less than 15 MB each. `python -m training.language.pack --join NAME FOLDER` makes the checkpoint of
them where the start is known: it exports as the first one would, and training can go on from it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors import safe_open

from tools.engines.pocket.language import read_weights, weight_files
from tools.networks.language.text_encoder import dequantize, quantize
from training import CACHE
from training.language.bases import checkpoint_of, trained_weights
from training.language.int8_folder import write_parts
from training.loop import save_checkpoint

LIMIT = 15_200_000
"""Bytes of a file: one layer of Qwen2.5-0.5B, or four of SmolLM2-135M."""


def pack(checkpoint: Path, folder: Path) -> None:
    """Write what a checkpoint has learnt in int8."""
    folder.mkdir(parents=True, exist_ok=True)
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    about = {"base": state.get("base", "smollm2"), "step": str(state["step"])}
    write_parts(quantize(trained_weights(state)), folder, LIMIT, about)


def join(folder: Path, checkpoint: Path) -> None:
    """Make a checkpoint of what `pack` wrote."""
    with safe_open(weight_files(folder)[0], "pt") as file:
        about = file.metadata()
    weights = dequantize(read_weights(folder))
    save_checkpoint(checkpoint_of(weights, about["base"], int(about["step"])), checkpoint)


def main() -> None:
    """Pack or join."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", help="of the checkpoint")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--join", action="store_true", help="make the checkpoint of the folder's files")
    options = parser.parse_args()
    checkpoint = CACHE / f"{options.name}.pt"
    if options.join:
        join(options.folder, checkpoint)
    else:
        pack(checkpoint, options.folder)


if __name__ == "__main__":
    main()
