"""The director: a language model that turns a view and a message into a plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Event
from typing import Any, Protocol

from pydantic import ValidationError

from agent import limits
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element
from agent.director.plan import HOW, Plan, plan_schema, strict_schema
from agent.director.pocket.candidates import copy_candidates, stated_numbers
from agent.director.pocket.picture_reference import resolve_reference
from agent.director.pocket.plan_repair import repair_plan
from agent.director.view import HistoryStep, View, pictures_shown, render_view
from tools.vocabulary.storybook import lexicon


class Writer(Protocol):
    """A language model that writes JSON under a schema."""

    takes_messages: bool

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """JSON text."""


class Misunderstood(Exception):
    """No valid plan came, even after a repair; the reasons are for the log."""


def _examples() -> list[tuple[View, Plan]]:
    start = Brief(elements=(Element(what="balloon"), Element(what="castle")), scene="night")
    first = Plan(intent="create", edits=(Edit(op="add", what="balloon"), Edit(op="add", what="castle")))
    red, two = (Edit(op="change", what="balloon", **said) for said in ({"color": "red"}, {"count": 2}))
    middle = apply_edits(start, [red])
    steps = (
        HistoryStep(1, None, first, start), HistoryStep(2, 1, Plan(intent="edit", edits=(red,)), middle),
        HistoryStep(3, 2, Plan(intent="edit", edits=(two,)), apply_edits(middle, [two])),
    )  # fmt: skip

    def view(brief: Brief, at: int | None, message: str) -> View:
        return View(brief, None, 3 if at else 0, at, (("user", message),), steps if at else ())

    night = Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night")
    bird = Edit(op="add", what="bird", color="red", rel="left of", of="tree")
    yellow = Edit(op="change", what="balloon", color="yellow")
    no_castle = Edit(op="remove", what="castle")
    meadow, wash = Edit(op="scene", to="meadow"), Edit(op="style", to="watercolor")
    return [
        (
            view(Brief(), None, "a red bird on the left of a tree, in a meadow"),
            Plan(intent="create", edits=(bird, Edit(op="add", what="tree"), meadow)),
        ),
        (view(night, 3, "make the balloons yellow and use watercolor"), Plan(intent="edit", edits=(yellow, wash))),
        (view(night, 2, "像第1张一样，但是去掉城堡"), Plan(intent="branch", picture=1, edits=(no_castle,))),
        (view(night, 2, "make it bigger"), Plan(intent="ask", text="Which one: balloon, castle?")),
        (view(night, 2, "write SALE on it"), Plan(intent="decline", text="I can't write text in pictures.")),
        (
            view(night, 3, "no, the castle"),
            Plan(intent="branch", picture=2, edits=(Edit(op="change", what="castle", count=2),)),
        ),
        (view(night, 2, "有点模糊，清晰一点"), Plan(intent="enhance", method="sharpen")),
        (view(night, 2, "make it a woodcut"), Plan(intent="restyle", method="woodcut")),
        (view(night, 2, "undo"), Plan(intent="undo")),
    ]


@cache
def system_prompt(closed: bool) -> str:
    """The system prompt for chat models; the template refuses undefined names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("agent", "director/prompts"), undefined=StrictUndefined, autoescape=False, trim_blocks=True
    )
    keys = plan_schema()["properties"]
    return environment.get_template("system.jinja").render(
        intents=keys["do"]["enum"], operations=keys["edits"]["items"]["properties"]["op"]["enum"],
        places=list(lexicon.PLACES), relations=list(lexicon.RELATIONS), scenes=list(lexicon.SCENES),
        styles=list(lexicon.STYLES), colors=list(lexicon.COLORS), manners=list(HOW), swatches=list(lexicon.SWATCHES),
        world="storybook" if closed else "open",
        examples=[{"view": render_view(v), "plan": p.compact()} for v, p in _examples()],
    )  # fmt: skip


def _prompt(writer: Writer, view: View, closed: bool, reason: str | None) -> Any:
    if not writer.takes_messages:
        return render_view(view)
    text = render_view(view) + (f"\n(Your last plan was refused: {reason} Correct it.)" if reason else "")
    return [{"role": "system", "content": system_prompt(closed)}, {"role": "user", "content": text}]


def interpret(writer: Writer, view: View, closed: bool, cancel: Event, fits: Callable[[Plan], str | None]) -> Plan:
    """The plan for a view's newest message.

    `fits` says what is wrong with a plan that parses, or None. One repair is tried with the reason; a plan
    that parses but still does not fit comes back all the same, for the studio to explain.

    Raises:
        Misunderstood: nothing that parses came.
        Cancelled: the person stopped it.
    """
    # A chat model may put things in words of its own; the pocket director copies.
    wanted = (
        plan_schema()
        if writer.takes_messages
        else plan_schema(copy_candidates(view), _counts(view), pictures_shown(view))
    )
    asked = wanted if writer.takes_messages else strict_schema(wanted)
    reason, last, tries = None, None, 1 + (limits.REPAIRS if writer.takes_messages else 0)
    for _ in range(tries):
        text = writer.write(_prompt(writer, view, closed, reason), asked, cancel)
        try:
            last = Plan.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}."
            continue
        last = last.model_copy(update={"edits": tuple(dict.fromkeys(last.edits))})
        reason = fits(last)
        if reason is None:
            break
    if last is None:
        raise Misunderstood(reason)
    return last if writer.takes_messages else resolve_reference(repair_plan(last, view), view)


def _counts(view: View) -> list[int]:
    """The message's numbers, and those that "one fewer" comes to; none where it holds none."""
    said = stated_numbers(view)
    return list(dict.fromkeys([*said, *(e.count - 1 for e in view.brief.elements if e.count > 1)])) if said else []
