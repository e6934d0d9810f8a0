from enum import StrEnum


class CallOutPlacement(StrEnum):
    CURRENT = "current"
    PAST = "past"
    UPCOMING = "upcoming"

    def __str__(self) -> str:
        return str(self.value)
