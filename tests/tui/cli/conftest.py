"""Runs commands as a program does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tui.cli.main import app

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs a command; raises its error, but no exit."""

    def run_command(*words: str, **options: str | bytes) -> Result:
        result = CliRunner().invoke(app, list(words), **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run_command
