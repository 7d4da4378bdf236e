"""The words and numbers that a plan may use."""

from __future__ import annotations

from agent.brief.model import Brief, Element
from agent.director.pocket.candidates import copy_candidates
from agent.director.pocket.numbers import stated_numbers
from agent.director.view import View


def view(*messages: str) -> View:
    brief = Brief(elements=(Element(what="pine tree"),))
    return View(brief, None, 2, 1, tuple(("user", m) for m in messages))


def test_spans_are_runs_of_what_was_said_and_what_is_there() -> None:
    found = copy_candidates(view("add a red car, then a t-shirt"))
    assert {"pine tree", "car", "t-shirt"} <= set(found)
    assert not {"red car", "a", "add", "car then", "bus"} & set(found)
    assert {"气球"} <= set(copy_candidates(view("把红色的气球换成house")))
    assert not {"把红色", "红色的气球"} & set(copy_candidates(view("把红色的气球换成house")))
    assert "house" in copy_candidates(view("把红色的气球换成house"))


def test_spans_stay_within_bounds() -> None:
    assert len(copy_candidates(view("word " * 800))) <= 900


def test_numbers_in_digits_and_words() -> None:
    assert stated_numbers(view("compare #3 with picture 12")) == [3, 12]
    assert stated_numbers(view("两只猫和三只狗，第5张")) == [2, 3, 5]
    assert stated_numbers(view("一对鸭子，一双鞋")) == [2]
    assert stated_numbers(view("undo that")) == []
    assert stated_numbers(view("回到第十二张")) == [12]
    assert stated_numbers(view("第二十张，还有一百零三号")) == [20, 103]
    assert 12 in stated_numbers(view("like picture twelve but with a hat"))
