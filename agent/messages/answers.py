"""Answers to questions about a picture: from what the eyes make out in it, and honest about what they can't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from agent.brief.kinds import of_kind
from agent.brief.model import Brief, Element
from agent.brief.references import find_elements
from agent.director.plan import Plan
from agent.messages.catalogue import sentence
from agent.messages.listings import group_named
from agent.messages.phrases import is_action
from agent.messages.replies import Replies
from tools.types import SeenThing, Sight
from tools.vocabulary.english import is_plural_only, plural

_SEEN = 0.3
"""Chance from which something counts as seen at all."""
_SURE = 0.6
"""Chance from which it is said without doubt."""
_SAME_SIZE = 1.15
"""How many times as large one thing must be as another to be called bigger."""
_TOGETHER = 0.4
"""How far apart, as a share of the picture's sides, things of one kind may be to have one place."""
_WAYS = ("left_of", "right_of", "above", "below")
_NEIGHBORS = 2
"""How many things are named as standing by another."""


class Answers:
    """Answers one question about one picture.

    Args:
        replies: The language, and the vocabulary's words.
        brief: What the picture was to show.
        sight: What the eyes make out in it.
    """

    def __init__(self, replies: Replies, brief: Brief, sight: Sight) -> None:
        self.replies, self.brief, self.sight = replies, brief, sight
        self.phrases, self.vocabulary = replies.phrases, replies.vocabulary
        self.seen = [thing for thing in sight.things if thing.chance >= _SEEN]

    def answer(self, plan: Plan) -> str:
        """The answer to a plan's question."""
        match plan.method:
            case "place":
                return self._scene(plan.what)
            case "doing":
                return self._doing(plan.what)
            case "count" | "who" | "exists" if not plan.what:
                return self._everything()
        names = self._meant(plan.what) if plan.what else list(dict.fromkeys(thing.name for thing in self.seen))
        if not names:
            return self._unknown(plan.what) if plan.what else self._sees()
        found = self._of(names)
        if not found and plan.method != "bigger":
            return self._missing(names, plan.method == "exists")
        return self._about(plan, names, found)

    def _about(self, plan: Plan, names: list[str], found: list[SeenThing]) -> str:
        match plan.method:
            case "exists" | "count" if (other := self._other_color(plan.what or "", found)) is not None:
                return other
            case "count":
                return self._count(names, self._of_color(plan.what or "", found))
            case "color":
                return self._color(names, found)
            case "bigger":
                return self._bigger(names, plan.of)
            case "relation" if plan.of:
                return self._relation(found, plan.of)
            case "who":
                return self._neighbors(names, found)
            case "exists":
                found = self._of_color(plan.what or "", found)
                sure = [thing for thing in found if thing.chance >= _SURE]
                told = {"things": self._counted(sure or found), "where": self._where(sure or found)}
                return self._say("exists" if sure else "maybe_exists", **told)
            case _:
                return self._places(found)

    def _say(self, key: str, **values: object) -> str:
        return sentence(self.replies.language, "answer", key, **values)

    def _meant(self, word: str) -> list[str]:
        """The nouns that a word means: of things of the picture, of the vocabulary, or of a group (animals)."""
        there = [element.noun for element in self.brief.elements if element.what in self._elements(word)]
        known = self.vocabulary.resolve("thing", self.vocabulary.split_color(word)[0])
        if there or known:
            return list(dict.fromkeys(there or [str(known)]))
        return [term.name for term in group_named(self.replies, word)]

    def _elements(self, word: str) -> list[str]:
        return find_elements(word, self.brief, self.vocabulary)

    def _of(self, names: Iterable[str]) -> list[SeenThing]:
        wanted = set(names)
        return [thing for thing in self.seen if thing.name in wanted]

    def _of_color(self, word: str, found: list[SeenThing]) -> list[SeenThing]:
        """Those of them that have the colour that a word names: the red foxes of two foxes."""
        color = self.vocabulary.split_color(word)[1]
        return [thing for thing in found if color in (None, thing.color)]

    def _other_color(self, word: str, found: list[SeenThing]) -> str | None:
        """That they have another colour than a word names, where none has that."""
        if self._of_color(word, found):
            return None
        asked = self.phrases.word(str(self.vocabulary.split_color(word)[1]))
        return self.replies.join(
            [self._say("other_color", color=asked), self._color(list(dict.fromkeys(t.name for t in found)), found)]
        )

    def _doubt(self, found: Sequence[SeenThing]) -> str:
        """That it is not sure that all of them are there; empty where it is."""
        return "" if min((thing.chance for thing in found), default=0.0) >= _SURE else self._say("doubt")

    def _unknown(self, word: str) -> str:
        return self.replies.join([self._say("unknown", word=word), self._sees()])

    def _sees(self) -> str:
        return self._say("sees", seen=self._counted(self.seen)) if self.seen else self._say("sees_nothing")

    def _missing(self, names: list[str], yes_or_no: bool = False) -> str:
        asked = [element for element in self.brief.elements if element.noun in names]
        if asked:
            return self._say("asked_missing", things=self.phrases.listed(map(self.phrases.element, map(_bare, asked))))
        one = self.phrases.word(names[0]) if len(names) == 1 else self._say("such")
        return self.replies.join([self._say("none" if yes_or_no else "unseen", one=one), self._sees()])

    def _counted(self, found: Sequence[SeenThing]) -> str:
        counts = Counter(thing.name for thing in found)
        return self.phrases.listed(self.phrases.element(Element(what=name, count=n)) for name, n in counts.items())

    def _everything(self) -> str:
        if not self.seen:
            return self._say("sees_nothing")
        seen = self._counted(self.seen)
        return self._say("everything", n=len(self.seen), seen=seen, doubt=self._doubt(self.seen))

    def _count(self, names: list[str], found: list[SeenThing]) -> str:
        asked = sum(element.count for element in self.brief.elements if element.noun in names)
        told = self._say("count", things=self._counted(found), doubt=self._doubt(found))
        wanted = self.phrases.number(asked, names[0] if len(names) == 1 else "")
        return told if asked in (0, len(found)) else self.replies.join([told, self._say("asked_count", n=wanted)])

    def _color(self, names: list[str], found: list[SeenThing]) -> str:
        parts = []
        for name in names:
            own = [thing for thing in found if thing.name == name]
            if not own:
                continue
            colors = list(dict.fromkeys(thing.color for thing in own))
            sure = min(thing.color_chance * thing.chance for thing in own) >= _SURE
            shown = self.phrases.listed(map(self.phrases.word, colors))
            key = "color" if sure else "maybe_color"
            parts.append(self._say(key, thing=self._the(name, len(own)), color=shown, be=self._be(own)))
            asked = dict.fromkeys(e.color for e in of_kind(self.brief, name) if e.color and e.color not in colors)
            if asked:
                parts.append(self._say("asked_color", color=self.phrases.names(asked)))
        return self.replies.join(parts)

    def _the(self, name: str, count: int = 1) -> str:
        return plural(name) if count > 1 and self.replies.language == "en" else self.phrases.word(name)

    def _be(self, found: Sequence[SeenThing]) -> str:
        several = len(found) > 1 or any(is_plural_only(thing.name) for thing in found)
        return "are" if several else "is"

    def _bigger(self, names: list[str], of: str | None) -> str:
        one = self._largest(names)
        others = self._meant(of) if of else [thing.name for thing in self.seen if thing.name not in names]
        other = self._largest(others)
        if len(names) > 1 and not of:
            other = self._largest([name for name in names if not one or name != one.name])
        if one is None or other is None:
            missing = names if one is None else others
            return self._missing(missing) if missing else self._everything()
        large, small = (one, other) if one.size >= other.size else (other, one)
        key = "bigger" if large.size >= small.size * _SAME_SIZE else "same_size"
        the = {"one": self._the(large.name), "other": self._the(small.name)}
        return self._say(key, **the, be=self._be([large]), doubt=self._doubt([one, other]))

    def _largest(self, names: Iterable[str]) -> SeenThing | None:
        return max(self._of(names), key=lambda thing: thing.size, default=None)

    def _relation(self, found: list[SeenThing], of: str) -> str:
        meant = self._meant(of)
        others = self._of(meant)
        if not others:
            return self._missing(meant) if meant else self._unknown(of)
        return self._say(
            "relation",
            one=self._the(found[0].name, len(found)),
            where=self._direction(found, others),
            other=self._the(others[0].name, len(others)),
            be=self._be(found),
            doubt=self._doubt([*found, *others]),
        )

    def _direction(self, found: Sequence[SeenThing], others: Sequence[SeenThing]) -> str:
        """Where things are as seen from others: one way, or several where they are on several sides."""
        ways = {_way(one, other) for one in found for other in others}
        if len(found) == 1 and any(set(pair) <= ways for pair in (_WAYS[:2], _WAYS[2:])):
            return self._say("between")
        return self.phrases.listed(self._say(way) for way in _WAYS if way in ways)

    def _neighbors(self, names: list[str], found: list[SeenThing]) -> str:
        x, y = _middle(found)
        others = [thing for thing in self.seen if thing.name not in names]
        near: dict[str, list[SeenThing]] = {}
        for thing in sorted(others, key=lambda thing: (thing.x - x) ** 2 + (thing.y - y) ** 2):
            near.setdefault(thing.name, []).append(thing)
        one = self._the(found[0].name, len(found))
        if not near:
            return self._say("alone", one=one)
        nearest = list(near.values())[:_NEIGHBORS]
        told = [
            self._say("beside", things=self._counted(things), where=self._direction(things, found), one=one)
            for things in nearest
        ]
        doubt = self._doubt([*found, *(thing for things in nearest for thing in things)])
        return self._say("neighbors", list=self.phrases.row(told, ";"), doubt=doubt)

    def _places(self, found: list[SeenThing]) -> str:
        by_name: dict[str, list[SeenThing]] = {}
        for thing in found:
            by_name.setdefault(thing.name, []).append(thing)
        return self.replies.join(
            self._say(
                "where",
                thing=self._the(name, len(things)),
                where=self._where(things),
                be=self._be(things),
                doubt=self._doubt(things),
            )
            for name, things in by_name.items()
        )

    def _where(self, found: Sequence[SeenThing]) -> str:
        """Where things are: together, or each where they are far apart."""
        xs, ys = [thing.x for thing in found], [thing.y for thing in found]
        together = max(max(xs) - min(xs), max(ys) - min(ys)) < _TOGETHER
        points = [_middle(found)] if together else [(thing.x, thing.y) for thing in found]
        return self.phrases.listed(dict.fromkeys(self.phrases.place(_region(x, y)) for x, y in points))

    def _scene(self, what: str | None) -> str:
        seen, sure = self.phrases.word(self.sight.scene), self.sight.scene_chance >= _SURE
        time = self.brief.aspect("time")
        asked = self.vocabulary.find("scene", what) if what else None
        if asked is not None and sure:
            key = "scene_yes" if asked == self.sight.scene else "scene_no"
            return self._say(key, scene=seen, asked=self.phrases.word(asked))
        told = self._say("scene" if sure else "maybe_scene", scene=seen)
        return self.replies.join([told, self._say("asked_time", time=self.phrases.word(time)) if time else ""])

    def _doing(self, what: str | None) -> str:
        names = self._elements(what) if what else list(self.brief.names)
        asked = [(e, e.doing or next(filter(is_action, e.attributes), "")) for e in self.brief.elements]
        told = [
            self._say("asked_doing", one=self._the(e.noun, e.count), doing=self.phrases.word(doing))
            for e, doing in asked
            if e.what in names and doing
        ]
        return self.replies.join([self._say("no_doing"), *told])


def _bare(element: Element) -> Element:
    return Element(what=element.noun, count=element.count)


def _way(one: SeenThing, other: SeenThing) -> str:
    if abs(one.x - other.x) >= abs(one.y - other.y):
        return "left_of" if one.x < other.x else "right_of"
    return "above" if one.y < other.y else "below"


def _region(x: float, y: float) -> str:
    """The place of a point: "top left", "left", "center"."""
    side = "left" if x < 0.4 else "right" if x > 0.6 else ""
    height = "top" if y < 0.36 else "bottom" if y > 0.66 else ""
    return " ".join(filter(None, (height, side))) or "center"


def _middle(found: Sequence[SeenThing]) -> tuple[float, float]:
    xs, ys = [thing.x for thing in found], [thing.y for thing in found]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
