"""The command itself: its help, its errors, its exit status."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
    ],
)
def test_bad_input_is_one_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(GouacheError, match=sentence) as error:
        run(*words)
    assert "\n" not in str(error.value)
