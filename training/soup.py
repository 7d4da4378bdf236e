"""Mix the director just trained with the packaged one: `python -m training.soup .6`, before `training.export director`.

Weights of one training path can be averaged (model soups, arXiv:2203.05482). After a run on kinds of message that are
new, the mean keeps more of what the run forgot: with .6 of the new weights, wishes that must be declined came from .97
back to 1.0 of the free instructions, while as many goals of Suite B were right.
"""

from __future__ import annotations

import argparse

import torch
from safetensors.torch import load_file

from tools.pocket.language import TEXT_LAYERS, dequantize
from training.art import CACHE
from training.common import keep
from training.export import WEIGHTS


def main() -> None:
    """The checkpoint's moving average becomes the mixture; its other weights, from which training goes on, stay."""
    parser = argparse.ArgumentParser()
    parser.add_argument("share", type=float, help="of the new weights, 0 to 1")
    share = parser.parse_args().share
    path = CACHE / "director.pt"
    state = torch.load(path, weights_only=True)
    packaged = dequantize(load_file(WEIGHTS / "director" / "model.safetensors"))
    for name, new in state["average"].items():
        layer, _, rest = name.partition(".")
        old = packaged[f"model.layers.{int(layer) + TEXT_LAYERS}.{rest}"]
        state["average"][name] = torch.lerp(old, new.float(), share)
    norm = "model.norm.weight"
    state["model"][norm] = torch.lerp(packaged[norm], state["model"][norm].float(), share)
    keep(state, path)


if __name__ == "__main__":
    main()
