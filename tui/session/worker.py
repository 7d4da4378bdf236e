"""The studio's thread: opens or creates one session, then sends it messages one by one until it is closed."""

from __future__ import annotations

import contextvars
import gc
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from agent.events import BytesMoved, Event, QuestionAsked, Stage, Standing, TurnFinished, TurnStarted
from tools.errors import GouacheError
from tui import texts
from tui.session.message_queue import MessageQueue, QueuedMessage
from tui.session.records import INITIAL_TURNS
from tui.session.waiting_messages import save_waiting, take_waiting
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
    from storage.store import Store
    from tools.model_manager import ModelManager
    from tools.vocabulary.base import Vocabulary

log = logging.getLogger("gouache")
NICENESS = 5
"""Unix niceness of the studio's thread."""
REPLAY_THREAD = "replay"
"""Name of the thread that paints a session again; like a worker's, it does not keep the process."""
_UNTIL_LEFT = (TurnStarted, Standing, QuestionAsked, TurnFinished)
"""Events that do not end the turn of a closed worker: an answer is stored after the first, the others end it anyway."""


class _Left(BaseException):
    """The worker was closed: ends a turn as a killed process would, so that it goes on when the session is reopened."""


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
        """Prepare a thread.

        Args:
            session: Id of a stored session; None creates one with the first message.
            profile: Profile of a new session.
            seed: Base seed of a new session.
            report: Called from the thread with everything that the screen should know.
        """
        self.session_id, self.profile, self.seed = session, profile, seed
        self.report = report
        self.inbox = MessageQueue(self._save_waiting)
        self.answers: queue.Queue[str | None] = queue.Queue()
        """Read only while the studio asks: a message that was queued before the question does not answer it."""
        self.asking = False
        self.stopped = threading.Event()
        """Set when the person stops the work. Kept beside the studio's own flag because there may be no studio yet."""
        self.studio: Studio | None = None
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._leaving = False
        self._models: tuple[str, ModelManager] | None = None
        """The models of a profile, before there is a studio."""
        self._warming = False
        """Whether models were asked for since the last message."""
        self._saving = threading.RLock()
        """Held while the session is created, and while the waiting messages are written."""
        self._stored_waiting_read = session is None
        """Whether the messages that waited when the session was left are in the inbox."""
        self._taken: str | None = None
        """The message that was taken from the inbox, until its turn is stored."""
        self._last_turn = 0
        self._frozen = False

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the session's painter knows; the open vocabulary where there is no such profile."""
        return _vocabulary_of_profile(self.profile) if self.studio is None else self.studio.profile.vocabulary

    @property
    def loaded_models(self) -> ModelManager | None:
        """What has the session's models in memory; None while nothing has asked for one."""
        if self.studio is not None:
            return self.studio.models
        return self._models[1] if self._models is not None else None

    @property
    def is_alive(self) -> bool:
        """Whether the thread runs: after `close` only while a model does not answer."""
        return self._thread is not None and self._thread.is_alive()

    # Called from the screen

    def start(self) -> None:
        """Start the thread. The process does not wait for it at its end, because a model may never answer."""
        run = contextvars.copy_context().run
        self._thread = threading.Thread(target=run, args=(self.run,), name="studio", daemon=True)
        self._thread.start()

    def warm_up(self) -> None:
        """Load models while the person still types; returns at once."""
        if self.is_alive and not self._warming:
            self._warming = True
            self.inbox.put(None)

    def cancel(self) -> None:
        """Stop the running turn after its present step, or the message that waits for the studio to load."""
        self.stopped.set()
        if self.studio is not None:
            self.studio.cancel()

    def close(self, seconds: float = 0) -> None:
        """End the thread, and keep what waits: the running turn, too, goes on when the session is opened again.

        Args:
            seconds: How long to wait for the end of the thread's present step; 0 where another session follows.
        """
        self._leaving = seconds > 0
        self._closing.set()
        self._keep_waiting()
        self.inbox.put(None)
        self.answers.put(None)
        if self._thread is not None and seconds:
            self._thread.join(seconds)

    # The thread

    def run(self) -> None:
        """Open the session, then take messages until the worker is closed. The body of the thread."""
        lower_thread_priority()
        try:
            try:
                self._open()
            except Exception as error:
                self._report_failure(error, "session")
            self._report_event(Stage(""))
            while not self._closing.is_set():
                self._take((self.answers if self.asking else self.inbox).get())
        except _Left:
            pass
        finally:
            if self.studio is not None:
                self.studio.close()
            if not self._leaving and self.loaded_models is not None:
                self.loaded_models.close()  # The next session's may need the memory.

    def _take(self, message: str | None) -> None:
        """Send a message, or an answer; None loads the models."""
        if self._closing.is_set():
            if message is not None and not self.asking:
                self._taken = message
                self._keep_waiting()
        elif message is not None:
            self._taken = None if self.asking else message
            self._send(message)
        elif not self.asking:
            self._load_models()
            self._report_event(Stage(""))

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
        waiting = self._read_waiting(session, turns[-1].number if turns else 0, turns[-1].message if turns else "")
        messages = session_messages(store, session)
        self.report(SessionOpened(turns, picture_paths(store, session), messages, waiting))
        # Imported only now, because it takes longer to load than the stored turns take to show.
        from agent.studio import Studio

        self.studio = Studio.reopen(store, session)
        self.studio.models.watch = self._report_loading
        self.studio.previews = True
        self.profile = self.studio.profile.name
        self._report_event(self.studio.standing())
        self._resume(self.studio)

    def _resume(self, studio: Studio) -> None:
        """See the turns through that were left, up to one that asks something; one that fails stops no other."""
        pending = studio.pending
        self.asking = pending is not None and pending.status == "asking"
        if pending is not None and not self.asking and not pending.message.startswith("/"):
            self._load_models()
        while pending is not None:
            try:
                turn = studio.resume(self._emit)
            except GouacheError as error:
                failed, pending = pending, studio.pending
                if pending is not None and pending.id == failed.id:
                    raise  # It is not stored as failed: another window has the session, or nothing can be written.
                self._report_failure(error, "turn")
            else:
                pending = studio.pending if turn is not None and turn.status != "asking" else None
            self.stopped.clear()

    def _create(self) -> Studio:
        """Create a session and its studio, for the first message.

        Raises:
            GouacheError: The stored session could not be opened before; or what `Studio.new_session` raises.
        """
        if self._closing.is_set():
            raise _Left
        if self.session_id is not None:
            raise GouacheError(texts.text("app", "not_opened"))
        self._report_event(Stage("loading"))
        from agent.studio import Studio
        from storage.store import Store

        store = Store()
        session = self._create_session(store)
        self.studio = Studio.reopen(store, session, self._model_manager())
        self.studio.previews = True
        return self.studio

    def _create_session(self, store: Store) -> str:
        from agent.studio import Studio

        with self._saving:
            if self.session_id is None:
                self.session_id = Studio.new_session(store, self.profile, self.seed).id
                self._save_waiting()
            return self.session_id

    # Models

    def _model_manager(self) -> ModelManager:
        """Return the models of the session, or before it of the profile that it will have."""
        if self.studio is not None:
            return self.studio.models
        if self._models is None or self._models[0] != self.profile:
            from tools import profiles
            from tools.model_manager import ModelManager

            self._models = self.profile, ModelManager(profiles.load_profile(self.profile))
            self._models[1].watch = self._report_loading
        return self._models[1]

    def _load_models(self) -> None:
        """Load the models that a message in words needs. Where one cannot be loaded, the turn says so."""
        try:
            models = self._model_manager()
            missing = [role for role in models.early_roles() if models.loaded(role) is None]
            if missing:
                self._report_event(Stage("loading"))
            for role in missing:
                if self._closing.is_set() or self.stopped.is_set():
                    return
                models.get(role)
        except GouacheError:
            return
        except Exception:
            log.exception("loading the models")

    # Messages

    def _send(self, message: str) -> None:
        scope: FailureScope = "answer" if self.asking else "message"

        def emit(event: Event) -> None:
            nonlocal scope
            if isinstance(event, TurnStarted):
                scope = "turn"
            self._emit(event)

        try:
            studio = self.studio or self._create()
            if not message.startswith("/"):
                self._load_models()
            if scope == "message" and self.stopped.is_set():
                self.report(MessageDropped(texts.text("status", "not_begun")))
            elif not self._closing.is_set():
                studio.send(str(message), emit)
        except Exception as error:
            self._report_failure(error, scope)
        if not self._closing.is_set():
            self._taken = None
        self._save_waiting()
        self.stopped.clear()
        self._warming = False  # What the turn needed may have pushed the language model out of memory.
        self._freeze_loaded_objects()

    def _emit(self, event: Event) -> None:
        if isinstance(event, (TurnStarted, QuestionAsked, TurnFinished)):
            self.asking = isinstance(event, QuestionAsked)
        if isinstance(event, TurnStarted) and event.number > self._last_turn:
            self._last_turn, self._taken = event.number, None
            self._save_waiting()
        if self.stopped.is_set():
            self.cancel()
        elif self._closing.is_set() and not isinstance(event, _UNTIL_LEFT):
            raise _Left
        self._report_event(event)

    # Waiting messages

    def _read_waiting(self, session: str, last_turn: int, last_message: str) -> list[QueuedMessage]:
        """Put the messages that waited when the session was left into the inbox, before those sent since."""
        with self._saving:
            self._last_turn = last_turn
            waiting = [QueuedMessage(message) for message in take_waiting(session, last_turn, last_message)]
            self._stored_waiting_read = True
            self.inbox.put_first(waiting)
        return waiting

    def _save_waiting(self) -> None:
        """Write what waits into a file, once there is a session to wait in."""
        with self._saving:
            if self.session_id is not None and self._stored_waiting_read:
                taken = [self._taken] if self._taken is not None else []
                save_waiting(self.session_id, [*taken, *self.inbox.messages], self._last_turn)

    def _keep_waiting(self) -> None:
        """Write what waits before the process may end, in a new session where there is none yet."""
        if self._taken is None and not self.inbox.messages:
            return
        from storage.store import Store

        try:
            if self.session_id is None:
                self._create_session(Store())
            elif not self._stored_waiting_read:
                store = Store()
                self.session_id = store.session(self.session_id).id
                last = store.turns(self.session_id)[-1:]
                self._read_waiting(self.session_id, *((last[0].number, last[0].message) if last else (0, "")))
        except GouacheError as error:
            log.warning("waiting messages were not saved: %s", error)
        self._save_waiting()

    # Reports

    def _report_event(self, event: Event) -> None:
        self.report(EventReceived(event))

    def _report_loading(self, model: str, done: int, total: int) -> None:
        self._report_event(BytesMoved("loading", model, done, total))

    def _report_failure(self, error: Exception, scope: FailureScope) -> None:
        if isinstance(error, GouacheError):
            self.report(WorkFailed(texts.error(error), scope))
        else:
            log.exception("studio thread", exc_info=error)
            self.report(WorkFailed(texts.text("app", "internal"), scope))

    def _freeze_loaded_objects(self) -> None:
        """Exempt libraries and models from garbage collection: searching them again would block the screen."""
        if not self._frozen and self.studio is not None:
            gc.freeze()
            self._frozen = True
