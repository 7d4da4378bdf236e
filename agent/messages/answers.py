"""Answers to questions about a picture: from what the eyes make out in it, and honest about what they can't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent.brief.kinds import of_kind
from agent.brief.model import Brief, Element
from agent.brief.references import find_elements
from agent.director.plan import Plan
from agent.messages.catalogue import sentence
from agent.messages.listings import group_named
from agent.messages.replies import Replies
from tools.types import SeenThing, Sight
from tools.vocabulary.english import is_plural_only, plural

_SEEN = 0.3
"""Chance from which something counts as seen at all."""
_SURE = 0.6
"""Chance from which it is said without doubt."""
_SAME_SIZE = 1.15
"""How many times as large one thing must be as another to be called bigger."""
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
            case "count" if not plan.what:
                return self._everything()
            case "who" | "exists" if not plan.what:
                return self._everything()
        names = self._meant(plan.what or "")
        if not names:
            return self._exists_not(plan.what or "")
        found = self._of(names)
        if not found and plan.method != "bigger":
            return self._missing(names)
        return self._about(plan, names, found)

    def _about(self, plan: Plan, names: list[str], found: list[SeenThing]) -> str:
        match plan.method:
            case "count":
                return self._count(names, found)
            case "color":
                return self._color(names, found)
            case "bigger":
                return self._bigger(names, plan.of)
            case "relation" if plan.of:
                return self._relation(found, plan.of)
            case "who":
                return self._neighbors(names, found)
            case "exists":
                return self._say(
                    "exists", things=self._counted(found), where=self._where(found), doubt=self._doubt(found)
                )
            case _:
                return self._places(found)

    def _say(self, key: str, **values: object) -> str:
        return sentence(self.replies.language, "answer", key, **values)

    def _meant(self, word: str) -> list[str]:
        """The nouns that a word means: of things of the picture, of the vocabulary, or of a group (animals)."""
        there = [element.noun for element in self.brief.elements if element.what in self._elements(word)]
        known = self.vocabulary.resolve("thing", word) if word else None
        group = [term.name for term in group_named(self.replies, word)] if word else []
        return list(dict.fromkeys([*there, *([known] if known and not there else []), *group]))

    def _elements(self, word: str) -> list[str]:
        return find_elements(word, self.brief, self.vocabulary)

    def _of(self, names: Iterable[str]) -> list[SeenThing]:
        wanted = set(names)
        return [thing for thing in self.seen if thing.name in wanted]

    def _doubt(self, found: Sequence[SeenThing]) -> str:
        sure = max((thing.chance for thing in found), default=0.0) >= _SURE
        return "" if sure else self._say("doubt")

    def _exists_not(self, word: str) -> str:
        return self._say("unknown", word=word, seen=self._listed(self.seen))

    def _missing(self, names: list[str]) -> str:
        asked = [element for element in self.brief.elements if element.noun in names]
        if asked:
            return self._say("asked_missing", things=self.phrases.listed(map(self.phrases.element, map(_bare, asked))))
        one = self.phrases.word(names[0]) if len(names) == 1 else ""
        return self._say("none", one=one or self._say("such"), seen=self._listed(self.seen))

    def _listed(self, found: Sequence[SeenThing]) -> str:
        return self._counted(found) or self._say("nothing")

    def _counted(self, found: Sequence[SeenThing]) -> str:
        counts: dict[str, int] = {}
        for thing in found:
            counts[thing.name] = counts.get(thing.name, 0) + 1
        return self.phrases.listed(self.phrases.element(Element(what=name, count=n)) for name, n in counts.items())

    def _everything(self) -> str:
        return self._say("everything", n=len(self.seen), seen=self._listed(self.seen))

    def _count(self, names: list[str], found: list[SeenThing]) -> str:
        asked = sum(element.count for element in self.brief.elements if element.noun in names)
        told = self._say("count", things=self._counted(found), doubt=self._doubt(found))
        return told if asked in (0, len(found)) else self.replies.join([told, self._say("asked_count", n=asked)])

    def _color(self, names: list[str], found: list[SeenThing]) -> str:
        parts = []
        for name in names:
            own = [thing for thing in found if thing.name == name]
            colors = list(dict.fromkeys(thing.color for thing in own))
            if own:
                sure = min(thing.color_chance * thing.chance for thing in own) >= _SURE / 2
                shown = self.phrases.listed(map(self.phrases.word, colors))
                key = "color" if sure else "maybe_color"
                parts.append(self._say(key, thing=self._the(name, len(own)), color=shown, be=self._be(own)))
        asked = {e.color for name in names for e in of_kind(self.brief, name) if e.color} - {t.color for t in found}
        wanted = self.phrases.listed(map(self.phrases.word, sorted(asked)))
        return self.replies.join([*parts, self._say("asked_color", color=wanted) if wanted else ""])

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
            one, other = self._largest(names), self._largest([n for n in names if not one or n != one.name])
        if one is None or other is None:
            missing = names if one is None else others
            return self._missing(missing) if missing else self._everything()
        large, small = (one, other) if one.size >= other.size else (other, one)
        key = "bigger" if large.size >= small.size * _SAME_SIZE else "same_size"
        return self._say(key, one=self._the(large.name), other=self._the(small.name), doubt=self._doubt([one, other]))

    def _largest(self, names: Iterable[str]) -> SeenThing | None:
        return max(self._of(names), key=lambda thing: thing.size, default=None)

    def _relation(self, found: list[SeenThing], of: str) -> str:
        others = self._of(self._meant(of))
        if not others:
            return self._missing(self._meant(of)) if self._meant(of) else self._exists_not(of)
        return self._say(
            "relation",
            one=self._the(found[0].name, len(found)),
            where=self._direction(found, others),
            other=self._the(others[0].name),
            be=self._be(found),
        )

    def _direction(self, found: Sequence[SeenThing], others: Sequence[SeenThing]) -> str:
        (x, y), (ox, oy) = _middle(found), _middle(others)
        if abs(x - ox) >= abs(y - oy):
            return self._say("left_of" if x < ox else "right_of")
        return self._say("above" if y < oy else "below")

    def _neighbors(self, names: list[str], found: list[SeenThing]) -> str:
        x, y = _middle(found)
        others = [thing for thing in self.seen if thing.name not in names]
        near: dict[str, list[SeenThing]] = {}
        for thing in sorted(others, key=lambda thing: (thing.x - x) ** 2 + (thing.y - y) ** 2):
            near.setdefault(thing.name, []).append(thing)
        if not near:
            return self._say("alone", one=self._the(found[0].name))
        told = [
            self._say(
                "beside",
                things=self._counted(things),
                where=self._direction(things, found),
                one=self._the(found[0].name),
            )
            for things in list(near.values())[:_NEIGHBORS]
        ]
        return self._say("neighbors", list=self.phrases.row(told, ";"))

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
        x, y = _middle(found)
        side = "left" if x < 0.4 else "right" if x > 0.6 else ""
        height = "top" if y < 0.36 else "bottom" if y > 0.66 else ""
        return self.phrases.place(" ".join(filter(None, (height, side))) or "center")

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
        asked = [e for e in self.brief.elements if e.what in names and (e.doing or e.attributes)]
        told = [
            self._say("asked_doing", one=self._the(e.noun), doing=self.phrases.word(e.doing or e.attributes[0]))
            for e in asked
        ]
        return self.replies.join([self._say("no_doing"), *told])


def _bare(element: Element) -> Element:
    return Element(what=element.noun, count=element.count)


def _middle(found: Sequence[SeenThing]) -> tuple[float, float]:
    xs, ys = [thing.x for thing in found], [thing.y for thing in found]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
