from enum import StrEnum


class ModeratedRowOutState(StrEnum):
    HELD = "held"
    PUBLISHED = "published"
    REJECTED = "rejected"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
