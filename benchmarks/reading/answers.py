"""A language model's answers, written down at once: a run of hours is watched while it goes, and resumed."""

from __future__ import annotations

import hashlib
import json
import statistics
import time
from pathlib import Path
from threading import Event
from typing import Any

from storage.database import translate_io_errors
from tools.engines.base import LanguageModel
from tools.errors import GouacheError


class AnswerLog:
    """A language model whose answers are kept by what it was asked; what it answered already it is not asked again.

    Args:
        model: The model.
        name: What is measured; lines of another model are refused.
        path: The file, made if absent, one line of JSON an answer; without one nothing is written.

    Attributes:
        seconds: How long each answer took, those from the file, too.

    Raises:
        GouacheError: the file can't be read or written, or holds answers of another model.
    """

    def __init__(self, model: LanguageModel, name: str, path: Path | None) -> None:
        self.model, self.name, self.path = model, name, path
        self.seconds: list[float] = []
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
                self._known[row["asked"]] = {"answer": str(row["answer"]), "seconds": float(row["seconds"])}
            except (ValueError, KeyError, TypeError) as error:
                raise GouacheError(f"{path} is no log of this command; name another file.") from error
            if row.get("model") != self.name:
                raise GouacheError(f"{path} has what {row.get('model')} wrote, not {self.name}; name another file.")
        path.write_bytes(whole)

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """See `LanguageModel.write`."""
        asked = hashlib.sha256(json.dumps([prompt, schema], sort_keys=True).encode()).hexdigest()
        row = self._known.get(asked)
        if row is None:
            start = time.perf_counter()
            answer = self.model.write(prompt, schema, cancel, limit)
            row = {"answer": answer, "seconds": round(time.perf_counter() - start, 2)}
            self._known[asked] = row
            if self.path is not None:
                line = json.dumps({"asked": asked, **row, "model": self.name}, ensure_ascii=False)
                with translate_io_errors(), self.path.open("a", encoding="utf-8") as file:
                    file.write(f"{line}\n")
        self.seconds.append(row["seconds"])
        return str(row["answer"])

    def median(self) -> float:
        """Seconds an answer at the median."""
        return round(statistics.median(self.seconds or [0.0]), 2)
