"""The run folder: transcripts, pictures, results.jsonl, JUnit XML and one HTML report."""

from __future__ import annotations

import base64
import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from agent.dialogues.runner import ScriptResult, TurnResult
from storage.database import translate_io_errors
from storage.errors import CannotWrite

MARKS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–"}
_ROWS = "results.jsonl"
"""One line a turn; where it lies, a folder is a run's."""
_SUMMARIES = ("junit.xml", "report.html")
_MAX_NAME = 50
"""Characters of a file name that come from a script's name."""


def _slug(name: str) -> str:
    """Return a script's name as letters, digits and hyphens."""
    letters = "".join(c if c.isalnum() else "-" for c in name.lower())
    return re.sub(r"-+", "-", letters)[:_MAX_NAME].strip("-") or "script"


class RunReport:
    """A run folder, which is written as the run goes on; it holds the files of one run.

    Attributes:
        folder: Where it is.
        results: The scripts of the run, as far as they have come.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder, and remove what an earlier run left in it, before hours of work find out that it can't be.

        Raises:
            CannotWrite: the folder can't be made, or has files in the way that are no run's.
        """
        self.folder = folder
        self.results: list[ScriptResult] = []
        self._names: dict[int, str] = {}
        with translate_io_errors():
            folder.mkdir(parents=True, exist_ok=True)
            self._make_room()
            (folder / "pictures").mkdir(exist_ok=True)
            (folder / _ROWS).write_bytes(b"")

    def _make_room(self) -> None:
        """Remove the files of an earlier run."""
        pictures = self.folder / "pictures"
        if not (self.folder / _ROWS).is_file():
            foreign = [name for name in _SUMMARIES if (self.folder / name).exists()]
            if foreign or (pictures.is_dir() and any(pictures.iterdir())):
                raise CannotWrite(
                    f"{self.folder} has other files in the way ({', '.join(foreign) or 'pictures'}); "
                    "name an empty folder with --out."
                )
            return
        transcripts = _transcripts_of(self.folder / _ROWS)
        leftovers = [self.folder / name for name in (*_SUMMARIES, *transcripts)]
        for file in (*leftovers, *pictures.glob("*.png")):
            file.unlink(missing_ok=True)

    def _name(self, result: ScriptResult) -> str:
        """Return the name of a script's files, which no other script of the run has."""
        if id(result) not in self._names:
            slug, taken = _slug(result.name), set(self._names.values())
            names = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
            self._names[id(result)] = next(name for name in names if name not in taken)
            self.results.append(result)
        return self._names[id(result)]

    def add_turn(self, result: ScriptResult, turn: TurnResult) -> None:
        """Write a turn that has ended: its picture, its line, and the transcript so far.

        Raises:
            CannotWrite: full or read-only disk.
        """
        name = self._name(result)
        row: dict[str, Any] = {"script": result.name, "session": result.session, **asdict(turn)}
        row["checks"] = [check.model_dump() for check in turn.checks]
        row["transcript"] = f"{name}.md"
        with translate_io_errors():
            if turn.path:
                row["path"] = self._picture(result, turn)
                shutil.copyfile(turn.path, self.folder / row["path"])
            with (self.folder / _ROWS).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            (self.folder / f"{name}.md").write_text(self._transcript(result), "utf-8")

    def add_script(self, result: ScriptResult) -> None:
        """Take a script into the summaries, whether or not it has brought any turn."""
        self._name(result)

    def write_summaries(self) -> None:
        """Write the JUnit XML and the HTML report of everything so far.

        Raises:
            CannotWrite: full or read-only disk.
        """
        pages = [
            {"script": result.name, "turn": turn, "data": self._picture_data(result, turn)}
            for result in self.results
            for turn in result.turns
        ]
        environment = Environment(
            loader=PackageLoader("agent", "dialogues"),
            undefined=StrictUndefined,
            autoescape=select_autoescape(["html"]),
        )
        html = environment.get_template("report.html").render(pages=pages, results=self.results, marks=MARKS)
        with translate_io_errors():
            _junit(self.results).write(str(self.folder / "junit.xml"), pretty=True)
            (self.folder / "report.html").write_text(html, "utf-8")

    def _picture(self, result: ScriptResult, turn: TurnResult) -> str:
        return f"pictures/{self._name(result)}-{turn.number}.png"

    def _picture_data(self, result: ScriptResult, turn: TurnResult) -> str:
        file = self.folder / self._picture(result, turn)
        return base64.b64encode(file.read_bytes()).decode() if turn.path and file.is_file() else ""

    def _transcript(self, result: ScriptResult) -> str:
        """A script's dialogue so far as Markdown."""
        lines = [f"# {result.name}", ""]
        for turn in result.turns:
            lines += [f"**you:** {turn.say}", "", f"**gouache** ({turn.intent}): {turn.reply}", ""]
            if turn.prompt:
                lines += [f"prompt: `{turn.prompt}`", ""]
            lines += [f"- {MARKS[c.verdict]} {c.requirement.statement} ({c.probability:.2f})" for c in turn.checks]
            lines += [f"- **missed:** {sentence}" for sentence in turn.missed]
            lines += [f"- **error:** {turn.error}"] * bool(turn.error)
            if turn.path:
                lines += ["", f"![#{turn.picture}]({self._picture(result, turn)})"]
            lines.append("")
        return "\n".join(lines)


def _transcripts_of(rows: Path) -> list[str]:
    """Return the names of the transcripts that an earlier run wrote; version 0.1.0 named them by the script alone."""
    names = set()
    for line in rows.read_text("utf-8", "replace").splitlines():
        try:
            row = json.loads(line)
            name = str(row.get("transcript") or f"{_slug(str(row['script']))}.md")
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            continue
        if name.endswith(".md") and name == Path(name).name:
            names.add(name)
    return sorted(names)


def _xml_text(text: str) -> str:
    """Return a text without the two characters that are printable to nobody and forbidden in XML."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def _junit(results: list[ScriptResult]) -> JUnitXml:
    xml = JUnitXml()
    for result in results:
        name = _xml_text(result.name)
        suite = TestSuite(name)
        for turn in result.turns:
            label = _xml_text(f"turn {turn.number}: {turn.say}")
            case = TestCase(label, classname=name, time=turn.accounting.get("seconds", 0))
            if turn.error:
                case.result = [Error(_xml_text(turn.error))]
            elif turn.missed:
                case.result = [Failure(_xml_text("; ".join(turn.missed)))]
            suite.add_testcase(case)
        if result.error:
            case = TestCase("start", classname=name)
            case.result = [Error(_xml_text(result.error))]
            suite.add_testcase(case)
        xml.add_testsuite(suite)
    return xml
