from enum import StrEnum


class DeskOutUrgencyType0(StrEnum):
    APPEAL = "appeal"
    HELD = "held"
    ILLEGAL = "illegal"
    NEW = "new"
    REPORTED = "reported"
    SAFEGUARDING = "safeguarding"

    def __str__(self) -> str:
        return str(self.value)
