from enum import StrEnum


class NoticeKind(StrEnum):
    APPEAL_DECIDED = "appeal_decided"
    APPEAL_RECEIVED = "appeal_received"
    BACKLOG = "backlog"
    DECIDED = "decided"
    HELD = "held"
    NEW_COMMENT = "new_comment"
    REPLY = "reply"
    REPORT_DECIDED = "report_decided"
    REPORT_RECEIVED = "report_received"
    SAFEGUARDING = "safeguarding"
    SANCTION = "sanction"
    SANCTION_LIFTED = "sanction_lifted"
    UNDONE = "undone"

    def __str__(self) -> str:
        return str(self.value)
