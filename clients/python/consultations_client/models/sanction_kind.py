from enum import StrEnum


class SanctionKind(StrEnum):
    MUTE = "mute"
    PREMODERATE = "premoderate"
    SUSPEND = "suspend"
    WARN = "warn"

    def __str__(self) -> str:
        return str(self.value)
