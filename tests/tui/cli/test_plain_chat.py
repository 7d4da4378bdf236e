"""The conversation in whole lines."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.studio import Studio
from storage.store import Store
from tests.conftest import ScriptedWriter
from tests.tui.helpers import RED_BIRD
from tui.cli.plain_chat import PlainChat

Run = Callable[..., Any]


def test_it_speaks_in_whole_lines(run: Run, tiny: str, use_plans: Callable[..., None]) -> None:
    use_plans(RED_BIRD)
    result = run("chat", "--plain", "--profile", tiny, input="a red bird\n\n/go 9\n")
    assert result.exit_code == 0
    assert "Understood: new picture. added a red bird" in result.output
    assert "there is a bird: " in result.output
    assert "Picture file: " in result.output
    assert "There is no picture #9" in result.output
    assert "\x1b" not in result.output


def test_it_ends_with_a_goodbye_and_stores_nothing_unsaid(run: Run, store: Store) -> None:
    for said in ("", "\n\n", "quit\na bird\n", " EXIT \n", "bye\n", "退出\n", "/exprt\nquit\n"):
        result = run("chat", "--plain", input=said)
        assert result.exit_code == 0
        assert "To continue" not in result.output
    assert "did you mean /export?" in result.output
    assert store.sessions() == []


def test_a_fault_of_one_turn_and_bytes_that_are_no_text_do_not_end_it(
    run: Run, tiny: str, use_plans: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_plans(RED_BIRD)
    send, sent = Studio.send, list[str]()

    def fail_once(studio: Studio, text: str, emit: Any) -> Any:
        sent.append(text)
        if len(sent) == 1:
            raise ZeroDivisionError
        return send(studio, text, emit)

    monkeypatch.setattr(Studio, "send", fail_once)
    result = run("chat", "--plain", "--profile", tiny, input=b"fault\na r\xffed bird\n")
    assert result.exit_code == 0
    assert "internal error" in result.output
    assert "Picture file: " in result.output


@pytest.mark.parametrize(("command", "status"), [(("say",), 130), (("chat", "--plain"), 0)])
def test_an_interrupt_stops_the_turn(
    run: Run, tiny: str, store: Store, use_plans: Callable[..., None], command: tuple[str, ...], status: int
) -> None:
    use_plans(RED_BIRD)

    def interrupt(writer: ScriptedWriter, *_: Any) -> str:
        signal.raise_signal(signal.SIGINT)
        return RED_BIRD.compact()

    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ScriptedWriter, "write", interrupt)
            words = [*command, "a red bird"] if command == ("say",) else command
            result = run(*words, "--profile", tiny, input="a red bird\n")
    finally:
        signal.signal(signal.SIGINT, before)
    assert result.exit_code == status
    (session,) = store.sessions()
    assert [turn.status for turn in store.turns(session.id)] == ["cancelled"]


def test_an_interrupt_at_the_prompt_leaves(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(chat: PlainChat) -> str:
        signal.raise_signal(signal.SIGINT)
        return ""

    monkeypatch.setattr(PlainChat, "_read_line", interrupt)
    before = signal.getsignal(signal.SIGINT)
    try:
        assert run("chat", "--plain").exit_code == 130
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_dropped_picture_is_opened_before_what_is_said_of_it(
    run: Run, tiny: str, store: Store, use_plans: Callable[..., None], tmp_path: Path
) -> None:
    use_plans(RED_BIRD)
    path = tmp_path / "a photo.png"
    Image.effect_noise((32, 32), 60).convert("RGB").save(path)
    run("chat", "--plain", "--profile", tiny, input=f"'{path}' /undo\n")
    (session,) = store.sessions()
    assert [turn.message for turn in store.turns(session.id)] == [f"/open {path}", "/undo"]


def test_file_commands_work_without_a_studio_turn(
    run: Run, saved_session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("chat", "--plain", "--session", saved_session, input=f"/export out\n/import {tmp_path / 'out'}\n")
    assert "session.json are in" in result.output
    assert "Open it with: gouache chat --plain --session" in result.output


def test_everything_that_was_left_goes_on_when_a_session_is_continued(
    run: Run, store: Store, tiny: str, use_plans: Callable[..., None]
) -> None:
    use_plans(RED_BIRD)
    session = Studio.new_session(store, tiny).id
    store.begin_turn(session, "a red bird")
    store.begin_turn(session, "/undo", "waiting")
    assert run("chat", "--plain", "--session", session, input="").exit_code == 0
    assert [turn.status for turn in store.turns(session)] == ["done", "done"]
