"""The studio's thread: opens or makes one session, then takes messages one by one until it is closed."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from agent.events import Began, Event, Stage
from tools.errors import GouacheError

if TYPE_CHECKING:
    from agent.studio import Studio

log = logging.getLogger("gouache")
FAULT = "That was a fault of gouache; see gouache.log in its home folder."


class StudioWorker:
    """Everything that one thread owns, so that an old thread and a new one share nothing.

    `tell(kind, value)` is called from the thread: ("event", Event), ("opened", history) or
    ("trouble", (sentence, whether a turn had begun)).
    """

    def __init__(self, session: str | None, profile: str, seed: int, tell: Callable[[str, Any], None]) -> None:
        self.session, self.profile, self.seed, self.tell = session, profile, seed, tell
        self.inbox: queue.Queue[str | None] = queue.Queue()
        self.studio: Studio | None = None
        self._closing = threading.Event()

    def cancel(self) -> None:
        """Stop the running turn after its present step."""
        if self.studio is not None:
            self.studio.cancel()

    def close(self) -> None:
        """End the thread: nothing that still waits is begun."""
        self._closing.set()
        self.cancel()
        self.inbox.put(None)

    def run(self) -> None:
        """The thread's body."""
        self._guarded(self._open, began=False)
        self.tell("event", Stage(""))
        try:
            while (message := self.inbox.get()) is not None and not self._closing.is_set():
                self._send(message)
        finally:
            if self.studio is not None:
                self.studio.close()

    def _guarded(self, job: Callable[[], object], began: bool | Callable[[], bool]) -> None:
        try:
            job()
        except GouacheError as error:
            self.tell("trouble", (str(error), began() if callable(began) else began))
        except Exception:
            log.exception("studio thread")
            self.tell("trouble", (FAULT, began() if callable(began) else began))

    def _emit(self, event: Event) -> None:
        if self._closing.is_set():
            self.cancel()
        self.tell("event", event)

    def _open(self) -> None:
        self.tell("event", Stage("loading"))
        from agent.studio import Studio
        from storage.store import Store
        from tui.history import history

        if self.session is None:
            return
        store = Store()
        self.studio = Studio.reopen(store, self.session)
        self.studio.previews = True
        self.profile = self.studio.profile.name
        self.tell("opened", history(store, self.session))
        self.studio.resume(self._emit)

    def _make(self) -> Studio:
        from agent.studio import Studio
        from storage.store import Store

        self.tell("event", Stage("loading"))
        self.studio = Studio.new(Store(), self.profile, self.seed)
        self.studio.previews = True
        self.session = self.studio.session_id
        return self.studio

    def _send(self, message: str) -> None:
        began = False

        def emit(event: Event) -> None:
            nonlocal began
            began = began or isinstance(event, Began)
            self._emit(event)

        self._guarded(lambda: (self.studio or self._make()).send(message, emit), lambda: began)
