"""Weights in fewer bits, behind one function for each kind of model: torchao for 8 bits, bitsandbytes for 4."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from tools.device import device
from tools.errors import BadProfile
from tools.profiles import Precision


def quantised_precisions(kind: str) -> frozenset[Precision]:
    """Return the precisions below 16 bits that the installed libraries can make on a kind of device."""
    found: set[Precision] = set()
    if kind in ("cuda", "cpu") and find_spec("torchao") is not None:
        found.add("8-bit")
        if kind == "cuda" and find_spec("bitsandbytes") is not None:
            found.add("4-bit")  # Its text encoder is held at 8.
    return frozenset(found)


def require_precision(precision: Precision) -> None:
    """Check that a precision can be made here.

    Raises:
        BadProfile: a library is missing, or the device can't; says which.
    """
    kind = device().split(":")[0]
    if precision == "16-bit" or precision in quantised_precisions(kind):
        return
    if kind not in ("cuda", "cpu") or (precision == "4-bit" and kind != "cuda"):
        raise BadProfile(f"Weights of {precision} can't be made on {kind}; take precision out of the profile.")
    raise BadProfile(
        f'Weights of {precision} need more libraries; install them with: pip install "gouache[quantization]".'
    )


def pipeline_options(precision: Precision, parts: tuple[str, ...]) -> dict[str, Any]:
    """Return the options by which a pipeline of diffusers is loaded in a precision.

    Args:
        precision: Of the network; text encoders are held at 8 bits where it is lower.
        parts: The names of the pipeline's parts.

    Raises:
        BadProfile: as for `require_precision`.
    """
    if precision == "16-bit":
        return {}
    require_precision(precision)
    import diffusers
    from torchao.quantization import Int8WeightOnlyConfig

    network: Any = diffusers.TorchAoConfig(Int8WeightOnlyConfig())
    if precision == "4-bit":
        import torch

        network = diffusers.BitsAndBytesConfig(
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
        )
    mapping = {name: network for name in parts if name in ("transformer", "unet")}
    mapping |= {
        name: model_options("8-bit")["quantization_config"] for name in parts if name.startswith("text_encoder")
    }
    return {"quantization_config": diffusers.PipelineQuantizationConfig(quant_mapping=mapping)}


def model_options(precision: Precision) -> dict[str, Any]:
    """Return the options by which a model of transformers is loaded in a precision; 4 bits are held at 8.

    Raises:
        BadProfile: as for `require_precision`.
    """
    if precision == "16-bit":
        return {}
    require_precision("8-bit")
    import transformers
    from torchao.quantization import Int8WeightOnlyConfig

    return {"quantization_config": transformers.TorchAoConfig(Int8WeightOnlyConfig())}
