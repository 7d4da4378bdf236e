"""What the models of a profile take: from the headers of their safetensors files, else as the profile says."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.errors import ModelDamaged
from tools.files import open_regular
from tools.memory.plan import PAINTING_GB, READING_GB, ModelCost
from tools.profiles import ROLES, ModelSize, ModelSpec, Profile, resolve_weights

GB = 2**30
MAX_HEADER_BYTES = 100_000_000
"""Most bytes of a safetensors file's header; the format allows no more."""
PLANNED = ("diffusers", "transformers", "captioner")
"""Kinds of models that are large enough to be planned for, and run in this process."""
_LEAST_WORK = 0.3
"""GB of work of the smallest model."""


def read_header(file: Path) -> dict[str, Any]:
    """Return the header of a safetensors file: dtype and shape by the name of each tensor.

    Raises:
        ModelDamaged: it is no safetensors file, or is cut off.
    """
    try:
        with open_regular(file) as opened:
            length = int.from_bytes(opened.read(8), "little")
            if not 2 <= length <= MAX_HEADER_BYTES:
                raise ValueError("its header has no possible length")
            header = json.loads(opened.read(length))
        tensors = {name: value for name, value in header.items() if name != "__metadata__"}
        end = max((int(value["data_offsets"][1]) for value in tensors.values()), default=0)
        if file.stat().st_size < 8 + length + end:
            raise ValueError("it is cut off")
    except (OSError, ValueError, AttributeError, LookupError, TypeError, RecursionError) as error:
        why = str(error) if type(error) is ValueError else "its header is not readable"
        raise ModelDamaged(f"{file.name} is no whole safetensors file ({why}); fetch it again.") from error
    return tensors


def file_gb(file: Path) -> float:
    """Return the GB of a safetensors file's weights at 16 bits each.

    Raises:
        ModelDamaged: as for `read_header`.
    """
    tensors = read_header(file).values()
    sizes: list[int] = [math.prod(one["shape"]) * (2 if _is_float(one["dtype"]) else 1) for one in tensors]
    return sum(sizes) / GB


def _is_float(dtype: str) -> bool:
    return dtype.startswith(("F16", "F32", "F64", "BF16"))


def folder_size(folder: Path) -> ModelSize:
    """Return what a model's folder takes at 16 bits, by the folders of its parts.

    Raises:
        ModelDamaged: as for `read_header`.
    """
    is_pipeline = (folder / "model_index.json").is_file()
    sizes = {"network": 0.0, "text": 0.0, "rest": 0.0}
    for file in sorted(folder.rglob("*.safetensors")):
        part = file.relative_to(folder).parts[0]
        if not is_pipeline or part.startswith(("transformer", "unet")):
            sizes["network"] += file_gb(file)
        elif part != file.name:  # A file beside the parts repeats one of them.
            sizes["text" if part.startswith("text_encoder") else "rest"] += file_gb(file)
    return ModelSize(**sizes)


def profile_costs(profile: Profile) -> tuple[ModelCost, ...]:
    """Return what the models of a profile take; one model that serves several roles is one.

    That is a pipeline that paints, edits and restyles, and whose text encoder directs; and a model that looks at
    pictures and directs. Models of unknown size are left out, as are small packaged ones and servers.
    """
    found: dict[tuple[str, ...], ModelCost] = {}
    # A text encoder belongs to its pipeline, which comes first for that.
    for role in sorted(ROLES, key=lambda role: profile.spec(role).kind != "diffusers"):
        spec = profile.spec(role)
        # Upscalers and pipelines with an adapter are loaded in their own ways, which no plan reaches.
        apart = spec.kind == "diffusers" and (role == "restorer" or "adapter" in spec.options)
        size = None if apart else known_size(spec)
        if size is None:
            continue
        paints = spec.kind == "diffusers"
        key: tuple[str, ...] = ("pipeline", spec.model) if paints else ("reader", spec.model, spec.least)
        if "part" in spec.options:
            key = ("pipeline", spec.model) if ("pipeline", spec.model) in found else (*key, "part")
        if key in found:
            found[key] = replace(found[key], roles=(*found[key].roles, role))
            continue
        # A small network has small activations.
        work = min(PAINTING_GB if paints else READING_GB, _LEAST_WORK + size.network + size.text)
        found[key] = ModelCost(spec.model, (role,), size, paints, spec.least, work)
    return tuple(found.values())


def known_size(spec: ModelSpec) -> ModelSize | None:
    """Return what a model takes, if that is known: measured from its files, else as the profile says."""
    if spec.kind not in PLANNED:
        return None
    where = resolve_weights(spec.model)
    try:
        if isinstance(where, Path) and where.is_dir():
            return folder_size(where / str(spec.options.get("part", "")))
        if isinstance(where, Path) and where.suffix == ".safetensors":
            return ModelSize(network=file_gb(where))
    except ModelDamaged:
        return None  # Whoever loads it says what is wrong.
    return spec.size
