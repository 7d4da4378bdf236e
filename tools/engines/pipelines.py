"""What all engines do that run a diffusers pipeline of the hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn

from tools.hooks import Hooks
from tools.text import one_line


def pipeline_nbytes(pipeline: Any) -> int:
    """Return the size of the weights of all components of a diffusers pipeline in bytes."""
    modules = [part for part in pipeline.components.values() if isinstance(part, nn.Module)]
    return sum(parameter.nbytes for module in modules for parameter in module.parameters())


def first_line(error: Exception) -> str:
    """Return the first line of what a library says of an error, fit for a sentence; its kind where it says nothing."""
    return one_line(next(iter(str(error).strip().splitlines()), "")).rstrip(".") or type(error).__name__


def sibling_pipeline(pipeline: Any, name: str) -> Any:
    """Make a pipeline of another class of diffusers of the same parts; nothing is loaded or converted.

    Its own `from_pipe` would turn every part into 32-bit numbers.

    Args:
        pipeline: whose parts and settings are taken.
        name: the other class.
    """
    import inspect

    import diffusers

    other = getattr(diffusers, name)
    wanted = inspect.signature(other.__init__).parameters
    parts = {key: value for key, value in pipeline.components.items() if key in wanted}
    settings = {key: value for key, value in pipeline.config.items() if key in wanted and key not in parts}
    made = other(**parts, **settings)
    made.set_progress_bar_config(disable=True)
    return made


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
