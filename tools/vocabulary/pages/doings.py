"""What things may be doing in the storybook world: the drawing that shows it ("dancer" of a woman dancing)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from tools.pages.catalogue import things
from tools.vocabulary.names import Names

_ROLES = frozenset({"cook", "woman cook", "singer", "artist", "programmer", "hatching chick"})
"""Drawings that show what somebody is, whatever else they may be doing: a cook need not be cooking."""


class _Doing(NamedTuple):
    """How a doing is shown.

    Attributes:
        drawings: By thing, the drawing that shows it.
        nature: What shows it as it is drawn anyway: "habitat:sky", "group:plant", "vehicle:water",
            "animal:body", "name:volcano", or "*" for everything.
    """

    drawings: dict[str, str]
    nature: tuple[str, ...]


@cache
def _table() -> tuple[Names, dict[str, _Doing]]:
    """The names of doings, and how each is shown. The file has a line for each doing."""
    names, shown = Names(), dict[str, _Doing]()
    for line in resources.files(__package__).joinpath("doings.tsv").read_text("utf-8").splitlines():
        name, english, chinese, drawings, nature = line.split("\t")
        names[name] = (*chinese.split("|"), *english.split("|"))
        pairs = (pair.partition("=") for pair in drawings.split("|") if pair)
        shown[name] = _Doing({thing: drawing for thing, _, drawing in pairs}, tuple(nature.split("|")))
    return names, shown


def doings() -> Names:
    """Every doing that something shows, with its names."""
    return _table()[0]


def shown_by(name: str, doing: str) -> str | None:
    """The thing that shows a thing doing something; the thing itself where it is drawn so; None where nothing does.

    Args:
        name: The thing's canonical name, also one that shows it doing something else: "man running".
        doing: The doing's canonical name.
    """
    way = _table()[1].get(doing)
    if way is None:
        return None
    if doing_of(name) == doing:
        return name
    bare = _drawn()[name][0] if name in _drawn() and name not in _ROLES else name
    return bare if _by_nature(bare, way) else way.drawings.get(bare)


def doing_of(name: str) -> str | None:
    """What a thing is drawn doing: "dancing" of "dancer"; None where it does nothing in particular."""
    return _drawn()[name][1] if name in _drawn() else None


def drawings_of(doing: str) -> list[str]:
    """The things that are drawn doing something; may be empty."""
    way = _table()[1].get(doing)
    return list(dict.fromkeys(way.drawings.values())) if way else []


@cache
def _drawn() -> dict[str, tuple[str, str]]:
    """Every drawing of something doing something: what that is, and what it does."""
    found: dict[str, tuple[str, str]] = {}
    for doing, way in _table()[1].items():
        for thing, drawing in way.drawings.items():
            found.setdefault(drawing, (thing, doing))
    return found


def _by_nature(name: str, way: _Doing) -> bool:
    thing = things().get(name)
    if thing is None:
        return False
    kinds = {f"{thing.group}:{thing.habitat}", f"{thing.group}:{thing.view}"}
    known = {"*", f"name:{name}", f"group:{thing.group}", f"habitat:{thing.habitat}", *kinds}
    return not known.isdisjoint(way.nature)
