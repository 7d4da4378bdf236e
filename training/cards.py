"""Write the model cards from measured figures: `python -m training.cards` from docs/figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.export import WEIGHTS

FIGURES = Path(__file__).parents[1] / "docs" / "figures"
LICENCE = "Apache-2.0 (weights); see NOTICE for the art and the language model that they come from."
CARDS = {
    "director": (
        "The director: messages to plans, English and Chinese",
        "SmolLM2-135M-Instruct (Apache-2.0) cut to 14 layers; layers 7 to 14 tuned; int8 with one scale a row.",
        "Synthetic dialogues from `training/dialogues.py`: held-out wordings and names are in `agent/bench/data`.",
        "python -m training.train_director 31 (seeded by the clock), then python -m training.export director",
    ),
    "painter": (
        "The painter and editor: 128-pixel pictures of the storybook world",
        "Rectified-flow transformer (16.3M, bfloat16) on the latents of a convolutional autoencoder (2.4M).",
        "36,000 rendered edit pairs (`training/pool.py`, seed 1) of 248 nouns; one in twelve pairs of a noun and a "
        "colour, and of two nouns, held out.",
        "python -m training.train_autoencoder 14; python -m training.train_painter 45 --batch 24 --edits 0.35 "
        "--simple 0.3 (from the weights before, whose blocks it kept)",
    ),
    "eyes": (
        "The eyes: captions in a closed grammar, a probability for every requirement",
        "Convolutional stem, 4 encoder and 2 decoder layers (5.2M, float32).",
        "An earlier pool of 134 nouns, things anywhere (answers about newer nouns are unsure); a third of the pictures "
        "through an autoencoder with disturbed latents; blur, noise.",
        "python -m training.train_eyes 16",
    ),
    "grader": (
        "The grader: a detector of things, for the benchmarks only",
        "Convolutional centre-point detector (1.4M, float16 on disk); the studio never looks through it.",
        "The painter's pool; a quarter of the pictures through the autoencoder with disturbed latents; blur, noise.",
        "python -m training.train_grader 10, then 12 more",
    ),
}  # fmt: skip


def _table(figures: dict[str, Any]) -> list[str]:
    rows = ["| figure | value |", "|---|---|"]
    for name, value in figures.items():
        for inner, number in value.items() if isinstance(value, dict) else [("", value)]:
            rows.append(f"| {name} {inner}".rstrip() + f" | {number} |")
    return rows


def main() -> None:
    """One README.md a model folder."""
    for name, (title, what, data, command) in CARDS.items():
        path = FIGURES / f"{name}.json"
        figures = _table(json.loads(path.read_text("utf-8"))) if path.exists() else ["Not measured yet."]
        lines = [f"# {title}", "", what, "", f"- Data: {data}", f"- Made by: `{command}`", f"- Licence: {LICENCE}"]
        lines += ["", f"First version. Measured by `gouache bench {name}`:", "", *figures, ""]
        (WEIGHTS / name / "README.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
