"""LoRA files: what a person names, and whether a file can be one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tools.errors import BadArguments, ModelDamaged

MAX_WEIGHT = 4.0
"""A LoRA's weight is between this and its negative; beyond, pictures fall to pieces."""
_TENSOR = re.compile(r"lora[._](?:[AB]|down|up)", re.IGNORECASE)
"""How the names of a LoRA's tensors look, whichever program trained it."""


class LoraFile(NamedTuple):
    """A LoRA that is laid over a painter's weights.

    Attributes:
        path: Of a `.safetensors` file.
        weight: By which its changes are multiplied.
    """

    path: Path
    weight: float = 1.0


def require_lora(path: Path) -> None:
    """Refuse a file that can't be a LoRA, without loading anything.

    Raises:
        BadArguments: it is missing, no safetensors file, damaged, or holds no LoRA.
    """
    from tools.memory.costs import read_header  # Here, because commands are parsed before anything is loaded.

    if path.suffix.lower() != ".safetensors" or not path.is_file():
        raise BadArguments(f"The LoRA {path.name} is no .safetensors file that can be read; check its path.")
    try:
        tensors = read_header(path)
    except ModelDamaged as error:
        raise BadArguments(str(error)) from error
    if not any(map(_TENSOR.search, tensors)):
        raise BadArguments(f"{path.name} holds no LoRA but other weights; name another file.")
