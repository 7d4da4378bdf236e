"""Write the model cards from measured figures: `python -m training.reports.cards` from docs/figures."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from training.reports.figures import FIGURES
from training.weights import WEIGHTS

LICENCE = "Apache-2.0 (weights); see NOTICE for the art and the language model that they come from."


class Card(NamedTuple):
    """What a model's card says beside its figures."""

    title: str
    description: str
    data: str
    command: str


CARDS = {
    "director": Card(
        "The director: messages to plans, English and Chinese",
        "SmolLM2-135M-Instruct (Apache-2.0) cut to 14 layers; layers 7 to 14 tuned; int8 with one scale a row.",
        "Synthetic dialogues from `training/corpus/examples.py`, and 2,528 sessions written and labelled for it, in "
        "which things and colours change places (`training/corpus/authored.jsonl`, `training/corpus/written`); "
        "held-out wordings are in `benchmarks/data`.",
        "python -m training.models.train_director 318 (on processors, in several runs, each warmed up anew, seeded by "
        "the clock), then make -f training/Makefile gpu twice, on an H200: 7 minutes (3,965 steps of 64 rows) without "
        "the written sessions and 9 (9,000 steps) with 768 of them; then python -m training.models.train_director 60 "
        "--workers 1 on two busy cores, in three runs (about 1,090 steps of 3 rows), with all of them. The figures are "
        "of a quarter of the sets (`--quick`).",
    ),
    "painter": Card(
        "The painter and editor: 128-pixel pictures of the storybook world",
        "A diffusers pipeline: composer (7.2M, float16; prompt to layout), rectified-flow transformer (21.1M, "
        "bfloat16, its tables float8; layout to latents), convolutional autoencoder (2.4M), reader (2.9M, float16; "
        "picture to layout, for edits).",
        "36,000 rendered edit pairs and 27,000 dense pictures (`training/scenes/pool.py`) of 248 nouns, others on the "
        "GPU; one in twelve pairs of a noun and a colour, and of two nouns, held out.",
        "python -m training.models.train_autoencoder 14; python -m training.models.train_painter 138; "
        "python -m training.models.train_composer 84; python -m training.painted_pool; "
        "python -m training.models.train_reader 48 (on processors, in several runs, each warmed up anew), then "
        "make -f training/Makefile gpu (4 minutes each on an H200).",
    ),
    "eyes": Card(
        "The eyes: what stands where, a probability for every requirement, captions",
        "The autoencoder's encoder, a reader of its latents (4 layers; 4M in all, float16).",
        "Latents of rendered and of painted pictures, disturbed; things in every colour, those also that the painter "
        "never saw. Calibrated (`calibration.json`) on rendered pictures that training never saw and on painted ones "
        "labelled by hand.",
        "python -m training.models.train_eyes 6 --peak 3e-4 (from the painter's reader), then "
        "make -f training/Makefile gpu twice (4 minutes each on an H200, 2,000 and 7,850 steps of 512; the second on "
        "today's painter's pictures); python -m training.models.calibrate.",
    ),
    "restorer": Card(
        "The restorer: noise, JPEG blocks, blur, low resolution, and a first look that tells them apart",
        "A residual U-Net at a half, a quarter and an eighth of the resolution, steered by a damage vector, and the "
        "look that finds it (1.8M parameters together, float16; `tools/networks/restorer.py`).",
        "Storybook scenes, dead leaves (`training/datasets/dead_leaves.py`) and 24 photographs under free licences "
        "(`training/datasets/photographs.py`, NOTICE), damaged as they are drawn (`training/datasets/damage.py`). The "
        "test's photographs are other ones.",
        "python -m training.models.train_restorer 47; python -m training.models.train_damage_estimator 7; "
        "python -m training.export restorer",
    ),
    "stylist": Card(
        "The stylist: a picture in the style of any other, feed-forward",
        "A style encoder (statistics alone pass) that steers residual blocks at a quarter of the resolution and a "
        "perceptron of every pixel, beside a canvas of fixed patterns (.77M parameters, float16; "
        "`tools/networks/stylist.py`, docs/styles.md).",
        "Storybook scenes, dead leaves and the restorer's training photographs; styles drawn by procedure "
        "(`training/styles/swatch_styles.py`, `training/styles/extra_styles.py`): the answer is known.",
        "python -m training.models.train_stylist 54; python -m training.export stylist",
    ),
    "critic": Card(
        "The critic: which look a picture has, for the benchmarks only",
        "A small convolutional classifier of 23 looks (`tools/networks/style_critic.py`).",
        "Drawn looks on scenes, photographs and dead leaves; never a picture of the stylist's.",
        "python -m training.models.train_style_critic",
    ),
    "grader": Card(
        "The grader: templates of things and backdrops, for the benchmarks only",
        "Nothing learnt: every thing in six looks and eleven colours at 12 x 12 samples, standing on the backdrop that "
        "explains most of the picture (all 672, in every wash), matched by the share of the rest that it explains "
        "(`tools/engines/vision/template_grader.py`); the studio never looks through it.",
        "The renderer itself.",
        "python -m training.scenes.templates",
    ),
}

SUITES = {"restorer": "restore", "stylist": "style"}
"""Suites that are not named after their model."""


def _table(figures: dict[str, Any]) -> list[str]:
    rows = ["| figure | value |", "|---|---|"]
    for name, value in figures.items():
        if name == "reliability":
            continue  # It is drawn, in docs/reliability.png.
        for inner, number in value.items() if isinstance(value, dict) else [("", value)]:
            rows.append(f"| {name} {inner}".rstrip() + f" | {number} |")
    return rows


def main() -> None:
    """Write a README.md into each model's folder."""
    for name, card in CARDS.items():
        suite = SUITES.get(name, name)
        path = FIGURES / f"{suite}.json"
        figures = _table(json.loads(path.read_text("utf-8"))) if path.exists() else ["Not measured yet."]
        facts = [f"- Data: {card.data}", f"- Made by: `{card.command}`", f"- Licence: {LICENCE}"]
        lines = [f"# {card.title}", "", card.description, "", *facts, ""]
        lines += [f"Measured by `gouache bench {suite}`:", "", *figures, ""]
        (WEIGHTS / name / "README.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
