"""Known words of a message that are in no requirement are told; what the brief holds is not."""

from __future__ import annotations

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element, Relation
from agent.turns.left_out import left_out
from tools.vocabulary import vocabulary_of

STORYBOOK = vocabulary_of("storybook")
BALLOON = Edit(op="add", what="balloons", count=2, color="red")


@pytest.mark.parametrize(
    ("message", "edits", "brief", "words"),
    [
        ("two balloons, one red and one blue", [BALLOON], Brief(), ["blue"]),
        ("画两个气球，一个红色的一个蓝色的", [BALLOON], Brief(), ["蓝色"]),
        ("再加两个气球，一个红的一个蓝的", [BALLOON], Brief(), ["蓝的"]),
        ("two red balloons", [BALLOON], Brief(), []),
        ("twelve ducks", [Edit(op="add", what="ducks")], Brief(), ["twelve"]),
        ("ten red balloons over a house", [Edit(op="add", what="balloons", color="red"), Edit(op="add", what="house")],
         Brief(), ["ten"]),
        ("十二只鸭子", [Edit(op="add", what="鸭子")], Brief(), ["十二"]),
        ("a boy and his dog", [Edit(op="add", what="dog")], Brief(), ["boy"]),
        ("画一个打伞的女孩", [Edit(op="add", what="伞")], Brief(), ["女孩"]),
        ("move it 2 the left", [Edit(op="change", what="dog", place="left")], Brief(), []),
        ("a fox, forest at night", [Edit(op="add", what="fox"), Edit(op="scene", to="forest")], Brief(), ["at night"]),
        ("a sailboat lower right", [Edit(op="add", what="sailboat", place="bottom")], Brief(), ["lower right"]),
        ("小船放右下角", [Edit(op="change", what="小船", place="bottom")], Brief(), ["右下角"]),
        ("make the dog blue, leave the cats", [Edit(op="change", what="dog", color="blue")],
         Brief(elements=(Element(what="cat"), Element(what="dog"))), []),
        ("a cat, no, a fox", [Edit(op="add", what="fox")], Brief(), []),
        ("drop in a fox", [Edit(op="add", what="fox")], Brief(), []),
        ("a fox asleep beside a tree", [Edit(op="add", what="fox"), Edit(op="add", what="tree")], Brief(),
         ["asleep", "beside"]),
        ("a fox asleep beside a tree",
         [Edit(op="add", what="fox", doing="sleeping", rel="next to", of="tree"), Edit(op="add", what="tree")],
         Brief(), []),
        ("a house at night in the rain", [Edit(op="add", what="house")], Brief(), ["at night", "in the rain"]),
        ("小船放右下角", [Edit(op="change", what="小船", place="bottom right")], Brief(), []),
        ("remove the owl next to the fox", [Edit(op="remove", what="owl")], Brief(elements=(Element(what="fox"),)), []),
        ("make the owl next to the fox red", [Edit(op="change", what="owl", color="red")],
         Brief(elements=(Element(what="owl"), Element(what="fox")),
               relations=(Relation(subject="owl", kind="right of", object="fox"),)), []),
        ("a flying saucer", [Edit(op="add", what="flying saucer")], Brief(), []),
        ("a fox in daylight", [Edit(op="add", what="fox")], Brief(), []),
        ("a fox in black and white", [Edit(op="add", what="fox"), Edit(op="look", to="black and white")], Brief(), []),
        ("熊旁边加一只兔子", [Edit(op="add", what="兔子")], Brief(elements=(Element(what="bear"),)), ["旁边"]),
        ("旁边加一只兔子", [Edit(op="add", what="兔子")], Brief(elements=(Element(what="bear"),)), []),
        ("a grumpy cat in striped socks", [Edit(op="add", what="cat"), Edit(op="add", what="socks")], Brief(),
         ["grumpy", "striped"]),
        ("一只毛茸茸的猫在钓鱼", [Edit(op="add", what="猫")], Brief(), ["毛茸茸", "钓鱼"]),
        ("the dog is running", [Edit(op="change", what="dog", doing="walking")], Brief(), ["running"]),
        ("the dog runs, running fast", [Edit(op="change", what="dog", doing="running")], Brief(), []),
        ("a cat sitting on the sofa", [Edit(op="add", what="cat", rel="above", of="sofa")],
         Brief(elements=(Element(what="couch"),)), []),
        ("a judge and a gavel", [Edit(op="add", what="judge")], Brief(), ["gavel"]),
        ("a picture of a fox, a big one", [Edit(op="add", what="fox", size="large")], Brief(), []),
        ("I need a fox for a brochure", [Edit(op="add", what="fox")], Brief(), []),
        ("a wizerd and a balon", [Edit(op="add", what="wizard"), Edit(op="add", what="balloon")], Brief(), []),
        ("three balloons, red, green and blue",
         [Edit(op="add", what="balloons", color=color) for color in ("red", "green", "blue")], Brief(), []),
        ("make the lollipop on the left bigger", [Edit(op="change", what="red lollipop", size="large")],
         Brief(elements=(Element(what="red lollipop", kind="lollipop"),)), []),
        ("a baby elephant", [Edit(op="add", what="elephant", size="small")], Brief(), []),
        ("a fox 4 the kid", [Edit(op="add", what="fox")], Brief(), []),
        ("my boy wants a fox", [Edit(op="add", what="fox")], Brief(), []),
        ("画一对鸭子", [Edit(op="add", what="鸭子")], Brief(), ["一对"]),
        ("画一对鸭子", [Edit(op="add", what="鸭子", count=2)], Brief(), []),
        ("画一个我孙女儿", [Edit(op="add", what="马")], Brief(), ["孙女"]),
        ("第二张画：狐狸", [Edit(op="add", what="狐狸")], Brief(), []),
        ("浅绿的狐狸", [Edit(op="add", what="狐狸", color="light green")], Brief(), []),
        ("加一隻鳳凰", [Edit(op="add", what="鳳凰")], Brief(), []),
    ],
)  # fmt: skip
def test_known_words_that_nothing_took_up(message: str, edits: list[Edit], brief: Brief, words: list[str]) -> None:
    assert left_out(message, edits, [brief], STORYBOOK) == words


def test_an_open_vocabulary_has_no_names_to_miss() -> None:
    assert left_out("two balloons, one red and one blue", [BALLOON], [Brief()], vocabulary_of("open")) == []
