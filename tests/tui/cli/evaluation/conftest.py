"""A script that the tests of runs play."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script of two commands that need no model."""
    path = tmp_path / "scripts" / "one.yaml"
    path.parent.mkdir()
    path.write_text("name: help\nturns:\n  - say: /help\n  - say: /help\n")
    return path
