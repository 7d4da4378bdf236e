"""Write the held-out suites that the benchmarks read: `python -m training.suites`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from training.dialogues import KINDS, example

DATA = Path(__file__).parents[1] / "agent" / "bench" / "data"


def director(each: int = 16) -> None:
    """`each` examples a kind and language, from wordings kept out of training."""
    rng, lines = np.random.default_rng(77), []
    for lang in ("en", "zh"):
        for kind, weight in KINDS.items():
            for _ in range(each * (3 if weight > 15 else 1)):
                view, plan = example(rng, testing=True, kind=kind, lang=lang)
                row = {
                    "lang": lang, "kind": kind, "plan": plan.model_dump(exclude_none=True, mode="json"),
                    "view": {"brief": view.brief.model_dump(mode="json", exclude_defaults=True), "focus": view.focus,
                             "pictures": view.pictures, "at": view.at, "exchange": view.exchange},
                }  # fmt: skip
                lines.append(json.dumps(row, ensure_ascii=False))
    (DATA / "director.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    DATA.mkdir(parents=True, exist_ok=True)
    director()
