"""Things that a more general word may mean where they are all that is there: a cap is called "the hat"."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tools.vocabulary.pages.nouns import noun, nouns

_PEOPLE = ("person", "man", "woman", "boy", "girl")
_HE = frozenset({
    "man", "boy", "grandfather", "groom", "prince", "wizard", "santa claus", "fairy boy", "male elf", "merman",
    "superhero",
})  # fmt: skip
_SHE = frozenset({
    "woman", "girl", "grandmother", "bride", "princess", "witch", "mrs. claus", "fairy", "elf", "mermaid", "dancer",
    "nurse", "superheroine",
})  # fmt: skip
_MALE, _FEMALE = ("man", "boy"), ("woman", "women", "girl")
_GROUPS = {
    "animal": "animal", "animals": "animal", "动物": "animal", "小动物": "animal", "creature": "animal",
    "plant": "plant", "植物": "plant", "vehicle": "vehicle", "车": "vehicle", "building": "building",
    "建筑": "building", "toy": "toy", "玩具": "toy", "food": "food", "fruit": "food", "水果": "food",
    "instrument": "music", "乐器": "music", "tool": "tool", "工具": "tool", "furniture": "furniture",
    "家具": "furniture",
}  # fmt: skip
"""Words for all things of a group."""


@cache
def _table() -> dict[str, frozenset[str]]:
    """The things that each more general one's name may mean."""
    lines = resources.files(__package__).joinpath("kinds.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {general: frozenset(names.split("|")) for general, names in rows}


def may_mean(word: str, name: str) -> bool:
    """Whether a word may mean a thing, because it is a name of something more general.

    Args:
        word: In either language.
        name: The thing's canonical name.
    """
    known = nouns().get(name)
    general = noun(word)
    group = _GROUPS.get(word.lower().removeprefix("the "))
    if known is None:
        return False
    if group is not None and known.group == group:
        return True
    if general in _PEOPLE and known.group == "person":
        return _fits(general, name)
    return name in _table().get(general or "", ())


def _fits(general: str, name: str) -> bool:
    words = name.split(" ")
    male = name in _HE or any(word in _MALE for word in words)
    female = name in _SHE or any(word in _FEMALE for word in words)
    return not (male and general in _FEMALE) and not (female and general in _MALE)
