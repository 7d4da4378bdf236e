"""The studio: the one door that screens, scripts and commands use."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent import limits
from agent.commands.command import Options
from agent.events import Event, QuestionAsked, Standing, TurnFinished, TurnStarted
from agent.graph.state import FORMAT, NodeContext
from agent.messages.errors import error_sentence
from agent.turns.regressions import standing
from agent.turns.retry_policy import best_attempt
from storage import ledger
from storage.database import translate_io_errors
from storage.errors import BadSettings
from storage.settings import load_settings
from storage.store import OPEN, Store
from storage.tables import Session, Turn
from tools import profiles
from tools.errors import Cancelled, GouacheError
from tools.model_manager import ModelManager
from tools.text import clean

Emit = Callable[[Event], None]
log = logging.getLogger("gouache")


def _ignore(event: Event) -> None:
    """Nobody listens."""
    del event


def _language_setting() -> str:
    """The language of the settings, read anew for every turn; a broken file is told where settings are shown."""
    try:
        return load_settings().language
    except BadSettings:
        return "auto"


_FAULT = GouacheError("That was a fault of gouache; see gouache.log in its home folder.")


class BadMessage(GouacheError):
    """A message that can't be taken as it is."""


class NeverEnds(GouacheError):
    """A turn that ended its process each time it was begun."""


def validate_message(text: str) -> str:
    """The message without control characters.

    Raises:
        BadMessage: empty or too long.
    """
    if len(text) > limits.MESSAGE:
        raise BadMessage(f"That message has {len(text):,} characters; at most {limits.MESSAGE:,} are read. Shorten it.")
    message = clean(text).strip()
    if not message:
        raise BadMessage("The message is empty; say what to paint or change.")
    return message


class Studio:
    """One session at work. Create with `Studio.new` or `Studio.reopen`; `send` blocks, so call it from a worker."""

    def __init__(self, store: Store, session: Session, models: ModelManager | None = None) -> None:
        from agent.graph.build import build_graph, open_checkpoints

        self.store, self.session_id = store, session.id
        self.profile = profiles.load_profile(session.profile)
        self.models = models or ModelManager(self.profile)
        self._checkpoints: Any = open_checkpoints(store)
        self._graph = build_graph(self._checkpoints)
        self._cancel = threading.Event()
        store.files.remove_stale()
        self.previews = False
        """Whether `Preview` events are sent while a picture is painted; they cost a decoding each."""
        last = store.turns(session.id)[-1:]
        if last and last[0].status not in OPEN:
            self._checkpoints.delete_thread(last[0].id)

    @classmethod
    def new(cls, store: Store, profile: str = "pocket", seed: int = 0, models: ModelManager | None = None) -> Studio:
        """A studio on a fresh session."""
        return cls(store, cls.new_session(store, profile, seed), models)

    @staticmethod
    def new_session(store: Store, profile: str = "pocket", seed: int = 0, scripted: bool = False) -> Session:
        """A fresh session, stored; a scripted one is a run's.

        Raises:
            GouacheError: there is no such profile.
        """
        profiles.load_profile(profile)
        # A profile file is found again from any folder.
        where = str(Path(profile).resolve()) if profile.endswith(".toml") else profile
        return store.new_session(where, seed, scripted)

    @classmethod
    def reopen(cls, store: Store, session: str, models: ModelManager | None = None) -> Studio:
        """A studio on a saved session.

        Raises:
            UnknownSession: there is none.
        """
        return cls(store, store.session(session), models)

    def close(self) -> None:
        """Let go of the database."""
        self._checkpoints.conn.close()

    def cancel(self) -> None:
        """Ask the running turn to stop after its present step."""
        self._cancel.set()

    @property
    def pending(self) -> Turn | None:
        """A turn that was left running or waits for an answer."""
        return self.store.open_turn(self.session_id)

    def standing(self) -> Standing:
        """The current picture, its checks, and what earlier pictures met and it fails."""
        return standing(self.store, self.session_id)

    def warm_up(self) -> None:
        """Load the models that every turn needs, as far as they fit beside each other."""
        for role in self.models.early_roles():
            self.models.get(role)

    def send(self, text: str, emit: Emit = _ignore) -> Turn:
        """Take a message, or the answer to an open question, and see it through.

        Returns the turn as stored; its status is "asking" where an answer is needed.

        Raises:
            BadMessage: empty or too long; nothing is stored.
            SessionBusy: another process works on this session.
            GouacheError: with one sentence; the turn is stored as failed.
        """
        message = validate_message(text)
        self._cancel.clear()
        with self.store.lock_session(self.session_id):
            with self.store.transaction():
                older = self.pending
                if older is not None and older.status == "asking":
                    turn = older
                else:
                    # Written down before anything older is seen through, which may take long or end the process.
                    turn = self.store.begin_turn(self.session_id, message, "waiting" if older else "running")
            if older is None:
                return self._run(turn, emit, new=True)
            if turn.status == "asking":
                return self._run(turn, emit, answer=message)
            asking = self._finish_older(turn, emit)
            if asking is not None:
                self.store.withdraw_turn(turn.id)
                return self._run(asking, emit, answer=message)
            return self._run(turn, emit)

    def _finish_older(self, turn: Turn, emit: Emit) -> Turn | None:
        """See killed and waiting turns through before a new one; where one asks something, it is returned."""
        while (older := self.pending) is not None and older.number < turn.number:
            try:
                done = self._run(older, emit)
            except GouacheError:
                if self.store.turn(older.id).status in OPEN:
                    raise  # Not even its failure could be written.
                continue  # It is stored as failed; the new message must not suffer for it.
            if done.status in OPEN:
                return done
        return None

    def resume(self, emit: Emit = _ignore) -> Turn | None:
        """Go on with the oldest turn that a killed process left; None where there is nothing to do.

        Others may wait behind it: call it again until it returns None or a turn that asks something.
        """
        self._cancel.clear()
        with self.store.lock_session(self.session_id):
            turn = self.pending
            if turn is None:
                return None
            if turn.status == "asking":
                emit(QuestionAsked(turn.question or "?"))
                return turn
            return self._run(turn, emit)

    def _start(self, turn: Turn, answer: str | None = None) -> dict[str, Any]:
        """The state that a turn begins with, or begins with again once its question has an answer."""
        exchange = [["user", turn.message]]
        if answer is not None:
            exchange += [["you", turn.question or "?"], ["user", answer]]
        return {
            "session": self.session_id,
            "turn": turn.id,
            "exchange": exchange,
            "questions": int(answer is not None),
            "format": FORMAT,
        }

    def _begin_again(self, turn: Turn, answer: str | None) -> bool:
        """Note that a turn is begun once more, and return whether it never was before.

        Raises:
            GouacheError: It has ended its process too often.
        """
        if answer is not None:
            return False
        waited = turn.status == "waiting"
        begun = 1 if waited else 1 + (turn.accounting or {}).get("begun", 1)
        if begun > limits.BEGINNINGS:
            raise NeverEnds(f"This message was begun {limits.BEGINNINGS} times and never came to an end; say it anew.")
        self.store.update_turn(turn.id, status="running", accounting={"begun": begun})
        return waited

    def _input(self, turn: Turn, config: Any, answer: str | None) -> Any:
        """What the graph goes on with: nothing or the answer, or the turn's beginning.

        A turn is begun again where its checkpoints are gone or were written by another version; calls that were
        finished come back from the ledger.
        """
        from langgraph.types import Command

        known = self._graph.get_state(config).values.get("format") == FORMAT
        if known:
            return None if answer is None else Command(resume=answer)
        self._checkpoints.delete_thread(turn.id)
        if turn.status == "asking" and answer is not None:
            self.store.update_turn(turn.id, status="running")
        return self._start(turn, answer)

    def _run(self, turn: Turn, emit: Emit, answer: str | None = None, new: bool = False) -> Turn:
        emit(TurnStarted(turn.id, turn.number, turn.message))
        config: Any = {"configurable": {"thread_id": turn.id}, "recursion_limit": limits.RECURSION}
        context = NodeContext(
            self.store, self.models, self.profile, emit, self._cancel, self.previews, language=_language_setting()
        )
        start = time.perf_counter()
        try:
            with translate_io_errors():
                new = new or self._begin_again(turn, answer)
                given = self._start(turn) if new else self._input(turn, config, answer)
                self._graph.invoke(given, config, context=context, durability="sync")
        except Cancelled as stop:
            self._keep_best(turn, config)
            kept = self.store.current(self.session_id) is not None
            self._end(turn, "cancelled", stop if kept else Cancelled(kept=False), context, emit)
        except GouacheError as error:
            self._end(turn, "failed", error, context, emit)
            raise
        except Exception:
            log.exception("turn %s", turn.id)
            self._end(turn, "failed", _FAULT, context, emit)
            raise
        with self.store.transaction():
            turn = self.store.turn(turn.id)
            if turn.status not in OPEN:
                turn.accounting = {**(turn.accounting or {}), "seconds": round(time.perf_counter() - start, 3)}
        if turn.status == "asking":
            emit(QuestionAsked(turn.question or "?"))
        elif turn.status != "running":
            self._checkpoints.delete_thread(turn.id)
        return turn

    def _keep_best(self, turn: Turn, config: Any) -> None:
        """Hand over the best picture that a stopped turn had looked at; of variations all of them."""
        values = self._graph.get_state(config).values
        scored = [one for one in values.get("attempts", []) if one["score"] > 0]
        varied = Options(**values.get("option_values", {})).variations is not None
        beside = [one["picture"] for one in scored] if varied else []
        if scored:
            best = best_attempt(scored)["picture"]
            ledger.finish_turn(self.store, turn.id, best, lambda number: f"#{number}", beside)

    def _end(self, turn: Turn, status: str, error: GouacheError, context: NodeContext, emit: Emit) -> None:
        """End a turn that was stopped or failed, with the reason as its reply."""
        reply = clean(error_sentence(error, context.spoken_language(turn.id, [turn.message])))
        self.store.update_turn(turn.id, status=status, reply=reply)
        self._checkpoints.delete_thread(turn.id)
        current = self.store.current(self.session_id)
        path = str(self.store.path(current)) if current else None
        emit(standing(self.store, self.session_id))
        emit(TurnFinished(reply, status, current.number if current else None, path))
