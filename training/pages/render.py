"""Draws a page: the backdrop, things from back to front with their shadows, the weather over them, the style."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from tools.pages.catalogue import things
from tools.pages.composition.boards import stands_before
from tools.pages.page import Board, Item, Page
from tools.pages.places import places
from tools.pages.styles import art_of
from training.pages.art.painting import painted_sprite
from training.pages.art.styles import apply_look, apply_style
from training.pages.scenery.backdrop import backdrop, light
from training.pages.scenery.sky import falling, fog_veil

THINGS_LIT = 0.4
"""How strongly the light of the hour and the weather colours things; their own colours must still be told."""
_TABLES = (
    ((206, 156, 104), (150, 104, 66)),
    ((246, 242, 236), (178, 182, 190)),
    ((186, 118, 82), (126, 78, 54)),
    ((232, 196, 148), (170, 128, 88)),
)
"""Colours of a table's top and of its legs, by the backdrop's variant."""
_CLOTHS = ((214, 70, 66), (70, 120, 190), (90, 160, 90), (236, 160, 60))


def render(page: Page, size: int = 256, style: str | None = None) -> Image.Image:
    """Return a page as an RGB picture.

    Args:
        page: The page.
        size: Side of the picture in pixels.
        style: Another style than the page's own; the layout was made for the shapes of its own art set.

    Raises:
        KeyError: a thing, colour, place or style is unknown.
    """
    style = style or page.style
    art = art_of(style)
    place = places()[page.place]
    picture = Image.fromarray(backdrop(page.place, page.variant, page.time, page.weather, size)).convert("RGBA")
    layer = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    board = page.board
    for item in page.items:
        if board is not None and stands_before(item, board):
            _draw_board(layer, board, page.variant)
            board = None
        far = item.ground == "air" and things()[item.noun].habitat == "high"
        _draw_item(picture if far else layer, item, art, size)
    if board is not None:
        _draw_board(layer, board, page.variant)
    picture.alpha_composite(_lit(layer, light(page.place, page.time, page.weather)))
    if place.has_weather and place.kind != "inside":
        _cover(picture, page, size)
    return apply_look(apply_style(picture.convert("RGB"), style), page.look)


def _lit(layer: Image.Image, factors: np.ndarray) -> Image.Image:
    """Return a layer of things in a light (3 factors)."""
    levels = np.arange(256, dtype=np.float32)
    tables = [np.clip(levels * factor, 0, 255).astype(np.uint8) for factor in 1 - THINGS_LIT + THINGS_LIT * factors]
    return layer.point([*np.concatenate(tables).tolist(), *range(256)])


def _draw_item(layer: Image.Image, item: Item, art: str, size: int) -> None:
    """Draw one thing with its shadow, or with the water around its foot."""
    drawn = painted_sprite(item.noun, art, item.color, item.tone)
    width, height = (max(2, round(v * size)) for v in (item.width, item.height))
    drawn = drawn.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if item.flip:
        drawn = drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    foot = item.foot + (0.03 * item.height if item.ground == "edge" and art == "sticker" else 0.0)
    left, top = round(item.x * size - width / 2), round(foot * size) - height
    if item.ground in ("ground", "surface"):
        _draw_shadow(layer, item, size)
    if item.ground == "water":
        drawn = _dip(drawn)
    _paste(layer, drawn, left, top)
    if item.ground == "water":
        _paste(
            layer,
            _ripple(max(4, round(width * 1.1)), max(3, round(0.05 * size))),
            left - round(width * 0.05),
            round(foot * size - 0.032 * size),
        )


def _paste(layer: Image.Image, drawn: Image.Image, left: int, top: int) -> None:
    """Lay a drawing over a layer where part of it may be outside."""
    x, y = max(0, -left), max(0, -top)
    right, low = min(drawn.width, layer.width - left), min(drawn.height, layer.height - top)
    if x < right and y < low:
        whole = (x, y, right, low) == (0, 0, drawn.width, drawn.height)
        layer.alpha_composite(drawn if whole else drawn.crop((x, y, right, low)), (max(0, left), max(0, top)))


@lru_cache(maxsize=2000)
def _spot(width: int, height: int, strength: int) -> Image.Image:
    """Return a soft dark ellipse."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    fall = np.clip(1 - np.sqrt(x**2 + y**2), 0, 1)
    alpha = strength * np.clip(fall * 1.9, 0, 1) ** 1.3
    spot = np.zeros((height, width, 4), np.uint8)
    spot[..., :3] = (14, 24, 22)
    spot[..., 3] = alpha.astype(np.uint8)
    return Image.fromarray(spot)


def _draw_shadow(layer: Image.Image, item: Item, size: int) -> None:
    slim = min(item.width, 1.6 * item.height)
    width = max(4, round(size * (0.98 * slim + 0.012)))
    height = max(3, round(size * min(0.03 + 0.1 * slim, 0.075)))
    _paste(layer, _spot(width, height, 122), round(item.x * size - width / 2), round(item.foot * size - height * 0.56))


def _dip(drawn: Image.Image) -> Image.Image:
    """Return a sprite whose lowest part fades into the water."""
    data = np.array(drawn)
    rows = max(2, round(0.1 * drawn.height))
    fade = np.linspace(1, 0, rows)[:, None]
    data[-rows:, :, 3] = (data[-rows:, :, 3] * fade).astype(np.uint8)
    return Image.fromarray(data)


@lru_cache(maxsize=600)
def _ripple(width: int, height: int) -> Image.Image:
    """Return the rings on the water around what swims."""
    large = Image.new("RGBA", (width * 3, height * 3), (226, 244, 250, 0))
    draw = ImageDraw.Draw(large)
    for k, alpha in ((0, 150), (1, 90)):
        inset = k * 0.16
        box = (
            width * 3 * inset / 2 + 2,
            height * 3 * (0.25 + inset / 2),
            width * 3 * (1 - inset / 2) - 3,
            height * 3 * (1 - inset / 2) - 3,
        )
        draw.arc(box, 10, 170, fill=(232, 246, 252, alpha), width=4)
    return large.resize((width, height), Image.Resampling.BOX)


def _draw_board(layer: Image.Image, board: Board, variant: int) -> None:
    """Draw a table or a blanket."""
    size = layer.width
    scale = 2 * size
    sheet = Image.new("RGBA", (scale, scale), (0, 0, 0, 0))
    draw = ImageDraw.Draw(sheet)

    def points(*corners: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * scale, y * scale) for x, y in corners]

    left, right = board.x - board.width / 2, board.x + board.width / 2
    low = board.top + board.depth
    if board.kind == "blanket":
        _draw_cloth(draw, points, board, variant)
    else:
        slab, leg = _TABLES[variant % len(_TABLES)]
        inset = 0.05 * board.width
        apron = min(0.035, 0.3 * board.depth)
        wide = max(0.012, 0.035 * board.width)
        _paste(
            layer,
            _spot(max(4, round(board.width * size)), max(4, round(0.07 * size)), 110),
            round(left * size),
            round((board.foot - 0.05) * size),
        )
        for x in (left + 2 * inset, right - 2 * inset - wide):
            draw.polygon(
                points((x, low), (x + wide, low), (x + wide, board.foot - 0.01), (x, board.foot - 0.01)),
                fill=tuple(v * 4 // 5 for v in leg),
            )
        for x in (left + 0.02 * board.width, right - 0.02 * board.width - wide):
            draw.polygon(points((x, low), (x + wide, low), (x + wide, board.foot), (x, board.foot)), fill=leg)
        draw.polygon(
            points((left + inset, board.top), (right - inset, board.top), (right, low), (left, low)), fill=slab
        )
        draw.polygon(
            points((left, low), (right, low), (right, low + apron), (left, low + apron)),
            fill=tuple(round(v * 0.82) for v in slab),
        )
        draw.line(points((left, low), (right, low)), fill=tuple(min(255, v + 22) for v in slab), width=2)
    layer.alpha_composite(sheet.resize((size, size), Image.Resampling.BOX))


def _draw_cloth(
    draw: ImageDraw.ImageDraw, points: Callable[..., list[tuple[float, float]]], board: Board, variant: int
) -> None:
    """Draw a chequered blanket in perspective."""
    color = _CLOTHS[variant % len(_CLOTHS)]
    rows, columns = 5, max(6, round(board.width * 14))
    for row in range(rows):
        top, low = (board.top + board.depth * ((row + k) / rows) ** 1.15 for k in (0, 1))
        narrow_top, narrow_low = (0.84 + 0.16 * (y - board.top) / board.depth for y in (top, low))
        for column in range(columns):
            x0, x1 = (board.width * ((column + k) / columns - 0.5) for k in (0, 1))
            share = ((row % 2) + (column % 2)) / 2
            fill = tuple(round(250 * (1 - share) + v * share) for v in color)
            draw.polygon(
                points((board.x + x0 * narrow_top, top), (board.x + x1 * narrow_top, top),
                       (board.x + x1 * narrow_low, low), (board.x + x0 * narrow_low, low)),
                fill=fill,
            )  # fmt: skip


def _cover(picture: Image.Image, page: Page, size: int) -> None:
    """Lay what falls, or fog, over the picture."""
    if page.weather == "fog":
        veil = fog_veil(size, places()[page.place].horizon)
        grey = np.array((218, 222, 226), np.float32) * light(page.place, page.time, "clear").mean()
        values = np.asarray(picture).astype(np.float32)
        values[..., :3] += (grey - values[..., :3]) * veil * (0.6 if page.time == "night" else 1.0)
        picture.paste(Image.fromarray(values.astype(np.uint8)))
        return
    layer = falling(page.weather, page.variant, size)
    if layer is not None:
        picture.alpha_composite(layer)
