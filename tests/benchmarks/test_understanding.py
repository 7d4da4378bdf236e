"""A plan is right in whatever way it says what was asked for, and misread messages are told apart from right ones."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.plan import Plan
from benchmarks.datasets import load_rows
from benchmarks.judges.keyword_parser import parse
from benchmarks.judges.understanding import Understanding, is_understood
from benchmarks.reading.dialogues import Session, replay_rows
from benchmarks.reading.written_world import PAINTED_WORLD, WRITTEN_WORLD
from benchmarks.suites import director as suite
from training.holdout import held_out_messages, normalize_message

FOURTH = load_rows("fourth")
NOT_UNDERSTOOD_YET = {("F-05", 3), ("F-48", 3)}
"""Messages with a nickname, and with the other one of two, which the studio does not find."""


def _plan(do: str, *edits: dict[str, Any], **values: object) -> Plan:
    return Plan.model_validate({"do": do, **values, **({"edits": edits} if edits else {})})


@pytest.fixture
def session() -> Session:
    """A girl who wears a hat in foggy weather, in black and white, with a dog."""
    session = Session("en", vocabulary=WRITTEN_WORLD)
    adds = [{"op": "add", "what": what} for what in ("girl", "top hat", "dog")]
    wears = {"op": "change", "what": "girl", "rel": "wearing", "of": "top hat"}
    aspects = [{"op": "weather", "to": "fog"}, {"op": "look", "to": "black and white"}]
    session.advance("a girl", _plan("create", *adds, wears, *aspects))
    return session


@pytest.mark.parametrize("row", FOURTH, ids=lambda row: row["id"])
def test_every_true_plan_of_the_fourth_writer_can_be_carried_out(row: dict[str, Any]) -> None:
    assert 4 <= len(row["turns"]) <= 8
    for turn, (session, view, plan, _) in enumerate(replay_rows(row, WRITTEN_WORLD)):
        assert (session.outcome(plan)[0] == "refused") is ((row["id"], turn) in NOT_UNDERSTOOD_YET)
        if plan.intent != "again":
            assert {plan.picture, plan.other} - {None} <= set(range(1, view.pictures + 1))


def test_the_fourth_writers_messages_are_held_out() -> None:
    assert sum(row["lang"] == "zh" for row in FOURTH) * 2 == len(FOURTH) == 80
    said = {normalize_message(t["say"]) for row in FOURTH for t in row["turns"] if len(t["say"].split()) > 3}
    assert len(said) > 200
    assert said <= held_out_messages()


def test_a_perfect_interpreter_understands_all_and_a_keyword_parser_less() -> None:
    rows = FOURTH[::8]
    truths = iter([plan for row in rows for _, _, plan, _ in replay_rows(row, WRITTEN_WORLD)])
    worlds = {"words": WRITTEN_WORLD, "painted": PAINTED_WORLD}
    perfect = suite.measure_dialogues(lambda view: next(truths), rows, lambda: None, **worlds)
    for lang in ("en", "zh"):
        shares = [perfect[lang][name] for name in ("exact", "answers", "slot_f1", "joint_goal")]
        assert (shares, perfect[lang]["claimed"], perfect[lang]["needless_asks"]) == ([1.0] * 4, 0.0, 0.0)
    keywords = suite.measure_dialogues(parse, rows, lambda: None, **worlds)["en"]
    assert 0.02 < keywords["exact"] < 0.9
    assert 0.1 < keywords["claimed"] < 0.9


@pytest.mark.parametrize(
    ("plan", "truth", "equal"),
    [
        (_plan("edit", {"op": "clear", "what": "look"}), _plan("edit", {"op": "look", "to": "color"}), True),
        (_plan("edit", {"op": "weather", "to": "clear"}), _plan("edit", {"op": "clear", "what": "weather"}), True),
        (_plan("edit", {"op": "weather", "to": "rain"}), _plan("edit", {"op": "clear", "what": "weather"}), False),
        (_plan("edit", {"op": "clear", "what": "look"}), _plan("edit", {"op": "clear", "what": "weather"}), False),
        (_plan("restyle", how="woodcut"), _plan("edit", {"op": "style", "to": "linocut"}), True),
        (_plan("restyle", how="watercolor"), _plan("edit", {"op": "style", "to": "watercolor"}), True),
        (_plan("restyle", how="woodcut"), _plan("edit", {"op": "style", "to": "mosaic"}), False),
        (
            _plan("answer", how="exists", what="top hat"), _plan("answer", how="relation", what="girl", of="top hat"),
            True,
        ),
        (_plan("answer", how="exists", what="dog"), _plan("answer", how="relation", what="girl", of="top hat"), False),
        (_plan("answer", how="exists", what="top hat"), _plan("answer", how="where", what="top hat"), False),
        (_plan("answer", how="exists", what="top hat"), _plan("check"), False),
        (
            _plan("answer", how="bigger", what="dog", of="girl"), _plan("answer", how="bigger", what="girl", of="dog"),
            True,
        ),
        (_plan("edit", {"op": "remove", "what": "puppy"}), _plan("edit", {"op": "remove", "what": "dog"}), True),
    ],
)  # fmt: skip
def test_what_comes_to_the_same_is_right(session: Session, plan: Plan, truth: Plan, equal: bool) -> None:
    assert is_understood(session, plan, truth) is is_understood(session, truth, plan) is equal


def test_a_weather_that_was_never_there_may_be_cleared() -> None:
    session = Session("en", vocabulary=WRITTEN_WORLD)
    session.advance("a dog", _plan("create", {"op": "add", "what": "dog"}))
    clear, set_ = _plan("edit", {"op": "clear", "what": "weather"}), _plan("edit", {"op": "weather", "to": "clear"})
    assert is_understood(session, clear, set_)


def test_misread_messages_claim_all_only_where_a_picture_is_made_and_no_word_is_missed(session: Session) -> None:
    truth = _plan("edit", {"op": "add", "what": "cat", "color": "red"}, {"op": "add", "what": "tree"})
    said = "add a red cat and a tree"

    def claims(message: str, plan: Plan) -> float:
        found = Understanding(PAINTED_WORLD)
        found.add(session, session.view(message), plan, truth)
        assert found.figures()["exact"] == 0
        return found.figures()["claimed"]

    cat = {"op": "add", "what": "cat", "color": "red"}
    assert claims("add a red cat and, you know, a leafy one", _plan("edit", cat)) == 1
    assert claims(said, _plan("edit", cat)) == 0  # The reply names the tree.
    assert claims(said, _plan("edit", {"op": "add", "what": "tree"}, {**cat, "op": "change"})) == 0  # It is refused.
    assert claims("hm", _plan("edit", {"op": "weather", "to": "fog"})) == 0  # It is foggy already.
    doubted = _plan("edit", cat).doubted(0.9)
    assert claims("add a red cat and, you know, a leafy one", doubted) == 0  # The reply says that it is not sure.
    assert claims("hm", _plan("chat")) == claims("hm", _plan("ask")) == 0


def test_what_was_understood_and_yet_admitted_is_counted(session: Session) -> None:
    found = Understanding(PAINTED_WORLD)
    truth = _plan("edit", {"op": "add", "what": "cat"})
    for message, plan in (
        ("a cat", truth), ("a grumpy cat", truth), ("a cat", truth.doubted(0.9)), ("a cat", truth.doubted(0.5)),
    ):  # fmt: skip
        found.add(session, session.view(message), plan, truth)
    undo = _plan("undo")
    found.add(session, session.view("undo"), undo.doubted(0.9), undo)  # It paints nothing.
    assert found.figures()["admitted"] == 0.4
    assert found.figures()["claimed"] == 0


def test_needless_questions_and_answered_ones_are_counted(session: Session) -> None:
    found = Understanding(PAINTED_WORLD)
    wears = _plan("answer", how="relation", what="girl", of="top hat")
    for plan, truth in (
        (_plan("ask"), wears), (_plan("answer", how="relation", what="girl"), wears), (_plan("ask"), _plan("ask")),
        (_plan("answer", how="relation", what="dog", of="top hat"), wears), (_plan("undo"), _plan("undo")),
    ):  # fmt: skip
        found.add(session, session.view("is she wearing it?"), plan, truth)
    figures = found.figures()
    assert (figures["needless_asks"], figures["answers"]) == (0.25, round(1 / 3, 4))
    assert "answers" not in Understanding(PAINTED_WORLD).figures()
