"""Answers about a picture say no more than the eyes see, and how sure that is."""

from __future__ import annotations

import pytest

from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.messages.answers import Answers
from agent.messages.replies import Replies
from tools.types import SeenThing, Sight
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Language

STORYBOOK = vocabulary_of("storybook")
Question = tuple[str, str | None, str | None]
BRIEF = Brief(elements=(Element(what="fox", color="blue"), Element(what="owl", count=3), Element(what="bear")))


def _thing(name: str, x: float, y: float, chance: float = 1.0, color: str = "red", side: float = 0.2) -> SeenThing:
    return SeenThing(name=name, chance=chance, x=x, y=y, size=side, color=color, color_chance=0.9)


APART = Sight(
    things=(
        _thing("fox", 0.5, 0.5), _thing("owl", 0.1, 0.5), _thing("owl", 0.9, 0.5, color="brown"),
        _thing("grapes", 0.5, 0.9, chance=0.4, side=0.6),
    ),
    scene="forest",
    scene_chance=1.0,
)  # fmt: skip


def _answer(language: Language, sight: Sight, how: str, what: str | None, of: str | None) -> str:
    return Answers(Replies(language, STORYBOOK), BRIEF, sight).answer(
        Plan(intent="answer", method=how, what=what, of=of)
    )


@pytest.mark.parametrize(
    ("question", "english", "chinese"),
    [
        (("where", "owl", None), "The owls are on the left and on the right.", "猫头鹰在左边和右边。"),
        (("relation", "fox", "owl"), "The fox is between the owls.", "狐狸在猫头鹰的中间。"),
        (("relation", "owl", "fox"), "The owls are left of and right of the fox.", "猫头鹰在狐狸的左边和右边。"),
        (("count", "owl", None), "I count two owls. There should be three.", "我数到两只猫头鹰。应该有三只。"),
        (("exists", "blue fox", None), "I see no blue one. The fox is red. You asked for blue.",
         "没有看到蓝色的。狐狸是红色的。你要的是蓝色的。"),
        (("exists", "brown owl", None), "Yes: I see an owl on the right.", "有，右边有一只猫头鹰。"),
        (("exists", "grapes", None), "Perhaps: I think I see grapes at the bottom, but I am not sure.",
         "可能有：下方好像有一串葡萄，我不太确定。"),
        (("bigger", None, None), "The grapes are bigger than the fox, though I am not sure.",
         "葡萄比狐狸大，不过不太确定。"),
        (("where", "bear", None), "I can't make out a bear, which the picture was to show.",
         "要求里有一只熊，可我没认出来。"),
        (("color", "moon", None), "I see no moon. I see a fox, two owls and grapes.",
         "没有看到月亮。图里有一只狐狸、两只猫头鹰和一串葡萄。"),
        (("where", "eggplant", None), "I see no eggplant. I see a fox, two owls and grapes.",
         "没有看到茄子。图里有一只狐狸、两只猫头鹰和一串葡萄。"),
        (("who", "grapes", None), "Nearest: a fox above the grapes; two owls left of and right of the grapes, "
         "though I am not sure.", "离得最近的：葡萄的上面有一只狐狸；葡萄的左边和右边有两只猫头鹰，不过不太确定。"),
    ],
)  # fmt: skip
def test_an_answer_is_what_the_eyes_see(
    question: tuple[str, str | None, str | None], english: str, chinese: str
) -> None:
    assert _answer("en", APART, *question) == english
    assert _answer("zh", APART, *question) == chinese


@pytest.mark.parametrize("how", ["where", "count", "color", "exists", "bigger", "relation", "who"])
def test_of_a_picture_in_which_nothing_is_made_out_that_is_said(how: str) -> None:
    assert _answer("en", Sight(), how, None, None) == "I see nothing that I recognize."
    assert _answer("zh", Sight(), how, None, None) == "图里没有我认得的东西。"
