from enum import StrEnum


class ModeratedAppealRowOutAbout(StrEnum):
    DECISION = "decision"
    SANCTION = "sanction"

    def __str__(self) -> str:
        return str(self.value)
