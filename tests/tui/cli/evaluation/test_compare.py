"""`gouache compare`: its exit status, what it prints, and its page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.dialogues.runs.info import BadRun
from tools.errors import BadArguments

Run = Callable[..., Any]


@pytest.fixture
def folders(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """Two runs of one script with eight seeds; all turns of the second were then made to fail."""
    script = tmp_path / "one.yaml"
    script.write_text("name: help\nturns:\n  - say: /help\n")
    outs = tmp_path / "before", tmp_path / "after"
    for out in outs:
        assert run("run", str(script), "--seeds", "0-7", "--out", str(out)).exit_code == 0
    rows = [json.loads(line) for line in (outs[1] / "results.jsonl").read_text().splitlines()]
    text = "".join(json.dumps({**row, "missed": ["\x1b[31mno"], "path": "../secret.png"}) + "\n" for row in rows)
    (outs[1] / "results.jsonl").write_text(text)
    return outs


def test_what_is_worse_can_fail_the_command(run: Run, folders: tuple[Path, Path], tmp_path: Path) -> None:
    before, after = map(str, folders)
    done = run("compare", before, after)
    assert done.exit_code == 0
    assert "worse: 8 turns broken, 0 repaired, of 8" in done.output
    assert "\x1b[31mno" not in done.output
    assert run("compare", before, after, "--fail-on", "worse").exit_code == 1
    assert run("compare", after, before, "--fail-on", "worse").exit_code == 0
    told = json.loads(run("compare", before, after, "--json", "--out", str(tmp_path / "page.html")).stdout)
    assert (told["verdict"], told["passed"]["p"]) == ("worse", 2 / 2**8)
    assert len(told["flips"]) == 8
    page = (tmp_path / "page.html").read_text()
    assert page.count('class="card pair failed') == 8
    assert "http" not in page.replace("http-equiv", "")


def test_what_is_no_run_is_one_sentence(run: Run, folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="is no run folder"):
        run("compare", str(folders[0]), str(tmp_path))
    with pytest.raises(BadArguments):
        run("compare", *map(str, folders), "--fail-on", "everything")
    (folders[1] / "results.jsonl").write_text('{"script": 1}\n')
    with pytest.raises(BadRun, match=r"line 1 of results.jsonl is damaged"):
        run("compare", *map(str, folders))
