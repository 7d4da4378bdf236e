"""The storybook's nouns nearest to words that it does not know: `python -m training.nearest_nouns`.

Writes `tools/vocabulary/storybook/nearest.tsv` from emojibase's labels and keywords (MIT; from Unicode CLDR). A noun is
near a word that is a keyword of the noun's own emoji, of an emoji in the same subgroup ("animal-mammal"), or of one
that shares keywords.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.vocabulary.storybook import lexicon
from training.corpus.speech.outside_nouns import EMOJIBASE

OUT = Path(lexicon.__file__).parent / "nearest.tsv"
NOUNS_PER_WORD = 3
LEAST_SCORE = 0.5
LONGEST_WORD = 24
"""In characters."""
MIXED_GROUPS = (None, 0, 1, 8)
"""Groups of parts, faces, people and symbols: things in the same subgroup of these are not alike."""


def _load_emojis(language: str) -> list[dict[str, Any]]:
    rows = json.loads((EMOJIBASE / language / "data.json").read_text("utf-8"))
    return [{**row, "words": {w.lower() for w in (row["label"], *row.get("tags", []))}} for row in rows]


def _similarity(row: dict[str, Any], other: dict[str, Any]) -> float:
    """Return 4 for the same emoji, else the Jaccard index of the keywords, plus 0.6 in the same subgroup."""
    if row is other:
        return 4.0
    same_family = row.get("subgroup") == other.get("subgroup") and row.get("group") not in MIXED_GROUPS
    return len(row["words"] & other["words"]) / len(row["words"] | other["words"]) + 0.6 * same_family


def _score_words(emojis: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the score of every noun for every keyword of any emoji."""
    nouns = {noun.emoji.replace("\ufe0f", ""): noun.name for noun in lexicon.nouns().values()}
    known = [(row, nouns[bare]) for row in emojis if (bare := row["emoji"].replace("\ufe0f", "")) in nouns]
    scores: dict[str, dict[str, float]] = {}
    for row in emojis:
        similar: dict[str, float] = {}
        for other, name in known:
            similar[name] = _similarity(row, other)
        for word in row["words"]:
            weight = 2 if row["label"].lower() == word else 1
            of_word = scores.setdefault(word, {})
            for name, score in similar.items():
                of_word[name] = max(of_word.get(name, 0.0), score * weight)
    return scores


def nearest_nouns(language: str) -> dict[str, list[str]]:
    """Return words that name no noun of the storybook, each with the nearest nouns, best first."""
    nearest: dict[str, list[str]] = {}
    for word, scores in sorted(_score_words(_load_emojis(language)).items()):
        names = sorted((n for n, s in scores.items() if s >= LEAST_SCORE), key=lambda n: (-scores[n], n))
        usable = len(word) <= LONGEST_WORD and "\t" not in word and lexicon.noun(word) is None
        if names and usable:
            nearest[word] = names[:NOUNS_PER_WORD]
    return nearest


def main() -> None:
    """Write both languages into one table."""
    rows = {**nearest_nouns("zh"), **nearest_nouns("en")}
    OUT.write_text("".join(f"{word}\t{'|'.join(names)}\n" for word, names in sorted(rows.items())), "utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main()
