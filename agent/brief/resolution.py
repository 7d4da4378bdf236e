"""Edits in a vocabulary's own words. What a closed vocabulary does not have is refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from agent.brief.edits import Edit, EditError, apply_together
from agent.brief.model import ASPECTS, Brief
from agent.brief.parts import of_whole, with_known_attributes
from agent.brief.references import find_element, find_elements, find_landmark, missing_landmark
from tools.vocabulary.base import TermKind, UnknownTerm, Vocabulary

T = TypeVar("T")
Briefs = Callable[[int], Brief]
"""The brief of the picture with a number."""
_TERMS: dict[str, TermKind] = {"scene": "scene", "style": "style", "time": "time", "weather": "weather", "look": "look"}
"""Operations on the whole picture whose value is a term."""
_DAYLIGHT = {"time": "day", "weather": "clear"}
"""What takes back a scene that stands for a time of day or a weather."""
_SCENES = {"time": ("night", "dusk"), "weather": ("snow",)}
"""Names of those scenes."""
_OF_THINGS = ("remove", "change", "replace")
"""Operations that may mean all things of a kind."""


def resolve_edit(edit: Edit, brief: Brief, vocabulary: Vocabulary) -> Edit:
    """The edit in canonical words.

    Args:
        edit: The edit as it was said.
        brief: The brief that it applies to.
        vocabulary: The words that the painter knows.

    Raises:
        UnknownTerm: a thing, colour, scene, style, size, place or number that a closed vocabulary does not have.
    """
    wishes = _Wishes()
    if vocabulary.closed:
        for words in _open_words(edit):
            wishes.grant(partial(_refuse, words, vocabulary))
    else:
        element = brief.element(find_element(edit.what, brief, vocabulary) or "")
        edit = of_whole(edit if element is None else with_known_attributes(edit, element), brief)
    wishes.grant(lambda: _check_count(edit.count, vocabulary))
    values: dict[str, str | None] = {
        "color": wishes.grant(lambda: _require("color", edit.color, vocabulary)),
        "size": wishes.grant(lambda: _require("size", edit.size, vocabulary)),
        "place": wishes.grant(lambda: _require("place", edit.place, vocabulary)),
        "rel": wishes.grant(lambda: _require("relation", edit.rel, vocabulary)),
        "doing": wishes.grant(lambda: _require("doing", edit.doing, vocabulary)),
    }
    what, tint = _split_tint(edit.what, edit.what is not None and brief.element(edit.what) is None, vocabulary)
    to, other_tint = _split_tint(edit.to, edit.op == "replace", vocabulary)
    tint = other_tint if edit.op == "replace" and edit.to else tint
    if edit.op in ("add", "replace") and tint and not edit.color:
        values["color"] = tint
    if edit.op != "add":
        what = edit.what  # What tells it apart from others of its kind stays.
    values["what"] = wishes.grant(lambda: _resolve_subject(edit, what, brief, vocabulary))
    values["to"] = wishes.grant(lambda: _resolve_target(edit, to, vocabulary))
    values["of"] = wishes.grant(lambda: _resolve_landmark(edit, brief, vocabulary))
    wishes.refuse()
    return edit.model_copy(update=values)


def _open_words(edit: Edit) -> list[str]:
    """What an edit says that no closed vocabulary has."""
    aspect = [edit.to or edit.op] if edit.op in ASPECTS and edit.op not in _TERMS else []
    return [*aspect, *edit.attributes, *edit.without]


def _refuse(words: str, vocabulary: Vocabulary) -> None:
    raise vocabulary.unknown("thing", words)


class _Wishes:
    """Collects what a vocabulary does not have, so that all of it is told at once."""

    def __init__(self) -> None:
        self.unknown: list[UnknownTerm] = []

    def grant(self, resolve: Callable[[], T]) -> T | None:
        """What `resolve` returns; None where it raises UnknownTerm."""
        try:
            return resolve()
        except UnknownTerm as wish:
            self.unknown.append(wish)
            return None

    def refuse(self) -> None:
        """Raise what was collected.

        Raises:
            UnknownTerm: the first wish, with the others.
        """
        if self.unknown:
            raise UnknownTerm.joined(self.unknown)


def _require(kind: TermKind, word: str | None, vocabulary: Vocabulary) -> str | None:
    return vocabulary.require(kind, word) if word is not None else None


def _check_count(count: int | None, vocabulary: Vocabulary) -> None:
    most = vocabulary.max_count
    if count is not None and most is not None and count > most:
        raise UnknownTerm("count", str(count), [str(most)])


def _split_tint(word: str | None, may: bool, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    return vocabulary.split_color(word) if word and may else (word, None)


def _resolve_subject(edit: Edit, what: str | None, brief: Brief, vocabulary: Vocabulary) -> str | None:
    match edit.op:
        case "add":
            name = vocabulary.require("thing", what or "")
            if old := brief.element(name):
                _check_count(old.count + (edit.count or 1), vocabulary)
            return name
        case "remove" | "change" | "replace" | "swap":
            return find_element(what, brief, vocabulary)
        case "avoid":
            name = what or edit.to or ""
            return next(iter(find_elements(name, brief, vocabulary)), vocabulary.resolve("thing", name)) or name
        case _:
            return what


def _resolve_target(edit: Edit, to: str | None, vocabulary: Vocabulary) -> str | None:
    if edit.op == "replace":
        return vocabulary.require("thing", to or "")
    if edit.op in _TERMS:
        return vocabulary.require(_TERMS[edit.op], to) if to is not None else None
    return to


def _resolve_landmark(edit: Edit, brief: Brief, vocabulary: Vocabulary) -> str | None:
    if not edit.of:
        return None
    name = find_landmark(edit.of, brief, vocabulary, edit.rel == "between")
    sides = name.split(" and ") if edit.rel == "between" else [name]
    unknown = [side for side in sides if brief.element(side) is None and vocabulary.find("thing", side) is None]
    if vocabulary.closed and unknown and brief.element(name) is None:
        raise vocabulary.unknown("thing", unknown[0])
    return name


def resolve_edits(
    edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary, briefs: Briefs | None = None
) -> tuple[tuple[Edit, ...], Brief]:
    """All edits in canonical words, and the brief after them.

    Args:
        edits: As they were said.
        brief: The brief that they apply to.
        vocabulary: The words that the painter knows.
        briefs: Finds the briefs of pictures that things are taken from.

    Raises:
        UnknownTerm: a wish outside a closed vocabulary.
        EditError: an edit that does not apply, or a place beside a thing that is not there.
    """
    edits = _with_scenes(edits, brief, vocabulary)
    near = tuple(filter(None, _near_edits(edits, vocabulary)))
    try:
        return _resolve_all(near or edits, brief, vocabulary, briefs)
    except UnknownTerm:
        # Refused as a whole, it is told all that can't be painted.
        return _resolve_all(edits, brief, vocabulary, briefs)


def _resolve_all(
    edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary, briefs: Briefs | None
) -> tuple[tuple[Edit, ...], Brief]:
    resolved: list[Edit] = []
    wishes = _Wishes()
    for edit in edits:
        plain = _plain(edit, edits, brief, vocabulary, briefs)
        granted = [wishes.grant(partial(resolve_edit, one, brief, vocabulary)) for one in plain]
        if wishes.unknown:
            continue  # What comes after an unknown wish is read only for others.
        # What means all of a kind is done to all at once: they may be called otherwise after it.
        canonical = [one for one in granted if one is not None]
        for swap in (one for one in canonical if one.op == "swap"):
            _require_pair(swap, brief, vocabulary.closed)
        brief = apply_together(brief, canonical, vocabulary.kinds)
        resolved += canonical
    wishes.refuse()
    placed = [edit for edit in resolved if edit.rel and edit.of]
    missing = next(filter(None, (_missing(edit, brief, vocabulary) for edit in placed)), None)
    if missing and vocabulary.closed:
        raise EditError("beside", missing)
    kept = tuple(r for r in brief.relations if r.names <= set(brief.names))
    return tuple(resolved), brief.model_copy(update={"relations": kept})


def _with_scenes(edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary) -> tuple[Edit, ...]:
    """A message's edits with its time of day, or its weather, as a scene, in a world that has it only so.

    It takes the place of the picture's scene, but of none that the message names: of "a forest at night" the forest is
    painted.
    """
    wishes = [e for e in edits if vocabulary.closed and e.op in _SCENES and not vocabulary.terms(_TERMS[e.op])]
    stated = [vocabulary.find("scene", edit.to or "") for edit in edits if edit.op == "scene"]

    def scenes(edit: Edit) -> set[str | None]:
        return {vocabulary.find("scene", name) for name in _SCENES[edit.op]}

    def scene_of(edit: Edit) -> str | None:
        scene = vocabulary.find("scene", edit.to or "")
        return scene if scene in stated or not stated else None

    chosen = next(filter(None, map(scene_of, wishes)), None)
    made: list[Edit] = []
    for edit in edits:
        if edit in wishes and edit.to == _DAYLIGHT[edit.op]:
            dark = brief.scene is not None and brief.scene in scenes(edit)
            made += [Edit(op="clear", what="scene")] if dark and not stated and chosen is None else []
        elif edit in wishes and chosen is not None and scene_of(edit) == chosen:
            made += [Edit(op="scene", to=chosen)] if chosen not in stated else []
        else:
            made.append(edit)
    return tuple(made)


def beyond_reach(edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary) -> tuple[Edit, ...]:
    """What a closed painter leaves out of a message's edits, each without the rest; empty where all is refused instead.

    The scene that a time of day takes the place of is left out, too, where the world has that time as a scene.

    Args:
        edits: As they were said.
        brief: The brief that they apply to.
        vocabulary: The words that the painter knows.
    """
    edits, asked = _with_scenes(edits, brief, vocabulary), edits
    near = _near_edits(edits, vocabulary)
    lost = [
        rest for edit, kept in zip(edits, near, strict=True) if kept != edit and (rest := _rest(edit, kept)) is not None
    ]
    displaced = _displaced_scene(asked, edits, brief, vocabulary)
    lost += [Edit(op="scene", to=displaced)] if displaced else []
    return tuple(lost) if any(near) else ()


def _displaced_scene(
    asked: tuple[Edit, ...], edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary
) -> str | None:
    """The picture's scene where a time of day that became one takes its place; a night takes none of a sunset."""
    made = [edit for edit in edits if edit.op == "scene" and edit not in asked]
    kinds = {edit.op for edit in asked if edit.op in _SCENES}
    alike = {vocabulary.find("scene", name) for kind in kinds for name in _SCENES[kind]}
    return brief.scene if made and brief.scene not in alike else None


def _rest(edit: Edit, kept: Edit | None) -> Edit | None:
    """What an edit says and the one that was kept of it does not; None where another relation stands for its own."""
    if edit.op in _TERMS:
        return edit
    rest = {key: said for key in ("place", "doing") if (said := getattr(edit, key)) != getattr(kept, key, None)}
    rest |= {"rel": edit.rel} if edit.rel and (kept is None or kept.rel is None) else {}
    return Edit.model_validate({"op": "change", "what": edit.what, **rest}) if rest else None


def _near_edits(edits: tuple[Edit, ...], vocabulary: Vocabulary) -> list[Edit | None]:
    """What a closed painter can do of each edit of a message that asks for more: the things, if not how they stand.

    A place, a relation or a doing that it can't paint becomes the one that stands for it, or is left out; so is a time
    of day, a weather or a look.
    """
    return [_near_edit(edit, vocabulary) if vocabulary.closed else edit for edit in edits]


def _near_edit(edit: Edit, vocabulary: Vocabulary) -> Edit | None:
    if edit.op in _TERMS and edit.op not in ("scene", "style"):
        return edit if vocabulary.terms(_TERMS[edit.op]) else None
    said: dict[str, TermKind] = {"rel": "relation", "place": "place", "doing": "doing"}
    words = {key: word for key in said if (word := getattr(edit, key))}
    beyond = {key: said[key] for key, word in words.items() if vocabulary.resolve(said[key], word) is None}
    near = edit.model_copy(update={key: vocabulary.stand_in(kind, words[key]) for key, kind in beyond.items()})
    if "rel" in beyond and near.rel is None:
        near = near.model_copy(update={"of": None})
    idle = edit.op == "change" and beyond and not (near.describes or near.rel or near.doing)
    return None if idle else near


def _require_pair(swap: Edit, brief: Brief, closed: bool) -> None:
    """Refuse to swap a thing with itself, or what a closed world's brief does not say of either.

    An editor that follows words sees it in the picture.

    Raises:
        EditError: why.
    """
    if swap.what == swap.of or not swap.of:
        raise EditError("swap_pair")
    if not closed:
        return
    pair = [element for name in (swap.what, swap.of) if (element := brief.element(name or ""))]
    placed = any(relation.is_position and {swap.what, swap.of} & relation.names for relation in brief.relations)
    kind = "color" if swap.to == "color" else "place"
    if len(pair) == 2 and not any(getattr(one, kind) for one in pair) and not (kind == "place" and placed):
        raise EditError("swap_color" if kind == "color" else "swap_place", *(one.what for one in pair))


def _missing(edit: Edit, brief: Brief, vocabulary: Vocabulary) -> str | None:
    """What an edit places its thing by, where the picture does not have it after all edits."""
    of = edit.of or ""
    missing = missing_landmark(of, brief, edit.rel == "between")
    return missing if missing and not find_elements(missing, brief, vocabulary) else None


def _plain(
    edit: Edit, edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary, briefs: Briefs | None
) -> Iterator[Edit]:
    """An edit as edits of one thing each, without "keep" and "take".

    Raises:
        EditError: nothing that is to be kept, or taken, is there.
    """
    match edit.op:
        case "keep":
            yield from _removed(edit, edits, brief, vocabulary)
        case "take":
            yield _taken(edit, brief, vocabulary, briefs)
        case _ if edit.op in _OF_THINGS and len(alike := find_elements(edit.what, brief, vocabulary)) > 1:
            yield from (edit.model_copy(update={"what": name}) for name in alike)
        case _:
            yield edit


def _removed(edit: Edit, edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary) -> Iterator[Edit]:
    kept = [one.what or "" for one in edits if one.op == "keep"]
    names = [find_elements(word, brief, vocabulary) for word in kept]
    if edit is not next(one for one in edits if one.op == "keep"):
        return  # The first removes what none of them keeps.
    for word, found in zip(kept, names, strict=True):
        if not found:
            raise EditError("absent", word, present=brief.names)
    stay = {name for found in names for name in found}
    yield from (Edit(op="remove", what=name) for name in brief.names if name not in stay)


def _taken(edit: Edit, brief: Brief, vocabulary: Vocabulary, briefs: Briefs | None) -> Edit:
    """A thing of another picture as it is there: added, or what the picture has of that kind made like it."""
    source = briefs(edit.source) if briefs is not None and edit.source is not None else Brief()
    element = source.element(find_element(edit.what, source, vocabulary) or "")
    if element is None:
        raise EditError("not_in", edit.what or "", present=source.names, picture=edit.source or 0)
    said = {key: value for key, value in element.model_dump().items() if key in Edit.model_fields and value}
    own = {**edit.values, "rel": edit.rel, "of": edit.of}
    own = {key: value for key, value in own.items() if value is not None}
    op = "change" if brief.element(element.noun) else "add"
    return Edit.model_validate({**said, **own, "op": op, "what": element.noun})
