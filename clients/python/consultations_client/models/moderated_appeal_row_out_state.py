from enum import StrEnum


class ModeratedAppealRowOutState(StrEnum):
    OPEN = "open"
    REFUSED = "refused"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
