from enum import StrEnum


class Channel(StrEnum):
    EMAIL = "email"
    EVENT = "event"
    LETTER = "letter"
    OTHER = "other"
    PHONE = "phone"
    SURVEY = "survey"

    def __str__(self) -> str:
        return str(self.value)
