"""Play a script through the studio and hold its expectations against what happened."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.commands.command import BadCommand
from agent.commands.paths import path_in_message
from agent.commands.table import parse_command
from agent.dialogues.cases import Case
from agent.dialogues.expectations import Played, missed_expectations
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.scripts.schema import ScriptTurn
from agent.events import Checked, Event
from agent.studio import Studio
from storage.errors import CannotWrite, UnknownSession
from storage.store import OPEN, Store
from storage.tables import Turn
from tools.errors import GouacheError
from tools.model_manager import ModelManager
from tools.text import clean, detect_language, one_line
from tools.types import Check, Requirement

log = logging.getLogger("gouache")


class ForeignFile(GouacheError):
    """A script's message names a file outside the script's folder."""


def run_case(
    case: Case,
    store: Store,
    models: ModelManager | None,
    emit: Callable[[Event], None],
    done: Callable[[ScriptResult, TurnResult], None],
    begun: ScriptResult | None = None,
) -> ScriptResult:
    """Play every turn; one that fails is recorded with its sentence and the script goes on.

    Args:
        case: What to play.
        store: Where its session is stored.
        models: The models of its profile, if they are loaded already.
        emit: Takes the events of every turn.
        done: Called at the end of every turn with what the script has brought so far, and the turn.
        begun: What an interrupted run has brought of it; its session is gone on with.

    Raises:
        CannotWrite: A turn could not even be stored as failed; says why.
    """
    result = begun or case.new_result()
    try:
        studio = _open_studio(case, store, models, result)
    except GouacheError as refusal:
        result.error = one_line(str(refusal), 1000)
        return result
    except Exception as bug:  # Other scripts go on.
        result.error = fault_sentence(bug)
        return result
    try:
        _Player(case, studio, emit).play(result, done)
    finally:
        studio.close()
    return result


def _open_studio(case: Case, store: Store, models: ModelManager | None, result: ScriptResult) -> Studio:
    if result.session:
        return Studio.reopen(store, result.session, models)
    studio = Studio(store, Studio.new_session(store, case.profile, case.seed, scripted=True), models)
    result.session = studio.session_id
    return studio


def can_go_on(store: Store, begun: ScriptResult) -> bool:
    """Return whether an interrupted script can go on in its session.

    It can't where the session is gone, or went on by itself: of a turn that is not the last, nobody knows any more at
    which picture it ended.
    """
    try:
        session = store.session(begun.session).id
    except UnknownSession:
        return False
    written = {turn.turn for turn in begun.turns}
    unwritten = [turn for turn in store.turns(session) if turn.id not in written]
    return session == begun.session and len(unwritten) <= 1


def fault_sentence(error: Exception, whose: str = "gouache") -> str:
    """Return what a report says of a fault, which the log tells in full."""
    log.error("script", exc_info=error)
    why = one_line(f"{type(error).__name__}: {error}")
    return f"That was a fault of {whose} ({why}); see gouache.log in its home folder."


class _Player:
    """Plays the turns of one case."""

    def __init__(self, case: Case, studio: Studio, emit: Callable[[Event], None]) -> None:
        self.case, self.studio, self.emit = case, studio, emit
        self.events: list[Event] = []

    def play(self, result: ScriptResult, done: Callable[[ScriptResult, TurnResult], None]) -> None:
        """Play the turns that the result does not have yet."""
        script = self.case.script
        left = self._left_over(result)
        for position, turn in enumerate(script.steps):
            if position < len(result.turns):
                continue
            setup = position < len(script.setup)
            number = position + 1 if setup else position + 1 - len(script.setup)
            now = self._turn(number, turn, left)
            now.setup, left = setup, None
            self._hold(turn, now, result.turns)
            result.turns.append(now)
            done(result, now)
            if setup and not now.passed:
                result.error = f"The setup failed at its turn {number}; the script's own turns were not played."
                return

    def _left_over(self, result: ScriptResult) -> Turn | None:
        """Return the turn that an interrupted run had begun in the session, and of which it has no line."""
        stored = self._last_stored()
        if stored is None:
            return None
        written = next((turn for turn in reversed(result.turns) if turn.turn == stored.id), None)
        answered = written is not None and written.status == "asking" and stored.status != "asking"
        return stored if written is None or answered else None

    def _last_stored(self) -> Turn | None:
        return next(iter(self.studio.store.turns(self.studio.session_id)[-1:]), None)

    def _turn(self, number: int, turn: ScriptTurn, left: Turn | None) -> TurnResult:
        """Play one turn; whatever goes wrong is told in the result."""
        self.events = []
        said = turn.say if turn.say is not None else f"/open {turn.open}"
        asked, before = "", None
        try:
            before = self._last_stored()
            row = self._send(turn, left)
            if row.status == "asking" and turn.if_asked is not None:
                asked = row.question or "?"
                row = self.studio.send(turn.if_asked, self._note)
            return self._result(number, said, row, asked)
        except GouacheError as refusal:
            if isinstance(refusal, CannotWrite) and self._is_lost(before, left):
                raise  # Not even its failure could be written: the run can be finished when there is room.
            error, fault = one_line(str(refusal), 1000), ""
        except Exception as bug:  # A run of hours must not end with one turn.
            error = fault = fault_sentence(bug)
        try:
            stored = self._own(before, left)
            failed = Turn(
                id=stored.id if stored else "", session_id=self.studio.session_id, number=number,
                message=said, status="failed", reply=error,
            )  # fmt: skip
            now = self._result(number, said, failed, asked)
        except Exception:  # Not even the session can be read.
            log.exception("script")
            now = TurnResult(number, clean(said), "", "failed", error, "", None, None, None, {}, [], {})
        now.error = fault
        return now

    def _own(self, before: Turn | None, left: Turn | None) -> Turn | None:
        """Return the stored turn that the present one became; None where it was not even stored."""
        stored = self._last_stored()
        is_new = stored is not None and (left is not None or before is None or before.id != stored.id)
        return stored if is_new else None

    def _is_lost(self, before: Turn | None, left: Turn | None) -> bool:
        """Return whether the present turn is stored as neither done nor failed, as far as can be read."""
        try:
            stored = self._own(before, left)
        except GouacheError:
            return True
        return stored is None or stored.status in OPEN

    def _send(self, turn: ScriptTurn, left: Turn | None) -> Turn:
        if left is not None:
            if left.status in OPEN and left.status != "asking":
                return self.studio.resume(self._note) or left
            if left.status == "failed":
                raise GouacheError(left.reply or "The turn failed.")
            return left
        if turn.open is not None:
            return self.studio.send(f"/open {path_in_message(self.case.script.folder / turn.open)}", self._note)
        message = turn.say or ""
        _require_own_files(message)
        return self.studio.send(message, self._note)

    def _note(self, event: Event) -> None:
        self.events.append(event)
        self.emit(event)

    def _result(self, number: int, said: str, row: Turn, asked: str) -> TurnResult:
        store, session = self.studio.store, self.studio.session_id
        current = store.current(session)
        looked = [e for e in self.events if isinstance(e, Checked)]
        checks = store.checks(current.id) if current and current.id and row.picture_id == current.id else []
        if len(looked) == 1:
            checks = list(looked[0].checks)
        return TurnResult(
            number=number, say=clean(said), intent=str((row.plan or {}).get("do", "")), status=row.status,
            reply=clean(row.question or "" if row.status == "asking" else row.reply or ""), prompt=row.prompt or "",
            picture=current.number if current else None, hash=current.hash if current else None,
            path=str(store.path(current)) if current else None, brief=(current.brief or {}) if current else {},
            checks=checks, accounting=row.accounting or {}, turn=row.id, asked=clean(asked),
            language=detect_language(said) or "none",
        )  # fmt: skip

    def _hold(self, turn: ScriptTurn, now: TurnResult, before: list[TurnResult]) -> None:
        """Hold the turn's expectations against it."""
        intent = turn.expect.intent
        now.expected_intent = intent if isinstance(intent, str) else ""
        now.tolerance = turn.passes or ""
        now.required = _required(turn)
        if now.status == "failed" and not turn.expect.may_fail:
            now.error = now.error or now.reply or "The turn failed."
        try:
            if not now.error:
                played = self._played(now, before)
                now.missed = missed_expectations(turn.expect, played)
                now.wished = missed_expectations(turn.should, played) if turn.should else []
        except GouacheError as refusal:
            now.error = one_line(str(refusal), 1000)
        except Exception as bug:
            now.error = fault_sentence(bug)

    def _played(self, now: TurnResult, before: list[TurnResult]) -> Played:
        store, session = self.studio.store, self.studio.session_id
        new = [picture for picture in store.pictures(session) if picture.turn_id == now.turn]
        own = [turn for turn in before if turn.setup == now.setup]
        folder = self.case.script.folder
        return Played(now, own, before[-1] if before else None, len(new), folder, self._look)

    def _look(self, requirements: list[Requirement]) -> list[Check]:
        store = self.studio.store
        current = store.current(self.studio.session_id)
        assert current is not None
        picture = store.files.open(current.hash, f"#{current.number}")
        return self.studio.models.use("eyes", lambda eyes: eyes.check(picture, requirements))


def _required(turn: ScriptTurn) -> list[Requirement]:
    """Return what a turn asks of the picture, whether it must or should hold."""
    parts = [part.checks for part in (turn.expect, turn.should) if part is not None]
    return [check.requirement for checks in parts if isinstance(checks, list) for check in checks]


def _require_own_files(message: str) -> None:
    """Refuse a message that opens a file: it may be anybody's who gave the script away.

    Raises:
        ForeignFile: It does.
    """
    try:
        command = parse_command(message)
    except BadCommand:
        return
    given: dict[str, Any] = dict(command.options.tool_arguments) if command else {}
    path = (command.options.upload if command else None) or given.get("file")
    if path:
        raise ForeignFile(
            f"A script does not open {Path(path).name} by a message; put it into the script's folder and write "
            f"“open: {Path(path).name}”."
        )
