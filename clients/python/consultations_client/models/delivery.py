from enum import StrEnum


class Delivery(StrEnum):
    DAILY = "daily"
    IMMEDIATELY = "immediately"
    OFF = "off"

    def __str__(self) -> str:
        return str(self.value)
