from enum import StrEnum


class ThreadOutState(StrEnum):
    HELD = "held"
    NOT_SHOWN = "not_shown"
    PUBLISHED = "published"
    REJECTED = "rejected"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
