"""The studio's thread: opens or creates one session, then sends it messages one by one until it is closed."""

from __future__ import annotations

import gc
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from agent.events import Event, QuestionAsked, Stage, TurnFinished, TurnStarted
from tools.errors import GouacheError
from tui import texts
from tui.session.message_queue import MessageQueue
from tui.session.records import INITIAL_TURNS
from tui.session.worker_messages import (
    EventReceived,
    FailureScope,
    MessageDropped,
    SessionOpened,
    WorkerMessage,
    WorkFailed,
)

if TYPE_CHECKING:
    from agent.studio import Studio
    from tools.vocabulary.base import Vocabulary

log = logging.getLogger("gouache")
INTERNAL_ERROR = "That was an internal error; see gouache.log in gouache's home folder."
NICENESS = 5
"""Unix niceness of the studio's thread."""


def lower_thread_priority() -> None:
    """Give this thread, and those it starts, less priority, so that keys are handled while a picture is painted.

    Only Linux has a niceness for each thread; elsewhere nothing happens.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))


@cache
def _vocabulary_of_profile(name: str) -> Vocabulary:
    from tools.profiles import load_profile
    from tools.vocabulary import vocabulary_of

    try:
        return load_profile(name).vocabulary
    except GouacheError:
        return vocabulary_of("open")


class StudioWorker:
    """Everything that one studio thread owns, so that the threads of two sessions share nothing."""

    def __init__(self, session: str | None, profile: str, seed: int, report: Callable[[WorkerMessage], None]) -> None:
        """Prepare a thread that `run` is the body of.

        Args:
            session: Id of a stored session; None creates one with the first message.
            profile: Profile of a new session.
            seed: Base seed of a new session.
            report: Called from the thread with everything that the screen should know.
        """
        self.session_id, self.profile, self.seed = session, profile, seed
        self.report = report
        self.inbox = MessageQueue()
        self.answers: queue.Queue[str | None] = queue.Queue()
        """Read only while the studio asks: a message that was queued before the question does not answer it."""
        self.asking = False
        self.stopped = threading.Event()
        """Set when the person stops the work. Kept beside the studio's own flag because there may be no studio yet."""
        self.studio: Studio | None = None
        self._closing = threading.Event()
        self._frozen = False

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the session's painter knows; the open vocabulary where there is no such profile."""
        return _vocabulary_of_profile(self.profile) if self.studio is None else self.studio.profile.vocabulary

    def run(self) -> None:
        """Open the session, then take messages until the worker is closed. The body of the thread."""
        lower_thread_priority()
        try:
            self._open()
        except Exception as error:
            self._report_failure(error, "session")
        self._report_event(Stage(""))
        try:
            while not self._closing.is_set():
                message = (self.answers if self.asking else self.inbox).get()
                if message is not None and not self._closing.is_set():
                    self._send(message)
        finally:
            if self.studio is not None:
                self.studio.close()

    def cancel(self) -> None:
        """Stop the running turn after its present step, or the message that waits for the studio to load."""
        self.stopped.set()
        if self.studio is not None:
            self.studio.cancel()

    def close(self) -> None:
        """End the thread after the present step; no waiting message is sent."""
        self._closing.set()
        self.cancel()
        self.inbox.put(None)
        self.answers.put(None)

    def _open(self) -> None:
        self._report_event(Stage("loading"))
        if self.session_id is not None:
            self._reopen(self.session_id)

    def _reopen(self, session: str) -> None:
        """Show a stored session, load its studio, and finish the turn that a killed process left."""
        from storage.queries import session_messages
        from storage.store import Store
        from tui.session.history import picture_paths, stored_turns

        store = Store()
        self.session_id = session = store.session(session).id
        turns = stored_turns(store, session, INITIAL_TURNS)
        self.report(SessionOpened(turns, picture_paths(store, session), session_messages(store, session)))
        # Imported only now, because it takes longer to load than the stored turns take to show.
        from agent.studio import Studio

        self.studio = Studio.reopen(store, session)
        self.studio.previews = True
        self.profile = self.studio.profile.name
        self._report_event(self.studio.standing())
        pending = self.studio.pending
        self.asking = pending is not None and pending.status == "asking"
        if self.studio.resume(self._emit) is not None:
            self.stopped.clear()

    def _create(self) -> Studio:
        """Create a session and its studio, for the first message.

        Raises:
            GouacheError: The stored session could not be opened before; or what `Studio.new` raises.
        """
        from agent.studio import Studio
        from storage.store import Store

        if self.session_id is not None:
            raise GouacheError(texts.text("app", "not_opened"))
        self._report_event(Stage("loading"))
        self.studio = Studio.new(Store(), self.profile, self.seed)
        self.studio.previews = True
        self.session_id = self.studio.session_id
        return self.studio

    def _send(self, message: str) -> None:
        scope: FailureScope = "answer" if self.asking else "message"

        def emit(event: Event) -> None:
            nonlocal scope
            if isinstance(event, TurnStarted):
                scope = "turn"
            self._emit(event)

        try:
            studio = self.studio or self._create()
            if scope == "message" and self.stopped.is_set():
                self.report(MessageDropped(texts.text("status", "not_begun")))
            else:
                studio.send(str(message), emit)
        except Exception as error:
            self._report_failure(error, scope)
        self.stopped.clear()
        self._freeze_loaded_objects()

    def _emit(self, event: Event) -> None:
        if isinstance(event, (TurnStarted, QuestionAsked, TurnFinished)):
            self.asking = isinstance(event, QuestionAsked)
        if self._closing.is_set() or self.stopped.is_set():
            self.cancel()
        self._report_event(event)

    def _report_event(self, event: Event) -> None:
        self.report(EventReceived(event))

    def _report_failure(self, error: Exception, scope: FailureScope) -> None:
        if isinstance(error, GouacheError):
            self.report(WorkFailed(str(error), scope))
        else:
            log.exception("studio thread", exc_info=error)
            self.report(WorkFailed(INTERNAL_ERROR, scope))

    def _freeze_loaded_objects(self) -> None:
        """Exempt libraries and models from garbage collection, once they are loaded.

        They are half a million objects that stay; searching them again and again would block the screen for half a
        second each time.
        """
        if not self._frozen and self.studio is not None:
            gc.freeze()
            self._frozen = True
