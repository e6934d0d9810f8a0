from enum import StrEnum


class WhenOutPrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    RANGE = "range"
    SEASON = "season"
    UNKNOWN = "unknown"
    YEAR = "year"

    def __str__(self) -> str:
        return str(self.value)
