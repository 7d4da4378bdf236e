"""How a running tool or engine reports its progress, shows previews and is asked to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from PIL import Image

from tools.errors import Cancelled

Progress = Callable[[int, int], None]
"""Called with the number of steps done and the number of steps in all."""


@dataclass
class Hooks:
    """Callbacks from running work to whoever waits for it.

    Attributes:
        progress: called after every step.
        preview: called now and then with the unfinished picture, by models that can show it; None for no previews.
        cancel: set from another thread to stop the work at its next step.
    """

    progress: Progress = lambda _done, _total: None
    preview: Callable[[Image.Image], None] | None = None
    cancel: Event = field(default_factory=Event)

    def step(self, done: int, total: int) -> None:
        """Report that `done` of `total` steps are done, unless the work is to stop.

        Raises:
            Cancelled: `cancel` is set.
        """
        if self.cancel.is_set():
            raise Cancelled
        self.progress(done, total)
