"""The page of written prompts: what a model writes of Suite E's briefs, beside what a check finds in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from agent.brief.model import Brief, Element, Relation
from agent.writer.fidelity import asked_by_brief
from benchmarks.datasets import load_rows
from benchmarks.reading.facts import holds
from benchmarks.reading.prompts import brief_of_facts, family_styles, tasks
from benchmarks.suites import open as suite
from tests.agent.director.conftest import ChatServer, send_whole
from tools.engines.diffusers.prompting import Prompting
from tools.errors import GouacheError
from tui.cli.main import app


class ListServer(ChatServer):
    """A server that writes what it is told line by line, so that nothing is lost; of some briefs it says too much.

    Args:
        lost: Of which prompts, by number from 1, it leaves the first line out of the first draft.
        stubborn: Of which it does so in every draft.
    """

    def __init__(self, lost: tuple[int, ...] = (), stubborn: tuple[int, ...] = ()) -> None:
        super().__init__("lists")
        self.lost, self.stubborn = lost, stubborn
        self.briefs: list[str] = []

    def answer(self, to: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        messages = request["messages"]
        if len(messages) == 1:
            send_whole(to, '{"answer":"yes"}')
            return
        told = messages[1]["content"]
        if len(messages) == 2:
            self.briefs.append(told)
        number = len(self.briefs)
        lines = [line.removeprefix("- ") for line in told.split("\n") if not line.startswith("- absent")]
        short = number in self.stubborn or (number in self.lost and len(messages) == 2)
        send_whole(to, json.dumps({"text": ", ".join([*lines[1:], "42 zebras"] if short else lines)}))


@pytest.fixture
def server() -> Iterator[ListServer]:
    one = ListServer(lost=(2,), stubborn=(3,))
    yield one
    one.close()


def test_a_brief_has_the_facts_that_it_is_made_of() -> None:
    facts: list[dict[str, Any]] = [
        {"thing": ["fisherman", "man"]},
        {"thing": "fisherman", "has": ["navy raincoat", "dark blue raincoat"]},
        {"thing": "fisherman", "has": "weathered face"},
        {"count": ["gulls", 3]},
        {"rel": ["lantern", ["left of"], "fisherman"]},
        {"aspect": "time", "is": ["golden hour"]},
        {"scene": "harbour"},
        {"style": ["oil painting"]},
        {"avoid": "people"},
    ]
    brief = brief_of_facts(facts)
    assert brief == Brief(
        elements=(
            Element(what="fisherman", attributes=("navy raincoat", "weathered face")),
            Element(what="gulls", count=3),
            Element(what="lantern"),
        ),
        relations=(Relation(subject="lantern", kind="left of", object="fisherman"),),
        scene="harbour",
        style="oil painting",
        avoid=("people",),
        aspects=(("time", "golden hour"),),
    )
    assert all(holds(fact, brief) for fact in facts)
    with pytest.raises(ValueError, match="no fact"):
        brief_of_facts([{"smell": "salt"}])


def test_fifty_briefs_are_half_chinese_and_of_every_kind_of_caption() -> None:
    todo = tasks(load_rows("open_world"))
    assert Counter(task.lang for task in todo) == {"en": 25, "zh": 25}
    assert len({task.session for task in todo}) == 50
    assert all(len(asked_by_brief(task.brief).atoms) >= 3 for task in todo)
    styles = family_styles()
    assert {style.caption for style in styles} == {"words", "sentence", "description"}
    for lang in ("en", "zh"):
        found = Counter(task.prompting for task in todo if task.lang == lang)
        assert set(found) == set(styles)
        assert max(found.values()) - min(found.values()) <= 1
    assert "Stable Diffusion XL" in styles[Prompting("words", "en")]


def test_prompts_stand_beside_their_briefs_with_what_is_wrong(server: ListServer, tmp_path: Path) -> None:
    page, log, said = tmp_path / "page.md", tmp_path / "log.jsonl", list[str]()
    figures = suite.run_writer(server.address, page, lambda *_: None, log, said.append, limit=6)
    assert len(said) == figures["en"]["briefs"] + figures["zh"]["briefs"] == 6
    assert (figures["zh"]["repaired"], figures["zh"]["fell_back"]) == (round(1 / 3, 4), 0.0)
    assert (figures["en"]["repaired"], figures["en"]["fell_back"]) == (0.0, round(1 / 3, 4))
    assert figures["en"]["lost"] > 0
    assert figures["en"]["invented"] == round(1 / 3, 4)
    sections = page.read_text("utf-8").split("\n## ")
    assert len(sections) == 8
    told = server.briefs[0].split("\n")[0].removeprefix("- ")
    assert sections[1].count(told) == 2
    assert "right at once; lost 0 of" in sections[1]
    assert "the second draft is right" in sections[2]
    assert "Nobody asked for the number 42." in sections[2]
    assert "both drafts are wrong" in sections[3]
    assert sections[3].count("42 zebras") == 2
    assert "| language |" in sections[7]
    asked = len(server.asked)
    again = suite.run_writer(server.address, page, lambda *_: None, log, limit=6)
    assert {lang: again[lang] for lang in ("en", "zh")} == {lang: figures[lang] for lang in ("en", "zh")}
    assert len(server.asked) - asked <= 1, "only the probe is asked again"
    assert page.read_text("utf-8").split("\n## ") == sections
    with pytest.raises(GouacheError, match="name another file"):
        suite.run_writer(f"{server.address}/", page, lambda *_: None, log, limit=1)


def test_a_run_that_was_ended_goes_on_from_its_log(server: ListServer, tmp_path: Path) -> None:
    page, log = tmp_path / "page.md", tmp_path / "log.jsonl"
    suite.run_writer(server.address, page, lambda *_: None, log, limit=2)
    with log.open("a", encoding="utf-8") as file:
        file.write('{"asked": "cut sho')
    lines = len(log.read_text("utf-8").splitlines())
    figures = suite.run_writer(server.address, page, lambda *_: None, log, limit=4)
    assert figures["en"]["briefs"] == figures["zh"]["briefs"] == 2
    assert len(server.briefs) == 4
    assert all(json.loads(line)["answer"] for line in log.read_text("utf-8").splitlines())
    assert len(log.read_text("utf-8").splitlines()) > lines


def test_a_real_model_of_any_size_gets_a_page(tiny: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    figures = suite.run_writer(tiny, page, lambda *_: None, limit=2)
    assert figures["en"]["fell_back"] == figures["zh"]["fell_back"] == 1.0
    assert page.read_text("utf-8").count("the painter gets the brief's own wording") == 2


def test_the_command_needs_a_model_that_writes(tmp_path: Path) -> None:
    page = str(tmp_path / "page.md")
    for arguments, told in (
        (["bench", "open", "--writer", page], "it needs a model"),
        (["bench", "director", "--model", "pocket", "--writer", page], "Only the suite “open”"),
        (["bench", "open", "--model", "pocket", "--writer", page], "The packaged director writes no prompts"),
    ):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code != 0
        assert told in " ".join(f"{result.output} {result.exception}".split())
    assert not (tmp_path / "page.md").exists()
