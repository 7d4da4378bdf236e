"""The studio's thread: opens or makes one session, then takes messages one by one until it is closed."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from agent.events import Event, QuestionAsked, Stage, TurnFinished, TurnStarted
from tools.errors import GouacheError
from tui.app.message_queue import MessageQueue

if TYPE_CHECKING:
    from agent.studio import Studio

log = logging.getLogger("gouache")
FAULT = "That was a fault of gouache; see gouache.log in its home folder."

Where = Literal["session", "message", "answer", "turn"]
"""What trouble belongs to: opening the session, a message or an answer that was not taken, or the turn that began."""


NICE = 5
"""How far the studio's arithmetic stands back, as Unix counts it."""


def stand_back() -> None:
    """Let this thread, and those that its arithmetic starts, run after the app's: a key is seen while a picture is
    painted. Only Linux knows the niceness of a thread; elsewhere nothing happens.
    """
    if sys.platform == "linux":
        me = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, me, max(NICE, os.getpriority(os.PRIO_PROCESS, me)))


class StudioWorker:
    """Everything that one thread owns, so that an old thread and a new one share nothing.

    `tell(kind, value)` is called from the thread: ("event", Event), ("opened", (last turns, picture files by number,
    all messages)), ("dropped", why a message was not begun) or ("trouble", (sentence, Where)).
    """

    def __init__(self, session: str | None, profile: str, seed: int, tell: Callable[[str, Any], None]) -> None:
        self.session, self.profile, self.seed, self.tell = session, profile, seed, tell
        self.inbox = MessageQueue()
        self.answers: queue.Queue[str | None] = queue.Queue()
        """Read while the studio asks: what was queued before the question is no answer to it."""
        self.asking = False
        self.stopped = threading.Event()
        """Set by a stop; kept here, too, because a stop may come while there is no studio yet."""
        self.studio: Studio | None = None
        self._closing = threading.Event()
        self._frozen = False

    def cancel(self) -> None:
        """Stop the running turn after its present step, or the message that waits for the studio to load."""
        self.stopped.set()
        if self.studio is not None:
            self.studio.cancel()

    def drop(self) -> None:
        """Forget the messages that wait."""
        with contextlib.suppress(queue.Empty):
            while True:
                self.inbox.get_nowait()

    def close(self) -> None:
        """End the thread: nothing that still waits is begun."""
        self._closing.set()
        self.cancel()
        self.inbox.put(None)
        self.answers.put(None)

    def run(self) -> None:
        """The thread's body."""
        stand_back()
        self._guarded(self._open, lambda: "session")
        self.tell("event", Stage(""))
        try:
            while not self._closing.is_set():
                message = (self.answers if self.asking else self.inbox).get()
                if message is not None and not self._closing.is_set():
                    self._send(message)
        finally:
            if self.studio is not None:
                self.studio.close()

    def _guarded(self, job: Callable[[], object], where: Callable[[], Where]) -> None:
        try:
            job()
        except GouacheError as error:
            self.tell("trouble", (str(error), where()))
        except Exception:
            log.exception("studio thread")
            self.tell("trouble", (FAULT, where()))

    def _emit(self, event: Event) -> None:
        if isinstance(event, (TurnStarted, QuestionAsked, TurnFinished)):
            self.asking = isinstance(event, QuestionAsked)
        if self._closing.is_set() or self.stopped.is_set():
            self.cancel()
        self.tell("event", event)

    def _open(self) -> None:
        self.tell("event", Stage("loading"))
        if self.session is not None:
            self._resume(self.session)

    def _resume(self, session: str) -> None:
        from storage.queries import session_messages
        from storage.store import Store
        from tui.app.history import picture_paths, stored_turns

        store = Store()
        self.session = session = store.session(session).id
        self.tell(
            "opened", (stored_turns(store, session), picture_paths(store, session), session_messages(store, session))
        )
        from agent.studio import Studio

        self.studio = Studio.reopen(store, session)
        self.studio.previews = True
        self.profile = self.studio.profile.name
        self.tell("event", self.studio.standing())
        pending = self.studio.pending
        self.asking = pending is not None and pending.status == "asking"
        if self.studio.resume(self._emit) is not None:
            self.stopped.clear()

    def _make(self) -> Studio:
        from agent.studio import Studio
        from storage.store import Store

        if self.session is not None:
            raise GouacheError("This session could not be opened; give it other models with /profile NAME.")
        self.tell("event", Stage("loading"))
        self.studio = Studio.new(Store(), self.profile, self.seed)
        self.studio.previews = True
        self.session = self.studio.session_id
        return self.studio

    def _send(self, message: str) -> None:
        where: Where = "answer" if self.asking else "message"

        def emit(event: Event) -> None:
            nonlocal where
            where = "turn" if isinstance(event, TurnStarted) else where
            self._emit(event)

        def send() -> None:
            studio = self.studio or self._make()
            if where == "message" and self.stopped.is_set():
                self.tell("dropped", "Stopped before it began.")
            else:
                studio.send(str(message), emit)

        self._guarded(send, lambda: where)
        self.stopped.clear()
        if not self._frozen and self.studio is not None:
            # Libraries and models are half a million objects that stay: looking through them for garbage again and
            # again would hold up the screen for half a second each time.
            gc.freeze()
            self._frozen = True
