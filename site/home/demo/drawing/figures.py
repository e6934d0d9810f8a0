"""People, trees, lamps and bicycles: the things that several scenes share."""

from __future__ import annotations

import math

from home.demo.drawing.canvas import (
    HAIR,
    INK,
    LAMP,
    LAMP_PALE,
    SKIN,
    TEAL_DEEP,
    Canvas,
)


def person(
    c: Canvas,
    x: float,
    ground: float,
    h: float,
    coat: str,
    *,
    skin: int = 0,
    hair: int = 0,
    legs: str = INK,
    facing: int = 1,
    stride: float = 0.12,
    long_hair: bool = False,
    scarf: str | None = None,
    bag: str | None = None,
    skirt: bool = False,
) -> None:
    """A standing or walking figure of height ``h`` whose feet are on ``ground``."""
    u = h / 8
    hip, shoulder = ground - 3.7 * u, ground - 6.35 * u
    step = stride * h
    for side, reach in ((-1, -step), (1, step)):
        foot = x + reach
        c.line([(x + side * 0.28 * u, hip), (foot, ground - 0.15 * u)], legs, 0.72 * u)
        c.line(
            [(foot - 0.1 * u, ground - 0.14 * u), (foot + facing * 0.55 * u, ground - 0.14 * u)],
            INK,
            0.34 * u,
        )
    hem = 1.25 if skirt else 0.95
    c.blob(
        [
            (x - 0.62 * u, shoulder + 0.1 * u),
            (x, shoulder - 0.18 * u),
            (x + 0.62 * u, shoulder + 0.1 * u),
            (x + 0.84 * u, hip - 1 * u),
            (x + hem * u, hip + 0.75 * u),
            (x, hip + 0.9 * u),
            (x - hem * u, hip + 0.75 * u),
            (x - 0.84 * u, hip - 1 * u),
        ],
        coat,
    )
    arm = _darker(coat, 0.82)
    c.stroke(
        [
            (x - facing * 0.1 * u, shoulder + 0.45 * u),
            (x + facing * 0.12 * u, hip - 1.2 * u),
            (x + facing * 0.62 * u, hip - 0.35 * u),
        ],
        arm,
        0.5 * u,
    )
    c.disc(x + facing * 0.7 * u, hip - 0.22 * u, 0.24 * u, SKIN[skin])
    if bag:
        c.rect(x + facing * 0.7 * u - 0.5 * u, hip + 0.0 * u, 1.0 * u, 1.05 * u, bag, r=0.12 * u)
    c.rect(x - 0.22 * u, shoulder - 0.5 * u, 0.44 * u, 0.7 * u, SKIN[skin])
    head_y = shoulder - 0.95 * u
    if long_hair:
        c.blob(
            [
                (x - facing * 0.2 * u, head_y - 0.72 * u),
                (x + facing * 0.45 * u, head_y - 0.5 * u),
                (x, head_y + 0.2 * u),
                (x - facing * 0.25 * u, head_y + 1.15 * u),
                (x - facing * 0.78 * u, head_y + 0.9 * u),
                (x - facing * 0.72 * u, head_y - 0.3 * u),
            ],
            HAIR[hair],
        )
    c.disc(x, head_y, 0.58 * u, SKIN[skin], ry=0.66 * u)
    top = 200 if facing > 0 else 160
    c.pie(x - facing * 0.06 * u, head_y - 0.1 * u, 0.68 * u, top - 25, top + 165, HAIR[hair])
    if scarf:
        c.rect(x - 0.5 * u, shoulder - 0.35 * u, 1.0 * u, 0.42 * u, scarf, r=0.2 * u)


def cyclist(
    c: Canvas,
    x: float,
    ground: float,
    size: float,
    coat: str,
    *,
    skin: int,
    helmet: str,
    facing: int = 1,
    tyre: str = "#8ea3a8",
    frame: str = LAMP,
) -> None:
    """A cyclist whose wheels stand on ``ground``; ``size`` is a wheel's radius."""
    r, f = size, facing
    back, front = (x - f * 1.35 * r, ground - r), (x + f * 1.45 * r, ground - r)
    crank, seat = (x - f * 0.15 * r, ground - 0.95 * r), (x - f * 0.55 * r, ground - 2.35 * r)
    bars = (x + f * 1.0 * r, ground - 2.6 * r)
    for wheel in (back, front):
        c.ring(*wheel, r, tyre, 0.13 * r)
        for k in range(6):
            a = k * math.tau / 6 + 0.3
            spoke = (wheel[0] + math.cos(a) * r * 0.9, wheel[1] + math.sin(a) * r * 0.9)
            c.line([wheel, spoke], tyre, 0.03 * r)
        c.disc(*wheel, 0.12 * r, tyre)
    c.line([back, crank, (x + f * 0.92 * r, ground - 2.15 * r), seat, back], frame, 0.13 * r)
    c.line([seat, crank], frame, 0.13 * r)
    c.line([bars, front], frame, 0.13 * r)
    c.line([(bars[0] - f * 0.12 * r, bars[1]), (bars[0] + f * 0.3 * r, bars[1])], INK, 0.14 * r)
    c.line([(seat[0] - f * 0.3 * r, seat[1]), (seat[0] + f * 0.3 * r, seat[1])], INK, 0.2 * r)
    hip, knee = (seat[0], seat[1] - 0.25 * r), (x + f * 0.5 * r, ground - 2.0 * r)
    foot = (x - f * 0.05 * r, ground - 0.5 * r)
    c.line([hip, knee, foot], "#22425a", 0.46 * r)
    c.line([foot, (foot[0] + f * 0.35 * r, foot[1])], INK, 0.26 * r)
    shoulder = (x + f * 0.25 * r, ground - 4.05 * r)
    c.line([hip, shoulder], coat, 0.95 * r)
    c.line([shoulder, (x + f * 0.75 * r, ground - 3.1 * r), bars], _darker(coat, 0.82), 0.34 * r)
    head = (shoulder[0] + f * 0.4 * r, shoulder[1] - 0.8 * r)
    c.disc(*head, 0.46 * r, SKIN[skin], ry=0.52 * r)
    c.pie(head[0] - f * 0.02 * r, head[1] - 0.1 * r, 0.56 * r, 178, 362, helmet)
    c.rect(
        front[0] - 0.16 * r + f * -0.2 * r,
        ground - 2.3 * r,
        0.34 * r,
        0.3 * r,
        LAMP_PALE,
        r=0.1 * r,
    )
    c.rect(
        back[0] - f * 0.05 * r - 0.12 * r,
        ground - 2.1 * r,
        0.24 * r,
        0.3 * r,
        "#d9482f",
        r=0.08 * r,
    )


def lamp_post(c: Canvas, x: float, ground: float, h: float, *, lit: bool, arm: int = 0) -> None:
    """A street lamp; ``arm`` -1 or 1 leans the lantern over the road, 0 keeps it upright."""
    post = "#0f2030"
    c.rect(x - 11, ground - 62, 22, 62, post, r=4)
    c.rect(x - 5, ground - h, 10, h - 30, post)
    if not arm:
        head = ground - h
        c.rect(x - 20, head - 4, 40, 8, post, r=3)
        c.poly(
            [(x - 17, head - 4), (x + 17, head - 4), (x + 24, head - 52), (x - 24, head - 52)],
            LAMP_PALE if lit else "#c8d3cf",
        )
        c.poly(
            [(x - 30, head - 52), (x + 30, head - 52), (x + 9, head - 72), (x - 9, head - 72)], post
        )
        c.disc(x, head - 76, 6, post)
        return
    c.stroke(
        [(x, ground - h + 10), (x + arm * 12, ground - h - 34), (x + arm * 96, ground - h - 46)],
        post,
        9,
    )
    c.rect(x + arm * 118 - 34, ground - h - 56, 68, 15, post, r=6)
    if lit:
        c.rect(x + arm * 118 - 28, ground - h - 43, 56, 9, LAMP_PALE, r=4)


def tree(
    c: Canvas,
    x: float,
    ground: float,
    h: float,
    leaf: str,
    *,
    shade: str = TEAL_DEEP,
    trunk: str = "#4a3226",
    seed: float = 0,
) -> None:
    """A round-headed city tree with a shaded side."""
    w = h * 0.62
    c.poly(
        [
            (x - h * 0.03, ground),
            (x + h * 0.03, ground),
            (x + h * 0.018, ground - h * 0.6),
            (x - h * 0.018, ground - h * 0.6),
        ],
        trunk,
    )
    c.line([(x, ground - h * 0.42), (x + w * 0.2, ground - h * 0.58)], trunk, h * 0.018)
    c.line([(x, ground - h * 0.36), (x - w * 0.2, ground - h * 0.52)], trunk, h * 0.018)
    crown = ground - h * 0.66
    lobes = [
        (0.0, -0.16, 0.25),
        (-0.24, -0.02, 0.22),
        (0.24, -0.03, 0.22),
        (-0.1, 0.1, 0.21),
        (0.13, 0.11, 0.2),
        (0.0, 0.0, 0.28),
    ]
    for dx, dy, colour, shrink in ((0.03, 0.03, shade, 1.0), (-0.02, -0.02, leaf, 0.93)):
        for i, (lx, ly, r) in enumerate(lobes):
            wobble = 1 + 0.12 * math.sin(seed * 3 + i * 2.1)
            c.disc(
                x + (lx * 1.15 + dx) * w * 1.3,
                crown + (ly + dy) * h * 0.9,
                r * w * 1.15 * wobble * shrink,
                colour,
            )


def _darker(colour: str, factor: float) -> str:
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"#{int(r * factor):02x}{int(g * factor):02x}{int(b * factor):02x}"
