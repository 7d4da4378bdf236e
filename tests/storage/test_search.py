"""Sessions are found by words, also by Chinese words for English captions."""

from __future__ import annotations

import pytest

from storage import sessions
from storage.store import Store
from tools.vocabulary import vocabulary_of


@pytest.mark.parametrize(
    ("word", "english"),
    [("红色的鸟", ["red", "bird"]), ("长颈鹿", ["giraffe"]), ("一只狗", ["dog"]), ("森林里的鸟", ["forest", "bird"]),
     ("dogs", ["dog"]), ("的", []), ("xyz", []), ("red鸟", ["red", "bird"])],
)  # fmt: skip
def test_search_words_mean_words_of_the_world(word: str, english: list[str]) -> None:
    assert vocabulary_of("storybook").search_terms(word) == english


def test_pictures_are_found_in_chinese(store: Store, session: str) -> None:
    other = store.new_session("pocket", 0).id
    store.begin_turn(other, "画一条鱼")
    for words in ("鸟", "红色的鸟", "森林 鸟", "Birds"):
        assert [row.id for row in sessions.search(store, words)] == [session]
    assert [row.id for row in sessions.search(store, "鱼")] == [other]
    for words in ("蓝色的鸟", "龙", "% 鸟"):
        assert sessions.search(store, words) == []


def test_every_word_must_be_found(store: Store, session: str) -> None:
    assert [row.id for row in sessions.search(store, "red BIRD")] == [session]
    assert sessions.search(store, "red giraffe") == []
    assert sessions.search(store, "100%") == []
