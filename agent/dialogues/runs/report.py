"""What people and CI read of a run: transcripts, JUnit XML and one HTML report that needs nothing beside itself."""

from __future__ import annotations

import base64
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from junitparser import Error, Failure, JUnitXml, Properties, Property, TestCase, TestSuite

from agent.dialogues.results import MARKS, CaseKey, ScriptResult, TurnResult, count_results, failed_turns
from agent.dialogues.runs.agreement import judging_of
from agent.dialogues.runs.measured import read_measured, seconds_per_picture
from storage.database import translate_io_errors
from tools.errors import BadPicture
from tools.images.load import load_picture

_SHOWN_SIDE = 256
"""Pixels of the longer side of a picture in a report; larger ones are scaled down to it."""


def transcript(result: ScriptResult) -> str:
    """A script's dialogue so far as Markdown, for a file beside the folder `pictures`."""
    lines = [f"# {result.name}", "", f"profile {result.profile}, seed {result.seed}", ""]
    for turn in result.turns:
        lines += [f"**you:** {turn.say}", ""]
        lines += [f"**gouache** asked: {turn.asked}", ""] * bool(turn.asked)
        lines += [f"**gouache** ({turn.intent}): {turn.reply}", ""]
        if turn.prompt:
            lines += [f"prompt: `{turn.prompt}`", ""]
        lines += [f"- {MARKS[c.verdict]} {c.requirement.statement} ({c.chance})" for c in turn.checks]
        lines += [f"- **missed:** {sentence}" for sentence in turn.missed]
        lines += [f"- should: {sentence}" for sentence in turn.wished]
        lines += [f"- {name}: {score:.4g}" for name, score in turn.scores.items()]
        lines += [f"- **error:** {turn.error}"] * bool(turn.error)
        if turn.hash:
            lines += ["", f"![#{turn.picture}](pictures/{turn.hash}.png)"]
        lines.append("")
    return "\n".join(lines)


def _xml_text(text: str) -> str:
    """Return a text without the two characters that are printable to nobody and forbidden in XML."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def junit(results: list[ScriptResult]) -> JUnitXml:
    """One suite a playing and one case a turn. Turns that missed as rarely as they may are no failures."""
    xml, failed = JUnitXml(), failed_turns(results)
    times = Counter(result.name for result in results)
    for result in results:
        told = f" · {result.profile} · seed {result.seed} · {result.repeat}" if times[result.name] > 1 else ""
        name = _xml_text(result.name + told)
        suite = TestSuite(name)
        properties = Properties()  # type: ignore[no-untyped-call]
        for key, value in zip(("profile", "seed", "repeat"), result.key[1:], strict=True):
            properties.add_property(Property(key, _xml_text(str(value))))
        suite.append(properties)  # type: ignore[no-untyped-call]
        for turn in result.turns:
            part = "setup" if turn.setup else "turn"
            case = TestCase(_xml_text(f"{part} {turn.number}: {turn.say}"), classname=name)
            case.time = turn.accounting.get("seconds", 0)
            if turn.error:
                case.result = [Error(_xml_text(turn.error))]
            elif (result.key, turn.setup, turn.number) in failed:
                case.result = [Failure(_xml_text("; ".join(turn.missed)))]
            suite.add_testcase(case)
        if result.error:
            case = TestCase("start" if not result.turns else "setup", classname=name)
            case.result = [Error(_xml_text(result.error))]
            suite.add_testcase(case)
        xml.add_testsuite(suite)
    return xml


def picture_data(folder: Path, hash_: str) -> str:
    """Return a picture of a run folder as a data URL, scaled down where it is large; "" where it can't be read."""
    file = folder / "pictures" / f"{hash_}.png"
    try:
        # Anybody may have put a link there.
        if not file.resolve().is_relative_to(folder.resolve()):
            return ""
        picture = load_picture(file)
    except (BadPicture, OSError):
        return ""
    # One that is scaled down is not exact in any case; as PNG five hundred of them take 67 MB.
    kind, options = ("webp", {"quality": 90}) if max(picture.size) > _SHOWN_SIDE else ("png", {})
    picture.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    picture.info = {}
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"


@dataclass(frozen=True)
class Card:
    """A turn as the report shows it.

    Attributes:
        state: failed, wished, tolerated or passed.
        before: Hash of the picture before the turn, where the turn has made another one of it.
    """

    result: ScriptResult
    turn: TurnResult
    state: str
    before: str = ""

    @property
    def words(self) -> str:
        """What the search looks through."""
        turn = self.turn
        parts = (self.result.name, turn.say, turn.reply, turn.prompt, turn.intent, turn.error, *turn.missed)
        return " ".join((*parts, *self.result.tags)).lower()


_ORDER = ("failed", "tolerated", "wished", "passed")


def _state(failed: set[tuple[CaseKey, bool, int]], result: ScriptResult, turn: TurnResult) -> str:
    if (result.key, turn.setup, turn.number) in failed:
        return "failed"
    return "tolerated" if turn.missed else "wished" if turn.wished else "passed"


def _before(last: TurnResult | None, turn: TurnResult) -> str:
    return last.hash if last is not None and last.path and last.hash and last.hash != turn.hash else ""


@dataclass(frozen=True)
class Curve:
    """Values by turn, for a drawing: each point has a turn's number, its value and the value in words."""

    title: str
    points: list[tuple[int, float, str]]

    @property
    def _highest(self) -> float:
        return max([1.0, *(value for _, value, _ in self.points)])

    @property
    def top(self) -> str:
        """What the upper end of the axis stands for: the largest value, or 1."""
        return f"{self._highest:.3g}"

    @property
    def every(self) -> int:
        """Of how many turns one has its number below the axis."""
        return 1 + len(self.points) // 16

    @property
    def drawn(self) -> list[tuple[float, float, int, str]]:
        """The points in a box of 280 x 100, with their turns and labels."""
        step = 280 / max(1, len(self.points) - 1)
        return [
            (round(number * step, 1), round(100 - 100 * value / self._highest, 1), turn, f"turn {turn}: {told}")
            for number, (turn, value, told) in enumerate(self.points)
        ]


def curves(results: list[ScriptResult]) -> list[Curve]:
    """Return by turn: the share that passed, the share with all turns so far passed, and the mean seconds."""
    by_turn: dict[int, list[tuple[TurnResult, bool]]] = {}
    for result in results:
        so_far = True
        for turn in (turn for turn in result.turns if not turn.setup):
            so_far = so_far and turn.passed
            by_turn.setdefault(turn.number, []).append((turn, so_far))
    passed, cumulative, seconds = [], [], []
    for number, turns in sorted(by_turn.items()):
        share = sum(turn.passed for turn, _ in turns) / len(turns)
        whole = sum(so_far for _, so_far in turns) / len(turns)
        mean = sum(float(turn.accounting.get("seconds", 0)) for turn, _ in turns) / len(turns)
        passed.append((number, share, f"{share:.0%} of {len(turns)}"))
        cumulative.append((number, whole, f"{whole:.0%} of {len(turns)}"))
        seconds.append((number, mean, f"{mean:.2f} s"))
    return [
        Curve("passed, by turn", passed),
        Curve("all turns so far passed", cumulative),
        Curve("seconds, by turn", seconds),
    ]


def render(template: str, **values: Any) -> str:
    """Return a template of this package filled in; texts are escaped."""
    environment = Environment(
        loader=PackageLoader("agent", "dialogues/runs"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
    )
    return environment.get_template(template).render(marks=MARKS, **values)


_MEASURED = {
    "psnr_db": "PSNR dB", "ssim": "SSIM", "fid": "FID", "kid": "KID", "inception_score": "IS", "diversity": "diversity",
}  # fmt: skip
"""Metrics that have a place in every report."""
_MEASURED_PART = re.compile(r"<!--measured-->.*?<!--/measured-->", re.DOTALL)


def _measured_row(results: list[ScriptResult], folder: Path) -> dict[str, Any]:
    """Return the metrics of a run's pictures, as far as they have been measured."""
    measured = read_measured(folder, sum(len(result.turns) for result in results))
    notes = ["gouache metrics measures the pictures of a run and writes the figures here."]
    if measured is not None:
        notes = [f"Held against {measured.against}."] * bool(measured.against) + measured.notes
    figures = measured.figures if measured is not None else {}
    columns = [(title, figures.get(name)) for name, title in _MEASURED.items()]
    return {"columns": [*columns, ("seconds a picture", seconds_per_picture(results))], "notes": notes}


def refresh_measured(results: list[ScriptResult], folder: Path) -> None:
    """Write the metrics that a run folder keeps into its report, whose other parts stay as they are.

    Raises:
        CannotWrite: full or read-only disk.
    """
    page = folder / "report.html"
    with translate_io_errors():
        if not page.is_file():
            return
        part = render("measured.html", measured=_measured_row(results, folder))
        text = _MEASURED_PART.sub(lambda _: part.strip(), page.read_text("utf-8"), count=1)
        partial = folder / "report.html.part"
        partial.write_text(text, "utf-8")
        partial.replace(page)


def html(results: list[ScriptResult], folder: Path, info: dict[str, Any]) -> str:
    """Return the report of a run: failures first, with curves, filters and a search that work without a network."""
    failed = failed_turns(results)
    cards = [
        Card(result, turn, _state(failed, result, turn), _before(last, turn))
        for result in results
        for last, turn in itertools.pairwise([None, *result.turns])
        if turn is not None
    ]
    cards.sort(key=lambda card: _ORDER.index(card.state))
    hashes = {turn.hash for result in results for turn in result.turns if turn.hash}
    pictures = {hash_: picture_data(folder, hash_) for hash_ in hashes}
    counts = count_results(results)
    headline = [
        (counts.scripts, "scripts", False), (counts.turns, "turns", False), (counts.pictures, "pictures", False),
        (counts.missed, "expectations missed", True), (counts.errors, "errors", True),
        (counts.tolerated, "turns tolerated", False), (counts.wished, "wishes missed", False),
    ]  # fmt: skip
    return render(
        "report.html", cards=cards, results=results, pictures=pictures, headline=headline, info=info,
        curves=curves(results), profiles=sorted({result.profile for result in results}),
        tags=sorted({tag for result in results for tag in result.tags}),
        judging=judging_of(results), measured=_measured_row(results, folder),
        states=[state for state in _ORDER if any(card.state == state for card in cards)],
    )  # fmt: skip
