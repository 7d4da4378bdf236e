"""The conversation in whole lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.helpers import RED_BIRD

Run = Callable[..., Any]


def test_it_speaks_in_whole_lines(run: Run, tiny: str, use_plans: Callable[..., None]) -> None:
    use_plans(RED_BIRD)
    result = run("chat", "--plain", "--profile", tiny, input="a red bird\n\n/go 9\n")
    assert result.exit_code == 0
    assert "Understood: create. + a red bird" in result.output
    assert "there is a bird: " in result.output
    assert "Picture file: " in result.output
    assert "There is no picture #9" in result.output
    assert "\x1b" not in result.output


def test_file_commands_work_without_a_studio_turn(
    run: Run, saved_session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("chat", "--plain", "--session", saved_session, input=f"/export out\n/import {tmp_path / 'out'}\n")
    assert "session.json are in" in result.output
    assert "Open it with: gouache chat --plain --session" in result.output
