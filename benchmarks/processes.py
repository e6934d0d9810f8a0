"""The processor time that processes have used, as Linux keeps it."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM, WAITED_USER, WAITED_SYSTEM = 1, 11, 12, 13, 14
"""Places in /proc/PID/stat, counted after the name in brackets, which may hold anything."""


def family_seconds(master: int) -> float:
    """Return the seconds of a process, of its children, and of children that it outlived."""
    own = _stat(master)
    if own is None:
        return 0.0
    ticks = sum(own[place] for place in (USER, SYSTEM, WAITED_USER, WAITED_SYSTEM))
    for pid in _pids():
        stat = _stat(pid)
        if stat is not None and stat[PARENT] == master:
            ticks += stat[USER] + stat[SYSTEM]
    return ticks / TICKS


def each_seconds(pids: Iterable[int]) -> dict[int, float]:
    """Return the seconds of each of these processes that still runs."""
    found = {pid: _stat(pid) for pid in pids}
    return {
        pid: (stat[USER] + stat[SYSTEM]) / TICKS for pid, stat in found.items() if stat is not None
    }


def _pids() -> Iterable[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _stat(pid: int) -> list[int] | None:
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()
    return [int(field) if field.lstrip("-").isdigit() else 0 for field in fields]
