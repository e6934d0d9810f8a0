"""A town hall square in the morning, with people coming and going."""

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
    STONE_DEEP,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    WHITE,
    Canvas,
)
from home.demo.drawing.figures import cyclist, lamp_post, person, tree

SQUARE = 730


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#a9cbc8")
    c.poly([(0, 150), (700, 110), (1600, 170), (1600, 760), (0, 760)], "#c3dad0")
    c.poly([(0, 330), (900, 290), (1600, 340), (1600, 760), (0, 760)], "#dfe6d0")
    for x, y, w in ((150, 150, 260), (1180, 110, 220), (1330, 220, 170), (470, 240, 130)):
        c.rect(x, y, w, 24, WHITE, r=12)
        c.rect(x + w * 0.25, y - 20, w * 0.45, 30, WHITE, r=15)
    for x, y, w in ((-10, 470, 150), (140, 520, 120), (1350, 500, 130), (1470, 450, 150)):
        c.rect(x, y, w, 280, "#b4c8bd")
        c.rect(x - 4, y - 8, w + 8, 12, "#a1b8ae")
        for k in range(int(w // 34)):
            for row in range(4):
                c.rect(x + 14 + k * 34, y + 24 + row * 50, 16, 26, "#cfdccf")
    _hall(c)
    c.rect(0, SQUARE, 1600, 270, STONE)
    for k, y in enumerate((760, 800, 856, 930)):
        c.rect(0, y, 1600, 2.5 + k * 0.4, STONE_DEEP)
    for x in range(-1400, 3100, 150):
        c.line([(800 + (x - 800) * 0.62, SQUARE), (x, 1000)], STONE_DEEP, 2.4)
    _steps(c)
    tree(c, 216, SQUARE + 34, 380, "#5d9a83", shade="#3c7568", seed=0.9)
    tree(c, 1388, SQUARE + 34, 390, "#6aa588", shade="#3c7568", seed=2.5)
    lamp_post(c, 400, SQUARE + 60, 300, lit=False)
    lamp_post(c, 1206, SQUARE + 60, 300, lit=False)
    _noticeboard(c, 1080, 866)
    person(c, 640, 836, 154, TEAL, skin=1, hair=0, facing=1, bag=BRICK_DEEP)
    person(c, 900, 800, 138, BRICK, skin=0, hair=3, facing=-1, long_hair=True, skirt=True)
    person(c, 316, 916, 204, INK_SOFT, skin=3, hair=0, facing=1, scarf=LAMP)
    person(c, 404, 922, 190, LAMP, skin=4, hair=1, long_hair=True, facing=1, stride=0.1)
    person(c, 1014, 916, 196, TEAL_DEEP, skin=2, hair=2, facing=1, stride=0.03)
    cyclist(c, 1390, 950, 50, BRICK, skin=1, helmet=INK, facing=-1, tyre=INK_SOFT, frame=TEAL)
    for x, y in ((560, 938), (590, 930), (626, 946), (740, 902)):
        c.disc(x, y, 11, INK_PALE, ry=8)
        c.disc(x + 10, y - 8, 5, INK_PALE)
        c.line([(x + 14, y - 8), (x + 19, y - 7)], LAMP, 2.5)
    return c


def _hall(c: Canvas) -> None:
    wall, trim, shade = "#e6d3ad", PAPER, "#cdb68b"
    c.rect(440, 420, 720, 330, wall)
    for wing in (440, 940):
        c.rect(wing - 10, 408, 240, 18, trim)
        for row in range(2):
            for k in range(3):
                x, y = wing + 22 + k * 66, 450 + row * 134
                c.rect(x - 6, y - 6, 46, 96, trim)
                c.rect(x, y, 34, 84, "#6d97a0")
                if row == 0:
                    c.pie(x + 17, y + 2, 23, 180, 360, trim)
                    c.pie(x + 17, y + 2, 17, 180, 360, "#6d97a0")
                c.poly([(x, y), (x + 16, y), (x, y + 32)], TEAL_PALE)
                c.rect(x + 15, y, 4, 84, trim)
                c.rect(x, y + 40, 34, 4, trim)
                c.rect(x - 10, y + 90, 54, 8, shade)
        c.rect(wing, 556, 220, 8, shade)
    c.rect(652, 384, 296, 370, "#efe0c0")
    c.poly([(632, 392), (968, 392), (800, 300)], trim)
    c.poly([(672, 380), (928, 380), (800, 312)], wall)
    c.disc(800, 356, 19, TEAL_DEEP)
    c.disc(800, 356, 11, LAMP)
    c.rect(632, 390, 336, 26, trim)
    c.rect(632, 416, 336, 6, shade)
    c.rect(672, 430, 256, 310, shade)
    c.rect(752, 540, 96, 200, INK_SOFT)
    c.pie(800, 542, 48, 180, 360, LAMP_PALE)
    c.line([(800, 496), (800, 540)], shade, 4)
    c.rect(760, 552, 36, 190, TEAL_DEEP)
    c.rect(804, 552, 36, 190, TEAL_DEEP)
    for x in (790, 810):
        c.disc(x, 652, 4, LAMP)
    for x in (660, 712, 860, 912):
        c.rect(x, 424, 30, 316, trim)
        c.rect(x + 21, 424, 9, 316, "#dcc9a2")
        c.rect(x - 7, 422, 44, 16, trim)
        c.rect(x - 7, 724, 44, 18, trim)
    _clock_tower(c, wall, trim, shade)


def _clock_tower(c: Canvas, wall: str, trim: str, shade: str) -> None:
    c.rect(744, 150, 112, 170, wall)
    c.rect(826, 150, 30, 160, "#d7c093")
    c.rect(732, 140, 136, 16, trim)
    c.rect(736, 304, 128, 12, trim)
    c.disc(800, 210, 40, trim)
    c.disc(800, 210, 32, WHITE)
    c.ring(800, 210, 33, INK, 3)
    c.line([(800, 210), (800, 186)], INK, 5)
    c.line([(800, 210), (818, 220)], INK, 5)
    for x in (764, 806):
        c.rect(x, 264, 30, 42, "#6d97a0")
    c.rect(760, 92, 80, 50, wall)
    for x in (770, 808):
        c.rect(x, 102, 22, 40, INK_PALE)
    c.pie(800, 94, 46, 180, 360, TEAL)
    c.pie(800, 94, 46, 270, 360, TEAL_DEEP)
    c.rect(797, 16, 6, 40, INK)
    c.poly([(803, 18), (850, 28), (803, 40)], BRICK)
    c.poly([(632, 392), (800, 300), (968, 392), (800, 314)], shade)


def _steps(c: Canvas) -> None:
    for k in range(5):
        c.rect(640 - k * 22, 734 + k * 13, 320 + k * 44, 14, PAPER if k % 2 == 0 else "#efe2c8")
        c.rect(640 - k * 22, 745 + k * 13, 320 + k * 44, 3, STONE_DEEP)
    c.poly([(952, 738), (1180, 800), (1110, 800), (952, 752)], "#efe2c8")
    c.line([(962, 690), (1168, 752)], INK_SOFT, 5)
    for x, y in ((966, 692), (1064, 721), (1164, 751)):
        c.line([(x, y), (x, y + 52)], INK_SOFT, 4)


def _noticeboard(c: Canvas, x: float, ground: float) -> None:
    for px in (x, x + 150):
        c.rect(px, ground - 190, 10, 190, INK)
    c.rect(x - 10, ground - 196, 180, 116, TEAL_DEEP, r=6)
    c.rect(x, ground - 186, 160, 96, PAPER)
    for k, colour in enumerate((LAMP, TEAL_PALE, BRICK)):
        c.rect(x + 10 + k * 50, ground - 176 + (k % 2) * 8, 40, 52, colour)
        c.rect(x + 10 + k * 50, ground - 112 + (k % 2) * 4, 30, 4, STONE_DEEP)
