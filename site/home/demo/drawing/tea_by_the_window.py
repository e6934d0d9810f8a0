"""Two people talking over tea beside a window. Somebody has time to listen."""

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


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#e9dcc0")
    c.rect(0, 0, 1600, 130, "#e3d4b5")
    c.rect(0, 830, 1600, 170, "#c79d6b")
    for y in (880, 940):
        c.rect(0, y, 1600, 3, "#b88d5c")
    c.rect(0, 806, 1600, 26, PAPER)
    _window(c)
    _shelf(c)
    _lamp(c)
    _sitter(c, 430, 1, TEAL, 2, 0, long_hair=True)
    _sitter(c, 1150, -1, BRICK, 0, 2, long_hair=False)
    _table(c)
    _plant(c, 1450, 850)
    return c


def _window(c: Canvas) -> None:
    c.rect(500, 90, 600, 470, WHITE)
    c.rect(520, 110, 560, 430, "#b9d5d0")
    c.rect(520, 250, 560, 290, "#d3e2d3")
    c.disc(960, 214, 44, LAMP_PALE)
    for x, y, w, colour in (
        (520, 360, 90, "#a7b9ad"),
        (610, 310, 70, "#9fb2a7"),
        (680, 380, 120, "#a7b9ad"),
        (800, 330, 60, "#9fb2a7"),
        (860, 370, 110, "#a7b9ad"),
        (970, 340, 110, "#9fb2a7"),
    ):
        c.rect(x, y, w, 540 - y, colour)
        for k in range(int(w // 24)):
            for row in range(3):
                c.rect(x + 8 + k * 24, y + 16 + row * 34, 10, 16, MIST)
    for x, r in ((560, 60), (640, 50), (720, 62), (820, 54), (900, 60), (1000, 66), (1066, 46)):
        c.disc(x, 540, r, "#5f9a80" if r % 4 else "#4d8f78")
    c.rect(500, 540, 600, 80, "#e9dcc0")
    c.rect(500, 540, 600, 30, WHITE)
    c.rect(790, 100, 20, 450, WHITE)
    c.rect(510, 300, 580, 14, WHITE)
    c.rect(476, 560, 648, 26, STONE)
    for side, x0, x1 in ((-1, 440, 560), (1, 1160, 1040)):
        c.poly(
            [
                (x0, 70),
                (x1, 70),
                (x1 - side * -8, 260),
                (x0 + side * -26 + (30 if side < 0 else -30), 560),
                (x0, 570),
            ],
            BRICK_PALE,
        )
        for k in range(3):
            fold = x0 + (x1 - x0) * (0.25 + k * 0.24)
            c.line([(fold, 76), (fold + (x0 - fold) * 0.25, 300 + k * 30)], "#c1795c", 4)
    c.rect(410, 58, 780, 15, INK_SOFT, r=7)
    c.disc(408, 65, 14, INK_SOFT)
    c.disc(1192, 65, 14, INK_SOFT)
    c.poly([(640, 560), (700, 560), (690, 500), (650, 500)], BRICK)
    for dx, dy in ((-26, -50), (-8, -70), (14, -64), (30, -44)):
        c.stroke([(670, 504), (670 + dx * 0.6, 500 + dy * 0.6), (670 + dx, 500 + dy)], TEAL_DEEP, 7)
        c.disc(670 + dx, 498 + dy, 9, LAMP)


def _shelf(c: Canvas) -> None:
    for y in (220, 390):
        c.rect(90, y, 260, 14, "#a8763f", r=3)
        c.rect(110, y + 14, 10, 26, "#8a5f31")
        c.rect(320, y + 14, 10, 26, "#8a5f31")
    x = 108.0
    for w, h, colour in (
        (24, 96, TEAL_DEEP),
        (18, 82, BRICK),
        (28, 104, LAMP),
        (20, 90, INK_SOFT),
        (24, 76, TEAL_PALE),
    ):
        c.rect(x, 220 - h, w, h, colour)
        c.rect(x + 4, 220 - h + 14, w - 8, 5, PAPER)
        x += w + 4
    c.disc(296, 184, 36, BRICK_PALE)
    c.rect(280, 140, 32, 22, BRICK_PALE)
    c.rect(116, 316, 80, 74, WHITE, r=3)
    c.rect(124, 324, 64, 58, TEAL_PALE)
    c.poly([(124, 382), (150, 346), (170, 366), (188, 350), (188, 382)], TEAL_DEEP)
    x = 226.0
    for w, h, colour in (
        (22, 84, BRICK_DEEP),
        (26, 70, TEAL),
        (18, 92, STONE_DEEP),
        (22, 78, INK_PALE),
    ):
        c.rect(x, 390 - h, w, h, colour)
        x += w + 4


def _lamp(c: Canvas) -> None:
    c.rect(1396, 300, 9, 540, INK_SOFT)
    c.rect(1346, 832, 110, 14, INK_SOFT, r=7)
    c.poly([(1338, 300), (1464, 300), (1434, 190), (1368, 190)], LAMP)
    c.poly([(1338, 300), (1380, 300), (1390, 190), (1368, 190)], LAMP_PALE)
    c.veil([(1340, 302), (1462, 302), (1560, 620), (1240, 620)], LAMP_PALE, 0.3)


def _sitter(
    c: Canvas, x: float, side: int, coat: str, skin: int, hair: int, *, long_hair: bool
) -> None:
    chair = "#8a5f31"
    c.line([(x - side * 96, 900), (x - side * 110, 520)], chair, 17)
    c.line([(x - side * 96, 730), (x + side * 92, 730)], chair, 20)
    c.line([(x + side * 84, 730), (x + side * 92, 900)], chair, 15)
    for y in (560, 610):
        c.line([(x - side * 108, y), (x - side * 88, y)], chair, 12)
    c.line([(x - side * 30, 700), (x + side * 136, 706), (x + side * 150, 890)], INK_SOFT, 62)
    c.line([(x + side * 146, 900), (x + side * 206, 902)], INK, 30)
    c.blob(
        [
            (x - side * 78, 716),
            (x - side * 92, 590),
            (x - side * 66, 486),
            (x - side * 10, 452),
            (x + side * 44, 480),
            (x + side * 66, 580),
            (x + side * 58, 716),
        ],
        coat,
    )
    c.rect(x - 24, 410, 48, 58, SKIN[skin])
    if long_hair:
        c.blob(
            [
                (x - side * 30, 300),
                (x + side * 34, 296),
                (x + side * 20, 380),
                (x - side * 34, 470),
                (x - side * 88, 484),
                (x - side * 74, 350),
            ],
            HAIR[hair],
        )
    c.disc(x + side * 6, 366, 62, SKIN[skin], ry=70)
    c.poly([(x + side * 64, 360), (x + side * 80, 378), (x + side * 62, 384)], SKIN[skin])
    if long_hair:
        c.blob(
            [
                (x - side * 66, 400),
                (x - side * 70, 330),
                (x - side * 22, 284),
                (x + side * 44, 296),
                (x + side * 62, 330),
                (x + side * 6, 330),
                (x - side * 34, 372),
            ],
            HAIR[hair],
        )
    else:
        c.blob(
            [
                (x - side * 62, 396),
                (x - side * 66, 330),
                (x - side * 22, 288),
                (x + side * 40, 298),
                (x + side * 60, 330),
                (x - side * 20, 336),
            ],
            HAIR[hair],
        )
        c.blob(
            [
                (x - side * 44, 396),
                (x + side * 20, 424),
                (x + side * 58, 404),
                (x + side * 50, 440),
                (x + side * 8, 448),
                (x - side * 36, 428),
            ],
            HAIR[hair],
        )
    c.disc(x + side * 34, 366, 5, INK)
    c.stroke([(x + side * 30, 396), (x + side * 42, 402), (x + side * 54, 396)], BRICK_DEEP, 4)
    upper = _shade(coat)
    c.stroke(
        [(x - side * 20, 520), (x + side * 8, 630), (x + side * 104, 650), (x + side * 170, 632)],
        upper,
        46,
    )
    c.disc(x + side * 184, 628, 24, SKIN[skin])


def _table(c: Canvas) -> None:
    c.rect(776, 670, 32, 210, "#7c5229")
    c.disc(792, 884, 130, "#7c5229", ry=18)
    c.disc(792, 676, 262, "#a8763f", ry=40)
    c.disc(792, 664, 262, "#cf9f63", ry=40)
    _pot(c, 800, 648)
    for x, colour in ((640, WHITE), (956, LAMP)):
        c.disc(x, 664, 52, PAPER, ry=11)
        c.poly([(x - 34, 606), (x + 34, 606), (x + 26, 660), (x - 26, 660)], colour)
        c.ring(x + (38 if x > 800 else -38), 630, 17, colour, 8)
        c.disc(x, 606, 34, "#7a4a2a", ry=8)
        for dx in (-10, 10):
            c.stroke(
                [(x + dx, 588), (x + dx + 9, 570), (x + dx - 5, 552), (x + dx + 5, 532)], WHITE, 5
            )


def _pot(c: Canvas, x: float, y: float) -> None:
    c.stroke([(x + 44, y - 44), (x + 84, y - 52), (x + 84, y - 92)], TEAL_DEEP, 14)
    c.ring(x - 62, y - 46, 28, TEAL_DEEP, 11)
    c.disc(x, y - 42, 62, TEAL_DEEP, ry=52)
    c.disc(x - 12, y - 52, 40, TEAL, ry=32)
    c.disc(x, y - 90, 36, INK_SOFT, ry=9)
    c.disc(x, y - 102, 9, INK_SOFT)


def _plant(c: Canvas, x: float, y: float) -> None:
    for dx, h, colour in (
        (-70, 190, "#4d8f78"),
        (-36, 250, "#33695f"),
        (0, 280, "#5f9a80"),
        (40, 240, "#33695f"),
        (74, 180, "#4d8f78"),
    ):
        c.blob(
            [
                (x, y - 90),
                (x + dx * 0.5 - 20, y - 60 - h * 0.6),
                (x + dx, y - 60 - h),
                (x + dx * 0.5 + 22, y - 60 - h * 0.5),
            ],
            colour,
        )
    c.poly([(x - 62, y - 96), (x + 62, y - 96), (x + 46, y + 30), (x - 46, y + 30)], BRICK)
    c.rect(x - 70, y - 108, 140, 26, BRICK_DEEP, r=5)


def _shade(colour: str) -> str:
    return {TEAL: TEAL_DEEP, BRICK: BRICK_DEEP}[colour]
