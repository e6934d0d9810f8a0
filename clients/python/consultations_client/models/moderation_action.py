from enum import StrEnum


class ModerationAction(StrEnum):
    APPROVE = "approve"
    APPROVE_EDIT = "approve_edit"
    DISMISS_REPORTS = "dismiss_reports"
    ESCALATE = "escalate"
    HOLD = "hold"
    KEEP = "keep"
    LOCK = "lock"
    MARK_OFFICIAL = "mark_official"
    PIN = "pin"
    REDACT = "redact"
    REJECT = "reject"
    REJECT_EDIT = "reject_edit"
    REMOVE = "remove"
    RESOLVE = "resolve"
    RESTORE = "restore"
    UNLOCK = "unlock"
    UNPIN = "unpin"

    def __str__(self) -> str:
        return str(self.value)
