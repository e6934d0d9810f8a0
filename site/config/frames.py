"""Gives a request's frames room.

CPython keeps the frames of a thread in pieces of 16 KB. Where a call does not fit into the last
piece, it maps another, and unmaps it on the return. A request to Django nests so deep that several
such edges lie within it, and a loop that calls something across one maps and unmaps memory each
time round: about 280 times for one page.

A piece is as large as its first frame needs, rounded up to a power of two. So a first frame that
asks for a little more than half of one leaves nearly half of it to all that is called in it
(``push_chunk`` in CPython's ``Python/pystate.c``).
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

ROOM = 1 << 15
"""Slots of eight bytes: what is left to the frames of a request, 256 KB."""
OWN = ROOM + (1 << 9)
"""Slots that the first frame asks for: more than half of a piece of twice the room."""


def roomy(call: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return a function that calls ``call`` from a frame with room for all frames in it."""

    def inside(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        return call(*args, **kwargs)

    inside.__code__ = inside.__code__.replace(co_stacksize=OWN)
    return inside
