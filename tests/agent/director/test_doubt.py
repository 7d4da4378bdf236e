"""How likely a plan misreads its message, by how sure the small model was."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from agent import limits
from agent.brief.model import Brief
from agent.director.plan import Plan
from agent.director.pocket.director import PocketDirector
from agent.director.pocket.doubt import LEAST, doubt
from agent.director.view import View
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.model_manager import ModelManager

VIEW = View(Brief(), None, 0, None, (("user", "a red fox"),))


class Unsure(ScriptedWriter):
    log_probs = (-0.01, -2.0, -0.5, -0.3)


def test_what_was_written_surely_is_trusted() -> None:
    assert doubt([]) == 0.0
    assert doubt([-0.001] * 40) < 0.3
    assert doubt([-0.9] * LEAST) > limits.DOUBT
    assert doubt([-0.001] * 40 + [-2.5]) > doubt([-0.001] * 40 + [-1.0]) > doubt([-0.001] * 41)
    assert doubt([-1e9]) == pytest.approx(1.0)


def test_a_plan_carries_its_doubt_but_does_not_keep_it() -> None:
    plan = PocketDirector(Unsure(Plan(intent="undo"))).interpret(VIEW, Event())
    assert plan.doubt == doubt(Unsure.log_probs) > limits.DOUBT
    assert plan.model_copy(update={"picture": 2}).doubt == plan.doubt
    assert plan.stored() == Plan(intent="undo").stored()
    assert PocketDirector(ScriptedWriter(Plan(intent="undo"))).interpret(VIEW, Event()).doubt == 0.0


def test_the_packaged_model_is_sure_of_what_is_said_plainly() -> None:
    model: Any = ModelManager(profiles.load_profile("pocket")).get("director")
    doubts = []
    for message in ("a red fox", "floof the wug on yon gimble, kinda"):
        view = View(Brief(), None, 0, None, (("user", message),))
        doubts.append(PocketDirector(model).interpret(view, Event()).doubt)
        assert model.log_probs
        assert max(model.log_probs) <= 0.0
    assert doubts[0] < limits.DOUBT < doubts[1]
