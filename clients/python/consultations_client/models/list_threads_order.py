from enum import StrEnum


class ListThreadsOrder(StrEnum):
    LIKED = "liked"
    NEWEST = "newest"
    OLDEST = "oldest"

    def __str__(self) -> str:
        return str(self.value)
