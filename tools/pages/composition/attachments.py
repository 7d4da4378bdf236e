"""Things fixed to others: a hat on a head, a cat on a chair, an apple in a basket, a balloon in a hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from tools.pages.catalogue import STEPS, Thing, facing, read_table, shape, things, view
from tools.pages.composition.sizes import LOWEST, natural
from tools.pages.page import Item


class Anchor(NamedTuple):
    """A point of a thing as drawn, in shares of its width and height from the left and the top, and a width there."""

    x: float
    y: float
    width: float


@cache
def _table() -> dict[tuple[str, str, str], Anchor]:
    """Anchors that differ from what the silhouette tells, by thing or group, part and art set (or "*")."""
    return {
        (row["name"], row["part"], row["style"]): Anchor(float(row["x"]), float(row["y"]), float(row["width"]))
        for row in read_table("anchors.tsv")
    }


def _edge(thing: Thing, style: str, x: float) -> float:
    """Return how far below its top a thing begins at a share of its width."""
    return shape(thing.name, style).upper[min(int(x * STEPS), STEPS - 1)]


def anchor(thing: Thing, style: str, part: str) -> Anchor:
    """Return where a part of a thing is: head, eyes, neck, hand, top or inside."""
    table = _table()
    for name in (thing.name, thing.group):
        for art in (style, "*"):
            if (name, part, art) in table:
                return table[name, part, art]
    drawn = shape(thing.name, style)
    if part == "top":
        flat = [i for i, top in enumerate(drawn.upper) if top < min(drawn.upper) + 0.25 and 0 < i < STEPS - 1]
        column = min(flat or [STEPS // 2], key=lambda i: abs(i - STEPS // 2))
        return Anchor((column + 0.5) / STEPS, drawn.upper[column] + 0.04, 1.0)
    if part == "inside":
        return Anchor(0.5, 0.62, 0.8)
    return _on_body(thing, style, part)


def _on_body(thing: Thing, style: str, part: str) -> Anchor:
    """Return a part of a body or face, from how it is drawn and which way it looks."""
    drawn = shape(thing.name, style)
    if part == "hand":
        return Anchor(0.86, 0.56, 0.3) if view(thing.name, style) == "body" else Anchor(0.84, 0.8, 0.3)
    seen = view(thing.name, style)
    if seen != "body":
        face = seen == "face"
        x, wide = 0.5, 0.74 if face else 0.6
        if part == "head":
            # A hat is as wide as the skull, without ears, hair and beard.
            return Anchor(x, _edge(thing, style, x) + 0.05, 0.64 if face else 0.52)
        y = {"eyes": 0.48 if face else 0.36, "neck": 0.94 if face else 0.68}[part]
        return Anchor(x, y, wide)
    looks = facing(thing.name, style)
    if thing.group == "person":
        x, wide = 0.5, min(0.27 / drawn.aspect, 0.8)
        shares = {"head": 0.03, "eyes": 0.1, "neck": 0.25}
    elif looks == "front":
        x, wide = 0.5, min(0.42 / drawn.aspect, 0.7)
        shares = {"head": 0.04, "eyes": 0.2, "neck": 0.42}
    else:
        columns = range(STEPS // 2) if looks == "left" else range(STEPS // 2 + 1, STEPS)
        # The highest column may be an ear: the head is at the two highest together, and begins at the lower of them.
        first, second = sorted(sorted(columns, key=lambda i: drawn.upper[i])[:2])
        if part == "head" and second == first + 1:
            y = max(drawn.upper[first], drawn.upper[second])
            return Anchor((first + second + 1) / 2 / STEPS, min(y, 0.25) + 0.03, min(0.32 / drawn.aspect, 0.6))
        x = (min(columns, key=lambda i: drawn.upper[i]) + 0.5) / STEPS
        wide = min(0.32 / drawn.aspect, 0.6)
        shares = {"head": 0.03, "eyes": 0.13, "neck": 0.36}
        if part == "neck":
            x += 0.1 if looks == "left" else -0.1
    return Anchor(x, _edge(thing, style, x if part != "neck" else 0.5 + (x - 0.5) * 1.3) + shares[part], wide)


def spot(item: Item, style: str, part: str) -> tuple[float, float, float]:
    """Return where an item's part is on the page (x, y), and how wide it is there."""
    found = anchor(things()[item.noun], style, part)
    share = 1 - found.x if item.flip else found.x
    left, top, _, _ = item.box
    return left + share * item.width, top + found.y * item.height, found.width * item.width


_WORN = {"head": (1.12, 0.86), "eyes": (1.0, 0.5), "neck": (1.0, 0.22)}
"""Width of what is worn over the width of the part, and the share of its height that is above the anchor."""

_FITS = {
    "headphones": (1.22, 0.3), "military helmet": (1.2, 0.5), "rescue helmet": (1.2, 0.5), "cap": (1.15, 0.76),
    "sun hat": (1.5, 0.82), "ribbon": (0.8, 0.22), "necktie": (0.7, 0.2), "diving mask": (1.0, 0.55),
}  # fmt: skip
"""The same for what fits otherwise than other things of its part."""


def wear(item: Item, wearer: Item, style: str, at: int) -> Item:
    """Return an item moved to where its wearer wears it, at a size that fits."""
    thing = things()[item.noun]
    part = thing.worn if thing.worn in _WORN else "neck"
    x, y, wide = spot(wearer, style, part)
    scale, above = _FITS.get(thing.name, _WORN[part])
    aspect = shape(thing.name, style).aspect
    width = wide * scale
    height = width / aspect
    foot = y + (1 - above) * height
    return replace(
        item, x=x, foot=foot, width=width, height=height, depth=wearer.depth, flip=wearer.flip, ground="worn", at=at
    )


def hold(item: Item, holder: Item, style: str, at: int) -> Item:
    """Return an item moved into its holder's hand."""
    thing = things()[item.noun]
    x, y, _ = spot(holder, style, "hand")
    scale = holder.height / natural(things()[holder.noun])
    height = min(max(natural(thing) * scale, 0.24 * holder.height, LOWEST * 0.8), 0.62 * holder.height)
    width = height * shape(thing.name, style).aspect
    side = -1 if x < holder.x else 1
    grip = 0.6
    if thing.name == "umbrella":
        # Its roof is over the head, so its stick stands beside it and its holder in front.
        height, grip = 0.78 * holder.height, 0.98
        width = height * shape(thing.name, style).aspect
        y, x = y - 0.06 * holder.height, holder.x + side * 0.12 * width
    elif thing.name in ("balloon", "kite"):
        grip = 1.0
        y, x = y - 0.1 * holder.height, x + side * 0.4 * width
    else:
        x += side * 0.3 * width
    foot = y + (1 - grip) * height
    return replace(
        item,
        x=x,
        foot=foot,
        width=width,
        height=height,
        depth=holder.depth,
        ground="under" if grip == 0.98 else "held",
        at=at,
    )


def put_on(item: Item, support: Item, style: str, at: int, share: tuple[int, int] = (0, 1)) -> Item:
    """Return an item moved onto its support; `share` is its number among so many that lie there."""
    x, y, wide = spot(support, style, "top")
    scale = support.height / natural(things()[support.noun])
    height = min(max(natural(things()[item.noun]) * scale, LOWEST * 0.8), 1.1 * support.height)
    aspect = shape(item.noun, style).aspect
    number, of = share
    room = min(wide, 0.9 * support.width)
    width = min(height * aspect, 1.25 * room / max(of * 0.8, 1))
    x += ((number + 0.5) / of - 0.5) * min(room, of * width)
    return replace(item, x=x, foot=y, width=width, height=width / aspect, depth=support.depth, ground="on", at=at)


def put_in(item: Item, holder: Item, style: str, at: int, share: tuple[int, int] = (0, 1)) -> Item:
    """Return an item moved into a container, which hides its lower part."""
    x, y, wide = spot(holder, style, "inside")
    scale = holder.height / natural(things()[holder.noun])
    height = min(max(natural(things()[item.noun]) * scale, 0.5 * holder.height), 0.95 * holder.height)
    aspect = shape(item.noun, style).aspect
    number, of = share
    room = wide
    width = min(height * aspect, room / max(of * 0.7, 1))
    x += ((number + 0.5) / of - 0.5) * (room - width * 0.6) if of > 1 else 0
    height = width / aspect
    top_of_holder = holder.foot - holder.height
    foot = min(y, top_of_holder + 0.42 * height + 0.12 * holder.height)
    return replace(item, x=x, foot=foot, width=width, height=height, depth=holder.depth, ground="in", at=at)


def attach(item: Item, host: Item, art: str, at: int, kind: str, share: tuple[int, int] = (0, 1)) -> Item:
    """Return an item moved to where its host wears, holds, carries or contains it.

    Args:
        item: What is fixed.
        host: What it is fixed to.
        art: Art set.
        at: Index of the host.
        kind: One of `ATTACHED`.
        share: Its number among so many of its kind there.
    """
    number, of = share
    match kind:
        case "wearing":
            return wear(item, host, art, at)
        case "holding":
            return hold(item, host, art, at)
        case "in":
            return put_in(item, host, art, at, (number % of, of))
    return put_on(item, host, art, at, (number % of, of))
