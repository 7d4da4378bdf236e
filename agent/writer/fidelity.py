"""Whether a text that a language model wrote says what it was to say, and no more.

Words are compared by their stems, so that "holding" is found in "holds". A text in another language than the words
can only be held to its numbers and to what is to be written in the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from tools.vocabulary.colors import color_words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIGITS = re.compile(r"\d+")
_QUOTED = re.compile(r'["“「『]([^"“”「」『』]{1,200})["”」』]')
_NEGATION = re.compile(
    r"\b(?:no|not|without|never|none|nothing|nobody|neither|nor|\w+n't)\b|没有|不要|不带|不能有", re.I
)
_LITTLE = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "with", "and", "or", "is", "are", "be", "by", "for", "from", "into",
    "as", "it", "its", "his", "her", "their", "that", "this", "who", "which",
})  # fmt: skip
"""Words that grammar asks for."""
_GRAMMAR = frozenset("的了着在和与是一个只位条张")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_HAN_NUMBER = re.compile(r"([两二三四五六七八九十])\s*(?=[只个位条张棵艘座匹头朵名把辆盏块颗本])")
_HAN_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Asked:
    """What a text must say, and what else it may.

    Attributes:
        atoms: Names, attributes and the like, each to be said.
        counts: Numbers above one that must be said.
        lettering: Words that must stand in quotes, letter for letter.
        absent: Names of what the picture must not show, which only a prompt that names them would bring in.
        known: All that the text may draw from.
    """

    atoms: tuple[str, ...]
    counts: tuple[int, ...] = ()
    lettering: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    known: str = ""


def _of_element(element: Element) -> list[str]:
    return [
        word
        for word in (element.noun, element.color, element.size, element.place, element.doing, *element.attributes)
        if word
    ]


def asked_by_brief(brief: Brief) -> Asked:
    """What a prompt must say of a brief; its format is no matter of words."""
    words = [word for element in brief.elements for word in _of_element(element)]
    words += [relation.kind for relation in brief.relations]
    aspects = {kind: value for kind, value in brief.aspects if kind != "format"}
    lettering = aspects.pop("lettering", "")
    words += [word for word in (brief.scene, brief.style, *aspects.values(), *brief.notes) if word]
    return Asked(
        tuple(words),
        tuple(element.count for element in brief.elements if element.count > 1),
        (lettering,) if lettering else (),
        brief.avoid,
        " ".join([*words, lettering]),
    )


def asked_by_edits(edits: Iterable[Edit], brief: Brief) -> Asked:
    """What an instruction must say of edits; of what the brief holds besides it may speak.

    Args:
        edits: The edits.
        brief: The brief after them.
    """
    words, counts, lettering, taken = list[str](), list[int](), list[str](), list[str]()
    for edit in edits:
        if edit.op == "lettering":
            lettering.append(edit.to or "")
        elif edit.op not in ("format", "clear"):
            beside = (edit.rel, edit.of) if edit.rel else ()
            said = (edit.what, edit.to, edit.color, edit.size, edit.place, *beside)
            words += [word for word in (*said, *edit.attributes) if word]
        counts += [edit.count] if edit.count and edit.count > 1 else []
        if edit.op in ("remove", "avoid", "clear", "replace") or edit.without:
            taken += ["no", "without", "not", *edit.without]
    known = " ".join([asked_by_brief(brief).known, *words, *taken])
    numbers = [str(element.count) for element in brief.elements]
    return Asked(tuple(words), tuple(counts), tuple(lettering), (), " ".join([known, *numbers]))


@dataclass(frozen=True)
class Faults:
    """What is wrong with a text.

    Attributes:
        missing: Atoms and numbers that it leaves out.
        unwritten: Words that must stand in quotes, and don't.
        numbers: Numbers that nobody asked for.
        colors: Colours that nobody asked for.
        negation: The first word that denies something, where nothing was to be denied; else empty.
        named: Names of what must not be in the picture.
        quoted: Words in quotes that nobody asked for.
        held: How many atoms, numbers and quoted words it could be held to; those in another language can't be found.
    """

    missing: tuple[str, ...]
    unwritten: tuple[str, ...]
    numbers: tuple[int, ...]
    colors: tuple[str, ...]
    negation: str
    named: tuple[str, ...]
    quoted: tuple[str, ...]
    held: int

    @property
    def lost(self) -> tuple[str, ...]:
        """What it does not say and should."""
        return *self.missing, *self.unwritten

    @property
    def invented(self) -> tuple[str, ...]:
        """What it says and should not."""
        denied = (self.negation,) if self.negation else ()
        return *map(str, self.numbers), *self.colors, *denied, *self.named, *self.quoted

    def sentences(self) -> list[str]:
        """A sentence each for the language model; empty where nothing is wrong."""
        told = [f"It leaves out {_listed(self.missing)}."] if self.missing else []
        told += [f'It must have "{words}" in double quotes, letter for letter.' for words in self.unwritten]
        if self.numbers:
            told.append(f"Nobody asked for the number {', '.join(map(str, self.numbers))}.")
        if self.colors:
            told.append(f"Nobody asked for the color {', '.join(self.colors)}.")
        if self.negation:
            told.append(f"It says “{self.negation}”: say only what the picture shows.")
        if self.named:
            told.append(f"It names {_listed(self.named)}, which must not be in the picture.")
        return told + [f"Nobody asked for the words “{words}” in quotes." for words in self.quoted]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def find_faults(text: str, asked: Asked) -> Faults:
    """What is wrong with a text."""
    han = bool(_HAN.search(text))
    atoms = [atom for atom in dict.fromkeys(asked.atoms) if bool(_HAN.search(atom)) == han]
    said = _numbers(text)
    missing = [atom for atom in atoms if not _says(text, atom)]
    missing += [str(count) for count in asked.counts if count not in said]
    quoted = _QUOTED.findall(text)
    known = " ".join([asked.known, *asked.lettering])
    same_language = han == bool(_HAN.search(asked.known))
    negated = _NEGATION.search(text)
    return Faults(
        missing=tuple(missing),
        unwritten=tuple(words for words in asked.lettering if not any(words in one for one in quoted)),
        numbers=tuple(sorted(said - _numbers(known) - set(asked.counts) - {1})),
        colors=tuple(sorted(color_words(text) - color_words(known))) if same_language else (),
        negation=negated.group() if negated and not _NEGATION.search(known) else "",
        named=tuple(name for name in asked.absent if _says(text, name)),
        quoted=tuple(words for words in quoted if not _is_known(words, asked)),
        held=len(atoms) + len(asked.counts) + len(asked.lettering),
    )


def _is_known(words: str, asked: Asked) -> bool:
    return any(words in one or one in words for one in asked.lettering) or words.lower() in asked.known.lower()


def _numbers(text: str) -> set[int]:
    """Numbers of a text, as numerals or as words, from 0 on; one is no number, because it is an article, too."""
    found = {int(digits[:9]) for digits in _DIGITS.findall(text)}
    found |= {_NUMBERS[word] for word in _WORD.findall(text.lower()) if word in _NUMBERS}
    return found | {2 if one == "两" else _HAN_DIGITS.index(one) for one in _HAN_NUMBER.findall(text)}


def _says(text: str, atom: str) -> bool:
    """Whether every word of an atom is in a text, in whatever form; of Chinese every letter."""
    if _HAN.search(atom):
        return all(letter in text for letter in _HAN.findall(atom) if letter not in _GRAMMAR)
    if not atom.isascii():
        return atom.lower() in text.lower()
    known = {_stem(word) for word in _WORD.findall(text.lower())}
    words = [word for word in _WORD.findall(atom.lower()) if word not in _LITTLE]
    digits = set(_DIGITS.findall(atom))
    return digits <= set(_DIGITS.findall(text)) and all(_stem(word) in known for word in words)


def _stem(word: str) -> str:
    """What a word's forms have in common: "smil" of smiling, smiles and smiled."""
    import inflection

    word = inflection.singularize(word.removesuffix("'s"))
    for ending in ("ingly", "edly", "ing", "ed", "ly", "es", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e").removesuffix("y").removesuffix("i")
