from enum import StrEnum


class ListModeratedCommentsStateType1(StrEnum):
    EDIT_HELD = "edit_held"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
