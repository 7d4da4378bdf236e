"""The open vocabulary: a person's words are the painter's words."""

from __future__ import annotations

from tools.content import ChangeSpec, ContentSpec
from tools.vocabulary.base import Language, Term, TermKind, UnknownTerm
from tools.vocabulary.chinese import MEASURE


class OpenVocabulary:
    """Knows no lists and refuses nothing; see `tools.vocabulary.base.Vocabulary`."""

    closed = False
    max_count: int | None = None
    kinds = True

    def terms(self, kind: TermKind) -> tuple[Term, ...]:
        """Always empty: any word will do, so none is listed."""
        del kind
        return ()

    def find(self, kind: TermKind, word: str) -> str | None:
        """Always None: the open vocabulary has no lists to find a word in."""
        del kind, word
        return None

    def resolve(self, kind: TermKind, word: str) -> str | None:
        """The word as it was said."""
        del kind
        return word.strip() or None

    def require(self, kind: TermKind, word: str) -> str:
        """The word as it was said."""
        del kind
        return word.strip()

    def names(self, kind: TermKind, name: str) -> tuple[str, ...]:
        """The name alone."""
        del kind
        return (name,)

    def unknown(self, kind: TermKind, word: str) -> UnknownTerm:
        """Only what was asked: the open vocabulary refuses nothing, so there is nothing to suggest."""
        return UnknownTerm(kind, word, [])

    def stand_in(self, kind: TermKind, word: str) -> str | None:
        """The word itself: the open vocabulary takes every word."""
        del kind
        return word

    def nearest(self, word: str, limit: int = 3) -> list[str]:
        """Always empty: the open vocabulary takes every word, so there is nothing to suggest."""
        del word, limit
        return []

    def split_color(self, word: str) -> tuple[str, str | None]:
        """The word as it is, without a colour."""
        return word, None

    def translate(self, name: str, language: Language) -> str:
        """The word as it was said, in whatever language."""
        del language
        return name

    def measure_word(self, name: str) -> str:
        """The measure word that goes with anything."""
        del name
        return MEASURE

    def search_terms(self, word: str) -> list[str]:
        """Always empty: a search has only the word itself."""
        del word
        return []

    def unknown_words(self, text: str) -> list[str]:
        """Always empty: an open painter is given any words."""
        del text
        return []

    def read_prompt(self, prompt: str) -> ContentSpec:
        """A content that names nothing for certain: only the prompt as a whole says what the picture shows."""
        return ContentSpec(unknown=(prompt,))

    def read_change(self, instruction: str) -> ChangeSpec:
        """An empty change: what the instruction changes is not known for certain."""
        del instruction
        return ChangeSpec()

    def read_caption(self, words: list[str]) -> ContentSpec:
        """An empty content: the eyes of an open profile write sentences, not the packaged grammar."""
        del words
        return ContentSpec()

    def caption_sentence(self, words: list[str], language: Language) -> str:
        """The words in a row."""
        del language
        return " ".join(words)
