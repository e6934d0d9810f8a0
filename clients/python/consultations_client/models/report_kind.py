from enum import StrEnum


class ReportKind(StrEnum):
    ILLEGAL = "illegal"
    RULES = "rules"

    def __str__(self) -> str:
        return str(self.value)
