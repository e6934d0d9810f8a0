from enum import StrEnum


class ListModeratedAppealsAboutType0(StrEnum):
    DECISION = "decision"
    SANCTION = "sanction"

    def __str__(self) -> str:
        return str(self.value)
