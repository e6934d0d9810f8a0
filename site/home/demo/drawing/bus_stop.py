"""A bus stop on a wet evening: a roof, a seat, a light, and the bus coming in."""

from __future__ import annotations

from home.demo.drawing.canvas import (
    BRICK,
    BRICK_DEEP,
    BRICK_PALE,
    HAIR,
    INK,
    INK_PALE,
    INK_SOFT,
    LAMP,
    LAMP_PALE,
    MIST,
    PAPER,
    SKIN,
    STONE,
    STONE_DEEP,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    WHITE,
    Canvas,
)
from home.demo.drawing.figures import person, tree

PAVEMENT = 716
ROAD = 850


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#7fa5a8")
    c.poly([(0, 110), (700, 80), (1600, 130), (1600, 700), (0, 700)], "#98b8b3")
    c.poly([(0, 250), (600, 230), (1600, 270), (1600, 700), (0, 700)], "#b9cbbb")
    c.poly([(0, 400), (900, 380), (1600, 410), (1600, 720), (0, 720)], "#d8d6ba")
    _rooftops(c)
    tree(c, 1060, PAVEMENT + 6, 450, "#4d8f78", shade="#33695f", seed=1.1)
    c.rect(0, PAVEMENT, 1600, 290, "#5a7480")
    c.rect(0, PAVEMENT, 1600, 40, "#4d6672")
    _bus(c, -190, PAVEMENT + 30)
    c.rect(0, PAVEMENT + 36, 1600, 14, "#8fa5a8")
    c.rect(0, PAVEMENT + 50, 1600, 250, "#c9bfa8")
    for x in range(-60, 1700, 150):
        c.line([(x + 60, PAVEMENT + 52), (x, 1000)], "#b7ac94", 2.5)
    for y in (830, 920):
        c.rect(0, y, 1600, 2.5, "#b7ac94")
    for x, y, w in ((180, 880, 170), (640, 946, 240), (1300, 900, 200), (960, 862, 120)):
        c.disc(x + w / 2, y, w / 2, "#a9b3a6", ry=11)
        c.disc(x + w / 2 + 8, y - 2, w / 3, "#c3cabb", ry=6)
    _shelter(c, 900, 872)
    person(
        c, 716, 900, 226, LAMP, skin=2, hair=0, facing=-1, stride=0.04, long_hair=True, scarf=BRICK
    )
    _umbrella(c, 716 - 34, 900 - 238)
    _wheelchair(c, 560, 912)
    return c


def _rooftops(c: Canvas) -> None:
    for i, (x, y, w, wall) in enumerate(
        (
            (1180, 360, 170, BRICK_PALE),
            (1350, 330, 170, BRICK),
            (1520, 362, 160, "#cbb79a"),
            (900, 392, 130, "#cbb79a"),
            (740, 372, 160, BRICK_PALE),
            (570, 350, 170, "#cbb79a"),
            (400, 380, 170, BRICK),
            (230, 356, 170, BRICK_PALE),
            (60, 380, 170, BRICK),
            (-110, 350, 170, "#cbb79a"),
            (1030, 372, 150, BRICK),
        )
    ):
        c.rect(x, y, w, PAVEMENT - y, wall)
        c.poly(
            [(x - 8, y + 4), (x + w / 2, y - 66), (x + w + 8, y + 4)],
            BRICK_DEEP if i % 2 else INK_PALE,
        )
        c.rect(x + w - 46, y - 74, 30, 56, wall)
        for row in range(3):
            for col in range(3):
                wx, wy = x + 18 + col * (w - 36) / 3, y + 30 + row * 96
                on = (row * 5 + col * 3 + i) % 4 == 0
                c.rect(wx - 4, wy - 4, 42, 62, PAPER)
                c.rect(wx, wy, 34, 54, LAMP_PALE if on else "#6d959b")
                c.rect(wx, wy + 25, 34, 4, PAPER)


def _bus(c: Canvas, x: float, ground: float) -> None:
    w, top = 700, ground - 486
    c.rect(x + 30, ground - 14, w - 50, 26, "#415964", r=10)
    c.rect(x, top, w, 456, BRICK, r=30)
    c.rect(x, top + 220, w, 236, BRICK)
    c.rect(x, ground - 62, w, 32, BRICK_DEEP, r=8)
    c.rect(x, top + 212, w, 9, "#9f4631")
    c.rect(x + 40, top + 48, w - 76, 116, INK_SOFT, r=12)
    c.rect(x + 40, top + 256, w - 300, 122, INK_SOFT, r=12)
    for k in range(5):
        c.rect(x + 48 + k * 124, top + 56, 114, 100, "#f4d58d" if k != 3 else LAMP_PALE, r=5)
    for k in range(3):
        c.rect(x + 50 + k * 131, top + 264, 122, 106, "#f4d58d", r=5)
    for hx, hy, tone in (
        (100, 156, 2),
        (206, 156, 0),
        (356, 156, 3),
        (470, 156, 1),
        (584, 156, 2),
        (130, 370, 1),
        (260, 370, 3),
        (390, 370, 0),
    ):
        c.rect(
            x + hx - 27, top + hy - 34, 54, 34, (TEAL_DEEP, INK_SOFT, BRICK_DEEP, TEAL)[tone], r=14
        )
        c.disc(x + hx, top + hy - 52, 20, SKIN[tone])
        c.pie(x + hx, top + hy - 55, 22, 180, 360, HAIR[tone % 3])
    c.rect(x + w - 240, top + 256, 120, ground - top - 262 - 24, INK_SOFT, r=8)
    for k in (0, 1):
        c.rect(x + w - 232 + k * 54, top + 264, 50, ground - top - 300, "#f4d58d", r=4)
    c.rect(x + w - 96, top + 256, 96, 128, INK_SOFT, r=10)
    c.rect(x + w - 88, top + 264, 88, 112, "#f4d58d", r=6)
    c.rect(x + w - 60, top + 306, 46, 70, TEAL_DEEP, r=16)
    c.disc(x + w - 36, top + 292, 21, SKIN[3])
    c.pie(x + w - 36, top + 288, 23, 180, 360, HAIR[0])
    c.rect(x + w - 200, top + 176, 180, 30, INK, r=5)
    c.text(x + w - 110, top + 191, "N21  Town hall", LAMP, 19)
    c.rect(x + w - 14, ground - 104, 20, 30, LAMP_PALE, r=8)
    for wheel in (150, w - 300):
        c.pie(x + wheel, ground - 34, 66, 180, 360, INK)
        c.disc(x + wheel, ground - 34, 52, "#16232d")
        c.disc(x + wheel, ground - 34, 27, "#8fa5a8")
        c.disc(x + wheel, ground - 34, 12, INK_PALE)
    c.veil(
        [
            (x + w, ground - 100),
            (x + w + 210, ground - 60),
            (x + w + 210, ground),
            (x + w, ground - 66),
        ],
        LAMP_PALE,
        0.3,
    )


def _shelter(c: Canvas, x: float, ground: float) -> None:
    w, top = 500, ground - 400
    c.veil(
        [
            (x + 10, top + 20),
            (x + w - 10, top + 20),
            (x + w + 30, ground + 46),
            (x - 40, ground + 46),
        ],
        LAMP_PALE,
        0.3,
    )
    c.veil(
        [
            (x + 20, top + 30),
            (x + w - 20, top + 30),
            (x + w - 20, ground - 60),
            (x + 20, ground - 60),
        ],
        WHITE,
        0.32,
    )
    c.line([(x + 190, ground - 60), (x + 300, top + 30)], WHITE, 7)
    c.line([(x + 230, ground - 60), (x + 340, top + 30)], WHITE, 3)
    c.rect(x + 20, ground - 66, w - 40, 8, INK)
    _timetable(c, x + 40, top + 66)
    for px in (x + 14, x + w / 2, x + w - 24):
        c.rect(px, top, 11, ground - top, INK)
    _seat(c, x + 166, ground)
    c.rect(x - 40, top - 12, w + 80, 26, TEAL_DEEP, r=7)
    c.rect(x - 40, top - 12, w + 80, 10, TEAL, r=5)
    c.rect(x + 30, top + 14, w - 60, 9, LAMP_PALE, r=4)
    c.rect(x + w - 128, top + 66, 92, 190, WHITE, r=5)
    c.rect(x + w - 120, top + 74, 76, 120, TEAL_PALE)
    c.disc(x + w - 82, top + 134, 30, LAMP)
    c.rect(x + w - 112, top + 206, 60, 7, INK_PALE)
    c.rect(x + w - 112, top + 222, 44, 7, INK_PALE)
    _flag(c, x + w + 74, ground)


def _timetable(c: Canvas, x: float, y: float) -> None:
    c.rect(x, y, 190, 88, INK, r=8)
    for k, mins in enumerate((78, 54, 66)):
        c.rect(x + 14, y + 16 + k * 22, 34, 11, LAMP, r=2)
        c.rect(x + 56, y + 16 + k * 22, mins, 11, LAMP_PALE, r=2)
        c.rect(x + 152, y + 16 + k * 22, 24, 11, LAMP, r=2)


def _seat(c: Canvas, x: float, ground: float) -> None:
    for px, coat, skin, hair in ((x + 52, BRICK, 1, 2), (x + 152, INK_SOFT, 4, 1)):
        c.rect(px - 36, ground - 196, 72, 116, coat, r=26)
        c.rect(px - 10, ground - 210, 20, 24, SKIN[skin])
        c.disc(px, ground - 232, 27, SKIN[skin], ry=30)
        c.pie(px, ground - 236, 30, 170, 370, HAIR[hair])
        c.line([(px - 18, ground - 92), (px - 22, ground - 8)], INK, 22)
        c.line([(px + 18, ground - 92), (px + 22, ground - 8)], INK, 22)
        c.line([(px - 22, ground - 5), (px - 36, ground - 5)], BRICK_DEEP, 13)
        c.line([(px + 22, ground - 5), (px + 36, ground - 5)], BRICK_DEEP, 13)
        c.line([(px - 30, ground - 160), (px - 26, ground - 112), (px + 2, ground - 102)], coat, 18)
        c.line([(px + 30, ground - 160), (px + 26, ground - 112), (px + 2, ground - 102)], coat, 18)
        c.disc(px, ground - 102, 11, SKIN[skin])
    c.rect(x - 8, ground - 84, 222, 13, "#b58156", r=5)
    for px in (x + 4, x + 194):
        c.rect(px, ground - 74, 9, 74, INK)


def _flag(c: Canvas, x: float, ground: float) -> None:
    c.rect(x - 5, ground - 440, 10, 440, INK)
    c.rect(x - 16, ground - 440, 112, 134, TEAL_DEEP, r=8)
    c.rect(x + 8, ground - 424, 64, 54, WHITE, r=9)
    c.rect(x + 15, ground - 415, 50, 20, TEAL_DEEP, r=3)
    for wheel in (x + 24, x + 56):
        c.disc(wheel, ground - 370, 7, WHITE)
    c.rect(x - 4, ground - 350, 40, 15, LAMP, r=2)
    c.rect(x + 44, ground - 350, 40, 15, PAPER, r=2)
    c.rect(x - 4, ground - 328, 40, 15, PAPER, r=2)


def _umbrella(c: Canvas, x: float, y: float) -> None:
    c.line([(x, y - 40), (x + 6, y + 110)], INK, 6)
    c.pie(x, y + 2, 116, 180, 360, TEAL_DEEP)
    c.pie(x - 6, y + 2, 76, 180, 360, TEAL)
    for k in range(4):
        c.disc(x - 87 + k * 58, y + 3, 29, "#9fb3a4", ry=9)


def _wheelchair(c: Canvas, x: float, ground: float) -> None:
    c.line(
        [
            (x - 50, ground - 150),
            (x - 44, ground - 66),
            (x + 44, ground - 66),
            (x + 70, ground - 16),
        ],
        INK,
        9,
    )
    c.line([(x - 50, ground - 150), (x - 78, ground - 152)], INK, 8)
    c.rect(x - 44, ground - 178, 66, 104, TEAL, r=26)
    c.line([(x - 14, ground - 84), (x + 50, ground - 86), (x + 62, ground - 24)], INK_SOFT, 28)
    c.line([(x + 60, ground - 18), (x + 88, ground - 18)], BRICK_DEEP, 15)
    c.rect(x - 20, ground - 192, 20, 24, SKIN[3])
    c.disc(x - 8, ground - 214, 28, SKIN[3], ry=31)
    c.pie(x - 10, ground - 219, 31, 170, 365, HAIR[0])
    c.ring(x - 20, ground - 50, 52, INK, 8)
    c.ring(x - 20, ground - 50, 40, STONE_DEEP, 3)
    c.disc(x - 20, ground - 50, 8, INK)
    c.disc(x + 66, ground - 12, 13, INK)
    c.stroke([(x - 22, ground - 154), (x - 16, ground - 116), (x + 24, ground - 98)], TEAL_DEEP, 19)
    c.disc(x + 28, ground - 98, 11, SKIN[3])
    c.rect(x + 2, ground - 110, 62, 22, MIST, r=4)
    c.rect(x + 10, ground - 104, 30, 5, STONE)
