"""What makes a network faster and is asked for in a profile: compiled blocks, and another attention."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from tools.device import device
from tools.engines.pipelines import first_line
from tools.errors import BadProfile
from tools.memory.plan import WHOLE


def speed_up(network: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Do to a network what a profile asks for.

    Args:
        network: Of a diffusers pipeline.
        options: `attention` is a backend of diffusers ("native" if absent), `compile` whether its repeated blocks are
            compiled, which takes a minute at the first picture; `placement` is a rung of `tools.memory.plan`.

    Returns:
        What recipes say of it; empty where nothing was done.

    Raises:
        BadProfile: this device, the installed libraries or this network can't; says which.
    """
    done: dict[str, Any] = {}
    backend = options.get("attention", "native")
    if backend != "native":
        _set_attention(network, str(backend))
        done["attention"] = str(backend)
    # Where parts come and go, compiled code does not fit.
    if options.get("compile", False) and options.get("placement", "resident") in WHOLE:
        _compile(network)
        done["compiled"] = True
    return done


def _set_attention(network: Any, backend: str) -> None:
    from diffusers.models.attention_dispatch import AttentionBackendName, attention_backend

    known = [one.value for one in AttentionBackendName if not one.value.endswith("_hub") and "varlen" not in one.value]
    if backend not in known:
        raise BadProfile(f"attention is one of {', '.join(known)}; correct the profile.")
    if not device().startswith("cuda"):
        raise BadProfile(f"The attention {backend} needs a graphics card; take attention out of the profile.")
    try:
        # Otherwise it would become every network's that is loaded from now on.
        with attention_backend("native"):
            network.set_attention_backend(backend)
    except (RuntimeError, ValueError, ImportError) as error:
        raise BadProfile(f"The attention {backend} can't be used here ({first_line(error)}); take it out.") from error


def _compile(network: Any) -> None:
    if not device().startswith("cuda") or find_spec("triton") is None:
        raise BadProfile(
            "Compiling needs a graphics card and the library triton; take compile out of the profile, or install it."
        )
    try:
        network.compile_repeated_blocks()
    except (AttributeError, ValueError) as error:
        raise BadProfile(f"{type(network).__name__} can't be compiled; take compile out of the profile.") from error
