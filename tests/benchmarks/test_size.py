"""`python -m benchmarks.size` on small trees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.size import Longest, main, measure_tree

MODEL = '''
from typing import Any


class Model:
    def load(self) -> Any:
        """Import late."""
        from agent import other  # type: ignore

        def inner() -> None:
            pass

        return other
'''


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An `agent` of three modules, two of which import each other, and a `tools`."""
    files = {
        "agent/__init__.py": "", "agent/model.py": MODEL, "agent/other.py": "import agent.model\n",
        "agent/brief/__init__.py": "", "agent/brief/edits.py": "TABLE = (1, 2)  # fmt: skip\n", "tools/__init__.py": "",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_tree_is_measured_and_its_cycles_are_found(tree: Path) -> None:
    size = measure_tree(tree)
    assert list(size.packages) == ["agent", "tools"]
    agent = size.packages["agent"]
    assert (agent.files, agent.lines, agent.median_file) == (5, 15, 1)
    assert agent.longest_file == Longest("agent/model.py", 13)
    assert agent.longest_function == Longest("agent/model.py:Model.load", 8)
    assert agent.fullest_folder == Longest("agent", 2)
    assert (agent.any_lines, agent.fmt_skip_lines, agent.type_ignore_lines) == (1, 1, 1)
    assert size.cycles == [["agent.model", "agent.other"]]


def test_two_trees_are_printed_beside_each_other(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.size.HERE", tree)
    main(["--against", str(tree), "--json", str(tmp_path / "size.json")])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split() == ["files", "5", "5"] for line in lines)
    assert "cycle in this tree: agent.model, agent.other" in lines
    assert set(json.loads((tmp_path / "size.json").read_text())) == {str(tree), "this tree"}
