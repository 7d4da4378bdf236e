"""Where figures are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = DOCS / "figures"


def save_figures(name: str, figures: Any) -> None:
    """Write figures to docs/figures/NAME.json."""
    (FIGURES / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
