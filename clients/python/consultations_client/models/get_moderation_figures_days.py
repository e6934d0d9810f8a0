from enum import StrEnum


class GetModerationFiguresDays(StrEnum):
    VALUE_0 = "7"
    VALUE_1 = "30"
    VALUE_2 = "90"
    VALUE_3 = "365"

    def __str__(self) -> str:
        return str(self.value)
