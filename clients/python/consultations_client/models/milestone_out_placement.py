from enum import StrEnum


class MilestoneOutPlacement(StrEnum):
    CURRENT = "current"
    PAST = "past"
    UPCOMING = "upcoming"

    def __str__(self) -> str:
        return str(self.value)
