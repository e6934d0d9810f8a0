"""What the load generator needs to know about a site that was built."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """One discussion with comments, and what in it is asked for or replied to.

    ``thread`` is the comment that starts its longest thread and ``thread_middle`` where the second
    half of that goes on. ``alone`` have no replies. ``middle`` is where the second half of the
    threads goes on, in each order, if there are enough for that.
    """

    shape: str
    size: int
    consultation_pk: int
    consultation_url: str
    pk: int
    url: str
    thread: int
    thread_middle: str
    alone: list[int]
    middle: dict[str, str]


@dataclass(frozen=True, slots=True)
class Map:
    """A site that was built. ``members`` and ``staff`` are keys of sessions."""

    home_url: str
    hub_url: str
    consultation_pk: int
    consultation_url: str
    places: list[Place]
    members: list[str]
    staff: str
    comments: int
    consultations: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> "Map":
        """Return what ``as_json`` was made of."""
        return cls(**data | {"places": [Place(**place) for place in data["places"]]})

    def place(self, shape: str, size: int) -> Place | None:
        """Return the discussion of a shape and size, if there is one."""
        return next((p for p in self.places if (p.shape, p.size) == (shape, size)), None)
