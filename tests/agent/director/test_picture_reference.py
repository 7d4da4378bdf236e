"""A picture that a message names by what it shows is looked up; what the language model reads well stays its own."""

from __future__ import annotations

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.pocket.picture_reference import resolve_reference
from agent.director.view import HistoryStep, View

PENGUIN, HAT, RED_HAT = Element(what="penguin"), Element(what="top hat"), Element(what="top hat", color="red")


def told(message: str, *briefs: Brief, plans: dict[int, Plan] | None = None) -> View:
    given = plans or {}
    steps = tuple(
        HistoryStep(
            number, number - 1 or None, given.get(number, Plan(intent="edit" if number > 1 else "create")), brief
        )
        for number, brief in enumerate(briefs, 1)
    )
    return View(briefs[-1], None, len(briefs), len(briefs), (("user", message),), steps)


def owls(*counts: int) -> list[Brief]:
    return [Brief(elements=(Element(what="owl", count=count),)) for count in counts]


def of(*pictures: tuple[Element, ...]) -> list[Brief]:
    return [Brief(elements=elements) for elements in pictures]


SCARF = Element(what="scarf", color="red")
BROOM = Element(what="broom")


@pytest.mark.parametrize(
    ("message", "briefs", "number"),
    [
        ("go back to the four owls", owls(2, 4, 3, 1), 2),
        ("actually go back to before the hat", of((PENGUIN,), (PENGUIN, HAT), (PENGUIN, RED_HAT)), 1),
        (
            "只有围巾没有扫帚的那张最好",
            of((PENGUIN,), (PENGUIN, SCARF), (PENGUIN, SCARF, BROOM), (PENGUIN, BROOM)), 2,
        ),
        ("to when there were brooms but no scarf", of((PENGUIN,), (PENGUIN, BROOM), (PENGUIN, BROOM, SCARF)), 2),
        ("The one with BROOMS but no scarf", of((PENGUIN,), (PENGUIN, BROOM), (PENGUIN, BROOM, SCARF), (PENGUIN,)), 2),
        ("go back to the snowy one", [Brief(elements=(PENGUIN,), scene=s) for s in ("snow", "night", "beach")], 1),
        ("the one at night", [Brief(elements=(PENGUIN,), scene=s) for s in ("night", "snow", "beach")], 1),
        ("回到红色那张", of((HAT,), (RED_HAT,), (Element(what="top hat", color="blue"),)), 2),
    ],
)  # fmt: skip
def test_the_picture_is_the_one_whose_differences_are_named(message: str, briefs: list[Brief], number: int) -> None:
    for wrong in range(1, len(briefs) + 1):
        assert resolve_reference(Plan(intent="goto", picture=wrong), told(message, *briefs)).picture == number


def test_a_picture_is_known_by_the_look_that_it_was_given() -> None:
    one = Brief(elements=(PENGUIN,))
    view = told("put it beside the mosaic", one, one, one, plans={2: Plan(intent="restyle", method="mosaic")})
    assert resolve_reference(Plan(intent="compare", picture=1), view).picture == 2


@pytest.mark.parametrize(
    ("message", "plan"),
    [
        ("picture 3 with the four owls", Plan(intent="goto", picture=3)),
        ("the first one", Plan(intent="goto", picture=1)),
        ("go back", Plan(intent="goto", picture=3)),
        ("four owls please", Plan(intent="edit", edits=(Edit(op="change", what="owl", count=4),))),
        ("like that but four owls", Plan(intent="branch", picture=1, edits=(Edit(op="change", what="owl", count=4),))),
        ("the mosaic", Plan(intent="restyle", method="mosaic")),
    ],
)
def test_numbers_orders_and_changes_are_left_to_the_language_model(message: str, plan: Plan) -> None:
    assert resolve_reference(plan, told(message, *owls(2, 4, 3, 1))) == plan


def test_a_correction_names_what_was_wrong() -> None:
    guitar, drum = Element(what="guitar"), Element(what="drum")
    briefs = of((guitar,), (guitar, drum), (guitar, Element(what="drum", color="brown")))
    plan = Plan(intent="branch", picture=2, edits=(Edit(op="change", what="guitar", color="brown"),))
    assert resolve_reference(plan, told("the guitar should be brown, not the drum", *briefs)) == plan


def test_what_a_picture_is_known_by_is_not_added_to_it() -> None:
    briefs = of((PENGUIN,), (PENGUIN, HAT), (PENGUIN,))
    night, hat = Edit(op="scene", to="night"), Edit(op="add", what="hat")
    view = told("like the one with the hat but at night", *briefs)
    assert resolve_reference(Plan(intent="branch", picture=3, edits=(hat, night)), view) == Plan(
        intent="branch", picture=2, edits=(night,)
    )
    asked = Plan(intent="branch", picture=1, edits=(hat, night))
    assert resolve_reference(asked, told("like 1 but with a hat and at night", *briefs)) == asked
