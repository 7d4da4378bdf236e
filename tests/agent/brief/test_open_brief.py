"""The brief of an open world: free attributes, relations of any kind, aspects of the whole picture."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.brief.content import change_of
from agent.brief.diff import edits_between
from agent.brief.edits import Edit, EditError, apply_edits
from agent.brief.model import ASPECTS, AspectKind, Brief, Element, Relation
from agent.brief.picture_format import parse_format, sides
from agent.brief.requirements import requirements_of, unchecked_of
from agent.brief.resolution import resolve_edits
from agent.brief.wording import brief_prompt, edit_instructions
from agent.messages.phrases import Phrases
from agent.messages.replies import Replies
from agent.turns.regressions import inherited_failures
from tools.types import Check, Requirement
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import UnknownTerm

OPEN, STORYBOOK = vocabulary_of("open"), vocabulary_of("storybook")
FISHERMAN = Brief(
    elements=(
        Element(what="fisherman", attributes=("old", "weathered face", "yellow raincoat")),
        Element(what="lantern", place="left"),
    ),
    relations=(Relation(subject="fisherman", kind="holding", object="lantern"),),
    scene="the harbour of a small town",
    style="oil painting",
    aspects=(("light", "golden hour"), ("mood", "quiet"), ("lettering", "OPEN"), ("format", "16:9")),
)


def _after(*edits: Edit, brief: Brief = FISHERMAN) -> Brief:
    return resolve_edits(edits, brief, OPEN)[1]


def test_the_prompt_says_every_word_once_and_no_format() -> None:
    assert brief_prompt(FISHERMAN) == (
        "a fisherman (old, weathered face, yellow raincoat), a lantern on the left, the fisherman holding the lantern, "
        "the harbour of a small town, oil painting style, light: golden hour, mood: quiet, "
        "the words “OPEN” written in it"
    )


@pytest.mark.parametrize(
    "edit",
    [
        Edit(op="change", what="raincoat", color="navy"),
        Edit(op="change", what="fisherman", attributes=("navy raincoat",)),
        Edit(op="change", what="fisherman", attributes=("navy raincoat",), without=("raincoat",)),
        Edit(op="replace", what="yellow raincoat", to="navy raincoat"),
    ],
)
def test_a_part_changes_and_all_else_stays_word_for_word(edit: Edit) -> None:
    after = _after(edit, Edit(op="change", what="fisherman", attributes=("beard",)))
    fisherman = after.element("fisherman")
    assert fisherman is not None
    assert set(fisherman.attributes) == {"old", "weathered face", "navy raincoat", "beard"}
    bare = {"attributes": ()}
    assert fisherman.model_copy(update=bare) == FISHERMAN.elements[0].model_copy(update=bare)
    assert after.model_copy(update={"elements": FISHERMAN.elements}) == FISHERMAN


def test_a_part_goes_and_what_is_not_there_is_told() -> None:
    gone = _after(Edit(op="remove", what="raincoat")).element("fisherman")
    assert gone is not None
    assert gone.attributes == ("old", "weathered face")
    chinese = Brief(elements=(Element(what="渔夫", attributes=("黄色的雨衣",)),))
    assert _after(Edit(op="change", what="雨衣", color="蓝色"), brief=chinese).elements[0].attributes == ("蓝色雨衣",)
    with pytest.raises(EditError) as refused:
        _after(Edit(op="change", what="fisherman", without=("hat",)))
    assert Replies("en", OPEN).edit_error(refused.value).startswith("There is no hat in the picture, only ")


def test_two_attributes_of_one_part_stay_where_no_colour_contradicts() -> None:
    after = _after(Edit(op="change", what="fisherman", attributes=("scarred face",)))
    assert after.elements[0].attributes == ("old", "weathered face", "yellow raincoat", "scarred face")


def test_moving_a_thing_keeps_what_it_does() -> None:
    beside = _after(Edit(op="change", what="lantern", rel="left of", of="fisherman"))
    assert {r.kind for r in beside.relations} == {"holding", "left of"}
    assert [r.kind for r in _after(Edit(op="change", what="lantern", place="right"), brief=beside).relations] == [
        "holding"
    ]
    put_down = _after(Edit(op="change", what="fisherman", rel="standing behind", of="lantern"))
    assert [r.kind for r in put_down.relations] == ["standing behind"]


def test_aspects_are_set_replaced_and_taken_back() -> None:
    after = _after(Edit(op="framing", to="wide shot"), Edit(op="light", to="overcast"), Edit(op="clear", what="mood"))
    assert dict(after.aspects) == {
        "light": "overcast", "framing": "wide shot", "lettering": "OPEN", "format": "16:9",
    }  # fmt: skip
    assert [kind for kind, _ in after.aspects] == [kind for kind in ASPECTS if after.aspect(kind)]
    assert _after(Edit(op="lettering", to="“OPEN ALL NIGHT”")).aspect("lettering") == "OPEN ALL NIGHT"
    assert _after(Edit(op="clear", what="style")).style is None
    english = Replies("en", OPEN)
    for edit, said in (
        (Edit(op="format", to="very long"), "I can't read “very long” as a format; say one such as 16:9, up to 4:1."),
        (Edit(op="clear", what="time"), "Nothing was said about the time, so there is nothing to take back."),
        (Edit(op="light"), "What should the light be?"),
    ):
        with pytest.raises(EditError) as refused:
            _after(edit)
        assert english.edit_error(refused.value) == said


@pytest.mark.parametrize(
    ("words", "ratio"),
    [("16:9", "16:9"), ("3x2", "3:2"), ("square", "1:1"), ("2.39 : 1", "2.39:1"), ("竖版", "3:4"), ("9:1", None)],
)
def test_formats_are_read(words: str, ratio: str | None) -> None:
    assert parse_format(words) == ratio


@given(st.integers(1, 40), st.integers(1, 40))
def test_sides_keep_ratio_and_area(width: int, height: int) -> None:
    across, down = sides(f"{width}:{height}", 1 << 20)
    assert abs(across * down / (1 << 20) - 1) < 0.02
    assert abs(across / down * height / width - 1) < 0.02


def test_what_can_be_seen_is_asked_and_the_rest_is_told() -> None:
    asked = requirements_of(FISHERMAN)
    statements = [one.statement for one in asked]
    assert "“weathered face” fits the fisherman" in statements
    assert "the fisherman is holding the lantern" in statements
    assert "the light is golden hour" in statements
    assert "the words “OPEN” are written in the picture" in statements
    assert {one.kind for one in asked} & {"mood", "framing", "format", "note"} == set()
    noted = FISHERMAN.model_copy(update={"notes": ("like a film still",)})
    assert [one.statement for one in unchecked_of(noted)] == ["the mood is quiet", "like a film still"]
    kneading = Requirement(kind="attribute", subject="baker", value="kneading dough")
    assert kneading.statement == "the baker is kneading dough"


def test_changes_are_told_in_both_languages() -> None:
    after = _after(
        Edit(op="change", what="fisherman", attributes=("navy raincoat", "beard")),
        Edit(op="light", to="overcast"),
        Edit(op="framing", to="wide shot"),
        Edit(op="clear", what="mood"),
    )
    assert Phrases("en", OPEN).changes(FISHERMAN, after) == (
        "fisherman: navy raincoat instead of yellow raincoat",
        "fisherman: beard",
        "light changed from golden hour to overcast",
        "mood no longer quiet",
        "framing: wide shot",
    )
    assert Phrases("zh", OPEN).changes(FISHERMAN, after) == (
        "fisherman：yellow raincoat改成了navy raincoat",
        "fisherman：beard",
        "光线从golden hour改成了overcast",
        "气氛不再是quiet",
        "取景：wide shot",
    )


def test_every_requirement_has_its_phrases_in_both_languages() -> None:
    brief = FISHERMAN.model_copy(update={"notes": ("as in a film",)}).with_aspect("time", "dusk")
    for language in ("en", "zh"):
        phrases = Phrases(language, OPEN)  # type: ignore[arg-type]
        for requirement in requirements_of(brief):
            check = Check(requirement=requirement, verdict="fail", probability=0.1, seen="no")
            said = phrases.word(requirement.value)
            assert said in phrases.whether(requirement) + phrases.missed(check) or requirement.value == "1"
        for requirement in unchecked_of(brief):
            assert requirement.value in phrases.statement(requirement)


def test_instructions_speak_of_the_change_only() -> None:
    edits = [
        Edit(op="change", what="fisherman", attributes=("navy raincoat", "beard"), without=("yellow raincoat",)),
        Edit(op="framing", to="wide shot"),
        Edit(op="lettering", to="OPEN"),
    ]
    assert edit_instructions(edits) == (
        "change the yellow raincoat of the fisherman to navy raincoat, show the fisherman with beard; "
        "change the framing to wide shot; write the words “OPEN” in the picture"
    )
    change = change_of(edits)
    assert set(change.freed) == {"fisherman"}


def test_an_edit_is_not_blamed_for_what_the_source_failed() -> None:
    def failed(kind: str, **values: str) -> Check:
        requirement = Requirement.model_validate({"kind": kind, **values})
        return Check(requirement=requirement, verdict="fail", probability=0.1)

    old = failed("attribute", subject="fisherman", value="weathered face")
    new = failed("attribute", subject="fisherman", value="navy raincoat")
    light, time = failed("light", value="overcast"), failed("time", value="dusk")
    edits = (Edit(op="change", what="fisherman", attributes=("navy raincoat",)), Edit(op="light", to="overcast"))
    assert inherited_failures([old, new, light, time], edits) == {old.requirement}


def test_a_closed_vocabulary_refuses_open_words() -> None:
    brief = Brief(elements=(Element(what="cat"),))
    for edit in (
        Edit(op="change", what="cat", attributes=("wet fur",)),
        Edit(op="light", to="golden hour"),
        Edit(op="change", what="cat", rel="chasing", of="dog"),
    ):
        with pytest.raises(UnknownTerm):
            resolve_edits((edit,), brief, STORYBOOK)


def test_a_brief_of_a_closed_world_is_stored_as_it_always_was() -> None:
    brief = apply_edits(Brief(), [Edit(op="add", what="cat", color="red"), Edit(op="scene", to="night")])
    assert set(brief.model_dump(mode="json")) == {"elements", "relations", "scene", "style", "notes", "avoid"}
    assert set(brief.model_dump(mode="json")["elements"][0]) == {"what", "color", "count", "size", "place"}
    assert set(Edit(op="add", what="cat").model_dump(mode="json")) == {
        "op", "what", "to", "color", "count", "size", "place", "rel", "of",
    }  # fmt: skip


def test_attributes_in_one_text_are_taken_apart() -> None:
    edit = Edit.model_validate({"op": "add", "what": "man", "attributes": "old, weathered face、胡子"})
    assert edit.attributes == ("old", "weathered face", "胡子")


words = st.sampled_from(["old", "weathered face", "yellow raincoat", "navy raincoat", "beard", "smiling"])
# One message asks for one raincoat: the second of the same noun takes the first one's place.
attributes = st.lists(words, max_size=2, unique_by=lambda text: text.split()[-1])
open_edits = st.one_of(
    st.builds(Edit, op=st.just("add"), what=st.sampled_from(["man", "dog"]), attributes=attributes),
    st.builds(Edit, op=st.just("change"), what=st.sampled_from(["man", "dog", "raincoat"]), color=st.just("red")),
    st.builds(Edit, op=st.just("change"), what=st.just("man"), attributes=attributes),
    st.builds(Edit, op=st.sampled_from(["light", "mood", "framing"]), to=words),
    st.builds(Edit, op=st.just("clear"), what=st.sampled_from(["light", "mood", "scene"])),
)


@settings(deadline=None)
@given(st.lists(open_edits, max_size=6), st.lists(open_edits, max_size=6))
def test_the_edits_between_two_briefs_lead_from_one_to_the_other(one: list[Edit], other: list[Edit]) -> None:
    def brief_after(edits: list[Edit]) -> Brief:
        brief = Brief(elements=(Element(what="man", attributes=("yellow raincoat",)),))
        for edit in edits:
            try:
                changed = _after(edit, brief=brief)
            except EditError:
                continue
            # "Add an old man" is one more of the old men: no edits make two men of whom one has something more.
            brief = brief if any(element.kind for element in changed.elements) else changed
        return brief

    before, after = brief_after(one), brief_after(other)
    made = apply_edits(before, edits_between(before, after))
    assert made.aspects == after.aspects
    assert {e.what: set(e.attributes) for e in made.elements} == {e.what: set(e.attributes) for e in after.elements}


def test_aspect_kinds_are_typed() -> None:
    kind: AspectKind = "light"
    assert Brief().with_aspect(kind, "soft").with_aspect(kind, None) == Brief()
