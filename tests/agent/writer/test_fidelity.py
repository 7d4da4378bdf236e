"""What a written text loses or invents is found."""

from __future__ import annotations

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element, Relation
from agent.writer.fidelity import asked_by_brief, asked_by_edits, find_faults

BRIEF = Brief(
    elements=(
        Element(what="fisherman", attributes=("old", "weathered face", "navy raincoat")),
        Element(what="gull", color="white", count=3),
    ),
    relations=(Relation(subject="fisherman", kind="holding", object="lantern"),),
    scene="harbour",
    avoid=("boat",),
    aspects=(("light", "golden hour"), ("lettering", "OPEN"), ("format", "16:9")),
)
GOOD = (
    'In a harbour at the golden hour an old fisherman with a weathered face holds up a lantern; he wears a navy '
    'raincoat. '
    'Three white gulls sit on a sign that reads "OPEN".'
)  # fmt: skip


def test_a_faithful_text_has_no_faults() -> None:
    assert find_faults(GOOD, asked_by_brief(BRIEF)).sentences() == []


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (" with a weathered face", "", "It leaves out “weathered face”."),
        ("Three white", "White", "It leaves out “3”."),
        ("navy raincoat", "navy coat", "It leaves out “navy raincoat”."),
        ("holds up", "beside", "It leaves out “holding”."),
        ('"OPEN"', "OPEN", 'It must have "OPEN" in double quotes, letter for letter.'),
        ('"OPEN"', '"OPEN" beside one that reads "CLOSED"', "Nobody asked for the words “CLOSED” in quotes."),
        ("a sign", "a crimson sign", "Nobody asked for the color crimson."),
        ("a sign", "two signs", "Nobody asked for the number 2."),
        ("a sign", "a sign with no rust", "It says “no”: say only what the picture shows."),
        ("a sign", "the boat's sign", "It names “boat”, which must not be in the picture."),
    ],
)
def test_a_fault_is_named(was: str, becomes: str, told: str) -> None:
    assert was in GOOD
    assert told in find_faults(GOOD.replace(was, becomes), asked_by_brief(BRIEF)).sentences()


def test_an_instruction_may_speak_of_what_is_there_but_must_say_the_change() -> None:
    edits = [Edit(op="change", what="fisherman", attributes=("beard",), without=("navy raincoat",))]
    after = BRIEF.model_copy(update={"elements": BRIEF.elements[:1]})
    asked = asked_by_edits(edits, after)
    assert find_faults("The old fisherman has a beard and no navy raincoat.", asked).sentences() == []
    assert find_faults("The old fisherman looks at the harbour.", asked).sentences() == ["It leaves out “beard”."]
    assert find_faults("The fisherman has a red beard.", asked).sentences() == ["Nobody asked for the color red."]


def test_chinese_is_compared_letter_by_letter() -> None:
    brief = Brief(
        elements=(Element(what="渔夫", attributes=("黄色雨衣",)), Element(what="海鸥", count=2)), scene="港口"
    )
    asked = asked_by_brief(brief)
    assert find_faults("港口里站着一位穿黄色雨衣的渔夫，旁边有两只海鸥。", asked).sentences() == []
    assert find_faults("港口里站着一位渔夫，旁边有三只海鸥。", asked).sentences() == [
        "It leaves out “黄色雨衣”, “2”.",
        "Nobody asked for the number 3.",
    ]
    # In another language only numbers and lettering can be compared.
    assert find_faults("A fisherman in a yellow raincoat at the harbour, with two gulls.", asked).sentences() == []
    assert find_faults("A fisherman in a yellow raincoat at the harbour, with gulls.", asked).sentences() == [
        "It leaves out “2”."
    ]
