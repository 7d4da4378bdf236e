"""Pictures of which it is known what they show: painted by the packaged painter, and confirmed by the template grader.

The grader shares nothing with any painter or eyes; a picture in which it does not find just what was asked is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.content import ContentSpec, ThingSpec
from tools.engines.painting import PaintRequest
from tools.engines.vision.template_grader import Detection, Grader
from tools.errors import FaultyPicture
from tools.hooks import Hooks
from tools.types import Requirement
from tools.vocabulary.english import plural
from tools.vocabulary.storybook import geometry, lexicon

Facts = list[tuple[Requirement, bool]]
SIDE = 384
"""Pixels of a side: vision-language models see little in the painter's own 128."""
_PAINTED = 128
_BAND = 56
"""Pixels of the band with a word."""
_STEPS, _GUIDANCE = 4, 1.0
_MOST = 4
"""Of one thing."""
_WORDS = ("OPEN", "SALE", "HELLO", "CAFE", "STOP", "BOOKS", "BREAD", "2026")
"""What is lettered on a picture."""


@dataclass(frozen=True)
class KnownPicture:
    """A picture, and statements about it, each with whether it holds."""

    picture: Image.Image
    facts: Facts


def known_pictures(painter: Any, grader: Grader, count: int, seed: int, hooks: Hooks) -> Iterator[KnownPicture]:
    """So many pictures; about as many again are painted and left out.

    Args:
        painter: The packaged one.
        grader: What confirms them.
        count: How many.
        seed: The same seed gives the same pictures.
        hooks: Asked between two of them whether to stop.

    Raises:
        Cancelled: the hooks asked to stop.
    """
    rng = np.random.default_rng(seed)
    found = 0
    for number in range(8 * count):
        if found == count:
            return
        hooks.step(found, count)
        content = _random_content(rng)
        request = PaintRequest(
            _prompt(content), content=content, seed=number, width=_PAINTED, height=_PAINTED, steps=_STEPS,
            guidance=_GUIDANCE,
        )  # fmt: skip
        try:
            picture = painter.paint([request], Hooks())[0]
        except FaultyPicture:
            continue
        seen = grader.see([picture])[0]
        if not _is_confirmed(content, seen.things, seen.scenes, seen.styles):
            continue
        found += 1
        large = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        word = str(rng.choice(_WORDS)) if found % 2 else ""
        facts = [*_facts(rng, content, seen.things), *(_lettering_facts(rng, word) if word else [])]
        yield KnownPicture(_lettered(large, word) if word else large, facts)


def _random_content(rng: np.random.Generator) -> ContentSpec:
    """One to three things of any count and colour, in a scene and a style."""
    names = rng.choice(list(lexicon.nouns()), int(rng.integers(1, 4)), replace=False)
    things = []
    for name in names:
        color = str(rng.choice(list(lexicon.COLORS))) if rng.random() < 0.7 else None
        count = int(rng.integers(1, _MOST + 1)) if len(names) < 3 and rng.random() < 0.5 else 1
        things.append(ThingSpec(name=str(name), count=count, color=color))
    scene, style = (str(rng.choice(list(words))) for words in (lexicon.SCENES, lexicon.STYLES))
    return ContentSpec(things=tuple(things), scene=scene, style=style)


def _prompt(content: ContentSpec) -> str:
    words = []
    for thing in content.things:
        several = (thing.count or 1) > 1
        parts = [str(thing.count) if several else "a", thing.color, plural(thing.name) if several else thing.name]
        words.append(" ".join(filter(None, parts)))
    return f"{', '.join(words)}, {content.scene} scene, {content.style} style"


def _is_confirmed(
    content: ContentSpec, things: tuple[Detection, ...], scenes: dict[str, float], styles: dict[str, float]
) -> bool:
    asked = Counter({thing.name: thing.count or 1 for thing in content.things})
    if Counter(one.noun for one in things) != asked:
        return False
    colors = {thing.name: thing.color for thing in content.things}
    painted = all(one.color == color for one in things if (color := colors[one.noun]) is not None)
    likeliest = [max(shares, key=lambda name: shares[name]) for shares in (scenes, styles)]
    return painted and likeliest == [content.scene, content.style]


def _facts(rng: np.random.Generator, content: ContentSpec, things: tuple[Detection, ...]) -> Facts:
    """For each kind a statement that holds and one that does not, as far as the picture allows."""
    thing = content.things[int(rng.integers(len(content.things)))]
    shown = [one for one in things if one.noun == thing.name]
    absent = _other(rng, list(lexicon.nouns()), *(one.name for one in content.things))
    facts = [
        *_pair("exists", thing.name, absent),
        *_pair("absent", absent, thing.name),
        *_values(rng, "count", thing.name, str(len(shown)), [str(n) for n in range(1, _MOST + 1)]),
        *_values(rng, "scene", "", content.scene, list(lexicon.SCENES)),
        *_values(rng, "style", "", content.style, list(lexicon.STYLES)),
    ]
    color = thing.color or (shown[0].color if shown[0].color in lexicon.COLORS else None)
    facts += _values(rng, "color", thing.name, color, list(lexicon.COLORS))
    if len(shown) == 1:
        size, place = shown[0], geometry.place(_middle(shown[0]))
        named = max(size.sizes, key=lambda name: size.sizes[name])
        facts += _values(rng, "size", thing.name, named if named != "medium" else None, ["small", "large"])
        facts += _values(rng, "place", thing.name, place, list(lexicon.PLACES))
    return [*facts, *_relations(things)]


def _relations(things: tuple[Detection, ...]) -> Facts:
    """Every relation of the first two things that there is only one of."""
    counts = Counter(one.noun for one in things)
    single = [one for one in things if counts[one.noun] == 1][:2]
    if len(single) < 2:
        return []
    first, other = single
    return [
        (
            Requirement(kind="relation", subject=first.noun, value=kind, object=other.noun),
            geometry.holds(kind, _middle(first), _middle(other)),
        )
        for kind in lexicon.RELATIONS
    ]


def _middle(one: Detection) -> geometry.Point:
    return one.x / _PAINTED, one.y / _PAINTED


def _pair(kind: Any, true: str, false: str) -> Facts:
    return [(Requirement(kind=kind, subject=name), name == true) for name in (true, false)]


def _values(rng: np.random.Generator, kind: Any, subject: str, true: str | None, options: list[str]) -> Facts:
    if true is None:
        return []
    values = (true, _other(rng, options, true))
    return [(Requirement(kind=kind, subject=subject, value=value), value == true) for value in values]


def _other(rng: np.random.Generator, options: list[str], *taken: str) -> str:
    return str(rng.choice([option for option in options if option not in taken]))


def _lettering_facts(rng: np.random.Generator, word: str) -> Facts:
    return _values(rng, "lettering", "", word, list(_WORDS))


def _lettered(picture: Image.Image, word: str) -> Image.Image:
    """The picture with a word on a white band below it, where it hides nothing."""
    made = Image.new("RGB", (SIDE, SIDE + _BAND), "white")
    made.paste(picture)
    place = SIDE // 2, SIDE + _BAND // 2
    ImageDraw.Draw(made).text(place, word, fill="black", font=ImageFont.load_default(40), anchor="mm")
    return made
