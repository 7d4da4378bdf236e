"""Plans that several tests' directors give."""

from __future__ import annotations

from collections.abc import Callable

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.studio import Studio

Make = Callable[..., Studio]
RED_BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"), Edit(op="scene", to="meadow")))
COLORS = ["blue", "green", "pink", "white", "black"]
BLUE = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))
