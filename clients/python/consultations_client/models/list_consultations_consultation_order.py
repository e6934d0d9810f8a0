from enum import StrEnum


class ListConsultationsConsultationOrder(StrEnum):
    CLOSES_AT = "closes_at"
    OPENS_AT = "opens_at"
    TITLE = "title"
    VALUE_1 = "-closes_at"
    VALUE_3 = "-opens_at"

    def __str__(self) -> str:
        return str(self.value)
