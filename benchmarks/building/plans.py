"""How big a site is built: for trying out, for a short run, and for a whole one."""

from dataclasses import dataclass
from enum import StrEnum

from benchmarks.building.shapes import Shape


class Size(StrEnum):
    """Which of the plans."""

    TINY = "tiny"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is built. ``discussions`` are the measured ones: shape and number of comments."""

    consultations: int
    members: int
    discussions: tuple[tuple[Shape, int], ...]
    small: int = 10
    """Comments in each of the other discussions."""
    held: int = 300
    """Comments that wait at the desk."""


SIZES = (10, 1_000, 10_000, 100_000)

PLANS = {
    Size.TINY: Plan(
        consultations=6,
        members=40,
        discussions=tuple((shape, 60) for shape in Shape),
        held=25,
    ),
    Size.SHORT: Plan(
        consultations=200,
        members=4_000,
        discussions=(
            *((Shape.THREADS, size) for size in (10, 1_000, 100_000)),
            (Shape.ONE_THREAD, 100_000),
            (Shape.FLAT, 10_000),
            (Shape.CHAINS, 10_000),
        ),
    ),
    Size.FULL: Plan(
        consultations=200,
        members=10_000,
        discussions=tuple((shape, size) for shape in Shape for size in SIZES),
    ),
}
