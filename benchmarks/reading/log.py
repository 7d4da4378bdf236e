"""What a model made of each message, written down at once: a run of hours is watched while it goes, and resumed."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.director.base import Misunderstood
from agent.director.plan import Plan
from agent.director.view import View, render_view
from storage.database import translate_io_errors
from tools.errors import GouacheError


class ReadingLog:
    """Plans by the view that they were read in, one line of JSON each; a view in the file is not read again.

    Args:
        path: The file, made if absent; without one nothing is written.
        model: What is measured; lines of another model are refused.

    Raises:
        GouacheError: the file can't be read or written, or holds readings of another model.
    """

    def __init__(self, path: Path | None, model: str) -> None:
        self.path = path
        self.model = model
        self.seconds: list[float] = []
        self.tokens_read = self.tokens_written = 0
        self._known: dict[str, dict[str, Any]] = {}
        if path is not None:
            with translate_io_errors():
                path.touch()
                self._load(path)

    def _load(self, path: Path) -> None:
        whole = b""
        for line in path.read_bytes().splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break  # The process was killed while it wrote this one.
            whole += line
            try:
                row = json.loads(line)
                self._known[row["view"]] = row
            except (ValueError, KeyError, TypeError) as error:
                raise GouacheError(f"{path} is no log of this command; name another file.") from error
            if row.get("model") != self.model:
                raise GouacheError(f"{path} has what {row.get('model')} read, not {self.model}; name another file.")
        path.write_bytes(whole)

    def read(self, view: View, interpret: Callable[[], Plan], language_model: Any) -> Plan:
        """The plan for a view's newest message; one that is not understood counts as declined.

        Args:
            view: What the director is shown.
            interpret: Asks the director; not called for a view that was read already.
            language_model: Whose tokens are counted.
        """
        shown = render_view(view)
        row = self._known.get(shown)
        if row is None:
            row = self._ask(shown, interpret, language_model)
            self._known[shown] = row
            if self.path is not None:
                with translate_io_errors(), self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.seconds.append(row["seconds"])
        self.tokens_read += row["tokens_read"]
        self.tokens_written += row["tokens_written"]
        return Plan.model_validate(row["plan"]) if row["plan"] else Plan(intent="decline")

    def _ask(self, shown: str, interpret: Callable[[], Plan], language_model: Any) -> dict[str, Any]:
        before = _tokens(language_model)
        start = time.perf_counter()
        try:
            plan = interpret().stored()
        except Misunderstood:
            plan = None
        seconds = round(time.perf_counter() - start, 2)
        read, written = (now - then for now, then in zip(_tokens(language_model), before, strict=True))
        return {
            "view": shown, "plan": plan, "seconds": seconds, "tokens_read": read, "tokens_written": written,
            "model": self.model,
        }  # fmt: skip

    def figures(self) -> dict[str, float]:
        """Seconds at the median and tokens a message."""
        messages = max(len(self.seconds), 1)
        return {
            "seconds_p50": round(statistics.median(self.seconds or [0.0]), 2), "messages": len(self.seconds),
            "tokens_read_a_message": round(self.tokens_read / messages),
            "tokens_written_a_message": round(self.tokens_written / messages),
        }  # fmt: skip

    def cost(self) -> str:
        """The newest message's seconds, and what messages have cost so far, for a running line."""
        so_far = self.figures()
        return (
            f"{self.seconds[-1]:.1f} s (median {so_far['seconds_p50']:.1f} s, "
            f"{so_far['tokens_read_a_message']} tokens read a message)"
        )


def _tokens(model: Any) -> tuple[int, int]:
    return getattr(model, "tokens_read", 0), model.tokens_written
