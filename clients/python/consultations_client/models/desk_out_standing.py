from enum import StrEnum


class DeskOutStanding(StrEnum):
    AT_RISK = "at_risk"
    IN_TIME = "in_time"
    LATE = "late"

    def __str__(self) -> str:
        return str(self.value)
