from enum import StrEnum


class DiscussionCardOutState(StrEnum):
    CLOSED = "closed"
    OFF = "off"
    OPEN = "open"
    READ_ONLY_COPY = "read_only_copy"
    UPCOMING = "upcoming"

    def __str__(self) -> str:
        return str(self.value)
