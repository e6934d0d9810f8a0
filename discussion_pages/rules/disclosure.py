"""Small numbers that could point at a person are not published.

The rule follows the UK Government Statistical Service's guidance on disclosure control for tables
from administrative sources: small cells are suppressed, and where one alone would be, a second goes
with it, since the total gives the first away.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

THRESHOLD = 10


def publishable(count: int, *, threshold: int = THRESHOLD) -> int | None:
    """Return ``count``, or ``None`` where it is under ``threshold`` and may not be published."""
    return count if count >= threshold else None


def suppressed(
    cells: Mapping[Key, int], *, known: Collection[Key] = (), threshold: int = THRESHOLD
) -> dict[Key, int | None]:
    """Return the cells of one breakdown with those suppressed that may not be published.

    The cells add up to a total that is published beside them: where exactly one is under
    ``threshold``, the next smallest is suppressed too. A cell that is ``known`` from elsewhere
    would protect nothing, and another one is taken where there is one.
    """
    found = {key: publishable(count, threshold=threshold) for key, count in cells.items()}
    hidden = [key for key, count in found.items() if count is None]
    if len(hidden) == 1 and len(found) > 1:
        others = [key for key in found if found[key] is not None]
        found[min(others, key=lambda key: (key in known, cells[key]))] = None
    return found
