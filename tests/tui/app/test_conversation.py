"""A conversation in the app: real Textual, real studio on tiny models, keys pressed."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from textual.pilot import Pilot

from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from tests.conftest import ScriptedWriter
from tests.tui.helpers import RED_BIRD, GatedWriter, count_replies, hint, last_reply, send, send_and_wait, until
from tools.errors import Cancelled
from tools.model_manager import ModelManager
from tui.app.app import GouacheApp
from tui.widgets.card import TurnCard
from tui.widgets.picture import BlockPicture, PictureView
from tui.widgets.status_bar import StatusBar

UsePlans = Callable[..., None]
QUESTION = Plan(intent="ask", text="Which color?")


class ThinkingWriter(ScriptedWriter):
    """Thinks until it is stopped, as a slow model does."""

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        cancel.wait(20)
        raise Cancelled


async def test_a_message_is_painted_checked_and_stored(store: Store, tiny: str, use_plans: UsePlans) -> None:
    use_plans(RED_BIRD)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"a red bird", "enter")
        assert app.main.prompt.value == ""
        await until(pilot, lambda: list(app.query(BlockPicture)))
        card = app.query_one(TurnCard)
        await until(pilot, lambda: "Here is #1" in card.reply_text)
        shown = str(card.query_one(".reply").render())
        assert "bird" in shown or "hold" in shown
        assert "Here is" not in shown
        assert ".png" not in shown
    (session,) = store.sessions()
    assert session.id == app.session_id
    assert store.pictures(session.id)[0].number == 1


async def test_models_load_while_the_message_is_typed(
    store: Store, tiny: str, use_plans: UsePlans, tiny_models: ModelManager, monkeypatch: Any
) -> None:
    use_plans(RED_BIRD)
    loaded, stages, get = list[str](), list[str](), tiny_models.get

    def record(role: Any) -> Any:
        loaded.append(role)
        return get(role)

    monkeypatch.setattr(tiny_models, "get", record)
    # Other tests may have loaded them.
    monkeypatch.setattr(tiny_models, "loaded", lambda role: None)
    monkeypatch.setattr(StatusBar, "handle_event", lambda self, event: stages.append(getattr(event, "name", "")))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"a red")
        await until(pilot, lambda: loaded == ["director", "painter", "eyes"] and not stages[-1])
        assert "loading" in stages
        assert store.sessions() == []
        await send(app, pilot, "a red bird")
        await until(pilot, lambda: list(app.query(BlockPicture)))


async def test_escape_stops_the_turn(tiny: str, use_plans: UsePlans, tiny_models: ModelManager) -> None:
    use_plans()
    tiny_models.set_engine("director", ThinkingWriter())
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await send(app, pilot, "a red bird")
        await until(pilot, lambda: app.main.stage == "thinking")
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped" in last_reply(app))


async def test_escape_while_loading_stops_the_message(
    store: Store, tiny: str, use_plans: UsePlans, monkeypatch: Any
) -> None:
    use_plans(RED_BIRD)
    gate, reopen = Event(), Studio.reopen

    def slow_reopen(*arguments: Any) -> Studio:
        gate.wait(20)
        return reopen(*arguments)

    monkeypatch.setattr(Studio, "reopen", slow_reopen)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: app.session_id is None and not app.main.stage)
        await send(app, pilot, "a bird")
        await until(pilot, lambda: app.main.stage == "loading")
        await pilot.press("escape")
        gate.set()
        await until(pilot, lambda: count_replies(app) == 1)
        assert last_reply(app) == "Stopped before it began."
        assert not app.main.transcript.waiting
        await send(app, pilot, "a red bird")
        await until(pilot, lambda: list(app.query(BlockPicture)))
    (session,) = store.sessions()
    assert [turn.message for turn in store.turns(session.id)] == ["a red bird"]


async def test_a_question_is_answered_on_the_same_card(tiny: str, use_plans: UsePlans) -> None:
    use_plans(QUESTION, RED_BIRD)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await send(app, pilot, "a bird")
        await until(pilot, lambda: app.query(".asking"))
        await send(app, pilot, "red")
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert len(app.query(TurnCard)) == 1


async def test_an_answer_that_is_too_long_is_not_sent(tiny: str, use_plans: UsePlans) -> None:
    use_plans(QUESTION, RED_BIRD)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await send(app, pilot, "a bird")
        await until(pilot, lambda: app.query(".asking"))
        await send(app, pilot, "x" * 5000)
        await until(pilot, lambda: "Shorten it" in hint(app))
        assert app.main.prompt.value == "x" * 5000
        await send(app, pilot, "red")
        await until(pilot, lambda: list(app.query(BlockPicture)))


async def queue_behind_question(pilot: Pilot[None], app: GouacheApp, writer: GatedWriter) -> None:
    """Send a message that the studio asks about, and another before the question comes."""
    await send(app, pilot, "a bird")
    await until(pilot, lambda: app.main.stage == "thinking")
    await send(app, pilot, "another")
    writer.gate.set()
    await until(pilot, lambda: app.query(".asking") and app.worker.asking)


async def test_a_message_queued_before_a_question_is_no_answer(
    store: Store, tiny: str, use_plans: UsePlans, tiny_models: ModelManager
) -> None:
    use_plans()
    writer = GatedWriter(QUESTION, RED_BIRD, Plan(intent="again"))
    tiny_models.set_engine("director", writer)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await queue_behind_question(pilot, app, writer)
        await pilot.pause(0.3)
        assert [card.has_class("asking") for card in app.query(TurnCard)] == [True, False]
        await send(app, pilot, "red")
        await until(pilot, lambda: count_replies(app) == 2 and not app.main.busy)
        assert "#2" in last_reply(app)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: app.session_id is None)
    (session,) = store.sessions()
    assert [turn.message for turn in store.turns(session.id)] == ["a bird", "another"]


async def test_escape_withdraws_what_waits_behind_a_question(
    tiny: str, use_plans: UsePlans, tiny_models: ModelManager
) -> None:
    use_plans()
    writer = GatedWriter(QUESTION, RED_BIRD)
    tiny_models.set_engine("director", writer)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await queue_behind_question(pilot, app, writer)
        await pilot.press("escape")
        assert last_reply(app) == "Not sent."
        await send(app, pilot, "red")
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert app.worker.inbox.empty()


async def test_a_failed_turn_says_why(tiny: str, use_plans: UsePlans) -> None:
    use_plans(Plan(intent="goto", picture=7))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await send(app, pilot, "go to 7")
        await until(pilot, lambda: app.query(".failed"))
        assert "There is no picture #7" in last_reply(app)


async def test_what_cannot_be_sent_leaves_no_card_and_no_turn(store: Store, tiny: str, use_plans: UsePlans) -> None:
    use_plans(RED_BIRD, Plan(intent="undo"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 60)) as pilot:
        await send_and_wait(app, pilot, "a red bird")
        for text, words in (("x" * 5000, "Shorten it"), ("/sty", "no command /sty"), ("/strength 7", "strength")):
            await send(app, pilot, text)
            await until(pilot, lambda words=words: words in hint(app))
            assert app.main.prompt.value == text
        assert "nothing to undo" in await send_and_wait(app, pilot, "undo")
        assert len(app.query(TurnCard)) == 2
    (session,) = store.sessions()
    assert [turn.message for turn in store.turns(session.id)] == ["a red bird", "undo"]


async def test_a_command_leaves_a_line(tiny: str, use_plans: UsePlans) -> None:
    use_plans()
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 60)) as pilot:
        assert "take 2 steps" in await send_and_wait(app, pilot, "/steps 2")
        assert app.query_one(TurnCard).size.height == 1


async def test_style_alone_lists_the_styles(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 60)) as pilot:
        await send(idle_app, pilot, "/style")
        await until(pilot, lambda: idle_app.worker.inbox.messages == ["/world style"])


async def test_a_missing_profile_fails_each_message() -> None:
    app = GouacheApp(None, "nonsense", 3)
    async with app.run_test(size=(100, 44)) as pilot:
        for _ in range(2):
            await send(app, pilot, "a bird")
        await until(pilot, lambda: len(app.query(".failed")) == 2)


async def test_a_stopped_turn_shows_its_picture_after_reopening(store: Store, saved_session: str) -> None:
    store.update_turn(store.turns(saved_session)[0].id, status="cancelled", reply="Stopped.")
    app = GouacheApp(saved_session, "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert last_reply(app).startswith("Stopped.")


async def test_reopening_shows_the_same_pictures_and_a_sheet(tiny: str, use_plans: UsePlans) -> None:
    use_plans(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        for message in ("a red bird", "another", "/go 1", "/compare 1 2"):
            await send_and_wait(app, pilot, message)
        await until(pilot, lambda: len(app.query(".frame")) == 4)
        session, paths = app.session_id, [view.path for view in app.query(PictureView)]
    again = GouacheApp(session, tiny, 3)
    async with again.run_test(size=(120, 44)) as pilot:
        await until(pilot, lambda: len(again.query(".frame")) == 4)
        assert [view.path for view in again.query(PictureView)] == paths


async def test_undo_brings_back_the_checks_of_the_picture(tiny: str, use_plans: UsePlans) -> None:
    castle = Plan.model_validate({"do": "edit", "edits": [{"op": "add", "what": "castle"}]})
    use_plans(RED_BIRD, castle)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(140, 44)) as pilot:
        panel = app.main.panel
        await send_and_wait(app, pilot, "a red bird")
        await until(pilot, lambda: panel.number == 1)
        before = panel.checks
        await send_and_wait(app, pilot, "add a castle")
        await until(pilot, lambda: panel.number == 2)
        assert panel.checks != before
        await send_and_wait(app, pilot, "/undo")
        await until(pilot, lambda: panel.number == 1)
        assert panel.checks == before
