"""Fetching models of the hub while the app goes on: in a thread, with the bytes told, and to be stopped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from functools import partial

from agent.events import BytesMoved
from tools.errors import Cancelled, GouacheError
from tools.hub.repository import Repository

log = logging.getLogger("gouache")


class Fetching:
    """Fetches repositories one after the other. What has come stays when it is stopped, and is gone on from later.

    Args:
        repositories: To fetch.
        accepted: Names of those whose licence the person accepted by its name.
        tell: Called from the thread with the bytes that are here.
        end: Called from the thread once for each repository, with its name and what went wrong, None for nothing.
    """

    def __init__(
        self,
        repositories: Sequence[Repository],
        accepted: Collection[str],
        tell: Callable[[BytesMoved], None],
        end: Callable[[str, Exception | None], None],
    ) -> None:
        self._repositories, self._accepted = repositories, accepted
        self._tell, self._end = tell, end
        self._stopped = threading.Event()
        # The process does not wait for it: what has come is kept.
        self._thread = threading.Thread(target=self._run, name="fetching", daemon=True)

    @property
    def runs(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the present piece."""
        self._stopped.set()

    def _run(self) -> None:
        from tools.hub.download import fetch

        for repository in self._repositories:
            name = repository.name
            problem: Exception | None = None
            try:
                fetch(repository, partial(self._moved, name), name in self._accepted)
            except GouacheError as error:
                problem = error
            except Exception as error:
                log.exception("fetching %s", name)
                problem = error
            self._end(name, problem)
            if problem is not None:
                return

    def _moved(self, name: str, done: int, total: int) -> None:
        """Tell of bytes.

        Raises:
            Cancelled: the person stopped it.
        """
        if self._stopped.is_set():
            raise Cancelled
        self._tell(BytesMoved("fetching", name, done, total))
