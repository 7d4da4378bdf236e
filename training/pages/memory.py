"""Results that are kept for as long as the process lives, and can be taken over from other processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class remembered(Generic[P, T]):  # noqa: N801 - It is used as a decorator, as functools.cache is.
    """Decorator of a function of few arguments: it keeps every result, and takes over those that others have made.

    Unlike `functools.cache` it can be filled: what several processes have drawn is put into one, and processes that
    are forked from it share the memory.
    """

    def __init__(self, function: Callable[P, T]) -> None:
        self.function = function
        self.results: dict[tuple[object, ...], T] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the function's result, which must not be changed."""
        key = (*args, *kwargs.values())
        found = self.results.get(key)
        if found is None:
            found = self.results[key] = self.function(*args, **kwargs)
        return found
