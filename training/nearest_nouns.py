"""Which of the world's things come near a word that it does not know: `python -m training.nearest_nouns`.

Writes `tools/vocabulary/storybook/nearest.tsv` from emojibase's labels and keywords (MIT; from Unicode CLDR): a thing is near a word
that is a keyword of its own emoji, of one in the same subgroup ("animal-mammal"), or of one that shares keywords.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.vocabulary.storybook import lexicon
from training.corpus.speech.speaker import EMOJIBASE

OUT = Path(lexicon.__file__).parent / "nearest.tsv"
EACH, LEAST, LONGEST = 3, 0.5, 24
"""Things a word; the lowest score that counts; characters of a word."""
APART = (None, 0, 1, 8)
"""Groups of parts, faces, people and symbols: what stands there together is not alike."""


def _emojis(language: str) -> list[dict[str, Any]]:
    rows = json.loads((EMOJIBASE / language / "data.json").read_text("utf-8"))
    return [{**row, "words": {w.lower() for w in (row["label"], *row.get("tags", []))}} for row in rows]


def table(language: str) -> dict[str, list[str]]:
    """Words that are no noun of the world, with the nearest that are, best first."""
    emojis = _emojis(language)
    ours = {noun.emoji.replace("\ufe0f", ""): noun.name for noun in lexicon.nouns().values()}
    known = [(row, ours[bare]) for row in emojis if (bare := row["emoji"].replace("\ufe0f", "")) in ours]
    scores: dict[str, dict[str, float]] = {}
    for row in emojis:
        near: dict[str, float] = {}
        for other, name in known:
            alike = len(row["words"] & other["words"]) / len(row["words"] | other["words"])
            family = row.get("subgroup") == other.get("subgroup") and row.get("group") not in APART
            near[name] = 4.0 if row is other else alike + 0.6 * family
        for word in row["words"]:
            found = scores.setdefault(word, {})
            for name, score in near.items():
                found[name] = max(found.get(name, 0.0), score * (2 if row["label"].lower() == word else 1))
    best: dict[str, list[str]] = {}
    for word, found in sorted(scores.items()):
        names = sorted((n for n, s in found.items() if s >= LEAST), key=lambda n: (-found[n], n))[:EACH]
        if names and len(word) <= LONGEST and "\t" not in word and lexicon.noun(word) is None:
            best[word] = names
    return best


def main() -> None:
    """Both languages in one table."""
    rows = {**table("zh"), **table("en")}
    OUT.write_text("".join(f"{word}\t{'|'.join(names)}\n" for word, names in sorted(rows.items())), "utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main()
