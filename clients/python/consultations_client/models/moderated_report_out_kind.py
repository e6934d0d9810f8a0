from enum import StrEnum


class ModeratedReportOutKind(StrEnum):
    ILLEGAL = "illegal"
    RULES = "rules"

    def __str__(self) -> str:
        return str(self.value)
