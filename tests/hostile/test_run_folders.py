"""Any text in a run folder: it is read, or refused with one sentence, and names no file outside the folder."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.dialogues.cases import make_cases
from agent.dialogues.results import TurnResult
from agent.dialogues.runs.comparison import compare_runs, html, load_run
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.runs.info import BadRun, read_info, read_results
from agent.dialogues.scripts.loading import BadScript
from agent.dialogues.scripts.schema import Script

ROUNDS = 100
ODD: tuple[Any, ...] = (
    None, -1, 1e308, "", "x" * 5000, "../../etc/passwd", [], {}, True, "\x1b[2J", "\u202e", "\x00", "NaN", [[]] * 50,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run folder of one script with two turns, and a picture."""
    script = Script.model_validate({"name": "x", "turns": [{"say": "hi"}] * 2})
    run = RunFolder.create(tmp_path / "run", make_cases([script]))
    Image.new("RGB", (8, 8)).save(tmp_path / "picture.png")
    result = run.cases[0].new_result()
    for number in (1, 2):
        picture = str(tmp_path / "picture.png")
        turn = TurnResult(number, "hi", "chat", "done", "ok", "", 1, "ab" * 32, picture, {}, [], {"seconds": 1})
        result.turns.append(turn)
        run.add_turn(result, turn)
    run.write_summaries()
    run.close()
    return run.folder


def _mutated(value: Any, rng: random.Random) -> Any:
    """A JSON value with one part of it replaced or left out."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(list(value))
        if rng.random() < 0.1:
            return {name: part for name, part in value.items() if name != key}
        return {**value, key: _mutated(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        at = rng.randrange(len(value))
        return [*value[:at], _mutated(value[at], rng), *value[at + 1 :]]
    return rng.choice(ODD)


def test_any_values_in_a_run_folder(folder: Path) -> None:
    rng, refused = random.Random(24), list[str]()
    about = json.loads((folder / "run.json").read_text())
    rows = [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]
    for _ in range(ROUNDS):
        changed = rng.random() < 0.5
        (folder / "run.json").write_text(json.dumps(_mutated(about, rng) if changed else about))
        lines = [json.dumps(row if changed else _mutated(row, rng)) for row in rows]
        (folder / "results.jsonl").write_text("\n".join(lines) + "\n")
        try:
            run = load_run(folder)
            page = html(compare_runs(run, run))
            assert "root:" not in page
            resumed = RunFolder.resume(folder)
            resumed.write_summaries()
            resumed.close()
        except (BadRun, BadScript) as error:
            refused.append(str(error))
    assert ROUNDS / 4 < len(refused) < ROUNDS
    assert all(sentence.endswith(".") and sentence.isprintable() for sentence in refused)


def test_a_run_folder_names_no_files_of_the_machine(folder: Path, tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "red").save(tmp_path / "secret.png")
    row = json.loads((folder / "results.jsonl").read_text().splitlines()[0])
    (folder / "pictures" / f"{'cd' * 32}.png").symlink_to(tmp_path / "secret.png")
    secret = str(tmp_path / "secret.png")
    odd = [{"hash": "../../secret", "path": "../secret.png"}, {"hash": "cd" * 32}, {"path": secret}]
    (folder / "results.jsonl").write_text("".join(json.dumps({**row, **change}) + "\n" for change in odd))
    (result,) = read_results(folder, read_info(folder)).values()
    assert [turn.path for turn in result.turns] == [None, f"pictures/{'cd' * 32}.png", f"pictures/{'ab' * 32}.png"]
    run = RunFolder.resume(folder)
    run.write_summaries()
    run.close()
    assert (folder / "report.html").read_text().count("<img") == 1


def test_a_run_folder_opens_no_file_of_the_machine(folder: Path, tmp_path: Path) -> None:
    about = json.loads((folder / "run.json").read_text())
    (hash_,) = about["scripts"]
    for turn in ({"open": "../../secret.png"}, {"open": "gone.png"}, {"include": "x.yaml"}):
        about["scripts"][hash_]["turns"] = [turn]
        (folder / "run.json").write_text(json.dumps(about))
        with pytest.raises((BadRun, BadScript)):
            RunFolder.resume(folder)
