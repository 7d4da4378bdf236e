"""Checkpoints of a painter of pages, all of them safetensors and JSON: weights, the optimizer's moments, progress."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from tools.networks.pages.transformer import PageTransformer
from tools.pages.layouts import vocabulary

MOMENTS = "optimizer.safetensors"
PROGRESS = "progress.json"


@dataclass
class Progress:
    """How far a training has come, and on what."""

    steps: int = 0
    pictures: int = 0
    minutes: float = 0.0
    autoencoder: str = ""
    pools: tuple[str, ...] = ()


def _write(tensors: dict[str, Tensor], path: Path) -> None:
    part = path.with_suffix(".part")
    save_file(tensors, part)
    part.replace(path)


def save(folder: Path, model: PageTransformer, optimizers: Sequence[torch.optim.Optimizer], progress: Progress) -> None:
    """Write a checkpoint; a kill in the middle leaves every file whole, and the progress is written last."""
    part = folder / "part"
    model.save_pretrained(part)
    for file in part.iterdir():
        file.replace(folder / file.name)
    part.rmdir()
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    moments = {
        f"{names[id(parameter)]}:{key}": torch.as_tensor(value).detach().cpu().contiguous()
        for optimizer in optimizers
        for parameter, state in optimizer.state.items()
        for key, value in state.items()
    }
    _write(moments, folder / MOMENTS)
    text = folder / f"{PROGRESS}.part"
    text.write_text(json.dumps(asdict(progress), indent=1) + "\n", "utf-8")
    text.replace(folder / PROGRESS)


def untrained_painter(**sizes: int) -> PageTransformer:
    """Return an untrained network for the present words.

    Args:
        sizes: keys of its configuration that differ from their defaults, such as width and depth.
    """
    network: PageTransformer = PageTransformer(**vocabulary(), **sizes)
    return network


def load_network(folder: Path) -> PageTransformer:
    """Return the network of a checkpoint in float32.

    Raises:
        OSError: the folder holds no network.
    """
    model: PageTransformer = PageTransformer.from_pretrained(folder, torch_dtype=torch.float32)
    return model


def load_progress(folder: Path) -> Progress:
    """Return the progress of a checkpoint; that of a beginning where there is none."""
    path = folder / PROGRESS
    if not path.exists():
        return Progress()
    found = json.loads(path.read_text("utf-8"))
    return Progress(**(found | {"pools": tuple(found["pools"])}))


def load_moments(folder: Path, model: nn.Module, optimizers: Sequence[torch.optim.Optimizer]) -> None:
    """Give the optimizers of a model's parameters the moments of a checkpoint, if it has any."""
    path = folder / MOMENTS
    if not path.exists():
        return
    parameters = dict(model.named_parameters())
    owner = {id(p): one for one in optimizers for group in one.param_groups for p in group["params"]}
    for name, value in load_file(path).items():
        parameter, key = name.rsplit(":", 1)
        target = parameters[parameter]
        optimizer = owner[id(target)]
        if key == "step":
            optimizer.state[target][key] = int(value) if isinstance(optimizer, torch.optim.SparseAdam) else value
        else:
            optimizer.state[target][key] = value.to(target.device)
