"""Places in the open: meadow, beach, desert, snow, sea, space and what else nobody built.

Each function draws the land; the sky behind it is drawn apart (`training.pages.scenery.sky`).
"""

from __future__ import annotations

from training.pages.scenery.canvas import RGB, Canvas, mix, shade

GRASS: RGB = (104, 184, 82)


def tuft(canvas: Canvas, x: float, y: float, color: RGB) -> None:
    """Draw a tuft of grass, larger the nearer it is."""
    h = 0.006 + (y - 0.6) * 0.045
    for lean in (-0.5, 0.0, 0.5):
        canvas.line([(x, y), (x + lean * h, y - h)], color, 0.0028)


def scatter(canvas: Canvas, number: int, top: float, flowers: tuple[RGB, ...] = (), grass: RGB = (70, 150, 60)) -> None:
    """Scatter tufts of grass and small flowers over the ground."""
    for _ in range(number):
        x = float(canvas.rng.uniform(0, 1))
        y = float(top + (1 - top) * canvas.rng.uniform(0, 1) ** 0.8)
        tuft(canvas, x, y, grass)
        if flowers and canvas.rng.random() < 0.35:
            r = 0.002 + (y - 0.6) * 0.012
            canvas.ellipse(x, y - 3 * r, r, r, flowers[int(canvas.rng.integers(len(flowers)))])


def round_tree(canvas: Canvas, x: float, foot: float, height: float, leaves: RGB) -> None:
    """Draw a distant tree with a round crown."""
    w = height * 0.36
    canvas.box(x - height * 0.05, foot - height * 0.45, x + height * 0.05, foot, (122, 88, 60))
    for dx, dy, r in ((-0.5, -0.55, 0.6), (0.5, -0.55, 0.6), (0.0, -0.8, 0.75)):
        canvas.ellipse(x + dx * w, foot + dy * height, r * w, r * w, shade(leaves, 1.12), shade(leaves, 0.86))


def fir(canvas: Canvas, x: float, foot: float, height: float, leaves: RGB) -> None:
    """Draw a distant fir."""
    canvas.box(x - height * 0.035, foot - height * 0.2, x + height * 0.035, foot, (110, 80, 58))
    for k in range(3):
        top = foot - height * (1 - 0.24 * k)
        low = foot - height * (0.52 - 0.2 * k)
        half = height * (0.15 + 0.06 * k)
        canvas.polygon([(x, top), (x + half, low), (x - half, low)], shade(leaves, 1.1), shade(leaves, 0.88))


def rolling_ground(canvas: Canvas, level: float, grass: RGB) -> None:
    """Draw two far hills and the near meadow."""
    canvas.hill(level - 0.02, 0.03, 0.8, mix(grass, (190, 222, 214), 0.62), mix(grass, (170, 210, 190), 0.45))
    canvas.hill(level + 0.02, 0.022, 0.6, shade(mix(grass, (190, 220, 160), 0.3), 1.05), grass)
    canvas.hill(level + 0.1, 0.014, 0.5, shade(grass, 1.04), shade(grass, 0.72))


def meadow(canvas: Canvas) -> None:
    """Green hills with grass and flowers."""
    grass = canvas.near(GRASS, 10)
    rolling_ground(canvas, 0.6, grass)
    for _ in range(4):
        x = float(canvas.rng.uniform(0.02, 0.98))
        round_tree(canvas, x, 0.635, float(canvas.rng.uniform(0.04, 0.07)), canvas.near((96, 160, 92)))
    scatter(canvas, 46, 0.74, ((255, 240, 120), (255, 180, 200), (255, 255, 255)), shade(grass, 0.74))


def beach(canvas: Canvas) -> None:
    """The sea with waves and foam, and sand in front."""
    sea = canvas.near((58, 156, 210))
    canvas.box(0, 0.5, 1, 0.82, shade(sea, 0.9), mix(sea, (150, 222, 226), 0.7))
    waves(canvas, 0.53, 0.74, 24)
    phase = float(canvas.rng.uniform(0, 6))
    canvas.hill(0.765, 0.012, 0.9, (244, 250, 250), (244, 250, 250), phase)
    sand = canvas.near((248, 224, 164))
    canvas.hill(0.778, 0.012, 0.9, shade(sand, 0.93), shade(sand, 0.93), phase)
    canvas.hill(0.786, 0.012, 0.9, sand, shade(sand, 0.86), phase)
    for _ in range(40):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.83, 1))
        canvas.ellipse(x, y, 0.003, 0.002, shade(sand, 0.84))


def waves(canvas: Canvas, top: float, bottom: float, number: int, color: RGB = (214, 240, 248)) -> None:
    """Draw short crests of waves, longer the nearer they are."""
    for _ in range(number):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(top, bottom))
        w = 0.014 + (y - top) * 0.1
        canvas.line(
            [(x - w, y + 0.003), (x - w / 2, y), (x, y + 0.003), (x + w / 2, y), (x + w, y + 0.003)], color, 0.003, 150
        )


def desert(canvas: Canvas) -> None:
    """Dunes with lit and shaded sides."""
    sand = canvas.near((238, 192, 116), 10)
    canvas.hill(0.57, 0.028, 0.7, mix(sand, (255, 232, 196), 0.55), mix(sand, (250, 220, 170), 0.4))
    for _ in range(3):
        x = float(canvas.rng.uniform(0.1, 0.9))
        top = float(canvas.rng.uniform(0.5, 0.56))
        wide = float(canvas.rng.uniform(0.22, 0.36))
        canvas.polygon([(x, top), (x + wide, 0.68), (x - 0.8 * wide, 0.68)], shade(sand, 1.12), sand)
        canvas.polygon(
            [(x, top), (x + wide, 0.68), (x + 0.1 * wide, 0.68), (x + 0.05, 0.6)], shade(sand, 0.86), shade(sand, 0.92)
        )
    canvas.hill(0.64, 0.016, 0.6, shade(sand, 1.05), shade(sand, 0.82))
    for k in range(9):
        y = 0.72 + 0.03 * k
        x = float(canvas.rng.uniform(0, 0.7))
        canvas.line([(x, y), (x + 0.1, y + 0.006), (x + 0.22, y)], shade(sand, 0.82), 0.003, 150)


def savanna(canvas: Canvas) -> None:
    """Dry yellow grass with flat-topped acacias far away."""
    grass = canvas.near((222, 190, 98), 8)
    canvas.hill(0.57, 0.012, 0.7, mix(grass, (200, 196, 160), 0.5), grass)
    for _ in range(4):
        x = float(canvas.rng.uniform(0.04, 0.96))
        h = float(canvas.rng.uniform(0.07, 0.13))
        canvas.line([(x, 0.6), (x + 0.006, 0.6 - h)], (112, 84, 58), 0.008)
        canvas.ellipse(x, 0.6 - h, h * 0.8, h * 0.2, (128, 150, 78), (98, 124, 62))
        canvas.ellipse(x + 0.02, 0.6 - h * 1.15, h * 0.5, h * 0.16, (140, 160, 84), (108, 132, 66))
    canvas.hill(0.63, 0.01, 0.5, shade(grass, 1.03), shade(grass, 0.78))
    scatter(canvas, 60, 0.66, (), shade(grass, 0.72))


def snow(canvas: Canvas) -> None:
    """White hills with small firs."""
    white: RGB = (240, 245, 252)
    canvas.hill(0.59, 0.03, 0.8, (206, 220, 238), (222, 232, 244))
    for _ in range(7):
        x = float(canvas.rng.uniform(0, 1))
        fir(canvas, x, 0.635, float(canvas.rng.uniform(0.05, 0.1)), canvas.near((122, 160, 158)))
    canvas.hill(0.63, 0.02, 0.6, shade(white, 0.97), (226, 235, 246))
    canvas.hill(0.73, 0.014, 0.5, white, (214, 226, 242))
    for _ in range(8):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.78, 0.98))
        canvas.ellipse(x, y, 0.05, 0.008, (226, 234, 246), (236, 242, 250))


def ocean(canvas: Canvas) -> None:
    """Open water up to the horizon."""
    sea = canvas.near((38, 122, 194))
    canvas.box(0, 0.42, 1, 1, mix(sea, (140, 200, 232), 0.45), shade(sea, 0.72))
    canvas.box(0, 0.418, 1, 0.424, (196, 226, 242))
    for k in range(4):
        canvas.hill(
            0.5 + 0.13 * k,
            0.006 + 0.003 * k,
            2.4 - 0.4 * k,
            mix(sea, (120, 190, 228), 0.3 - 0.07 * k),
            shade(sea, 0.94 - 0.07 * k),
        )
    waves(canvas, 0.47, 0.97, 40)


def underwater(canvas: Canvas) -> None:
    """Deep water with beams of light, sand and sea grass."""
    top, low = canvas.near((84, 190, 236)), canvas.near((12, 70, 142))
    canvas.box(0, 0, 1, 1, top, low)
    start = float(canvas.rng.uniform(-0.1, 0.1))
    for k in range(5):
        x = start + 0.08 + 0.21 * k
        canvas.polygon([(x, 0), (x + 0.09, 0), (x - 0.02, 0.95), (x - 0.2, 0.95)], (255, 255, 255), (120, 200, 240), 26)
    sand = canvas.near((222, 204, 154))
    canvas.hill(0.84, 0.02, 0.7, mix(sand, (60, 130, 180), 0.5), mix(sand, (60, 120, 160), 0.35))
    for _ in range(9):
        x, h = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.06, 0.16))
        color = canvas.near((54, 150, 112), 16)
        bend = float(canvas.rng.uniform(-0.02, 0.02))
        canvas.line([(x, 0.9), (x + bend, 0.9 - h / 2), (x - bend, 0.9 - h)], color, 0.009)
    canvas.hill(0.885, 0.014, 0.6, sand, shade(sand, 0.78))
    for _ in range(14):
        x, y, r = (float(canvas.rng.uniform(a, b)) for a, b in ((0, 1), (0.05, 0.8), (0.004, 0.011)))
        canvas.ellipse(x, y, r, r, (170, 224, 246), (110, 190, 232))


def space(canvas: Canvas) -> None:
    """Stars, a glowing cloud and two planets far away."""
    canvas.box(0, 0, 1, 1, canvas.near((16, 12, 42), 5), canvas.near((46, 24, 84), 7))
    for color in ((120, 60, 170), (40, 80, 170)):
        canvas.blot(
            (float(canvas.rng.uniform(0.1, 0.9)), float(canvas.rng.uniform(0.1, 0.9)), 0.3, 0.16), color, 70, 0.09
        )
    stars(canvas, 90, 1)
    for color, r in (((206, 140, 110), 0.05), ((110, 150, 200), 0.028)):
        x, y = float(canvas.rng.uniform(0.08, 0.92)), float(canvas.rng.choice([0.1, 0.16, 0.86]))
        canvas.ellipse(x, y, r, r, canvas.near(color, 16), shade(color, 0.5))


def stars(canvas: Canvas, number: int, below: float) -> None:
    """Scatter stars down to a height."""
    for _ in range(number):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0, below))
        r = float(canvas.rng.uniform(0.001, 0.0034))
        canvas.ellipse(x, y, r, r, (252, 250, 226))


def lunar(canvas: Canvas) -> None:
    """Grey ground with craters under a black sky with the earth in it."""
    canvas.box(0, 0, 1, 1, (10, 10, 26), (34, 34, 62))
    stars(canvas, 70, 0.62)
    x = float(canvas.rng.uniform(0.12, 0.88))
    canvas.ellipse(x, 0.17, 0.055, 0.055, (96, 160, 226), (30, 70, 140))
    canvas.ellipse(x - 0.015, 0.16, 0.022, 0.015, (110, 180, 110))
    grey = canvas.near((176, 178, 188), 6)
    canvas.hill(0.6, 0.02, 0.8, shade(grey, 0.78), shade(grey, 0.7))
    canvas.hill(0.66, 0.012, 0.5, shade(grey, 1.05), shade(grey, 0.76))
    for _ in range(11):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.7, 0.98))
        r = 0.012 + (y - 0.66) * float(canvas.rng.uniform(0.08, 0.2))
        canvas.ellipse(x, y, r, r * 0.36, shade(grey, 0.66), shade(grey, 0.8))
        canvas.ellipse(x, y + r * 0.12, r * 0.82, r * 0.26, shade(grey, 0.8), shade(grey, 0.92))


def clouds(canvas: Canvas) -> None:
    """Only clouds, high in the air."""
    for k in range(7):
        x = float(canvas.rng.uniform(0, 1))
        cloud(canvas, x, 0.5 + 0.075 * k, float(canvas.rng.uniform(0.16, 0.26)))


def cloud(canvas: Canvas, x: float, y: float, w: float) -> None:
    """Draw one soft white cloud."""
    for dx, dy, r in ((-0.5, 0.05, 0.3), (-0.15, -0.12, 0.42), (0.25, -0.05, 0.36), (0.55, 0.07, 0.26)):
        canvas.ellipse(x + dx * w, y + dy * w, r * w, r * w * 0.7, (255, 255, 255), (214, 230, 246))
    canvas.rounded((x - 0.78 * w, y + 0.02 * w, x + 0.8 * w, y + 0.26 * w), 0.12 * w, (240, 246, 252), (214, 230, 246))


def forest(canvas: Canvas) -> None:
    """Trunks in three depths over mossy ground, leaves above."""
    green = canvas.near((86, 140, 84), 8)
    canvas.box(0, 0, 1, 0.75, mix(green, (214, 236, 204), 0.72), mix(green, (190, 220, 180), 0.5))
    for depth, share in ((0, 0.6), (1, 0.32), (2, 0.05)):
        for _ in range(6 - depth):
            x = float(canvas.rng.uniform(0, 1))
            w = 0.014 + 0.011 * depth
            bark = mix(canvas.near((112, 84, 62)), (190, 214, 180), share)
            foot = 0.66 + 0.028 * depth
            canvas.polygon([(x - w, 0), (x + w, 0), (x + 1.5 * w, foot), (x - 1.5 * w, foot)], bark, shade(bark, 0.9))
        canvas.hill(
            0.65 + 0.03 * depth,
            0.008,
            1.1,
            mix(green, (196, 222, 180), share * 0.9),
            mix(green, (150, 190, 140), share),
        )
    for _ in range(16):
        x, r = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.07, 0.12))
        canvas.ellipse(x, float(canvas.rng.uniform(-0.03, 0.05)), r, r * 0.8, shade(green, 0.92), shade(green, 0.74))
    canvas.hill(0.73, 0.012, 0.6, shade(green, 1.02), shade(green, 0.62))
    scatter(canvas, 44, 0.76, ((240, 236, 190),), shade(green, 0.66))


def jungle(canvas: Canvas) -> None:
    """Thick leaves, vines and a clearing."""
    green = canvas.near((58, 142, 86), 8)
    canvas.box(0, 0, 1, 0.8, mix(green, (190, 232, 180), 0.66), mix(green, (140, 200, 140), 0.4))
    for depth in range(3):
        for _ in range(9):
            x, y = float(canvas.rng.uniform(0, 1)), 0.42 + 0.11 * depth + float(canvas.rng.uniform(-0.06, 0.06))
            _frond(canvas, x, y, 0.16, mix(green, (150, 206, 150), 0.5 - 0.22 * depth))
    for _ in range(6):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.2, 0.45))
        canvas.line([(x, 0), (x + 0.02, y / 2), (x, y)], shade(green, 0.7), 0.006)
        canvas.ellipse(x, y, 0.012, 0.02, shade(green, 0.8))
    for _ in range(12):
        x = float(canvas.rng.uniform(0, 1))
        canvas.ellipse(x, -0.01, 0.1, 0.08, shade(green, 0.8), shade(green, 0.62))
    canvas.hill(0.73, 0.014, 0.7, shade(green, 1.08), shade(green, 0.6))
    scatter(canvas, 40, 0.77, ((250, 150, 120),), shade(green, 0.66))


def _frond(canvas: Canvas, x: float, y: float, size: float, color: RGB) -> None:
    for lean in (-0.9, -0.5, 0.0, 0.5, 0.9):
        tip = (x + lean * size, y - size * (1 - 0.5 * abs(lean)))
        middle = (x + lean * size * 0.5, y - size * 0.72)
        canvas.polygon(
            [
                (x - 0.01, y + 0.1),
                (middle[0] - 0.02, middle[1]),
                tip,
                (middle[0] + 0.02, middle[1] + 0.04),
                (x + 0.01, y + 0.1),
            ],
            shade(color, 1.1),
            shade(color, 0.82),
        )


def mountains(canvas: Canvas) -> None:
    """Peaks with snow over an alpine meadow."""
    rock = canvas.near((128, 138, 164), 8)
    for k, share in enumerate((0.55, 0.3, 0.0, 0.1)):
        x = (0.12, 0.82, 0.38, 0.64)[k] + float(canvas.rng.uniform(-0.08, 0.08))
        top = float(canvas.rng.uniform(0.2, 0.34)) + 0.05 * share
        half = float(canvas.rng.uniform(0.26, 0.36))
        tone = mix(rock, (206, 222, 240), share)
        canvas.polygon(
            [(x, top), (x + half, 0.68), (x - half, 0.68)], shade(tone, 1.06), mix(tone, (150, 180, 160), 0.3)
        )
        canvas.polygon(
            [(x, top), (x + half, 0.68), (x + 0.12 * half, 0.68), (x + 0.06, top + 0.2)],
            shade(tone, 0.84),
            shade(tone, 0.92),
        )
        s = 0.3
        canvas.polygon(
            [
                (x, top),
                (x + half * s, top + s * (0.68 - top)),
                (x + 0.05, top + 0.075),
                (x, top + 0.125),
                (x - 0.04, top + 0.08),
                (x - half * s, top + s * (0.68 - top)),
            ],
            (250, 252, 255),
            (232, 240, 250),
        )
    grass = canvas.near((118, 182, 98))
    canvas.hill(0.645, 0.014, 0.7, mix(grass, (170, 200, 170), 0.4), grass)
    for _ in range(9):
        x = float(canvas.rng.uniform(0, 1))
        fir(canvas, x, 0.675, float(canvas.rng.uniform(0.05, 0.09)), canvas.near((70, 128, 92)))
    canvas.hill(0.69, 0.012, 0.5, shade(grass, 1.04), shade(grass, 0.74))
    scatter(canvas, 36, 0.74, ((255, 255, 255), (250, 210, 120), (180, 160, 240)), shade(grass, 0.72))


def river(canvas: Canvas) -> None:
    """A lake between a far wooded bank and a near one with reeds."""
    grass = canvas.near((110, 182, 92))
    canvas.hill(0.44, 0.03, 0.7, mix(grass, (190, 216, 206), 0.6), mix(grass, (160, 204, 170), 0.4))
    canvas.hill(0.5, 0.01, 0.6, shade(grass, 0.96), shade(grass, 0.86))
    for _ in range(9):
        x = float(canvas.rng.uniform(0, 1))
        draw = fir if canvas.rng.random() < 0.5 else round_tree
        draw(canvas, x, 0.52, float(canvas.rng.uniform(0.05, 0.1)), canvas.near((76, 140, 92)))
    water = canvas.near((86, 170, 216))
    canvas.hill(0.535, 0.005, 1.0, mix(water, (190, 224, 220), 0.5), shade(water, 0.86))
    waves(canvas, 0.57, 0.78, 22)
    canvas.hill(0.795, 0.01, 0.7, shade(grass, 0.8), shade(grass, 0.8), 1.0)
    canvas.hill(0.805, 0.01, 0.7, shade(grass, 1.04), shade(grass, 0.72), 1.0)
    for _ in range(14):
        x = float(canvas.rng.choice([canvas.rng.uniform(0, 0.16), canvas.rng.uniform(0.84, 1)]))
        h = float(canvas.rng.uniform(0.06, 0.12))
        canvas.line([(x, 0.82), (x + 0.01, 0.82 - h)], (84, 140, 70), 0.005)
        canvas.ellipse(x + 0.01, 0.82 - h, 0.005, 0.016, (140, 96, 60))
    scatter(canvas, 26, 0.86, ((255, 240, 140), (255, 255, 255)), shade(grass, 0.72))


def cave(canvas: Canvas) -> None:
    """A cavern with hanging and standing stones, and daylight at its mouth."""
    rock = canvas.near((104, 94, 108), 6)
    canvas.box(0, 0, 1, 1, shade(rock, 0.46), shade(rock, 0.7))
    x = float(canvas.rng.uniform(0.3, 0.7))
    canvas.hole(x - 0.17, 0.3, x + 0.17, 0.9, 0.16)
    canvas.blot((x, 0.5, 0.24, 0.28), (255, 240, 200), 46, 0.06)
    canvas.hill(0.62, 0.016, 0.9, shade(rock, 0.8), shade(rock, 0.72))
    for k in range(11):
        cx = 0.03 + 0.095 * k + float(canvas.rng.uniform(-0.02, 0.02))
        h = float(canvas.rng.uniform(0.06, 0.22)) * (0.5 if abs(cx - x) < 0.2 else 1)
        canvas.polygon([(cx - 0.045, 0), (cx + 0.045, 0), (cx, h)], shade(rock, 0.8), shade(rock, 1.02))
    for cx in (0.05, 0.14, 0.88, 0.96):
        h = float(canvas.rng.uniform(0.1, 0.22))
        canvas.polygon(
            [(cx - 0.06, 0.74), (cx + 0.06, 0.74), (cx + 0.008, 0.72 - h), (cx - 0.008, 0.72 - h)],
            shade(rock, 1.05),
            shade(rock, 0.76),
        )
    canvas.hill(0.7, 0.01, 0.6, shade(rock, 1.06), shade(rock, 0.66))
    for _ in range(9):
        px, py = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.76, 0.98))
        canvas.ellipse(px, py, 0.022, 0.009, shade(rock, 1.14), shade(rock, 0.8))


def plain(canvas: Canvas) -> None:
    """One pale colour, another in each variant."""
    tone = ((246, 240, 228), (226, 238, 248), (250, 230, 236), (232, 244, 226))[int(canvas.rng.integers(4))]
    canvas.box(0, 0, 1, 1, tone, shade(tone, 0.95))
