"""What words, and what is near, open to a plan."""

from __future__ import annotations

import pytest

from agent.director.nearest import OPTIONAL, Near
from agent.director.openers import keys_worded, open_intents, open_keys, open_operations

NOTHING = Near([], {}, {}, {})
HARDLY = Near([], {}, {}, dict.fromkeys(OPTIONAL, 0.04))
PARTLY = Near([], {}, {}, dict.fromkeys(OPTIONAL, 0.09))
MOSTLY = Near([], {}, {}, dict.fromkeys(OPTIONAL, 0.6))


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ("a lamp beside the bed", "rel"), ("the moon behind the tower", "rel"), ("a witch holding a broom", "rel"),
        ("to the child's left, a dog", "rel"), ("猫旁边放个球", "rel"), ("树后面藏一只狼", "rel"),
        ("让他拿着剑", "rel"),
        ("讓女孩抱著貓", "rel"), ("给雪人戴围巾", "rel"), ("scarf for the penguin", "rel"), ("在椅子上加个垫子", "rel"),
        ("skull in the background", "place"), ("sun in the top right corner", "place"), ("move it far left", "place"),
        ("crow l, dove r", "place"), ("放到远处去", "place"), ("右上角加个太阳", "place"), ("背景裡加座山", "place"),
        ("a dog running on the beach", "doing"), ("let it sleep", "doing"), ("lion asleep", "doing"),
        ("一只猫在睡觉", "doing"), ("讓鳥飛起來", "doing"), ("孩子们笑着跑", "doing"),
        ("a tiny mouse", "size"), ("把球变大点", "size"), ("a navy coat", "color"), ("紅的那個", "color"),
    ],
)  # fmt: skip
def test_sure_words_open_a_key_with_little_that_is_near(message: str, key: str) -> None:
    assert key in open_keys(message, HARDLY, numbered=False)
    assert key in keys_worded(message, numbered=False)


@pytest.mark.parametrize("message", ["undo that", "what can you do?", "thanks!", "撤销", "谢谢你呀", "算了吧"])
def test_keys_stay_closed_where_nothing_speaks_for_them(message: str) -> None:
    assert open_keys(message, HARDLY, numbered=False) == set()
    assert open_keys(message, NOTHING, numbered=False) == set()


def test_the_less_words_tell_the_more_of_what_is_near_must_have_a_key() -> None:
    weak, none = "put a kite in it", "kite?"
    assert [("rel" in open_keys(weak, near, False)) for near in (HARDLY, PARTLY, MOSTLY)] == [False, True, True]
    assert [("rel" in open_keys(none, near, False)) for near in (HARDLY, PARTLY, MOSTLY)] == [False, False, True]


def test_numbers_open_counts() -> None:
    assert "count" in open_keys("7 owls", NOTHING, numbered=True)
    assert "count" in keys_worded("another owl", numbered=False)
    assert "count" not in open_keys("another owl", NOTHING, numbered=False)
    assert "count" in open_keys("再来一只", HARDLY, numbered=False)


def test_words_open_intents_and_operations_that_nothing_near_asks_for() -> None:
    near = Near([], {"edit": 0.98, "create": 0.01, "chat": 0.001}, {"change": 0.9, "scene": 0.01, "add": 0.01}, {})
    assert open_intents("make it blue", near, filled=True, pictures=3) == {"edit"}
    assert open_intents("make it blue", near, filled=False, pictures=3) == {"edit", "create"}
    assert "create" in open_intents("next panel: a fox", near, filled=True, pictures=1)
    assert "create" in open_intents("第二格：狐狸", near, filled=True, pictures=1)
    assert {"branch", "goto"} <= open_intents("the 1st pic, but at night", near, filled=True, pictures=2)
    assert "branch" not in open_intents("the 1st pic, but at night", near, filled=True, pictures=1)
    assert open_operations("make it blue", near, filled=True) == {"change", "add"}
    assert "remove" in open_operations("mouse out", near, filled=True)
    assert "remove" not in open_operations("mouse out", near, filled=False)
    assert "avoid" in open_operations("别有人", near, filled=True)
