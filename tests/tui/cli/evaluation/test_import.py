"""`gouache script import`: what it prints, and that its scripts run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_imported_scripts_run(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "metadata.jsonl", tmp_path / "scripts"
    things = [{"class": "cat", "count": 1}, {"class": "tree", "count": 1}]
    entry = {"tag": "two_object", "include": things, "prompt": "a photo of a cat and a tree"}
    file.write_text(json.dumps(entry) + "\n")
    done = run("script", "import", "geneval", str(file), "--out", str(out))
    assert "1 scripts with 1 turns" in done.output
    assert "not GenEval's detector" in done.output
    assert "1 of 1 scripts" in done.output
    told = json.loads(run("run", str(out), "--out", str(tmp_path / "run"), "--json").stdout)
    assert (told["turns"], told["missed"], told["errors"]) == (1, 0, 0)
