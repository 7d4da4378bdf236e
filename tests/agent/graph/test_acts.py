"""Acts that paint nothing, or what the studio chose, through the real graph with the packaged painter and eyes.

Only the director's words are given: what it understands is measured elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from storage.tables import Turn
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.model_manager import ModelManager

Say = Callable[..., Turn]
FOREST: dict[str, Any] = {
    "do": "create",
    "edits": [
        {"op": "add", "what": "fox", "rel": "left of", "of": "owl"},
        {"op": "add", "what": "owl", "count": 2},
        {"op": "scene", "to": "forest"},
    ],
}


@pytest.fixture(scope="module")
def models() -> ModelManager:
    """The pocket models, loaded once."""
    return ModelManager(profiles.load_profile("pocket"))


@pytest.fixture
def studio(models: ModelManager, store: Store) -> Iterator[Studio]:
    made = Studio.new(store, "pocket", 3, models)
    yield made
    made.close()


@pytest.fixture
def say(studio: Studio) -> Say:
    """Sends a message whose plan is given."""

    def send(message: str, **plan: Any) -> Turn:
        studio.models.set_engine("director", ScriptedWriter(Plan.model_validate(plan)))
        return studio.send(message)

    return send


def _number(studio: Studio, store: Store) -> int | None:
    current = store.current(studio.session_id)
    return current.number if current else None


def test_questions_are_answered_from_what_the_eyes_see_and_paint_nothing(
    say: Say, studio: Studio, store: Store
) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    asked: list[tuple[str, dict[str, Any], str]] = [
        ("where is the fox?", {"how": "where", "what": "fox"}, "The fox is on the left"),
        ("how many owls are there?", {"how": "count", "what": "owls"}, "I count two owls"),
        ("how many animals are there?", {"how": "count", "what": "animals"}, "two owls and a fox"),
        ("what color is the fox?", {"how": "color", "what": "fox"}, "The fox is orange."),
        ("is there a moon in it?", {"how": "exists", "what": "moon"}, "No, I see no moon."),
        ("is there a dragonfly in it?", {"how": "exists", "what": "dragonfly"}, "I would not recognize “dragonfly”"),
        ("which one is bigger?", {"how": "bigger", "what": "fox", "of": "owl"}, "The fox is bigger than the owl"),
        ("where is the fox to the owl?", {"how": "relation", "what": "fox", "of": "owl"}, "The fox is left of the owl"),
        ("who stands by the fox?", {"how": "who", "what": "fox"}, "two owls right of the fox"),
        ("what is the fox doing?", {"how": "doing", "what": "fox"}, "I can't see what things are doing."),
        ("where does it play?", {"how": "place"}, "The scene is forest."),
        ("is it night in there?", {"how": "place", "what": "night"}, "No, the scene is forest, not night."),
    ]
    for message, plan, answer in asked:
        assert answer in (say(message, do="answer", **plan).reply or ""), message
    assert say("狐狸在哪里？", do="answer", how="where", what="狐狸").reply == "狐狸在左边。"
    assert say("有几只猫头鹰？", do="answer", how="count", what="猫头鹰").reply == "我数到两只猫头鹰。"
    assert "离得最近的：狐狸的右边有两只猫头鹰" in (
        say("狐狸旁边是谁？", do="answer", how="who", what="狐狸").reply or ""
    )
    assert len(store.pictures(studio.session_id)) == 1


def test_after_a_look_that_the_eyes_can_not_read_nothing_is_blamed_and_the_picture_below_is_looked_at(
    say: Say, studio: Studio, store: Store
) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    turn = say("make it a woodcut, please", do="restyle", how="woodcut")
    assert "My eyes can't read this look" in (turn.reply or "")
    assert "Not right yet" not in (turn.reply or "")
    answer = say("where is the fox now?", do="answer", how="where", what="fox").reply or ""
    assert "I looked at #1" in answer
    assert "The fox is on the left" in answer


def test_a_question_about_nothing_is_told_so(say: Say) -> None:
    assert "There is no picture yet" in (say("where is the fox?", do="answer", how="where", what="fox").reply or "")


@pytest.mark.parametrize(
    ("message", "plan", "parts"),
    [
        ("what can you paint?", {"how": "things"}, ["I know 248 things", "Animals: dog", "gouache world"]),
        ("which animals do you know?", {"how": "things", "what": "animals"}, ["Animals: dog", "raccoon"]),
        ("你会画哪些动物？", {"how": "things", "what": "动物"}, ["动物：狗", "浣熊"]),
        ("which gems do you know?", {"how": "things", "what": "gems"}, ["no group “gems”", "animals"]),
        ("which styles are there?", {"how": "styles"}, ["watercolor", "woodcut"]),
        ("which colours can I use?", {"how": "colors"}, ["red", "white"]),
        ("what places do you have?", {"how": "places"}, ["meadow", "ocean"]),
        ("which people can you paint?", {"how": "people"}, ["can't paint people yet"]),
        ("which weathers can you paint?", {"how": "weathers"}, ["can't paint weather", "sunset"]),
        ("what can I say to you?", {"how": "acts"}, ["undo", "ask where things are", "/help"]),
        ("我能对你说什么？", {"how": "acts"}, ["撤销", "/help"]),
    ],
)
def test_what_it_can_paint_is_listed(say: Say, message: str, plan: dict[str, Any], parts: list[str]) -> None:
    reply = say(message, do="list", **plan).reply or ""
    assert [part for part in parts if part not in reply] == []


def test_a_fresh_sheet_keeps_the_tree_and_undo_goes_back(say: Say, studio: Studio, store: Store) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    reply = say("let's start over from nothing", do="restart").reply or ""
    assert "undo goes back to #1" in reply
    assert _number(studio, store) is None
    assert "empty already" in (say("start over once more", do="restart").reply or "")
    assert say("bring it back, please", do="undo").reply == "Now at #1."
    say("let's start over from nothing", do="restart")
    balloon = {"op": "add", "what": "balloon", "color": "red"}
    say("put a red balloon on it", do="edit", edits=[balloon])  # The first thing on an empty sheet begins a picture.
    current = store.current(studio.session_id)
    assert current is not None
    assert (current.number, current.parent_id) == (2, None)
    assert say("undo that one, please", do="undo").reply == "Now at #1."


def test_saving_and_naming(say: Say, studio: Studio, store: Store) -> None:
    reply = say("save it for me please", do="save").reply or ""
    assert str(store.folder) in reply
    assert "/export" in reply
    assert say("call this session pumpkin night", do="name", say="pumpkin night").reply == (
        "This session is called “pumpkin night” now."
    )
    assert store.session(studio.session_id).title == "pumpkin night"
    assert say("call this session so", do="name", say=" ").reply == "What should this session be called?"
    assert "1 to 120 characters" in (say("call this session so", do="name", say="x" * 200).reply or "")


def test_a_surprise_is_a_wish_of_the_world_and_the_same_for_the_same_seed(
    say: Say, studio: Studio, store: Store, models: ModelManager
) -> None:
    turn = say("surprise me with something", do="surprise")
    assert "I chose" in (turn.reply or "")
    first = store.current(studio.session_id)
    twin = Studio.new(store, "pocket", 3, models)
    twin.send("surprise me with something")
    second = store.current(twin.session_id)
    twin.close()
    assert first is not None
    assert second is not None
    assert first.brief == second.brief
    assert len(first.brief["elements"]) == 2  # type: ignore[index]


def test_of_two_pictures_it_is_said_which_fits_better_and_why(say: Say) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    say("put it on a beach instead", do="edit", edits=[{"op": "scene", "to": "beach"}])
    reply = say("which of the two fits better?", do="compare", n=1, m=2, how="better").reply or ""
    assert "#2 fits the wish better" in reply
    assert "the scene should be beach, but I see forest" in reply
    assert "quite different" in reply or "look alike" in reply
    unnumbered = say("did that make it any better?", do="compare", how="better").reply
    assert unnumbered == reply


@pytest.mark.parametrize(
    ("plan", "answer", "number", "says"),
    [
        ({"do": "chat", "say": "Sorry about that. Shall I undo it?"}, "yes", 1, "Now at #1."),
        ({"do": "ask", "say": "Shall I undo it?"}, "yes please!", 1, "Now at #1."),
        ({"do": "ask", "say": "Shall I undo it?"}, "no", 2, "Take your time"),
    ],
)
def test_a_complaint_is_offered_an_undo(
    say: Say, studio: Studio, store: Store, plan: dict[str, Any], answer: str, number: int, says: str
) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    say("put it on a beach instead", do="edit", edits=[{"op": "scene", "to": "beach"}])
    turn = say("I did not ask you to touch the trees!", **plan)
    assert turn.status == "asking"
    assert "Glad" not in (turn.question or "")
    calls = len(studio.models.get("director").prompts)
    assert says in (studio.send(answer).reply or "")
    assert len(studio.models.get("director").prompts) == calls
    assert _number(studio, store) == number


@pytest.mark.parametrize("plan", [{"do": "chat", "say": "抱歉。要撤销吗？"}, {"do": "ask", "say": "Shall I undo it?"}])
def test_where_nothing_can_be_undone_no_undo_is_offered(say: Say, plan: dict[str, Any]) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    turn = say("that is not at all what I had in mind", **plan)
    assert (turn.status, turn.reply) == (
        "done",
        "Sorry, that is not what you wanted. Say what should be different, and I will change it.",
    )


def test_what_answers_no_offer_is_a_message_of_its_own(say: Say, studio: Studio, store: Store) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    say("put it on a beach instead", do="edit", edits=[{"op": "scene", "to": "beach"}])
    say("I did not ask you to touch the trees!", do="ask", say="Shall I undo it?")
    say("make it a desert instead", do="edit", edits=[{"op": "scene", "to": "desert"}])
    assert "touch the trees" not in studio.models.get("director").prompts[-1]
    assert _number(studio, store) == 3


def test_an_edit_that_changes_nothing_paints_nothing_and_says_why(say: Say, studio: Studio, store: Store) -> None:
    say("a fox left of two owls in a forest", **FOREST)
    turn = say("put the fox left of the owls", do="edit", edits=[FOREST["edits"][0] | {"op": "change"}])
    same = "Nothing has to change: #1 was to show that already."
    assert turn.reply == same
    keep = [{"op": "keep", "what": what} for what in ("fox", "owls")]
    assert say("keep nothing but the fox and the owls", do="edit", edits=keep).reply == same
    assert say("make it daytime, would you", do="edit", edits=[{"op": "time", "to": "day"}]).reply == same
    assert len(store.pictures(studio.session_id)) == 1


def test_the_honest_limit_of_one_kind_and_all_unknown_words_are_told_at_once(say: Say) -> None:
    two = [{"op": "add", "what": "balloon", "color": color} for color in ("red", "blue")]
    limit = say("two balloons, one red, one blue", do="create", edits=two).reply or ""
    assert "All things of one kind share one color" in limit
    many = [
        {"op": "add", "what": "mermaid", "color": "gold", "rel": "on", "of": "rock", "doing": "singing"},
        {"op": "add", "what": "harp"},
        {"op": "add", "what": "rock"},
        {"op": "weather", "to": "rain"},
    ]
    told = say("a gold mermaid singing on a rock with a harp in the rain", do="create", edits=many).reply or ""
    for word in ("mermaid", "harp", "rock", "gold", "yellow", "violin"):
        assert word in told
    rain = say("and now let it rain there", do="create", edits=[{"op": "weather", "to": "rain"}]).reply or ""
    assert "I can't paint the weather “rain”" in rain


def test_a_time_of_day_is_a_scene_where_the_world_has_it_only_so(say: Say, studio: Studio, store: Store) -> None:
    def scene() -> object:
        return (store.current(studio.session_id).brief or {}).get("scene")  # type: ignore[union-attr]

    house = {"op": "add", "what": "house"}
    say("a house at night, please", do="create", edits=[house, {"op": "time", "to": "night"}])
    assert scene() == "night"
    say("now make it daytime", do="edit", edits=[{"op": "time", "to": "day"}])
    assert scene() is None
    say("put it in a forest then", do="edit", edits=[{"op": "scene", "to": "forest"}])
    told = say("and now at night", do="edit", edits=[{"op": "time", "to": "night"}]).reply or ""
    assert scene() == "night"
    assert "I left out “forest”." in told


def test_all_that_is_beyond_the_painter_is_told_once_and_by_no_guess(say: Say) -> None:
    fox = {"op": "add", "what": "fox", "place": "top right", "rel": "behind", "of": "tree", "doing": "dancing"}
    tree, forest, night = {"op": "add", "what": "tree"}, {"op": "scene", "to": "forest"}, {"op": "time", "to": "night"}
    message = "a fox dancing behind a tree at the top right, in the forest at night"
    reply = say(message, do="create", edits=[fox, tree, forest, night]).reply or ""
    assert "I left out “top right”, “dancing”, “behind” and “night”." in reply
    same = [{"op": "add", "what": "狐狸", "place": "top right"}, forest, night]
    assert "这次没用上“右上角”和“夜晚”。" in (say("夜里的森林，狐狸在右上角", do="create", edits=same).reply or "")


def test_a_reply_admits_that_it_may_have_missed_something(studio: Studio) -> None:
    def reply(message: str, sure: bool) -> str:
        plan = Plan.model_validate({"do": "create", "edits": [{"op": "add", "what": "fox"}]})
        writer = ScriptedWriter(plan)
        writer.log_probs = [-0.001] if sure else [-1.0, -1.0]  # type: ignore[attr-defined]
        studio.models.set_engine("director", writer)
        return studio.send(message).reply or ""

    assert "tell me if I missed something" in reply("a fox, by the by", False)
    assert "漏了什么请告诉我" in reply("画狐狸嘛", False)
    assert "missed" not in reply("a fox, again", True)
    named = reply("a grumpy fox", False)
    assert "I left out “grumpy”." in named
    assert "missed" not in named


def test_things_are_kept_taken_over_and_swapped(say: Say, studio: Studio, store: Store) -> None:
    def shown() -> dict[str, object]:
        brief = store.current(studio.session_id).brief or {}  # type: ignore[union-attr]
        return {element["what"]: element["color"] for element in brief["elements"]}

    adds = [{"op": "add", "what": what, "color": color} for what, color in (("dog", "red"), ("cat", "blue"))]
    say("a red dog, a blue cat and a tree", do="create", edits=[*adds, {"op": "add", "what": "tree"}])
    say(
        "swap the colors of the dog and the cat",
        do="edit",
        edits=[{"op": "swap", "what": "dog", "of": "cat", "to": "color"}],
    )
    assert shown() == {"dog": "blue", "cat": "red", "tree": None}
    say("everything but the cat goes", do="edit", edits=[{"op": "keep", "what": "cat"}])
    assert shown() == {"cat": "red"}
    say("bring the dog of the first one", do="edit", edits=[{"op": "take", "what": "dog", "from": 1}])
    assert shown() == {"cat": "red", "dog": "red"}
    assert shown() == {"cat": "red", "dog": "red"}
    say("the dog as in number two again", do="edit", edits=[{"op": "take", "what": "dog", "from": 2}])
    assert shown() == {"cat": "red", "dog": "blue"}
    itself = [{"op": "swap", "what": "dog", "of": "dog", "to": "place"}]
    assert say("swap the dogs", do="edit", edits=itself).reply == "Which two things should be swapped?"
    refused = say("bring the moon of the first one", do="edit", edits=[{"op": "take", "what": "moon", "from": 1}])
    assert "There is no moon in #1, only a dog, a cat and a tree." in (refused.reply or "")
