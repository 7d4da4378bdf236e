"""Briefs and edits as structure: everything that a painter of pages is told, and what recipes of old say."""

from __future__ import annotations

from agent.brief.content import brief_from_content, change_of, content_of
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from tools.content import ChangeSpec, ContentSpec

SAID = [
    Edit(op="add", what="balloon", color="red"),
    Edit(op="add", what="balloon", color="blue", place="top left"),
    Edit(op="add", what="duck", count=5, attributes=("flock",)),
    Edit(op="add", what="woman", doing="dancing", attributes=("dark skin",), rel="holding", of="red balloon"),
    Edit(op="add", what="cat", rel="between", of="woman and blue balloon"),
    Edit(op="scene", to="forest"),
    Edit(op="time", to="night"),
    Edit(op="weather", to="rain"),
    Edit(op="look", to="sepia"),
    Edit(op="style", to="flat"),
]


def test_everything_that_is_said_is_told_and_comes_back() -> None:
    brief = apply_edits(Brief(), SAID)
    content = content_of(brief)
    red, blue, ducks, woman, cat = content.things
    assert (red.name, red.called, red.color) == ("balloon", "red balloon", "red")
    assert (blue.called, blue.place) == ("blue balloon", "top left")
    assert (ducks.count, ducks.flock, ducks.key) == (5, True, None)
    assert (woman.doing, woman.tone, cat.tone) == ("dancing", "dark", None)
    assert [(r.subject, r.kind, r.object, r.second) for r in content.relations] == [
        ("woman", "holding", "red balloon", None),
        ("cat", "between", "woman", "blue balloon"),
    ]
    assert (content.scene, content.time, content.weather, content.look) == ("forest", "night", "rain", "sepia")
    assert brief_from_content(content) == brief


def test_structure_goes_to_json_and_back() -> None:
    content, change = content_of(apply_edits(Brief(), SAID)), change_of(SAID)
    for spec in (content, change):
        written = spec.model_dump(mode="json", exclude_defaults=True)
        assert type(spec).model_validate(written) == spec


def test_recipes_of_the_first_edition_still_load() -> None:
    content = {"things": [{"name": "cat", "count": 1}, {"name": "orange", "certain": False}], "scene": "night"}
    change = {"freed": {"cat": ["cell", "size"]}, "replaced": {"dog": "cat"}, "mentioned": ["cat"], "scene": True}
    loaded = ContentSpec.model_validate(content)
    assert loaded.model_dump(mode="json", exclude_defaults=True) == content
    assert (loaded.relations, loaded.time, loaded.things[0].called) == ((), None, "cat")
    assert ChangeSpec.model_validate(change).model_dump(mode="json", exclude_defaults=True) == change


def test_a_change_says_what_of_the_whole_picture_is_free() -> None:
    change = change_of([Edit(op="time", to="night"), Edit(op="clear", what="look"), Edit(op="clear", what="scene")])
    assert (change.whole, change.scene, change.style, change.freed) == ({"time", "look"}, True, False, {})
