"""The grammar of the second edition: every message's plan can be written, plays, and is in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import training.corpus.wordings.world as wordings
from agent.director.plan import Plan
from agent.director.view import View
from benchmarks.reading.dialogues import Session
from benchmarks.reading.written_world import WRITTEN_WORLD
from training.corpus.authored import can_be_written
from training.corpus.examples import KINDS, with_times
from training.corpus.history.session import view_at
from training.corpus.speech.outside_nouns import EMOJIBASE
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import name_in, things
from training.corpus.wordings.world import acts, aspects, creation, questions, relations, settings
from training.corpus.world.messages import WORLD_MAKERS, world_request
from training.corpus.world.states import simulate_world_session

needs_names = pytest.mark.skipif(
    not EMOJIBASE.exists(), reason="the names of outside things come from npm (docs/training.md)"
)
HAN = re.compile("[\u4e00-\u9fff]")


def _messages(kind: str, number: int) -> Iterator[tuple[Session, View, str, Plan]]:
    for seed in range(number):
        rng = np.random.default_rng(seed)
        lang = ("en", "zh")[seed % 2]
        pictures = simulate_world_session(Speaker(rng, lang))
        session = Session(lang, vocabulary=WRITTEN_WORLD)
        session.briefs = [picture.brief for picture in pictures]
        session.parents = [picture.parent for picture in pictures]
        session.focuses = [picture.focus for picture in pictures]
        session.steps = [picture.step for picture in pictures]
        session.current = len(pictures)
        view, text, plan = world_request(Speaker(rng, lang), kind, view_at(pictures))
        yield session, view, text, plan


@needs_names
@pytest.mark.parametrize("kind", list(WORLD_MAKERS))
def test_a_message_can_be_written_and_carried_out(kind: str) -> None:
    refused = 0
    said = set()
    for session, view, text, plan in _messages(kind, 80):
        assert text
        assert not re.search(r"[{}|]", text)
        assert Plan.model_validate_json(plan.compact()) == plan
        shown = View(view.brief, view.focus, view.pictures, view.at, (("user", text),), view.steps)
        assert can_be_written(plan, shown)
        refused += session.outcome(plan)[0] == "refused"
        said.add(text)
    assert refused <= 3
    assert len(said) > 60


@needs_names
@pytest.mark.parametrize("kind", ["world create", "world add", "world change"])
def test_what_is_asked_for_changes_what_the_picture_is_to_show(kind: str) -> None:
    changed = 0
    for session, _, text, plan in _messages(kind, 60):
        before = session.brief(session.current)
        session.advance(text, plan)
        changed += session.brief(session.current) != before
    assert changed >= 54


@needs_names
def test_the_kinds_bring_every_edit_and_act_of_the_second_edition() -> None:
    plans = [plan for kind in WORLD_MAKERS for *_, plan in _messages(kind, 120)]
    edits = Counter(edit.op for plan in plans for edit in plan.edits)
    assert set(edits) >= {
        "add",
        "change",
        "replace",
        "keep",
        "swap",
        "take",
        "scene",
        "time",
        "weather",
        "look",
        "style",
    }
    assert {plan.intent for plan in plans} >= {
        "answer",
        "list",
        "save",
        "name",
        "restart",
        "surprise",
        "compare",
        "ask",
    }
    relations_said = {edit.rel for plan in plans for edit in plan.edits if edit.rel}
    assert relations_said >= set(relations.RELATIONS) | {"holding", "wearing"}


def test_half_of_the_grammar_is_of_the_second_edition() -> None:
    new = sum(weight for kind, weight in KINDS.items() if kind in WORLD_MAKERS)
    assert 0.45 < new / sum(KINDS.values()) < 0.55


def test_every_list_of_patterns_is_in_both_languages() -> None:
    modules = (acts, aspects, creation, questions, relations, settings)
    assert len(modules) == len(list(Path(wordings.__path__[0]).glob("*.py"))) - 1
    tables = [value for module in modules for value in vars(module).values() if isinstance(value, dict)]
    both = [pair for table in tables for pair in (table, *table.values()) if isinstance(pair, dict) and "en" in pair]
    assert len(both) > 60
    for pair in both:
        assert set(pair) == {"en", "zh"}
        chinese = pair["zh"].values() if isinstance(pair["zh"], dict) else pair["zh"]
        for text in chinese:
            assert HAN.search(str(text)) or "{" in str(text) or not re.search("[a-z]", str(text))
        assert not any(HAN.search(str(text)) for text in pair["en"])


def test_things_have_names_in_both_languages_that_tell_them_apart() -> None:
    assert len(things()) > 650
    assert name_in("zh", "red balloon", lambda names: names[0]) == "红色气球"
    assert name_in("zh", "large dog", lambda names: names[0]) == "大狗"
    assert name_in("en", "red balloon", lambda names: names[0]) == "red balloon"
    assert name_in("zh", "gizmo", lambda names: names[0]) == "gizmo"


def test_nights_and_sunsets_are_times_of_day() -> None:
    plan = Plan.model_validate(
        {"do": "edit", "edits": [{"op": "scene", "to": "sunset"}, {"op": "scene", "to": "beach"}]}
    )
    assert [(edit.op, edit.to) for edit in with_times(plan).edits] == [("time", "dusk"), ("scene", "beach")]
