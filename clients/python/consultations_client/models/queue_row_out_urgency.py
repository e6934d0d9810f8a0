from enum import StrEnum


class QueueRowOutUrgency(StrEnum):
    APPEAL = "appeal"
    HELD = "held"
    ILLEGAL = "illegal"
    NEW = "new"
    REPORTED = "reported"
    SAFEGUARDING = "safeguarding"

    def __str__(self) -> str:
        return str(self.value)
