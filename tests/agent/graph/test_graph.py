"""The state machine on tiny real models; only the director's words are scripted."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from PIL import Image
from sqlalchemy.event import listen

from agent import limits
from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.events import Checked, Event, QuestionAsked, SamplerStep, Stage, TurnFinished, TurnStarted
from agent.studio import BadMessage
from agent.turns.retry_policy import with_next_seed
from storage.errors import CannotWrite, SessionBusy
from storage.ledger import begin_call
from storage.store import Store
from tests.agent.plans import BLUE, RED_BIRD, Make
from tools.actions import painting
from tools.actions.generate import GeneratePicture
from tools.engines.diffusers.painter import DiffusersPainter
from tools.errors import BadPicture, FaultyPicture


def test_a_message_becomes_a_checked_saved_picture(studio: Make, store: Store) -> None:
    events: list[Event] = []
    made = studio(RED_BIRD)
    turn = made.send("a red bird in a meadow", events.append)
    assert turn.status == "done"
    assert turn.prompt == "a red bird, meadow scene"
    current = store.current(made.session_id)
    assert current is not None
    assert current.number == 1
    assert store.path(current).exists()
    assert [c.requirement.kind for c in store.checks(current.id or 0)] == ["exists", "count", "color", "scene"]
    assert {type(e) for e in events} >= {Stage, SamplerStep, Checked, TurnFinished}
    assert "#1" in (turn.reply or "")


def test_edits_carry_the_brief_and_undo_restores_picture_and_brief(studio: Make, store: Store) -> None:
    made = studio(
        RED_BIRD, BLUE, Plan(intent="undo"), Plan(intent="redo"), Plan(intent="branch", picture=1, edits=BLUE.edits)
    )
    made.send("a red bird")
    first = store.current(made.session_id)
    made.send("make it blue")
    second = store.current(made.session_id)
    assert second is not None
    assert second.brief["elements"][0]["color"] == "blue"  # type: ignore[index]
    assert second.brief["scene"] == "meadow"  # type: ignore[index]
    made.send("undo")
    assert store.current(made.session_id) == first
    made.send("redo")
    assert store.current(made.session_id) == second
    made.send("like 1 but blue")
    third = store.current(made.session_id)
    assert third is not None
    assert third.number == 3
    assert first is not None
    assert third.parent_id == first.id


def test_a_question_waits_and_the_answer_goes_on(studio: Make, store: Store) -> None:
    events: list[Event] = []
    made = studio(Plan(intent="ask", text="Which color?"), RED_BIRD)
    assert made.send("a bird", events.append).status == "asking"
    assert QuestionAsked("Which color?") in events
    again = studio(RED_BIRD, session=made.session_id)
    assert again.resume(events.append).status == "asking"  # type: ignore[union-attr]
    turn = again.send("red")
    assert (turn.status, turn.number) == ("done", 1)
    assert len(store.turns(made.session_id)) == 1


def test_only_one_question_a_turn(studio: Make) -> None:
    made = studio(Plan(intent="ask", text="Which?"), Plan(intent="ask", text="Really which?"))
    made.send("hm")
    turn = made.send("that one")
    assert (turn.status, turn.reply) == ("done", "Really which?")


def test_tries_are_bounded_and_the_best_is_handed_over(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    turn = made.send("a red bird")
    calls = store.calls(turn.id)
    painted = [c for c in calls if c.picture_id is not None]
    assert 1 <= len(painted) <= limits.PICTURES
    assert len({str(c.arguments) for c in painted}) == len(painted)
    assert turn.accounting["pictures"] == len(painted)  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "   \n", "\x1b[31m\x07", "x" * 1_000_000])
def test_messages_that_cannot_be_taken_leave_no_trace(studio: Make, store: Store, text: str) -> None:
    made = studio()
    with pytest.raises(BadMessage):
        made.send(text)
    assert store.turns(made.session_id) == []


def test_cancel_keeps_the_last_good_picture(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE)
    made.send("a red bird")
    before = store.current(made.session_id)

    def stop(event: Event) -> None:
        if isinstance(event, SamplerStep):
            made.cancel()

    assert made.send("blue", stop).status == "cancelled"
    assert store.current(made.session_id) == before
    assert made.pending is None


def test_cancel_after_a_look_hands_over_what_was_made(studio: Make, store: Store) -> None:
    made, steps = studio(RED_BIRD), list[Event]()

    def stop(event: Event) -> None:
        steps.append(event)
        if isinstance(event, SamplerStep) and any(isinstance(e, Checked) for e in steps):
            made.cancel()

    turn = made.send("a red bird", stop)
    current = store.current(made.session_id)
    assert turn.status in ("cancelled", "done")
    assert current is not None
    assert (current.number, turn.picture_id) == (1, current.id)


def test_unknown_numbers_and_things_are_told_in_one_sentence(studio: Make) -> None:
    made = studio(RED_BIRD, Plan(intent="goto", picture=9), Plan(intent="edit", edits=(Edit(op="remove", what="dog"),)))
    made.send("a red bird")
    with pytest.raises(Exception, match=r"There is no picture #9; there are #1 to #1\."):
        made.send("go to 9")
    assert "no dog in the picture" in (made.send("remove the dog").reply or "")


def test_two_processes_on_one_session(studio: Make, store: Store, home: Any) -> None:
    made = studio(RED_BIRD)
    code = (
        "import sys; from pathlib import Path; from storage.store import Store\n"
        f"with Store(Path({str(home)!r})).lock_session({made.session_id!r}): "
        "print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline().strip() == b"held"
    with pytest.raises(SessionBusy):
        made.send("a red bird")
    other.communicate(b"")
    assert made.send("a red bird").status == "done"


def test_a_failed_retry_does_not_lose_the_picture_before_it(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, ran, real = studio(RED_BIRD), list[int](), GeneratePicture.run

    def second_is_black(self: GeneratePicture, arguments: Any, work: Any) -> Any:
        ran.append(arguments.seed)
        if len(ran) > 1:
            raise BadPicture("The painter made a black picture; try another seed.")
        return real(self, arguments, work)

    monkeypatch.setattr(GeneratePicture, "run", second_is_black)
    monkeypatch.setattr("agent.graph.nodes.look.next_call", lambda tries, *rest: with_next_seed(tries[-1].call))
    turn = made.send("a red bird")
    assert (turn.status, len(ran)) == ("done", 2)
    assert store.current(made.session_id) is not None


def test_a_faulty_picture_is_painted_again_and_its_cause_is_kept(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, real, seeds = studio(RED_BIRD), painting.technical_fault, list[int]()

    def first_is_black(picture: Image.Image) -> str | None:
        seeds.append(len(seeds))
        return "black" if len(seeds) == 1 else real(picture)

    monkeypatch.setattr(painting, "technical_fault", first_is_black)
    turn = made.send("a red bird")
    calls = [c for c in store.calls(turn.id) if c.tool == "generate"]
    assert turn.status == "done"
    assert calls[0].status == "failed"
    assert "black" in (calls[0].error or "")
    assert calls[1].arguments["seed"] == calls[0].arguments["seed"] + 1  # type: ignore[index]


def test_faults_are_not_painted_for_ever(studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = studio(RED_BIRD)
    monkeypatch.setattr(painting, "technical_fault", lambda picture: "flat")
    with pytest.raises(FaultyPicture, match="flat"):
        made.send("a red bird")
    (turn,) = store.turns(made.session_id)
    assert (turn.status, len(store.calls(turn.id))) == ("failed", 1 + limits.FAULTS)


def test_a_new_message_after_a_kill_is_not_taken_for_an_answer(studio: Make, store: Store) -> None:
    def kill(event: Event) -> None:
        if isinstance(event, Stage):
            raise Killed

    made = studio()
    with pytest.raises(Killed):
        made.send("a bird", kill)
    made.close()
    again = studio(RED_BIRD, Plan(intent="undo"), session=made.session_id)
    assert again.send("undo").number == 2
    assert [t.status for t in store.turns(made.session_id)] == ["done", "done"]


@pytest.mark.parametrize(
    ("plan", "reply"),
    [
        (Plan(intent="create", edits=(Edit(op="avoid", what="night"),)), "at least one thing"),
        (Plan(intent="edit", edits=(Edit(op="change", what="it", color="red"),)), "no picture yet"),
        (Plan(intent="again"), "no picture yet"),
    ],
)
def test_what_cannot_be_painted_is_said(studio: Make, plan: Plan, reply: str) -> None:
    assert reply in (studio(plan).send("hm").reply or "")


class Killed(BaseException):
    """As abrupt as a kill, but catchable."""


@pytest.mark.parametrize("after", ["thinking", "painting", "samplerstep", "looking", "checked"])
def test_a_killed_turn_resumes_and_finished_calls_do_not_run_again(
    studio: Make, store: Store, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    ran: list[int] = []
    real = DiffusersPainter.paint

    def paint(self: DiffusersPainter, requests: Any, hooks: Any) -> Any:
        made = real(self, requests, hooks)
        ran.extend(request.seed for request in requests)
        return made

    monkeypatch.setattr(DiffusersPainter, "paint", paint)

    def kill(event: Event) -> None:
        name = event.name if isinstance(event, Stage) else type(event).__name__.lower()
        if name == after:
            raise Killed

    made = studio(RED_BIRD, RED_BIRD)
    with pytest.raises(Killed):
        made.send("a red bird", kill)
    made.close()
    again = studio(RED_BIRD, session=made.session_id)
    turn = again.resume()
    assert turn is not None
    assert turn.status == "done"
    assert len(ran) == len(set(ran)) == turn.accounting["pictures"]  # type: ignore[index]
    assert again.pending is None


def test_a_finished_call_comes_back_from_the_ledger(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)
    turn = made.send("a red bird")
    row = begin_call(store, turn.id, 0, "generate", {})
    assert (row.status, row.attempts) == ("done", 1)


def test_checkpoints_are_pruned(studio: Make, store: Store) -> None:
    import sqlite3

    made = studio(RED_BIRD)
    made.send("a red bird")
    with sqlite3.connect(store.checkpoint_path) as connection:
        assert connection.execute("SELECT count(*) FROM checkpoints").fetchone() == (0,)


def test_a_message_is_stored_before_an_older_one_is_seen_through(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE)
    for message in ("a red bird", "make it blue"):
        store.begin_turn(made.session_id, message)  # As a process that was killed twice left them.
    waiting: list[list[str]] = []

    def note(event: Event) -> None:
        if isinstance(event, TurnFinished):
            waiting.append([turn.message for turn in store.turns(made.session_id) if turn.status == "waiting"])

    last = made.send("make it blue again", note)
    assert waiting == [["make it blue again"], ["make it blue again"], []]
    assert [turn.status for turn in store.turns(made.session_id)] == ["done"] * 3
    assert last.number == 3


def test_the_answer_to_an_older_question_is_no_message_of_its_own(studio: Make, store: Store) -> None:
    made = studio(Plan(intent="ask", text="Which colour?"), RED_BIRD)
    store.begin_turn(made.session_id, "a bird")
    turn = made.send("red")
    assert [row.message for row in store.turns(made.session_id)] == ["a bird"]
    assert turn.status == "done"


def test_messages_that_wait_are_resumed_in_order(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE)
    store.begin_turn(made.session_id, "a red bird")
    store.begin_turn(made.session_id, "make it blue", "waiting")
    assert [turn.number for turn in iter(made.resume, None)] == [1, 2]


def test_a_disk_that_is_full_amid_an_older_turn_is_told(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, BLUE)
    store.begin_turn(made.session_id, "a red bird")

    def fill(event: Event) -> None:
        if isinstance(event, TurnStarted):
            listen(store.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA query_only=ON"))

    with pytest.raises(CannotWrite):
        made.send("make it blue", fill)
    assert [turn.status for turn in store.turns(made.session_id)] == ["running", "waiting"]


def test_a_turn_that_ends_its_process_each_time_is_given_up(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD)

    def kill(event: Event) -> None:
        if isinstance(event, Stage):
            raise Killed

    with pytest.raises(Killed):
        made.send("a red bird", kill)
    for _ in range(limits.BEGINNINGS - 1):
        with pytest.raises(Killed):
            made.resume(kill)
    assert made.send("a red bird").status == "done"
    assert [turn.status for turn in store.turns(made.session_id)] == ["failed", "done"]
    assert "never came to an end" in (store.turns(made.session_id)[0].reply or "")


@pytest.mark.parametrize("message", ["((((((", "???", "…！？", "-- --"])
def test_a_message_of_signs_alone_is_not_understood_and_asks_no_model(studio: Make, message: str) -> None:
    turn = studio(RED_BIRD).send(message)
    assert "in other words" in (turn.reply or "") or "换" in (turn.reply or "")
    assert (turn.accounting or {})["model_calls"] == 0
