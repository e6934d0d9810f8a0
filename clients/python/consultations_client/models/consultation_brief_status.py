from enum import StrEnum


class ConsultationBriefStatus(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    OUTCOME_PUBLISHED = "outcome_published"
    UPCOMING = "upcoming"

    def __str__(self) -> str:
        return str(self.value)
