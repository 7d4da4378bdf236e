"""Prompts of a person's own, and how they are worded for the painter."""

from __future__ import annotations

import pytest

from agent.brief.own_prompt import OwnPrompt, read_own_prompt
from tools.errors import OutOfWorld
from tools.vocabulary import vocabulary_of

STORYBOOK = vocabulary_of("storybook")


@pytest.mark.parametrize(
    ("prompt", "painted"),
    [
        ("a red house and a yellow sun, meadow", "a red house, a yellow sun, meadow scene"),
        ("an orange cat, watercolor", "an orange cat, watercolor style"),
        ("show three small dogs in a forest", "three small dogs, forest scene"),
        ("a yellow house on the beach with a red ship", "a yellow house, a red ship, beach scene"),
        ("a green car on the left and a pink tree on the right",
         "a green car on the left, a pink tree on the right"),
        ("a red cat above a small blue dog", "a red cat, a small blue dog, the cat above the dog"),
        ("two red balloons over a castle at night, oil",
         "two red balloons, a castle, the balloon above the castle, night scene, oil style"),
        ("a blue fish", "a blue fish"),
        ("night", "night scene"),
    ],
)  # fmt: skip
def test_a_prompt_is_worded_as_the_painter_has_learnt_it(prompt: str, painted: str) -> None:
    read = read_own_prompt(prompt, STORYBOOK)
    assert (read.prompt, read.content is not None) == (painted, True)
    again = read_own_prompt(painted, STORYBOOK)
    assert set(again.requirements) == set(read.requirements)


@pytest.mark.parametrize(
    ("prompt", "asked"),
    [
        ("a red house and a blue house", ["there is a house"]),
        ("a red house above a blue house", ["there is a house"]),
        ("a cat beside a dog", ["there is a cat", "there is 1 cat", "there is a dog", "there is 1 dog"]),
        ("a cat, on the left a dog", ["there is a cat", "there is 1 cat", "there is a dog", "there is 1 dog"]),
        ("a cat on a bed", ["there is a cat", "there is 1 cat", "there is a bed", "there is 1 bed"]),
        ("a happy cat", ["there is a cat", "there is 1 cat"]),
        ("dogs", ["there is a dog"]),
        ("the cat is red", ["there is a cat", "there is 1 cat"]),
        ("two puppies in the forest at night", ["there is a dog", "there are 2 dogs", "the scene is forest"]),
    ],
)
def test_words_that_no_brief_says_stay_as_they_are(prompt: str, asked: list[str]) -> None:
    read = read_own_prompt(prompt, STORYBOOK)
    assert (read.prompt, read.content) == (prompt, None)
    assert [requirement.statement for requirement in read.requirements] == asked


def test_a_prompt_that_names_nothing_is_refused_and_an_open_painter_takes_any_words() -> None:
    for prompt in ("left of the", "red", "two"):
        with pytest.raises(OutOfWorld, match="names nothing to paint"):
            read_own_prompt(prompt, STORYBOOK)
    assert read_own_prompt("left of the", vocabulary_of("open")) == OwnPrompt("left of the", None, ())
