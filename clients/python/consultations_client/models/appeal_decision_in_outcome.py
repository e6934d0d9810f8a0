from enum import StrEnum


class AppealDecisionInOutcome(StrEnum):
    REFUSE = "refuse"
    UPHOLD = "uphold"

    def __str__(self) -> str:
        return str(self.value)
