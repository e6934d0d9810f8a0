from enum import StrEnum


class AppealOutAbout(StrEnum):
    COMMENT = "comment"
    SANCTION = "sanction"

    def __str__(self) -> str:
        return str(self.value)
