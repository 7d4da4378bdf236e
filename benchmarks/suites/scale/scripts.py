"""What is played, and how `gouache run` is started on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_HEAD = """\
name: "{{color}} {{thing}}"
for each: {{color: [{colors}], thing: [{things}]}}
turns:
  - say: a {{color}} {{thing}} in a meadow
    expect: {{picture: new}}
"""
_REST = """\
  - say: make the {{thing}} orange
    expect: {{picture: new}}
  - say: undo
    expect: {{picture: same as turn 1}}
  - say: redo
"""
_REST_OF_SHORT = "  - say: /seed 7\n"
TURNS, SHORT_TURNS = 4, 2
"""Turns of a script, and of a short one."""
_COLORS = ("red", "blue", "yellow", "green", "purple")
_THINGS = ("balloon", "bird", "house", "car", "dog", "cat", "fish", "flower", "boat", "tree", "kite", "ball")


def write_script(folder: Path, scripts: int, short: bool = False) -> Path:
    """Write so many scripts into a folder as one file, at most 60."""
    colors = 1 if scripts <= len(_THINGS) else len(_COLORS)
    things = _THINGS[: -(-scripts // colors)]
    path = folder / "scale.yaml"
    text = _HEAD + (_REST_OF_SHORT if short else _REST)
    path.write_text(text.format(colors=", ".join(_COLORS[:colors]), things=", ".join(things)), "utf-8")
    return path


def start_gouache(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start `gouache` with these arguments; its processes have a thread each, as they share the processors."""
    command = [sys.executable, "-c", "from tui.cli.main import main; main()", *arguments]
    environment = {**os.environ, "GOUACHE_HOME": str(home), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read_rows(folder: Path) -> list[dict[str, Any]]:
    """The lines of a run's turns that are whole."""
    file = folder / "results.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True) if file.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]
