"""How often something may be asked for: so many times in a second, minute, hour or day."""

from dataclasses import dataclass

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


def read_quota(text: str) -> Quota:
    """Read "30/m": a number of requests, and s, m, h or d for second, minute, hour or day.

    Raises:
        ValueError: it is not of that form.
    """
    number, slash, period = text.partition("/")
    if not slash or period not in PERIODS or not number.isdecimal() or int(number) < 1:
        raise ValueError(text)
    return Quota(int(number), PERIODS[period])
