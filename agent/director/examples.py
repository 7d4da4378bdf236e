"""Worked examples for chat models: views and the plans that they ask for."""

from __future__ import annotations

from dataclasses import replace

from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.view import HistoryStep, View


def examples(closed: bool) -> list[tuple[View, Plan]]:
    """One example for each kind of message that a chat model is told about.

    Args:
        closed: Whether the painter's vocabulary is closed; such a painter can't write.
    """
    start = Brief(elements=(Element(what="balloon"), Element(what="castle")), scene="night")
    first = Plan(intent="create", edits=(Edit(op="add", what="balloon"), Edit(op="add", what="castle")))
    red = Edit(op="change", what="balloon", color="red")
    two = Edit(op="change", what="balloon", count=2)
    middle = apply_edits(start, [red])
    steps = (
        HistoryStep(1, None, first, start),
        HistoryStep(2, 1, Plan(intent="edit", edits=(red,)), middle),
        HistoryStep(3, 2, Plan(intent="edit", edits=(two,)), apply_edits(middle, [two])),
    )

    def view(brief: Brief, at: int | None, message: str) -> View:
        return View(brief, None, 3 if at else 0, at, (("user", message),), steps if at else ())

    night = Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night")
    bird = Edit(op="add", what="bird", color="red", rel="left of", of="tree")
    yellow = Edit(op="change", what="balloon", color="yellow")
    no_castle = Edit(op="remove", what="castle")
    meadow = Edit(op="scene", to="meadow")
    wash = Edit(op="style", to="watercolor")
    sale = Edit(op="lettering", to="SALE")
    written = Plan(intent="decline", text="I can't write text in pictures.")
    written = written if closed else Plan(intent="edit", edits=(sale,))
    open_ones = [] if closed else _open_examples()
    castles = Edit(op="change", what="castle", count=2)
    return [
        (
            view(Brief(), None, "a red bird on the left of a tree, in a meadow"),
            Plan(intent="create", edits=(bird, Edit(op="add", what="tree"), meadow)),
        ),
        (view(night, 3, "make the balloons yellow and use watercolor"), Plan(intent="edit", edits=(yellow, wash))),
        (view(night, 2, "像第1张一样，但是去掉城堡"), Plan(intent="branch", picture=1, edits=(no_castle,))),
        (view(night, 2, "make it bigger"), Plan(intent="ask", text="Which one: balloon, castle?")),
        (view(night, 2, "write SALE on it"), written),
        (view(night, 3, "no, the castle"), Plan(intent="branch", picture=2, edits=(castles,))),
        (view(night, 2, "有点模糊，清晰一点"), Plan(intent="enhance", method="sharpen")),
        (view(night, 2, "make it a woodcut"), Plan(intent="restyle", method="woodcut")),
        (view(night, 2, "undo"), Plan(intent="undo")),
        *open_ones,
    ]


def _open_examples() -> list[tuple[View, Plan]]:
    """What is said only in an open world: free attributes, light, format."""
    asked = Edit(op="add", what="baker", attributes=("tired", "striped apron", "kneading dough"))
    first = Plan(
        intent="create",
        edits=(
            asked,
            Edit(op="style", to="photo"),
            Edit(op="light", to="warm window light"),
            Edit(op="format", to="3:2"),
        ),
    )
    brief = apply_edits(Brief(), list(first.edits))
    plain = Edit(
        op="change", what="baker", attributes=("plain apron", "flour on her cheeks"), without=("striped apron",)
    )
    said = "photo of a tired baker in a striped apron, kneading dough, warm window light, 3:2"
    more = "give her a plain apron and flour on her cheeks, and I want it gloomier"
    gloomy = Edit(op="mood", to="gloomy")
    asked_about = "is she smiling? and how many loaves are there?"
    shown = View(brief, "baker", 1, 1, (("user", more),), (HistoryStep(1, None, first, brief),))
    return [
        (View(Brief(), None, 0, None, (("user", said),), ()), first),
        (shown, Plan(intent="edit", edits=(plain, gloomy))),
        (replace(shown, exchange=(("user", asked_about),)), Plan(intent="describe")),
    ]
