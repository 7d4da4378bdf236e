"""The open vocabulary: a person's words are the painter's words."""

from __future__ import annotations

from tools.content import ChangeSpec, ContentSpec
from tools.vocabulary.base import Language, Term, TermKind


class OpenVocabulary:
    """Knows no lists and refuses nothing; see `tools.vocabulary.base.Vocabulary`."""

    closed = False
    max_count: int | None = None

    def terms(self, kind: TermKind) -> tuple[Term, ...]:
        """Nothing is listed: any word will do."""
        del kind
        return ()

    def find(self, kind: TermKind, word: str) -> str | None:
        """None: the open vocabulary has no lists to find a word in."""
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

    def nearest(self, word: str, limit: int = 3) -> list[str]:
        """Nothing: no word is unknown."""
        del word, limit
        return []

    def split_color(self, word: str) -> tuple[str, str | None]:
        """The word as it is."""
        return word, None

    def translate(self, name: str, language: Language) -> str:
        """The word as it was said, in whatever language."""
        del language
        return name

    def search_terms(self, word: str) -> list[str]:
        """Nothing beyond the word itself."""
        del word
        return []

    def unknown_words(self, text: str) -> list[str]:
        """None: an open painter is given any words."""
        del text
        return []

    def read_prompt(self, prompt: str) -> ContentSpec:
        """Nothing for certain: the prompt as a whole says what the picture shows."""
        return ContentSpec(unknown=(prompt,))

    def read_change(self, instruction: str) -> ChangeSpec:
        """Nothing for certain."""
        del instruction
        return ChangeSpec()

    def read_caption(self, words: list[str]) -> ContentSpec:
        """Nothing: open eyes write sentences, not a grammar."""
        del words
        return ContentSpec()

    def caption_sentence(self, words: list[str], language: Language) -> str:
        """The words in a row."""
        del language
        return " ".join(words)
