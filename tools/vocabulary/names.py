"""A table of canonical names and their other names, looked up at once."""

from __future__ import annotations

from functools import cached_property


def fold(word: str) -> str:
    """A word as names are compared: lower case, single spaces, no hyphens."""
    return " ".join(word.lower().replace("-", " ").split())


class Names(dict[str, tuple[str, ...]]):
    """Canonical names with their other names, in any language."""

    @cached_property
    def index(self) -> dict[str, str]:
        """Every name, folded, with its canonical name; the first to claim a name keeps it."""
        found: dict[str, str] = {}
        for name, others in self.items():
            for word in (name, *map(fold, others)):
                found.setdefault(word, name)
        return found

    def find(self, word: str) -> str | None:
        """The canonical name that a word is a name of, or None."""
        return self.index.get(fold(word))
