"""`gouache run`: its exit status, what it prints, and what it leaves behind."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from agent.dialogues.cases import make_cases
from agent.dialogues.runs.info import BadRun
from agent.dialogues.scripts.loading import BadScript, load_scripts
from agent.dialogues.stage import Stage, ignore
from agent.studio import Studio
from storage import sessions
from storage.store import Store
from storage.tables import Turn
from tools.errors import BadArguments, GouacheError, ModelMissing
from tui import texts

Run = Callable[..., Any]


def test_a_run_that_holds_is_status_0(run: Run, script: Path, tmp_path: Path) -> None:
    (script.parent / "two.yml.bak").write_text("x")
    done = run("run", str(script.parent), "--out", str(tmp_path / "out"), "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["scripts"], told["turns"], told["missed"], told["errors"]) == (1, 2, 0, 0)
    assert "two.yml.bak is not taken" in done.stderr.replace("\n", "")


def test_the_sessions_of_runs_stand_apart(run: Run, script: Path, tmp_path: Path) -> None:
    own = Store().new_session("pocket", 1).id
    run("run", str(script), "--out", str(tmp_path / "out"))
    (played,) = {row["session"] for row in _rows(tmp_path / "out")}
    for options, listed in (((), own), (("--runs",), played)):
        assert [row["id"] for row in json.loads(run("sessions", "--json", *options).stdout)] == [listed]
    assert sessions.search(Store(), "help") == []
    assert Store().session(played).id == played


@pytest.fixture
def lacking(home: Path) -> Path:
    """The file of a profile “lacking”, whose eyes were not fetched."""
    file = home / "profiles" / "lacking.toml"
    file.parent.mkdir(parents=True)
    file.write_text('base = "pocket"\n[eyes]\nkind = "captioner"\nmodel = "maker/eyes"\n')
    return file


def test_what_lacks_a_model_is_refused_before_anything_is_made(
    run: Run, script: Path, tmp_path: Path, lacking: Path
) -> None:
    out = tmp_path / "out"
    for options in (("--profile", "lacking"), ("--judge", "pictures:lacking"), ("-k", "no such script")):
        with pytest.raises(BadArguments, match=r"gouache models get lacking|No script fits") as refused:
            run("run", str(script), *options, "--out", str(out))
        assert refused.value.exit_status == 2
    assert not out.exists()


def test_a_model_that_is_gone_is_told_where_it_is_needed(run: Run, script: Path, tmp_path: Path, lacking: Path) -> None:
    out, text = tmp_path / "out", lacking.read_text()
    lacking.write_text('base = "pocket"\n')
    run("run", str(script), "--profile", "lacking", "--out", str(out))
    lacking.write_text(text)
    with pytest.raises(ModelMissing, match="gouache models get lacking"):
        run("run", "--resume", str(out))
    # A worker of a cluster, which need not have what the driver has: one sentence a script, and no turn that failed.
    (case,) = make_cases([*load_scripts(script, "lacking")], ["lacking"])
    result = Stage().play(case, None, ignore, ignore)
    assert (result.turns, result.session) == ([], "")
    assert "gouache models get lacking" in result.error


def test_a_failed_turn_is_status_1(run: Run, script: Path, tmp_path: Path) -> None:
    script.write_text("name: gone\nturns:\n  - say: /open nowhere.png\n  - say: /help\n")
    done = run("run", str(script), "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "1 script, 2 turns, 0 expectations missed, 1 error." in done.output
    assert "<error" in (tmp_path / "out" / "junit.xml").read_text()


def test_where_nothing_can_be_run_the_status_is_2(run: Run, script: Path, tmp_path: Path, home: Path) -> None:
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "broken.toml").write_text("name = ")
    script.write_text("name: x\nprofile: broken\nturns:\n  - say: hi\n")
    done = run("run", str(script), "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "is not valid TOML" in done.output
    assert "<error" in (tmp_path / "out" / "junit.xml").read_text()
    assert BadScript("x").exit_status == 2


class _Interrupt:
    """Counts what is sent, and is Ctrl+C at given messages, before or after the studio has answered them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent = 0
        self.before: set[int] = set()
        self.after: set[int] = set()
        send = Studio.send

        def counted(studio: Studio, text: str, *rest: Any) -> Turn:
            self.sent += 1
            if self.sent in self.before:
                raise KeyboardInterrupt
            turn = send(studio, text, *rest)
            if self.sent in self.after:
                raise KeyboardInterrupt
            return turn

        monkeypatch.setattr(Studio, "send", counted)


@pytest.fixture
def interrupt(monkeypatch: pytest.MonkeyPatch) -> _Interrupt:
    """Ctrl+C at will."""
    return _Interrupt(monkeypatch)


def _rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]


def test_ctrl_c_leaves_the_report_of_what_was_done(
    run: Run, script: Path, tmp_path: Path, interrupt: _Interrupt
) -> None:
    interrupt.before = {2}
    out = tmp_path / "out"
    done = run("run", str(script), "--out", str(out))
    assert done.exit_code == 130
    assert "1 of 2 turns" in done.output
    assert "--resume" in done.output
    assert len(_rows(out)) == 1
    assert (out / "junit.xml").exists()
    assert json.loads((out / "run.json").read_text())["ended"] is None


def test_a_run_is_finished_where_it_stopped_and_repeats_nothing(
    run: Run, script: Path, tmp_path: Path, interrupt: _Interrupt
) -> None:
    script.write_text("name: help\nturns:\n" + "  - say: /help\n" * 4)
    out, interrupt.before, interrupt.after = tmp_path / "out", {2}, {3}
    for status in (130, 130, 0, 0):
        given = ("--resume", str(out)) if (out / "run.json").exists() else (str(script), "--out", str(out))
        assert run("run", *given).exit_code == status
        script.unlink(missing_ok=True)  # Everything is in the run folder.
    rows = _rows(out)
    assert [row["number"] for row in rows] == [1, 2, 3, 4]
    assert len({row["session"] for row in rows}) == 1
    assert len({row["turn"] for row in rows}) == 4
    # Four messages and the one that Ctrl+C came before; the one that it came after was not sent again.
    assert interrupt.sent == 5
    assert json.loads((out / "run.json").read_text())["ended"] is not None
    for more in ([str(script)], ["--seeds", "1"], ["--out", str(tmp_path / "new")], ["--shard", "1/2"]):
        with pytest.raises(BadArguments, match="choose no scripts, seeds or folder with it"):
            run("run", "--resume", str(out), *more)


def test_a_profile_file_is_named_again(
    run: Run, script: Path, tmp_path: Path, tiny: str, interrupt: _Interrupt
) -> None:
    out, interrupt.before = tmp_path / "out", {2}
    run("run", str(script), "--out", str(out), "--profile", tiny)
    assert str(Path(tiny).parent) not in (out / "run.json").read_text()
    with pytest.raises(BadRun, match=r"the profile file tiny\.toml; name it again"):
        run("run", "--resume", str(out))
    assert run("run", "--resume", str(out), "--profile", tiny).exit_code == 0


def test_a_session_that_is_gone_begins_anew(
    run: Run, script: Path, tmp_path: Path, home: Path, interrupt: _Interrupt
) -> None:
    out, interrupt.before = tmp_path / "out", {2}
    run("run", str(script), "--out", str(out))
    with (out / "results.jsonl").open("a") as lines:
        lines.write('{"script": "cut of')
    home.rename(tmp_path / "elsewhere")
    assert run("run", "--resume", str(out)).exit_code == 0
    rows = _rows(out)
    assert [row["number"] for row in rows] == [1, 2]
    assert len({row["session"] for row in rows}) == 1


def test_a_session_that_went_on_by_itself_is_not_gone_on_with(
    run: Run, script: Path, tmp_path: Path, interrupt: _Interrupt
) -> None:
    script.write_text("name: help\nturns:\n" + "".join(f"  - say: /seed {number}\n" for number in range(4)))
    out, interrupt.before = tmp_path / "out", {2}
    run("run", str(script), "--out", str(out))
    with closing(Studio.reopen(Store(), _rows(out)[0]["session"])) as studio:
        for number in (1, 2):
            studio.send(f"/seed {number}")
    assert run("run", "--resume", str(out)).exit_code == 0
    rows = _rows(out)
    assert [str(row["number"] - 1) in row["reply"] for row in rows] == [True] * 4
    assert len({row["session"] for row in rows}) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, r"was written by a newer gouache \(format 2, known 1\); upgrade"),
        ({"format": 0}, "format: Input should be 1"),
        ({"cases": [{"script": "help", "profile": "pocket", "seed": 0, "repeat": 1, "turns": 2, "script_hash": "x"}]},
         "the script or the profile of “help” is missing"),
        ({"profiles": {"pocket": {"models": []}}}, "is not what the run was started with"),
        ({"profiles": {}}, "the script or the profile of “help” is missing"),
        ({"judge": "os:system"}, "started with --judge os:system; finish it so"),
        ({"profiles": {"mine.toml": {}, "pocket": {}}}, "name it again with --profile"),
    ],
)  # fmt: skip
def test_a_run_of_other_things_is_not_resumed(
    run: Run, script: Path, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    out = tmp_path / "out"
    run("run", str(script), "--out", str(out))
    about = json.loads((out / "run.json").read_text())
    (out / "run.json").write_text(json.dumps({**about, **change}))
    with pytest.raises(BadRun, match=message):
        run("run", "--resume", str(out))


def test_runs_are_listed(run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("run", str(script))
    run("run", str(script))
    (tmp_path / "runs" / "notes").mkdir()
    (told, other) = json.loads(run("runs", "--json").stdout)
    assert (told["turns"], told["planned"], told["missed"], told["errors"]) == (2, 2, 0, 0)
    assert told["profiles"] == ["pocket"]
    assert told["folder"] > other["folder"]
    assert "2/2" in run("runs").output
    long = Path("runs") / "a-run-with-a-name-that-is-longer-than-half-a-terminal-is-wide"
    run("run", str(script), "--out", str(long))
    assert str(long) in run("runs").output


def test_a_run_is_told_in_the_persons_language(run: Run, script: Path, tmp_path: Path) -> None:
    script.write_text("name: help\nturns:\n  - say: /help\n    should: {says: [never]}\n")
    english = run("run", str(script), "--out", str(tmp_path / "en")).output
    assert "1 script, 1 turn, 0 expectations missed, 0 errors.\nWhat should hold: 1 wish missed." in english
    texts.use_language("zh")
    chinese = run("run", str(script), "--out", str(tmp_path / "zh")).output
    assert "1个脚本，1轮，0项预期未达到，0个错误。\n最好做到的：1项希望未达到。" in chinese
    assert "种子 0" in chinese
    compared = run("compare", str(tmp_path / "en"), str(tmp_path / "zh")).output
    assert "没有差别" in compared
    assert not re.search("passed|before|after|interval|turns", compared)


def test_scripts_are_selected_and_multiplied(run: Run, script: Path, tmp_path: Path, tiny: str) -> None:
    for name in ("two", "three"):
        (script.parent / f"{name}.yaml").write_text(f"name: {name}\ntags: [quick]\nturns:\n  - say: /help\n")

    def listed(*options: str) -> list[tuple[str, str, int, int]]:
        told = json.loads(run("run", str(script.parent), "--list", "--json", *options).stdout)
        return [(row["script"], row["profile"], row["seed"], row["repeat"]) for row in told]

    assert [row[0] for row in listed()] == ["help", "three", "two"]
    assert [row[0] for row in listed("-k", "T", "--tag", "quick")] == ["three", "two"]
    assert [row[0] for row in listed("--tag", "slow")] == []
    whole = listed("--seeds", "5,0-2", "--repeat", "2", "--profile", "pocket", "--profile", tiny)
    assert len(whole) == len(set(whole)) == 3 * 4 * 2 * 2
    parts = [listed("--seeds", "0-6", "--shard", f"{part}/3") for part in (1, 2, 3)]
    assert sorted(itertools.chain(*parts)) == sorted(listed("--seeds", "0-6"))
    for wrong in (("--shard", "4/3"), ("--seeds", "3-1"), ("--seeds", "x")):
        with pytest.raises(BadArguments):
            listed(*wrong)


def test_a_judge_of_ones_own_scores_every_turn(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "own_judge.py").write_text("def length(turn):\n    return {'letters': len(turn.reply)}\n"
                                           "def broken(turn):\n    return 1 / 0\n")  # fmt: skip
    run("run", str(script), "--judge", "own_judge:length", "--out", "good")
    assert all(row["scores"]["letters"] == len(row["reply"]) for row in _rows(tmp_path / "good"))
    assert run("run", str(script), "--judge", "own_judge:broken", "--out", "bad").exit_code == 1
    assert "ZeroDivisionError" in _rows(tmp_path / "bad")[0]["error"]
    for wrong in ("own_judge", "own_judge:gone", "gone_judge:f"):
        with pytest.raises(GouacheError):
            run("run", str(script), "--judge", wrong, "--out", "never")
    assert not (tmp_path / "never").exists()
    script.write_text("name: x\njudge: own_judge:length\nturns:\n  - say: /help\n")
    with pytest.raises(BadScript, match="“judge” is not known"):
        run("run", str(script), "--out", "never")
