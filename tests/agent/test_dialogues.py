"""Suite B's sessions hold together, and what the director is told of a session stays short."""

from __future__ import annotations

import pytest

from agent.bench import director as suite
from agent.bench.dialogues import Session, replayed, rows
from agent.bench.keywords import parse
from agent.brief import Brief, Element
from agent.context import STEPS, View, focus, render, step, told
from agent.edits import Edit
from agent.plan import Plan, schema


@pytest.mark.parametrize("row", [*rows("dialogues"), *rows("second")], ids=lambda row: row["id"])
def test_every_true_plan_can_be_carried_out_where_it_stands(row: dict) -> None:  # type: ignore[type-arg]
    assert 4 <= len(row["turns"]) <= 6
    for session, view, plan, tags in replayed(row):
        refused = session.settled(plan)[0] == "refused"
        assert refused is ("outside" in tags), (plan, session.settled(plan))
        assert {plan.n, plan.m} - {None} <= set(range(1, view.pictures + 1))


def test_the_sessions_are_half_chinese_and_both_sets_have_wishes_that_are_declined() -> None:
    assert sum(row["lang"] == "zh" for row in rows("dialogues")) == 50
    for name in ("dialogues", "instructions"):
        plans = [t["plan"]["do"] for row in rows(name) for t in row.get("turns", [row])]
        assert plans.count("decline") >= 20


def test_a_perfect_reader_scores_one_and_a_keyword_parser_less() -> None:
    chosen = rows("dialogues")[::10]
    truths = iter([plan for row in chosen for _, _, plan, _ in replayed(row)])
    perfect = suite.dialogues(lambda view: next(truths), chosen, lambda: None)
    assert perfect["en"]["joint_goal"] == perfect["zh"]["slot_f1"] == perfect["en"]["t3"] == 1.0
    keywords = suite.dialogues(parse, chosen, lambda: None)
    assert 0.1 < keywords["en"]["joint_goal"] < 0.9


def test_the_steps_say_what_changed_and_where_a_picture_came_from() -> None:
    cat = Edit(op="add", what="cat")
    assert step(1, None, "create", (cat, Edit(op="scene", to="night"))) == "1 new cat, night"
    blue = Edit(op="change", what="cat", color="blue")
    assert step(2, 1, "edit", (blue, Edit(op="remove", what="hat"))) == "2 cat blue, -hat"
    assert step(4, 1, "branch", (Edit(op="replace", what="cat", to="dog"),)) == "4<1 cat>dog"
    assert step(5, 4, "enhance", how="x2") == "5 x2"
    assert step(6, 5, "again") == "6 again"


def test_it_is_what_was_named_last_or_the_only_thing() -> None:
    two = Brief(elements=(Element(what="cat"), Element(what="dog")))
    adds = tuple(Edit(op="add", what=e.what) for e in two.elements)
    assert focus(two, "create", adds, None) is None
    assert focus(two, "edit", (Edit(op="change", what="cat", color="red"),), "dog") == "cat"
    assert focus(two, "edit", (Edit(op="scene", to="night"),), "dog") == "dog"
    assert focus(Brief(elements=two.elements[:1]), "edit", (Edit(op="remove", what="dog"),), "dog") == "cat"


def test_numbers_of_pictures_told_of_can_be_written_and_others_not() -> None:
    view = View(Brief(), None, 20, 20, (("user", "back to before the hat"),))
    assert told(view) == [1, *range(20 - STEPS + 1, 21)]
    assert schema(["hat"], [], told(view))["properties"]["n"]["enum"] == told(view)


def test_what_is_told_does_not_grow_with_the_session() -> None:
    session = Session("en")
    session.take("a cat", Plan(do="create", edits=(Edit(op="add", what="cat"),)))
    lengths = []
    for number in range(200):
        color = ("red", "blue", "green")[number % 3]
        session.take("x", Plan(do="edit", edits=(Edit(op="change", what="cat", color=color),)))
        lengths.append(len(render(session.view("make it blue"))))
    assert max(lengths[100:]) <= lengths[10] + 20
