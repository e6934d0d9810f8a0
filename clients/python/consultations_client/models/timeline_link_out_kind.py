from enum import StrEnum


class TimelineLinkOutKind(StrEnum):
    DOCUMENT = "document"
    PAGE = "page"
    URL = "url"

    def __str__(self) -> str:
        return str(self.value)
