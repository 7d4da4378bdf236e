"""The storybook's vocabulary: corrects slips, refuses what is outside its world, and offers what comes near."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from tools.content import ChangeSpec, ContentSpec
from tools.text import simplified
from tools.vocabulary.base import Language, Term, TermKind, UnknownTerm
from tools.vocabulary.names import fold
from tools.vocabulary.storybook import captions, lexicon, prompts
from tools.vocabulary.storybook.near_values import near_values

_TYPO = 84.0
"""How alike in spelling (0 to 100) a misspelt name must be to count as known."""
_SHORT = 4
"""Letters up to which a misspelt English word may be any of several names, so that only a swap of two is put right."""
_NEAR_VALUE = 80.0
"""How alike in spelling (0 to 100) a value is offered in a refusal."""
_LONGEST = 8
"""Characters of the longest Chinese names."""
_TABLES: dict[TermKind, lexicon.Names] = {
    "color": lexicon.COLOR_NAMES, "size": lexicon.SIZES, "place": lexicon.PLACES, "relation": lexicon.RELATIONS,
    "scene": lexicon.SCENES, "style": lexicon.STYLES, "time": lexicon.NONE, "weather": lexicon.NONE,
    "look": lexicon.NONE, "doing": lexicon.NONE, "attribute": lexicon.NONE,
}  # fmt: skip


@cache
def _terms(kind: TermKind) -> tuple[Term, ...]:
    if kind == "thing":
        return tuple(
            Term("thing", noun.name, noun.english, noun.chinese, noun.group, noun.emoji)
            for noun in lexicon.nouns().values()
        )
    return tuple(
        Term(
            kind,
            name,
            (name, *(other for other in others if other.isascii())),
            tuple(other for other in others if not other.isascii()),
        )
        for name, others in _TABLES[kind].items()
    )


@cache
def _english_names() -> dict[str, str]:
    return {name: noun.name for noun in lexicon.nouns().values() for name in noun.english}


def _holds(text: str, name: str) -> bool:
    """Whether a text holds a name: as words in English, anywhere in Chinese."""
    return f" {name} " in f" {fold(text)} " if name.isascii() else name in text


class StorybookVocabulary:
    """The closed world of the packaged models; see `tools.vocabulary.base.Vocabulary`."""

    closed = True
    max_count: int | None = lexicon.MAX_COUNT
    kinds = False

    def terms(self, kind: TermKind) -> tuple[Term, ...]:
        """Every term of a kind, in the order of its table."""
        return _terms(kind)

    def find(self, kind: TermKind, word: str) -> str | None:
        """The canonical name that a word is a name of, in either language, in singular or plural; else None."""
        return self._find(kind, word) or (None if word.isascii() else self._find(kind, simplified(word)))

    @staticmethod
    def _find(kind: TermKind, word: str) -> str | None:
        match kind:
            case "thing":
                return lexicon.noun(word)
            case "style":
                return lexicon.style(word)
            case _:
                return lexicon.lookup(word, _TABLES[kind])

    def resolve(self, kind: TermKind, word: str) -> str | None:
        """As `find`; of scenes and colours also a misspelt name, of things one typed by sound or shortened, too."""
        found = self.find(kind, word)
        if found is not None:
            return found
        if kind != "thing":
            return self._misspelt_value(kind, word) if kind in ("scene", "color") else None
        if word.isascii():
            return self._misspelt(word.lower())
        # 兔 is short for 兔子.
        return lexicon.noun(f"{word}子") or next(iter(lexicon.sounding(word)), None)

    @staticmethod
    def _misspelt_value(kind: TermKind, word: str) -> str | None:
        names = _TABLES[kind].index
        if not word.isascii() or len(word) <= _SHORT:
            return None
        long = [name for name in names if len(name) > _SHORT]
        close = process.extractOne(fold(word), long, scorer=fuzz.ratio, score_cutoff=_TYPO)
        return names[close[0]] if close else None

    @staticmethod
    def _misspelt(word: str) -> str | None:
        """The thing whose name was misspelt, or has two letters swapped behind its first; None if there is none."""
        names = _english_names()
        if len(word) > _SHORT:
            near = lexicon.nearest(word, 1)
            own = [name for noun in near for name in lexicon.nouns()[noun].english]
            if process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=_TYPO):
                return near[0]
        if len(word) < _SHORT:
            return None
        letters = sorted(word)
        swapped = (
            noun
            for name, noun in names.items()
            if name[0] == word[0] and sorted(name) == letters and OSA.distance(name, word) == 1
        )
        return next(swapped, None)

    def require(self, kind: TermKind, word: str) -> str:
        """As `resolve`.

        Raises:
            UnknownTerm: the world has no such term.
        """
        found = self.resolve(kind, word)
        if found is not None:
            return found
        raise self.unknown(kind, word)

    def unknown(self, kind: TermKind, word: str) -> UnknownTerm:
        """Why a word is none of the world's terms of a kind, and what comes near in meaning, else in spelling."""
        if not _TABLES.get(kind, True) and self.find("scene", word):
            return UnknownTerm(kind, word, [], "scene")  # It has night as a scene alone.
        if kind != "thing":
            return UnknownTerm(kind, word, self._near_values(kind, word))
        known_as = next((other for other in _TABLES if self.find(other, word)), None)
        if known_as:
            return UnknownTerm(kind, word, [], known_as)
        # A single Han letter is a piece of a name more often than a word of its own.
        whole = [] if len(word) > 1 and lexicon.is_keyword(word) else lexicon.names_with(word)
        return UnknownTerm(kind, word, whole or self.nearest(word), piece=bool(whole))

    def _near_values(self, kind: TermKind, word: str) -> list[str]:
        """The terms nearest to an unknown colour, scene, style and so on; all where none is near."""
        meant = near_values(kind, word)
        if meant:
            return meant
        names = _TABLES[kind].index
        alike = process.extractOne(fold(word), list(names), scorer=fuzz.ratio, score_cutoff=_NEAR_VALUE)
        if alike:
            return [names[alike[0]]]
        # A dark blue car is nearest to a blue one.
        inside = [names[name] for name in names if _holds(word, name)]
        return list(dict.fromkeys(inside)) or list(_TABLES[kind])

    def stand_in(self, kind: TermKind, word: str) -> str | None:
        """What is on something is painted above it, what is next to it right of it; of a corner the side is kept."""
        if kind == "place":
            return next(iter(near_values(kind, word)), None)
        return {"on": "above", "next to": "right of"}.get(word) if kind == "relation" else None

    def names(self, kind: TermKind, name: str) -> tuple[str, ...]:
        """All names of a term in both languages; only `name` where the world has no such term."""
        return next((term.names for term in _terms(kind) if term.name == name), (name,))

    def nearest(self, word: str, limit: int = 3) -> list[str]:
        """Things near an unknown word: in meaning where the table of keywords has it, else in sound and spelling."""
        return lexicon.nearest(word, limit)

    def split_color(self, word: str) -> tuple[str, str | None]:
        """A name without the colour before it (红苹果, "red balloon"), and that colour."""
        if self.resolve("thing", word) is not None:
            return word, None
        for color, names in lexicon.COLOR_NAMES.items():
            for name in sorted((color, *names), key=len, reverse=True):
                start = f"{name} " if name.isascii() else name
                rest = word[len(start) :].removeprefix("的")
                if word.lower().startswith(start) and self.resolve("thing", rest):
                    return rest, color
        return word, None

    def translate(self, name: str, language: Language) -> str:
        """A term in Chinese or English; other words as they are."""
        return lexicon.chinese(name) if language == "zh" else name

    def measure_word(self, name: str) -> str:
        """The Chinese measure word of a thing by its canonical name."""
        return lexicon.measure_word(name)

    def search_terms(self, word: str) -> list[str]:
        """The canonical names that a search word stands for; may be empty.

        Chinese is written without spaces: the longest known names in it count, the characters between them don't.
        """
        if word.isascii():
            name = lexicon.noun(word)
            return [name] if name else []
        found: list[str] = []
        at = 0
        while at < len(word):
            end = at + 1
            for end in range(min(len(word), at + _LONGEST), at, -1):
                piece = word[at:end]
                known = (self.find(kind, piece) for kind in ("thing", "color", "scene", "style"))
                name = next(filter(None, known), None)
                if name:
                    found.append(name)
                    break
            at = end
        return found

    def unknown_words(self, text: str) -> list[str]:
        """Words of an English text that are neither grammar nor in the world's tables, in order."""
        return prompts.unknown_words(text)

    def read_prompt(self, prompt: str) -> ContentSpec:
        """What an English prompt names for certain: things with count, size and colour, scene and style."""
        return prompts.read_prompt(prompt)

    def read_change(self, instruction: str) -> ChangeSpec:
        """What an English editing instruction changes."""
        return prompts.read_change(instruction)

    def read_caption(self, words: list[str]) -> ContentSpec:
        """What a caption in the packaged eyes' grammar says."""
        return captions.read_caption(words)

    def caption_sentence(self, words: list[str], language: Language) -> str:
        """A caption in the packaged eyes' grammar as a sentence."""
        return captions.caption_sentence(words, language)
