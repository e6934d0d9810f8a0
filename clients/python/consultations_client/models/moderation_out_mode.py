from enum import StrEnum


class ModerationOutMode(StrEnum):
    AFTER = "after"
    BEFORE = "before"
    FIRST = "first"

    def __str__(self) -> str:
        return str(self.value)
