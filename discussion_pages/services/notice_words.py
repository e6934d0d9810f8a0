"""What notices and e-mails say, made when they are shown, in the reader's language.

``Notice.data`` and ``OutboxMessage.data`` hold codes and plain values, never a comment's text and
never a name; ``DATA_KEYS`` names them for each kind. Instants are ISO 8601 texts, ``""`` where
there is none; keys of records (``decision``, ``sanction``, ``guidance``) are integers.
"""

from discussion_pages.rules.notices import NoticeKind

DATA_KEYS: dict[NoticeKind, frozenset[str]] = {
    # discussion: its title. category: the code of what the machine saw ("" for a person's hold).
    # reason_title: the rule in words, where a moderator held it.
    NoticeKind.HELD: frozenset({"discussion", "category", "reason_title"}),
    # action: of the decision. edit: whether it was about an edit (bool). decision: its key, from
    # which the words concerned are read when they are shown. message: to the author.
    NoticeKind.DECIDED: frozenset(
        {"discussion", "action", "edit", "decision", "reason_title", "message", "appeal_until"}
    ),
    # action: of the decision that was undone.
    NoticeKind.UNDONE: frozenset({"discussion", "action"}),
    # guidance: key of the safety guidance that fits, or None.
    NoticeKind.SAFEGUARDING: frozenset({"discussion", "guidance"}),
    # about: "comment" or "sanction"; discussion "" for a sanction. expected_at: the target time.
    NoticeKind.APPEAL_RECEIVED: frozenset({"about", "discussion", "expected_at"}),
    # upheld: bool. answer: the words of whoever decided it.
    NoticeKind.APPEAL_DECIDED: frozenset({"about", "discussion", "upheld", "answer"}),
    # sanction: its key. sanction_kind: of rules.sanctions.
    NoticeKind.SANCTION: frozenset(
        {"sanction", "sanction_kind", "reason_title", "message", "ends_at", "appeal_until"}
    ),
    NoticeKind.SANCTION_LIFTED: frozenset({"sanction", "sanction_kind"}),
    # status_path: the private status page's path, with its signed token.
    NoticeKind.REPORT_RECEIVED: frozenset(
        {"reference", "discussion", "reason_title", "expected_at", "status_path"}
    ),
    # state: of rules.reports (upheld, dismissed, overturned, closed), or received where the decision
    # was undone. decision_reason: the rule in words by which it was decided, "" where none was.
    NoticeKind.REPORT_DECIDED: frozenset(
        {"reference", "discussion", "reason_title", "state", "decision_reason", "status_path"}
    ),
    # Nothing: all is read from the notice's comment while that is published.
    NoticeKind.REPLY: frozenset(),
    NoticeKind.NEW_COMMENT: frozenset(),
}
