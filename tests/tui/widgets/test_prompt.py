"""The prompt: several lines, pastes, completion, and messages that were sent before."""

from __future__ import annotations

from textual import events

from tests.tui.helpers import hint, until
from tui.app.app import GouacheApp


async def test_messages_sent_before_are_on_the_arrows(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        prompt = idle_app.main.prompt
        prompt.add_to_history("a red bird")
        await pilot.press(*"draft", "up")
        assert prompt.value == "a red bird"
        await pilot.press("down")
        assert prompt.value == "draft"


async def test_a_message_may_have_several_lines(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        prompt = idle_app.main.prompt
        prompt.value = "a red bird\non a castle"
        await pilot.press("ctrl+j", *"at night")
        assert prompt.value == "a red bird\non a castle\nat night"
        assert prompt.outer_size.height == 5
        await pilot.press("enter")
        await until(pilot, lambda: idle_app.main.transcript.waiting)
        assert idle_app.main.transcript.waiting[0].message == "a red bird\non a castle\nat night"


async def test_arrows_move_between_lines_first(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        prompt = idle_app.main.prompt
        prompt.add_to_history("an older one")
        prompt.value = "one\ntwo\nthree"
        await pilot.press("up", "up")
        assert prompt.value == "one\ntwo\nthree"
        await pilot.press("up")
        assert prompt.value == "an older one"
        await pilot.press("down")
        assert prompt.value == "one\ntwo\nthree"


async def test_a_paste_loses_its_escape_sequences(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"so: ")
        idle_app.main.prompt.post_message(events.Paste("a red bird\r\non a \x1b[31mcastle\n"))
        await pilot.pause()
        assert idle_app.main.prompt.value == "so: a red bird\non a castle"


async def test_a_paste_that_is_too_long_is_refused_whole(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"keep this")
        idle_app.main.prompt.post_message(events.Paste("x" * 1_000_000))
        await until(pilot, lambda: "1,000,009 characters" in hint(idle_app))
        assert idle_app.main.prompt.value == "keep this"


async def test_tab_completes_and_then_offers_the_next(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        prompt = idle_app.main.prompt
        await pilot.press(*"/s")
        assert prompt.suggestion == "cene"
        assert "/seed" in str(idle_app.main.hints.render())
        await pilot.press("tab")
        assert prompt.value == "/scene"
        await pilot.press("tab")
        assert prompt.value == "/style"
        await pilot.press(*" wat", "tab")
        assert prompt.value == "/style watercolor"
        assert idle_app.focused is prompt


async def test_tab_goes_on_to_the_waiting_messages_where_nothing_matches(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"one", "enter")
        idle_app.main.prompt.value = "a red xyzzy"
        await pilot.press("tab")
        assert idle_app.focused is idle_app.main.transcript.waiting[0]


async def test_messages_typed_fast_stay_apart(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        # All keys at once, as a busy machine gets them.
        for key in (*"one", "enter", *"two", "enter"):
            idle_app.main.prompt.post_message(events.Key(key, "\r" if key == "enter" else key))
        await until(pilot, lambda: len(idle_app.main.transcript.waiting) == 2)
        assert [card.message for card in idle_app.main.transcript.waiting] == ["one", "two"]
        assert idle_app.main.prompt.value == ""


async def test_an_empty_message_is_refused(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press("space", "enter")
        await until(pilot, lambda: "The message is empty" in hint(idle_app))
        assert not idle_app.main.transcript.waiting
