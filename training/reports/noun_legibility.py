"""Which nouns can be told apart at the smallest size: `python -m training.reports.noun_legibility` asks the grader.

Every noun is rendered at every size in every art set on a plain backdrop; `docs/figures/legible.json` keeps the share
of pictures whose one thing is named right, by size and by noun. A noun that is seldom named right should be drawn
larger, merged with its double, or left out.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from agent.brief.model import Brief, Element
from benchmarks.judges import rules
from tools.vocabulary.storybook import lexicon
from training.reports.figures import save_figures
from training.scenes.art import ART_SETS
from training.scenes.scene import build_scene, draw

WORST = 20
"""Nouns that are listed by name."""
SIZES = {"small": "small", "medium": None, "large": "large"}
"""Sizes, and what a brief says of them: medium is what a thing without a size gets."""

Named = dict[str, list[bool]]
"""By noun, whether it was named right in each art set."""


def _named_right(rng: np.random.Generator, grader: rules.Grader, noun: str, size: str | None) -> list[bool]:
    """Render a noun in every art set and return whether the grader names it."""
    element = Element(what=noun, size=size)
    briefs = [Brief(elements=(element,), style=style, scene="plain") for style in ART_SETS]
    scenes = [build_scene(rng, brief) for brief in briefs]
    views = grader.see([draw(scene) for scene in scenes if scene is not None])
    return [bool(rules.things_named(view, noun)) for view in views]


def _figures(right: dict[str, Named]) -> dict[str, Any]:
    shares = {n: float(np.mean([v for nouns in right.values() for v in nouns[n]])) for n in lexicon.nouns()}
    worst = sorted(shares, key=lambda noun: shares[noun])[:WORST]
    by_size = {
        size: round(float(np.mean([v for values in nouns.values() for v in values])), 3)
        for size, nouns in right.items()
    }
    return {
        "nouns": len(shares),
        "art_sets": len(ART_SETS),
        **by_size,
        "below_half": [noun for noun in shares if shares[noun] < 0.5],
        "worst": {noun: round(shares[noun], 2) for noun in worst},
    }


def main() -> None:
    """Render, ask and write."""
    rng = np.random.default_rng(91)
    grader = rules.Grader()
    right = {
        size: {noun: _named_right(rng, grader, noun, asked) for noun in lexicon.nouns()}
        for size, asked in SIZES.items()
    }
    figures = _figures(right)
    save_figures("legible", figures)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
