from enum import StrEnum


class ListModeratedAppealsStateType0(StrEnum):
    OPEN = "open"
    REFUSED = "refused"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
