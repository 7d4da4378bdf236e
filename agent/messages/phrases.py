"""A vocabulary's words, things, requirements and changes as phrases in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent.brief.diff import Difference, differences
from agent.brief.model import POSITIONS, Brief, Element
from agent.brief.wording import NUMBERS, PLACE_WORDS, element_phrase
from agent.messages.catalogue import catalogue, sentence
from tools.types import Check, Requirement
from tools.vocabulary import chinese
from tools.vocabulary.base import Language, Vocabulary
from tools.vocabulary.english import is_plural_only, with_article

_YES_OR_NO = ("exists", "absent", "relation")
"""Kinds of requirement that the eyes answer with yes or no."""


class Phrases:
    """Phrases in one language about one vocabulary's words."""

    def __init__(self, language: Language, vocabulary: Vocabulary) -> None:
        self.language, self.vocabulary = language, vocabulary

    def phrase(self, section: str, key: str, **values: object) -> str:
        """A phrase of the catalogue."""
        return sentence(self.language, section, key, **values)

    def word(self, value: str) -> str:
        """A word of the vocabulary, or an answer of the eyes, in the person's language; other words as they are."""
        said = catalogue(self.language)
        known = said["value"].get(value) or said["seen_word"].get(value)
        if known or self.language == "en" or " " not in value or not value.isascii():
            return known or self.vocabulary.translate(value, self.language)
        whole = self.vocabulary.translate(value, self.language)
        return whole if whole != value else self._told_apart(value)

    def _told_apart(self, name: str) -> str:
        """The name of one of several of a kind in Chinese: 红色的气球 for "red balloon"."""
        words = name.split(" ")
        for at in range(1, len(words)):
            rest, before = " ".join(words[at:]), [" ".join(words[:at])] if at == 1 else words[:at]
            noun = self.vocabulary.translate(rest, self.language)
            told = [self.word(word) for word in before]
            if noun != rest and told != before:
                return "".join(word if word.endswith("的") or len(word) == 1 else f"{word}的" for word in told) + noun
        return name

    def place(self, value: str) -> str:
        """Where a thing is: "on the left", 左边."""
        return PLACE_WORDS.get(value, value) if self.language == "en" else self.word(value)

    def listed(self, words: Iterable[str]) -> str:
        """Phrases in a row: "a bear, a cat and a tree"."""
        found = list(words)
        if self.language == "zh":
            return chinese.listed(found)
        return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))

    def row(self, phrases: Iterable[str], sign: str = ",") -> str:
        """Phrases in a row that is no sentence's: "bear, cat, tree"; `sign` is "," or ";"."""
        return ({",": "、", ";": "；"}[sign] if self.language == "zh" else f"{sign} ").join(phrases)

    def names(self, values: Iterable[str]) -> str:
        """Words of the vocabulary in a row."""
        return self.listed(map(self.word, values))

    def things(self, names: Sequence[str]) -> str:
        """Things in a row, in English with their articles."""
        return self.listed(map(self.word, names) if self.language == "zh" else map(with_article, names))

    def quoted(self, words: Iterable[str]) -> str:
        """Words as the person wrote them, in quotes, in a row."""
        return self.listed(f"“{word}”" for word in words)

    def element(self, element: Element) -> str:
        """A thing with all that is asked of it: "two small red balloons", 两个红色的小气球."""
        if self.language == "en":
            return element_phrase(element)
        color, size, noun, place = (
            self.word(w or "") for w in (element.color, element.size, element.noun, element.place)
        )
        number = chinese.counted(element.count, self.vocabulary.measure_word(element.noun))
        doing = f"在{self.word(element.doing)}" if element.doing else ""
        more = "，".join(filter(None, (place, doing, *element.attributes)))
        return number + chinese.noun_phrase(noun, color, size) + (f"（{more}）" if more else "")

    def statement(self, requirement: Requirement) -> str:
        """What a requirement says: "the bicycle is red"."""
        return self._requirement("statement", requirement)

    def missed(self, check: Check) -> str:
        """What was asked for and what is seen instead: "the bicycle should be red, but I see blue"."""
        asked = check.requirement
        if asked.kind in ("exists", "absent"):
            return self._requirement("missed", asked)
        kind = "relation" if self._key(asked) == "relation" else "unseen"
        tail = self.phrase("seen", kind)
        if asked.kind not in _YES_OR_NO and check.seen not in ("", "yes", "no", "nothing", asked.value):
            seen = catalogue(self.language)["seen_word"].get(check.seen)
            seen = seen or (self.place(check.seen) if asked.kind == "place" else self.word(check.seen))
            if asked.kind == "count" and check.seen.isdecimal():
                seen = self.number(int(check.seen), asked.subject)
            tail = self.phrase("seen", asked.kind, seen=seen)
        return self._requirement("should", asked) + tail

    def whether(self, requirement: Requirement) -> str:
        """A requirement as what is not known: "whether the bicycle is red"."""
        return self._requirement("whether", requirement)

    def changes(self, before: Brief, after: Brief) -> tuple[str, ...]:
        """What differs between two briefs, a phrase each: "added a red bird"."""
        return tuple(map(self._change, differences(before, after)))

    def _requirement(self, section: str, asked: Requirement) -> str:
        zh = self.language == "zh"
        count = int(asked.value) if asked.kind == "count" and asked.value.isdecimal() else 1
        subject = self.word(asked.subject)
        if zh:
            counted = chinese.counted(count, self.vocabulary.measure_word(asked.subject))
        else:
            counted = element_phrase(Element(what=asked.subject, count=count)) if asked.subject else ""
        several = not zh and (is_plural_only(asked.subject) or (asked.kind == "count" and count > 1))
        value = self.place(asked.value) if asked.kind == "place" else self.word(asked.value)
        return self.phrase(
            section,
            self._key(asked),
            subject=subject,
            counted=counted,
            value=value.removeprefix("在") if asked.kind == "relation" else value,
            object=self._landmark(asked),
            be="are" if several else "is",
            one=with_article(subject) if subject else "",
        )

    def _landmark(self, asked: Requirement) -> str:
        """What something stands to; two things where it stands between them."""
        if asked.value != "between":
            return self.word(asked.object)
        first, _, second = asked.object.partition(" and ")
        return self.listed(
            self.word(name) for name in ((first, f"the {second}") if self.language == "en" else (first, second)) if name
        )

    @staticmethod
    def _key(asked: Requirement) -> str:
        """The name of a requirement's phrase: what things do has others than what they are, or where."""
        if asked.kind == "attribute" and is_action(asked.value):
            return "action"
        return "bond" if asked.kind == "relation" and asked.value not in POSITIONS else asked.kind

    def aspect(self, kind: str) -> str:
        """The name of what can be said of a whole picture: "light", 光线; other words as they are."""
        return catalogue(self.language)["aspect"].get(kind, kind)

    def number(self, count: int, name: str) -> str:
        """A number of things of a name, without the name: "two", 两只."""
        if self.language == "zh":
            return chinese.counted(count, self.vocabulary.measure_word(name))
        return "one" if count == 1 else NUMBERS.get(count, str(count))

    def _change(self, change: Difference) -> str:
        old, new = (self._side(side) for side in (change.before, change.after))
        key: str = change.kind
        if key in ("scene", "style", "attribute", "aspect") and not (old and new):
            key = f"no_{key}" if old else f"first_{key}"
        subject = self.aspect(change.subject) if change.kind == "aspect" else self.word(change.subject)
        return self.phrase("change", key, old=old, new=new, subject=subject)

    def _side(self, side: Element | Requirement | str | None) -> str:
        if isinstance(side, Element):
            return self.element(side)
        if isinstance(side, Requirement):
            return self.statement(side)
        return self.word(side or "")


def is_action(words: str) -> bool:
    """Whether free words say what a thing does rather than what it is like: "kneading dough"."""
    return words.split(" ", 1)[0].endswith("ing")
