"""Places inside: a room, a kitchen, a library, a classroom, a stage, a sports hall. The sky shows in their windows."""

from __future__ import annotations

import numpy as np

from training.pages.scenery.canvas import RGB, Canvas, mix, shade


def window(canvas: Canvas, x: float, top: float, wide: float, high: float, frame: RGB = (250, 247, 240)) -> None:
    """Cut a window with a cross of bars and a sill."""
    canvas.rounded(
        (x - wide / 2 - 0.022, top - 0.022, x + wide / 2 + 0.022, top + high + 0.022), 0.012, shade(frame, 0.9)
    )
    canvas.rounded((x - wide / 2 - 0.018, top - 0.018, x + wide / 2 + 0.018, top + high + 0.018), 0.01, frame)
    canvas.hole(x - wide / 2, top, x + wide / 2, top + high)
    canvas.box(x - 0.006, top, x + 0.006, top + high, frame)
    canvas.box(x - wide / 2, top + high / 2 - 0.006, x + wide / 2, top + high / 2 + 0.006, frame)
    canvas.rounded(
        (x - wide / 2 - 0.035, top + high + 0.012, x + wide / 2 + 0.035, top + high + 0.034),
        0.006,
        frame,
        shade(frame, 0.86),
    )


def floor(canvas: Canvas, top: float, wood: RGB) -> None:
    """Draw a wooden floor in perspective behind a skirting board."""
    canvas.box(0, top, 1, 1, shade(wood, 1.05), shade(wood, 0.78))
    for k in range(11):
        x = -0.25 + 0.15 * k
        canvas.line([(0.5 + (x - 0.5) * 0.8, top), (0.5 + (x - 0.5) * 1.5, 1)], shade(wood, 0.8), 0.003)
    canvas.box(0, top - 0.026, 1, top, (252, 247, 238), (232, 226, 216))


def _striped_wall(canvas: Canvas, low: float, color: RGB) -> None:
    canvas.box(0, 0, 1, low, shade(color, 1.03), shade(color, 0.96))
    for k in range(12):
        canvas.box(0.02 + 0.085 * k, 0, 0.04 + 0.085 * k, low, mix(color, shade(color, 0.9), 0.42))


def room(canvas: Canvas) -> None:
    """Striped paper, a window with curtains, a rug."""
    walls: tuple[RGB, ...] = ((246, 224, 192), (206, 226, 234), (238, 212, 214), (214, 230, 204))
    wall = canvas.near(walls[int(canvas.rng.integers(4))], 5)
    _striped_wall(canvas, 0.68, wall)
    x = float(canvas.rng.choice([0.24, 0.3, 0.7, 0.76]))
    window(canvas, x, 0.13, 0.24, 0.28)
    cloth = canvas.near((214, 122, 108), 24)
    for side in (-1, 1):
        inner, outer = x + side * 0.1, x + side * 0.175
        canvas.polygon(
            [(inner, 0.09), (outer, 0.09), (outer, 0.47), (x + side * 0.145, 0.47), (x + side * 0.13, 0.3)],
            shade(cloth, 1.1),
            shade(cloth, 0.9),
        )
    canvas.rounded((x - 0.2, 0.08, x + 0.2, 0.098), 0.009, (150, 106, 72))
    floor(canvas, 0.68, canvas.near((194, 142, 96)))
    rug = canvas.near((176, 82, 92), 26)
    canvas.ellipse(0.5, 0.87, 0.36, 0.085, shade(rug, 1.12), rug)
    canvas.ellipse(0.5, 0.87, 0.31, 0.066, shade(rug, 1.22), shade(rug, 1.12))
    canvas.ellipse(0.5, 0.87, 0.29, 0.06, rug, shade(rug, 0.95))


def kitchen(canvas: Canvas) -> None:
    """Tiles, cupboards, a counter with a stove, a chequered floor."""
    wall = canvas.near((228, 238, 232), 5)
    canvas.box(0, 0, 1, 0.7, wall, shade(wall, 0.95))
    for k in range(22):
        canvas.line([(0.048 * k, 0.26), (0.048 * k, 0.5)], shade(wall, 0.88), 0.002)
    for k in range(6):
        canvas.line([(0, 0.26 + 0.048 * k), (1, 0.26 + 0.048 * k)], shade(wall, 0.88), 0.002)
    doors: tuple[RGB, ...] = ((120, 170, 178), (226, 176, 110), (170, 186, 140), (206, 132, 112))
    front = canvas.near(doors[int(canvas.rng.integers(4))])
    side = float(canvas.rng.choice([0.3, 0.7]))
    for left in (0.0, 0.14, 0.72, 0.86) if side == 0.3 else (0.0, 0.14, 0.28, 0.86):
        _cupboard(canvas, left + 0.01, 0.02, 0.12, 0.2, front)
    window(canvas, 0.5 if side == 0.3 else 0.64, 0.1, 0.26, 0.24)
    canvas.box(0, 0.48, 1, 0.505, (246, 240, 230), (214, 204, 190))
    for k in range(7):
        _cupboard(canvas, 0.005 + 0.143 * k, 0.515, 0.132, 0.19, front)
    canvas.box(side - 0.08, 0.508, side + 0.08, 0.7, (214, 218, 222), (180, 186, 192))
    canvas.rounded((side - 0.06, 0.57, side + 0.06, 0.67), 0.01, (70, 76, 86))
    for k in range(3):
        canvas.ellipse(side - 0.045 + 0.045 * k, 0.535, 0.01, 0.01, (90, 96, 106))
    canvas.box(0, 0.7, 1, 1, (240, 232, 216))
    for row in range(5):
        top, low = 0.7 + 0.3 * (row / 5) ** 1.3, 0.7 + 0.3 * ((row + 1) / 5) ** 1.3
        for k in range(14):
            if (k + row) % 2:
                x0, x1 = (k - 7) * 0.13, (k - 6) * 0.13
                s0, s1 = 0.8 + 1.0 * (top - 0.7), 0.8 + 1.0 * (low - 0.7)
                canvas.polygon(
                    [(0.5 + x0 * s0, top), (0.5 + x1 * s0, top), (0.5 + x1 * s1, low), (0.5 + x0 * s1, low)],
                    (206, 186, 166),
                )


def _cupboard(canvas: Canvas, x: float, y: float, w: float, h: float, color: RGB) -> None:
    canvas.rounded((x, y, x + w, y + h), 0.008, shade(color, 1.06), shade(color, 0.94))
    canvas.rounded((x + 0.014, y + 0.016, x + w - 0.014, y + h - 0.016), 0.006, shade(color, 0.96), shade(color, 0.9))
    canvas.ellipse(x + w - 0.022, y + h / 2, 0.006, 0.006, (248, 240, 220))


def library(canvas: Canvas) -> None:
    """Shelves full of books."""
    wood = canvas.near((152, 104, 68))
    canvas.box(0, 0, 1, 0.7, shade(wood, 0.82), shade(wood, 0.72))
    center = float(canvas.rng.choice([0.2, 0.5, 0.8]))
    for k in range(4):
        left = 0.02 + 0.245 * k
        canvas.box(left, 0.03, left + 0.225, 0.68, shade(wood, 0.5), shade(wood, 0.56))
        for row in range(5):
            low = 0.155 + 0.13 * row
            _books(canvas, left + 0.008, left + 0.217, low)
            canvas.box(left, low, left + 0.225, low + 0.012, shade(wood, 1.06), wood)
    canvas.rounded((center - 0.13, 0.06, center + 0.13, 0.5), 0.02, shade(wood, 0.9))
    window(canvas, center, 0.09, 0.2, 0.34, (236, 222, 196))
    floor(canvas, 0.7, canvas.near((176, 122, 84)))
    canvas.polygon([(0.26, 0.76), (0.74, 0.76), (0.86, 0.98), (0.14, 0.98)], (120, 62, 70), (104, 52, 60))
    canvas.polygon([(0.28, 0.772), (0.72, 0.772), (0.825, 0.965), (0.175, 0.965)], (150, 82, 84), (132, 70, 74))


def _books(canvas: Canvas, left: float, right: float, low: float) -> None:
    colors: tuple[RGB, ...] = (
        (184, 74, 66),
        (66, 112, 156),
        (222, 178, 88),
        (88, 140, 104),
        (140, 92, 142),
        (228, 218, 196),
    )
    x = left
    while x < right - 0.012:
        wide = float(canvas.rng.uniform(0.011, 0.022))
        tall = float(canvas.rng.uniform(0.07, 0.105))
        color = canvas.near(colors[int(canvas.rng.integers(6))], 12)
        canvas.box(x, low - tall, min(x + wide, right), low, shade(color, 1.05), shade(color, 0.85))
        x += wide + 0.001


def classroom(canvas: Canvas) -> None:
    """A blackboard, a window and a clock."""
    wall = canvas.near((246, 236, 206), 6)
    canvas.box(0, 0, 1, 0.7, wall, shade(wall, 0.95))
    left = bool(canvas.rng.random() < 0.5)
    middle = 0.62 if left else 0.38
    canvas.rounded((middle - 0.31, 0.12, middle + 0.31, 0.48), 0.012, (170, 122, 80), (146, 102, 66))
    canvas.box(middle - 0.295, 0.135, middle + 0.295, 0.465, (62, 112, 92), (50, 96, 80))
    for k in range(3):
        y = 0.2 + 0.075 * k
        points = [
            (middle - 0.24 + 0.03 * j, y + float(canvas.rng.uniform(-0.008, 0.008)))
            for j in range(4 + int(canvas.rng.integers(8)))
        ]
        canvas.line(points, (226, 236, 226), 0.005, 190)
    canvas.box(middle - 0.31, 0.48, middle + 0.31, 0.497, (190, 142, 98))
    window(canvas, 0.14 if left else 0.86, 0.13, 0.17, 0.3)
    canvas.ellipse(middle, 0.062, 0.036, 0.036, (250, 250, 250), (232, 232, 232))
    canvas.line([(middle, 0.062), (middle, 0.038)], (60, 60, 70), 0.005)
    canvas.line([(middle, 0.062), (middle + 0.016, 0.066)], (60, 60, 70), 0.005)
    canvas.box(0, 0.6, 1, 0.7, mix(wall, (150, 190, 170), 0.6), mix(wall, (140, 180, 160), 0.7))
    floor(canvas, 0.7, canvas.near((206, 164, 116)))


def stage(canvas: Canvas) -> None:
    """Red curtains, beams of light and boards."""
    red = canvas.near((176, 40, 52), 10)
    canvas.box(0, 0, 1, 0.74, shade(red, 0.42), shade(red, 0.62))
    for k in range(14):
        canvas.box(0.075 * k, 0, 0.075 * k + 0.03, 0.74, shade(red, 0.5), shade(red, 0.7))
    for x, lean in ((0.25, 0.12), (0.5, 0.0), (0.75, -0.12)):
        canvas.polygon(
            [(x - 0.02, 0), (x + 0.02, 0), (x + lean + 0.17, 0.92), (x + lean - 0.17, 0.92)],
            (255, 240, 190),
            (255, 236, 180),
            34,
        )
    wood = canvas.near((184, 128, 82))
    canvas.box(0, 0.73, 1, 1, shade(wood, 1.08), shade(wood, 0.8))
    for k in range(13):
        x = 0.083 * k - 0.5
        canvas.line([(0.5 + x * 0.9, 0.73), (0.5 + x * 1.35, 1)], shade(wood, 0.78), 0.003)
    canvas.blot((0.5, 0.86, 0.32, 0.07), (255, 246, 210), 90, 0.02)
    for side in (-1, 1):
        for k in range(4):
            x0, x1 = 0.5 + side * (0.5 - 0.045 * k), 0.5 + side * (0.5 - 0.045 * (k + 1))
            canvas.polygon(
                [(x0, 0), (x1, 0), (x1 + side * 0.012, 0.8), (x0, 0.8)],
                shade(red, 1.0 + 0.12 * (k % 2)),
                shade(red, 0.74),
            )
    for k in range(8):
        x = 0.0625 + 0.125 * k
        canvas.ellipse(x, 0.02, 0.07, 0.085, shade(red, 1.1), shade(red, 0.8))
    canvas.box(0, 0, 1, 0.03, shade(red, 0.9))
    canvas.box(0, 0.03, 1, 0.038, (232, 190, 90))


def gym(canvas: Canvas) -> None:
    """A sports hall with stands and a marked court."""
    wall = canvas.near((214, 224, 236), 6)
    canvas.box(0, 0, 1, 0.66, shade(wall, 0.96), wall)
    for k in range(5):
        canvas.polygon(
            [(0.04 + 0.2 * k, 0.03), (0.16 + 0.2 * k, 0.03), (0.18 + 0.2 * k, 0.07), (0.02 + 0.2 * k, 0.07)],
            (255, 252, 230),
        )
    colors: tuple[RGB, ...] = ((220, 96, 84), (82, 138, 206), (240, 190, 80), (112, 176, 120), (236, 232, 226))
    for row in range(5):
        y = 0.24 + 0.062 * row
        canvas.box(0, y + 0.026, 1, y + 0.062, shade(wall, 0.74), shade(wall, 0.66))
        for k in range(26):
            x = 0.02 + 0.039 * k + 0.018 * (row % 2)
            color = mix(colors[int(canvas.rng.integers(5))], wall, 0.42)
            canvas.ellipse(x, y + 0.012, 0.009, 0.011, mix((226, 190, 160), wall, 0.35))
            canvas.rounded((x - 0.014, y + 0.022, x + 0.014, y + 0.05), 0.008, color)
    canvas.box(0, 0.55, 1, 0.64, (74, 122, 184), (62, 106, 166))
    canvas.box(0, 0.57, 1, 0.578, (250, 250, 250))
    wood = canvas.near((226, 176, 118))
    canvas.box(0, 0.64, 1, 1, shade(wood, 1.05), shade(wood, 0.84))
    canvas.polygon([(0.08, 0.7), (0.92, 0.7), (1.08, 0.97), (-0.08, 0.97)], shade(wood, 1.1), shade(wood, 0.94))
    turn = np.linspace(0, 2 * np.pi, 49)
    canvas.line([(0.5 + 0.13 * float(np.cos(t)), 0.82 + 0.05 * float(np.sin(t))) for t in turn], (250, 250, 250), 0.006)
    canvas.line([(0.5, 0.7), (0.5, 0.97)], (250, 250, 250), 0.006)
