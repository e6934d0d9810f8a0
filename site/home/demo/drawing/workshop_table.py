"""A workshop seen from above: neighbours round a table, a map, notes and cups."""

from __future__ import annotations

import math

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
    PAPER,
    SKIN,
    STONE_DEEP,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    WHITE,
    Canvas,
    Point,
)


def draw() -> Canvas:
    """Draw the scene."""
    c = Canvas(1600, 1000, "#d8c6a4")
    for k in range(9):
        y = k * 120
        c.rect(0, y, 1600, 3, "#c9b58f")
        for x in range(-200 + (k % 2) * 260, 1700, 520):
            c.rect(x, y, 3, 120, "#c9b58f")
    c.disc(806, 516, 640, "#c4ae87", ry=440)
    c.rect(260, 200, 1080, 600, "#a8763f", r=120)
    c.rect(260, 190, 1080, 596, "#cf9f63", r=120)
    c.rect(284, 212, 1032, 552, "#d8ab70", r=104)
    people = (
        (470, 150, 90, TEAL, 0, 1),
        (800, 132, 90, BRICK, 2, 0),
        (1128, 150, 90, INK_SOFT, 4, 4),
        (470, 846, -90, LAMP, 3, 0),
        (806, 866, -90, TEAL_DEEP, 1, 2),
        (1136, 846, -90, BRICK_PALE, 0, 3),
        (196, 490, 0, BRICK_DEEP, 1, 0),
        (1402, 490, 180, TEAL, 2, 2),
    )
    for x, y, angle, *_ in people:
        _chair(c, x, y, angle)
    _map(c)
    _papers(c)
    for x, y, angle, coat, skin, hair in people:
        _seated(c, x, y, angle, coat, skin, hair)
    return c


def _turn(x: float, y: float, angle: float, points: list[Point]) -> list[Point]:
    a = math.radians(angle)
    return [
        (x + px * math.cos(a) - py * math.sin(a), y + px * math.sin(a) + py * math.cos(a))
        for px, py in points
    ]


def _chair(c: Canvas, x: float, y: float, angle: float) -> None:
    c.blob(
        _turn(
            x,
            y,
            angle,
            [
                (-86, -70),
                (-70, -84),
                (30, -84),
                (46, -60),
                (46, 60),
                (30, 84),
                (-70, 84),
                (-86, 70),
            ],
        ),
        "#8d7a5c",
    )
    c.blob(
        _turn(x, y, angle, [(-92, -60), (-78, -76), (-64, -60), (-64, 60), (-78, 76), (-92, 60)]),
        INK_PALE,
    )


def _seated(c: Canvas, x: float, y: float, angle: float, coat: str, skin: int, hair: int) -> None:
    def at(px: float, py: float) -> Point:
        return _turn(x, y, angle, [(px, py)])[0]

    c.blob(
        _turn(
            x,
            y,
            angle,
            [(-52, 0), (-40, -84), (0, -100), (38, -82), (40, 0), (38, 82), (0, 100), (-40, 84)],
        ),
        coat,
    )
    for side in (-1, 1):
        reach = 148 if side == 1 else 128
        c.stroke([at(8, side * 80), at(76, side * 82), at(reach - 10, side * 40)], coat, 36)
        c.disc(*at(reach, side * 34), 17, SKIN[skin])
        c.disc(*at(reach + 12, side * 28), 9, SKIN[skin])
    c.disc(*at(4, 0), 46, HAIR[hair])
    c.blob(
        _turn(x, y, angle, [(20, -38), (50, -22), (56, 0), (50, 22), (20, 38), (34, 0)]), SKIN[skin]
    )
    c.poly(_turn(x, y, angle, [(50, -7), (64, 0), (50, 7)]), SKIN[skin])


def _map(c: Canvas) -> None:
    corner = _turn(800, 482, -4, [(-250, -150), (250, -150), (250, 150), (-250, 150)])
    c.poly([(x + 8, y + 10) for x, y in corner], "#b98a50")
    c.poly(corner, PAPER)

    def at(px: float, py: float) -> Point:
        return _turn(800, 482, -4, [(px, py)])[0]

    c.poly(
        [
            at(-250, 20),
            at(-170, 8),
            at(-90, 46),
            at(0, 70),
            at(70, 40),
            at(150, 36),
            at(250, 78),
            at(250, 122),
            at(150, 84),
            at(80, 86),
            at(4, 116),
            at(-100, 92),
            at(-170, 54),
            at(-250, 66),
        ],
        TEAL_PALE,
    )
    for a, b in (
        ((-250, -60), (250, -84)),
        ((-120, -150), (-80, 46)),
        ((90, -150), (110, 40)),
        ((-20, -150), (20, 70)),
        ((-250, -110), (-80, -100)),
        ((110, -20), (250, -10)),
        ((-60, 110), (-80, 150)),
        ((130, 90), (150, 150)),
        ((-80, -20), (110, -40)),
        ((-250, 110), (-60, 120)),
    ):
        c.line([at(*a), at(*b)], STONE_DEEP, 7)
    c.blob([at(150, -130), at(220, -124), at(226, -100), at(160, -96)], "#a7c79a")
    c.blob([at(-220, -40), at(-140, -46), at(-130, -4), at(-200, 0)], "#a7c79a")
    for px, py, colour in (
        (-150, -84, BRICK),
        (40, -60, BRICK),
        (112, -112, LAMP),
        (-40, -120, TEAL_DEEP),
        (180, -50, BRICK),
        (-190, 124, LAMP),
        (60, 124, TEAL_DEEP),
    ):
        c.disc(*at(px, py), 12, colour)
        c.disc(*at(px, py), 4.5, WHITE)


def _papers(c: Canvas) -> None:
    for x, y, angle, w, h, colour in (
        (408, 356, 8, 130, 92, WHITE),
        (1180, 330, -12, 136, 94, WHITE),
        (1172, 640, 6, 140, 92, WHITE),
        (424, 640, -7, 140, 94, WHITE),
    ):
        sheet = _turn(
            x, y, angle, [(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)]
        )
        c.poly([(px + 5, py + 7) for px, py in sheet], "#b98a50")
        c.poly(sheet, colour)
        for k in range(4):
            c.line(
                _turn(
                    x,
                    y,
                    angle,
                    [(-w / 2 + 16, -26 + k * 18), (w / 2 - 20 - (k % 2) * 24, -26 + k * 18)],
                ),
                INK_PALE if k == 0 else STONE_DEEP,
                4,
            )
    for x, y, angle, colour in (
        (566, 300, -10, LAMP),
        (622, 296, 6, LAMP_PALE),
        (1010, 286, 5, TEAL_PALE),
        (1058, 300, -8, BRICK_PALE),
        (960, 668, 9, LAMP),
        (620, 672, -6, TEAL_PALE),
        (676, 684, 8, LAMP_PALE),
        (1036, 664, -5, BRICK_PALE),
        (350, 480, 12, LAMP_PALE),
        (1250, 508, -9, TEAL_PALE),
    ):
        c.poly(_turn(x + 3, y + 4, angle, [(-22, -22), (22, -22), (22, 22), (-22, 22)]), "#b98a50")
        c.poly(_turn(x, y, angle, [(-22, -22), (22, -22), (22, 22), (-22, 22)]), colour)
        for k in range(3):
            c.line(_turn(x, y, angle, [(-13, -9 + k * 9), (12 - k * 4, -9 + k * 9)]), INK_PALE, 2.4)
    for x, y, colour, tea in (
        (330, 372, TEAL_DEEP, "#7a4a2a"),
        (1262, 388, BRICK, "#a9713f"),
        (1272, 610, PAPER, "#7a4a2a"),
        (330, 596, PAPER, "#a9713f"),
        (900, 700, TEAL, "#7a4a2a"),
    ):
        c.disc(x + 6, y + 8, 32, "#b98a50")
        c.ring(x + 34, y - 6, 15, colour, 7)
        c.disc(x, y, 32, colour)
        c.disc(x, y, 24, tea)
        c.disc(x - 6, y - 6, 9, "#c08a55", ry=6)
    for x, y, angle, colour in (
        (520, 420, 34, BRICK),
        (1100, 420, -30, TEAL_DEEP),
        (748, 690, 12, INK),
        (520, 588, -50, TEAL_DEEP),
        (1080, 590, 64, BRICK),
    ):
        c.line(_turn(x, y, angle, [(-34, 0), (28, 0)]), colour, 9)
        c.line(_turn(x, y, angle, [(28, 0), (38, 0)]), INK, 5)
    c.disc(806, 250, 40, WHITE)
    c.ring(806, 250, 30, TEAL_PALE, 3)
    for x, y in ((794, 244), (816, 240), (808, 260)):
        c.disc(x, y, 12, "#b9793f")
        for k in range(3):
            c.disc(x - 5 + k * 5, y - 3 + (k % 2) * 6, 2, INK_SOFT)
