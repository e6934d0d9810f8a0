from enum import StrEnum


class ReportState(StrEnum):
    CLOSED = "closed"
    DISMISSED = "dismissed"
    OVERTURNED = "overturned"
    RECEIVED = "received"
    UPHELD = "upheld"

    def __str__(self) -> str:
        return str(self.value)
