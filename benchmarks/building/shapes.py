"""The shapes that a discussion may have, as plain places in a tree.

A place names its parent and what it answers by their positions, and always comes after both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

THREADS_SHOWN = 20
REPLIES_IN_THREAD = 4
CHAIN_LENGTH = 10
DEPTH_MAX = 2


class Shape(StrEnum):
    """What hangs on what."""

    FLAT = "flat"
    """Nobody answers anybody."""
    THREADS = "threads"
    """Each comment has four replies: two to itself, one to the first of these, one to that one."""
    ONE_THREAD = "one-thread"
    """All but the last nineteen comments answer the first."""
    CHAINS = "chains"
    """Each comment answers the one before, ten in a row."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One comment's place. ``parent`` is where it hangs, which is never deeper than two levels.

    ``thread`` counts the comments that start one; ``number`` is the place within the thread.
    """

    thread: int
    number: int
    depth: int = 0
    parent: int | None = None
    answered: int | None = None


def spots(shape: Shape, size: int) -> Iterator[Spot]:
    """Yield ``size`` places, each thread's first comment before its replies."""
    return SHAPES[shape](size)


def _flat(size: int) -> Iterator[Spot]:
    for position in range(size):
        yield Spot(position, 0)


def _threads(size: int) -> Iterator[Spot]:
    length = REPLIES_IN_THREAD + 1
    for position in range(size):
        thread, number = divmod(position, length)
        root = position - number
        match number:
            case 0:
                yield Spot(thread, 0)
            case 1 | 4:
                yield Spot(thread, number, 1, root, root)
            case 2:
                yield Spot(thread, number, 2, root + 1, root + 1)
            case _:
                yield Spot(thread, number, 2, root + 1, root + 2)


def _one_thread(size: int) -> Iterator[Spot]:
    alone = min(THREADS_SHOWN - 1, size // 2)
    for position in range(size - alone):
        yield Spot(0, position, 1, 0, 0) if position else Spot(0, 0)
    for position in range(alone):
        yield Spot(position + 1, 0)


def _chains(size: int) -> Iterator[Spot]:
    for position in range(size):
        thread, number = divmod(position, CHAIN_LENGTH)
        root = position - number
        if number == 0:
            yield Spot(thread, 0)
        else:
            depth = min(number, DEPTH_MAX)
            yield Spot(thread, number, depth, root + depth - 1, position - 1)


SHAPES: dict[Shape, Callable[[int], Iterator[Spot]]] = {
    Shape.FLAT: _flat,
    Shape.THREADS: _threads,
    Shape.ONE_THREAD: _one_thread,
    Shape.CHAINS: _chains,
}
