"""One person speaking: a language, a source of chance, and words for single attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from agent.brief.wording import NUMBERS
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.outside_nouns import multiword_nouns, outside_nouns
from training.corpus.speech.things import name_in
from training.corpus.wordings.attributes import (
    CHINESE_NUMBERS,
    COMPARATIVES,
    GENERAL_MEASURE,
    GROUP_MEASURES,
    NOUN_MEASURES,
    OPPOSITE_SIZES,
    PLACES,
    RESIZE_VERBS,
    SIZES,
    UNKNOWN_COLORS,
    UNKNOWN_SCENES,
    UNKNOWN_STYLES,
)
from training.corpus.wordings.patterns import expand_pattern, split_patterns
from training.corpus.wordings.scenes_and_styles import SCENE_DESCRIPTIONS
from training.corpus.wordings.world.relations import PLACES as CORNERS_AND_DEPTHS

T = TypeVar("T")

UNKNOWN = 0.06
"""Share of colours, scenes and styles that the storybook does not know."""


@dataclass
class Speaker:
    """One person speaking.

    Methods that draw something call the generator, so their order matters: the same seed must always make the same
    messages.

    Attributes:
        rng: Source of chance.
        lang: "en" or "zh".
        testing: Whether the patterns and nouns kept for testing are used.
        outside_share: Share of nouns that the storybook does not know.
    """

    rng: np.random.Generator
    lang: str
    testing: bool = False
    outside_share: float = 0.35

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of some options."""
        return options[int(self.rng.integers(len(options)))]

    def pick_two(self, options: Sequence[T]) -> tuple[T, T]:
        """Draw two different options."""
        first, second = self.rng.choice(len(options), 2, replace=False)
        return options[int(first)], options[int(second)]

    def chance(self, share: float) -> bool:
        """Return True in a share of the calls."""
        return bool(self.rng.random() < share)

    def expand(self, pattern: str) -> str:
        """Return one sentence of a pattern."""
        return expand_pattern(pattern, self.pick)

    def wording(self, patterns: list[str]) -> str:
        """Return a sentence of one of the patterns for training or for testing."""
        return self.expand(self.pick(split_patterns(patterns, self.testing)))

    def labelled_wording(self, patterns: list[tuple[str, str]]) -> tuple[str, str]:
        """Return a sentence of one of the patterns for training or for testing, and the pattern's label."""
        pattern, label = self.pick(split_patterns(patterns, self.testing))
        return self.expand(pattern), label

    def noun(self) -> str:
        """Draw the name of a thing, sometimes of one that the storybook does not know."""
        if self.chance(self.outside_share):
            return self.pick(outside_nouns(self.lang, self.testing))
        if self.lang == "en" and self.chance(0.12):
            return self.pick(multiword_nouns())
        known = self.pick(list(lexicon.nouns().values()))
        # Some Chinese messages have an English word in them.
        english = self.lang == "en" or self.chance(0.03)
        return self.pick(known.english if english else known.chinese)

    def name(self, what: str) -> str:
        """Return any name of a thing in the speaker's language, in English mostly its first one."""
        known = lexicon.nouns().get(what)
        if known is None:
            return name_in(self.lang, what, lambda names: self.pick(names) if self.chance(0.25) else names[0])
        if self.lang == "zh":
            return self.pick(known.chinese)
        return self.pick(known.english) if self.chance(0.25) else what

    def random_color(self) -> tuple[str, str]:
        """Draw a colour: its words and its canonical name, which is the same for an unknown colour."""
        if self.chance(UNKNOWN):
            unknown = self.pick(UNKNOWN_COLORS[self.lang])
            return unknown, unknown
        name = self.pick(list(lexicon.COLORS))
        return self.color(name), name

    def color(self, name: str) -> str:
        """Return words for a colour; one without a Chinese name keeps its own."""
        if self.lang == "zh" and name in lexicon.COLOR_NAMES:
            others = [n for n in lexicon.COLOR_NAMES[name] if not n.isascii()]
            return self.pick(others) if self.chance(0.4) else others[0]
        return name

    def size(self, size: str) -> str:
        """Return an adjective for "small" or "large"."""
        return self.pick(SIZES[self.lang][size])

    def comparative(self, size: str) -> str:
        """Return a word for becoming "small" or "large"."""
        return self.pick(COMPARATIVES[self.lang][size])

    def resize_verb(self, size: str) -> str:
        """Return a verb that makes a thing "small" or "large"."""
        return self.pick(RESIZE_VERBS[self.lang][size])

    def opposite_size(self, size: str) -> str:
        """Return what a thing is now that is to become "small" or "large"."""
        return self.pick(OPPOSITE_SIZES[self.lang][size])

    def place(self, place: str) -> str:
        """Return words for being at a place."""
        return self.pick(PLACES[self.lang].get(place) or CORNERS_AND_DEPTHS[place][self.lang])

    def mentions_place(self, text: str) -> bool:
        """Whether a text has words for any place in it."""
        return any(words in text for place in lexicon.PLACES for words in PLACES[self.lang][place])

    def number(self, number: int, measure: str = GENERAL_MEASURE) -> str:
        """Return a number in words or figures, in Chinese with its measure word."""
        if self.lang == "zh":
            return (str(number) if self.chance(0.3) else CHINESE_NUMBERS[number]) + measure
        return self.pick([NUMBERS.get(number, str(number)) if number > 1 else "one", str(number)])

    def measure(self, what: str) -> str:
        """Return a Chinese measure word for a thing, by any of its names; now and then the general one."""
        known = lexicon.noun(what)
        if known is None or self.chance(0.2):
            return GENERAL_MEASURE
        return NOUN_MEASURES.get(known.replace(" ", "_"), GROUP_MEASURES[lexicon.nouns()[known].group])

    def random_scene(self) -> tuple[str, str]:
        """Draw a scene: its words and its canonical name, which is the same for an unknown scene."""
        if self.chance(UNKNOWN):
            unknown = self.pick(UNKNOWN_SCENES[self.lang])
            return unknown, unknown
        name = self.pick(list(lexicon.SCENES))
        others = [n for n in lexicon.SCENES[name] if n.isascii() == (self.lang == "en") and " " not in n]
        return self.pick([name, *others] if self.lang == "en" else others), name

    def described_scene(self) -> tuple[str, str]:
        """Draw a scene: a description of it ("under the stars") and its canonical name."""
        name = self.pick(list(SCENE_DESCRIPTIONS))
        return self.pick(SCENE_DESCRIPTIONS[name][self.lang]), name

    def random_style(self) -> tuple[str, str]:
        """Draw a style: its words and its canonical name, which is the same for an unknown style."""
        if self.chance(UNKNOWN):
            unknown = self.pick(UNKNOWN_STYLES[self.lang])
            return unknown, unknown
        name = self.pick(list(lexicon.STYLES))
        others = [n for n in lexicon.STYLES[name] if n.isascii() == (self.lang == "en") and not n.endswith("风格")]
        return self.pick([name, *others] if self.lang == "en" else others), name
