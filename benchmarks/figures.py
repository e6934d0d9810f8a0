"""The arithmetic of measuring."""

import math
from collections.abc import Sequence
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` (of 1) of the values do not exceed: the nearest rank.

    Raises:
        ValueError: there are no values, or the share is outside of 0 to 1.
    """
    if not values:
        raise ValueError("There is no percentile of nothing.")
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share of one.")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratio(value: float, unit: float) -> float:
    """Return how many times ``unit`` goes into ``value``; infinite where the unit is nothing."""
    return value / unit if unit else math.inf


def median_ratio(values: Sequence[float], units: Sequence[float]) -> float:
    """Return the median of each round's value beside that round's own unit.

    A machine that is slow for a while slows both, so the rounds are compared each for itself.
    """
    return median(ratio(value, unit) for value, unit in zip(values, units, strict=True))
