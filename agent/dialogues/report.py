"""The run folder: transcript, pictures, results.jsonl, JUnit XML and one HTML report."""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from junitparser import Failure, JUnitXml, TestCase, TestSuite

from agent.dialogues.runner import ScriptResult, TurnResult
from storage.database import translate_io_errors
from tools.text import clean

MARKS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–"}


def _file_name(result: ScriptResult) -> str:
    return "".join(c if c.isalnum() else "-" for c in result.name.lower()).strip("-")


def transcript(result: ScriptResult) -> str:
    """A script's dialogue as Markdown."""
    lines = [f"# {result.name}", ""]
    for turn in result.turns:
        lines += [f"**you:** {turn.say}", "", f"**gouache** ({turn.intent}): {turn.reply}", ""]
        if turn.prompt:
            lines += [f"prompt: `{turn.prompt}`", ""]
        lines += [f"- {MARKS[c.verdict]} {c.requirement.statement} ({c.probability:.2f})" for c in turn.checks]
        lines += [f"- **missed:** {sentence}" for sentence in turn.missed]
        if turn.path:
            lines += ["", f"![#{turn.picture}]({_picture_name(result, turn)})"]
        lines.append("")
    return "\n".join(lines)


def _picture_name(result: ScriptResult, turn: TurnResult) -> str:
    return f"pictures/{_file_name(result)}-{turn.number}.png"


def _junit(results: list[ScriptResult]) -> JUnitXml:
    xml = JUnitXml()
    for result in results:
        suite = TestSuite(result.name)
        for turn in result.turns:
            case = TestCase(
                clean(f"turn {turn.number}: {turn.say}"), classname=result.name, time=turn.accounting.get("seconds", 0)
            )
            if turn.missed:
                case.result = [Failure(clean("; ".join(turn.missed)))]
            suite.add_testcase(case)
        xml.add_testsuite(suite)
    return xml


def prepare_folder(folder: Path) -> None:
    """Make the run folder, before hours of work find out that it can't be made.

    Raises:
        CannotWrite: with the reason.
    """
    with translate_io_errors():
        (folder / "pictures").mkdir(parents=True, exist_ok=True)


def write_report(folder: Path, results: list[ScriptResult]) -> None:
    """Write everything about a run."""
    prepare_folder(folder)
    pages = []
    with (folder / "results.jsonl").open("w", encoding="utf-8") as lines:
        for result in results:
            (folder / f"{_file_name(result)}.md").write_text(transcript(result), "utf-8")
            for turn in result.turns:
                row = {"script": result.name, "session": result.session, **asdict(turn)}
                row["checks"] = [check.model_dump() for check in turn.checks]
                data = ""
                if turn.path:
                    name = _picture_name(result, turn)
                    shutil.copyfile(turn.path, folder / name)
                    row["path"] = name
                    data = base64.b64encode((folder / name).read_bytes()).decode()
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                pages.append({"script": result.name, "turn": turn, "data": data})
    _junit(results).write(str(folder / "junit.xml"), pretty=True)
    environment = Environment(
        loader=PackageLoader("agent", "dialogues"), undefined=StrictUndefined, autoescape=select_autoescape(["html"])
    )
    html = environment.get_template("report.html").render(pages=pages, results=results, marks=MARKS)
    (folder / "report.html").write_text(html, "utf-8")
