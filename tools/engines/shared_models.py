"""Text models that several roles use: the same weights are in memory once, whoever loaded them first.

What directs can be a painter's text encoder, and what looks at pictures can direct. Models are found here as long as
any engine holds them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from torch import nn

_loaded: WeakValueDictionary[tuple[Any, ...], nn.Module] = WeakValueDictionary()


def find_loaded(folder: Path | str, name: str, options: dict[str, Any]) -> Any:
    """Return a model that was loaded from the same files in the same way; None where there is none.

    Args:
        folder: That holds its weights. Equal files of two repositories are one file on the disk; see
            `tools.hub.download`.
        name: Of its class.
        options: It is loaded with.
    """
    key = _key(folder, name, options)
    return None if key is None else _loaded.get(key)


def note_loaded(folder: Path | str, options: dict[str, Any], model: nn.Module) -> None:
    """Let other engines find a model; see `find_loaded`."""
    key = _key(folder, type(model).__name__, options)
    if key is not None:
        _loaded[key] = model


def _key(folder: Path | str, name: str, options: dict[str, Any]) -> tuple[Any, ...] | None:
    """What tells models apart: the files themselves, and how they are loaded; None where there are no files."""
    if not isinstance(folder, Path) or not folder.is_dir():
        return None
    stats = sorted((file.name, file.stat()) for file in folder.glob("*.safetensors"))
    if not stats:
        return None
    files = tuple((file, stat.st_dev, stat.st_ino, stat.st_mtime_ns) for file, stat in stats)
    return name, files, repr(sorted(options.items()))
