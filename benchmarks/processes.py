"""The processor time that processes have used, as Linux keeps it."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PARENT, WAITED_USER, WAITED_SYSTEM = 1, 13, 14
"""Places in /proc/PID/stat, counted after the name in brackets, which may hold anything."""
CLOCK_BITS, CLOCK_OF_PROCESS = 3, 2
"""How Linux numbers the clock of a process: clock_getcpuclockid(3)."""


def family_seconds(master: int) -> float:
    """Return the seconds of a process, of its children, and of children that it outlived."""
    own = _stat(master)
    if own is None:
        return 0.0
    stats = {pid: _stat(pid) for pid in _pids()}
    children = [pid for pid, stat in stats.items() if stat is not None and stat[PARENT] == master]
    outlived = (own[WAITED_USER] + own[WAITED_SYSTEM]) / TICKS
    return outlived + sum(each_seconds([master, *children]).values())


def each_seconds(pids: Iterable[int]) -> dict[int, float]:
    """Return the seconds of each of these processes that still runs, user's and system's.

    They are counted in nanoseconds; ``/proc/PID/stat`` has hundredths of a second, which are too
    coarse for a few requests.
    """
    found = {pid: _seconds(pid) for pid in pids}
    return {pid: seconds for pid, seconds in found.items() if seconds is not None}


def _seconds(pid: int) -> float | None:
    try:
        return time.clock_gettime(~pid << CLOCK_BITS | CLOCK_OF_PROCESS)
    except OSError:  # it has ended
        return None


def _pids() -> Iterable[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _stat(pid: int) -> list[int] | None:
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()
    return [int(field) if field.lstrip("-").isdigit() else 0 for field in fields]
