"""The run folder as it is written: a line a turn, pictures by their hash, and summaries."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from agent.dialogues.cases import Case, script_hash
from agent.dialogues.judges.loading import judge_models, split_names
from agent.dialogues.results import CaseKey, ScriptResult, TurnResult
from agent.dialogues.runs import report
from agent.dialogues.runs.info import (
    ABOUT,
    ROWS,
    SUMMARIES,
    BadRun,
    PlannedCase,
    RunInfo,
    UsedProfile,
    describe_machine,
    describe_profile,
    key_of,
    read_info,
    read_results,
    read_rows,
)
from agent.dialogues.scripts.loading import files_of, resolve_inside
from agent.dialogues.scripts.schema import Expectation, Script, ScriptTurn
from storage.database import translate_io_errors
from storage.errors import CannotWrite
from tools.actions.painting import library_versions
from tools.files import open_regular
from tools.model_manager import ModelManager
from tools.profiles import load_profile
from tools.text import file_name, one_line

_MAX_NAME = 50
"""Characters of a file name that come from a script's name."""


def _slug(name: str) -> str:
    """Return a script's name as letters, digits and hyphens."""
    letters = "".join(c if c.isalnum() else "-" for c in name.lower())
    return re.sub(r"-+", "-", letters)[:_MAX_NAME].strip("-") or "script"


def _names_of_files(keys: list[CaseKey]) -> dict[CaseKey, str]:
    """Return a name for each playing's files that no other one has."""
    names: dict[CaseKey, str] = {}
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for key in keys:
        slug = _slug(key.script)
        numbers[slug] += 1
        while (name := slug if numbers[slug] == 1 else f"{slug}-{numbers[slug]}") in taken:
            numbers[slug] += 1
        taken.add(name)
        names[key] = name
    return names


class RunFolder:
    """A run folder, which is written as the run goes on; it holds one run, and one process at a time writes it.

    Attributes:
        folder: Where it is.
        info: What run.json says.
        cases: The playings of the run.
        results: The playings as far as they have come, by their keys.
    """

    def __init__(self, folder: Path, lock: FileLock, info: RunInfo, cases: list[Case]) -> None:
        self.folder, self.info, self.cases, self._lock = folder, info, cases, lock
        self.results: dict[CaseKey, ScriptResult] = {}
        self._names = _names_of_files([case.key for case in info.cases])

    @classmethod
    def create(cls, folder: Path, cases: list[Case], judge: str = "", replace: bool = False) -> RunFolder:
        """Make the folder, before hours of work find out that it can't be made.

        Args:
            folder: Where; missing parents are made.
            cases: What will be played.
            judge: What will score the turns.
            replace: Whether an earlier run in the folder is removed.

        Raises:
            CannotWrite: the folder can't be made, has a run or other files in the way, or another run writes there.
        """
        with translate_io_errors():
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder)
            try:
                _make_room(folder, replace)
                (folder / "pictures").mkdir(exist_ok=True)
                (folder / ROWS).write_bytes(b"")
                cases = _adopt(folder, cases)
                info = _new_info(cases, judge)
                run = cls(folder, lock, info, cases)
                run._write_info()
            except BaseException:
                lock.release()
                raise
        return run

    @classmethod
    def resume(cls, folder: Path, profile_files: list[str] | None = None, judge: str = "") -> RunFolder:
        """Open a run that was interrupted, to finish it. Anybody may have written it, so that it names no code.

        Args:
            folder: Where it is.
            profile_files: The profile files that it was started with; run.json names them without their folders.
            judge: The judge that it was started with.

        Raises:
            BadRun: there is none, or what it ran with has changed since.
            CannotWrite: another run writes there, or nothing can be written.
        """
        info = read_info(folder)
        if info.judge != judge:
            told = f"with --judge {info.judge}" if info.judge else "without a judge"
            raise BadRun(f"The run was started {told}; finish it so, too.")
        if judge and judge_models(judge) != info.judge_models:
            raise BadRun(f"The judge {judge} is not the model that the run was started with; begin a new run.")
        given = {file_name(name): name for name in profile_files or []}
        names = {name: given.get(name, name) for name in info.profiles}
        for name, used in info.profiles.items():
            _require_same_profile(name, names[name], used)
        inputs = folder / "inputs"
        scripts = {hash_: _script_inside(script, inputs) for hash_, script in info.scripts.items()}
        cases = [_case_of(case, scripts, names) for case in info.cases]
        with translate_io_errors():
            lock = _locked(folder)
            _drop_partial_line(folder / ROWS)
        run = cls(folder, lock, info, cases)
        run.results = {key: run._absolute(result) for key, result in read_results(folder, info).items()}
        return run

    def _absolute(self, result: ScriptResult) -> ScriptResult:
        for turn in result.turns:
            turn.path = str(self.folder / turn.path) if turn.path else None
        return result

    def close(self) -> None:
        """Let another process write here."""
        self._lock.release()

    @property
    def left(self) -> list[Case]:
        """The playings that are not done."""
        return [case for case in self.cases if not self.is_done(case)]

    def is_done(self, case: Case) -> bool:
        """Whether every turn of a playing has its line, or its setup failed."""
        result = self.results.get(case.key)
        if result is None:
            return False
        failed_setup = any(turn.setup and not turn.passed for turn in result.turns)
        return failed_setup or len(result.turns) >= len(case.script.steps)

    def forget(self, case: Case) -> None:
        """Remove the lines of a playing that has to begin anew.

        Raises:
            CannotWrite: full or read-only disk.
        """
        if self.results.pop(case.key, None) is None:
            return
        with translate_io_errors():
            lines = [line for line, row in read_rows(self.folder / ROWS) if key_of(row) != case.key]
        self._write_rows(lines)

    def add_turn(self, result: ScriptResult, turn: TurnResult) -> None:
        """Write a turn that has ended: its picture, its line, and the transcript so far.

        Raises:
            CannotWrite: full or read-only disk.
        """
        self.results[result.key] = result
        row = self._row(result, turn)
        with translate_io_errors():
            if turn.path and row["path"]:
                self._take_picture(Path(turn.path), self.folder / row["path"])
            with (self.folder / ROWS).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            (self.folder / row["transcript"]).write_text(report.transcript(result), "utf-8")

    def _row(self, result: ScriptResult, turn: TurnResult) -> dict[str, Any]:
        row = {**result.key._asdict(), "session": result.session, **asdict(turn)}
        row["checks"] = [check.model_dump() for check in turn.checks]
        row["required"] = [requirement.model_dump() for requirement in turn.required]
        name = self._names.get(result.key) or self._names.setdefault(result.key, _slug(result.name))
        path = f"pictures/{turn.hash}.png" if turn.path and turn.hash else None
        return {**row, "transcript": f"{name}.md", "path": path}

    def add_judges(self, names: str) -> None:
        """Write all turns anew, and the summaries, with what more judges have said of them.

        Args:
            names: The judges, with commas between.

        Raises:
            CannotWrite: full or read-only disk; the turns are as they were.
        """
        self.info.judge = ",".join(dict.fromkeys([*split_names(self.info.judge), *split_names(names)]))
        self.info.judge_models |= judge_models(names)
        rows = [self._row(result, turn) for result in self.results.values() for turn in result.turns]
        self._write_rows(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        self.write_summaries()

    def _write_rows(self, lines: Iterable[str]) -> None:
        partial = self.folder / f"{ROWS}.part"
        with translate_io_errors():
            partial.write_text("".join(lines), "utf-8")
            partial.replace(self.folder / ROWS)

    def _take_picture(self, source: Path, target: Path) -> None:
        if target.exists():
            return
        partial = target.with_suffix(f".{os.getpid()}.part")
        shutil.copyfile(source, partial)
        partial.replace(target)

    def add_script(self, result: ScriptResult) -> None:
        """Take a script into the summaries, whether or not it has brought any turn."""
        self.results[result.key] = result

    def write_summaries(self) -> None:
        """Write the JUnit XML and the HTML report of everything so far, and whether the run has ended.

        Raises:
            CannotWrite: full or read-only disk.
        """
        order = {case.key: number for number, case in enumerate(self.cases)}
        results = sorted(self.results.values(), key=lambda result: order.get(result.key, len(order)))
        if not self.left and self.info.ended is None:
            self.info.ended = datetime.now(UTC)
        with translate_io_errors():
            self._write_info()
            report.junit(results).write(str(self.folder / "junit.xml"), pretty=True)
            html = report.html(results, self.folder, self.info.model_dump(mode="json", exclude={"scripts", "cases"}))
            (self.folder / "report.html").write_text(html, "utf-8")

    def _write_info(self) -> None:
        scripts = {
            hash_: script.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for hash_, script in self.info.scripts.items()
        }
        whole = {**self.info.model_dump(mode="json", exclude={"scripts"}), "scripts": scripts}
        partial = self.folder / f"{ABOUT}.part"
        partial.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
        partial.replace(self.folder / ABOUT)


def _new_info(cases: list[Case], judge: str) -> RunInfo:
    versions = library_versions()
    return RunInfo(
        gouache=versions.pop("gouache"),
        started=datetime.now(UTC),
        machine=describe_machine(),
        versions=versions,
        judge=judge,
        judge_models=judge_models(judge),
        profiles={file_name(name): describe_profile(name) for name in dict.fromkeys(case.profile for case in cases)},
        cases=[
            PlannedCase(
                **case.key._asdict(), turns=len(case.script.steps), tags=case.script.tags, script_hash=case.script_hash
            )
            for case in cases
        ],
        scripts={case.script_hash: case.script for case in cases},
    )


def _require_same_profile(name: str, given: str, used: UsedProfile) -> None:
    if name.endswith(".toml") and given == name:
        raise BadRun(f"The run was started with the profile file {name}; name it again with --profile.")
    now = describe_profile(given)
    if (now.models, now.settings) != (used.models, used.settings):
        ModelManager(load_profile(given)).require()  # A model that is gone is the likeliest difference.
        raise BadRun(f"The profile {name} is not what the run was started with; begin a new run.")


def _case_of(planned: PlannedCase, scripts: dict[str, Script], profile_names: dict[str, str]) -> Case:
    script = scripts[planned.script_hash]
    if script_hash(script) != planned.script_hash:
        raise BadRun(f"run.json was changed: the script of “{one_line(planned.script, 60)}” is another one.")
    script = script.model_copy(update={"name": planned.script, "tags": planned.tags})
    return Case(script, profile_names[planned.profile], planned.seed, planned.repeat)


def _script_inside(script: Script, inputs: Path) -> Script:
    for turn in script.steps:
        if turn.include is not None:
            raise BadRun("run.json was changed: a script in it includes a file.")
        for name in files_of(turn):
            resolve_inside(inputs, name, inputs.parent / ABOUT)
    return script.in_folder(inputs)


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise CannotWrite(f"Another run is writing into {folder}; name another folder with --out.") from error
    return lock


def _make_room(folder: Path, replace: bool) -> None:
    """Remove the files of an earlier run."""
    pictures = folder / "pictures"
    is_run = (folder / ABOUT).is_file() or (folder / ROWS).is_file()
    if is_run and not replace:
        raise CannotWrite(
            f"{folder} has a run already; name another folder with --out, finish that run with --resume, "
            "or write over it with --replace."
        )
    if not is_run:
        foreign = [name for name in (*SUMMARIES, "inputs") if (folder / name).exists()]
        if foreign or (pictures.is_dir() and any(pictures.iterdir())):
            raise CannotWrite(
                f"{folder} has other files in the way ({', '.join(foreign) or 'pictures'}); "
                "name an empty folder with --out."
            )
        return
    leftovers = [folder / name for name in (ABOUT, *SUMMARIES, *_transcripts_of(folder / ROWS))]
    for file in (*leftovers, *pictures.glob("*.png"), *pictures.glob("*.part"), *(folder / "inputs").glob("*")):
        file.unlink(missing_ok=True)


def _adopt(folder: Path, cases: list[Case]) -> list[Case]:
    """Copy the picture files that scripts name into the run folder, so that it is complete by itself."""
    adopted: dict[int, Script] = {}
    for case in cases:
        if id(case.script) not in adopted:
            adopted[id(case.script)] = _adopted(folder / "inputs", case.script)
    return [Case(adopted[id(case.script)], case.profile, case.seed, case.repeat) for case in cases]


def _adopted(inputs: Path, script: Script) -> Script:
    names: dict[str, str] = {}
    for name in {name for turn in script.steps for name in files_of(turn)}:
        with open_regular(script.folder / name) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            names[name] = f"{digest[:16]}-{Path(name).name}"
            inputs.mkdir(exist_ok=True)
            file.seek(0)
            with (inputs / names[name]).open("wb") as target:
                shutil.copyfileobj(file, target)

    def renamed(turn: ScriptTurn) -> ScriptTurn:
        update: dict[str, Any] = {"open": names[turn.open]} if turn.open is not None else {}
        for field in ("expect", "should"):
            expected: Expectation | None = getattr(turn, field)
            if expected and expected.picture and expected.picture.equal_to:
                picture = expected.picture.model_copy(update={"equal_to": names[expected.picture.equal_to]})
                update[field] = expected.model_copy(update={"picture": picture})
        return turn.model_copy(update=update)

    parts = {
        "profile": file_name(script.profile),
        "setup": [renamed(turn) for turn in script.setup],
        "turns": [renamed(turn) for turn in script.turns],
    }
    return script.model_copy(update=parts).in_folder(inputs)


def _drop_partial_line(path: Path) -> None:
    """Remove what a killed process left of the line that it was writing."""
    with path.open("rb+") as file:
        data = file.read()
        file.truncate(data.rfind(b"\n") + 1)


def _transcripts_of(rows: Path) -> list[str]:
    """Return the names of the transcripts that an earlier run wrote; version 0.1.0 named them by the script alone."""
    names = set()
    if not rows.is_file():
        return []
    for _, row in read_rows(rows):
        try:
            name = str(row.get("transcript") or f"{_slug(str(row['script']))}.md")
        except (KeyError, AttributeError):
            continue
        if name.endswith(".md") and name == Path(name).name:
            names.add(name)
    return sorted(names)
