"""The words that a painter knows."""

from __future__ import annotations

from functools import cache
from typing import Literal

from tools.vocabulary.base import Vocabulary

World = Literal["storybook", "open"]


@cache
def vocabulary_of(world: World) -> Vocabulary:
    """The vocabulary of a profile's world."""
    if world == "storybook":
        from tools.vocabulary.storybook.vocabulary import StorybookVocabulary

        return StorybookVocabulary()
    from tools.vocabulary.open import OpenVocabulary

    return OpenVocabulary()
