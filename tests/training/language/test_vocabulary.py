"""A trimmed vocabulary cuts what it knows as the whole one does, and everything else into smaller pieces."""

from __future__ import annotations

from typing import Any

from tests.training.language.conftest import TEXTS
from training.language.vocabulary import SPECIAL, common_characters, trim_tokenizer


def test_known_texts_are_cut_as_before_and_others_finer(whole_tokenizer: Any, trimmed: tuple[Any, Any]) -> None:
    small, kept = trimmed
    number = {old: new for new, old in enumerate(kept.tolist())}
    known = 0
    for text in [*TEXTS, "a blue castle beside the red balloon", "城堡和气球", "Ωmega ☂ naïve 狐狸"]:
        before, after = whole_tokenizer(text)["input_ids"], small(text)["input_ids"]
        assert small.decode(after) == text
        if all(token in number for token in before):
            known += 1
            assert after == [number[token] for token in before]
        else:
            assert len(after) >= len(before)
    assert known >= 3


def test_all_bytes_and_the_special_tokens_stay(whole_tokenizer: Any, trimmed: tuple[Any, Any]) -> None:
    small, kept = trimmed
    names = small.get_vocab()
    assert len(small) == len(kept) == 330
    assert sum(len(name) == 1 for name in names) == 256
    assert all(names[name] == int((kept == whole_tokenizer.get_vocab()[name]).nonzero()) for name in SPECIAL)
    assert "<|fim_pad|>" not in names
    assert small.eos_token == SPECIAL[2]


def test_with_a_token_stays_all_that_it_is_merged_from(whole_tokenizer: Any) -> None:
    long = whole_tokenizer.get_vocab()["Ġballoon"]
    small, kept = trim_tokenizer(whole_tokenizer, [long], 280)
    assert long in kept
    assert len(small(" balloon")["input_ids"]) == 1


def test_the_first_level_of_the_national_standard_is_common() -> None:
    characters = set(common_characters())
    assert sum("\u4e00" <= letter <= "\u9fff" for letter in characters) == 3755
    assert {"啊", "座", "猫", "，", "A", "7"} <= characters
