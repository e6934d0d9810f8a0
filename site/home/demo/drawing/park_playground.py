"""A city park in the afternoon: swings, a slide, a bench, flats beyond the trees."""

from __future__ import annotations

from home.demo.drawing.canvas import (
    BRICK,
    BRICK_PALE,
    HAIR,
    INK,
    INK_SOFT,
    LAMP,
    LAMP_PALE,
    PAPER,
    SKIN,
    STONE,
    STONE_DEEP,
    TEAL,
    TEAL_DEEP,
    WHITE,
    Canvas,
)
from home.demo.drawing.figures import person, tree

GRASS = "#8db58a"
GRASS_DEEP = "#6f9d7c"


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#bcd9d6")
    c.poly([(0, 130), (600, 100), (1200, 150), (1600, 120), (1600, 600), (0, 600)], "#cfe3d8")
    c.poly([(0, 270), (500, 240), (1600, 290), (1600, 600), (0, 600)], "#e2ead6")
    c.disc(1300, 150, 62, LAMP_PALE)
    for x, y, w in ((180, 120, 240), (700, 90, 190), (1010, 190, 220)):
        c.rect(x, y, w, 26, WHITE, r=13)
        c.rect(x + 40, y - 22, w * 0.5, 34, WHITE, r=17)
    _flats(c)
    c.blob(
        [
            (-60, 640),
            (0, 520),
            (140, 500),
            (260, 540),
            (420, 500),
            (560, 545),
            (760, 508),
            (960, 548),
            (1160, 505),
            (1350, 542),
            (1500, 500),
            (1660, 540),
            (1700, 660),
        ],
        "#4f8a76",
    )
    c.blob(
        [
            (-60, 700),
            (100, 560),
            (300, 585),
            (520, 555),
            (760, 592),
            (1000, 560),
            (1240, 590),
            (1480, 556),
            (1700, 580),
            (1700, 720),
        ],
        "#5f9a80",
    )
    c.poly([(0, 610), (500, 590), (1100, 600), (1600, 584), (1600, 1000), (0, 1000)], GRASS)
    c.blob(
        [
            (-100, 1040),
            (200, 880),
            (620, 800),
            (1000, 720),
            (1360, 640),
            (1450, 606),
            (1500, 606),
            (1450, 670),
            (1240, 780),
            (900, 900),
            (640, 1040),
        ],
        STONE,
    )
    c.blob(
        [
            (560, 860),
            (700, 720),
            (1000, 668),
            (1330, 700),
            (1500, 800),
            (1420, 900),
            (1080, 944),
            (720, 930),
        ],
        "#d9b98a",
    )
    tree(c, 130, 720, 470, "#4d8f78", shade="#33695f", seed=0.3)
    tree(c, 1490, 690, 420, "#5f9a80", shade="#3b7466", seed=1.9)
    tree(c, 330, 640, 250, "#76ab86", shade="#4f8a76", seed=2.9)
    _swings(c, 820, 872)
    _slide(c, 1130, 850)
    _bench(c, 250, 846)
    person(c, 574, 884, 182, TEAL, skin=4, hair=1, long_hair=True, facing=1, stride=0.05)
    person(c, 1250, 916, 108, LAMP, skin=2, hair=0, facing=-1, stride=0.17)
    person(c, 1352, 906, 116, BRICK, skin=1, hair=0, facing=-1, stride=0.15, long_hair=True)
    _football(c, 1200, 918)
    for x, y in (
        (70, 930),
        (430, 960),
        (520, 700),
        (1540, 900),
        (1480, 960),
        (60, 800),
        (1180, 990),
    ):
        for k in (-1, 0, 1):
            c.line([(x + k * 6, y), (x + k * 11, y - 20 + abs(k) * 5)], GRASS_DEEP, 4)
    for x, y, colour in (
        (500, 940, PAPER),
        (470, 915, LAMP),
        (1520, 850, PAPER),
        (1560, 930, LAMP),
        (36, 880, PAPER),
    ):
        c.disc(x, y, 6, colour)
    return c


def _flats(c: Canvas) -> None:
    for x, y, w, wall in (
        (470, 250, 130, "#d3b8a0"),
        (620, 330, 190, "#c7a58d"),
        (980, 210, 120, "#d3b8a0"),
        (1110, 350, 160, "#c7a58d"),
        (40, 330, 170, "#cdb39c"),
    ):
        c.rect(x, y, w, 360, wall)
        c.rect(x - 4, y - 8, w + 8, 12, "#b18d78")
        for row in range(7):
            for col in range(int(w // 32)):
                c.rect(
                    x + 14 + col * 32,
                    y + 20 + row * 36,
                    16,
                    20,
                    "#8fb0ab" if (row + col) % 3 else WHITE,
                )


def _swings(c: Canvas, x: float, ground: float) -> None:
    frame = BRICK
    top = ground - 260
    for end in (x - 170, x + 170):
        c.line([(end, top), (end - 58, ground)], frame, 13)
        c.line([(end, top), (end + 58, ground)], frame, 13)
    c.line([(x - 178, top), (x + 178, top)], frame, 15)
    seat_y = ground - 74
    for sx, lean in ((x - 72, -64), (x + 70, 34)):
        sy = seat_y - abs(lean) * 0.28
        for off in (-19, 19):
            c.line([(sx + off, top + 4), (sx + lean + off, sy)], INK_SOFT, 4)
        c.rect(sx + lean - 30, sy - 4, 60, 10, INK, r=4)
    _sitting_child(c, x - 136, seat_y - 26, LAMP, 3, lean=-1)
    _sitting_child(c, x + 104, seat_y - 16, TEAL_DEEP, 0, lean=1)


def _sitting_child(c: Canvas, x: float, y: float, coat: str, skin: int, *, lean: int) -> None:
    c.line([(x, y), (x - lean * -34, y - 2), (x + lean * 54, y + 34)], INK_SOFT, 17)
    c.line([(x + lean * 54, y + 36), (x + lean * 68, y + 32)], INK, 11)
    c.line([(x, y - 4), (x - lean * 8, y - 50)], coat, 36)
    c.line([(x - lean * 6, y - 48), (x + lean * 18, y - 62)], coat, 11)
    c.disc(x - lean * 10, y - 88, 21, SKIN[skin])
    c.pie(x - lean * 11, y - 92, 24, 170, 350, "#2a1d18" if skin else "#5a3a24")


def _slide(c: Canvas, x: float, ground: float) -> None:
    top = ground - 216
    for px in (x, x + 76):
        c.line([(px, ground), (px, top - 76)], TEAL_DEEP, 12)
    for k in range(6):
        c.line(
            [(x - 4, ground - 30 - k * 34), (x - 54 + k * 9, ground - 30 - k * 34)], TEAL_DEEP, 8
        )
    c.line([(x - 70, ground), (x - 6, top)], TEAL_DEEP, 9)
    c.rect(x - 10, top, 96, 16, INK_SOFT, r=4)
    c.poly([(x - 26, top - 66), (x + 102, top - 66), (x + 38, top - 124)], BRICK)
    c.poly([(x + 38, top - 66), (x + 102, top - 66), (x + 38, top - 124)], "#9c4633")
    c.stroke(
        [
            (x + 82, top + 4),
            (x + 130, top + 50),
            (x + 190, ground - 76),
            (x + 236, ground - 30),
            (x + 290, ground - 24),
        ],
        LAMP,
        30,
    )
    c.stroke(
        [
            (x + 84, top - 10),
            (x + 136, top + 36),
            (x + 196, ground - 90),
            (x + 238, ground - 46),
            (x + 290, ground - 40),
        ],
        LAMP_PALE,
        7,
    )
    c.line([(x + 262, ground - 20), (x + 262, ground)], TEAL_DEEP, 9)
    c.rect(x + 18, top - 40, 38, 40, BRICK_PALE, r=12)
    c.disc(x + 37, top - 52, 19, SKIN[2])
    c.pie(x + 37, top - 56, 21, 180, 360, "#2a1d18")


def _bench(c: Canvas, x: float, ground: float) -> None:
    wood, iron = "#9a6a43", INK_SOFT
    for px in (x - 116, x + 116):
        c.line([(px, ground), (px, ground - 96)], iron, 10)
        c.line([(px + 26, ground), (px + 20, ground - 56)], iron, 9)
    for k in range(3):
        c.rect(x - 138, ground - 116 + k * 22, 276, 14, wood, r=4)
    _elder(c, x - 46, ground - 58, BRICK, 2, 2)
    _elder(c, x + 52, ground - 58, STONE_DEEP, 0, 2)
    c.rect(x - 144, ground - 58, 300, 14, "#b58156", r=4)
    c.rect(x - 140, ground - 42, 296, 8, wood, r=3)
    for px in (x - 46, x + 52):
        c.line([(px - 14, ground - 60), (px + 18, ground - 56), (px + 22, ground - 10)], INK, 19)
        c.line(
            [(px + 16, ground - 60), (px + 44, ground - 58), (px + 48, ground - 10)], INK_SOFT, 19
        )
        c.line([(px + 22, ground - 6), (px + 40, ground - 6)], INK, 12)
        c.line([(px + 48, ground - 6), (px + 66, ground - 6)], INK, 12)


def _elder(c: Canvas, x: float, seat: float, coat: str, skin: int, hair: int) -> None:
    c.rect(x - 34, seat - 92, 68, 96, coat, r=28)
    c.rect(x - 9, seat - 106, 18, 22, SKIN[skin])
    c.disc(x, seat - 126, 26, SKIN[skin], ry=28)
    c.pie(x, seat - 130, 29, 175, 365, HAIR[hair])
    c.stroke([(x - 24, seat - 62), (x - 26, seat - 26), (x + 6, seat - 14)], coat, 16)
    c.disc(x + 10, seat - 14, 9, SKIN[skin])


def _football(c: Canvas, x: float, y: float) -> None:
    c.disc(x, y - 14, 15, WHITE)
    c.disc(x, y - 14, 5, INK)
    for dx, dy in ((-12, -18), (11, -20), (8, -4), (-8, -4)):
        c.disc(x + dx, y + dy, 3, INK)
