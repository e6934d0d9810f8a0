"""A London street at night: lamps, lit shops, two cyclists, people walking home."""

from __future__ import annotations

from home.demo.drawing.canvas import (
    BRICK,
    BRICK_DEEP,
    INK,
    INK_PALE,
    INK_SOFT,
    LAMP,
    LAMP_PALE,
    PAPER,
    STONE,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    Canvas,
)
from home.demo.drawing.figures import cyclist, lamp_post, person, tree

PAVEMENT = 742
ROAD = 808


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#16304a")
    c.rect(0, 0, 1600, 250, "#11263c")
    c.poly([(0, 250), (0, 190), (480, 215), (1000, 168), (1600, 210), (1600, 250)], "#16304a")
    c.disc(1268, 128, 46, LAMP_PALE)
    c.disc(1288, 116, 42, "#11263c")
    for x, y in (
        (120, 90),
        (268, 150),
        (420, 62),
        (610, 118),
        (790, 54),
        (930, 140),
        (1100, 72),
        (1440, 96),
        (1540, 160),
        (1392, 40),
    ):
        c.disc(x, y, 2.2, TEAL_PALE)
    _distance(c)
    _terrace(c)
    c.rect(0, PAVEMENT, 1600, ROAD - PAVEMENT, "#3f5a69")
    c.rect(0, PAVEMENT, 1600, 7, "#587281")
    c.rect(0, ROAD - 9, 1600, 9, "#6f8790")
    c.rect(0, ROAD, 1600, 200, "#102231")
    for x in range(-40, 1640, 210):
        c.rect(x, 918, 116, 7, "#6f8790")
    _lamplight(c)
    tree(c, 1010, PAVEMENT + 20, 400, "#24555a", shade="#173f49", trunk="#0c1a26", seed=1.4)
    for x in (206, 742, 1372):
        lamp_post(c, x, PAVEMENT + 46, 400, lit=True)
    person(c, 468, PAVEMENT + 38, 176, BRICK, skin=1, hair=0, long_hair=True, scarf=LAMP, facing=1)
    person(c, 556, PAVEMENT + 40, 190, TEAL, skin=3, hair=0, facing=1)
    person(c, 1200, PAVEMENT + 36, 182, STONE, skin=2, hair=2, facing=-1, bag=BRICK_DEEP)
    cyclist(c, 330, 948, 52, TEAL_PALE, skin=2, helmet=PAPER)
    cyclist(c, 884, 966, 54, LAMP, skin=0, helmet=BRICK, frame=TEAL)
    for x, y in ((404, 836), (962, 848)):
        c.veil([(x, y), (x + 210, y + 12), (x + 250, y + 70), (x + 60, y + 60)], LAMP_PALE, 0.16)
    return c


def _distance(c: Canvas) -> None:
    far = "#1b3a54"
    for x, y, w in (
        (0, 300, 120),
        (90, 240, 70),
        (560, 262, 90),
        (640, 206, 58),
        (1180, 232, 92),
        (1500, 250, 120),
        (980, 270, 100),
    ):
        c.rect(x, y, w, 520, far)
    for x, y in (
        (104, 262),
        (132, 292),
        (104, 322),
        (656, 228),
        (676, 262),
        (1200, 256),
        (1232, 286),
        (1200, 316),
        (1520, 274),
        (1556, 300),
    ):
        c.rect(x, y, 10, 14, "#8d8a62")


def _terrace(c: Canvas) -> None:
    blocks = (
        (-30, 288, 340, BRICK_DEEP, "#6d2f26"),
        (310, 330, 300, "#2c4d62", "#203d51"),
        (610, 270, 330, "#7a392c", "#5d2a22"),
        (940, 336, 290, "#33566a", "#264558"),
        (1230, 292, 400, "#843c2e", "#662d24"),
    )
    for i, (x, y, w, wall, trim) in enumerate(blocks):
        c.rect(x, y, w, PAVEMENT - y, wall)
        c.rect(x - 6, y - 12, w + 12, 18, trim)
        for k in range(2):
            _chimney(c, x + 38 + k * (w - 130), y - 12, trim)
        _windows(c, x, y, w, trim, i)
        _shopfront(c, x, w, i)


def _chimney(c: Canvas, x: float, y: float, colour: str) -> None:
    c.rect(x, y - 46, 54, 48, colour)
    for k in range(3):
        c.rect(x + 6 + k * 16, y - 62, 9, 18, BRICK_DEEP)


def _windows(c: Canvas, x: float, y: float, w: float, trim: str, block: int) -> None:
    lit = {0: {1, 5}, 1: {0, 2}, 2: {2, 3, 5}, 3: {1, 3}, 4: {0, 4, 6}}[block]
    columns = 3 if w < 360 else 4
    gap = w / columns
    for row in range(2):
        for col in range(columns):
            wx, wy = x + gap * col + gap / 2 - 27, y + 34 + row * 118
            on = row * columns + col in lit
            c.rect(wx - 6, wy - 6, 66, 90, trim)
            c.rect(wx, wy, 54, 78, LAMP if on else INK_SOFT)
            if on:
                c.rect(wx, wy, 54, 24, LAMP_PALE)
            c.rect(wx + 25, wy, 4, 78, trim)
            c.rect(wx, wy + 37, 54, 4, trim)
            c.rect(wx - 9, wy + 82, 72, 7, "#8fa3a3")


def _shopfront(c: Canvas, x: float, w: float, block: int) -> None:
    top = 566
    fascia = (TEAL_DEEP, BRICK, INK, TEAL, INK_SOFT)[block]
    c.rect(x + 12, top, w - 24, 38, fascia)
    c.rect(x + 40, top + 15, (w - 120) * 0.6, 7, LAMP_PALE if block in (0, 2, 4) else INK_PALE)
    open_late = block in (0, 2, 4)
    glass = LAMP if open_late else "#27465b"
    c.rect(x + 12, top + 38, w - 24, PAVEMENT - top - 38, fascia)
    c.rect(x + 26, top + 48, w - 138, 102, glass)
    c.rect(x + w - 98, top + 48, 62, PAVEMENT - top - 48, glass)
    if open_late:
        c.rect(x + 26, top + 48, w - 138, 30, LAMP_PALE)
        for k in range(4):
            bottle = x + 44 + k * (w - 180) / 3.4
            c.rect(
                bottle, top + 104 - (k % 2) * 14, 34, 46 + (k % 2) * 14, (BRICK, TEAL)[k % 2], r=5
            )
        c.rect(x + w - 98, top + 48, 62, 30, LAMP_PALE)
    c.rect(x + w - 70, top + 48, 5, PAVEMENT - top - 48, fascia)
    if block in (0, 4):
        for k in range(8):
            ax = x + 12 + k * (w - 24) / 8
            step = (w - 24) / 8
            c.poly(
                [
                    (ax, top + 30),
                    (ax + step, top + 30),
                    (ax + step - 4, top + 74),
                    (ax - 4, top + 74),
                ],
                (BRICK, PAPER)[k % 2] if block == 0 else (TEAL, PAPER)[k % 2],
            )


def _lamplight(c: Canvas) -> None:
    for x in (206, 742, 1372):
        c.veil(
            [(x - 20, 340), (x + 20, 340), (x + 190, ROAD - 9), (x - 190, ROAD - 9)],
            LAMP_PALE,
            0.13,
        )
        c.veil(
            [(x - 14, 340), (x + 14, 340), (x + 105, ROAD - 9), (x - 105, ROAD - 9)],
            LAMP_PALE,
            0.12,
        )
        c.glow([(x - 60, 300), (x + 60, 300), (x + 60, 420), (x - 60, 420)], LAMP, 0.24, 44)
        c.glow(
            [(x - 150, ROAD + 6), (x + 150, ROAD + 6), (x + 110, ROAD + 64), (x - 110, ROAD + 64)],
            LAMP,
            0.34,
            30,
        )
