"""What all engines do that run a diffusers pipeline of the hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn

from tools.hooks import Hooks


def pipeline_nbytes(pipeline: Any) -> int:
    """Return the size of the weights of all components of a diffusers pipeline in bytes."""
    modules = [part for part in pipeline.components.values() if isinstance(part, nn.Module)]
    return sum(parameter.nbytes for module in modules for parameter in module.parameters())


def step_callback(hooks: Hooks, total: int) -> Callable[..., Any]:
    """Return a callback that reports a pipeline's steps, of `total`, to hooks.

    It serves both as `callback_on_step_end`, called with (pipeline, index, time, tensors) and returning the tensors,
    and as the older `callback`, called with (index, time, latents).
    """

    def report(*values: Any) -> Any:
        index = int(values[-3])
        hooks.step(min(index + 1, total), total)
        return values[-1]

    return report
