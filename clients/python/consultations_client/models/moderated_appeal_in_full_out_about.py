from enum import StrEnum


class ModeratedAppealInFullOutAbout(StrEnum):
    DECISION = "decision"
    SANCTION = "sanction"

    def __str__(self) -> str:
        return str(self.value)
