"""The command itself: its help, its errors, its exit status."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tools.errors import GouacheError

Run = Callable[..., Any]


def test_the_help_lists_commands_in_groups(run: Run) -> None:
    text = run("--help").output
    for heading in ("Conversation", "Saved sessions", "Pictures", "Models and measurements"):
        assert heading in text
    for command in ("say", "import", "undelete", "restyle", "bench"):
        assert f" {command} " in text


def test_an_error_is_one_sentence_and_exit_status_1(home: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "tui.cli.main", "show", "3"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no session yet" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("resume",), "There is no session yet"),
        (("say", ""), "The message is empty"),
        (("say", "a bird", "--profile", "nonsense"), "There is no profile “nonsense”"),
        (("run", "nowhere.yaml"), "There is no script nowhere.yaml"),
        (("bench", "nonsense"), "There is no suite “nonsense”"),
        (("--profile", "nonsense"), "There is no profile “nonsense”"),
        (("--profile", "pockt"), "did you mean “pocket”?"),
        (("chat", "--plain", "--profile", "nonsense"), "There is no profile “nonsense”"),
        (("serve", "--profile", "nonsense"), "There is no profile “nonsense”"),
        (("world", "--profile", "nonsense"), "There is no profile “nonsense”"),
        (("say", "a bird", "--graphics", "loud"), "There is no graphics mode “loud”"),
        (("--profile", "pocket", "say", "a bird"), "write gouache say … --profile pocket"),
        (("say", "/udno"), "did you mean /undo"),
        (("say", "a bird", "--image", "nowhere.png"), "There is no file nowhere.png"),
        (("say", "a bird", "--session", "x", "--seed", "3"), "/seed 3"),
        (("serve", "--read-only", "--exports", "x"), "leave out --exports"),
    ],
)
def test_bad_input_is_one_sentence(run: Run, store: Store, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(GouacheError, match=re.escape(sentence)) as error:
        run(*words)
    assert "\n" not in str(error.value)
    assert store.sessions() == []


@pytest.mark.parametrize("words", [("say", "a bird"), ("paint", "a bird"), ("chat", "--plain"), ("doctor",)])
def test_an_unknown_profile_of_the_settings_is_refused_with_its_place(
    run: Run, store: Store, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUACHE_PROFILE", "nonsense")
    with pytest.raises(GouacheError, match="GOUACHE_PROFILE"):
        run(*words)
    assert store.sessions() == []


@pytest.mark.parametrize(("words", "near"), [(("sesions",), "sessions"), (("say", "hi", "--sesion", "x"), "--session")])
def test_a_mistyped_command_or_option_is_told_the_nearest(run: Run, words: tuple[str, ...], near: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert near in result.output


def test_a_fault_of_gouache_is_one_sentence_and_in_the_log(home: Path) -> None:
    code = "import tui.cli.sessions as s; s.open_store = lambda: 1 / 0; from tui.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "sessions"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "ZeroDivisionError" in (home / "gouache.log").read_text()
