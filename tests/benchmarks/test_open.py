"""Suite E: facts are found in briefs however they are put, and sessions go on from what a director made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, get_args

import pytest

from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from agent.director.plan import Intent
from benchmarks.datasets import load_rows
from benchmarks.reading.facts import Fact, holds
from benchmarks.suites import open as suite
from tests.agent.director.conftest import ChatServer, send_whole
from tools.errors import GouacheError

FISHERMAN = apply_edits(
    Brief(),
    [
        Edit(op="add", what="old fisherman", attributes=("navy raincoat", "weathered face", "no hat")),
        Edit(op="add", what="gull", count=3, color="grey", rel="behind", of="old fisherman"),
        Edit(op="add", what="lantern", rel="left of", of="old fisherman"),
        Edit(op="scene", to="a harbour with wooden boats"),
        Edit(op="style", to="oil painting"),
        Edit(op="light", to="golden hour glow"),
        Edit(op="lettering", to="OPEN"),
        Edit(op="format", to="16:9"),
        Edit(op="avoid", what="people"),
    ],
)
CHINESE = apply_edits(
    Brief(),
    [
        Edit(op="add", what="老渔夫", attributes=("藏青色的雨衣", "手里提着灯笼", "没有胡子")),
        Edit(op="add", what="海鸥", count=3, color="白色", rel="后面", of="老渔夫"),
        Edit(op="scene", to="清晨的港口"),
        Edit(op="style", to="油画"),
    ],
)


@pytest.mark.parametrize(
    ("brief", "fact"),
    [
        (FISHERMAN, {"thing": "fisherman"}),
        (FISHERMAN, {"thing": "raincoat", "has": ["dark blue", "navy"]}),
        (FISHERMAN, {"thing": "fishermen", "has": "weathered face"}),
        (FISHERMAN, {"thing": "gray gulls"}),
        (FISHERMAN, {"thing": "boats"}),
        (FISHERMAN, {"count": [["seagulls", "gulls"], 3]}),
        (FISHERMAN, {"rel": ["gulls", "behind", "fisherman"]}),
        (FISHERMAN, {"rel": ["fisherman", ["in front of", "before"], "gulls"]}),
        (FISHERMAN, {"rel": ["fisherman", "right of", "lantern"]}),
        (FISHERMAN, {"aspect": "time", "is": "golden hour"}),
        (FISHERMAN, {"scene": "harbor"}),
        (FISHERMAN, {"style": "oil painting"}),
        (FISHERMAN, {"avoid": "people"}),
        (FISHERMAN, {"aspect": "lettering", "is": "open"}),
        (FISHERMAN, {"aspect": "format", "is": ["widescreen", "2:1"]}),
        (FISHERMAN, {"rel": ["fisherman", "in", "harbour"]}),
        (FISHERMAN, {"rel": ["fisherman", "wearing", "raincoat"]}),
        (FISHERMAN, {"rel": ["gulls", "behind the", "fisherman"]}),
        (CHINESE, {"thing": "渔夫"}),
        (CHINESE, {"thing": "雨衣", "has": ["深蓝色", "藏青色"]}),
        (CHINESE, {"count": ["海鸥", 3]}),
        (CHINESE, {"thing": "海鸥", "has": "白"}),
        (CHINESE, {"rel": ["渔夫", "提着", "灯笼"]}),
        (CHINESE, {"rel": ["渔夫", "前面", "海鸥"]}),
        (CHINESE, {"aspect": "time", "is": "清晨"}),
        (CHINESE, {"style": "油畫"}),
    ],
)
def test_a_fact_is_found_however_it_is_put(brief: Brief, fact: Fact) -> None:
    assert holds(fact, brief)


@pytest.mark.parametrize(
    ("brief", "fact"),
    [
        (FISHERMAN, {"thing": "hat"}),
        (FISHERMAN, {"thing": "sailor"}),
        (FISHERMAN, {"thing": "raincoat", "has": "yellow"}),
        (FISHERMAN, {"thing": "raincoat", "has": "weathered"}),
        (FISHERMAN, {"thing": "gull", "has": "navy"}),
        (FISHERMAN, {"count": ["gulls", 4]}),
        (FISHERMAN, {"count": ["lantern", 3]}),
        (FISHERMAN, {"rel": ["gulls", "in front of", "fisherman"]}),
        (FISHERMAN, {"rel": ["lantern", "right of", "fisherman"]}),
        (FISHERMAN, {"aspect": "time", "is": "night"}),
        (FISHERMAN, {"scene": "street"}),
        (FISHERMAN, {"avoid": "boats"}),
        (FISHERMAN, {"aspect": "format", "is": "4:3"}),
        (FISHERMAN, {"aspect": "lettering", "is": "CLOSED"}),
        (FISHERMAN, {"rel": ["fisherman", "in", "boat cabin"]}),
        (FISHERMAN, {"rel": ["lantern", "on", "fisherman"]}),
        (CHINESE, {"rel": ["渔夫", "提着", "鱼"]}),
        (CHINESE, {"thing": "胡子"}),
        (CHINESE, {"thing": "雨衣", "has": "黄色"}),
        (CHINESE, {"scene": "街道"}),
    ],
)
def test_a_fact_that_is_not_said_does_not_hold(brief: Brief, fact: Fact) -> None:
    assert not holds(fact, brief)


def test_what_is_no_fact_is_an_error() -> None:
    with pytest.raises(ValueError, match="no fact"):
        holds({"colour": "red"}, FISHERMAN)


class PlanServer(ChatServer):
    """A server that answers requests for plans with given ones, in order."""

    def __init__(self, plans: list[dict[str, Any]]) -> None:
        super().__init__("plans")
        self.plans = list(plans)

    def answer(self, to: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        """The probe hears what a server says that honours schemas."""
        probe = len(request["messages"]) == 1
        send_whole(to, '{"answer":"yes"}' if probe else json.dumps(self.plans.pop(0)))


ROW: dict[str, Any] = {
    "id": "en-t",
    "lang": "en",
    "turns": [
        {
            "say": "an old fisherman in a yellow raincoat, in a harbour",
            "intent": "create",
            "must": [{"thing": "fisherman"}, {"thing": "raincoat", "has": "yellow"}, {"scene": "harbour"}],
        },
        {
            "say": "make the raincoat navy",
            "intent": "edit",
            "must": [{"thing": "raincoat", "has": "navy"}, {"scene": "harbour"}],
            "must_not": [{"thing": "raincoat", "has": "yellow"}],
        },
        {
            "say": "give him a beard",
            "intent": ["edit", "branch"],
            "must": [{"thing": "beard"}, {"thing": "raincoat", "has": "navy"}],
            "must_not": [{"scene": "street"}],
        },
        {"say": "go back", "intent": "undo", "must_not": [{"thing": "beard"}]},
    ],
}
PLANS: list[dict[str, Any]] = [
    {
        "do": "create",
        "edits": [
            {"op": "add", "what": "old fisherman", "attributes": ["yellow raincoat"]},
            {"op": "scene", "to": "harbour"},
        ],
    },
    # Of something that is not there: refused, told why, and put right.
    {"do": "edit", "edits": [{"op": "change", "what": "umbrella", "color": "navy"}]},
    {"do": "edit", "edits": [{"op": "change", "what": "raincoat", "color": "navy"}]},
    # The beard is forgotten, and the harbour given away.
    {"do": "edit", "edits": [{"op": "scene", "to": "street"}]},
    {"do": "undo"},
]


@pytest.fixture
def session_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "load_rows", lambda name: [ROW] if name == "open_world" else [])


@pytest.fixture
def plan_server() -> Iterator[PlanServer]:
    server = PlanServer(PLANS)
    yield server
    server.close()


@pytest.mark.usefixtures("session_data")
def test_a_session_goes_on_from_what_the_director_made_of_it(plan_server: PlanServer, tmp_path: Path) -> None:
    log, said = tmp_path / "log.jsonl", list[str]()
    figures = suite.run_model(plan_server.address, 1, lambda *_: None, log, said.append)
    assert not plan_server.plans
    assert figures["en"] == {
        "intent": 1.0, "kept": round(6 / 7, 4), "lost": 0.0, "invented": round(1 / 3, 4), "whole_sessions": 0.0,
        "n": 4, "facts": 7,
    }  # fmt: skip
    assert figures["messages"] == 4
    assert "missing {'thing': 'beard'}; false {'scene': 'street'}" in said[2]
    # Read again from the log alone: the server has no more to say.
    assert suite.run_model(plan_server.address, 1, lambda *_: None, log)["en"] == figures["en"]


@pytest.mark.usefixtures("session_data")
def test_what_was_true_and_is_gone_counts_as_lost() -> None:
    bare = {"do": "create", "edits": [{"op": "add", "what": "old fisherman"}]}
    server = PlanServer([PLANS[0], bare, bare, {"do": "goto", "n": 7}])
    try:
        figures = suite.run_model(server.address, 1, lambda *_: None)
    finally:
        server.close()
    # The harbour held once before, and goes with the second message; to a picture that there is not nobody can go.
    assert (figures["en"]["lost"], figures["en"]["intent"]) == (1.0, 0.25)


def test_without_a_chat_model_or_an_open_world_there_is_nothing_to_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GouacheError, match="--model"):
        suite.run(True, lambda *_: None)
    monkeypatch.setattr(suite, "load_rows", lambda name: [ROW])
    with pytest.raises(GouacheError, match="closed"):
        suite.run_model("pocket", 1, lambda *_: None)


def test_the_suite_is_half_chinese_and_all_its_facts_can_be_asked() -> None:
    rows = load_rows("open_world")
    assert [row["lang"] for row in rows].count("zh") == len(rows) / 2 == 30
    for turn in (turn for row in rows for turn in row["turns"]):
        assert {*([turn["intent"]] if isinstance(turn["intent"], str) else turn["intent"])} <= set(get_args(Intent))
        # An empty brief holds nothing, and each fact is of a kind that can be asked.
        assert not any(holds(fact, Brief()) for fact in [*turn["must"], *turn["must_not"]])
