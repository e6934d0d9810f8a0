"""Plain geometric marks for the organisations, 480 pixels square."""

from __future__ import annotations

from home.demo.drawing.canvas import (
    BRICK,
    INK,
    LAMP,
    LAMP_PALE,
    MIST,
    PAPER,
    TEAL,
    TEAL_DEEP,
    TEAL_PALE,
    WHITE,
    Canvas,
)

SIZE = 480


def talk_london() -> Canvas:
    """Two voices: overlapping speech shapes, warm over cool."""
    c = Canvas(SIZE, SIZE, INK)
    c.disc(188, 204, 112, TEAL)
    c.poly([(104, 270), (176, 312), (96, 362)], TEAL)
    c.disc(300, 252, 108, LAMP)
    c.poly([(384, 312), (312, 354), (392, 404)], LAMP)
    _lens(c, (188, 204, 112), (300, 252, 108), PAPER)
    return c


def mayors_office() -> Canvas:
    """A lit window in a wall of bricks: watching over, at home."""
    c = Canvas(SIZE, SIZE, TEAL_DEEP)
    for row in range(6):
        for col in range(-1, 4):
            c.rect(col * 152 + (row % 2) * 76 + 6, row * 80 + 6, 140, 68, "#246a71", r=8)
    c.pie(240, 206, 108, 180, 360, WHITE)
    c.rect(132, 204, 216, 180, WHITE)
    c.pie(240, 206, 84, 180, 360, LAMP)
    c.rect(156, 204, 168, 156, LAMP)
    c.rect(156, 204, 78, 72, LAMP_PALE)
    c.rect(233, 122, 14, 240, WHITE)
    c.rect(156, 268, 168, 14, WHITE)
    c.rect(112, 372, 256, 24, BRICK, r=4)
    return c


def transport_partners() -> Canvas:
    """Two lines that cross at a stop."""
    c = Canvas(SIZE, SIZE, MIST)
    c.line([(60, 350), (180, 350), (300, 130), (420, 130)], TEAL, 44)
    c.line([(60, 130), (180, 130), (300, 350), (420, 350)], BRICK, 44)
    c.disc(240, 240, 74, INK)
    c.disc(240, 240, 44, PAPER)
    c.disc(240, 240, 16, TEAL_PALE)
    return c


def _lens(
    c: Canvas, one: tuple[float, float, float], two: tuple[float, float, float], fill: str
) -> None:
    inside = []
    for y in range(SIZE):
        xs = [
            x
            for x in range(SIZE)
            if all((x - a) ** 2 + (y - b) ** 2 <= r * r for a, b, r in (one, two))
        ]
        if xs:
            inside.append((y, xs[0], xs[-1]))
    left = [(x0, y) for y, x0, _ in inside]
    right = [(x1, y) for y, _, x1 in reversed(inside)]
    c.poly(left + right, fill)


MARKS = {
    "mark-talk-london": talk_london,
    "mark-mayors-office": mayors_office,
    "mark-transport-partners": transport_partners,
}
