"""The river at dawn: towers and a dome behind a stone bridge, a boat, the first gulls."""

from __future__ import annotations

from home.demo.drawing.canvas import (
    BRICK_PALE,
    INK,
    INK_PALE,
    LAMP,
    LAMP_PALE,
    MIST,
    PAPER,
    STONE,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    WHITE,
    Canvas,
)

WATER = 640


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#8fb9b8")
    for y, colour in (
        (120, "#b4cdbf"),
        (230, "#d9d9bd"),
        (330, "#f1dcb4"),
        (430, "#f6cf9d"),
        (530, "#f0b98a"),
    ):
        c.poly(
            [
                (0, y + 22),
                (400, y),
                (900, y + 26),
                (1300, y + 4),
                (1600, y + 20),
                (1600, WATER),
                (0, WATER),
            ],
            colour,
        )
    c.disc(1058, 468, 108, LAMP_PALE)
    c.disc(1058, 468, 84, WHITE)
    for x, y, w in ((180, 150, 330), (420, 196, 220), (1180, 120, 300), (760, 236, 190)):
        c.rect(x, y, w, 15, "#dbe3d4", r=7)
        c.rect(x + 60, y + 24, w * 0.5, 11, "#dbe3d4", r=5)
    _far_bank(c)
    _near_bank(c)
    _water(c)
    _bridge(c)
    _boat(c, 300, 842)
    for x, y, s in ((640, 250, 1.0), (706, 286, 0.75), (586, 306, 0.6), (1330, 236, 0.8)):
        c.stroke([(x - 26 * s, y - 9 * s), (x - 12 * s, y - 13 * s), (x, y)], INK_PALE, 4.5 * s)
        c.stroke([(x, y), (x + 12 * s, y - 13 * s), (x + 26 * s, y - 8 * s)], INK_PALE, 4.5 * s)
    return c


def _far_bank(c: Canvas) -> None:
    far = "#c9b79f"
    for x, y, w in (
        (0, 470, 90),
        (84, 430, 60),
        (150, 500, 120),
        (520, 470, 80),
        (620, 420, 54),
        (690, 488, 130),
        (850, 452, 60),
        (1180, 450, 70),
        (1260, 496, 110),
        (1400, 436, 64),
        (1470, 480, 140),
    ):
        c.rect(x, y, w, WATER - y, far)
    mid = "#94a59a"
    c.poly([(1340, 560), (1362, 176), (1372, 140), (1384, 176), (1424, 560)], mid)
    c.poly([(1372, 140), (1384, 176), (1424, 560), (1384, 560)], "#7f948c")
    c.blob(
        [(1136, 600), (1126, 480), (1148, 380), (1172, 340), (1196, 380), (1218, 480), (1208, 600)],
        mid,
    )
    for k in range(5):
        c.line([(1134 + k * 4, 410 + k * 44), (1212 - k * 2, 440 + k * 40)], "#7f948c", 4)
    c.rect(1240, 400, 66, 240, mid)
    c.rect(1252, 376, 42, 30, mid)


def _near_bank(c: Canvas) -> None:
    tone = "#4f7476"
    dome = 452
    c.rect(330, 520, 250, 130, tone)
    c.rect(386, 470, 138, 60, tone)
    c.pie(dome + 3, 472, 62, 180, 360, tone)
    c.rect(dome - 12, 386, 30, 30, tone)
    c.poly([(dome - 8, 388), (dome + 14, 388), (dome + 3, 350)], tone)
    c.rect(dome, 334, 6, 24, tone)
    for x in (342, 544):
        c.rect(x, 460, 26, 70, tone)
        c.poly([(x - 2, 460), (x + 28, 460), (x + 13, 424)], tone)
    for k in range(8):
        c.rect(394 + k * 16.5, 482, 5, 40, "#6a8b89")
    for x, y, w, colour in (
        (0, 546, 130, TEAL_DEEP),
        (120, 512, 96, "#3d6669"),
        (206, 560, 140, TEAL_DEEP),
        (560, 566, 150, "#3d6669"),
        (700, 534, 90, TEAL_DEEP),
        (780, 572, 160, "#3d6669"),
        (930, 548, 84, TEAL_DEEP),
        (1010, 580, 170, "#3d6669"),
        (1170, 540, 110, TEAL_DEEP),
        (1270, 574, 150, "#3d6669"),
        (1410, 530, 90, TEAL_DEEP),
        (1490, 562, 120, "#3d6669"),
    ):
        c.rect(x, y, w, WATER - y + 6, colour)
        for row in range(2):
            for k in range(int(w // 26) - 1):
                if (k * 7 + row * 3 + int(x)) % 4:
                    continue
                c.rect(x + 16 + k * 26, y + 16 + row * 28, 9, 13, LAMP_PALE)
    for x, r in (
        (40, 30),
        (96, 24),
        (312, 30),
        (360, 22),
        (642, 28),
        (1090, 26),
        (1140, 32),
        (1350, 30),
        (1560, 34),
    ):
        c.disc(x, WATER - 8, r, "#2a5a5d")
    c.rect(0, WATER - 12, 1600, 16, INK)


def _water(c: Canvas) -> None:
    c.rect(0, WATER, 1600, 360, TEAL)
    for y, h, colour in ((WATER, 60, "#6ea7a2"), (700, 70, "#4d9294"), (880, 120, "#226a72")):
        c.poly(
            [(0, y), (500, y + 10), (1000, y - 6), (1600, y + 8), (1600, y + h), (0, y + h)], colour
        )
    for k, y in enumerate(range(652, 980, 19)):
        w = 210 - abs(k - 4) * 13 + (k % 3) * 30
        if w > 40:
            c.rect(
                1058 - w / 2 + (k % 4 - 1.5) * 22,
                y,
                w,
                7 + k * 0.25,
                LAMP_PALE if k % 2 else "#f6cf9d",
                r=4,
            )
    ripples = (
        (80, 706, 120),
        (360, 736, 80),
        (620, 690, 140),
        (1330, 720, 120),
        (1480, 776, 90),
        (120, 800, 150),
        (520, 820, 90),
        (760, 776, 120),
        (1250, 836, 150),
        (660, 900, 170),
        (80, 936, 120),
        (1380, 912, 140),
        (430, 960, 110),
    )
    for x, y, w in ripples:
        c.rect(x, y, w, 5, TEAL_PALE, r=2)
        c.rect(x + w * 0.4, y + 12, w * 0.6, 4, TEAL_PALE, r=2)


def _bridge(c: Canvas) -> None:
    stone, shade, dark = STONE, "#c9b490", "#3d6669"
    c.rect(0, 604, 1600, 44, stone)
    c.rect(0, 596, 1600, 12, PAPER)
    c.rect(0, 640, 1600, 100, stone)
    spans = [(-110, 250), (170, 250), (450, 250), (730, 250), (1010, 250), (1290, 250), (1570, 250)]
    for x, w in spans:
        c.disc(x + w / 2 + 14, 742, w / 2 - 6, "#5b9a99", ry=92)
        c.pie(x + w / 2 + 14, 742, w / 2 - 18, 180, 360, dark)
        c.disc(x + w / 2 + 26, 746, w / 2 - 28, "#5b9a99", ry=76)
    c.rect(0, 742, 1600, 96, "#4d9294")
    for x, w in spans:
        pier = x + w + 29
        c.poly(
            [(pier - 34, 660), (pier + 34, 660), (pier + 34, 752), (pier, 778), (pier - 34, 752)],
            shade,
        )
        c.poly([(pier - 34, 660), (pier, 660), (pier, 778), (pier - 34, 752)], stone)
        c.rect(pier - 40, 650, 80, 14, PAPER)
        c.rect(pier - 30, 764, 60, 6, "#357b80", r=3)
        c.rect(pier - 44, 786, 90, 6, "#357b80", r=3)
        c.rect(pier - 3, 540, 6, 60, INK)
        c.disc(pier, 534, 9, LAMP_PALE)
    c.rect(0, 628, 1600, 5, shade)
    _traffic(c)
    for y in range(846, 960, 24):
        w = 200 - (y - 846)
        c.rect(1058 - w / 2 + (y % 5) * 9, y, w, 8, LAMP_PALE, r=4)
    for y in (758, 780, 806, 826):
        c.rect(958 + (y % 7) * 8, y, 150, 8, "#f6cf9d", r=4)


def _traffic(c: Canvas) -> None:
    bus = "#b4533b"
    c.rect(560, 538, 118, 62, bus, r=7)
    c.rect(568, 546, 102, 15, MIST, r=2)
    c.rect(568, 572, 84, 14, MIST, r=2)
    for x in (586, 652):
        c.disc(x, 599, 9, INK)
    for x, coat in (
        (222, INK),
        (252, BRICK_PALE),
        (810, TEAL_DEEP),
        (1212, INK),
        (1240, LAMP),
        (1476, INK),
    ):
        c.rect(x - 5, 568, 10, 30, coat, r=5)
        c.disc(x, 562, 5.5, INK)


def _boat(c: Canvas, x: float, y: float) -> None:
    c.poly([(x - 150, y), (x + 178, y), (x + 146, y + 44), (x - 128, y + 44)], INK)
    c.rect(x - 150, y - 4, 328, 8, BRICK_PALE)
    c.rect(x - 110, y - 44, 190, 42, PAPER, r=5)
    for k in range(5):
        c.rect(x - 98 + k * 34, y - 34, 24, 18, INK_PALE, r=2)
    c.rect(x + 16, y - 82, 66, 40, PAPER, r=5)
    c.rect(x + 26, y - 74, 48, 18, INK_PALE, r=2)
    c.rect(x - 60, y - 72, 4, 32, INK)
    c.poly([(x - 56, y - 72), (x - 26, y - 64), (x - 56, y - 56)], BRICK_PALE)
    for k in range(4):
        c.rect(x - 220 - k * 26, y + 40 + k * 13, 170 - k * 12, 5, TEAL_PALE, r=2)
