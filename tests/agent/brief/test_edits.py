"""The brief and its edits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.brief.edits import Edit, EditError, apply_edits
from agent.brief.model import Brief, Element, Relation
from agent.brief.requirements import requirements_of
from agent.brief.wording import brief_prompt, edit_instructions
from agent.messages.phrases import Phrases
from agent.messages.replies import Replies
from tools.sentences import LANGUAGES
from tools.vocabulary import vocabulary_of

BALLOONS = Brief(
    elements=(Element(what="balloon", color="red", count=2), Element(what="castle")),
    relations=(Relation(subject="balloon", kind="above", object="castle"),),
    scene="night",
    style="watercolor",
)


def test_prompt_says_every_requirement_once() -> None:
    assert brief_prompt(BALLOONS) == (
        "two red balloons, a castle, the balloon above the castle, night scene, watercolor style"
    )


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(op="change", what="balloon", color="yellow"), "two yellow balloons"),
        (Edit(op="change", what="balloon", count=3), "three red balloons"),
        (Edit(op="add", what="balloon"), "three red balloons"),
        (Edit(op="replace", what="castle", to="house"), "the balloon above the house"),
        (Edit(op="scene", to="beach"), "beach scene"),
        (Edit(op="note", to="misty"), "misty"),
    ],
)
def test_edits_show_in_the_prompt(edit: Edit, expected: str) -> None:
    assert expected in brief_prompt(apply_edits(BALLOONS, [edit]))


def test_removing_a_thing_retires_its_relations() -> None:
    after = apply_edits(BALLOONS, [Edit(op="remove", what="castle")])
    assert after.element("castle") is None
    assert after.relations == ()
    assert after.element("balloon") == BALLOONS.element("balloon")


def test_moving_a_thing_retires_where_it_stood() -> None:
    assert apply_edits(BALLOONS, [Edit(op="change", what="balloon", place="bottom")]).relations == ()


def test_an_edit_of_what_is_not_there_says_what_is() -> None:
    with pytest.raises(EditError) as refused:
        apply_edits(BALLOONS, [Edit(op="remove", what="dog")])
    said = Replies("en", vocabulary_of("open")).edit_error(refused.value)
    assert said == "There is no dog in the picture, only a balloon and a castle."


def test_avoiding_a_thing_removes_it_and_is_asked_about() -> None:
    after = apply_edits(BALLOONS, [Edit(op="avoid", what="castle")])
    assert after.avoid == ("castle",)
    assert requirements_of(after)[-1].kind == "absent"


def test_requirements_put_parents_first() -> None:
    kinds = [r.kind for r in requirements_of(BALLOONS)]
    assert kinds == ["exists", "count", "color", "exists", "count", "relation", "scene", "style"]


def test_changes_are_one_phrase_each_in_either_language() -> None:
    after = apply_edits(BALLOONS, [Edit(op="change", what="balloon", color="yellow"), Edit(op="scene", to="beach")])
    english, chinese = (Phrases(language, vocabulary_of("storybook")) for language in LANGUAGES)
    assert english.changes(BALLOONS, after) == (
        "two red balloons became two yellow balloons",
        "scene changed from night to beach",
    )
    assert chinese.changes(BALLOONS, after) == ("两个红色的气球改成了两个黄色的气球", "场景从夜晚改成了海滩")
    assert english.changes(BALLOONS, BALLOONS) == ()
    fewer = BALLOONS.model_copy(update={"elements": BALLOONS.elements[1:], "relations": (), "scene": None})
    assert english.changes(BALLOONS, fewer) == ("removed two red balloons", "scene no longer night")
    assert chinese.changes(fewer, BALLOONS) == ("加了两个红色的气球", "气球在城堡的上面", "场景用夜晚")


def test_instructions_speak_of_the_change_only() -> None:
    edits = [Edit(op="change", what="balloon", color="yellow"), Edit(op="remove", what="castle")]
    assert edit_instructions(edits) == "make the balloon yellow; remove the castle"


names = st.sampled_from(["balloon", "castle", "dog"])
edit_strategy = st.one_of(
    st.builds(Edit, op=st.just("add"), what=names, color=st.sampled_from([None, "red"])),
    st.builds(Edit, op=st.just("remove"), what=names),
    st.builds(Edit, op=st.just("change"), what=names, size=st.just("large")),
    st.builds(Edit, op=st.just("replace"), what=names, to=names),
)


@settings(deadline=None)
@given(st.lists(edit_strategy, max_size=6))
def test_relations_never_name_what_is_gone(edits: list[Edit]) -> None:
    brief = BALLOONS
    for edit in edits:
        try:
            brief = apply_edits(brief, [edit])
        except EditError:
            continue
        there = [e.what for e in brief.elements]
        assert len(there) == len(set(there))
        assert all(r.subject in there and r.object in there for r in brief.relations)


def test_where_a_kind_has_one_look_a_second_is_refused_not_merged() -> None:
    with pytest.raises(EditError, match="one_kind"):
        apply_edits(BALLOONS, [Edit(op="add", what="balloon", color="blue")], kinds=False)


def test_replacing_with_something_avoided_lifts_the_ban() -> None:
    banned = apply_edits(BALLOONS, [Edit(op="avoid", what="dog")])
    assert apply_edits(banned, [Edit(op="replace", what="castle", to="dog")]).avoid == ()
