"""The written sessions that the director learns from: what they say holds, also with other things in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agent.director.plan import Plan
from agent.director.pocket.candidates import copy_candidates
from benchmarks.dialogues import Session
from training.corpus.authored import authored, rows, told, varied
from training.corpus.speaker import Speaker
from training.holdout import kept_out, plain_words

LANGUAGES = ("en", "zh")


def _plans(row: dict[str, Any]) -> list[Plan]:
    return [Plan.model_validate({k: v for k, v in t["plan"].items() if k != "why"}) for t in row["turns"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_written_plan_can_be_carried_out_or_is_refused_for_an_unknown_word(lang: str) -> None:
    refused = messages = 0
    for row in rows(lang):
        session = Session(lang)
        for turn, plan in zip(row["turns"], _plans(row), strict=True):
            outcome = session.outcome(plan)
            refused += outcome[0] == "refused"
            assert plan.picture is None or plan.intent == "again" or plan.picture <= len(session.briefs), (
                row["id"],
                turn["say"],
            )
            session.advance(turn["say"], plan)
            messages += 1
    assert messages > 2000
    assert refused < messages / 50


@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_things_take_the_place_of_the_written_ones_in_words_and_plans_alike(lang: str) -> None:
    speaker, changed, lost = Speaker(np.random.default_rng(4), lang), 0, 0
    for row in rows(lang):
        other = varied(speaker, row)
        changed += other != row
        assert [t["plan"]["do"] for t in other["turns"]] == [t["plan"]["do"] for t in row["turns"]]
        shown = list(told(speaker, other))
        lost += len(row["turns"]) - len(shown)
        for view, plan in shown:
            words = {word.lower() for word in copy_candidates(view)}
            assert all(e.what is None or e.what.lower() in words for e in plan.edits), view.exchange
    assert changed > len(rows(lang)) * 0.8
    assert lost < len(rows(lang)) / 10


def test_no_message_of_the_suites_is_learnt() -> None:
    said = {plain_words(turn["say"]) for lang in LANGUAGES for row in rows(lang) for turn in row["turns"]}
    speaker = Speaker(np.random.default_rng(5), "en")
    heard = {plain_words(view.exchange[-1][1]) for _ in range(100) for view, _ in authored(speaker)}
    assert len(said & kept_out()) < 5
    assert not heard & kept_out()
