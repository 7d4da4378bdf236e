"""English terms put together: which things a prompt names, what it says of each, and how they stand to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tools.content import ContentSpec, RelationSpec, ThingSpec, Tone
from tools.vocabulary.pages import lexicon
from tools.vocabulary.pages.doings import shown_by
from tools.vocabulary.pages.plurals import is_plural_only, with_article
from tools.vocabulary.pages.terms import FLOCK, WHOLE, Kind, Term

_PAIRS = ("pair", "couple")
_BORNE = ("holding", "wearing")
_WEAK = ("in", "on", "by", "over", "under", "before")
"""Relations that are grammar where no thing stands before them."""


@dataclass
class _Thing:
    """A thing as far as it has been read."""

    name: str
    count: int | None = 1
    color: str | None = None
    size: str | None = None
    place: str | None = None
    tone: str | None = None
    flock: bool = False


@dataclass
class _Before:
    """What stands before a thing and is said of it."""

    count: int | None = None
    color: str | None = None
    size: str | None = None
    place: str | None = None
    doing: str | None = None
    flock: bool = False
    again: bool = False

    @property
    def words(self) -> list[str]:
        """What was said, for what comes of nothing."""
        return [word for word in (self.color, self.size, self.place, self.doing) if word]


@dataclass
class Reader:
    """Reads a prompt's terms one after the other.

    Attributes:
        whole: By kind what is said of the whole picture.
        lost: What was said and belongs to nothing.
    """

    things: list[_Thing] = field(default_factory=list)
    relations: list[tuple[int, str, int, int | None]] = field(default_factory=list)
    whole: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    before: _Before = field(default_factory=_Before)
    last: int | None = None
    """The thing that was named last, while words after it may be said of it."""
    open: tuple[int, str] | None = None
    """The subject and the kind of a relation whose object is still to come."""
    between: int | None = None
    """The relation "between" whose second object is still to come."""
    copula: bool = False

    def read(self, terms: list[Term]) -> None:
        """Read all terms."""
        for term in terms:
            self._read(term)
        self._end()

    def _read(self, term: Term) -> None:
        reads: dict[Kind, Callable[[Term], None]] = {
            "thing": self._name, "count": self._count, "article": self._count, "group": self._group,
            "color": self._describe, "size": self._describe, "place": self._put, "relation": self._relate,
            "doing": self._do, "attribute": self._attribute, "and": self._stop, "stop": self._stop, "is": self._be,
            "other": self._miss, **dict.fromkeys(WHOLE, self._set_whole),
        }  # fmt: skip
        if term.kind in reads:
            reads[term.kind](term)

    def _count(self, term: Term) -> None:
        if term.name == "the":
            self.before.again = True
        else:
            self.before.count = int(term.name)

    def _put(self, term: Term) -> None:
        if self.last is None:
            self.before.place = term.name
        else:
            self.things[self.last].place = self.things[self.last].place or term.name

    def _be(self, term: Term) -> None:
        del term
        self.copula = self.last is not None

    def _miss(self, term: Term) -> None:
        self.lost.append(term.text)

    def _name(self, term: Term) -> None:
        known = self._known(term) if term.again or self.before.again else None
        at = len(self.things) if known is None else known
        if known is None:
            self.things.append(self._new(term))
        self.before = _Before()
        if self.open is not None and self.open[0] != at:
            subject, kind = self.open
            self.relations.append((subject, kind, at, None))
            self.between = len(self.relations) - 1 if kind == "between" else None
        elif self.between is not None and at not in self.relations[self.between][:3]:
            subject, kind, first, _ = self.relations[self.between]
            self.relations[self.between] = subject, kind, first, at
            self.between = None
        self.open, self.last, self.copula = None, at, False

    def _known(self, term: Term) -> int | None:
        alike = [at for at, thing in enumerate(self.things) if thing.name == term.name]
        told = [at for at in alike if self.before.color in (None, self.things[at].color)]
        return told[-1] if told else None

    def _new(self, term: Term) -> _Thing:
        said = self.before
        count = said.count
        if count is None:
            one = lexicon.is_singular(term.text) or is_plural_only(term.name) or not _is_counted(term.name)
            count = 1 if one else None
        name = term.name
        if count is not None and count > 1 and (single := lexicon.one_of(term.text)):
            name = lexicon.noun(single) or name
        if said.doing is not None:
            shown = shown_by(name, said.doing)
            self.lost += [said.doing] if shown is None else []
            name = shown or name
        return _Thing(name, count, said.color, said.size, said.place, flock=said.flock)

    def _group(self, term: Term) -> None:
        word = term.name
        self.before.flock = word not in _PAIRS and word != "bunch"
        self.before.count = 2 if word in _PAIRS else FLOCK if self.before.flock else 3

    def _describe(self, term: Term) -> None:
        if self.copula and self.last is not None:
            setattr(self.things[self.last], term.kind, term.name)
            self.copula = False
            return
        setattr(self.before, term.kind, term.name)
        self.last = None if self.open is None else self.last

    def _relate(self, term: Term) -> None:
        if self.last is not None:
            # "A girl holding a balloon next to a dog": she stands there, and not the balloon.
            bearer = next((a for a, kind, b, _ in self.relations if kind in _BORNE and b == self.last), self.last)
            self.open = bearer, term.name
        elif term.text not in _WEAK:
            self.lost.append(term.text)

    def _do(self, term: Term) -> None:
        doing = term.name
        if self.last is None:
            self.before.doing = doing
            return
        shown = shown_by(self.things[self.last].name, doing)
        if shown is None:
            self.lost.append(doing)
        else:
            self.things[self.last].name = shown

    def _attribute(self, term: Term) -> None:
        name = term.name
        if self.last is None:
            self.lost.append(name)
        elif name == "flock":
            self.things[self.last].flock = True
        else:
            self.things[self.last].tone = name.removesuffix(" skin")

    def _set_whole(self, term: Term) -> None:
        kind, name = str(term.kind), term.name
        if kind in self.whole and kind == "scene" and (weather := lexicon.lookup(name, lexicon.WEATHERS)):
            kind, name = "weather", weather  # "A forest in the snow."
        if self.whole.setdefault(kind, name) != name:
            self.lost.append(term.text)
        self.open = None
        self.last = None if term.kind == "scene" else self.last

    def _stop(self, term: Term) -> None:
        if term.text in ("(", ")"):
            return
        self._lose()
        self.last = None
        if term.text != "and":
            self._leave_open()

    def _leave_open(self) -> None:
        """A relation whose object never came is lost."""
        self.lost += [self.open[1]] if self.open is not None else []
        self.open = self.between = None

    def _lose(self) -> None:
        """What was said of a thing that never came is lost; but for a place, which then is that of the thing before."""
        if self.before.place and self.things and not self.things[-1].place:
            self.things[-1].place, self.before.place = self.before.place, None
        self.lost += self.before.words
        self.before = _Before()

    def _end(self) -> None:
        self._lose()
        self._leave_open()

    @staticmethod
    def _key(thing: _Thing) -> str:
        return " ".join(filter(None, (thing.size, thing.color, thing.place, thing.name)))

    def content(self, unknown: list[str]) -> ContentSpec:
        """What was read."""
        counts = Counter(thing.name for thing in self.things)
        keys = [self._key(thing) if counts[thing.name] > 1 else thing.name for thing in self.things]
        things: dict[str, ThingSpec] = {}
        for thing, key in zip(self.things, keys, strict=True):
            spec, known = _spec(thing, key), things.get(key)
            more = (known.count or 1) + (thing.count or 1) if known else thing.count
            things[key] = spec.model_copy(update={"count": more})  # "A cat and another cat" are two.
        relations = tuple(
            RelationSpec(subject=keys[a], kind=kind, object=keys[b], second=None if c is None else keys[c])
            for a, kind, b, c in self.relations
        )
        whole: dict[str, Any] = self.whole
        left = tuple(dict.fromkeys([*unknown, *self.lost]))
        return ContentSpec(things=tuple(things.values()), relations=relations, unknown=left, **whole)


def _is_counted(name: str) -> bool:
    return with_article(name) != name


def _spec(thing: _Thing, key: str) -> ThingSpec:
    tone: Tone | None = thing.tone  # type: ignore[assignment]
    return ThingSpec(
        name=thing.name, count=thing.count, color=thing.color, size=thing.size, place=thing.place, tone=tone,
        flock=thing.flock, key=None if key == thing.name else key,
    )  # fmt: skip
