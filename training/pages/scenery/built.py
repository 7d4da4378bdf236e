"""Places that people built, in the open: streets, farm, garden, park, playground, harbour."""

from __future__ import annotations

from training.pages.scenery.canvas import RGB, Canvas, mix, shade
from training.pages.scenery.nature import rolling_ground, round_tree, scatter, waves


def city(canvas: Canvas) -> None:
    """Rows of houses with windows, a pavement and a road."""
    for depth in range(2):
        x = -0.05 + float(canvas.rng.uniform(-0.05, 0))
        while x < 1:
            wide = float(canvas.rng.uniform(0.1, 0.17))
            top = float(canvas.rng.uniform(0.16, 0.36)) + 0.12 * depth
            base = ((186, 200, 222), (214, 170, 148), (226, 206, 168), (166, 186, 196), (204, 188, 210))
            color = canvas.near(base[int(canvas.rng.integers(5))])
            _tower(canvas, (x, top, x + wide), mix(color, (206, 222, 240), 0.62 - 0.5 * depth), depth == 1)
            x += wide + 0.004
    canvas.box(0, 0.69, 1, 0.76, (214, 212, 208), (196, 194, 192))
    for k in range(9):
        canvas.line([(0.06 + 0.125 * k, 0.69), (0.02 + 0.125 * k, 0.76)], (178, 178, 178), 0.002)
    canvas.box(0, 0.758, 1, 0.772, (168, 168, 172), (150, 150, 156))
    canvas.box(0, 0.772, 1, 1, (104, 108, 118), (84, 88, 98))
    for k in range(6):
        canvas.box(0.03 + 0.18 * k, 0.885, 0.12 + 0.18 * k, 0.897, (236, 232, 214))


def _tower(canvas: Canvas, span: tuple[float, float, float], color: RGB, near: bool) -> None:
    left, top, right = span
    canvas.box(left, top, right, 0.7, shade(color, 1.05), shade(color, 0.92))
    canvas.box(left, top, right, top + 0.012, shade(color, 0.8))
    step = 0.034 if near else 0.026
    columns = max(2, int((right - left) / step))
    gap = (right - left) / columns
    y = top + 0.03
    while y < 0.64:
        for k in range(columns):
            x = left + gap * (k + 0.26)
            canvas.box(x, y, x + gap * 0.48, y + gap * 0.62, mix(color, (92, 122, 160), 0.55))
            if canvas.rng.random() < 0.45:
                canvas.light(x, y, x + gap * 0.48, y + gap * 0.62)
        y += gap * 1.15


def cottage(canvas: Canvas, x: float, foot: float, size: float, wall: RGB, roof: RGB) -> None:
    """Draw a small distant house."""
    w, h = size * 0.5, size * 0.5
    canvas.box(x - w, foot - h, x + w, foot, shade(wall, 1.03), shade(wall, 0.93))
    canvas.polygon(
        [(x - w * 1.2, foot - h), (x + w * 1.2, foot - h), (x + w * 0.7, foot - size), (x - w * 0.7, foot - size)],
        shade(roof, 1.06),
        shade(roof, 0.86),
    )
    canvas.box(x - w * 0.2, foot - h * 0.62, x + w * 0.16, foot, shade(roof, 0.72))
    for side in (-0.72, 0.4):
        left, top = x + side * w, foot - h * 0.74
        canvas.box(left, top, left + w * 0.34, top + h * 0.34, (150, 190, 214))
        canvas.light(left, top, left + w * 0.34, top + h * 0.34)


def village(canvas: Canvas) -> None:
    """Small houses on a hill, a path and a fence."""
    grass = canvas.near((116, 184, 92))
    canvas.hill(0.58, 0.03, 0.7, mix(grass, (186, 218, 200), 0.55), mix(grass, (170, 210, 160), 0.3))
    roofs: tuple[RGB, ...] = ((196, 92, 74), (170, 106, 78), (118, 124, 158), (186, 120, 60))
    for k in range(6):
        x = 0.07 + 0.17 * k + float(canvas.rng.uniform(-0.03, 0.03))
        size = float(canvas.rng.uniform(0.08, 0.115))
        if k in (1, 4):
            round_tree(canvas, x + 0.08, 0.635, size * 0.95, canvas.near((92, 156, 86)))
        cottage(canvas, x, 0.645, size, canvas.near((244, 232, 208)), canvas.near(roofs[int(canvas.rng.integers(4))]))
    canvas.hill(0.64, 0.008, 0.6, shade(grass, 1.05), shade(grass, 0.74))
    x = float(canvas.rng.uniform(0.35, 0.65))
    canvas.polygon([(x - 0.02, 0.65), (x + 0.02, 0.65), (x + 0.24, 1), (x - 0.2, 1)], (226, 206, 166), (206, 184, 142))
    scatter(canvas, 34, 0.72, ((255, 240, 120), (255, 255, 255)), shade(grass, 0.74))


def fence(canvas: Canvas, top: float, low: float, color: RGB, step: float = 0.075) -> None:
    """Draw a fence across the whole width."""
    for share in (0.25, 0.66):
        y = top + share * (low - top)
        canvas.box(0, y, 1, y + 0.012, color, shade(color, 0.88))
    x = 0.02
    while x < 1:
        canvas.rounded((x, top, x + step * 0.22, low), 0.004, shade(color, 1.04), shade(color, 0.9))
        x += step


def farm(canvas: Canvas) -> None:
    """A red barn and fields behind a fence."""
    grass = canvas.near((124, 188, 88))
    canvas.hill(0.55, 0.024, 0.7, mix(grass, (190, 216, 180), 0.5), mix(grass, (190, 206, 120), 0.4))
    for k in range(6):
        y = 0.585 + 0.01 * k
        canvas.line([(0, y), (1, y - 0.012)], (222, 196, 96) if k % 2 else (150, 186, 88), 0.007)
    x = 0.2 if canvas.rng.random() < 0.5 else 0.8
    red = canvas.near((190, 66, 54))
    canvas.box(x - 0.13, 0.47, x + 0.13, 0.65, shade(red, 1.05), shade(red, 0.9))
    canvas.polygon(
        [(x - 0.15, 0.47), (x - 0.1, 0.39), (x, 0.35), (x + 0.1, 0.39), (x + 0.15, 0.47)], (122, 84, 74), (98, 68, 62)
    )
    canvas.box(x - 0.05, 0.53, x + 0.05, 0.65, (246, 238, 226))
    canvas.box(x - 0.043, 0.537, x + 0.043, 0.65, shade(red, 0.8))
    canvas.line([(x - 0.043, 0.537), (x + 0.043, 0.65)], (246, 238, 226), 0.007)
    canvas.line([(x + 0.043, 0.537), (x - 0.043, 0.65)], (246, 238, 226), 0.007)
    silo = x + (0.2 if x < 0.5 else -0.2)
    canvas.rounded((silo - 0.035, 0.4, silo + 0.035, 0.65), 0.035, (206, 210, 216), (176, 182, 190))
    canvas.hill(0.64, 0.006, 0.6, shade(grass, 1.05), shade(grass, 0.74))
    fence(canvas, 0.625, 0.68, (214, 184, 140))
    scatter(canvas, 40, 0.74, ((255, 240, 120),), shade(grass, 0.74))


def garden(canvas: Canvas) -> None:
    """A hedge, a white fence and beds of flowers."""
    grass = canvas.near((116, 190, 92))
    for k in range(6):
        round_tree(canvas, 0.05 + 0.19 * k, 0.58, float(canvas.rng.uniform(0.14, 0.2)), canvas.near((96, 164, 90)))
    for k in range(15):
        canvas.ellipse(0.07 * k, 0.56, 0.06, 0.05, canvas.near((84, 154, 84)), (62, 126, 66))
    canvas.hill(0.62, 0.005, 0.6, shade(grass, 1.06), shade(grass, 0.74))
    fence(canvas, 0.54, 0.645, (250, 250, 246), 0.052)
    blooms: tuple[RGB, ...] = ((240, 90, 110), (252, 196, 74), (190, 120, 220), (250, 250, 250), (250, 140, 90))
    for _ in range(56):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.645, 0.68))
        canvas.line([(x, y + 0.014), (x, y)], (70, 140, 64), 0.004)
        canvas.ellipse(x, y, 0.009, 0.009, canvas.near(blooms[int(canvas.rng.integers(5))]))
    scatter(canvas, 30, 0.75, ((255, 255, 255), (255, 180, 200)), shade(grass, 0.74))


def park(canvas: Canvas) -> None:
    """Trees, a curved path, a pond and a bench."""
    grass = canvas.near((120, 190, 96))
    for k in range(9):
        x = 0.06 + 0.115 * k + float(canvas.rng.uniform(-0.03, 0.03))
        canvas.box(x, float(canvas.rng.uniform(0.4, 0.5)), x + 0.07, 0.6, mix((180, 190, 206), (214, 228, 240), 0.5))
    for k in range(7):
        x = 0.02 + 0.16 * k + float(canvas.rng.uniform(-0.03, 0.03))
        round_tree(canvas, x, 0.63, float(canvas.rng.uniform(0.13, 0.2)), canvas.near((98, 166, 92)))
    canvas.hill(0.615, 0.008, 0.6, shade(grass, 1.05), shade(grass, 0.74))
    side = 0.2 if canvas.rng.random() < 0.5 else 0.8
    canvas.ellipse(side, 0.69, 0.17, 0.026, (132, 196, 226), (106, 172, 210))
    other = 1 - side
    canvas.polygon(
        [
            (other - 0.02, 0.625),
            (other + 0.015, 0.625),
            (other + 0.02, 0.72),
            (0.62, 1),
            (0.3, 1),
            (other - 0.07, 0.74),
        ],
        (232, 216, 184),
        (214, 196, 160),
    )
    scatter(canvas, 36, 0.76, ((255, 255, 255), (255, 240, 120)), shade(grass, 0.74))


def playground(canvas: Canvas) -> None:
    """Swings and a climbing frame behind a sandy court."""
    grass = canvas.near((126, 194, 98))
    rolling_ground(canvas, 0.56, grass)
    for k in range(4):
        round_tree(
            canvas, 0.1 + 0.27 * k + float(canvas.rng.uniform(-0.05, 0.05)), 0.63, 0.15, canvas.near((98, 166, 92))
        )
    x = 0.24 if canvas.rng.random() < 0.5 else 0.74
    red, blue = canvas.near((222, 84, 76)), canvas.near((74, 128, 200))
    for side in (-0.16, 0.16):
        canvas.line([(x + side - 0.04, 0.7), (x + side, 0.45)], red, 0.012)
        canvas.line([(x + side + 0.04, 0.7), (x + side, 0.45)], red, 0.012)
    canvas.line([(x - 0.17, 0.45), (x + 0.17, 0.45)], red, 0.014)
    for side in (-0.075, 0.055):
        canvas.line([(x + side, 0.45), (x + side, 0.64)], (120, 120, 128), 0.004)
        canvas.line([(x + side + 0.04, 0.45), (x + side + 0.04, 0.64)], (120, 120, 128), 0.004)
        canvas.rounded((x + side - 0.008, 0.635, x + side + 0.048, 0.65), 0.005, blue)
    far = 1 - x
    for k in range(4):
        canvas.line([(far - 0.12 + 0.08 * k, 0.7), (far - 0.12 + 0.08 * k, 0.52)], (236, 178, 60), 0.01)
    for y in (0.52, 0.58, 0.64):
        canvas.line([(far - 0.12, y), (far + 0.12, y)], blue, 0.009)
    sand = canvas.near((242, 216, 160))
    canvas.hill(0.7, 0.008, 0.5, sand, shade(sand, 0.86))
    for _ in range(36):
        px, py = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.74, 1))
        canvas.ellipse(px, py, 0.003, 0.002, shade(sand, 0.84))


def harbor(canvas: Canvas) -> None:
    """Water with a bridge and a town behind, and a quay in front."""
    for k in range(12):
        x = -0.02 + 0.09 * k
        color = canvas.near((196, 204, 218), 14)
        canvas.box(x, float(canvas.rng.uniform(0.36, 0.45)), x + 0.08, 0.5, shade(color, 1.05), color)
        canvas.light(x + 0.03, 0.465, x + 0.038, 0.475)
    red = canvas.near((200, 84, 70))
    for x in (0.28, 0.72):
        canvas.box(x - 0.012, 0.2, x + 0.012, 0.53, red, shade(red, 0.8))
    for left, right in ((-0.16, 0.28), (0.28, 0.72), (0.72, 1.16)):
        middle = (left + right) / 2
        cable = [
            (
                left + (right - left) * t / 12,
                0.22 + 0.2 * (1 - ((left + (right - left) * t / 12 - middle) / (right - left) * 2) ** 2),
            )
            for t in range(13)
        ]
        canvas.line(cable, shade(red, 0.9), 0.006)
        for x, y in cable[1:-1]:
            canvas.line([(x, y), (x, 0.44)], shade(red, 0.9), 0.002)
    canvas.box(0, 0.435, 1, 0.455, shade(red, 0.92), shade(red, 0.76))
    sea = canvas.near((66, 146, 196))
    canvas.box(0, 0.5, 1, 0.84, mix(sea, (170, 214, 226), 0.4), shade(sea, 0.82))
    waves(canvas, 0.54, 0.79, 26)
    canvas.box(0, 0.805, 1, 0.83, (150, 136, 124), (118, 106, 98))
    wood = canvas.near((196, 160, 120))
    canvas.box(0, 0.815, 1, 1, shade(wood, 1.06), shade(wood, 0.82))
    for k in range(13):
        canvas.line(
            [(0.5 + (0.083 * k - 0.5) * 0.92, 0.818), (0.5 + (0.083 * k - 0.5) * 1.3, 1)], shade(wood, 0.78), 0.003
        )
    for x in (0.04, 0.96):
        canvas.rounded((x - 0.018, 0.775, x + 0.018, 0.84), 0.012, (110, 92, 80), (84, 70, 62))
