"""A small canvas for layered, print-like illustrations.

Shapes are given in the picture's own units (1600 by 1000), drawn three times as large and
scaled down once at the end: that is the whole antialiasing. Tone comes from flat shapes and
from stippling (dots whose density falls off), as on a screen print, never from gradients.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]

SCALE = 3

INK = "#14283b"
INK_SOFT = "#1e3a50"
INK_PALE = "#35566b"
TEAL = "#2b7d83"
TEAL_DEEP = "#1d5a63"
TEAL_PALE = "#8fbfba"
MIST = "#c9dcd5"
LAMP = "#f2b544"
LAMP_PALE = "#fadc98"
BRICK = "#b4533b"
BRICK_DEEP = "#8b3d2e"
BRICK_PALE = "#d58a6c"
PAPER = "#f7f0e3"
STONE = "#e2d4bb"
STONE_DEEP = "#c4b295"
WHITE = "#fffaf0"

SKIN = ("#f0c9a4", "#c98f62", "#8a5a3c", "#5e3b28", "#e3b088")
HAIR = ("#2a1d18", "#5a3a24", "#8d8f91", "#14283b", "#b4703a")


class Canvas:
    """One picture being drawn, in units of its final pixels."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.stipples: list[tuple[Image.Image, str, float]] = []

    def rect(self, x: float, y: float, w: float, h: float, fill: str, r: float = 0) -> None:
        """A rectangle by its top left corner, width and height; ``r`` rounds its corners."""
        box = [_s(x), _s(y), _s(x + w) - 1, _s(y + h) - 1]
        if r:
            self.pen.rounded_rectangle(box, radius=_s(r), fill=fill)
        else:
            self.pen.rectangle(box, fill=fill)

    def poly(self, points: Iterable[Point], fill: str) -> None:
        """A filled polygon."""
        self.pen.polygon([(_s(x), _s(y)) for x, y in points], fill=fill)

    def blob(self, points: Sequence[Point], fill: str) -> None:
        """A filled closed curve through the points (Catmull-Rom)."""
        self.poly(curve(points, closed=True), fill)

    def disc(self, x: float, y: float, r: float, fill: str, ry: float | None = None) -> None:
        """A disc, or an ellipse when ``ry`` differs."""
        ry = r if ry is None else ry
        self.pen.ellipse([_s(x - r), _s(y - ry), _s(x + r), _s(y + ry)], fill=fill)

    def ring(self, x: float, y: float, r: float, fill: str, w: float) -> None:
        """A circle's outline of width ``w``."""
        box = [_s(x - r), _s(y - r), _s(x + r), _s(y + r)]
        self.pen.ellipse(box, outline=fill, width=max(1, _s(w)))

    def pie(self, x: float, y: float, r: float, start: float, end: float, fill: str) -> None:
        """A sector; angles in degrees, clockwise from three o'clock."""
        box = [_s(x - r), _s(y - r), _s(x + r), _s(y + r)]
        self.pen.pieslice(box, start, end, fill=fill)

    def line(self, points: Sequence[Point], fill: str, w: float) -> None:
        """A polyline with round joints and ends."""
        scaled = [(_s(x), _s(y)) for x, y in points]
        self.pen.line(scaled, fill=fill, width=max(1, _s(w)), joint="curve")
        r = w * SCALE / 2
        for x, y in (scaled[0], scaled[-1]):
            self.pen.ellipse([x - r, y - r, x + r, y + r], fill=fill)

    def stroke(self, points: Sequence[Point], fill: str, w: float) -> None:
        """A smooth open curve through the points."""
        self.line(curve(points, closed=False), fill, w)

    def text(self, x: float, y: float, words: str, fill: str, size: float) -> None:
        """Lettering centred on the point, in a plain bold sans."""
        font = ImageFont.truetype("LiberationSans-Bold.ttf", _s(size))
        self.pen.text((_s(x), _s(y)), words, fill=fill, font=font, anchor="mm")

    def glow(self, points: Iterable[Point], colour: str, strength: float, softness: float) -> None:
        """Stippled light or shade, densest in the middle of the polygon.

        It is laid over everything drawn before ``finish``. ``strength`` is the share of dots
        at the densest place, ``softness`` the width of the fall-off in picture units.
        """
        mask = Image.new("L", (self.width // 2, self.height // 2), 0)
        ImageDraw.Draw(mask).polygon([(x / 2, y / 2) for x, y in points], fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(softness / 2))
        self.stipples.append((mask.resize((self.width, self.height)), colour, strength))

    def veil(self, points: Iterable[Point], colour: str, opacity: float) -> None:
        """A flat translucent shape, laid at once over what is there."""
        mask = Image.new("L", self.image.size, 0)
        level = round(255 * opacity)
        ImageDraw.Draw(mask).polygon([(_s(x), _s(y)) for x, y in points], fill=level)
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), mask)

    def finish(self, seed: int, grain: float = 5.0) -> Image.Image:
        """Scale down, lay the stipples and a faint paper grain; the same seed, the same dots."""
        chance = random.Random(seed)
        size = (self.width, self.height)
        image = self.image.resize(size, Image.Resampling.LANCZOS)
        for mask, colour, strength in self.stipples:
            noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
            level = mask.point([round(v * strength) for v in range(256)])
            dots = ImageChops.subtract(level, noise).point([0] + [255] * 255)
            dots = dots.filter(ImageFilter.GaussianBlur(0.7))
            image.paste(Image.new("RGB", size, colour), (0, 0), dots)
        return _with_grain(image, chance, grain)


def curve(points: Sequence[Point], *, closed: bool, steps: int = 14) -> list[Point]:
    """Points along a Catmull-Rom curve through ``points``."""
    n = len(points)
    result: list[Point] = []
    for i in range(n if closed else n - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k, 0), n - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            result.append(
                (_catmull(p0[0], p1[0], p2[0], p3[0], t), _catmull(p0[1], p1[1], p2[1], p3[1], t))
            )
    if not closed:
        result.append(points[-1])
    return result


def save_webp(image: Image.Image, path: Path, limit: int = 118_000) -> int:
    """Write the picture at the best quality that keeps it within ``limit`` bytes; its size."""
    for quality in range(90, 40, -4):
        image.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= limit:
            break
    return path.stat().st_size


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _with_grain(image: Image.Image, chance: random.Random, amount: float) -> Image.Image:
    size = image.size
    small = (size[0] // 2, size[1] // 2)
    noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    noise = noise.resize(size, Image.Resampling.BICUBIC)
    level = noise.point([round(128 + (v - 128) / 128 * amount) for v in range(256)])
    return ImageChops.add(image, Image.merge("RGB", (level,) * 3), 1, -128)


def _s(value: float) -> int:
    return round(value * SCALE)
