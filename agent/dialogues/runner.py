"""Run a script through the studio and hold its expectations against what happened."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from agent.brief.model import Brief
from agent.dialogues.schema import Expectation, ExpectedBrief, Script, ScriptTurn
from agent.events import Checked, Event, TurnFinished
from agent.studio import Studio
from storage.store import Store
from storage.tables import Turn
from tools.errors import GouacheError
from tools.model_manager import ModelManager
from tools.text import clean, one_line
from tools.types import Check

log = logging.getLogger("gouache")


@dataclass
class TurnResult:
    """One turn as it went, and the expectations it missed (sentences)."""

    number: int
    say: str
    intent: str
    status: str
    reply: str
    prompt: str
    picture: int | None
    hash: str | None
    path: str | None
    brief: dict[str, Any]
    checks: list[Check]
    accounting: dict[str, Any]
    missed: list[str] = field(default_factory=list)
    error: str = ""
    """Why the turn failed, where it was not expected to."""


@dataclass
class ScriptResult:
    """A script's turns and its session; `error` says why it could not even begin."""

    name: str
    session: str
    turns: list[TurnResult]
    error: str = ""

    @property
    def errors(self) -> int:
        """Turns that failed and were not expected to, and the script itself where it could not begin."""
        return sum(bool(t.error) for t in self.turns) + bool(self.error)

    @property
    def missed(self) -> int:
        """Expectations that did not hold."""
        return sum(len(t.missed) for t in self.turns)


def _brief_misses(wanted: ExpectedBrief, brief: Brief) -> list[str]:
    missed = []
    for element in wanted.elements:
        found = brief.element(element.what)
        if found is None:
            missed.append(f"the brief has no {element.what}")
            continue
        for name, value in element.model_dump(exclude_none=True, exclude={"what"}).items():
            if getattr(found, name) != value:
                missed.append(f"{element.what}: {name} is {getattr(found, name)}, expected {value}")
    held = {f"{r.subject} {r.kind} {r.object}" for r in brief.relations}
    missed += [f"relation “{text}” is not in the brief" for text in wanted.relations if text not in held]
    for name in ("scene", "style"):
        value = getattr(wanted, name)
        if value is not None and getattr(brief, name) != value:
            missed.append(f"{name} is {getattr(brief, name)}, expected {value}")
    missed += [f"{name} is still in the brief" for name in wanted.absent if brief.element(name)]
    names = {e.what for e in wanted.elements}
    if wanted.only:
        missed += [f"{e.what} should not be in the brief" for e in brief.elements if e.what not in names]
    return missed


def _picture_misses(wanted: str, done: list[TurnResult], now: TurnResult) -> list[str]:
    before = done[-1].hash if done else None
    if wanted.startswith("same as"):
        other = before if wanted.endswith("before") else next(
            (t.hash for t in done if t.number == int(wanted.split()[-1])), None
        )  # fmt: skip
        return [] if now.hash == other and other is not None else [f"the picture is not the {wanted}"]
    if wanted == "new":
        return [] if now.hash is not None and now.hash != before else ["no new picture was made"]
    return [] if now.hash is None else ["there should be no picture"]


def _unchanged_misses(names: list[str], done: list[TurnResult], now: TurnResult) -> list[str]:
    old, new = (Brief.model_validate(t.brief or {}) for t in (done[-1] if done else now, now))
    missed = []
    for name in names:
        pair = (
            (getattr(old, name), getattr(new, name))
            if name in ("scene", "style")
            else (old.element(name), new.element(name))
        )
        if pair[0] != pair[1]:
            missed.append(f"{name} changed in the brief")
    return missed


def missed_expectations(wanted: Expectation, done: list[TurnResult], now: TurnResult) -> list[str]:
    """Sentences for every expectation that a turn misses."""
    missed = []
    if wanted.intent and wanted.intent != now.intent:
        missed.append(f"intent is {now.intent}, expected {wanted.intent}")
    if wanted.brief:
        missed += _brief_misses(wanted.brief, Brief.model_validate(now.brief or {}))
    if wanted.checks:
        live = [c for c in now.checks if c.verdict != "n/a"]
        good = sum(c.verdict == "pass" for c in live)
        if not live or good < (len(live) if wanted.checks == "all" else len(live) / 2):
            failed = ", ".join(c.requirement.statement for c in now.checks if c.verdict != "pass")
            missed.append(f"checks: {good} of {len(live)} pass, expected {wanted.checks} ({failed})")
    missed += _unchanged_misses(wanted.unchanged, done, now)
    if wanted.picture:
        missed += _picture_misses(wanted.picture, done, now)
    missed += [f"the reply does not say “{text}”" for text in wanted.says if text.lower() not in now.reply.lower()]
    return missed


def _result(studio: Studio, number: int, say: str, row: Turn, events: list[Event]) -> TurnResult:
    current = studio.store.current(studio.session_id)
    looked = [e for e in events if isinstance(e, Checked)]
    replied = [e for e in events if isinstance(e, TurnFinished)]
    checks = studio.store.checks(current.id) if current and current.id and row.picture_id == current.id else []
    if looked and len(looked) == 1:
        checks = list(looked[0].checks)
    return TurnResult(
        number=number, say=clean(say), intent=str((row.plan or {}).get("do", "")), status=row.status,
        reply=clean(row.question or "" if row.status == "asking" else row.reply or ""), prompt=row.prompt or "",
        picture=current.number if current else None, hash=current.hash if current else None,
        path=(replied[-1].path if replied else None), brief=(current.brief or {}) if current else {},
        checks=checks, accounting=row.accounting or {},
    )  # fmt: skip


def _fault_sentence(error: Exception) -> str:
    """What a report says of a fault of gouache, which the log tells in full."""
    log.exception("script")
    why = one_line(f"{type(error).__name__}: {error}")
    return f"That was a fault of gouache ({why}); see gouache.log in its home folder."


def _play(studio: Studio, number: int, turn: ScriptTurn, emit: Callable[[Event], None]) -> TurnResult:
    """Play one turn; whatever goes wrong is told in the result."""
    events: list[Event] = []

    def note(event: Event) -> None:
        events.append(event)
        emit(event)

    try:
        return _result(studio, number, turn.say, studio.send(turn.say, note), events)
    except GouacheError as refusal:
        error, fault = one_line(str(refusal), 1000), ""
    except Exception as bug:  # A run of hours must not end with one turn.
        error = fault = _fault_sentence(bug)
    row = Turn(
        id="", session_id=studio.session_id, number=number, message=turn.say, status="failed", reply=error
    )  # fmt: skip
    try:
        return replace(_result(studio, number, turn.say, row, events), error=fault)
    except Exception:  # Not even the session can be read.
        log.exception("script")
        return TurnResult(number, clean(turn.say), "", "failed", error, "", None, None, None, {}, [], {}, [], fault)


def run_script(
    script: Script,
    store: Store,
    models: ModelManager | None,
    emit: Callable[[Event], None],
    done: Callable[[ScriptResult, TurnResult], None],
) -> ScriptResult:
    """Play every turn; one that fails is recorded with its sentence and the script goes on.

    Args:
        script: What to play.
        store: Where its session is stored.
        models: The models of its profile, if they are loaded already.
        emit: Takes the events of every turn.
        done: Called at the end of every turn with what the script has brought so far, and the turn.
    """
    result = ScriptResult(script.name, "", [])
    try:
        studio = Studio.new(store, script.profile, script.seed, models)
    except GouacheError as refusal:
        result.error = one_line(str(refusal), 1000)
        return result
    except Exception as bug:  # Other scripts go on.
        result.error = _fault_sentence(bug)
        return result
    result.session = studio.session_id
    try:
        for number, turn in enumerate(script.turns, 1):
            now = _play(studio, number, turn, emit)
            if now.status == "failed" and not turn.expect.may_fail:
                now.error = now.error or now.reply
            if not now.error:
                now.missed = [clean(missed) for missed in missed_expectations(turn.expect, result.turns, now)]
            result.turns.append(now)
            done(result, now)
    finally:
        studio.close()
    return result
