"""Which nouns can be told apart at the smallest size? `python -m training.reports.legible` asks the grader.

Every noun is rendered at every size in every art set on a plain backdrop; `docs/figures/legible.json` keeps the share
of pictures whose one thing is named right, by size and by noun. A noun that is seldom named right is one to draw
larger, to merge with its double, or to leave out.
"""

from __future__ import annotations

import json

import numpy as np

from agent.brief.model import Brief, Element
from benchmarks.judges import rules
from tools.vocabulary.storybook import lexicon
from training.reports.cards import FIGURES
from training.scenes.art import SETS
from training.scenes.scene import build, draw

WORST = 20


def main() -> None:
    """Render, ask, write."""
    rng, grader = np.random.default_rng(91), rules.Grader()
    right: dict[str, dict[str, list[bool]]] = {"small": {}, "medium": {}, "large": {}}
    for size, nouns in right.items():
        for noun in lexicon.nouns():
            briefs = [Brief(elements=(Element(what=noun, size=size),), style=style, scene="plain") for style in SETS]
            # Medium is what a thing without a size gets.
            elements = [b.model_copy(update={"elements": (Element(what=noun),)}) for b in briefs]
            scenes = [build(rng, brief) for brief in (elements if size == "medium" else briefs)]
            views = grader.see([draw(scene) for scene in scenes if scene is not None])
            nouns[noun] = [bool(rules.things_named(view, noun)) for view in views]
    shares = {n: float(np.mean([v for nouns in right.values() for v in nouns[n]])) for n in lexicon.nouns()}
    worst = sorted(shares, key=lambda noun: shares[noun])[:WORST]
    figures = {
        "nouns": len(shares), "art_sets": len(SETS),
        **{size: round(float(np.mean([v for vs in nouns.values() for v in vs])), 3) for size, nouns in right.items()},
        "below_half": [noun for noun in shares if shares[noun] < 0.5],
        "worst": {noun: round(shares[noun], 2) for noun in worst},
    }  # fmt: skip
    (FIGURES / "legible.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
