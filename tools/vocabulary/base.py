"""What a vocabulary is: the words that a painter knows, and what they mean.

Every profile has one. The storybook's knows a closed world and refuses what is outside; the open one lets a person's
words pass untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from tools.errors import GouacheError

if TYPE_CHECKING:
    # Names of types alone: pydantic takes longer to load than the first screen takes to draw.
    from tools.content import ChangeSpec, ContentSpec

TermKind = Literal[
    "thing", "color", "size", "place", "relation", "scene", "style", "time", "weather", "look", "doing", "attribute",
]  # fmt: skip
"""Kinds of terms. An attribute is what else can be said of a thing: that many of it stand together, a skin tone."""
Language = Literal["en", "zh"]


class UnknownTerm(GouacheError):
    """A wish for something that a closed vocabulary does not have.

    Attributes:
        kind: What was wished for; "count" where it is too many of one thing.
        word: The word as it was said.
        near: The nearest terms that the vocabulary has, nearest first; all of a short list where none is near.
        known_as: What the word is a name of, where it is one of another kind: a colour is no thing.
        piece: Whether the word is a piece of the names of `near`.
        more: Other wishes of the same message that the vocabulary does not have either.
    """

    def __init__(
        self,
        kind: TermKind | Literal["count"],
        word: str,
        near: list[str],
        known_as: TermKind | None = None,
        piece: bool = False,
    ) -> None:
        super().__init__(f"{kind}: {word}")
        self.kind, self.word, self.near, self.known_as, self.piece = kind, word, near, known_as, piece
        self.more: tuple[UnknownTerm, ...] = ()

    @property
    def all(self) -> tuple[UnknownTerm, ...]:
        """This wish and the others, each word once."""
        return tuple({one.word: one for one in reversed((self, *self.more))}.values())[::-1]

    @classmethod
    def joined(cls, wishes: Sequence[UnknownTerm]) -> UnknownTerm:
        """The first of several wishes, which brings the others."""
        first, *others = (one for wish in wishes for one in wish.all)
        first.more = tuple(others)
        return first


@dataclass(frozen=True)
class Term:
    """One thing or value that a vocabulary has.

    Attributes:
        kind: What kind of term it is.
        name: Its canonical English name, which briefs and models use.
        english: All English names; the first is `name`.
        chinese: All Chinese names, the usual one first.
        group: The group that a thing belongs to ("animal"); empty for other kinds.
        symbol: Its emoji; empty for other kinds.
    """

    kind: TermKind
    name: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    group: str = ""
    symbol: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names in both languages."""
        return (*self.english, *self.chinese)


class Vocabulary(Protocol):
    """The words that a painter knows.

    `max_count` is the most of one thing in a picture, None for no limit; `kinds` says whether things of one kind may
    differ in a picture: a red and a blue balloon.
    """

    closed: bool
    max_count: int | None
    kinds: bool

    def terms(self, kind: TermKind) -> tuple[Term, ...]:
        """Every term of a kind; empty where any word will do."""

    def find(self, kind: TermKind, word: str) -> str | None:
        """The canonical name that a word is a name of, in either language, in singular or plural; else None."""

    def resolve(self, kind: TermKind, word: str) -> str | None:
        """As `find`, but slips of the pen are forgiven; None where nothing is meant for certain."""

    def require(self, kind: TermKind, word: str) -> str:
        """As `resolve`.

        Raises:
            UnknownTerm: a closed vocabulary has no such term.
        """

    def names(self, kind: TermKind, name: str) -> tuple[str, ...]:
        """All names of a term; only `name` where the vocabulary has no such term."""

    def unknown(self, kind: TermKind, word: str) -> UnknownTerm:
        """Why a word is none of the vocabulary's terms of a kind, and what comes near."""

    def stand_in(self, kind: TermKind, word: str) -> str | None:
        """The place or relation that a closed painter takes for one that it can't paint; None where it has none."""

    def nearest(self, word: str, limit: int = 3) -> list[str]:
        """Things that come near an unknown word in meaning, sound or spelling, nearest first; may be empty."""

    def split_color(self, word: str) -> tuple[str, str | None]:
        """A name without the colour before it (红苹果, "red balloon"), and that colour; else the word, None."""

    def translate(self, name: str, language: Language) -> str:
        """A term in a language; other words as they are."""

    def measure_word(self, name: str) -> str:
        """The Chinese measure word of a thing by its canonical name: 只 of a cat, 个 of what has no other."""

    def search_terms(self, word: str) -> list[str]:
        """The canonical names that a search word stands for; may be empty."""

    def unknown_words(self, text: str) -> list[str]:
        """Words of an English text that a closed painter does not know, in order; empty for an open one."""

    def read_prompt(self, prompt: str) -> ContentSpec:
        """What an English prompt names for certain."""

    def read_change(self, instruction: str) -> ChangeSpec:
        """What an English editing instruction changes."""

    def read_caption(self, words: list[str]) -> ContentSpec:
        """What a caption in the packaged eyes' grammar says."""

    def caption_sentence(self, words: list[str], language: Language) -> str:
        """A caption in the packaged eyes' grammar as a sentence."""
