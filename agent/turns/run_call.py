"""One tool call through the ledger: written before it runs and after, and never run twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event as Flag
from typing import Any

from PIL import Image

from agent.events import Event, Preview, SamplerStep, Stage
from agent.turns.calls import PlannedCall
from storage import ledger
from storage.store import Store
from storage.tables import ToolCall
from tools.base import Tool, ToolContext
from tools.catalog import find_tool
from tools.errors import Cancelled, GouacheError
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.types import Result

STAGES = {
    "generate": "painting", "edit": "editing", "open": "opening", "check": "looking", "describe": "looking",
    "explain": "looking", "look": "looking", "enhance": "enhancing", "restyle": "restyling",
}  # fmt: skip
"""What a person is told while a tool runs; others are called by their own names."""


@dataclass(frozen=True)
class CallRunner:
    """Runs the tool calls of one turn.

    Attributes:
        recent: The newest pictures of the turn by id; the one painted last is kept here.
        notes: Fields of the turn that are written together with its first call.
    """

    store: Store
    models: ModelManager
    session: str
    turn: str
    emit: Callable[[Event], None]
    cancel: Flag
    previews: bool
    recent: dict[int, Image.Image]
    notes: dict[str, Any]

    def run(self, call: PlannedCall, step: int, filed: ledger.NewPicture) -> ToolCall:
        """The finished call, with its data and the id of its picture.

        Args:
            call: What to run.
            step: How many calls the turn has begun; a finished call of this step comes back as it is.
            filed: What a new picture is filed under.

        Raises:
            Cancelled: the person stopped it.
            GouacheError: with one sentence; it is stored with the call.
        """
        tool = find_tool(call["tool"])
        notes = self.notes if step == 0 else {}
        row = ledger.begin_call(self.store, self.turn, step, call["tool"], call["arguments"], **notes)
        if row.status == "done":
            return row
        workspace = ledger.SessionWorkspace(
            self.store, self.session, call.get("on"), deleted_too=call["tool"] == "edit", recent=self.recent
        )
        self.emit(Stage(STAGES.get(call["tool"], call["tool"])))
        start = time.perf_counter()
        try:
            result = self._call(tool, call["arguments"], workspace)
        except Cancelled:
            ledger.fail_call(self.store, row.id, "cancelled", "cancelled", time.perf_counter() - start)
            raise
        except GouacheError as error:
            ledger.fail_call(self.store, row.id, "failed", str(error), time.perf_counter() - start)
            raise
        seconds = time.perf_counter() - start
        row = ledger.complete_call(self.store, row.id, result, seconds, workspace, filed if tool.paints else None)
        if row.picture_id is not None and result.picture is not None:
            self.recent.clear()
            self.recent[row.picture_id] = result.picture
        return row

    def _call(self, tool: Tool, arguments: dict[str, Any], workspace: ledger.SessionWorkspace) -> Result:
        hooks = Hooks(
            progress=lambda done, total: self.emit(SamplerStep(done, total)),
            preview=(lambda picture: self.emit(Preview(picture))) if self.previews else None,
            cancel=self.cancel,
        )
        return tool.run(tool.parse(arguments), ToolContext(self.models, workspace, hooks))
