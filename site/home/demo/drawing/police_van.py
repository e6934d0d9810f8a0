"""A police van on a London high street in daylight, people going about their day."""

from __future__ import annotations

from home.demo.drawing.canvas import (
    BRICK,
    BRICK_DEEP,
    BRICK_PALE,
    INK,
    INK_PALE,
    INK_SOFT,
    LAMP,
    MIST,
    PAPER,
    STONE,
    STONE_DEEP,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    WHITE,
    Canvas,
)
from home.demo.drawing.figures import lamp_post, person, tree

PAVEMENT = 700
ROAD = 774


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#cfe0d8")
    c.poly([(0, 90), (500, 60), (1100, 110), (1600, 70), (1600, 400), (0, 400)], "#dce7da")
    c.poly([(0, 180), (700, 150), (1600, 190), (1600, 500), (0, 500)], "#e9ecd9")
    for x, y, w in (
        (60, 300, 90),
        (560, 210, 74),
        (640, 270, 130),
        (1150, 236, 66),
        (1490, 280, 110),
    ):
        c.rect(x, y, w, 400, "#b9cdc5")
    _houses(c)
    c.rect(0, PAVEMENT, 1600, ROAD - PAVEMENT, STONE)
    for x in range(-20, 1620, 120):
        c.line([(x + 24, PAVEMENT + 2), (x, ROAD - 10)], STONE_DEEP, 2)
    c.rect(0, ROAD - 10, 1600, 12, PAPER)
    c.rect(0, ROAD + 2, 1600, 230, "#4a6470")
    c.rect(0, ROAD + 2, 1600, 14, "#3d5662")
    for x in range(-60, 1640, 230):
        c.rect(x, 946, 126, 9, PAPER)
    tree(c, 188, PAVEMENT + 26, 470, "#5d9a83", shade="#3c7568", seed=0.6)
    tree(c, 1438, PAVEMENT + 26, 430, "#6aa588", shade="#3c7568", seed=2.2)
    lamp_post(c, 842, PAVEMENT + 40, 360, lit=False)
    person(c, 330, PAVEMENT + 44, 176, LAMP, skin=2, hair=0, long_hair=True, skirt=True, facing=1)
    person(c, 402, PAVEMENT + 46, 118, TEAL, skin=2, hair=0, facing=1, stride=0.1)
    person(c, 1240, PAVEMENT + 42, 182, BRICK, skin=0, hair=2, facing=-1, bag=TEAL_DEEP)
    person(c, 1316, PAVEMENT + 46, 188, INK_SOFT, skin=1, hair=0, facing=-1, scarf=LAMP)
    person(c, 1012, PAVEMENT + 40, 178, "#3d6a72", skin=4, hair=4, facing=-1, stride=0.05)
    c.disc(848, 932, 400, "#3a525e", ry=22)
    _van(c, 486, 924)
    return c


def _houses(c: Canvas) -> None:
    walls = (
        (-20, 330, 300, BRICK_PALE, BRICK),
        (280, 300, 270, PAPER, STONE_DEEP),
        (550, 324, 290, BRICK, BRICK_DEEP),
        (840, 296, 260, "#e7d9bd", STONE_DEEP),
        (1100, 322, 280, BRICK_PALE, BRICK),
        (1380, 304, 260, BRICK, BRICK_DEEP),
    )
    for i, (x, y, w, wall, trim) in enumerate(walls):
        c.rect(x, y, w, PAVEMENT - y, wall)
        c.rect(x - 5, y - 10, w + 10, 18, trim)
        c.rect(x + 24, y - 56, 56, 48, trim)
        for k in range(3):
            c.rect(x + 30 + k * 17, y - 74, 10, 20, BRICK_DEEP)
        columns = 3
        gap = w / columns
        for row in range(2):
            for col in range(columns):
                wx, wy = x + gap * col + gap / 2 - 24, y + 30 + row * 106
                c.rect(wx - 7, wy - 10, 62, 10, trim)
                c.rect(wx - 4, wy - 4, 56, 82, WHITE)
                c.rect(wx, wy, 48, 74, "#6f97a0" if (row + col + i) % 3 else "#8db3b3")
                c.poly([(wx, wy), (wx + 22, wy), (wx, wy + 34)], "#a9c7c3")
                c.rect(wx + 22, wy, 4, 74, WHITE)
                c.rect(wx, wy + 35, 48, 4, WHITE)
                c.rect(wx - 8, wy + 78, 64, 7, STONE if wall != PAPER else STONE_DEEP)
        _shop(c, x, w, i)


def _shop(c: Canvas, x: float, w: float, i: int) -> None:
    colour = (TEAL_DEEP, BRICK_DEEP, INK_SOFT, TEAL, LAMP, TEAL_DEEP)[i]
    top = 536
    c.rect(x + 8, top, w - 16, PAVEMENT - top, colour)
    c.rect(x + 8, top - 6, w - 16, 10, STONE)
    c.rect(x + 30, top + 16, (w - 60) * 0.55, 8, PAPER if colour != LAMP else BRICK_DEEP)
    c.rect(x + 22, top + 42, w - 122, 100, "#a9c7c3")
    c.poly([(x + 22, top + 42), (x + 92, top + 42), (x + 42, top + 142), (x + 22, top + 142)], MIST)
    c.rect(x + w - 88, top + 42, 58, PAVEMENT - top - 42, "#7fa6a8")
    c.rect(x + w - 78, top + 110, 5, 22, PAPER)
    for k in range(3):
        c.rect(
            x + 58 + k * 44,
            top + 108 - (k % 2) * 12,
            26,
            34 + (k % 2) * 12,
            (BRICK_PALE, LAMP, TEAL)[(k + i) % 3],
            r=4,
        )
    if i % 2 == 0:
        step = (w - 16) / 8
        for k in range(8):
            ax = x + 8 + k * step
            c.poly(
                [(ax, top + 34), (ax + step, top + 34), (ax + step, top + 68), (ax, top + 68)],
                (WHITE, (BRICK, TEAL, BRICK)[i // 2 % 3])[k % 2],
            )


def _van(c: Canvas, x: float, ground: float) -> None:
    body = WHITE
    top = ground - 268
    c.poly(
        [
            (x, ground - 36),
            (x, top + 34),
            (x + 24, top),
            (x + 500, top),
            (x + 560, top + 30),
            (x + 640, top + 124),
            (x + 700, top + 150),
            (x + 724, top + 178),
            (x + 724, ground - 36),
        ],
        body,
    )
    c.poly(
        [(x, ground - 36), (x, ground - 66), (x + 724, ground - 66), (x + 724, ground - 36)],
        "#d9d3c4",
    )
    c.rect(x + 2, top + 22, 10, 120, "#d9d3c4")
    glass, shine = "#23455a", "#3b6378"
    for wx, w in ((34, 116), (166, 124), (306, 124)):
        c.rect(x + wx, top + 36, w, 76, glass, r=9)
        c.poly(
            [
                (x + wx + 20, top + 36),
                (x + wx + 56, top + 36),
                (x + wx + 22, top + 112),
                (x + wx + 4, top + 112),
            ],
            shine,
        )
    c.poly(
        [
            (x + 452, top + 36),
            (x + 538, top + 36),
            (x + 606, top + 118),
            (x + 600, top + 126),
            (x + 452, top + 126),
        ],
        glass,
    )
    c.poly(
        [(x + 474, top + 36), (x + 506, top + 36), (x + 474, top + 126), (x + 452, top + 126)],
        shine,
    )
    c.disc(x + 526, top + 92, 17, "#8a5a3c")
    c.rect(x + 508, top + 72, 36, 10, INK, r=4)
    c.rect(x + 506, top + 108, 44, 18, INK, r=6)
    band = top + 134
    for k in range(14):
        for row in range(2):
            cell = "#e7d44a" if (k + row) % 2 else "#1f4f8f"
            c.rect(x + k * 46, band + row * 32, 46, 32, cell)
    c.poly(
        [
            (x + 644, band),
            (x + 680, band),
            (x + 700, band + 10),
            (x + 716, band + 32),
            (x + 644, band + 32),
        ],
        "#1f4f8f",
    )
    c.rect(x + 644, band + 32, 79, 32, "#e7d44a")
    c.rect(x + 186, band + 12, 252, 42, WHITE, r=6)
    c.text(x + 312, band + 34, "POLICE", "#1f4f8f", 34)
    for seam in (158, 298, 442, 612):
        c.line([(x + seam, top + 26), (x + seam, ground - 66)], "#cfc7b4", 2.4)
    c.rect(x + 456, band + 72, 36, 7, INK_PALE, r=3)
    c.rect(x + 170, top - 20, 150, 20, "#3f7fc4", r=7)
    c.rect(x + 196, top - 20, 98, 8, "#7fb2e6", r=4)
    c.rect(x + 430, top - 14, 60, 14, "#3f7fc4", r=6)
    c.poly(
        [(x + 598, top + 104), (x + 624, top + 104), (x + 620, top + 140), (x + 600, top + 140)],
        INK,
    )
    c.rect(x + 694, ground - 100, 28, 26, LAMP, r=6)
    c.rect(x + 2, ground - 118, 11, 44, "#d9482f", r=4)
    c.rect(x + 640, ground - 52, 96, 24, INK, r=8)
    c.rect(x - 8, ground - 52, 60, 24, INK, r=8)
    for wheel in (x + 142, x + 586):
        c.pie(wheel, ground - 40, 66, 180, 360, INK)
        c.disc(wheel, ground - 40, 52, "#1a2630")
        c.disc(wheel, ground - 40, 27, TEAL_PALE)
        c.disc(wheel, ground - 40, 19, "#b9c4c4")
        for k in range(5):
            c.disc(
                wheel + (0, 11, 7, -7, -11)[k], ground - 40 + (-11, -3, 9, 9, -3)[k], 3.4, INK_PALE
            )
