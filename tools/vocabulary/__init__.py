"""The words that a painter knows."""

from __future__ import annotations

from functools import cache
from typing import Literal

from tools.vocabulary.base import Vocabulary

World = Literal["storybook", "pages", "open"]


@cache
def vocabulary_of(world: World) -> Vocabulary:
    """The vocabulary of a profile's world."""
    if world == "storybook":
        from tools.vocabulary.storybook.vocabulary import StorybookVocabulary

        return StorybookVocabulary()
    if world == "pages":
        from tools.vocabulary.pages.vocabulary import PagesVocabulary

        return PagesVocabulary()
    from tools.vocabulary.open import OpenVocabulary

    return OpenVocabulary()
