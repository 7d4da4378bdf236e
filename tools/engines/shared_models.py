"""Text models that several roles use: the same weights are in memory once, whoever loaded them first.

What directs can be a painter's text encoder, and what looks at pictures can direct. Models are found here as long as
any engine holds them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

import torch
from torch import nn

_loaded: WeakValueDictionary[tuple[Any, ...], nn.Module] = WeakValueDictionary()
_dtypes: WeakKeyDictionary[nn.Module, torch.dtype] = WeakKeyDictionary()
"""In what each was loaded; one that was converted since is no longer what others ask for."""


def find_loaded(folder: Path | str, name: str, options: dict[str, Any]) -> Any:
    """Return a model that was loaded from the same files in the same way; None where there is none.

    Args:
        folder: That holds its weights. Equal files of two repositories are one file on the disk; see
            `tools.hub.download`.
        name: Of its class.
        options: It is loaded with.
    """
    key = _key(folder, name, options)
    model = None if key is None else _loaded.get(key)
    return model if model is not None and _dtype(model) == _dtypes.get(model) else None


def note_loaded(folder: Path | str, options: dict[str, Any], model: nn.Module) -> None:
    """Let other engines find a model; see `find_loaded`."""
    key = _key(folder, type(model).__name__, options)
    if key is not None:
        _loaded[key] = model
        _dtypes[model] = _dtype(model)


def _dtype(model: nn.Module) -> torch.dtype:
    return next(model.parameters()).dtype


def _key(folder: Path | str, name: str, options: dict[str, Any]) -> tuple[Any, ...] | None:
    """What tells models apart: the files themselves, and how they are loaded; None where there are no files."""
    if not isinstance(folder, Path) or not folder.is_dir():
        return None
    stats = sorted((file.name, file.stat()) for file in folder.glob("*.safetensors"))
    if not stats:
        return None
    files = tuple((file, stat.st_dev, stat.st_ino, stat.st_mtime_ns) for file, stat in stats)
    return name, files, repr(sorted(options.items()))
