"""Two of a kind that differ: each element of a brief gets a name of its own, "red balloon" beside "blue balloon"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from agent.brief.model import Brief, Element

_TELLING = ("color", "size", "place", "doing")
"""What tells elements of one kind apart, what people say first."""


def of_kind(brief: Brief, noun: str) -> list[Element]:
    """The elements that are one thing, whatever tells them apart."""
    return [element for element in brief.elements if element.noun == noun]


def named_apart(brief: Brief) -> Brief:
    """The brief with equal elements joined and a name for each of the others, in its relations as well."""
    nouns = [element.noun for element in brief.elements]
    if len(set(nouns)) == len(nouns) and not any(element.kind for element in brief.elements):
        return brief
    joined: dict[Element, Element] = {}
    names: dict[str, Element] = {}
    for element in brief.elements:
        bare = element.model_copy(update={"what": element.noun, "kind": None, "count": 1})
        names[element.what] = bare
        old = joined.get(bare)
        joined[bare] = element if old is None else old.model_copy(update={"count": old.count + element.count})
    new = {key: _named(element, joined.values()) for key, element in joined.items()}
    taken: set[str] = set()
    for key, element in new.items():
        name, number = element.what, 2
        while name in taken:
            name, number = f"{element.noun} {number}", number + 1
        taken.add(name)
        new[key] = element if name == element.what else element.model_copy(update={"what": name, "kind": element.noun})
    called = {old: new[key].what for old, key in names.items()}
    relations = dict.fromkeys(relation.renamed(called) for relation in brief.relations)
    return brief.model_copy(update={"elements": tuple(new.values()), "relations": tuple(relations)})


def _named(element: Element, everything: Iterable[Element]) -> Element:
    others = [other for other in everything if other.noun == element.noun and other is not element]
    if not others:
        return element.model_copy(update={"what": element.noun, "kind": None})
    for keys in _ways():
        said = [getattr(element, key) for key in keys]
        if all(said) and all(_differs(element, other, keys) for other in others):
            words = [getattr(element, key) for key in ("size", "color", "place", "doing") if key in keys]
            return element.model_copy(update={"what": " ".join([*words, element.noun]), "kind": element.noun})
    return element.model_copy(update={"what": element.noun, "kind": None})


def _ways() -> Iterator[tuple[str, ...]]:
    """Combinations of what tells elements apart, fewest first."""
    for length in range(1, len(_TELLING) + 1):
        yield from combinations(_TELLING, length)


def _differs(one: Element, other: Element, keys: tuple[str, ...]) -> bool:
    return any(getattr(one, key) != getattr(other, key) for key in keys)


def pairs(before: Brief, after: Brief) -> list[tuple[Element | None, Element | None]]:
    """Each element of a brief with what it became in another, in the order of both; None where it has no other.

    An element is known by its name, and else by being of the same kind and the most alike.
    """
    names = [(old.what, element.what) for old in before.elements for element in after.elements]
    found = {old: new for old, new in names if old == new}
    alike = [
        (_likeness(old, element), old.what, element.what)
        for old in before.elements
        for element in after.elements
        if old.noun == element.noun
    ]
    for _, old_name, new_name in sorted(alike, key=lambda one: -one[0]):
        if old_name not in found and new_name not in found.values():
            found[old_name] = new_name
    kept = [(old, after.element(found[old.what]) if old.what in found else None) for old in before.elements]
    return [*kept, *((None, element) for element in after.elements if element.what not in found.values())]


def _likeness(one: Element, other: Element) -> int:
    return sum(getattr(one, key) == getattr(other, key) for key in (*_TELLING, "count", "attributes"))
