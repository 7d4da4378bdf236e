"""Names of the storybook's second edition: each means its thing alone, in the plural, and with what goes before."""

from __future__ import annotations

import pytest

from tools.pages.catalogue import things
from tools.pages.colors import colors
from tools.pages.page import TIMES, WEATHERS
from tools.pages.places import places
from tools.pages.styles import LOOKS, STYLES
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import TermKind
from tools.vocabulary.names import fold
from tools.vocabulary.pages import lexicon
from tools.vocabulary.pages.plurals import plural, with_article
from tools.vocabulary.storybook import lexicon as first_edition

PAGES = vocabulary_of("pages")
KINDS: tuple[TermKind, ...] = (
    "thing", "color", "size", "place", "relation", "scene", "time", "weather", "look", "style", "doing", "attribute",
)  # fmt: skip
OF_THEIR_OWN = {"books", "houses", "flowers", "glasses", "musical notes", "music notes"}
"""Plurals of names that are things of their own, too."""


def test_everything_that_the_painter_knows_has_names_in_both_languages() -> None:
    known = {kind: {term.name for term in PAGES.terms(kind)} for kind in KINDS}
    assert known["thing"] == set(things())
    assert known["color"] == set(colors())
    assert known["scene"] == set(places())
    assert known["style"] == set(STYLES)
    assert known["time"] == set(TIMES)
    assert known["weather"] == set(WEATHERS)
    assert known["look"] == {*LOOKS, "color"}
    for kind in KINDS:
        for term in PAGES.terms(kind):
            assert term.english, term
            assert term.chinese, term
            assert not term.chinese[0].isascii(), term
            assert all(name.isascii() for name in term.english), term


def test_every_english_name_means_its_thing_alone_and_in_the_plural() -> None:
    wrong = []
    for noun in lexicon.nouns().values():
        for name in noun.english:
            several = [plural(name), f"the {plural(name)}", f"some {plural(name)}"]
            forms = [name, f"a {name}", f"the {name}", f"my {name}", name.upper(), *several]
            wrong += [form for form in forms if lexicon.noun(form) != noun.name]
    assert {fold(form).removeprefix("the ").removeprefix("some ") for form in wrong} == OF_THEIR_OWN


def test_every_chinese_name_means_its_thing_alone_and_counted() -> None:
    wrong = []
    for noun in lexicon.nouns().values():
        for name in noun.chinese:
            before = ("", f"一{noun.measure}", f"三{noun.measure}", f"那{noun.measure}", f"两{noun.measure}")
            wrong += [words + name for words in before if lexicon.noun(words + name) != noun.name]
    assert wrong == []


def test_no_name_means_two_things() -> None:
    names = [fold(name) for noun in lexicon.nouns().values() for name in (*noun.english, *noun.chinese)]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_names_of_the_first_edition_mean_what_they_meant() -> None:
    for noun in first_edition.nouns().values():
        for name in (*noun.english, *noun.chinese):
            assert lexicon.noun(name) == noun.name, name
    moved = {
        (kind, word): found
        for kind, table in (("color", first_edition.COLOR_NAMES), ("style", first_edition.STYLES),
                            ("place", first_edition.PLACES), ("size", first_edition.SIZES),
                            ("relation", first_edition.RELATIONS), ("scene", first_edition.SCENES))
        for name, others in table.items()
        for word in (name, *others)
        if (found := PAGES.find(kind, word)) != name  # type: ignore[arg-type]
    }  # fmt: skip
    hours = {word for name in ("night", "sunset") for word in (name, *first_edition.SCENES[name])}
    assert {word for (_, word), found in moved.items() if found is None} == {*hours, "下雪"}
    assert {word: found for (_, word), found in moved.items() if found} == {
        "海里": "underwater", "jungle": "jungle", "在上面": "on",
    }  # fmt: skip
    assert all(PAGES.find("time", word) in ("night", "dusk") for word in hours)
    assert PAGES.find("weather", "下雪") == "snow"


@pytest.mark.parametrize(
    ("several", "one"),
    [("men walking", "man walking"), ("people in bed", "person in bed"), ("slices of cake", "slice of cake"),
     ("geese", "goose"), ("women", "woman"), ("children", "child"), ("brontosauruses", "brontosaurus"),
     ("jellyfish", "jellyfish"), ("firs", "pine tree"), ("fires", "fire")],
)  # fmt: skip
def test_plurals_stand_where_english_has_them(several: str, one: str) -> None:
    assert lexicon.noun(several) == one


def test_no_plural_is_made_twice_and_no_article_stands_before_one() -> None:
    assert [plural(name) for name in ("man in a suit", "snowman with falling snow", "musical notes", "wheat")] == [
        "men in a suit", "snowmen with falling snow", "musical notes", "wheat",
    ]  # fmt: skip
    assert [with_article(name) for name in ("headphones", "leaves in the wind", "suv", "hourglass", "mount fuji")] == [
        "headphones", "leaves in the wind", "an suv", "an hourglass", "mount fuji",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "name"),
    [("小猫咪", "cat"), ("大灰狼", "wolf"), ("猫猫", "cat"), ("孩子们", "child"), ("小鸟儿", "bird"),
     ("一群鸭子", "duck"),
     ("孫悟空", None), ("飛機", "airplane"), ("腳踏車", "bicycle"), ("雪櫃", None), ("長頸鹿", "giraffe")],
)  # fmt: skip
def test_chinese_is_read_with_its_little_words_and_in_traditional_characters(word: str, name: str | None) -> None:
    assert PAGES.find("thing", word) == name


@pytest.mark.parametrize(
    ("word", "found"),
    [("white dog", None), ("red umbrella", None), ("fence", None), ("ballon", "balloon"), ("castel", "castle"),
     ("astronat", "astronaut"), ("blak cat", "black cat"), ("mermade", "mermaid"), ("does", None), ("白羊", None)],
)  # fmt: skip
def test_what_is_said_of_a_thing_is_no_slip_of_another_s_name(word: str, found: str | None) -> None:
    assert PAGES.resolve("thing", word) == found


@pytest.mark.parametrize(
    ("words", "rest", "color"),
    [("white dog", "dog", "white"), ("浅蓝色的汽车", "汽车", "light blue"), ("light blue car", "car", "light blue"),
     ("black cat", "black cat", None), ("金龙", "龙", "gold"), ("orange cat", "cat", "orange"),
     ("orange", "orange", None), ("dark red roses", "roses", "dark red")],
)  # fmt: skip
def test_colours_are_told_from_the_things_behind_them(words: str, rest: str, color: str | None) -> None:
    assert PAGES.split_color(words) == (rest, color)


def test_names_of_several_kinds_are_few_and_known() -> None:
    """What a name means is told by what is asked for; where nothing tells, `terms` has a rule for each of these."""
    kinds: tuple[TermKind, ...] = ("color", "scene", "time", "weather", "look", "style")
    both = {
        fold(name): kind
        for kind in kinds
        for term in PAGES.terms(kind)
        for name in term.names
        if lexicon.noun(name) is not None
    }
    assert both == {
        "orange": "color", "橙": "color", "moon": "scene", "clouds": "scene", "mountain": "scene",
        "mountains": "scene", "woods": "scene", "home": "scene", "crayon": "style", "wax crayon": "style",
        "蜡笔": "style",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "kind", "name"),
    [("in the forest", "scene", "forest"), ("森林里", "scene", "forest"), ("on the moon", "scene", "moon"),
     ("beach scene", "scene", "beach"), ("at home", "scene", "room"), ("海底", "scene", "underwater"),
     ("oil style", "style", "oil"), ("剪纸", "style", None), ("水墨风格", "style", "ink wash"),
     ("左上角", "place", "top left"),
     ("in the upper right corner", "place", "top right"), ("在背景里", "place", None), ("背景", "place", "background"),
     ("on top of", "relation", "on"), ("挨着", "relation", "next to"), ("举着", "relation", "holding"),
     ("sunset", "time", "dusk"), ("大清早", "time", "dawn"), ("thunderstorm", "weather", "storm"),
     ("黑白", "look", "black and white"),
     ("golden", "color", "gold"), ("navy", "color", "dark blue"), ("米色", "color", "beige"),
     ("asleep", "doing", "sleeping"),
     ("成群", "attribute", "flock")],
)  # fmt: skip
def test_values_are_found_by_the_names_that_people_use(word: str, kind: TermKind, name: str | None) -> None:
    assert PAGES.find(kind, word) == name


@pytest.mark.parametrize(
    ("word", "name", "may"),
    [("hat", "cap", True), ("帽子", "sun hat", True), ("the man", "farmer", True), ("the man", "princess", False),
     ("woman", "wizard", False), ("动物", "giraffe", True), ("flower", "rose", True), ("bird", "cat", False)],
)  # fmt: skip
def test_a_general_word_may_mean_what_is_there(word: str, name: str, may: bool) -> None:
    assert PAGES.may_mean(word, name) is may


def test_measure_words_are_the_catalogue_s() -> None:
    assert [PAGES.measure_word(name) for name in ("cat", "horse", "princess", "noodles", "yeti")] == [
        "只", "匹", "位", "碗", "个",
    ]  # fmt: skip
