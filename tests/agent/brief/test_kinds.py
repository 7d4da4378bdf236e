"""Two of a kind that differ: they have names of their own, and words settle to the right one."""

from __future__ import annotations

import pytest

from agent.brief.diff import differences
from agent.brief.edits import Edit, EditError
from agent.brief.model import Brief, Element
from agent.brief.references import find_elements
from agent.brief.requirements import requirements_of
from agent.brief.resolution import resolve_edits
from agent.brief.wording import brief_prompt
from agent.director.plan import Plan
from agent.director.view import View, focus_after, render_view
from agent.messages.phrases import Phrases
from agent.turns.settled_plan import settle_plan
from benchmarks.reading.written_world import WRITTEN_WORLD
from tools.vocabulary import vocabulary_of

STORYBOOK = vocabulary_of("storybook")


def _after(*edits: dict[str, object], brief: Brief | None = None) -> Brief:
    said = tuple(Edit.model_validate(edit) for edit in edits)
    return resolve_edits(said, brief or Brief(), WRITTEN_WORLD)[1]


TWO = _after(
    {"op": "add", "what": "balloon", "color": "red"},
    {"op": "add", "what": "气球", "color": "blue"},
    {"op": "add", "what": "castle", "rel": "below", "of": "red balloon"},
)
DOGS = _after(
    {"op": "add", "what": "dog", "size": "large", "color": "brown"},
    {"op": "add", "what": "dog", "size": "small", "color": "brown"},
    {"op": "add", "what": "cat", "rel": "between", "of": "big dog and small dog"},
)
THREE = _after({"op": "add", "what": "balloon", "color": "white"}, brief=TWO)
BEARS = _after({"op": "add", "what": "bear", "size": "large"}, {"op": "add", "what": "小熊", "size": "small"})
CLOWNS = _after(*({"op": "add", "what": "小丑", "size": size} for size in ("large", "small")))
ELEPHANTS = _after(*({"op": "add", "what": "大象", "size": size} for size in ("large", "small")))
CLOCKS = _after({"op": "add", "what": "座钟"}, {"op": "add", "what": "clock"})
TWO_CATS = Brief(
    elements=(Element(what="large cat", size="large", kind="cat"), Element(what="cat", color="white", kind="cat"))
)
POODLES = _after(*({"op": "add", "what": "貴賓犬", "color": color} for color in ("brown", "white")))


def test_each_has_a_name_of_its_own() -> None:
    assert TWO.names == ("red balloon", "blue balloon", "castle")
    assert [element.noun for element in TWO.elements] == ["balloon", "balloon", "castle"]
    assert DOGS.names == ("large dog", "small dog", "cat")
    assert DOGS.relations[0].names == {"cat", "large dog", "small dog"}
    assert brief_prompt(TWO) == "a red balloon, a blue balloon, a castle, the castle below the red balloon"
    assert brief_prompt(DOGS).endswith("the cat between the large dog and the small dog")
    assert "have: red balloon; blue balloon; castle; castle below red balloon" in render_view(
        View(TWO, None, 1, 1, (("user", "hi"),))
    )


@pytest.mark.parametrize(
    ("word", "brief", "found"),
    [
        ("red balloon", TWO, ["red balloon"]),
        ("the blue balloon", TWO, ["blue balloon"]),
        ("红气球", TWO, ["red balloon"]),
        ("蓝色的气球", TWO, ["blue balloon"]),
        ("那只蓝色气球", TWO, ["blue balloon"]),
        ("balloons", TWO, ["red balloon", "blue balloon"]),
        ("balloon", TWO, ["red balloon", "blue balloon"]),
        ("green balloon", TWO, []),
        ("big dog", DOGS, ["large dog"]),
        ("小狗", DOGS, ["small dog"]),
        ("puppy", DOGS, ["small dog"]),
        ("the puppies", DOGS, ["small dog"]),
        ("dog", DOGS, ["large dog", "small dog"]),
        ("小狗", Brief(elements=(Element(what="dog", size="large"),)), ["dog"]),
        ("kitten", TWO_CATS, ["cat"]),
        ("小猫", TWO_CATS, ["cat"]),
        ("clowns", CLOWNS, ["large clown", "small clown"]),
        ("小丑", CLOWNS, ["large clown", "small clown"]),  # No small 丑.
        ("大象", ELEPHANTS, ["large elephant", "small elephant"]),
        ("小熊", BEARS, ["small bear"]),
        ("小鱼", BEARS, []),
        ("座钟", CLOCKS, ["mantel clock"]),
        ("那座座钟", CLOCKS, ["mantel clock"]),
        ("座头鲸", Brief(elements=(Element(what="blue whale"),)), ["blue whale"]),
        ("白balloon", THREE, ["white balloon"]),
        ("红balloon", THREE, ["red balloon"]),
        ("棕貴賓犬", POODLES, ["brown 貴賓犬"]),
        ("貴宾犬", POODLES, []),
        ("粉色的貴賓犬", POODLES, []),
        ("小的那只狗", DOGS, ["small dog"]),
        ("black cat", Brief(elements=(Element(what="cat", color="black"),)), ["cat"]),
        ("castel", TWO, ["castle"]),
    ],
)
def test_words_settle_to_what_they_mean(word: str, brief: Brief, found: list[str]) -> None:
    assert find_elements(word, brief, WRITTEN_WORLD) == found


def test_a_change_of_what_told_it_apart_renames_it_and_the_rest_follows() -> None:
    edit = {"op": "change", "what": "red balloon", "color": "green"}
    green = _after(edit, brief=TWO)
    assert green.names == ("green balloon", "blue balloon", "castle")
    assert green.relations[0].object == "green balloon"
    assert focus_after(green, "edit", (Edit.model_validate(edit),), "castle") == "green balloon"
    changes = Phrases("en", WRITTEN_WORLD).changes(TWO, green)
    assert changes == ("a red balloon became a green balloon",)
    assert not [r for r in requirements_of(green, TWO) if r.kind == "absent"]


def test_all_of_them_and_only_one_left() -> None:
    large = _after({"op": "change", "what": "balloons", "size": "large"}, brief=TWO)
    assert [element.size for element in large.elements] == ["large", "large", None]
    same = _after({"op": "change", "what": "balloons", "color": "pink"}, brief=TWO)
    assert [(e.what, e.count) for e in same.elements] == [("balloon", 2), ("castle", 1)]
    alone = _after({"op": "remove", "what": "blue balloon"}, brief=TWO)
    assert alone.names == ("balloon", "castle")
    assert [d.kind for d in differences(TWO, alone)] == ["removed"]
    assert [(r.kind, r.subject) for r in requirements_of(alone, TWO)][-1] == ("absent", "blue balloon")
    more = _after({"op": "add", "what": "balloon", "color": "red"}, brief=TWO)
    assert next((e.what, e.count) for e in more.elements) == ("red balloon", 2)


def test_what_all_of_a_kind_do_is_done_by_all_at_once() -> None:
    students = _after({"op": "add", "what": "student"}, {"op": "add", "what": "student", "doing": "sleeping"})
    assert students.names == ("student", "sleeping student")
    asleep = _after({"op": "change", "what": "学生", "doing": "sleeping"}, brief=students)
    assert [(e.what, e.count, e.doing) for e in asleep.elements] == [("student", 2, "sleeping")]
    cats = _after({"op": "replace", "what": "balloons", "to": "cat"}, brief=TWO)
    assert [(e.what, e.count) for e in cats.elements] == [("cat", 2), ("castle", 1)]
    assert _after({"op": "keep", "what": "castle"}, brief=TWO).names == ("castle",)


def test_a_world_of_one_look_a_kind_says_so() -> None:
    both = tuple(Edit(op="add", what="balloon", color=color) for color in ("red", "blue"))
    with pytest.raises(EditError, match="one_kind"):
        resolve_edits(both, Brief(), STORYBOOK)


@pytest.mark.parametrize(
    ("message", "word", "question"),
    [
        ("make the balloon green", "balloon", "Which one: red balloon, blue balloon?"),
        ("把气球改成绿色", "气球", "哪一个：red balloon、blue balloon？"),
        ("make both balloons green", "balloon", None),
        ("make the balloons green", "balloons", None),
        ("把气球都改成绿色", "气球", None),
        ("make the red balloon green", "red balloon", None),
    ],
)
def test_it_is_asked_which_where_a_word_means_several(message: str, word: str, question: str | None) -> None:
    plan = Plan(intent="edit", edits=(Edit(op="change", what=word, color="green"),))
    settled = settle_plan(plan, View(TWO, None, 1, 1, (("user", message),)), WRITTEN_WORLD)
    assert settled == (plan if question is None else Plan(intent="ask", text=question))


def test_in_chinese_they_are_told_apart_in_chinese() -> None:
    assert Phrases("zh", STORYBOOK).word("red balloon") == "红色的气球"
    assert Phrases("zh", STORYBOOK).word("small dog") == "小狗"
