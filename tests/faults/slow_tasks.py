"""A task that takes its time, for a worker that is killed meanwhile."""

import time
from pathlib import Path

from django_tasks import task


@task()
def dawdle(place: str, slow_times: int) -> None:
    """Write a line at a place, and dawdle there so many times."""
    file = Path(place)
    with file.open("a") as lines:
        lines.write("here\n")
    if len(file.read_text().splitlines()) <= slow_times:
        time.sleep(600)
