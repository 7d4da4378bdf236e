"""The tables of the pages: every old thing is still there, names mean one thing, roles and anchors name things."""

from __future__ import annotations

from collections import Counter

from tools.pages.catalogue import SETS, facing, read_table, shape, things, view
from tools.pages.colors import colors
from tools.pages.places import places
from tools.vocabulary.names import fold
from tools.vocabulary.storybook import lexicon


def test_everything_of_the_first_edition_is_still_there_under_all_its_names() -> None:
    for name, noun in lexicon.nouns().items():
        thing = things()[name]
        assert set(noun.english) <= set(thing.english), name
        assert set(noun.chinese) <= set(thing.chinese), name
    assert len(things()) >= 600
    assert set(lexicon.COLORS) <= set(colors())


def test_no_name_means_two_things() -> None:
    names = [(fold(word), thing.name) for thing in things().values() for word in (*thing.english, *thing.chinese)]
    assert not [word for word, count in Counter(word for word, _ in set(names)).items() if count > 1]


def test_sixty_people_and_more_have_whole_bodies() -> None:
    people = [thing for thing in things().values() if thing.group == "person"]
    assert len(people) > 100
    assert sum(view(thing.name, "cartoon") == "body" for thing in people) >= 60


def test_every_drawing_has_a_shape() -> None:
    for name in things():
        for style in SETS:
            drawn = shape(name, style)
            assert 0.1 < drawn.aspect < 6, (name, style)
            assert all(0 <= top <= 1 for top in drawn.upper)
            assert facing(name, style) in ("left", "right", "front")


def test_tables_beside_the_catalogue_name_its_things_only() -> None:
    groups = {thing.group for thing in things().values()}
    assert {row["name"] for row in read_table("roles.tsv")} <= set(things())
    assert {row["name"] for row in read_table("drawings.tsv")} <= set(things())
    assert {row["name"] for row in read_table("anchors.tsv")} <= set(things()) | groups


def test_places_leave_room_for_the_ground() -> None:
    assert len(places()) >= 24
    for place in places().values():
        assert 0 < place.far < place.near < 1, place.name
        assert place.water is None or place.water[0] < place.water[1]
