"""However deep a request nests, no loop in it maps memory each time round."""

import resource
import threading
from collections.abc import Callable
from typing import Any

from config.frames import roomy
from config.wsgi import application

TURNS = 50
DEPTHS = range(400)
"""Deep enough to pass several edges of 16 KB, and no deeper than the room."""


def faults_of_a_loop(depth: int) -> int:
    """Return how often memory had to be mapped for calls in a loop, so deep in other calls."""
    if depth:
        return faults_of_a_loop(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _turn in range(TURNS):
        step()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def step() -> None:
    """Need a frame larger than what one more call takes, so that some depth leaves too little."""


step.__code__ = step.__code__.replace(co_stacksize=64)


def in_a_thread(run: Callable[[], Any]) -> Any:
    """Return what comes of a call in a thread of its own, whose frames begin anew."""
    found = []
    thread = threading.Thread(target=lambda: found.append(run()))
    thread.start()
    thread.join()
    return found[0]


def worst(*_request: Any) -> int:
    """Return the faults of the loop at the unluckiest depth."""
    return max(faults_of_a_loop(depth) for depth in DEPTHS)


def test_without_room_there_are_depths_at_which_a_loop_maps_memory_each_time_round():
    assert in_a_thread(lambda: worst({}, None)) >= TURNS


def test_with_room_there_are_none():
    assert in_a_thread(lambda: roomy(worst)({}, None)) < TURNS / 5


def test_what_is_served_is_what_the_application_answers():
    asked = []

    def answer(environ, start_response):
        asked.append((environ, start_response))
        return [b"words"]

    assert roomy(answer)({"PATH_INFO": "/"}, print) == [b"words"]
    assert asked == [({"PATH_INFO": "/"}, print)]


def test_the_site_is_served_with_room():
    assert application.__code__.co_stacksize == roomy(worst).__code__.co_stacksize
