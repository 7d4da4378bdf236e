"""Where the things of one wish go: freely in their zone, on a board, at the lower edge, or beside another thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from tools.pages.catalogue import Thing, facing, things, view
from tools.pages.composition import sizes
from tools.pages.composition.boards import lies_on_board
from tools.pages.composition.relations import ATTACHED, attached_relations, beside, ring, roots, shared_area, union
from tools.pages.composition.zones import MARGIN, Zone, allows_standing, home
from tools.pages.page import Board, Item, Relation, Wish, Wishes
from tools.pages.places import Place

BUST = 0.4
"""Height of a bust among other things."""
_ON_TABLE = 0.7
"""Natural height in metres up to which things that come to a table in front are put on it."""
_SIDE = 0.6
"""Width of what stands at one side of the page."""
_OVERLAP = 0.45
"""Share of its width by which each of several is seen at least beside the next."""


@dataclass(frozen=True)
class Frame:
    """What all layouts of one page share: the source of chance, the wishes, and the zoom (`factor`)."""

    rng: np.random.Generator
    wishes: Wishes
    place: Place
    art: str
    factor: float
    alone: bool
    surface: frozenset[int]
    """Wishes whose things lie on the board."""
    roots: tuple[int, ...]
    """For each wish the one that its things are fixed to, or itself."""
    kept: Mapping[int, float] = field(default_factory=dict)
    """Heights, near the eye, of the things of wishes that an edit only moves."""


def draft(frame: Frame, index: int, wish: Wish, height: float = 0.2, depth: float = 0.0) -> Item:
    """Return an item of a wish without a place yet."""
    thing = things()[wish.noun]
    width, height = sizes.fit(thing, frame.art, height)
    return Item(index, wish.noun, wish.color, 0.5, 0.5, width, height, depth, tone=wish.tone)


def standing_height(frame: Frame, index: int, depth: float) -> float:
    """Return how tall a wish's things are on the ground at a depth."""
    wish = frame.wishes.things[index]
    near = frame.kept.get(index) or sizes.natural(things()[wish.noun]) * sizes.FACTORS[wish.size] * frame.factor
    return near * sizes.perspective(depth)


def place_on_board(frame: Frame, index: int, board: Board, around: list[Item]) -> list[Item]:
    """Put the things of a wish onto the board, beside what lies there."""
    wish = frame.wishes.things[index]
    taken = [item for item in around if item.ground == "surface"]
    found: list[Item] = []
    for _ in range(wish.count):
        item = draft(frame, index, wish, standing_height(frame, index, 0.1))
        reach = max(0.01, min(board.width, 0.98) / 2 - item.width / 2 - 0.03)
        options = [
            replace(
                item,
                x=float(
                    np.clip(board.x + frame.rng.uniform(-reach, reach), item.width / 2 + 0.01, 0.99 - item.width / 2)
                ),
                foot=board.top + board.depth * float(frame.rng.uniform(0.3, 0.85)),
                depth=0.1,
                ground="surface",
            )
            for _ in range(10)
        ]
        if wish.position is not None:
            options = [replace(option, x=middle_x(frame, wish, item.width)) for option in options]
        elif frame.alone:
            options = [replace(options[0], x=board.x + float(frame.rng.uniform(-0.08, 0.08)))]
        found.append(min(options, key=lambda option: crowding(option, [*taken, *found])))
    return [_turn(frame, item) for item in found]


def crowding(item: Item, others: list[Item]) -> float:
    """Return how much of smaller things an item would cover or be covered by, at a place."""
    total = 0.0
    for other in others:
        total += shared_area(item.box, other.box) / min(item.width * item.height, other.width * other.height)
    return total


def zone_of(frame: Frame, wish: Wish) -> Zone:
    """Return the zone of a wish: its habitat's, unless its position lifts it off the ground."""
    thing = things()[wish.noun]
    if (
        view(thing.name, frame.art) == "bust"
        and wish.position is None
        and frame.place.kind in ("land", "inside", "plain")
    ):
        return Zone("edge", 1.0, 1.0)
    zone = home(frame.place, thing.habitat)
    return zone if allows_standing(wish.position) or not zone.stands else Zone("air", 0.14, 0.32)


def place_freely(frame: Frame, index: int, around: list[Item], board: Board | None) -> list[Item]:
    """Put the things of a wish where they are at home or where their position says, beside what is there already."""
    wish = frame.wishes.things[index]
    zone = zone_of(frame, wish)
    thing = things()[wish.noun]
    if zone.ground == "edge":
        return _place_bust(frame, index, around, board)
    depth = _depth(frame, thing, wish)
    if zone.stands:
        height = standing_height(frame, index, depth)
    elif zone.ground in ("air", "swim") and (
        frame.place.kind in ("air", "underwater") or thing.habitat == "underwater"
    ):
        height = standing_height(frame, index, depth * 0.5)
    else:
        height = frame.kept.get(index) or sizes.aloft(thing, wish.size, frame.alone, frame.factor)
    first = draft(frame, index, wish, height, depth)
    options = [_spread(frame, wish, first, zone) for _ in range(8 if around or board else 1)]
    obstacles = [*around, *([_as_item(board)] if board is not None and zone.stands else [])]
    return min(options, key=lambda items: sum(crowding(item, obstacles) for item in items))


def _as_item(board: Board) -> Item:
    """Return the space that a board takes, as if it were a thing."""
    return Item(-1, "", None, board.x, min(board.foot, 1.0), board.width, min(board.foot, 1.0) - board.top, 0.0)


def _depth(frame: Frame, thing: Thing, wish: Wish) -> float:
    low, high = sizes.depth_range(thing, frame.alone)
    depth = float(frame.rng.uniform(low, high))
    match wish.position:
        case "background":
            return float(frame.rng.uniform(0.85, 1.0))
        case "foreground" | "bottom" | "bottom left" | "bottom right":
            return float(frame.rng.uniform(0, 0.06))
        case "center":
            return float(frame.rng.uniform(max(low, 0.2), max(high, 0.6)))
    return depth


def middle_x(frame: Frame, wish: Wish, width: float) -> float:
    """Return a middle for things of a total width, where their position says."""
    word = wish.position or ""
    half = min(width / 2, 0.5 - MARGIN)
    if "left" in word:
        x = float(frame.rng.uniform(0.1, 0.3))
    elif "right" in word:
        x = float(frame.rng.uniform(0.7, 0.9))
    elif word in ("center", "top", "bottom"):
        x = float(frame.rng.uniform(0.44, 0.56))
    elif frame.alone:
        x = float(frame.rng.choice([0.5, 0.5, 0.38, 0.62])) + float(frame.rng.uniform(-0.03, 0.03))
    else:
        x = float(frame.rng.uniform(half, 1 - half))
    return min(max(x, half + MARGIN), 1 - half - MARGIN)


def _spread(frame: Frame, wish: Wish, first: Item, zone: Zone) -> list[Item]:
    """Put the things of a wish side by side, or as a flock, somewhere in their zone."""
    rng, count = frame.rng, wish.count
    step = first.width * float(rng.uniform(0.82, 1.08))
    rows = 2 if wish.flock and count > 3 else 1
    columns = -(-count // rows)
    at_side = any(side in (wish.position or "") for side in ("left", "right"))
    room = _SIDE if at_side else 1 - 2 * MARGIN
    least = first.width * (1 + _OVERLAP * (columns - 1))
    if least > room and columns > 1:
        first = replace(first, width=first.width * room / least, height=first.height * room / least)
    step = min(step, max(0.0, room - first.width) / max(columns - 1, 1))
    x = middle_x(frame, wish, step * (columns - 1) + first.width)
    level = _level(frame, wish, first, zone)
    found = []
    for k in range(count):
        row, column = divmod(k, columns)
        dx = (column - (columns - 1) / 2) * step + (0.5 * step * (row % 2) if rows > 1 else 0)
        jitter = float(rng.uniform(-0.012, 0.012)) if count > 1 else 0.0
        if zone.stands:
            foot = min(max(level + jitter * 1.6 - 0.045 * row, zone.top), zone.low)
        else:
            foot = level + jitter * (4 if wish.flock or zone.ground != "wall" else 1) - row * first.height * 0.8
        found.append(clamp(first.moved(x=x + dx, foot=foot, ground=zone.ground)))
    return [_turn(frame, item, found[0]) for item in found]


def _level(frame: Frame, wish: Wish, first: Item, zone: Zone) -> float:
    """Return the foot of things in a zone: by their depth where there is ground, else by their middle."""
    if zone.stands:
        return zone.low - first.depth * (zone.low - zone.top)
    word = wish.position or ""
    if "top" in word:
        middle = float(frame.rng.uniform(0.12, 0.28))
    elif "bottom" in word or word == "foreground":
        middle = float(frame.rng.uniform(0.74, 0.86))
    elif word == "center":
        middle = float(frame.rng.uniform(0.44, 0.56))
    elif frame.alone and zone.low - zone.top > 0.3:
        middle = float(frame.rng.uniform(0.42, 0.54))
    else:
        middle = float(frame.rng.uniform(zone.top, zone.low))
    return middle + first.height / 2


def clamp(item: Item) -> Item:
    """Return an item moved into the page; one too tall for its foot is made smaller."""
    if item.ground == "edge":
        return item
    foot = max(min(item.foot, 1 - MARGIN), 3 * MARGIN)
    if item.ground in ("air", "swim", "wall"):
        foot = max(foot, MARGIN + item.height)
    scale = min(1.0, (foot - MARGIN) / item.height, (1 - 2 * MARGIN) / item.width)
    half = item.width * scale / 2
    x = min(max(item.x, half + MARGIN), 1 - half - MARGIN)
    return item.moved(x=x, foot=foot, width=item.width * scale, height=item.height * scale)


def _turn(frame: Frame, item: Item, leader: Item | None = None) -> Item:
    """Return an item that mostly looks towards the middle; those of one wish look alike."""
    looks = facing(item.noun, frame.art)
    if looks == "front":
        return item
    x = (leader or item).x
    inward = x < 0.5 if looks == "left" else x > 0.5
    keep = (int(x * 1e4) % 4) == 0
    return item.moved(flip=inward != keep)


def _place_bust(frame: Frame, index: int, around: list[Item], board: Board | None) -> list[Item]:
    """Put people who have no legs at the page's lower edge, or behind the table."""
    wish = frame.wishes.things[index]
    behind = board is not None and board.kind == "table"
    others = len(frame.wishes.things) > 1 or wish.count > 1
    usual = (BUST if others else 0.58) * sizes.FACTORS[wish.size] ** 0.7 / max(1, wish.count - 1) ** 0.4
    height = frame.kept.get(index) or usual
    if behind and board is not None:
        height = min(height, board.top - 0.06)
    first = draft(frame, index, wish, height)
    foot = board.top + 0.012 if behind and board is not None else 1.0
    total = first.width * wish.count
    options = []
    for _ in range(6):
        x = middle_x(frame, wish, min(total, 0.96))
        step = min(first.width, (0.96 - first.width) / max(wish.count - 1, 1))
        options.append(
            [
                replace(
                    first, x=x + (k - (wish.count - 1) / 2) * step, foot=foot, ground="behind" if behind else "edge"
                )
                for k in range(wish.count)
            ]
        )
    return min(options, key=lambda items: sum(crowding(item, around) for item in items))


def place_beside(frame: Frame, index: int, relation: Relation, placed: dict[int, list[Item]]) -> list[Item]:
    """Put the things of a wish where their relation holds."""
    wish = frame.wishes.things[index]
    other = union(placed[relation.object])
    second = union(placed[relation.second]) if relation.second is not None else None
    reference = placed[relation.object][0]
    zone = zone_of(frame, replace(wish, position=wish.position or "center"))
    lifted = relation.kind == "above" or (
        reference.ground not in ("ground", "water", "surface") and zone.stands and relation.kind != "below"
    )
    depth = reference.depth
    height = (
        standing_height(frame, index, depth)
        if zone.stands
        else frame.kept.get(index) or sizes.aloft(things()[wish.noun], wish.size, False, frame.factor)
    )
    item = draft(frame, index, wish, height, depth)
    ground = "air" if lifted and zone.stands else zone.ground
    if relation.kind == "around":
        spots = ring(frame.rng, max(wish.count, 3), other)[: wish.count]
    else:
        width = item.width * (1 + 0.95 * (wish.count - 1))
        x, foot = beside(frame.rng, relation.kind, (width, item.height), other, second)
        if not zone.stands and relation.kind not in ("above", "below"):
            foot = float(frame.rng.uniform(zone.top, zone.low)) + item.height / 2
        spots = [(x + (k - (wish.count - 1) / 2) * item.width * 0.95, foot) for k in range(wish.count)]
    found = []
    for x, foot in spots:
        if ground in ("ground", "water"):
            foot = float(np.clip(foot, zone.top, max(zone.low, min(reference.foot + 0.03, 0.97))))
        depth = float(np.clip((zone.low - foot) / max(zone.low - zone.top, 0.01), 0, 1)) if zone.stands else depth
        found.append(clamp(replace(item, x=x, foot=foot, depth=depth, ground=ground)))
    return [_turn(frame, item) for item in found]


def place_wish(frame: Frame, index: int, placed: dict[int, list[Item]], board: Board | None) -> list[Item]:
    """Put the things of a wish that are fixed to no other where they belong.

    Args:
        frame: The page.
        index: The wish.
        placed: By wish the things that stand there already.
        board: What lies or stands there for things to lie on.
    """
    around = [item for items in placed.values() for item in items]
    relation = next(filter(None, (_to_placed(frame, index, r, placed) for r in frame.wishes.relations)), None)
    if relation is not None:
        return place_beside(frame, index, relation, placed)
    if board is not None and (index in frame.surface or _needs_table(frame, index, board)):
        return place_on_board(frame, index, board, around)
    return place_freely(frame, index, around, board)


def _needs_table(frame: Frame, index: int, board: Board) -> bool:
    """Whether a table as wide as the page would hide the things of a wish on the ground behind it."""
    wish = frame.wishes.things[index]
    thing = things()[wish.noun]
    stands = wish.position is None and home(frame.place, thing.habitat).ground == "ground"
    return board.foot > 1 and stands and thing.height <= _ON_TABLE and view(thing.name, frame.art) != "bust"


def _to_placed(frame: Frame, index: int, relation: Relation, placed: dict[int, list[Item]]) -> Relation | None:
    """Return a relation of a wish to what stands there already; what is worn or held is where its host is."""
    if relation.subject != index or relation.kind in ATTACHED:
        return None
    other = frame.roots[relation.object]
    second = None if relation.second is None else frame.roots[relation.second]
    found = {other, *([] if second is None else [second])}
    return replace(relation, object=other, second=second) if found <= placed.keys() - {index} else None


def frame_of(rng: np.random.Generator, wishes: Wishes, place: Place, art: str) -> Frame:
    """Return the frame of a page; the zoom is such that its things fill it."""
    fixed = attached_relations(wishes)
    free = [(i, wish) for i, wish in enumerate(wishes.things) if i not in fixed]
    related = {r.subject for r in wishes.relations if r.kind not in ATTACHED}
    surface = frozenset(i for i, wish in free if i not in related and lies_on_board(place, wish))
    standing = [
        (things()[wish.noun], wish.size, wish.count)
        for i, wish in free
        if home(place, things()[wish.noun].habitat).stands or i in surface or place.kind in ("air", "underwater")
        or things()[wish.noun].habitat == "underwater"
        if view(wish.noun, art) != "bust"
    ]  # fmt: skip
    alone = sum(wish.count for _, wish in free) == 1
    factor = sizes.zoom(standing, art)
    busts = [things()[wish.noun] for _, wish in free if view(wish.noun, art) == "bust"]
    if busts and standing:
        # Who is cut at the chest is drawn at a height of its own; the rest must not look like a giant's beside it.
        factor = min(factor, *(1.5 * BUST / sizes.natural(thing) for thing in busts))
    return Frame(rng, wishes, place, art, factor, alone, surface, roots(wishes))
